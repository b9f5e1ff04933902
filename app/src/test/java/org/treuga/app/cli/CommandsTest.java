package org.treuga.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.treuga.app.cli.Program.treuga;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.treuga.wire.Json;
import picocli.CommandLine;

/** What the commands promise to people and to programs that call them. */
class CommandsTest {

  private static final Path INVENTED = Program.resource("invented-case");

  // --- help

  static Stream<List<String>> everyCommand() {
    List<List<String>> paths = new ArrayList<>();
    collect(Treuga.commandLine(), List.of(), paths);
    return paths.stream();
  }

  private static void collect(CommandLine line, List<String> path, List<List<String>> into) {
    into.add(path);
    line.getSubcommands()
        .forEach((name, sub) -> {
          List<String> below = new ArrayList<>(path);
          below.add(name);
          collect(sub, below, into);
        });
  }

  @ParameterizedTest(name = "treuga {0} --help")
  @MethodSource("everyCommand")
  void help_says_what_a_command_and_each_of_its_options_do(List<String> path) {
    List<Object> words = new ArrayList<>(path);
    words.add("--help");

    Program.Run run = treuga(words.toArray());

    assertThat(run.exit()).isEqualTo(Treuga.DONE);
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).contains("Usage: " + String.join(" ", with("treuga", path)));
    CommandLine line = Treuga.commandLine();
    for (String name : path) {
      line = Objects.requireNonNull(line.getSubcommands().get(name));
    }
    CommandLine.Model.CommandSpec spec = line.getCommandSpec();
    assertThat(spec.usageMessage().description()).isNotEmpty();
    spec.options()
        .forEach(option -> assertThat(option.description()).as(option.longestName()).isNotEmpty());
    spec.positionalParameters()
        .forEach(each -> assertThat(each.description()).as(each.paramLabel()).isNotEmpty());
  }

  private static List<String> with(String first, List<String> rest) {
    List<String> all = new ArrayList<>(List.of(first));
    all.addAll(rest);
    return all;
  }

  @Test
  void no_word_at_all_shows_the_help() {
    Program.Run run = treuga();

    assertThat(run.exit()).isEqualTo(Treuga.DONE);
    assertThat(run.out()).isEqualTo(treuga("--help").out()).contains("assess", "lint", "timeline");
  }

  @Test
  void version_is_one_line_or_few() {
    Program.Run run = treuga("--version");

    assertThat(run.exit()).isEqualTo(Treuga.DONE);
    assertThat(run.out()).startsWith("treuga ").hasLineCount((int) run.out().lines().count());
    assertThat(run.out().lines().count()).isBetween(1L, 4L);
  }

  @Test
  void completion_knows_every_command_and_option() {
    Program.Run run = treuga("completion");

    assertThat(run.exit()).isEqualTo(Treuga.DONE);
    everyCommand().forEach(path -> path.forEach(name -> assertThat(run.out()).contains(name)));
    assertThat(run.out()).contains("complete ", "--reports", "--as-of", "--max-rejected", "--pair");
  }

  @Test
  void completion_is_a_script_that_bash_can_read(@TempDir Path temporary) throws Exception {
    Path script = Program.write(temporary.resolve("completion.sh"), treuga("completion").out());
    Process bash = new ProcessBuilder("bash", "-n", script.toString()).inheritIO().start();

    assertThat(bash.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(bash.exitValue()).isZero();
  }

  // --- assess

  @Test
  void assess_prints_the_answer_and_writes_every_file(@TempDir Path temporary) throws IOException {
    Path out = temporary.resolve("a/b/out");

    Program.Run run = treuga("assess", INVENTED, "--no-fuse", "--out", out);

    assertThat(run.exit()).isEqualTo(Treuga.DONE);
    assertThat(run.out()).contains("Pause between two invented shores", "9 of 9 reports read");
    assertThat(run.err()).contains("Files written to " + out);
    try (Stream<Path> files = Files.list(out)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "verdicts.csv",
              "findings.ndjson",
              "incidents.ndjson",
              "rejections.ndjson",
              "report.html",
              "report.json",
              "manifest.json");
    }
  }

  @Test
  void manifest_names_the_digest_of_every_other_file(@TempDir Path temporary) throws IOException {
    treuga("assess", INVENTED, "--out", temporary, "--quiet");
    Json.Obj manifest = (Json.Obj) Program.json(Program.text(temporary.resolve("manifest.json")));
    Json.Obj outputs = (Json.Obj) field(manifest, "outputs");

    assertThat(outputs.fields()).hasSize(6);
    for (String name : outputs.fields().keySet()) {
      assertThat(outputs.text(name))
          .isEqualTo(ResultFiles.sha256(Files.readAllBytes(temporary.resolve(name))));
    }
    Json.Obj inputs = (Json.Obj) field(manifest, "case_files");
    assertThat(inputs.fields()).containsKeys("case.yaml", "agreement.yaml", "areas/bay.geojson");
  }

  private static Json field(Json.Obj json, String name) {
    return json.fields().getOrDefault(name, new Json.Nothing());
  }

  @Test
  void answer_fits_one_screen() {
    Program.Run run = treuga("assess", Program.BUNDLED);

    assertThat(run.out().lines().count()).isLessThanOrEqualTo(50);
    assertThat(run.out().lines().filter(line -> !line.startsWith("Note: ")))
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(160));
  }

  @Test
  void quiet_prints_nothing(@TempDir Path temporary) {
    Program.Run run = treuga("assess", INVENTED, "--out", temporary, "--quiet");

    assertThat(run).isEqualTo(new Program.Run(Treuga.DONE, "", ""));
    assertThat(temporary.resolve("verdicts.csv")).exists();
  }

  @Test
  void rows_that_repeat_a_report_are_told_and_count_once(@TempDir Path temporary) {
    Path reports = INVENTED.resolve("reports.csv");
    Path again = Program.write(temporary.resolve("again.csv"), Program.text(reports));

    Program.Run run = treuga("assess", INVENTED, "--reports", reports, "--reports", again);

    assertThat(run.exit()).isEqualTo(Treuga.DONE);
    assertThat(run.out()).isEqualTo(treuga("assess", INVENTED).out());
    assertThat(run.err()).contains("9 rows repeat a report");
  }

  @ParameterizedTest(name = "--max-rejected {0}")
  @ValueSource(ints = {0, 1, 2, 3})
  void rejections_beyond_the_bound_ask_for_attention(int bound, @TempDir Path temporary) {
    String text = Program.text(INVENTED.resolve("reports.csv"));
    Path reports =
        Program.write(
            temporary.resolve("reports.csv"),
            text.replace(",50.1,", ",150.1,").replace(",50.2,", ",north,"));

    Program.Run run = treuga("assess", INVENTED, "--reports", reports, "--max-rejected", bound);

    assertThat(run.exit()).isEqualTo(bound >= 2 ? Treuga.DONE : Treuga.ATTENTION);
    assertThat(run.out()).contains("7 of 9 reports read, 2 rejected");
    assertThat(run.err())
        .contains(reports + ":2 lat [reports.lat.out-of-range]", reports + ":3 lat [");
  }

  @Test
  void rejections_without_a_bound_ask_for_attention_even_when_quiet(@TempDir Path temporary) {
    Path reports =
        Program.write(
            temporary.resolve("reports.csv"),
            Program.text(INVENTED.resolve("reports.csv")).replace(",50.1,", ",150.1,"));

    assertThat(treuga("assess", INVENTED, "--reports", reports, "--quiet"))
        .isEqualTo(new Program.Run(Treuga.ATTENTION, "", ""));
  }

  // --- as of

  @Test
  void as_of_leaves_out_what_was_not_known_yet(@TempDir Path temporary) {
    Program.Run run =
        treuga("assess", INVENTED, "--as-of", "2031-03-07T06:00:00Z", "--out", temporary);

    assertThat(run.exit()).isEqualTo(Treuga.DONE);
    assertThat(run.out()).contains("as of 2031-03-07T06:00:00Z: 4 of 9 reports were known");
    assertThat(rows(Program.text(temporary.resolve("verdicts.csv"))))
        .extracting(row -> row.getField("incident_id"))
        .containsOnly("w-01", "w-02", "w-03", "w-04");
  }

  @Test
  void as_of_leaves_out_a_reading_whose_text_was_not_public() {
    Program.Run run =
        treuga("timeline", INVENTED, "--as-of", "2031-03-01T13:00:00Z", "--format", "csv");

    assertThat(rows(run.out())).extracting(row -> row.getField("reading")).containsOnly("hill");
  }

  @Test
  void as_of_the_end_is_the_whole_answer() {
    Program.Run whole = treuga("assess", INVENTED, "--format", "csv");
    Program.Run asOf =
        treuga("assess", INVENTED, "--format", "csv", "--as-of", "2040-01-01T00:00:00Z");

    assertThat(asOf.out()).isEqualTo(whole.out());
  }

  // --- formats

  @ParameterizedTest(name = "{0} --format json")
  @ValueSource(strings = {"assess", "timeline", "ambiguity", "lint"})
  void json_can_be_parsed_and_is_all_that_is_printed(String command) {
    for (Path folder : List.of(INVENTED, Program.BUNDLED)) {
      Program.Run run = treuga(command, folder, "--format", "json");

      assertThat(run.exit()).as(run.err()).isIn(Treuga.DONE, Treuga.ATTENTION);
      assertThat(run.out().lines().count()).isEqualTo(1);
      assertThat(Program.json(run.out()).canonical()).isEqualTo(run.out().strip());
    }
  }

  @ParameterizedTest(name = "{0} --format csv")
  @ValueSource(strings = {"assess", "timeline", "ambiguity"})
  void csv_has_a_header_and_rows_of_its_width(String command) {
    for (Path folder : List.of(INVENTED, Program.BUNDLED)) {
      Program.Run run = treuga(command, folder, "--format", "csv");

      assertThat(run.exit()).as(run.err()).isEqualTo(Treuga.DONE);
      List<NamedCsvRecord> rows = rows(run.out());
      assertThat(rows).isNotEmpty();
      assertThat(rows)
          .allSatisfy(row -> assertThat(row.getFieldCount()).isEqualTo(row.getHeader().size()));
      assertThat(rows.getFirst().getHeader()).contains("term");
    }
  }

  @Test
  void printed_csv_is_the_file(@TempDir Path temporary) {
    Program.Run run = treuga("assess", INVENTED, "--format", "CSV", "--out", temporary);

    assertThat(run.out()).isEqualTo(Program.text(temporary.resolve("verdicts.csv")));
  }

  private static List<NamedCsvRecord> rows(String csv) {
    return CsvReader.builder().ofNamedCsvRecord(csv).stream().toList();
  }

  // --- timeline, ambiguity, lint

  @Test
  void timeline_can_be_narrowed_to_a_term_and_a_reading() {
    Program.Run run =
        treuga("timeline", INVENTED, "--term", "T1", "--reading", "vale", "--format", "csv");

    List<NamedCsvRecord> rows = rows(run.out());
    assertThat(rows).extracting(row -> row.getField("term")).containsOnly("T1");
    assertThat(rows).extracting(row -> row.getField("reading")).containsOnly("vale");
    assertThat(rows)
        .extracting(row -> row.getField("from"))
        .contains("2031-03-03T05:00:00Z", "2031-04-10T00:00:00Z");
  }

  @Test
  void ambiguity_of_a_pair_names_only_that_pair() {
    Program.Run run =
        treuga(
            "ambiguity", Program.BUNDLED, "--pair", "ua,narrow", "--term", "T1", "--format", "csv");

    assertThat(rows(run.out()))
        .isNotEmpty()
        .allSatisfy(row -> {
          assertThat(row.getField("first")).isEqualTo("ua");
          assertThat(row.getField("second")).isEqualTo("narrow");
        });
  }

  @Test
  void lint_finds_nothing_to_mend_in_the_cases_that_come_along() {
    assertThat(treuga("lint", Program.BUNDLED).exit()).isEqualTo(Treuga.DONE);
    assertThat(treuga("lint", INVENTED).exit()).isEqualTo(Treuga.DONE);
  }

  @Test
  void lint_of_a_fixture_that_fails_names_its_line(@TempDir Path temporary) {
    Path folder = Program.copy(INVENTED, temporary.resolve("case"));
    Path agreement = folder.resolve("agreement.yaml");
    String text = Program.text(agreement);
    int line = (int) text.lines().count() + 2;
    Program.write(
        agreement, text + "fixtures:\n- [early, \"2031-02-01T00:00:00Z\", water.well, 1, 0]\n");

    Program.Run run = treuga("lint", folder);

    assertThat(run.exit()).isEqualTo(Treuga.ATTENTION);
    assertThat(run.out()).contains(agreement + ":" + line + ": fixture early expects COVERED");
  }

  // --- case new, demo

  @Test
  void new_case_lints_clean_and_can_be_assessed(@TempDir Path temporary) {
    assumeTrue(
        CaseCommand.class.getResource("/new-case/agreement.yaml") != null,
        "skipped: this build carries no files for a new case");
    Path folder = temporary.resolve("mine");

    assertThat(treuga("case", "new", folder).exit()).isEqualTo(Treuga.DONE);

    assertThat(treuga("lint", folder).exit()).isEqualTo(Treuga.DONE);
    Program.Run run = treuga("assess", folder, "--out", temporary.resolve("out"));
    assertThat(run.exit()).as(run.err()).isEqualTo(Treuga.DONE);
    assertThat(rows(Program.text(temporary.resolve("out/verdicts.csv")))).isNotEmpty();
  }

  @Test
  void demo_assesses_the_bundled_case(@TempDir Path temporary) {
    Program.Run run = treuga("demo", "--no-serve", "--data", temporary);

    assertThat(run.exit()).as(run.err()).isEqualTo(Treuga.DONE);
    assertThat(run.out()).contains("193 of 193 reports read, 0 rejected");
    assertThat(rows(Program.text(temporary.resolve("verdicts.csv")))).hasSizeGreaterThan(193);
  }

  // --- colour

  @Test
  void no_color_is_heeded_even_where_colour_is_asked_for() throws Exception {
    assertThat(helpWith(Map.of("CLICOLOR_FORCE", "1"))).contains("\u001B[");
    assertThat(helpWith(Map.of("CLICOLOR_FORCE", "1", "NO_COLOR", "1"))).doesNotContain("\u001B[");
  }

  private static String helpWith(Map<String, String> environment) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Treuga.class.getName(),
            "assess",
            "--help");
    builder.environment().remove("NO_COLOR");
    builder.environment().putAll(environment);
    Process process = builder.redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }
}
