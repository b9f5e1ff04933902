package org.treuga.connectors.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.treuga.connectors.reports.Desk.ids;
import static org.treuga.connectors.reports.Desk.only;
import static org.treuga.connectors.reports.Desk.onlyRejection;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.treuga.evidence.Intake;
import org.treuga.evidence.Observation;
import org.treuga.evidence.UnreadableInput;
import org.treuga.place.Position;

/** Reports as GeoJSON, as JSON lines, and as what people send instead. */
class JsonReportsTest {

  private static final String R1 = "{\"observation_id\": \"r1\", \"lat\": 48.5, \"lon\": 3.525e1}";
  private static final String R2 = "{\"observation_id\": \"r2\", \"lat\": \"48.5\", \"lon\": 35}";

  @TempDir private Path folder;
  private Desk desk;

  @BeforeEach
  void open() {
    desk = new Desk(folder);
  }

  private static String feature(String id, String geometry) {
    return "{\"type\": \"Feature\", \"properties\": {\"observation_id\": "
        + id
        + "}, \"geometry\": "
        + geometry
        + "}";
  }

  private static String point(String coordinates) {
    return "{\"type\": \"Point\", \"coordinates\": " + coordinates + "}";
  }

  private Intake collection(String... features) {
    return desk.read(
        "r.geojson",
        "{\"type\": \"FeatureCollection\", \"features\": [\n"
            + String.join(",\n", features)
            + "\n]}\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%s\n%s\n",
        "\n  \n%s\r\n\r\n%s",
        "\u001E%s\n\u001E%s\n",
        "[\n%s,\n%s]\n",
        "\uFEFF%s\n%s"
      })
  void two_objects_are_two_reports(String layout) {
    Intake intake = desk.read("r.ndjson", layout.formatted(R1, R2));

    assertThat(ids(intake)).containsExactly("r1", "r2");
    assertThat(intake.accepted().getFirst().place().position())
        .isEqualTo(new Position(48.5, 35.25));
  }

  @Test
  void a_corrupt_line_costs_one_report() {
    Intake intake = desk.read("r.ndjson", R1 + "\n{\"observation_id\": \"x\", \"ob\n" + R2 + "\n");

    assertThat(ids(intake)).containsExactly("r1", "r2");
    assertThat(onlyRejection(intake).line()).isEqualTo(2);
  }

  @Test
  void the_second_object_on_a_line_does_not_vanish() {
    Intake intake = desk.read("r.ndjson", R1 + " " + R1 + "\n" + R2);

    assertThat(ids(intake)).containsExactly("r2");
    assertThat(onlyRejection(intake).code()).isEqualTo("reports.row.several-on-a-line");
  }

  @Test
  void a_collection_on_one_line_is_a_collection_whatever_its_name() {
    String text =
        "{\"note\": {\"type\": \"x\"}, \"features\": ["
            + feature("\"r1\"", point("[35.25, 48.5]"))
            + "], \"type\": \"FeatureCollection\"}";

    assertThat(ids(desk.read("r.ndjson", text))).containsExactly("r1");
  }

  @Test
  void a_feature_has_its_place_in_its_geometry() {
    Observation it = only(collection(feature("\"r1\"", point("[35.25, 48.5, 120.5]"))));

    assertThat(it.place().position()).isEqualTo(new Position(48.5, 35.25));
    assertThat(it.attributes()).containsEntry("altitude_m", "120.5");
  }

  @Test
  void a_geometry_of_null_is_no_place() {
    assertThat(only(collection(feature("\"r1\"", "null"))).place().position()).isNull();
  }

  @Test
  void an_id_is_kept_digit_for_digit() {
    assertThat(ids(collection(feature("9223372036854775805", "null"))))
        .containsExactly("9223372036854775805");
    assertThat(ids(collection("{\"type\": \"Feature\", \"id\": 7, \"properties\": null}")))
        .containsExactly("7");
  }

