package org.treuga.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.treuga.report.PublicationPolicy;

/** What goes out, and what is held back, with the reason. */
class ReleaseTest {

  private static final String CASE = "ua-ru-2025-energy";
  private static final Instant NOW = Instant.parse("2031-03-31T00:00:00Z");

  @TempDir static Path folder;
  private static Path data;
  private static Path report;

  @BeforeAll
  static void the_report_of_the_bundled_case() {
    data = folder.resolve("data");
    report = folder.resolve("report");
    Program.treuga("case", "import", Program.BUNDLED, "--data", data);
    Program.treuga("assess", CASE, "--data", data, "--out", report, "--quiet");
  }

  private static Program.Run release(Path what, String analyst, String reviewer, String publisher) {
    return Program.treuga(
        "release",
        what,
        "--data",
        data,
        "--analyst",
        analyst,
        "--reviewer",
        reviewer,
        "--publisher",
        publisher,
        "--dry-run");
  }

  // ---- the bundled case

  @Test
  void the_report_of_the_bundled_case_may_go_out_and_is_recorded() {
    Program.Run run =
        Program.treuga(
            "release",
            report,
            "--data",
            data,
            "--analyst",
            "Ada",
            "--reviewer",
            "Ben",
            "--publisher",
            "Cem");

    assertThat(run.out()).startsWith("released: ").contains("recorded as entry");
    assertThat(run.exit()).as(run.out() + run.err()).isZero();
    assertThat(Program.treuga("verify", data).out()).startsWith("sound: ");
    Program.Run entry =
        Program.treuga(
            "ledger", "prove", entryIn(run.out()), "--data", data, "--out", folder.resolve("p"));
    assertThat(entry.exit()).as(entry.err()).isZero();
    assertThat(Program.text(folder.resolve("p/entry")))
        .contains("\"analysts\":[\"Ada\"]", "\"reviewers\":[\"Ben\"]", "\"cell_km\":10")
        .contains(ResultFiles.sha256(bytes(report.resolve("manifest.json"))))
        .endsWith("\"type\":\"release\"}");
  }

