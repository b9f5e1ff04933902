package org.treuga.connectors.file;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Consumer;
import org.treuga.evidence.UnreadableInput;

/**
 * The encoding of a text, found by reading all of it once: UTF-8, UTF-16 with its mark, or
 * Windows-1251 where the letters leave no doubt.
 *
 * <p>That first pass also meets every wrong checksum and every bound, so that no row is taken from
 * a file that is refused at its end.
 *
 * @param charset how to decode
 * @param markBytes length of the byte order marks to skip
 */
public record Encoding(Charset charset, int markBytes) {

  private static final int CHUNK_BYTES = 1 << 16;
  private static final String REMEDY = "; save it again as UTF-8 (in a spreadsheet: \"CSV UTF-8\")";

  /**
   * Reads the text once.
   *
   * @throws UnreadableInput if it is empty, packed once more, or of an unknown encoding
   */
  public static Encoding of(Container.Text text, Consumer<String> notes) throws IOException {
    byte[] first;
    try (InputStream in = text.open()) {
      first = in.readNBytes(64);
    }
    refuseOtherKinds(text.name(), first);
    Encoding marked = byMark(text.name(), first, notes);
    if (marked.charset != StandardCharsets.UTF_8) {
      return marked;
    }
    Fault fault = check(text, marked);
    if (fault.line == 0) {
      return marked;
    }
    if (marked.markBytes == 0 && Cyrillic1251.isLikely(text)) {
      notes.accept(
          text.name() + ": not UTF-8; its letters are those of Windows-1251, read as such");
      return new Encoding(Charset.forName("windows-1251"), 0);
    }
    throw new UnreadableInput(
        text.name()
            + ":"
            + fault.line
            + ": not UTF-8 (byte 0x"
            + Integer.toHexString(fault.octet).toUpperCase(Locale.ROOT)
            + "); if it was saved in Windows-1251 or another encoding"
            + REMEDY);
  }

  private static void refuseOtherKinds(String name, byte[] first) {
    if (Container.isGzip(first)) {
      throw new UnreadableInput(name + ": compressed twice (gzip within gzip or zip); unpack it");
    }
    if (Container.isZip(first)) {
      throw new UnreadableInput(name + ": holds a zip within gzip or zip; unpack it first");
    }
  }

  private static Encoding byMark(String name, byte[] first, Consumer<String> notes) {
    int marks = 0;
    while (first.length >= marks + 3
        && first[marks] == (byte) 0xEF
        && first[marks + 1] == (byte) 0xBB
        && first[marks + 2] == (byte) 0xBF) {
      marks += 3;
    }
    if (first.length == marks) {
      throw new UnreadableInput(name + ": the file is empty; a header and rows were expected");
    }
    if (marks > 3) {
      notes.accept(name + ": byte order mark written " + marks / 3 + " times, skipped");
    }
    if (marks == 0 && first.length >= 2) {
      int mark = (first[0] & 0xFF) << 8 | (first[1] & 0xFF);
      if (mark == 0xFFFE && first.length >= 4 && first[2] == 0 && first[3] == 0) {
        throw new UnreadableInput(name + ": encoded as UTF-32" + REMEDY);
      }
      if (mark == 0xFFFE || mark == 0xFEFF) {
        notes.accept(name + ": read as UTF-16, as its byte order mark says");
        return new Encoding(
            mark == 0xFFFE ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE, 2);
      }
    }
    return new Encoding(StandardCharsets.UTF_8, marks);
  }

  private record Fault(int line, int octet) {}

  /** The first place that is not UTF-8; line 0 when all is. */
  private static Fault check(Container.Text text, Encoding encoding) throws IOException {
    CharsetDecoder decoder = encoding.decoder();
    CharBuffer out = CharBuffer.allocate(CHUNK_BYTES);
    ByteBuffer in = ByteBuffer.allocate(CHUNK_BYTES);
    int line = 1;
    try (InputStream stream = text.open()) {
      boolean atEnd = false;
      while (!atEnd) {
        int got = stream.read(in.array(), in.position(), in.remaining());
        atEnd = got < 0;
        in.position(in.position() + Math.max(got, 0)).flip();
        CoderResult result = decoder.decode(in, out.clear(), atEnd);
        line += count(in.array(), 0, in.position(), (byte) '\n');
        refuseNul(text.name(), in.array(), in.position(), line);
        if (result.isError()) {
          return new Fault(line, in.get(in.position()) & 0xFF);
        }
        in.compact();
      }
    }
    return new Fault(0, 0);
  }

  private static void refuseNul(String name, byte[] bytes, int end, int line) {
    if (count(bytes, 0, end, (byte) 0) > 0) {
      throw new UnreadableInput(
          name
              + ":"
              + line
              + ": holds zero bytes, so it is no text, or UTF-16 without its mark"
              + REMEDY);
    }
  }

  private static int count(byte[] bytes, int start, int end, byte wanted) {
    int count = 0;
    for (int i = start; i < end; i++) {
      count += bytes[i] == wanted ? 1 : 0;
    }
    return count;
  }

  private CharsetDecoder decoder() {
    return charset
        .newDecoder()
        .onMalformedInput(CodingErrorAction.REPORT)
        .onUnmappableCharacter(CodingErrorAction.REPORT);
  }

  /** Opens the text at its first character. */
  public Reader reader(Container.Text text) throws IOException {
    InputStream in = text.open();
    in.skipNBytes(markBytes);
    return new InputStreamReader(in, decoder());
  }

  /** The first characters, for finding out the format. */
  public String beginning(Container.Text text, int chars) throws IOException {
    try (Reader reader = reader(text)) {
      char[] buffer = new char[chars];
      int length = 0;
      for (int got; length < chars && (got = reader.read(buffer, length, chars - length)) > 0; ) {
        length += got;
      }
      return new String(Arrays.copyOf(buffer, length));
    }
  }
}
