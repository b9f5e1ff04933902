package org.treuga.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.treuga.wire.Json;

/** A stranger gets the folder of a report and no reason to believe it. */
class ReportVerificationTest {

  private static final String CASE = "ua-ru-2025-energy";

  @TempDir static Path folder;
  private static Path data;
  private static Path report;

  @BeforeAll
  static void a_report_is_made_from_the_record() {
    data = folder.resolve("data");
    report = folder.resolve("report");
    Program.treuga("case", "import", Program.BUNDLED, "--data", data);
    Program.treuga("assess", CASE, "--data", data, "--out", report, "--quiet");
  }

  private static Path copy(String name) {
    return Program.copy(report, folder.resolve(name));
  }

  /** Puts the digests right again, as a forger would. */
  private static void forgeManifest(Path forged, String file) throws IOException {
    Json.Obj manifest = (Json.Obj) Program.json(Program.text(forged.resolve("manifest.json")));
    Map<String, Json> outputs =
        new TreeMap<>(((Json.Obj) manifest.fields().getOrDefault("outputs", manifest)).fields());
    outputs.put(file, Json.text(ResultFiles.sha256(Files.readAllBytes(forged.resolve(file)))));
    Map<String, Json> fields = new TreeMap<>(manifest.fields());
    fields.put("outputs", new Json.Obj(outputs));
    fields.put("self", Json.text(ResultFiles.selfDigest(new Json.Obj(fields))));
    Files.writeString(forged.resolve("manifest.json"), new Json.Obj(fields).canonical() + "\n");
  }

  private static void replaceFirst(Path file, String what, String with) throws IOException {
    String text = Files.readString(file);
    assertThat(text).contains(what);
    int at = text.indexOf(what);
    Files.writeString(file, text.substring(0, at) + with + text.substring(at + what.length()));
  }

  @Test
  void a_report_is_worked_out_again_from_the_entries_it_carries() {
    Program.Run alone = Program.treuga("verify", report);
    assertThat(alone.out())
        .contains("194 entries proven, worked out again with the same answer")
        .contains("name it with --data");
    assertThat(alone.exit()).isZero();
    Program.Run beside = Program.treuga("verify", report, "--data", data);
    assertThat(beside.out()).doesNotContain("note:").doesNotContain("differs:");
    assertThat(beside.exit()).isZero();
  }

