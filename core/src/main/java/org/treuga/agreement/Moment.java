package org.treuga.agreement;

import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An instant as a text gives it. */
public sealed interface Moment {

  /**
   * Known, to the second or to a stretch: {@code earliest <= latest}; equal when exact. "Midnight
   * on a day" and "on a day" are stretches of that day.
   *
   * @param asWritten how the file writes it, for people: {@code 2025-03-18T00:00:00 in Area/City}
   * @param zone the zone in which it was written; null for UTC
   */
  record Fixed(
      Instant earliest, Instant latest, String asWritten, @Nullable ZoneId zone, boolean midnight)
      implements Moment {
    public Fixed {
      if (latest.isBefore(earliest)) {
        throw new IllegalArgumentException(
            "latest must not be before earliest, was " + earliest + " to " + latest);
      }
    }
  }

  /** When an event of this kind happens first. */
  record OnEvent(EventPattern pattern) implements Moment {}

  /** Some time after another moment. */
  record After(Moment from, Span span) implements Moment {}

  /** Some time after the begin of the same term. */
  record AfterBegin(Span span) implements Moment {}

  /** A moment of its own for each bearer. */
  record PerBearer(Map<String, Moment> moments) implements Moment {
    public PerBearer {
      moments = Collections.unmodifiableMap(new TreeMap<>(moments));
    }
  }

  /** The text does not say. */
  record Unstated() implements Moment {}

  /**
   * A length of time as a text counts it.
   *
   * @param calendar years, months and days, counted on a clock; zero when the length is exact
   * @param exact hours, minutes and seconds
   * @param zone the clock of the calendar part; null when there is none, or where it is the clock
   *     of the moment it starts from
   * @param asWritten the ISO 8601 text: {@code P30D} and {@code PT720H} are different values
   */
  record Span(Period calendar, Duration exact, @Nullable ZoneId zone, String asWritten) {
    public boolean countsDays() {
      return !calendar.isZero();
    }
  }
}