  private static String entryIn(String out) {
    return out.replaceAll("(?s).*entry (\\d+).*", "$1");
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException failed) {
      throw new java.io.UncheckedIOException(failed);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "Ada, ada, Cem, nobody may review their own analysis",
    "Ada, Ben, Ada, nobody may publish what they graded",
    "Ada, Ben, BEN, nobody may publish what they graded"
  })
  void one_person_in_two_roles_holds_it_back(
      String analyst, String reviewer, String publisher, String why) {
    Program.Run run = release(report, analyst, reviewer, publisher);

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.out()).contains("withheld: ", why, "not released: 1 in the way");
  }

  @Test
  void a_report_that_is_not_what_the_record_gives_stays_here() throws IOException {
    Path forged = Program.copy(report, folder.resolve("forged"));
    Files.writeString(forged.resolve("verdicts.csv"), "none\n");

    Program.Run run = release(forged, "Ada", "Ben", "Cem");

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.out()).contains("verdicts.csv: not the bytes whose digest the manifest gives");
  }

  @Test
  void a_report_that_rests_on_no_record_stays_here() {
    Path plain = folder.resolve("plain");
    Program.treuga("assess", Program.BUNDLED, "--out", plain, "--quiet");

    Program.Run run = release(plain, "Ada", "Ben", "Cem");

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.out()).contains("made from files", "not released: 1 in the way");
  }

  @Test
  void a_folder_that_is_no_report_is_told_in_one_sentence() {
    Program.Run run = release(folder, "Ada", "Ben", "Cem");

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("found no manifest.json");
    assertThat(release(report, " ", "Ben", "Cem").err()).contains("a name was expected");
  }

  // ---- bad reports, one for each reason

  private static List<String> found(Map<String, String> hidden, String name, String text) {
    try {
      Path made = Files.createTempDirectory(folder, "bad");
      Files.createDirectories(made.resolve(name).getParent());
      Files.writeString(made.resolve(name), text);
      return new ReleaseScan(PublicationPolicy.DEFAULT, NOW, hidden).of(made, List.of(name));
    } catch (IOException failed) {
      throw new java.io.UncheckedIOException(failed);
    }
  }

  private static String incident(String precision, Instant until, String more) {
    return """
    {"incident_id":"i1","object_name":"North Works","occurred":{"from":"2031-03-01T00:00:00Z",\
    "to":"%s"},"place":{"lat":"48.5123","lon":"35.2345","precision":"%s"}%s}
    """
        .formatted(until, precision, more);
  }

  private static final String WHEN_NAMED =
      "a site is shown when it has a name and is 14 days past, or when officials of both sides have"
          + " named it";

  private static final Instant OLD = NOW.minus(Duration.ofDays(20));

  @Test
  void an_impact_point_is_found_in_rows_of_json() {
    assertThat(found(Map.of(), "incidents.ndjson", "\n" + incident("exact", OLD, "")))
        .singleElement()
        .asString()
        .startsWith("incidents.ndjson:2: place: 48.5123, 35.2345 is finer than a cell of 10 km")
        .contains("never published");
    assertThat(found(Map.of(), "incidents.ndjson", incident("facility", OLD, ""))).isEmpty();
  }

  @Test
  void a_ledger_entry_within_the_proof_of_it_is_looked_into() {
    String entry = incident("exact", OLD, "").strip().replace("\"", "\\\"");

    assertThat(found(Map.of(), "record/entries.ndjson", "{\"entry\":\"" + entry + "\"}\n"))
        .singleElement()
        .asString()
        .startsWith("record/entries.ndjson:1: entry: 48.5123");
  }

  @Test
  void a_point_is_found_in_geojson_and_a_line_of_the_agreement_is_not() {
    String point =
        """
        {"type":"FeatureCollection","features":[{"type":"Feature","properties":{%s},
        "geometry":{"type":"Point","coordinates":[35.2345,48.5123]}}]}
        """;

    assertThat(found(Map.of(), "map.geojson", point.formatted("\"source\":\"a survey\"")))
        .singleElement()
        .asString()
        .startsWith("map.geojson:features[0]: geometry: 48.5123, 35.2345 is finer");
    assertThat(
            found(
                Map.of(),
                "record/case/areas/line.geojson",
                point.formatted("\"source\":\"the annex\"")))
        .isEmpty();
    assertThat(found(Map.of(), "record/case/areas/line.geojson", point.formatted(""))).hasSize(1);
  }

  @Test
  void a_site_of_yesterday_is_found_in_a_table() {
    String head = "incident_id,occurred_to,lat,lon,precision,object_name\n";

    assertThat(
            found(
                Map.of(),
                "table.csv",
                head + "i1,2031-03-20T00:00:00Z,48.5123,35.2345,facility,\"North, Works\"\n"))
        .containsExactly(
            "table.csv:2: 48.5123, 35.2345 is finer than a cell of 10 km (1 decimal), and "
                + WHEN_NAMED,
            "table.csv:2: i1 names its site, and " + WHEN_NAMED);
    assertThat(
            found(
                Map.of(),
                "table.csv",
                head + "i1,2031-03-01T00:00:00Z,48.5123,35.2345,facility,North Works\n"))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<p>near 48.5123, 35.2345</p>",
        "<p>near 48.5123&#176; N, 35.2345&#176; E</p>",
        "<a href=\"https://map.example/@48.51,35.23,12z\">x</a></p>",
        "<p data-lat=\"48.5123\"></p>",
        "<svg><text x=\"3\">48.51;35.23</text></svg>",
        "<p>at 48\u00B030'44\" N</p>",
        "<p>at 36U WU 1234 5678</p>",
        "<p>at 36UWU12345678</p>"
      })
  void a_coordinate_in_words_is_found_on_its_line(String line) {
    assertThat(found(Map.of(), "report.html", "<html></html>\n" + line + "\n"))
        .isNotEmpty()
        .allMatch(one -> one.startsWith("report.html:2: "));
  }

  @Test
  void what_is_drawn_or_rounded_or_counted_is_no_coordinate() {
    assertThat(
            found(
                Map.of(),
                "report.html",
                "<svg viewBox=\"0 0 48.5123 35.2345\"><path d=\"M48.5123,35.2345\"/></svg>\n"
                    + "<style>\na{margin:1.25 2.75}\n</style>\n<p>48.5, 35.2; version 1.25.3</p>\n"))
        .isEmpty();
  }

  @Test
  void an_incident_of_yesterday_is_under_embargo() {
    assertThat(
            found(
                Map.of(),
                "incidents.ndjson",
                incident("region", NOW.minusSeconds(60), "")
                    .replace("North Works", "")
                    .replace("48.5123", "48.5")
                    .replace("35.2345", "35.2")))
        .containsExactly("incidents.ndjson:1: i1 is under embargo until 2031-04-02T23:59:00Z");
  }

  @Test
  void a_sealed_source_that_two_could_have_been_is_held_back() {
    String told =
        """
        {"observation_id":"o1","occurred":{"to":"2031-03-01T00:00:00Z"},"_sd":["x"],\
        "attributes":{%s}}
        """;

    assertThat(found(Map.of(), "record/entries.ndjson", told.formatted("")))
        .singleElement()
        .asString()
        .contains("o1: its source is sealed, and nobody entered how many");
    assertThat(
            found(Map.of(), "record/entries.ndjson", told.formatted("\"potential_sources\":\"2\"")))
        .containsExactly(
            "record/entries.ndjson:1: o1: only 2 could have known, and at least 3 are needed");
    assertThat(
            found(Map.of(), "record/entries.ndjson", told.formatted("\"potential_sources\":\"3\"")))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "notes.txt | told by  MARA Lind. | true",
        "page.html | <p>Mara &#76;ind</p> | true",
        "rows.csv | who~\"Mara Lind\" | true",
        "rows.json | {\"a\":{\"mara lind\":1}} | true",
        "rows.json | {\"a\":[\"(Mara\\u0020Lind)\"]} | true",
        "notes.txt | Mara Lindqvist and Tamara Lind | false"
      })
  void the_name_of_a_source_is_found_however_it_is_written(String file, String text, boolean is) {
    List<String> found =
        found(Map.of("Mara Lind", "the name of a source"), file, text.replace('~', '\n'));

    assertThat(found).hasSize(is ? 1 : 0);
    if (is) {
      assertThat(found.getFirst()).endsWith(": the name of a source stands here");
    }
  }

  @Test
  void a_file_that_is_no_text_is_not_waved_through() throws IOException {
    Path made = Files.createTempDirectory(folder, "binary");
    Files.write(made.resolve("map.png"), new byte[] {(byte) 0x89, 'P', 'N', 'G', 0, (byte) 0xFF});

    assertThat(
            new ReleaseScan(PublicationPolicy.DEFAULT, NOW, Map.of()).of(made, List.of("map.png")))
        .containsExactly("map.png: is no text, so nobody can tell what it shows; leave it out");
  }

  // ---- with what is really sealed

  @Test
  void a_pseudonym_that_stands_in_the_report_is_found_without_being_said() {
    Path own = folder.resolve("own");
    Path key = folder.resolve("seal.key");
    Path out = folder.resolve("own-report");
    Program.treuga("case", "import", Program.BUNDLED, "--data", own);
    Program.treuga(
        "source", "set", "tass-reprint", "--name", "Mara Lind", "--data", own, "--seal-key", key);
    Program.treuga("assess", CASE, "--data", own, "--out", out, "--quiet");

    Program.Run run =
        Program.treuga(
            "release",
            out,
            "--data",
            own,
            "--seal-key",
            key,
            "--analyst",
            "Ada",
            "--reviewer",
            "Ben",
            "--publisher",
            "Cem");

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.out())
        .contains("incidents.ndjson:", "the pseudonym of a source that is kept apart stands here")
        .doesNotContain("tass-reprint");
    assertThat(
            Program.treuga(
                    "release",
                    out,
                    "--data",
                    own,
                    "--seal-key",
                    folder.resolve("lost.key"),
                    "--analyst",
                    "Ada",
                    "--reviewer",
                    "Ben",
                    "--publisher",
                    "Cem")
                .exit())
        .as("without the key nobody can tell")
        .isEqualTo(2);
  }
}
