package org.treuga.agreement;

import java.util.Locale;

/** What sort of norm a term is (deontic modality, after LegalRuleML 1.0 and Symboleo). */
public enum Modality {
  /** The bearer must not bring the act about. */
  PROHIBITION,
  /** The bearer must bring something about by a deadline. */
  OBLIGATION_ACHIEVE,
  /** Something must hold throughout. */
  OBLIGATION_MAINTAIN,
  /** Best efforts: never judged by the machine. */
  OBLIGATION_CONDUCT,
  /** An exception that defeats a prohibition. */
  PERMISSION,
  /** The holder may change what is in force by an act. */
  POWER,
  /** A statement: open or fulfilled, never violated. */
  DECLARATION;

  /** The word used in files: {@code obligation.achieve}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '.');
  }
}
