package org.treuga.time;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A stretch of time {@code [startInclusive, endExclusive)}: the begin is inside, the end is
 * outside.
 *
 * <p>An end that is open is {@link Instant#MIN} or {@link Instant#MAX}. The start is never after
 * the end; an interval whose ends are equal is empty and contains nothing. Immutable.
 */
public record Interval(Instant startInclusive, Instant endExclusive) {

  /** The whole time axis. */
  public static final Interval ALWAYS = new Interval(Instant.MIN, Instant.MAX);

  public Interval {
    if (endExclusive.isBefore(startInclusive)) {
      throw new IllegalArgumentException(
          "endExclusive must not be before startInclusive, was "
              + startInclusive
              + " to "
              + endExclusive);
    }
  }

  /** From {@code start}, open-ended. */
  public static Interval from(Instant start) {
    return new Interval(start, Instant.MAX);
  }

  /** Up to {@code end}, its begin not known. */
  public static Interval until(Instant end) {
    return new Interval(Instant.MIN, end);
  }

  /** The one second that begins at {@code instant}: the finest grain in which we tell time. */
  public static Interval second(Instant instant) {
    return new Interval(instant, instant.plusSeconds(1));
  }

  public boolean isEmpty() {
    return startInclusive.equals(endExclusive);
  }

  public boolean startsOpen() {
    return startInclusive.equals(Instant.MIN);
  }

  public boolean endsOpen() {
    return endExclusive.equals(Instant.MAX);
  }

  public boolean contains(Instant instant) {
    return !instant.isBefore(startInclusive) && instant.isBefore(endExclusive);
  }

  /** Whether every instant of {@code other} lies inside. */
  public boolean contains(Interval other) {
    return !other.startInclusive.isBefore(startInclusive)
        && !other.endExclusive.isAfter(endExclusive);
  }

  public boolean overlaps(Interval other) {
    return startInclusive.isBefore(other.endExclusive)
        && other.startInclusive.isBefore(endExclusive);
  }

  /** The common part, absent when there is none. */
  public Optional<Interval> intersection(Interval other) {
    if (!overlaps(other)) {
      return Optional.empty();
    }
    Instant start =
        startInclusive.isAfter(other.startInclusive) ? startInclusive : other.startInclusive;
    Instant end = endExclusive.isBefore(other.endExclusive) ? endExclusive : other.endExclusive;
    return Optional.of(new Interval(start, end));
  }

  /**
   * How long it lasts.
   *
   * @throws IllegalStateException if an end is open
   */
  public Duration length() {
    if (startsOpen() || endsOpen()) {
      throw new IllegalStateException("an interval with an open end has no length: " + this);
    }
    return Duration.between(startInclusive, endExclusive);
  }
}