  @Test
  void a_verdict_that_was_changed_with_its_digests_is_named_with_file_and_line()
      throws IOException {
    Path forged = copy("forged-verdict");
    replaceFirst(forged.resolve("verdicts.csv"), "NOT_SCOPE", "COVERED");
    forgeManifest(forged, "verdicts.csv");
    Program.Run run = Program.treuga("verify", forged);
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.out())
        .containsPattern(
            "differs: verdicts\\.csv:\\d+: expected \".*NOT_SCOPE.*\", found \".*COVERED");
  }

  @Test
  void a_sentence_of_the_page_that_was_changed_is_shown_as_it_should_be() throws IOException {
    Path forged = copy("forged-page");
    replaceFirst(forged.resolve("report.html"), "covered by", "not covered by");
    forgeManifest(forged, "report.html");
    Program.Run run = Program.treuga("verify", forged);
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.out()).containsPattern("differs: report\\.html:\\d+: .*not covered by");
  }

  @Test
  void a_report_that_the_record_does_not_hold_is_found_by_its_proof() throws IOException {
    Path forged = copy("forged-entry");
    replaceFirst(forged.resolve("record/entries.ndjson"), "2025-03-19", "2025-03-29");
    forgeManifest(forged, "record/entries.ndjson");
    Program.Run run = Program.treuga("verify", forged);
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.out()).containsPattern("entries\\.ndjson:\\d+: the proof does not lead");
  }

  @Test
  void a_report_left_out_is_found_with_the_ledger_at_hand() throws IOException {
    Path forged = copy("forged-omission");
    List<String> lines = Files.readAllLines(forged.resolve("record/entries.ndjson"));
    int left = lines.size() - 1;
    Files.writeString(
        forged.resolve("record/entries.ndjson"), String.join("\n", lines.subList(0, left)) + "\n");
    forgeManifest(forged, "record/entries.ndjson");
    Program.Run run = Program.treuga("verify", forged, "--data", data);
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.out()).contains("held then and is left out");
  }

  @Test
  void a_changed_file_of_the_case_is_not_taken_for_what_was_agreed() throws IOException {
    Path forged = copy("forged-case");
    replaceFirst(forged.resolve("record/case/agreement.yaml"), "2025-03-25", "2025-03-20");
    forgeManifest(forged, "record/case/agreement.yaml");
    Program.Run run = Program.treuga("verify", forged);
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.out()).contains("record/case/agreement.yaml: not the bytes that were recorded");
  }

  @Test
  void a_report_as_of_a_past_day_is_worked_out_as_of_that_day() {
    Path past = folder.resolve("past");
    Program.treuga(
        "assess",
        CASE,
        "--data",
        data,
        "--as-of",
        "2025-04-01T00:00:00Z",
        "--out",
        past,
        "--quiet");
    assertThat(Program.treuga("verify", past, "--data", data).out())
        .contains("worked out again with the same answer");
  }

  @Test
  void a_report_made_from_files_needs_its_case() {
    Path plain = folder.resolve("plain");
    Program.treuga("assess", Program.BUNDLED, "--out", plain, "--quiet");
    assertThat(Program.treuga("verify", plain).out())
        .contains("not worked out again")
        .contains("name the case with --case");
    assertThat(Program.treuga("verify", plain, "--case", Program.BUNDLED).out())
        .contains("worked out again with the same answer");
  }

  @Test
  void the_record_later_on_still_bears_out_a_report_made_before() throws IOException {
    Path later = folder.resolve("later-data");
    Path made = folder.resolve("made-before");
    Program.treuga("case", "import", Program.BUNDLED, "--data", later);
    Program.treuga("assess", CASE, "--data", later, "--out", made, "--quiet");
    Path reports = folder.resolve("one.csv");
    List<String> rows = Files.readAllLines(Program.BUNDLED.resolve("reports.csv"));
    Files.write(reports, List.of(rows.getFirst(), rows.get(1).replaceFirst("^[^,]+", "a-new-one")));
    assertThat(Program.treuga("ingest", "reports", reports, "--case", CASE, "--data", later).exit())
        .isZero();
    assertThat(Program.treuga("verify", made, "--data", later).exit()).isZero();
  }

  private static final int CHANGES = Integer.getInteger("treuga.report.changes", 200);
  private static final long SEED = Long.getLong("treuga.seed", 20_250_318L);

  /** Where a byte is changed, and by which bits. */
  private record Change(Path file, int at, int bits) {}

  /** The report of an exercise: all kinds of files, and quickly looked through. */
  private static Path small(String name) {
    Path own = folder.resolve(name + "-data");
    Path made = folder.resolve(name);
    Program.treuga(
        "case", "import", Program.ROOT.resolve("cases/exercise-strait-pause"), "--data", own);
    Program.treuga("assess", "exercise-strait-pause", "--data", own, "--out", made, "--quiet");
    return made;
  }

  private static List<Change> changes(Path changed) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(changed)) {
      files =
          all.filter(file -> Files.isRegularFile(file) && file.toFile().length() > 0)
              .sorted()
              .toList();
    }
    SplittableRandom random = new SplittableRandom(SEED);
    List<Change> changes = new ArrayList<>();
    for (int i = 0; i < CHANGES; i++) {
      Path file = files.get(random.nextInt(files.size()));
      changes.add(
          new Change(file, random.nextInt((int) Files.size(file)), 1 + random.nextInt(255)));
    }
    return changes;
  }

  /** {@code -Dtreuga.report.changes=10000} for the long run. */
  @Test
  void any_byte_that_is_changed_in_a_report_is_noticed() throws IOException {
    Path changed = small("changed");
    for (Change change : changes(changed)) {
      byte[] bytes = Files.readAllBytes(change.file());
      byte[] other = bytes.clone();
      other[change.at()] ^= (byte) change.bits();
      Files.write(change.file(), other);
      assertThat(noticed(changed)).as("seed %d: %s", SEED, change).isTrue();
      Files.write(change.file(), bytes);
    }
    assertThat(new ReportVerification(changed).changed()).isEmpty();
  }

  @Test
  void any_byte_that_is_changed_is_noticed_by_the_checker_in_another_language() throws Exception {
    Path changed = small("changed-for-the-other");
    StringBuilder list = new StringBuilder();
    for (Change change : changes(changed)) {
      list.append(change.at()).append(' ').append(change.bits()).append(' ');
      list.append(change.file()).append('\n');
    }
    Path file = Files.writeString(folder.resolve("changes"), list);
    Process python;
    try {
      python =
          new ProcessBuilder(
                  "python3",
                  "src/test/python/flip_bytes.py",
                  "report",
                  changed.toString(),
                  file.toString())
              .redirectErrorStream(true)
              .start();
    } catch (IOException none) {
      abort("skipped: there is no python3 (" + none.getMessage() + ")");
      return;
    }
    String words = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(python.waitFor()).as("seed %d: %s", SEED, words).isZero();
    assertThat(words.strip()).endsWith(CHANGES + " changes, all found");
  }

  private static boolean noticed(Path changed) {
    try {
      return !new ReportVerification(changed).changed().isEmpty();
    } catch (org.treuga.evidence.UnreadableInput unreadable) {
      return String.valueOf(unreadable.getMessage()).contains("manifest.json");
    }
  }

  @Test
  void errata_tell_what_was_corrected_and_which_verdicts_turned() throws Exception {
    Path corrected = folder.resolve("corrected-data");
    Program.treuga("case", "import", Program.BUNDLED, "--data", corrected);
    String before = java.time.Instant.now().truncatedTo(java.time.temporal.ChronoUnit.SECONDS) + "";
    Thread.sleep(1_100);
    Path copy = Program.copy(Program.BUNDLED, folder.resolve("corrected-case"));
    Path reports = copy.resolve("reports.csv");
    List<String> rows =
        Files.readAllLines(reports).stream()
            .map(row ->
                row.startsWith("20250328-sudzha-himars,")
                    ? row.replace("2025-03-28", "2025-02-28")
                    : row)
            .toList();
    Files.write(reports, rows);
    Program.treuga("case", "import", copy, "--data", corrected);
    Program.Run run = Program.treuga("errata", CASE, "--data", corrected, "--from", before);
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.out()).contains("occurred.from").contains("NOT_IN_FORCE");
    assertThat(
            Program.treuga("errata", CASE, "--data", corrected, "--from", before, "--to", before)
                .exit())
        .isEqualTo(2);
  }
}
