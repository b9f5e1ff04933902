package org.treuga.connectors.table;

/** A row cannot become an observation because of one cell. Made by {@link TableRow#bad}. */
public final class BadCell extends Exception {

  private static final long serialVersionUID = 1L;

  private final String column;
  private final String what;
  private final String expected;
  private final String got;

  BadCell(String column, String what, String expected, String got) {
    // Thrown once a bad row, and only its four words are of use: no stack trace.
    super(column + ": expected " + expected + ", got " + got, null, false, false);
    this.column = column;
    this.what = what;
    this.expected = expected;
    this.got = got;
  }

  String column() {
    return column;
  }

  String what() {
    return what;
  }

  String expected() {
    return expected;
  }

  String got() {
    return got;
  }
}
