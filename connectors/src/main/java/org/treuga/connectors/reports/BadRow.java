package org.treuga.connectors.reports;

/** Ends the reading of one row; caught where rows are gathered and kept as a rejection. */
final class BadRow extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Column column;
  private final Fault fault;
  private final String expected;
  private final String got;

  BadRow(Column column, Fault fault, String expected, String got) {
    super(expected, null, false, false); // no stack trace: a file may hold thousands of bad rows
    this.column = column;
    this.fault = fault;
    this.expected = expected;
    this.got = got;
  }

  Column column() {
    return column;
  }

  String code() {
    return column.code(fault);
  }

  String expected() {
    return expected;
  }

  String got() {
    return got;
  }
}
