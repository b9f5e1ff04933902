package org.treuga.wire;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.operation.valid.IsValidOp;
import org.locationtech.jts.operation.valid.TopologyValidationError;
import org.treuga.evidence.UnreadableInput;
import org.treuga.place.Area;
import org.treuga.time.Interval;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/**
 * Reads the outlines of a case from GeoJSON (RFC 7946): longitude first, WGS 84.
 *
 * <p>An outline that is no outline (open ring, lines that cross, a hole outside, latitude first) is
 * refused with the name of its feature; nobody should find out from a wrong verdict.
 */
final class AreaReader {

  private static final GeometryFactory GEOMETRY = new GeometryFactory();

  private final List<String> warnings;

  AreaReader(List<String> warnings) {
    this.warnings = warnings;
  }

  /** A feature with the line it begins on. */
  private record Feature(String file, int line, String name, Json.Obj properties, Json geometry) {
    UnreadableInput error(String message) {
      return new UnreadableInput(file + ":" + line + ": the feature \"" + name + "\" " + message);
    }
  }

  Map<String, List<Area>> read(List<Path> files, Function<Path, byte[]> bytes) {
    Map<String, List<Area>> areas = new LinkedHashMap<>();
    for (Path file : files) {
      for (Feature feature : features(file, bytes.apply(file), "area_id")) {
        Area area = area(feature);
        areas.computeIfAbsent(area.id(), id -> new ArrayList<>()).add(area);
      }
    }
    return areas;
  }

  /** Sites are worked with later; a bad outline is told now. */
  void checkSites(Path file, Function<Path, byte[]> bytes) {
    if (Files.exists(file)) {
      for (Feature feature : features(file, bytes.apply(file), "site_id")) {
        geometry(feature);
      }
    }
  }

  private Area area(Feature feature) {
    Geometry outline = geometry(feature);
    String reading = feature.properties().text("reading");
    return new Area(
        feature.name(),
        feature.properties().text("name").isEmpty()
            ? feature.name()
            : feature.properties().text("name"),
        outline,
        List.of(),
        new Interval(
            instant(feature, "valid_from", Instant.MIN), instant(feature, "valid_to", Instant.MAX)),
        reading.isEmpty() ? null : reading,
        feature.properties().text("source"));
  }

  private static Instant instant(Feature feature, String key, Instant otherwise) {
    String text = feature.properties().text(key);
    if (text.isEmpty()) {
      return otherwise;
    }
    try {
      return Instant.parse(text);
    } catch (java.time.format.DateTimeParseException _unreadable) {
      throw feature.error(
          "needs " + key + " as an instant such as 2025-03-18T00:00:00Z, was \"" + text + "\"");
    }
  }

  // --- GeoJSON

