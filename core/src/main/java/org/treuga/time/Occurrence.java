package org.treuga.time;

import java.time.Instant;

/**
 * When something is reported to have happened: at one instant somewhere {@code within} an interval.
 *
 * <p>A minute, a night, a day, or a stretch whose begin nobody stated ({@link Instant#MIN}). The
 * interval is the honest width of what is known, never a made-up middle.
 */
public record Occurrence(Interval within) {

  /** Nothing is known of the time. */
  public static final Occurrence UNKNOWN = new Occurrence(Interval.ALWAYS);

  public Occurrence {
    if (within.isEmpty()) {
      throw new IllegalArgumentException("within must not be empty, was " + within);
    }
  }

  public static Occurrence within(Instant startInclusive, Instant endExclusive) {
    return new Occurrence(new Interval(startInclusive, endExclusive));
  }

  public boolean isUnknown() {
    return within.startsOpen() && within.endsOpen();
  }
}
