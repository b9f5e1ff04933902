package org.treuga.app.store;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.treuga.evidence.Observation;
import org.treuga.place.Position;
import org.treuga.wire.Json;

/**
 * What the table of observations tells beside their text, to find them by. An import has the
 * observation at hand and a rebuild its JSON; both must give the same.
 *
 * @param occurredFrom microseconds since 1970, null where the begin is open
 * @param occurredTo the same for the end
 * @param latitude degrees; null, as longitude, without a position
 */
record Facets(
    String kind,
    String act,
    @Nullable Long occurredFrom,
    @Nullable Long occurredTo,
    @Nullable Double latitude,
    @Nullable Double longitude) {

  static Facets of(Observation it) {
    Position position = it.place().position();
    return new Facets(
        it.kind().word(),
        it.act(),
        micros(it.occurred().within().startInclusive()),
        micros(it.occurred().within().endExclusive()),
        position == null ? null : plain(position.latitude()),
        position == null ? null : plain(position.longitude()));
  }

  static Facets of(Json.Obj it) {
    Json.Obj occurred = object(it, "occurred");
    Json.Obj place = object(it, "place");
    return new Facets(
        it.text("kind"),
        it.text("act"),
        micros(occurred.text("from")),
        micros(occurred.text("to")),
        degrees(place.text("lat")),
        degrees(place.text("lon")));
  }

  private static @Nullable Long micros(Instant instant) {
    boolean open = instant.equals(Instant.MIN) || instant.equals(Instant.MAX);
    return open ? null : Long.valueOf(Micros.of(instant));
  }

  private static @Nullable Long micros(String instant) {
    return instant.isEmpty() ? null : Long.valueOf(Micros.of(Instant.parse(instant)));
  }

  private static @Nullable Double degrees(String decimal) {
    return decimal.isEmpty() ? null : Double.valueOf(new BigDecimal(decimal).doubleValue());
  }

  /** Minus zero has no decimal form of its own. */
  private static double plain(double degrees) {
    return degrees + 0.0;
  }

  private static Json.Obj object(Json.Obj json, String name) {
    return json.fields().get(name) instanceof Json.Obj object ? object : new Json.Obj(Map.of());
  }

  /** The quarter of a degree in which it lies, row by row from the south-west; null without one. */
  @Nullable Integer cell() {
    Double north = latitude;
    Double east = longitude;
    return north == null || east == null ? null : Integer.valueOf(Grid.cell(north, east));
  }

  /** The begin as a number to order by; an open one comes before all others. */
  long begins() {
    Long from = occurredFrom;
    return from == null ? Spans.OPEN_BEGIN : from;
  }

  /** The end as a number to compare; an open one comes after all others. */
  long ends() {
    Long to = occurredTo;
    return to == null ? Spans.OPEN_END : to;
  }
}
