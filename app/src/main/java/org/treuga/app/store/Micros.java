package org.treuga.app.store;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Instants as both databases keep them alike: microseconds since 1970. */
final class Micros {

  private static final Instant FIRST = Instant.EPOCH.plus(Long.MIN_VALUE / 2, ChronoUnit.MICROS);
  private static final Instant LAST = Instant.EPOCH.plus(Long.MAX_VALUE / 2, ChronoUnit.MICROS);

  private Micros() {}

  /** Instants some 140,000 years away from now are moved to that limit. */
  static long of(Instant instant) {
    Instant within = instant.isBefore(FIRST) ? FIRST : instant.isAfter(LAST) ? LAST : instant;
    return ChronoUnit.MICROS.between(Instant.EPOCH, within);
  }

  static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
