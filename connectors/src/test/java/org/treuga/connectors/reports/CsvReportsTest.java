package org.treuga.connectors.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.treuga.connectors.reports.Desk.HEADER;
import static org.treuga.connectors.reports.Desk.ids;
import static org.treuga.connectors.reports.Desk.only;
import static org.treuga.connectors.reports.Desk.onlyRejection;
import static org.treuga.connectors.reports.Desk.report;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.treuga.connectors.file.CsvScanner;
import org.treuga.evidence.Count;
import org.treuga.evidence.Intake;
import org.treuga.evidence.Kind;
import org.treuga.evidence.Observation;
import org.treuga.evidence.UnreadableInput;
import org.treuga.place.Position;
import org.treuga.place.Precision;

/** Files of CSV as people and spreadsheets write them. */
class CsvReportsTest {

  @TempDir private Path folder;
  private Desk desk;

  @BeforeEach
  void open() {
    desk = new Desk(folder);
  }

  private void assertTwoReports(Intake intake) {
    assertThat(ids(intake)).containsExactly("r1", "r2");
    assertThat(intake.rejected()).isEmpty();
    assertThat(intake.accepted().getFirst().place().position())
        .isEqualTo(new Position(48.5, 35.25));
  }

  private static String twoReports() {
    return HEADER + "\n" + report("r1", "48.5") + "\n" + report("r2", "48.75") + "\n";
  }

  @Test
  void a_row_of_the_full_form_becomes_an_observation() {
    Observation it =
        only(
            desk.row(
                "kind",
                "field",
                "source_id",
                "S1",
                "lat",
                "48.5",
                "lon",
                "35.25",
                "precision",
                "Facility",
                "uncertainty_m",
                "250.5",
                "place_name",
                "Testfield",
                "admin1",
                "North",
                "country",
                "DE/GB",
                "object_class",
                "energy.grid",
                "object_name",
                "A line",
                "also_reported",
                "rail",
                "act",
                "shelling",
                "weapon",
                "gun",
                "alleged_actor",
                "B",
                "claimed_by",
                "A",
                "denied_by",
                "B",
                "stated_ground",
                "release",
                "credibility",
                "2",
                "killed_best",
                "3",
                "url",
                "https://example.invalid",
                "evidence_sha256",
                "AB".repeat(32),
                "summary",
                "Two words",
                "colour",
                "red"));

    assertThat(it.kind()).isEqualTo(Kind.FIELD);
    assertThat(it.place().precision()).isEqualTo(Precision.FACILITY);
    assertThat(it.place().statedUncertaintyMeters()).isEqualTo(250.5);
    assertThat(it.place().countries()).containsExactly("DE", "GB");
    assertThat(it.object().alsoReported()).isEqualTo("rail");
    assertThat(it.act()).isEqualTo("shelling");
    assertThat(it.statedGround()).isEqualTo("release");
    assertThat(it.credibility()).isEqualTo(2);
    assertThat(it.harm()).containsEntry("killed", new Count(3, 3, 3));
    assertThat(it.evidenceSha256()).isEqualTo("ab".repeat(32));
    assertThat(it.attributes()).containsExactly(java.util.Map.entry("colour", "red"));
    assertThat(it.occurred().isUnknown()).isTrue();
  }

  @Test
  void a_kind_that_is_not_given_is_a_claim_when_somebody_claims() {
    assertThat(only(desk.row("claimed_by", "A")).kind()).isEqualTo(Kind.CLAIM);
    assertThat(only(desk.row("claimed_by", "")).kind()).isEqualTo(Kind.REPORT);
  }

  @ParameterizedTest
  @ValueSource(strings = {";", "\t", "|"})
  void another_separator_is_found_out_and_noted(String separator) {
    Intake intake = desk.read("r.csv", twoReports().replace(",", separator));

    assertTwoReports(intake);
    assertThat(intake.notes()).anyMatch(note -> note.contains("cells separated by"));
  }

