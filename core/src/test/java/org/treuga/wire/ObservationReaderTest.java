package org.treuga.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.treuga.evidence.Count;
import org.treuga.evidence.Kind;
import org.treuga.evidence.Observation;
import org.treuga.evidence.ReportedObject;
import org.treuga.place.Place;
import org.treuga.place.Position;
import org.treuga.place.Precision;
import org.treuga.time.Occurrence;

/** The way back from the canonical form, with what is sealed and without. */
class ObservationReaderTest {

  private static final Observation CRANE =
      new Observation(
          "X1",
          Kind.FIELD,
          "harbour-cook",
          Occurrence.within(
              Instant.parse("2031-03-05T03:00:00Z"), Instant.parse("2031-03-05T04:00:00Z")),
          Instant.parse("2031-03-05T12:00:00Z"),
          new Place(
              new Position(-44.618273, -130.102938),
              Precision.EXACT,
              null,
              List.of("North Quay"),
              "Harbour",
              List.of("XA")),
          new ReportedObject("A crane", "port.crane", "port"),
          "fire.drone",
          "drone",
          "the other side",
          "a captain",
          "nobody",
          "",
          2,
          Map.of("killed", new Count(0, 1, 2)),
          "https://hidden.example/X1",
          "",
          "A crane was hit.",
          Map.of("informant", "Oriel Vantrape", "shift", "night"));

  private static Json.Obj canonical() {
    return (Json.Obj) Canonical.observation(CRANE);
  }

  @Test
  void what_was_written_is_read() {
    assertThat(ObservationReader.read(canonical().canonical())).isEqualTo(CRANE);
  }

  /** As an entry shows it: a digest for each field that is gone, in the object that had it. */
  private static Json.Obj without(Json.Obj object, String... names) {
    Map<String, Json> fields = new TreeMap<>(object.fields());
    for (String name : names) {
      assertThat(fields.remove(name)).as(name).isNotNull();
    }
    fields.put("_sd", Json.texts(List.of("yX_LhuUMP3-_3jyFPp0k6gsegeglCPRQN1xfiGswhzw")));
    return new Json.Obj(fields);
  }

  private static Json.Obj part(Json.Obj object, String name, String... sealed) {
    Map<String, Json> fields = new TreeMap<>(object.fields());
    fields.computeIfPresent(name, (key, part) -> without((Json.Obj) part, sealed));
    return new Json.Obj(fields);
  }

  @Test
  void what_is_sealed_is_unknown_and_all_else_is_as_it_was() {
    Json.Obj sealed = part(canonical(), "place", "lat", "lon");
    sealed = part(sealed, "attributes", "informant");
    sealed = without(sealed, "source", "url", "credibility");

    Observation read = ObservationReader.read(sealed.canonical());

    assertThat(read.sourceId()).isEmpty();
    assertThat(read.url()).isEmpty();
    assertThat(read.credibility()).as("judged by nobody, as far as can be seen").isEqualTo(6);
    assertThat(read.place().position()).isNull();
    assertThat(read.place().names()).containsExactly("North Quay");
    assertThat(read.attributes()).containsExactly(Map.entry("shift", "night"));
    assertThat(read.occurred()).isEqualTo(CRANE.occurred());
    assertThat(read.summary()).isEqualTo(CRANE.summary());
  }

  @Test
  void whole_objects_that_are_sealed_are_unknown() {
    Json.Obj sealed = without(canonical(), "occurred", "place", "harm", "attributes");

    Observation read = ObservationReader.read(sealed.canonical());

    assertThat(read.occurred()).isEqualTo(Occurrence.UNKNOWN);
    assertThat(read.place()).isEqualTo(Place.UNKNOWN);
    assertThat(read.harm()).isEmpty();
    assertThat(read.attributes()).isEmpty();
  }

  @Test
  void half_a_position_is_none() {
    Observation read = ObservationReader.read(part(canonical(), "place", "lat").canonical());

    assertThat(read.place().position()).isNull();
  }

  @Test
  void what_is_no_observation_is_refused() {
    assertThatThrownBy(() -> ObservationReader.read("[]"))
        .hasMessage("not an observation: no JSON object");
    assertThatThrownBy(() -> ObservationReader.read("{\"observation_id\":\"a\",\"kind\":\"x\"}"))
        .hasMessage("not an observation: kind was \"x\"");
  }
}
