package org.treuga.finding;

/**
 * The answer for one incident, term and reading.
 *
 * <p>{@link #COVERED} says that an act of the prohibited kind is alleged within the term. It never
 * says that it happened (that is the grade) nor who did it (that is attribution).
 */
public enum Verdict {
  COVERED,
  ARGUABLE,
  NOT_SCOPE,
  NOT_IN_FORCE,
  EXCEPTED,
  OTHER_ACTOR;

  /** Whether the answer is a plain no: neither covered nor arguable. */
  public boolean isNo() {
    return this != COVERED && this != ARGUABLE;
  }
}
