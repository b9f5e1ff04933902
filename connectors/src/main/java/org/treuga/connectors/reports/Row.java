package org.treuga.connectors.reports;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.treuga.connectors.file.Texts;

/**
 * One record as it was read, before its cells are understood: texts by column, the rest by name.
 *
 * <p>Not safe for several threads; lives only while its record is read.
 */
final class Row {

  private final String[] cells = new String[Column.ALL.size()];
  private final Map<String, String> attributes = new TreeMap<>();
  private final String file;
  private final int line;
  private final boolean decimalComma;
  private final Function<Column, String> written;

  /**
   * @param file as the user named it
   * @param line where the record begins
   * @param decimalComma whether a comma may stand for the decimal point: in files whose cells are
   *     not separated by commas
   * @param written what the file calls a column
   */
  Row(String file, int line, boolean decimalComma, Function<Column, String> written) {
    this.file = file;
    this.line = line;
    this.decimalComma = decimalComma;
    this.written = written;
  }

  String file() {
    return file;
  }

  int line() {
    return line;
  }

  /** What the file calls a column; empty for a fault of the whole row. */
  String written(Column column) {
    return column == Column.ROW ? "" : written.apply(column);
  }

  boolean mayHaveDecimalComma() {
    return decimalComma;
  }

  /** The trimmed text of a cell, empty when the file does not have it. */
  String get(Column column) {
    String cell = cells[column.ordinal()];
    return cell == null ? "" : cell;
  }

  boolean has(Column column) {
    return !get(column).isEmpty();
  }

  void put(Column column, String text) {
    cells[column.ordinal()] = Texts.trim(text);
  }

  /** Keeps a column that has no meaning here; an empty cell says nothing and is not kept. */
  void putAttribute(String name, String text) {
    String trimmed = Texts.trim(text);
    if (!trimmed.isEmpty()) {
      attributes.put(name, trimmed);
    }
  }

  /** Another row without cells, which stands where this one does. */
  Row sameLine() {
    return new Row(file, line, decimalComma, written);
  }

  Map<String, String> attributes() {
    return attributes;
  }

  /** Whether no cell says anything. */
  boolean isEmpty() {
    for (String cell : cells) {
      if (cell != null && !cell.isEmpty()) {
        return false;
      }
    }
    return attributes.isEmpty();
  }

  /** A complaint about a cell of this row, to be thrown. */
  BadRow fault(Column column, Fault fault, String expected) {
    return new BadRow(column, fault, expected, get(column));
  }
}
