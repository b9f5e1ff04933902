package org.treuga.evidence;

/**
 * A record that was not taken, and why: nothing is dropped without one.
 *
 * @param file as the user named it
 * @param line physical line of the file, header is 1; a record of several lines is named by its
 *     first; 0 when the format has no lines
 * @param column the column or property at fault; empty when the whole record is
 * @param code stable, dotted: {@code reports.lat.out-of-range}
 * @param expected what would have been right
 * @param got what came, shortened to what a person can read
 */
public record Rejection(
    String file, int line, String column, String code, String expected, String got)
    implements Comparable<Rejection> {

  @Override
  public int compareTo(Rejection other) {
    int byFile = file.compareTo(other.file);
    if (byFile != 0) {
      return byFile;
    }
    int byLine = Integer.compare(line, other.line);
    if (byLine != 0) {
      return byLine;
    }
    int byColumn = column.compareTo(other.column);
    return byColumn != 0 ? byColumn : code.compareTo(other.code);
  }
}
