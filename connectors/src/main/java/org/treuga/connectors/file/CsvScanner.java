package org.treuga.connectors.file;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.treuga.evidence.UnreadableInput;

/**
 * Splits CSV (RFC 4180) into records, and knows the physical line of each.
 *
 * <p>A library does the same and stops at the first flaw; here a flaw costs one row. The rules that
 * RFC 4180 leaves open: a quote inside a cell that does not begin with one is text; text after a
 * closing quote is a flaw of the row; a quoted cell that spans lines and then has text after its
 * closing quote, or that is never closed, ends the reading, because nobody can tell how many rows
 * it has swallowed. Line ends may be LF, CRLF or CR, mixed.
 *
 * <p>One pass, one record in memory, cells up to {@value #MAX_CELL_CHARS} characters. A cell equal
 * to the one above it is the same string, so that a million rows do not repeat their words.
 */
public final class CsvScanner {

  public static final int MAX_CELL_CHARS = 4 << 20;

  private static final int END = -1;

  private final Reader in;
  private final String file;
  private final char separator;
  private final char[] buffer = new char[1 << 16];
  private int position;
  private int limit;

  private int currentLine;
  private int recordLine;
  private boolean flawed;
  private char[] cell = new char[256];
  private int cellLength;
  private List<String> cells = new ArrayList<>();
  private List<String> above = new ArrayList<>();

  /**
   * @param file what messages call it
   * @param firstLine the physical line at which the reader stands
   */
  public CsvScanner(Reader in, String file, char separator, int firstLine) {
    this.in = in;
    this.file = file;
    this.separator = separator;
    this.currentLine = firstLine;
  }

  /**
   * Moves to the next record; a blank line is none.
   *
   * @return whether there is one
   * @throws UnreadableInput if a quote is never closed
   */
  public boolean next() throws IOException {
    do {
      List<String> emptied = above;
      above = cells;
      cells = emptied;
      cells.clear();
      flawed = false;
      recordLine = currentLine;
      if (peek() == END) {
        return false;
      }
      while (readCell()) {
        // every cell adds itself
      }
    } while (cells.size() == 1 && cells.getFirst().isBlank() && !flawed);
    return true;
  }

  /** The cells of the current record; valid until the next call of {@link #next}. */
  public List<String> cells() {
    return cells;
  }

  /** The physical line on which the current record begins. */
  public int line() {
    return recordLine;
  }

  /** Whether text stood after a closing quote, so that the cells cannot be trusted. */
  public boolean isFlawed() {
    return flawed;
  }

  /** Reads one cell and what ends it; true when another cell of the record follows. */
  private boolean readCell() throws IOException {
    cellLength = 0;
    if (peek() == '"') {
      readQuoted();
    }
    while (true) {
      int c = read();
      if (c == separator) {
        finishCell();
        return true;
      }
      if (c == '\n' || c == '\r' || c == END) {
        skipLineFeedAfter(c);
        finishCell();
        currentLine += c == END ? 0 : 1;
        return false;
      }
      append((char) c);
    }
  }

  /** From the opening quote to what follows the closing one. */
  private void readQuoted() throws IOException {
    int opened = currentLine;
    read();
    while (true) {
      int c = read();
      if (c == END) {
        throw unclosed(opened, "is never closed");
      }
      if (c == '"' && peek() != '"') {
        break;
      }
      if (c == '"') {
        read();
      } else if (c == '\n' || (c == '\r' && peek() != '\n')) {
        currentLine++;
      }
      append((char) c);
    }
    checkAfterQuote(opened);
  }

  private void checkAfterQuote(int opened) throws IOException {
    while (peek() == ' ' && separator != ' ') {
      read();
    }
    int c = peek();
    if (c == separator || c == '\n' || c == '\r' || c == END) {
      return;
    }
    if (opened != currentLine) {
      throw unclosed(
          opened, "is closed only on line " + currentLine + ", in the middle of other text");
    }
    flawed = true;
  }

  private UnreadableInput unclosed(int opened, String how) {
    return new UnreadableInput(
        file
            + ":"
            + opened
            + ": the quote that opens a cell on this line "
            + how
            + "; close it, or write \"\" for a quote inside a quoted cell");
  }

  private void skipLineFeedAfter(int c) throws IOException {
    if (c == '\r' && peek() == '\n') {
      read();
    }
  }

  private void append(char c) {
    if (cellLength == cell.length) {
      if (cellLength >= MAX_CELL_CHARS) {
        throw new UnreadableInput(
            file
                + ":"
                + recordLine
                + ": a cell of this row is longer than "
                + MAX_CELL_CHARS
                + " characters, the limit; is a quote not closed?");
      }
      cell = Arrays.copyOf(cell, cell.length * 2);
    }
    cell[cellLength++] = c;
  }

  private void finishCell() {
    int index = cells.size();
    boolean same = index < above.size() && isCell(above.get(index));
    cells.add(same ? above.get(index) : new String(cell, 0, cellLength));
  }

  private boolean isCell(String text) {
    if (text.length() != cellLength) {
      return false;
    }
    for (int i = 0; i < cellLength; i++) {
      if (text.charAt(i) != cell[i]) {
        return false;
      }
    }
    return true;
  }

  private int peek() throws IOException {
    if (position == limit && !fill()) {
      return END;
    }
    return buffer[position];
  }

  private int read() throws IOException {
    if (position == limit && !fill()) {
      return END;
    }
    return buffer[position++];
  }

  private boolean fill() throws IOException {
    int count = in.read(buffer, 0, buffer.length);
    position = 0;
    limit = Math.max(count, 0);
    return count > 0;
  }
}
