package org.treuga.agreement;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.treuga.time.Timeline;

/**
 * When a moment is reached: at a known instant (or within a stretch), never so far, or nobody said.
 */
sealed interface Reach {

  /** Reached somewhere from earliest to latest; equal when exact. */
  record At(Instant earliest, Instant latest, @Nullable ZoneId zone) implements Reach {}

  /** It waits for an event that has not happened. */
  record NotYet() implements Reach {}

  record Unstated() implements Reach {}

  /**
   * Later by a span; the calendar part is counted on the span's clock, else on the moment's own.
   */
  default Reach plus(Moment.Span span) {
    return this instanceof At at
        ? new At(
            later(at.earliest(), span, at.zone()), later(at.latest(), span, at.zone()), at.zone())
        : this;
  }

  private static Instant later(Instant instant, Moment.Span span, @Nullable ZoneId own) {
    ZoneId zone = span.zone() != null ? span.zone() : own != null ? own : ZoneOffset.UTC;
    return ZonedDateTime.ofInstant(instant, zone)
        .plus(span.calendar())
        .plus(span.exact())
        .toInstant();
  }

  /** Whether it has been reached, at every instant. */
  default Timeline<Truth> line() {
    return switch (this) {
      case At at ->
          Timeline.at(
              List.of(at.earliest(), at.latest()),
              t ->
                  t.isBefore(at.earliest())
                      ? Truth.FALSE
                      : t.isBefore(at.latest()) ? Truth.ARGUABLE : Truth.TRUE);
      case NotYet _notYet -> Timeline.always(Truth.FALSE);
      case Unstated _unstated -> Timeline.always(Truth.ARGUABLE);
    };
  }
}
