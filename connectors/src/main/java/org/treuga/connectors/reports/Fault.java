package org.treuga.connectors.reports;

/** What can be wrong with a cell or a row: the last part of a rejection code. */
enum Fault {
  AXIS_LETTER("axis-letter"),
  BARE_NUMBER("bare-number"),
  BEFORE_FROM("before-from"),
  CONFLICT("conflict"),
  CONTRADICTION("contradiction"),
  DAY_MONTH_ORDER("day-month-order"),
  EMPTY("empty"),
  MISSING("missing"),
  NAME_TWICE("name-twice"),
  NESTED_VALUE("nested-value"),
  NO_CLOCK("no-clock"),
  NO_OFFSET("no-offset"),
  NOT_A_CODE("not-a-code"),
  NOT_A_COUNT("not-a-count"),
  NOT_A_DAY("not-a-day"),
  NOT_A_DIGEST("not-a-digest"),
  NOT_A_GRADE("not-a-grade"),
  NOT_A_POINT("not-a-point"),
  NOT_A_TIME("not-a-time"),
  NOT_AN_INSTANT("not-an-instant"),
  NOT_AN_OBJECT("not-an-object"),
  NOT_DEGREES("not-degrees"),
  NOT_JSON("not-json"),
  NOT_METERS("not-meters"),
  NOT_NUMBERS("not-numbers"),
  NOT_TEXT("not-text"),
  OFFSET_AGAINST_ZONE("offset-against-zone"),
  OUT_OF_ORDER("out-of-order"),
  OUT_OF_RANGE("out-of-range"),
  SEVERAL_ON_A_LINE("several-on-a-line"),
  SPREADSHEET_ERROR("spreadsheet-error"),
  TEXT_AFTER_QUOTE("text-after-quote"),
  TOO_DEEP("too-deep"),
  TOO_LONG("too-long"),
  TOO_SHORT("too-short"),
  UNKNOWN_WORD("unknown-word"),
  UNUSABLE("unusable"),
  ZONE_NAME("zone-name");

  private final String word;

  Fault(String word) {
    this.word = word;
  }

  String word() {
    return word;
  }
}
