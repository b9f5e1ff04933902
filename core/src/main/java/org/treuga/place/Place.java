package org.treuga.place;

import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Where something is reported to have happened, as finely as the source states it and no finer.
 *
 * @param position the middle of the disc in which it lies; null when no coordinates were given
 * @param precision how finely the source states the place
 * @param statedUncertaintyMeters the radius the source gives itself; null when it gives none
 * @param names the place as the source calls it, most specific first; may be empty
 * @param region the first-order unit as the source calls it, empty when not stated
 * @param countries ISO 3166-1 alpha-2 codes as recorded for geocoding: one for a known country, two
 *     for a place that straddles a border, none when not stated. Says nothing about sovereignty.
 */
public record Place(
    @Nullable Position position,
    Precision precision,
    @Nullable Double statedUncertaintyMeters,
    List<String> names,
    String region,
    List<String> countries) {

  public static final Place UNKNOWN =
      new Place(null, Precision.UNKNOWN, null, List.of(), "", List.of());

  public Place {
    names = List.copyOf(names);
    countries = List.copyOf(countries);
    if (statedUncertaintyMeters != null && !(statedUncertaintyMeters >= 0)) {
      throw new IllegalArgumentException(
          "statedUncertaintyMeters must not be negative, was " + statedUncertaintyMeters);
    }
  }

  /** Radius in metres of the disc around {@link #position}; empty when there is no such disc. */
  public OptionalDouble uncertaintyMeters() {
    if (position == null) {
      return OptionalDouble.empty();
    }
    double radius =
        statedUncertaintyMeters != null ? statedUncertaintyMeters : precision.radiusMeters();
    return Double.isFinite(radius) ? OptionalDouble.of(radius) : OptionalDouble.empty();
  }
}
