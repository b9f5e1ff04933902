package org.treuga.place;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryComponentFilter;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.operation.union.UnaryUnionOp;
import org.locationtech.jts.operation.valid.IsValidOp;
import org.locationtech.jts.operation.valid.TopologyValidationError;

/** The shape of an area on WGS 84: polygons, a line or a point. Immutable. */
public final class Outline {

  private static final GeometryFactory GEOMETRY = new GeometryFactory();

  private final Geometry geometry;

  private Outline(Geometry geometry) {
    this.geometry = geometry;
  }

  public static Outline point(Position position) {
    return new Outline(GEOMETRY.createPoint(coordinate(position)));
  }

  public static Outline line(List<Position> positions) {
    return new Outline(GEOMETRY.createLineString(coordinates(positions)));
  }

  /**
   * One or more polygons.
   *
   * @param polygons each a list of rings, the outer one first, the others holes; every ring ends at
   *     the position it began with
   */
  public static Outline polygons(List<List<List<Position>>> polygons) {
    Polygon[] parts = polygons.stream().map(Outline::polygon).toArray(Polygon[]::new);
    return new Outline(parts.length == 1 ? parts[0] : GEOMETRY.createMultiPolygon(parts));
  }

  static Outline union(List<Outline> outlines) {
    return new Outline(UnaryUnionOp.union(outlines.stream().map(Outline::geometry).toList()));
  }

  private static Polygon polygon(List<List<Position>> rings) {
    List<LinearRing> closed =
        rings.stream().map(ring -> GEOMETRY.createLinearRing(coordinates(ring))).toList();
    return GEOMETRY.createPolygon(
        closed.getFirst(), closed.stream().skip(1).toArray(LinearRing[]::new));
  }

  private static Coordinate[] coordinates(List<Position> positions) {
    return positions.stream().map(Outline::coordinate).toArray(Coordinate[]::new);
  }

  private static Coordinate coordinate(Position position) {
    return new Coordinate(position.longitude(), position.latitude());
  }

  /** What makes it no shape at all, in words; empty when it is sound (OGC simple features). */
  public Optional<String> fault() {
    TopologyValidationError wrong = new IsValidOp(geometry).getValidationError();
    if (wrong == null) {
      return Optional.empty();
    }
    String at =
        " at longitude " + wrong.getCoordinate().x + ", latitude " + wrong.getCoordinate().y;
    return Optional.of(
        switch (wrong.getErrorType()) {
              case TopologyValidationError.SELF_INTERSECTION,
                  TopologyValidationError.RING_SELF_INTERSECTION ->
                  "its outline crosses itself (self-intersection)";
              case TopologyValidationError.HOLE_OUTSIDE_SHELL ->
                  "a hole (inner ring) lies outside its outer ring";
              default -> wrong.getMessage().toLowerCase(Locale.ROOT);
            }
            + at);
  }

  /** Its lines for drawing: every ring, closed, or the line itself; none for a point. */
  public List<List<Position>> lines() {
    List<List<Position>> lines = new ArrayList<>();
    geometry.apply(
        (GeometryComponentFilter)
            part -> {
              if (part instanceof LineString line) {
                lines.add(
                    Stream.of(line.getCoordinates()).map(c -> new Position(c.y, c.x)).toList());
              }
            });
    return List.copyOf(lines);
  }

  /** Whether it takes in a surface. */
  public boolean isSurface() {
    return geometry.getDimension() == 2;
  }

  Geometry geometry() {
    return geometry;
  }
}
