package org.treuga.evidence;

/** A number of people or things as reported: low, best and high, never negative, in that order. */
public record Count(long low, long best, long high) {

  public Count {
    if (low < 0 || best < low || high < best) {
      throw new IllegalArgumentException(
          "a count needs 0 <= low <= best <= high, was " + low + ", " + best + ", " + high);
    }
  }
}
