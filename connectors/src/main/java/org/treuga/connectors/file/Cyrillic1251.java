package org.treuga.connectors.file;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Tells whether bytes that are not UTF-8 are Cyrillic in Windows-1251 beyond reasonable doubt.
 *
 * <p>Words decide. In Windows-1251 a word is lower case (E0-FF) with perhaps a capital (C0-DF) in
 * front; read as KOI8-R the same bytes are the other way round, and in code page 866 they lie
 * elsewhere. In a Western code page high bytes stand alone among ASCII letters.
 */
final class Cyrillic1251 {

  /** Letters and marks of Windows-1251 outside the alphabet proper that occur in real text. */
  private static final String OTHERS =
      "\u0401\u0451\u0406\u0456\u0407\u0457\u0404\u0454\u0490\u0491\u040E\u045E"
          + "\u00AB\u00BB\u2013\u2014\u2116\u201C\u201D\u201E\u2019\u2018\u2026\u00A0\u00B0\u00A7";

  private static final boolean[] IS_OTHER = new boolean[256];

  static {
    for (byte b : OTHERS.getBytes(java.nio.charset.Charset.forName("windows-1251"))) {
      IS_OTHER[b & 0xFF] = true;
    }
  }

  private int likely;
  private int unlikely;
  private boolean impossible;

  private Cyrillic1251() {}

  static boolean isLikely(Container.Text text) throws IOException {
    Cyrillic1251 judge = new Cyrillic1251();
    try (InputStream in = new BufferedInputStream(text.open(), 1 << 16)) {
      judge.read(in);
    }
    return !judge.impossible && judge.likely >= 2 && judge.likely > 4 * judge.unlikely;
  }

  private void read(InputStream in) throws IOException {
    int capitals = 0;
    int smalls = 0;
    boolean mixed = false;
    boolean capitalLater = false;
    for (int b = in.read(); b >= 0 && !impossible; b = in.read()) {
      if (b >= 0xE0) {
        smalls++;
      } else if (b >= 0xC0) {
        capitalLater |= capitals + smalls > 0;
        capitals++;
      } else if (isAsciiLetter(b)) {
        mixed = true;
      } else if (b < 0x80) {
        judge(capitals, smalls, mixed, capitalLater);
        capitals = 0;
        smalls = 0;
        mixed = false;
        capitalLater = false;
      } else if (!IS_OTHER[b]) {
        impossible = true;
      }
    }
    judge(capitals, smalls, mixed, capitalLater);
  }

  private static boolean isAsciiLetter(int b) {
    return (b >= 'A' && b <= 'Z') || (b >= 'a' && b <= 'z');
  }

  private void judge(int capitals, int smalls, boolean mixed, boolean capitalLater) {
    if (capitals + smalls < 2) {
      return;
    }
    if (mixed || capitalLater || smalls == 0) {
      unlikely++;
    } else {
      likely++;
    }
  }
}
