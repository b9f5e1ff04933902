package org.treuga.connectors.file;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import org.jspecify.annotations.Nullable;
import org.treuga.evidence.UnreadableInput;

/** Reads lines ended by LF, CRLF or CR, each up to a bound. */
public final class LineReader {

  private final BufferedReader in;
  private final String file;
  private final int maxChars;
  private int line;
  private boolean afterReturn;

  public LineReader(Reader in, String file, int maxChars) {
    this.in = new BufferedReader(in, 1 << 16);
    this.file = file;
    this.maxChars = maxChars;
  }

  /** The number of the line last read, from 1. */
  public int line() {
    return line;
  }

  /** The next line without its end, null after the last. */
  public @Nullable String next() throws IOException {
    StringBuilder text = new StringBuilder();
    line++;
    boolean any = false;
    for (int c = in.read(); c >= 0; c = in.read()) {
      boolean secondHalf = c == '\n' && afterReturn;
      afterReturn = c == '\r';
      if (secondHalf) {
        continue;
      }
      any = true;
      if (c == '\n' || c == '\r') {
        return text.toString();
      }
      if (text.length() >= maxChars) {
        throw new UnreadableInput(
            file + ":" + line + ": a line of more than " + maxChars + " characters, the limit");
      }
      text.append((char) c);
    }
    return any ? text.toString() : null;
  }
}