  @Test
  void a_decimal_comma_is_read_where_cells_are_not_separated_by_commas() {
    String text = twoReports().replace(",", ";").replace("48.5", "48,5").replace("35.25", "35,25");

    Intake intake = desk.read("r.csv", text);

    assertTwoReports(intake);
    assertThat(intake.notes()).anyMatch(note -> note.contains("decimal comma"));
    assertThat(onlyRejection(desk.row("lat", "48,5", "lon", "35.25")).code())
        .isEqualTo("reports.lat.not-degrees");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sep=;\r\n", "\"sep=;\"\r\n", "SEP=;\n"})
  void a_hint_line_names_the_separator_and_is_a_line_of_the_file(String hint) {
    String text = hint + twoReports().replace(",", ";") + "short;row\n";

    Intake intake = desk.read("r.csv", text);

    assertThat(ids(intake)).containsExactly("r1", "r2");
    assertThat(onlyRejection(intake).line()).isEqualTo(5);
  }

  @Test
  void marks_are_skipped_however_often_they_are_written() {
    assertTwoReports(desk.read("r.csv", "\uFEFF" + twoReports()));
    Intake twice = desk.read("r.csv", "\uFEFF\uFEFF" + twoReports());
    assertTwoReports(twice);
    assertThat(twice.notes()).anyMatch(note -> note.contains("2 times"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\r\n", "\r", "\n\n", "\n \n"})
  void every_line_end_is_read(String lineEnd) {
    assertTwoReports(desk.read("r.csv", twoReports().replace("\n", lineEnd)));
  }

  @Test
  void windows_1251_is_read_where_the_letters_leave_no_doubt() {
    String text = twoReports().replace("Testfield", "Нова Ялинка, Київ".replace(",", ""));

    Intake intake = desk.read("r.csv", text, Charset.forName("windows-1251"));

    assertTwoReports(intake);
    assertThat(intake.accepted().getFirst().place().names()).containsExactly("Нова Ялинка Київ");
    assertThat(intake.notes()).anyMatch(note -> note.contains("Windows-1251"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"KOI8-R", "IBM866"})
  void other_cyrillic_encodings_are_refused_with_the_remedy(String charset) {
    String text = twoReports().replace("Testfield", "Новая Ёлка и Старое Поле");

    assertThatThrownBy(() -> desk.read("r.csv", text, Charset.forName(charset)))
        .isInstanceOf(UnreadableInput.class)
        .hasMessageContaining("r.csv:2: not UTF-8")
        .hasMessageContaining("save it again as UTF-8");
  }

  @Test
  void western_letters_are_not_taken_for_cyrillic() {
    String text = twoReports().replace("Testfield", "Größe Übersee Éclair Åland");

    assertThatThrownBy(() -> desk.read("r.csv", text, StandardCharsets.ISO_8859_1))
        .hasMessageContaining("not UTF-8");
  }

  @Test
  void utf_16_is_read_with_its_mark_and_refused_without() {
    assertTwoReports(desk.read("r.csv", "\uFEFF" + twoReports(), StandardCharsets.UTF_16LE));
    assertTwoReports(desk.read("r.csv", "\uFEFF" + twoReports(), StandardCharsets.UTF_16BE));
    assertThatThrownBy(() -> desk.read("r.csv", twoReports(), StandardCharsets.UTF_16LE))
        .hasMessageContaining("zero bytes");
  }

  @Test
  void a_byte_that_is_cut_off_is_refused_with_its_line() {
    byte[] bytes =
        twoReports().replace("An invented row.", "Ялинка").getBytes(StandardCharsets.UTF_8);
    byte[] cut = java.util.Arrays.copyOf(bytes, bytes.length - 2);

    assertThatThrownBy(() -> desk.read(desk.file("r.csv", cut))).hasMessageContaining("r.csv:3:");
  }

  @Test
  void a_quoted_line_end_is_part_of_its_cell_and_lines_are_still_counted() {
    String row = report("r1", "48.5").replace("An invented row.", "\"one\r\ntwo, \"\"three\"\"\"");

    Intake intake = desk.rows(row, "short,row");

    assertThat(intake.accepted().getFirst().summary()).isEqualTo("one\r\ntwo, \"three\"");
    assertThat(onlyRejection(intake).line()).isEqualTo(4);
  }

  @Test
  void a_quote_that_is_never_closed_is_refused_with_the_line_where_it_opens() {
    String open = report("r2", "48.5").replace("An invented row.", "\"never closed");

    assertThatThrownBy(() -> desk.rows(report("r1", "48.5"), open, report("r3", "48.5")))
        .isInstanceOf(UnreadableInput.class)
        .hasMessageContaining("reports.csv:3:")
        .hasMessageContaining("never closed");
  }

  @Test
  void a_quote_closed_by_the_quote_of_a_later_row_is_refused_as_well() {
    String open = report("r1", "48.5").replace("An invented row.", "\"never closed");
    String quoted = report("r2", "48.5").replace("An invented row.", "\"closed\"");

    assertThatThrownBy(() -> desk.rows(open, quoted))
        .hasMessageContaining("reports.csv:2:")
        .hasMessageContaining("on line 3");
  }

  @Test
  void a_quote_inside_a_bare_cell_is_text() {
    Intake intake = desk.rows(report("r1", "48.5").replace("An invented row.", "a 5\" pipe"));

    assertThat(only(intake).summary()).isEqualTo("a 5\" pipe");
  }

  @Test
  void a_row_in_another_dialect_of_quotes_is_rejected_and_the_next_is_read() {
    String escaped = report("r1", "48.5").replace("An invented row.", "\"said \\\"hit\\\", then\"");

    Intake intake = desk.rows(escaped, report("r2", "48.5"));

    assertThat(ids(intake)).containsExactly("r2");
    assertThat(onlyRejection(intake).code()).isEqualTo("reports.row.text-after-quote");
  }

  @Test
  void rows_of_separators_are_no_rows() {
    assertTwoReports(desk.rows(report("r1", "48.5"), ",,,", ", ,", "", report("r2", "48.5")));
  }

  @Test
  void a_row_is_not_shifted_when_a_cell_is_missing_or_too_many() {
    Intake intake =
        desk.rows("r1,report", report("r2", "48.5"), report("r3", "48.5").replace("Test", "T,"));

    assertThat(ids(intake)).containsExactly("r2");
    assertThat(intake.rejected())
        .extracting(rejection -> rejection.line() + " " + rejection.got() + " " + rejection.code())
        .containsExactly("2 2 cells reports.row.too-short", "4 18 cells reports.row.too-long");
    assertThat(intake.rejected().getFirst().expected()).startsWith("17 cells");
  }

  @Test
  void two_headers_that_fold_to_one_are_refused_with_both() {
    assertThatThrownBy(() -> desk.read("r.csv", "id,lat,Lat ,lon\nr1,1,2,3\n"))
        .hasMessageContaining("r.csv:1:")
        .hasMessageContaining("\"lat\"")
        .hasMessageContaining("\"Lat \"");
    assertThatThrownBy(() -> desk.read("r.csv", "id,observation_id\nr1,r1\n"))
        .hasMessageContaining("\"id\"")
        .hasMessageContaining("\"observation_id\"");
  }

  @Test
  void names_of_other_data_sets_are_understood_and_noted() {
    Intake intake =
        desk.read("r.csv", "Observation ID,Event Date,Latitude,lng\nr1,2025-03-20T02:00Z,1,2\n");

    assertThat(only(intake).place().position()).isEqualTo(new Position(1, 2));
    assertThat(intake.notes())
        .anyMatch(note -> note.contains("\"Latitude\" was read as lat"))
        .anyMatch(note -> note.contains("\"Event Date\" was read as occurred_from"));
  }

  @Test
  void a_synonym_beside_the_column_itself_is_an_attribute() {
    Intake intake = desk.read("r.csv", "id,lat,lon,latitude\nr1,1,2,3\n");

    assertThat(only(intake).place().position()).isEqualTo(new Position(1, 2));
    assertThat(only(intake).attributes()).containsEntry("latitude", "3");
  }

  @Test
  void a_header_one_slip_away_is_refused_with_what_was_meant() {
    assertThatThrownBy(() -> desk.read("r.csv", "id,occured_from\nr1,2025-03-20T02:00Z\n"))
        .hasMessageContaining("occured_from")
        .hasMessageContaining("did you mean \"occurred_from\"");
    assertThatThrownBy(() -> desk.read("r.csv", "id,lat\nr1,48.5\n"))
        .hasMessageContaining("lat but no lon");
    assertThat(desk.read("r.csv", "id,summary\nr1,x\n").notes())
        .anyMatch(note -> note.contains("no columns lat and lon"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"geo_lat", "Lon (deg)", "date of event", "incident-time"})
  void a_place_or_time_under_an_unknown_name_is_refused(String name) {
    assertThatThrownBy(() -> desk.read("r.csv", "id," + name + "\nr1,1\n"))
        .hasMessageContaining(name)
        .hasMessageContaining("rename it");
    assertThat(only(desk.read("r.csv", "id,x_" + name + "\nr1,1\n")).attributes()).hasSize(1);
  }

  @Test
  void a_file_that_is_something_else_is_refused() {
    assertThatThrownBy(() -> desk.read("r.csv", "")).hasMessageContaining("empty");
    assertThatThrownBy(() -> desk.read("r.csv", "\uFEFF")).hasMessageContaining("empty");
    assertThatThrownBy(() -> desk.read("r.csv", " \n\n")).hasMessageContaining("empty");
    assertThatThrownBy(() -> desk.read("r.csv", "Dear all,\nplease find\n"))
        .hasMessageContaining("a header with columns");
    assertThatThrownBy(() -> desk.read("r.csv", "lat,lon\n1,2\n"))
        .hasMessageContaining("no column observation_id");
    assertThatThrownBy(() -> desk.read(folder.resolve("none.csv")))
        .hasMessageContaining("no such file");
    assertThatThrownBy(() -> desk.read(folder)).hasMessageContaining("folder");
  }

  @Test
  void a_header_without_rows_is_said_plainly() {
    assertThat(desk.rows().notes()).anyMatch(note -> note.contains("0 reports"));
  }

  @Test
  void a_row_of_hxl_tags_is_skipped_and_a_row_of_errors_is_not() {
    Intake tags = desk.read("r.csv", "id,lat,lon\n#event+id,#geo +lat,#geo+lon\nr1,1,2\n");
    assertThat(ids(tags)).containsExactly("r1");
    assertThat(tags.notes()).anyMatch(note -> note.contains("HXL"));

    Intake errors = desk.read("r.csv", "id,lat,lon\n#N/A,#N/A,#N/A\nr1,1,2\n");
    assertThat(onlyRejection(errors).code()).isEqualTo("reports.id.spreadsheet-error");
  }

  @Test
  void a_formula_stays_the_text_it_is() {
    assertThat(only(desk.row("summary", "=HYPERLINK(\"x\")")).summary())
        .isEqualTo("=HYPERLINK(\"x\")");
  }

  @Test
  void an_id_is_kept_digit_for_digit_and_a_rounded_one_is_noted() {
    assertThat(only(desk.row("observation_id", "9007199254740993")).id())
        .isEqualTo("9007199254740993");
    assertThat(only(desk.row("observation_id", "0042")).id()).isEqualTo("0042");
    assertThat(desk.row("observation_id", "2.02503E+11").notes())
        .anyMatch(note -> note.contains("2.02503E+11"));
  }

  @Test
  void a_long_cell_is_whole_and_an_endless_one_is_refused() {
    String text = "x".repeat(300_000);
    assertThat(only(desk.row("summary", text)).summary()).isEqualTo(text);
    assertThatThrownBy(() -> desk.row("summary", "x".repeat(CsvScanner.MAX_CELL_CHARS + 1)))
        .hasMessageContaining("longer than");
  }

  @Test
  void digits_of_any_script_are_digits() {
    Position position =
        only(desk.row("lat", "\u0664\u0668\u066B\u0665", "lon", "\u221235.25")).place().position();

    assertThat(position).isEqualTo(new Position(48.5, -35.25));
  }

  @Test
  void the_edges_of_the_earth_are_on_it() {
    assertThat(only(desk.row("lat", "-90", "lon", "+0180.00")).place().position())
        .isEqualTo(new Position(-90, 180));
  }

  @Test
  void a_report_at_zero_zero_is_noted() {
    assertThat(desk.row("lat", "0", "lon", "0.0").notes()).anyMatch(note -> note.contains("0,0"));
  }

  @Test
  void counts_that_are_not_stated_are_filled_from_those_that_are() {
    var harm = only(desk.row("killed_low", "2", "killed_high", "9", "injured_best", "4")).harm();

    assertThat(harm.get("killed")).hasToString("Count[low=2, best=2, high=9]");
    assertThat(harm.get("injured")).hasToString("Count[low=4, best=4, high=4]");
    assertThat(harm).doesNotContainKey("affected");
  }

  @Test
  void several_files_are_one_intake() {
    Intake intake =
        desk.read(
            desk.csv("b.csv", List.of(report("r2", "48.5"))),
            desk.csv("a.csv", List.of(report("r1", "48.5"))));

    assertThat(ids(intake)).containsExactly("r1", "r2");
  }
}
