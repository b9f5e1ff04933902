package org.treuga.finding;

import org.treuga.agreement.Truth;

/** The value of every element for one incident, term and reading. */
record Values(Truth object, Truth act, Truth time, Truth area, Truth bearer, Truth exception) {

  Truth of(Element element) {
    return switch (element) {
      case OBJECT -> object;
      case ACT -> act;
      case TIME -> time;
      case AREA -> area;
      case BEARER -> bearer;
      case EXCEPTION -> exception;
    };
  }

  /** Kleene conjunction of all tests, with the exception turned round. */
  Truth conjunction() {
    return object.and(act).and(time).and(area).and(bearer).and(exception.not());
  }

  /**
   * The verdict: the conjunction, with a name for the element that says no. First match from the
   * top.
   */
  Verdict verdict() {
    if (time == Truth.FALSE) {
      return Verdict.NOT_IN_FORCE;
    }
    if (object == Truth.FALSE || act == Truth.FALSE || area == Truth.FALSE) {
      return Verdict.NOT_SCOPE;
    }
    if (exception == Truth.TRUE) {
      return Verdict.EXCEPTED;
    }
    if (bearer == Truth.FALSE) {
      return Verdict.OTHER_ACTOR;
    }
    return conjunction() == Truth.TRUE ? Verdict.COVERED : Verdict.ARGUABLE;
  }
}
