package org.treuga.connectors.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.treuga.connectors.Feed;
import org.treuga.evidence.Intake;
import org.treuga.evidence.Rejection;
import org.treuga.evidence.UnreadableInput;

class MappingTest {

  private static final Mapping SAID =
      new Mapping(
          Map.of(
              "No", "id", "Moment", "occurred_from", "Breite", "lat", "Laenge", "lon", "time", ""));

  @TempDir private Path folder;

  private Feed.Input file(String name, String text) throws Exception {
    return new Feed.Input(Files.writeString(folder.resolve(name), text), name);
  }

  private static Intake read(Feed.Input file, Mapping mapping) {
    return new ReportReader(ReportRules.NONE, mapping).read(List.of(file.path()), List.of());
  }

  @Test
  void columns_of_any_name_are_read_as_a_person_says() throws Exception {
    Feed.Input file =
        file("own.csv", "No;Moment;Breite;Laenge;time\nA1;2031-05-04T03:00:00Z;50,5;30,25;noon\n");
    Intake intake = read(file, SAID);
    assertThat(intake.rejected()).isEmpty();
    assertThat(intake.accepted().getFirst().id()).isEqualTo("A1");
    assertThat(intake.accepted().getFirst().place().position())
        .isEqualTo(new org.treuga.place.Position(50.5, 30.25));
    assertThat(intake.accepted().getFirst().attributes()).containsEntry("time", "noon");
    assertThatThrownBy(() -> read(file, Mapping.NONE)).isInstanceOf(UnreadableInput.class);
  }

  @Test
  void members_of_json_are_mapped_alike() throws Exception {
    Feed.Input file =
        file(
            "own.ndjson",
            "{\"No\":\"A1\",\"Moment\":\"2031-05-04T03:00:00Z\",\"lat\":1,\"lon\":2}\n");
    assertThat(read(file, SAID).accepted().getFirst().id()).isEqualTo("A1");
  }

  @Test
  void a_column_that_is_none_is_refused() {
    assertThatThrownBy(() -> new Mapping(Map.of("a", "no_such_column")))
        .hasMessageContaining("no_such_column");
  }

  @Test
  void what_a_file_is_is_found_out_and_told() throws Exception {
    Path path = folder.resolve("old.csv");
    Files.write(
        path,
        "id;date;\u0448\u0438\u0440\u043e\u0442\u0430;\u0434\u043e\u0432\u0433\u043e\u0442\u0430;place\nA1;2031-05-04;50,45;30,5;\u041a\u0438\u0457\u0432\n"
            .getBytes(Charset.forName("windows-1251")));
    FileShape shape = FileShape.of(new Feed.Input(path, "old.csv"), Mapping.NONE).getFirst();
    assertThat(shape.kind()).isEqualTo(FileShape.Kind.CSV);
    assertThat(shape.charset()).isEqualTo("windows-1251");
    assertThat(shape.separator()).isEqualTo(";");
    assertThat(shape.decimalComma()).isTrue();
    assertThat(shape.columns())
        .extracting(FileShape.Named::word)
        .containsExactly("id", "date", "lat", "lon", "place_name");
    assertThat(shape.columns().getLast().sample()).isEqualTo("\u041a\u0438\u0457\u0432");
  }

  @Test
  void a_file_of_unknown_columns_is_shown_by_its_most_likely_separator() throws Exception {
    FileShape shape =
        FileShape.of(file("own.tsv", "Nummer\tWann\tWo\n1\t2\t3\n"), Mapping.NONE).getFirst();
    assertThat(shape.separator()).isEqualTo("\t");
    assertThat(shape.columns()).extracting(FileShape.Named::name).contains("Nummer", "Wann", "Wo");
  }

  @Test
  void a_collection_is_shown_with_the_place_of_its_points() throws Exception {
    FileShape shape =
        FileShape.of(
                file(
                    "own.geojson",
                    "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"id\":\"A1\","
                        + "\"geometry\":{\"type\":\"Point\",\"coordinates\":[30.5,50.4]},"
                        + "\"properties\":{\"occurred_from\":\"2031-05-04T03:00:00Z\"}}]}"),
                Mapping.NONE)
            .getFirst();
    assertThat(shape.kind()).isEqualTo(FileShape.Kind.JSON);
    assertThat(shape.columns())
        .extracting(FileShape.Named::name)
        .containsExactlyInAnyOrder("id", "lat", "lon", "occurred_from");
  }

  @Test
  void rejected_rows_come_back_mended_and_are_what_they_were() throws Exception {
    Feed.Input file =
        file(
            "own.csv",
            "id;occurred_from;place;summary\n"
                + "A1;2031-05-04T03:00:00Z;dam;good\n"
                + "A2;yesterday;dam;=1+1\n");
    List<Rejection> rejections = read(file, Mapping.NONE).rejected();
    RejectedRows rejected = RejectedRows.of(file, Mapping.NONE, rejections);
    assertThat(rejected.separator()).isEqualTo(';');
    assertThat(rejected.rows()).hasSize(1);
    assertThat(rejected.names())
        .startsWith("id", "occurred_from", "place", "summary")
        .contains("rejected_line", "rejected_code", "rejected_expected", "rejected_got");
    assertThat(rejected.rows().getFirst()).contains("3", "reports.occurred_from.not-an-instant");
    String mended =
        String.join(";", rejected.names())
            + "\n"
            + String.join(
                    ";", rejected.rows().getFirst().stream().map(RejectedRows::harmless).toList())
                .replaceFirst("yesterday", "2031-05-05T03:00:00Z")
            + "\n";
    assertThat(mended).contains("'=1+1");
    Intake again = read(file("mended.csv", mended), Mapping.NONE);
    assertThat(again.rejected()).isEmpty();
    assertThat(again.accepted().getFirst().summary()).isEqualTo("=1+1");
    assertThat(again.accepted().getFirst().attributes()).isEmpty();
  }

  @Test
  void rejected_features_come_back_as_rows() throws Exception {
    Feed.Input file =
        file(
            "own.ndjson",
            "{\"id\":\"A1\",\"occurred_from\":\"2031-05-04T03:00:00Z\"}\n"
                + "{\"id\":\"A2\",\"occurred_from\":\"yesterday\"}\n"
                + "not json\n");
    RejectedRows rejected =
        RejectedRows.of(file, Mapping.NONE, read(file, Mapping.NONE).rejected());
    assertThat(rejected.rows()).hasSize(2);
    assertThat(rejected.rows().getFirst()).contains("A2", "yesterday");
  }
}
