package org.treuga.app.server;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.treuga.app.picture.Picture;
import org.treuga.place.Outline;
import org.treuga.place.Position;
import org.treuga.wire.JsonOut;

/** A collection of features of a case, as the API hands it out. */
interface Features {

  /**
   * One page.
   *
   * @param matched how many features fit, on all pages
   * @param returned how many are on this one
   * @param last what the next page begins after; null after the last
   */
  record Page(long matched, int returned, @Nullable String last, Consumer<JsonOut> features) {}

  /** Where and when the features lie; null where there is none that has a place or a time. */
  record Extent(@Nullable Box box, @Nullable Instant begin, @Nullable Instant end) {
    record Box(double west, double south, double east, double north) {}
  }

  String id();

  String title();

  String description();

  /** Parameters that its items take besides the standard's. */
  List<String> parameters();

  Extent extent(CaseView view);

  Page page(CaseView view, ItemsQuery query);

  /**
   * Writes one feature.
   *
   * @param links writes the links of a single feature
   * @return false if there is none with that id
   */
  boolean feature(CaseView view, String featureId, JsonOut out, Consumer<JsonOut> links);

  /** Where a person reads about a feature: a path within the case's pages. */
  String page(String featureId);

  // --- geometry (RFC 7946: longitude first)

  /** What is known by region only, or not at all, has no geometry: a point would be made up. */
  static void geometry(JsonOut out, Picture picture, int row) {
    if (picture.isPlaced(row)) {
      point(out, picture.latitude(row), picture.longitude(row));
    } else {
      out.putNothing("geometry");
    }
  }

  static void point(JsonOut out, double latitude, double longitude) {
    out.begin("geometry").put("type", "Point").list("coordinates");
    out.add(longitude).add(latitude).endList().end();
  }

  /**
   * @param outline null for none
   */
  static void geometry(JsonOut out, @Nullable Outline outline) {
    if (outline == null) {
      out.putNothing("geometry");
      return;
    }
    List<List<List<Position>>> polygons = outline.polygons();
    List<Position> positions = outline.positions();
    out.begin("geometry");
    if (polygons.isEmpty()) {
      boolean point = positions.size() == 1;
      out.put("type", point ? "Point" : "LineString").list("coordinates");
      if (point) {
        out.add(positions.getFirst().longitude()).add(positions.getFirst().latitude());
      } else {
        positions(out, positions);
      }
    } else if (polygons.size() == 1) {
      out.put("type", "Polygon").list("coordinates");
      rings(out, polygons.getFirst());
    } else {
      out.put("type", "MultiPolygon").list("coordinates");
      polygons.forEach(polygon -> rings(out.list(), polygon).endList());
    }
    out.endList().end();
  }

  private static JsonOut rings(JsonOut out, List<List<Position>> rings) {
    rings.forEach(ring -> positions(out.list(), ring).endList());
    return out;
  }

  private static JsonOut positions(JsonOut out, List<Position> positions) {
    positions.forEach(at -> out.list().add(at.longitude()).add(at.latitude()).endList());
    return out;
  }
}
