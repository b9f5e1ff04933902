package org.treuga.wire;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.treuga.evidence.Count;
import org.treuga.evidence.Kind;
import org.treuga.evidence.Observation;
import org.treuga.evidence.ReportedObject;
import org.treuga.place.Place;
import org.treuga.place.Position;
import org.treuga.place.Precision;
import org.treuga.time.Occurrence;

/**
 * Reads an observation from its canonical form: the way back from {@link
 * Canonical#observation(Observation)}. Writing what was read gives the same bytes. Where digests
 * stand in place of sealed fields, those are unknown.
 */
public final class ObservationReader {

  /** The Admiralty figure of what nobody judged. */
  private static final int NOT_JUDGED = 6;

  private ObservationReader() {}

  /**
   * @param json what {@link Canonical#observation(Observation)} wrote
   * @throws IllegalArgumentException if it is not that, naming what is wrong
   */
  public static Observation read(String json) {
    try {
      if (Json.parse(json) instanceof Json.Obj object) {
        return observation(object);
      }
    } catch (DateTimeException wrong) {
      throw new IllegalArgumentException("not an observation: " + wrong.getMessage(), wrong);
    }
    throw new IllegalArgumentException("not an observation: no JSON object");
  }

  private static Observation observation(Json.Obj o) {
    return new Observation(
        o.text("observation_id"),
        Kind.find(o.text("kind")).orElseThrow(() -> wrong("kind", o.text("kind"))),
        o.text("source"),
        occurred(object(o, "occurred")),
        o.text("published_at").isEmpty() ? null : Instant.parse(o.text("published_at")),
        place(object(o, "place")),
        new ReportedObject(o.text("object_name"), o.text("class"), o.text("also_reported")),
        o.text("act"),
        o.text("weapon"),
        o.text("alleged_actor"),
        o.text("claimed_by"),
        o.text("denied_by"),
        o.text("stated_ground"),
        o.fields().containsKey("credibility")
            ? Math.toIntExact(whole(o, "credibility"))
            : NOT_JUDGED,
        harm(object(o, "harm")),
        o.text("url"),
        o.text("evidence_sha256"),
        o.text("summary"),
        texts(object(o, "attributes")));
  }

  private static IllegalArgumentException wrong(String field, String came) {
    return new IllegalArgumentException("not an observation: " + field + " was \"" + came + "\"");
  }

  private static Occurrence occurred(Json.Obj occurred) {
    String from = occurred.text("from");
    String to = occurred.text("to");
    return from.isEmpty() && to.isEmpty()
        ? Occurrence.UNKNOWN
        : Occurrence.within(
            from.isEmpty() ? Instant.MIN : Instant.parse(from),
            to.isEmpty() ? Instant.MAX : Instant.parse(to));
  }

  private static Place place(Json.Obj place) {
    Precision precision =
        place.fields().containsKey("precision")
            ? Precision.find(place.text("precision"))
                .orElseThrow(() -> wrong("precision", place.text("precision")))
            : Precision.UNKNOWN;
    Position position =
        place.text("lat").isEmpty() || place.text("lon").isEmpty()
            ? null
            : new Position(decimal(place, "lat"), decimal(place, "lon"));
    return new Place(
        position,
        precision,
        stated(place, precision),
        list(place, "place_names"),
        place.text("admin1"),
        list(place, "countries"));
  }

  /** The canonical form gives the radius that counts; stated is what the precision does not say. */
  private static @Nullable Double stated(Json.Obj place, Precision precision) {
    if (place.text("uncertainty_m").isEmpty()) {
      return null;
    }
    double meters = decimal(place, "uncertainty_m");
    return meters == precision.radiusMeters() ? null : (Double) meters;
  }

  private static double decimal(Json.Obj json, String name) {
    return new BigDecimal(json.text(name)).doubleValue();
  }

  private static Map<String, Count> harm(Json.Obj harm) {
    Map<String, Count> counts = new TreeMap<>();
    harm.fields()
        .forEach((name, count) -> {
          if (count instanceof Json.Obj c) {
            counts.put(name, new Count(whole(c, "low"), whole(c, "best"), whole(c, "high")));
          }
        });
    return counts;
  }

  private static Map<String, String> texts(Json.Obj json) {
    Map<String, String> texts = new TreeMap<>();
    json.fields()
        .forEach((name, value) -> {
          if (value instanceof Json.Text text) {
            texts.put(name, text.value());
          }
        });
    return texts;
  }

  private static List<String> list(Json.Obj json, String name) {
    return json.fields().get(name) instanceof Json.Arr array
        ? array.items().stream()
            .map(item -> item instanceof Json.Text text ? text.value() : "")
            .toList()
        : List.of();
  }

  private static Json.Obj object(Json.Obj json, String name) {
    return json.fields().get(name) instanceof Json.Obj object ? object : new Json.Obj(Map.of());
  }

  private static long whole(Json.Obj json, String name) {
    if (json.fields().get(name) instanceof Json.Num number) {
      return Long.parseLong(number.literal());
    }
    throw wrong(name, json.text(name));
  }
}
