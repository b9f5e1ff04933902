package org.treuga.report;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.treuga.place.Precision;

/**
 * What may be published of places, times and sources, so that it harms nobody. Places go out by a
 * grid or by the unit they lie in, never moved by chance; named sites when they are old or known
 * anyway; points where something hit never.
 *
 * @param cellKilometers width of the grid's cells from north to south, at least
 * @param embargo from the end of an incident to its publication
 * @param namedSiteAge how old an incident must be for its site to be shown
 * @param leastSources how many people must have been able to know what a source told
 * @param namedByBothSides incidents whose site officials of both sides have named: that is for
 *     people to say, by id
 */
public record PublicationPolicy(
    int cellKilometers,
    Duration embargo,
    Duration namedSiteAge,
    int leastSources,
    Set<String> namedByBothSides) {

  public static final PublicationPolicy DEFAULT =
      new PublicationPolicy(10, Duration.ofHours(72), Duration.ofDays(14), 3, Set.of());

  private static final double KILOMETERS_IN_A_DEGREE = 111.2;

  public PublicationPolicy {
    if (cellKilometers < 1 || cellKilometers > 100) {
      throw new IllegalArgumentException(
          "cellKilometers must be from 1 to 100, was " + cellKilometers);
    }
    if (embargo.isNegative() || namedSiteAge.isNegative() || leastSources < 0) {
      throw new IllegalArgumentException(
          "embargo, namedSiteAge and leastSources must not be negative, were %s, %s, %d"
              .formatted(embargo, namedSiteAge, leastSources));
    }
    namedByBothSides = Set.copyOf(namedByBothSides);
  }

  /**
   * What a record says of the place that its coordinates are for.
   *
   * @param id of incident or observation; empty when the coordinates belong to none
   * @param precision null when the record does not say
   * @param siteIsNamed whether the record names the object
   * @param ended of what happened there; null when that is not known
   */
  public record Spot(
      String id, @Nullable Precision precision, boolean siteIsNamed, @Nullable Instant ended) {

    /** Coordinates of which nothing is said. */
    public static final Spot UNKNOWN = new Spot("", null, false, null);
  }

  /**
   * Decimals of a degree that a published coordinate may have: the most of which one step is a cell
   * wide from north to south.
   */
  public int cellDecimals() {
    return decimals(cellKilometers);
  }

  /** For the middle of a settlement, district or region: a tenth of a cell, as it is no spot. */
  private int unitDecimals() {
    return decimals(cellKilometers / 10.0);
  }

  private static int decimals(double kilometers) {
    return Math.max(0, (int) Math.floor(Math.log10(KILOMETERS_IN_A_DEGREE / kilometers)));
  }

  /** Why these coordinates may not be published; empty when they may. */
  public Optional<String> refusal(
      BigDecimal latitude, BigDecimal longitude, Spot spot, Instant now) {
    int finest = Math.max(scale(latitude), scale(longitude));
    if (finest <= cellDecimals()) {
      return Optional.empty();
    }
    Precision precision = spot.precision();
    String finer =
        "%s, %s is finer than a cell of %d km (%d decimal%s)"
            .formatted(
                latitude.toPlainString(),
                longitude.toPlainString(),
                cellKilometers,
                cellDecimals(),
                cellDecimals() == 1 ? "" : "s");
    if (precision == null) {
      return Optional.of(finer);
    }
    return switch (precision) {
      case SETTLEMENT, DISTRICT, REGION ->
          finest <= unitDecimals()
              ? Optional.empty()
              : Optional.of(
                  finer + " and than the middle of a " + precision.word() + " needs to be");
      case FACILITY -> site(finer, spot, now);
      case EXACT -> Optional.of(finer + ", and the point where something hit is never published");
      case UNKNOWN -> Optional.of(finer);
    };
  }

  private Optional<String> site(String finer, Spot spot, Instant now) {
    return spot.siteIsNamed() && mayBeNamed(spot, now)
        ? Optional.empty()
        : Optional.of(finer + ", and " + whenNamed());
  }

  /** Why a record may not name its site; empty when it may, or does not. */
  public Optional<String> namesItsSite(Spot spot, Instant now) {
    return !spot.siteIsNamed() || mayBeNamed(spot, now)
        ? Optional.empty()
        : Optional.of("names its site, and " + whenNamed());
  }

  private boolean mayBeNamed(Spot spot, Instant now) {
    Instant ended = spot.ended();
    return namedByBothSides.contains(spot.id())
        || ended != null && !ended.plus(namedSiteAge).isAfter(now);
  }

  private String whenNamed() {
    return "a site is shown when it has a name and is %d days past, or when officials of both sides have named it"
        .formatted(namedSiteAge.toDays());
  }

  private static int scale(BigDecimal degrees) {
    return degrees.stripTrailingZeros().scale();
  }

  /**
   * Why something may not be published yet; empty when it may.
   *
   * @param ended when it ended, or what else is known of its time; null when nothing is
   */
  public Optional<String> embargoed(@Nullable Instant ended, Instant now) {
    if (embargo.isZero()) {
      return Optional.empty();
    }
    if (ended == null) {
      return Optional.of("nobody knows when it was, so whether its embargo is over");
    }
    Instant until = ended.plus(embargo);
    return until.isAfter(now) ? Optional.of("under embargo until " + until) : Optional.empty();
  }

  /**
   * Why something that a source told may not be published; empty when it may.
   *
   * @param couldKnow how many people could, as the collector entered it; null when nobody did
   */
  public Optional<String> tellsTheSource(@Nullable Integer couldKnow) {
    if (couldKnow == null) {
      return leastSources == 0
          ? Optional.empty()
          : Optional.of(
              "its source is sealed, and nobody entered how many people could have known");
    }
    return couldKnow >= leastSources
        ? Optional.empty()
        : Optional.of(
            "only %d could have known, and at least %d are needed"
                .formatted(couldKnow, leastSources));
  }
}
