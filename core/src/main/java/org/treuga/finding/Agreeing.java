package org.treuga.finding;

import java.util.Collection;

/** Whether the readings agree about an incident. */
public enum Agreeing {
  /** Covered under every reading. */
  ALL,
  /** Covered under some, a plain no under others. */
  SOME,
  /** A plain no under every reading. */
  NONE,
  /** No split, and at least one reading leaves it open. */
  ARGUABLE;

  public static Agreeing of(Collection<Verdict> verdicts) {
    boolean covered = verdicts.contains(Verdict.COVERED);
    boolean no = verdicts.stream().anyMatch(Verdict::isNo);
    if (covered && no) {
      return SOME;
    }
    if (verdicts.contains(Verdict.ARGUABLE)) {
      return ARGUABLE;
    }
    return covered ? ALL : NONE;
  }
}
