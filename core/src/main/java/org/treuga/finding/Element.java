package org.treuga.finding;

import java.util.Locale;

/** The tests an incident is put to, in the order of {@code verdicts.csv}. */
public enum Element {
  OBJECT,
  ACT,
  TIME,
  AREA,
  BEARER,
  EXCEPTION;

  /** The word used in files: {@code object}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
