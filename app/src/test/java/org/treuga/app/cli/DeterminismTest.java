package org.treuga.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.treuga.app.cli.Program.BUNDLED;
import static org.treuga.app.cli.Program.treuga;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.treuga.wire.Json;

/** Neither the order nor the repetition nor the packing of reports leaves a trace in the answer. */
class DeterminismTest {

  private static final List<String> FILES =
      List.of(
          "verdicts.csv",
          "findings.ndjson",
          "incidents.ndjson",
          "rejections.ndjson",
          "report.json",
          "report.html");
  private static final Map<String, String> PLAIN = new LinkedHashMap<>();

  @TempDir private static Path folder = Path.of("");

  @BeforeAll
  static void assess_the_reports_as_they_lie() {
    PLAIN.putAll(assess("plain", List.of(BUNDLED.resolve("reports.csv"))));
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 1947, 20_250_318})
  void shuffled_rows_give_the_same_bytes(long seed) {
    System.out.println("rows shuffled with seed " + seed);
    List<String> rows = rows();
    Collections.shuffle(rows, new Random(seed));

    assertSame(assess("shuffled-" + seed, List.of(csv("shuffled-" + seed, rows))));
  }

  @Test
  void repeated_rows_give_the_same_bytes() {
    List<String> rows = rows();
    rows.addAll(rows());
    rows.addAll(rows().subList(0, 20));

    assertSame(assess("repeated", List.of(csv("repeated", rows))));
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {2, 1949})
  void rows_split_over_files_that_overlap_give_the_same_bytes(long seed) {
    System.out.println("rows split with seed " + seed);
    Random random = new Random(seed);
    List<String> rows = rows();
    Collections.shuffle(rows, random);
    int one = 1 + random.nextInt(rows.size() / 2);
    int two = one + 1 + random.nextInt(rows.size() - one - 1);
    String name = "split-" + seed;
    List<Path> files =
        new ArrayList<>(
            List.of(
                csv(name + "a", rows.subList(0, one)),
                csv(name + "b", rows.subList(one - 1, two)),
                csv(name + "c", rows.subList(two, rows.size()))));
    Collections.shuffle(files, random);

    assertSame(assess(name, files));
  }

  @Test
  void the_same_run_twice_gives_the_same_bytes() {
    assertSame(assess("again", List.of(BUNDLED.resolve("reports.csv"))));
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {3, 4, 5})
  void permuted_readings_change_no_verdict_and_no_difference(long seed) {
    System.out.println("readings permuted with seed " + seed);
    Path permuted = Program.copy(BUNDLED, folder.resolve("permuted-" + seed));
    Path agreement = permuted.resolve("agreement.yaml");
    String text = Program.text(agreement);
    Program.write(agreement, withReadingsPermuted(text, new Random(seed)));
    assertThat(Program.text(agreement)).isNotEqualTo(text).hasSameSizeAs(text);

    Map<String, String> answer =
        assess(permuted, "p-" + seed, List.of(BUNDLED.resolve("reports.csv")));

    for (String file : List.of("verdicts.csv", "findings.ndjson", "incidents.ndjson")) {
      assertSame(file, answer);
    }
    Map<String, Map<String, String>> mine = differences(answer);
    Map<String, Map<String, String>> plain = differences(PLAIN);
    assertThat(mine.keySet()).isEqualTo(plain.keySet());
    mine.forEach((term, parts) ->
        assertThat(Program.firstDifference(parts.toString(), String.valueOf(plain.get(term))))
            .as(term)
            .isEmpty());
  }

  // --- running

  private static List<String> rows() {
    List<String> lines = Program.lines(BUNDLED.resolve("reports.csv"));
    return new ArrayList<>(lines.subList(1, lines.size()));
  }

  private static Path csv(String name, List<String> rows) {
    String header = Program.lines(BUNDLED.resolve("reports.csv")).getFirst();
    return Program.write(
        folder.resolve(name + ".csv"), header + "\n" + String.join("\n", rows) + "\n");
  }

  private static Map<String, String> assess(String name, List<Path> reports) {
    return assess(BUNDLED, name, reports);
  }

  private static Map<String, String> assess(Path bundled, String name, List<Path> reports) {
    Path out = folder.resolve("out-" + name);
    List<Object> words = new ArrayList<>(List.of("assess", bundled, "--out", out, "--quiet"));
    reports.forEach(file -> words.addAll(List.of("--reports", file)));
    Program.Run run = treuga(words.toArray());
    assertThat(run.exit()).as(run.err()).isEqualTo(Treuga.DONE);
    Map<String, String> answer = new LinkedHashMap<>();
    FILES.forEach(file -> answer.put(file, Program.text(out.resolve(file))));
    return answer;
  }

  private static void assertSame(Map<String, String> answer) {
    FILES.forEach(file -> assertSame(file, answer));
  }

  private static void assertSame(String file, Map<String, String> answer) {
    assertThat(
            Program.firstDifference(
                answer.getOrDefault(file, "none"), PLAIN.getOrDefault(file, "none")))
        .as(file)
        .isEmpty();
  }

  // --- readings

  private static String withReadingsPermuted(String agreement, Random random) {
    int start = agreement.indexOf("\nreadings:\n") + "\nreadings:\n".length();
    int end = agreement.indexOf("\n\n# Acts that were stated", start);
    assertThat(end).isGreaterThan(start);
    List<String> readings = new ArrayList<>();
    for (String block : agreement.substring(start, end).split("(?m)^- id: ")) {
      if (!block.isBlank()) {
        readings.add("- id: " + block.stripTrailing());
      }
    }
    assertThat(readings).hasSize(4);
    List<String> before = List.copyOf(readings);
    while (readings.equals(before)) {
      Collections.shuffle(readings, random);
    }
    return agreement.substring(0, start) + String.join("\n", readings) + agreement.substring(end);
  }

  /** The differences of each term, without the order of readings and of pairs. */
  private static Map<String, Map<String, String>> differences(Map<String, String> answer) {
    Json.Obj report = (Json.Obj) Program.json(answer.getOrDefault("report.json", ""));
    Map<String, Map<String, String>> all = new TreeMap<>();
    ((Json.Obj) report.fields().getOrDefault("differences", new Json.Nothing()))
        .fields()
        .forEach((term, differences) -> {
          Map<String, String> one = new TreeMap<>();
          ((Json.Obj) differences)
              .fields()
              .forEach((name, value) -> {
                switch (name) {
                  case "pairs" -> ((Json.Arr) value).items().forEach(p -> putPair(one, p));
                  case "readings" -> one.put(name, sorted(value));
                  default -> one.put(name, value.canonical());
                }
              });
          all.put(term, one);
        });
    assertThat(all).isNotEmpty();
    return all;
  }

  private static void putPair(Map<String, String> into, Json json) {
    Map<String, Json> fields = new TreeMap<>(((Json.Obj) json).fields());
    List<String> names =
        new ArrayList<>(List.of(((Json.Obj) json).text("first"), ((Json.Obj) json).text("second")));
    Collections.sort(names);
    fields.remove("first");
    fields.remove("second");
    into.put("pair " + String.join(" ", names), new Json.Obj(fields).canonical());
  }

  private static String sorted(Json list) {
    return ((Json.Arr) list).items().stream().map(Json::canonical).sorted().toList().toString();
  }
}
