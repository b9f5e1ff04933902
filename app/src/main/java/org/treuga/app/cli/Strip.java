package org.treuga.app.cli;

import org.treuga.finding.Verdict;

/** The one mark for a verdict, as the terminal shows it. */
final class Strip {

  private Strip() {}

  static String cell(Verdict verdict) {
    return switch (verdict) {
      case COVERED -> "\u2588";
      case ARGUABLE -> "\u2592";
      case NOT_SCOPE -> "\u25a1";
      case NOT_IN_FORCE -> "\u2013";
      case EXCEPTED -> "\u25ea";
      case OTHER_ACTOR -> "\u25cc";
    };
  }

  static String words(Verdict verdict) {
    return switch (verdict) {
      case COVERED -> "covered";
      case ARGUABLE -> "arguable";
      case NOT_SCOPE -> "out of scope";
      case NOT_IN_FORCE -> "not in force";
      case EXCEPTED -> "excepted";
      case OTHER_ACTOR -> "other actor";
    };
  }
}
