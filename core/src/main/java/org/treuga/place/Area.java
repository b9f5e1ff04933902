package org.treuga.place;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.util.AffineTransformation;
import org.treuga.time.Interval;

/**
 * A stretch of land or water that a text speaks of: by an outline, or by the states it belongs to.
 *
 * @param id as terms name it
 * @param name for people
 * @param outline its shape; null for an area given by countries
 * @param countries ISO codes of the countries it takes in; empty for an area given by an outline
 * @param validity when the outline holds
 * @param reading the reading under which it has this outline; null when all agree
 * @param source where the outline comes from
 */
public record Area(
    String id,
    String name,
    @Nullable Outline outline,
    List<String> countries,
    Interval validity,
    @Nullable String reading,
    String source) {

  /** How a place lies to an area. */
  public enum Relation {
    INSIDE,
    OUTSIDE,
    /** It may lie on either side: it straddles the edge, or is known too coarsely. */
    OPEN
  }

  private static final GeometryFactory GEOMETRY = new GeometryFactory();
  private static final double EARTH_RADIUS_METERS = 6_371_008.8;
  private static final int DISC_CORNERS = 64;
  private static final double[] COS_OF_CORNER = new double[DISC_CORNERS];
  private static final double[] SIN_OF_CORNER = new double[DISC_CORNERS];

  static {
    for (int i = 0; i < DISC_CORNERS; i++) {
      double bearing = 2 * StrictMath.PI * i / DISC_CORNERS;
      COS_OF_CORNER[i] = StrictMath.cos(bearing);
      SIN_OF_CORNER[i] = StrictMath.sin(bearing);
    }
  }

  public Area {
    countries = List.copyOf(countries);
    if ((outline == null) == countries.isEmpty()) {
      throw new IllegalArgumentException("an area needs either an outline or countries, " + id);
    }
  }

  /**
   * How a place lies to this area: by its disc of uncertainty against the outline, or by its
   * countries.
   *
   * <p>The disc is drawn on a sphere with 64 corners, within 0.6 % of its radius on the ellipsoid;
   * that is far below what "settlement" or "region" leave open.
   */
  public Relation relation(Place place) {
    return outline == null ? byCountry(place) : byOutline(place, outline.geometry());
  }

  private Relation byCountry(Place place) {
    if (place.countries().isEmpty()) {
      return Relation.OPEN;
    }
    long inside = place.countries().stream().filter(countries::contains).count();
    if (inside == place.countries().size()) {
      return Relation.INSIDE;
    }
    return inside == 0 ? Relation.OUTSIDE : Relation.OPEN;
  }

  /** Areas given by outlines, taken together; empty when none of them has one. */
  public static Optional<Area> union(List<Area> areas) {
    List<Outline> outlines =
        areas.stream().flatMap(area -> Stream.ofNullable(area.outline())).toList();
    return outlines.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Area("", "", Outline.union(outlines), List.of(), Interval.ALWAYS, null, ""));
  }

  private static Relation byOutline(Place place, Geometry outline) {
    Position position = place.position();
    OptionalDouble radius = place.uncertaintyMeters();
    if (position == null || radius.isEmpty()) {
      return Relation.OPEN;
    }
    if (isFar(position, radius.getAsDouble(), outline.getEnvelopeInternal())) {
      return Relation.OUTSIDE;
    }
    Geometry disc = disc(position, radius.getAsDouble());
    // A disc over the antimeridian reaches beyond 180 degrees, so the outline is met shifted as
    // well.
    boolean meets = false;
    for (double shift : new double[] {0, -360, 360}) {
      Geometry shifted =
          shift == 0
              ? outline
              : AffineTransformation.translationInstance(shift, 0).transform(outline);
      if (shifted.covers(disc)) {
        return Relation.INSIDE;
      }
      meets |= shifted.intersects(disc);
    }
    return meets ? Relation.OPEN : Relation.OUTSIDE;
  }

  /**
   * A quick no by boxes in degrees, a hundredth too wide; near poles and the antimeridian never.
   */
  private static boolean isFar(Position center, double radiusMeters, Envelope box) {
    double latitudes = StrictMath.toDegrees(radiusMeters / EARTH_RADIUS_METERS) * 1.01;
    double highest = Math.abs(center.latitude()) + latitudes;
    if (highest > 85) {
      return false;
    }
    double longitudes = latitudes / StrictMath.cos(StrictMath.toRadians(highest));
    if (Math.abs(center.longitude()) + longitudes > 180) {
      return false;
    }
    return center.latitude() + latitudes < box.getMinY()
        || center.latitude() - latitudes > box.getMaxY()
        || center.longitude() + longitudes < box.getMinX()
        || center.longitude() - longitudes > box.getMaxX();
  }

  private static Geometry disc(Position center, double radiusMeters) {
    if (radiusMeters == 0) {
      return GEOMETRY.createPoint(new Coordinate(center.longitude(), center.latitude()));
    }
    double angle = radiusMeters / EARTH_RADIUS_METERS;
    double latitude = StrictMath.toRadians(center.latitude());
    double high = StrictMath.sin(latitude);
    double distant = StrictMath.cos(angle);
    double up = high * distant;
    double along = StrictMath.cos(latitude) * StrictMath.sin(angle);
    Coordinate[] ring = new Coordinate[DISC_CORNERS + 1];
    for (int i = 0; i < DISC_CORNERS; i++) {
      double sin = up + along * COS_OF_CORNER[i];
      double turned = StrictMath.atan2(SIN_OF_CORNER[i] * along, distant - high * sin);
      ring[i] =
          new Coordinate(
              center.longitude() + StrictMath.toDegrees(turned),
              StrictMath.toDegrees(StrictMath.asin(Math.clamp(sin, -1.0, 1.0))));
    }
    ring[DISC_CORNERS] = ring[0].copy();
    return GEOMETRY.createPolygon(ring);
  }
}