  private List<Feature> features(Path file, byte[] bytes, String idKey) {
    List<Feature> features = new ArrayList<>();
    try (JsonParser parser =
        Json.FACTORY.createParser(
            ObjectReadContext.empty(), new String(bytes, StandardCharsets.UTF_8))) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new UnreadableInput(file + ":1: a GeoJSON FeatureCollection must begin with {");
      }
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        if (name.equals("features") && value == JsonToken.START_ARRAY) {
          while (parser.nextToken() != JsonToken.END_ARRAY) {
            features.add(feature(file, parser, idKey, features.size() + 1));
          }
        } else {
          Json.read(parser);
        }
      }
    } catch (JacksonException wrong) {
      throw new UnreadableInput(
          file
              + ":"
              + wrong.getLocation().getLineNr()
              + ":"
              + wrong.getLocation().getColumnNr()
              + ": not valid JSON: "
              + Json.problem(wrong));
    }
    return features;
  }

  private static Feature feature(Path file, JsonParser parser, String idKey, int number) {
    int line = parser.currentTokenLocation().getLineNr();
    if (!(Json.read(parser) instanceof Json.Obj object)) {
      throw new UnreadableInput(file + ":" + line + ": feature " + number + " must be an object");
    }
    Json.Obj properties =
        object.fields().get("properties") instanceof Json.Obj given ? given : Json.object().build();
    String name = properties.text(idKey);
    if (name.isEmpty()) {
      name = properties.text("id").isEmpty() ? properties.text("name") : properties.text("id");
    }
    if (name.isEmpty()) {
      throw new UnreadableInput(
          file + ":" + line + ": feature " + number + " needs the property \"" + idKey + "\"");
    }
    Json geometry = object.fields().getOrDefault("geometry", new Json.Nothing());
    return new Feature(file.toString(), line, name, properties, geometry);
  }

  private static Geometry geometry(Feature feature) {
    if (!(feature.geometry() instanceof Json.Obj geometry)) {
      throw feature.error("needs a geometry");
    }
    Json coordinates = geometry.fields().getOrDefault("coordinates", new Json.Nothing());
    String type = geometry.text("type");
    Geometry read =
        switch (type) {
          case "Point" -> GEOMETRY.createPoint(coordinate(feature, coordinates));
          case "Polygon" -> polygon(feature, coordinates);
          case "MultiPolygon" ->
              GEOMETRY.createMultiPolygon(
                  items(feature, coordinates).stream()
                      .map(part -> polygon(feature, part))
                      .toArray(Polygon[]::new));
          case "LineString" -> GEOMETRY.createLineString(coordinates(feature, coordinates));
          default ->
              throw feature.error(
                  "needs a geometry of type Polygon, MultiPolygon, LineString or Point, was \""
                      + type
                      + "\"");
        };
    TopologyValidationError wrong = new IsValidOp(read).getValidationError();
    if (wrong != null) {
      throw feature.error("is not a valid polygon: " + said(wrong));
    }
    return read;
  }

  private static String said(TopologyValidationError wrong) {
    String at =
        " at longitude " + wrong.getCoordinate().x + ", latitude " + wrong.getCoordinate().y;
    return switch (wrong.getErrorType()) {
      case TopologyValidationError.SELF_INTERSECTION,
          TopologyValidationError.RING_SELF_INTERSECTION ->
          "its outline crosses itself (self-intersection)" + at;
      case TopologyValidationError.HOLE_OUTSIDE_SHELL ->
          "a hole (inner ring) lies outside its outer ring" + at;
      default -> wrong.getMessage().toLowerCase(java.util.Locale.ROOT) + at;
    };
  }

  private static Polygon polygon(Feature feature, Json coordinates) {
    List<LinearRing> rings =
        items(feature, coordinates).stream().map(ring -> ring(feature, ring)).toList();
    if (rings.isEmpty()) {
      throw feature.error("has a polygon without a ring");
    }
    return GEOMETRY.createPolygon(
        rings.getFirst(), rings.stream().skip(1).toArray(LinearRing[]::new));
  }

  private static LinearRing ring(Feature feature, Json json) {
    Coordinate[] ring = coordinates(feature, json);
    if (ring.length < 4 || !ring[0].equals2D(ring[ring.length - 1])) {
      throw feature.error(
          "has a polygon ring that is not closed: its first position and its last must be the same, with at least two others between");
    }
    return GEOMETRY.createLinearRing(ring);
  }

  private static Coordinate[] coordinates(Feature feature, Json json) {
    return items(feature, json).stream()
        .map(item -> coordinate(feature, item))
        .toArray(Coordinate[]::new);
  }

  private static Coordinate coordinate(Feature feature, Json json) {
    List<Json> numbers = items(feature, json);
    double longitude = number(feature, numbers.isEmpty() ? null : numbers.get(0));
    double latitude = number(feature, numbers.size() < 2 ? null : numbers.get(1));
    if (Math.abs(longitude) > 180 || Math.abs(latitude) > 90) {
      boolean swapped = Math.abs(longitude) <= 90 && Math.abs(latitude) <= 180;
      throw feature.error(
          "has a position out of range: latitude "
              + latitude
              + ", longitude "
              + longitude
              + (swapped ? "; GeoJSON puts longitude first: are they swapped?" : ""));
    }
    return new Coordinate(longitude, latitude);
  }

  private static double number(Feature feature, @Nullable Json json) {
    if (json instanceof Json.Num num) {
      return Double.parseDouble(num.literal());
    }
    throw feature.error("has a position that is not [longitude, latitude]");
  }

  private static List<Json> items(Feature feature, Json json) {
    Supplier<UnreadableInput> wrong =
        () -> feature.error("has coordinates that are no list where its geometry needs one");
    if (json instanceof Json.Arr arr) {
      return arr.items();
    }
    throw wrong.get();
  }
}
