package org.treuga.app.store;

/**
 * Classes of observations by the length of the interval in which they occurred. What overlaps an
 * interval began at most the longest length of its class before it, so each class is one range of
 * an index; without classes a single observation of unknown begin would make every search begin at
 * the beginning of time.
 */
final class Spans {

  static final long OPEN_BEGIN = Long.MIN_VALUE / 2;
  static final long OPEN_END = Long.MAX_VALUE / 2;

  private static final long HOUR_MICROS = 3_600_000_000L;

  /** The longest length of each class but the last, which has the longer and the open ones. */
  private static final long[] LONGEST = {
    HOUR_MICROS, 3 * 24 * HOUR_MICROS, 32 * 24 * HOUR_MICROS, 1_100 * 24 * HOUR_MICROS
  };

  static final int COUNT = LONGEST.length + 1;

  private Spans() {}

  static int of(Facets facets) {
    long length = facets.ends() - facets.begins();
    int span = 0;
    while (span < LONGEST.length && length > LONGEST[span]) {
      span++;
    }
    return span;
  }

  /** The earliest begin, in microseconds, of what is of this class and ends after an instant. */
  static long earliestBegin(int span, long endsAfterMicros) {
    return span == LONGEST.length || endsAfterMicros <= OPEN_BEGIN + LONGEST[span]
        ? OPEN_BEGIN
        : endsAfterMicros - LONGEST[span];
  }
}
