package org.treuga.place;

import java.util.Locale;
import java.util.Optional;

/**
 * How finely a source states a place, with the radius in metres of the disc in which the place then
 * lies when the source gives no figure of its own.
 *
 * <p>Settlement, district and region follow discs of about 310, 4 400 and 24 000 km2.
 */
public enum Precision {
  EXACT(100),
  FACILITY(1_000),
  SETTLEMENT(10_000),
  DISTRICT(37_000),
  REGION(90_000),
  UNKNOWN(Double.POSITIVE_INFINITY);

  private final double radiusMeters;

  Precision(double radiusMeters) {
    this.radiusMeters = radiusMeters;
  }

  public double radiusMeters() {
    return radiusMeters;
  }

  /** The word used in files: {@code settlement}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Precision> find(String word) {
    for (Precision precision : values()) {
      if (precision.word().equals(word)) {
        return Optional.of(precision);
      }
    }
    return Optional.empty();
  }
}