  @Test
  void a_bad_feature_is_named_by_its_line() {
    Intake intake =
        collection(
            feature("\"r1\"", point("[35.25, 48.5]")),
            feature("\"r2\"", point("{\"lat\": 48.5}")),
            feature("\"r3\"", point("[35.25, null]")),
            feature("\"r4\"", point("[]")),
            feature("\"r5\"", "{\"type\": \"MultiPolygon\", \"coordinates\": []}"),
            feature("\"r6\"", "{\"type\": \"LineString\", \"coordinates\": [[1, 2], [3, 4]]}"));

    assertThat(ids(intake)).containsExactly("r1");
    assertThat(intake.rejected())
        .extracting(rejection -> rejection.line() + " " + rejection.code())
        .containsExactly(
            "3 reports.coordinates.not-numbers",
            "4 reports.coordinates.not-numbers",
            "5 reports.coordinates.empty",
            "6 reports.coordinates.empty",
            "7 reports.coordinates.not-a-point");
  }

  @Test
  void a_crs_member_may_say_what_is_so_anyway() {
    String crs =
        "{\"type\": \"FeatureCollection\", \"crs\": {\"type\": \"name\", \"properties\": {\"name\":"
            + " \"%s\"}}, \"features\": ["
            + feature("\"r1\"", point("[35.25, 48.5]"))
            + "]}";

    assertThat(ids(desk.read("r.json", crs.formatted("urn:ogc:def:crs:OGC:1.3:CRS84")))).hasSize(1);
    assertThatThrownBy(() -> desk.read("r.json", crs.formatted("EPSG:3857")))
        .isInstanceOf(UnreadableInput.class)
        .hasMessageContaining("3857");
  }

  @Test
  void a_document_that_is_not_json_is_refused_with_line_and_column() {
    assertThatThrownBy(() -> collection(feature("\"r1\"", "null"), ""))
        .isInstanceOf(UnreadableInput.class)
        .hasMessageContaining("r.geojson:4:1: not valid JSON on this line");
    assertThatThrownBy(() -> desk.read("r.json", "{\n\"a\": 1\n}\n"))
        .hasMessageContaining("FeatureCollection");
    assertThatThrownBy(() -> desk.read("r.json", "[" + R1 + "]\n[]"))
        .hasMessageContaining("more follows");
  }

  @Test
  void deep_nesting_is_refused_or_rejected_by_a_limit() {
    String deep = "[".repeat(4_000) + "]".repeat(4_000);

    assertThatThrownBy(() -> collection("{\"x\": " + deep + "}")).hasMessageContaining("64 levels");
    assertThat(onlyRejection(desk.read("r.ndjson", "{\"x\": " + deep + "}\n")).code())
        .isEqualTo("reports.row.too-deep");
  }

  @Test
  void a_property_that_has_no_column_is_kept_whatever_its_kind() {
    Observation it =
        only(
            desk.read(
                "r.ndjson",
                "{\"id\": \"r1\", \"a\": [1.5, {\"b\": null}], \"c\": true, \"d\": null}\n"));

    assertThat(it.attributes())
        .containsOnlyKeys("a", "c")
        .containsEntry("a", "[\"1.5\",{\"b\":null}]");
  }

  @Test
  void synonyms_are_understood_beside_names_proper() {
    Intake intake = desk.read("r.ndjson", "{\"event_id\": \"r1\", \"Latitude\": 1, \"lng\": 2}\n");

    assertThat(only(intake).place().position()).isEqualTo(new Position(1, 2));
    assertThat(intake.notes()).anyMatch(note -> note.contains("\"Latitude\" was read as lat"));
  }

  @Test
  void a_number_too_large_for_any_coordinate_is_no_coordinate() {
    assertThat(
            onlyRejection(desk.read("r.ndjson", "{\"id\": 1, \"lat\": 1e999999999, \"lon\": 1}\n"))
                .column())
        .isEqualTo("lat");
  }
}
