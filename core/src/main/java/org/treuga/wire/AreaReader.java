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
import org.jspecify.annotations.Nullable;
import org.treuga.evidence.UnreadableInput;
import org.treuga.place.Area;
import org.treuga.place.Outline;
import org.treuga.place.Position;
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
        outline(feature);
      }
    }
  }

  List<SiteReader.Site> sites(Path file, byte[] bytes) {
    return features(file, bytes, "site_id").stream()
        .map(one -> new SiteReader.Site(one.name(), outline(one), one.properties()))
        .toList();
  }

  private Area area(Feature feature) {
    Outline outline = outline(feature);
    String reading = feature.properties().text("reading");
    return new Area(
        feature.name(),
        feature.properties().text("name").isEmpty()
            ? feature.name()
            : feature.properties().text("name"),
        outline,
        List.of(),
        validity(feature),
        reading.isEmpty() ? null : reading,
        feature.properties().text("source"));
  }

  private static Interval validity(Feature feature) {
    Instant from = instant(feature, "valid_from", Instant.MIN);
    Instant to = instant(feature, "valid_to", Instant.MAX);
    if (to.isBefore(from)) {
      throw feature.error("has valid_to before valid_from: " + to + " before " + from);
    }
    return new Interval(from, to);
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

  private static Outline outline(Feature feature) {
    if (!(feature.geometry() instanceof Json.Obj geometry)) {
      throw feature.error("needs a geometry");
    }
    Json coordinates = geometry.fields().getOrDefault("coordinates", new Json.Nothing());
    String type = geometry.text("type");
    Outline read =
        switch (type) {
          case "Point" -> Outline.point(position(feature, coordinates));
          case "Polygon" -> Outline.polygons(List.of(polygon(feature, coordinates)));
          case "MultiPolygon" ->
              Outline.polygons(
                  items(feature, coordinates).stream().map(p -> polygon(feature, p)).toList());
          case "LineString" -> line(feature, coordinates);
          default ->
              throw feature.error(
                  "needs a geometry of type Polygon, MultiPolygon, LineString or Point, was \""
                      + type
                      + "\"");
        };
    read.fault()
        .ifPresent(fault -> {
          throw feature.error("is not a valid polygon: " + fault);
        });
    return read;
  }

  private static Outline line(Feature feature, Json coordinates) {
    List<Position> positions = positions(feature, coordinates);
    if (positions.size() < 2) {
      throw feature.error("has a line of fewer than two positions");
    }
    return Outline.line(positions);
  }

  private static List<List<Position>> polygon(Feature feature, Json coordinates) {
    List<List<Position>> rings =
        items(feature, coordinates).stream().map(ring -> ring(feature, ring)).toList();
    if (rings.isEmpty()) {
      throw feature.error("has a polygon without a ring");
    }
    return rings;
  }

  private static List<Position> ring(Feature feature, Json json) {
    List<Position> ring = positions(feature, json);
    if (ring.size() < 4 || !ring.getFirst().equals(ring.getLast())) {
      throw feature.error(
          "has a polygon ring that is not closed: its first position and its last must be the same, with at least two others between");
    }
    return ring;
  }

  private static List<Position> positions(Feature feature, Json json) {
    return items(feature, json).stream().map(item -> position(feature, item)).toList();
  }

  private static Position position(Feature feature, Json json) {
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
    return new Position(latitude, longitude);
  }

  private static double number(Feature feature, @Nullable Json json) {
    if (json instanceof Json.Num num) {
      return Double.parseDouble(num.literal());
    }
    throw feature.error("has a position that is not [longitude, latitude]");
  }

  private static List<Json> items(Feature feature, Json json) {
    if (json instanceof Json.Arr arr) {
      return arr.items();
    }
    throw feature.error("has coordinates that are no list where its geometry needs one");
  }
}
