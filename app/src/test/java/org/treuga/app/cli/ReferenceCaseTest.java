package org.treuga.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.treuga.app.cli.Program.BUNDLED;
import static org.treuga.app.cli.Program.treuga;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The bundled case against labels made by hand from its labelling guide, for the term T1: the
 * shared part of its incidents, and invented cases that stand on the boundaries.
 */
class ReferenceCaseTest {

  private static final List<String> READINGS = List.of("us", "ru", "ua", "narrow");
  private static final List<String> LABELS =
      List.of("object", "act", "time", "area", "bearer", "exception", "verdict", "ex_post");
  private static final Path EXPECTED = Program.resource("ua-ru-2025-energy/expected-verdicts.csv");
  private static final Path BOUNDARIES =
      Program.resource("ua-ru-2025-energy/synthetic-boundaries.csv");

  /** What somebody coded by hand and the rules of the case find again. */
  private static final Set<String> CODING = Set.of("act_code", "t_from_utc", "t_to_utc");

  /** Its interval is set by hand: the words "up to" name no begin, the guide does. */
  private static final String SET_BY_HAND = "20250331-kharkiv-ref";

  @Test
  void verdicts_of_the_bundled_case_agree_with_every_label(@TempDir Path temporary) {
    Map<String, NamedCsvRecord> found = assess(temporary.resolve("out"));

    assertThat(differing(found, Set.of())).isEmpty();
  }

  @Test
  void verdicts_agree_where_the_rules_find_act_and_interval(@TempDir Path temporary) {
    Path uncoded = without(CODING, BUNDLED.resolve("reports.csv"), temporary.resolve("r.csv"));
    Map<String, NamedCsvRecord> found =
        assess(temporary.resolve("out"), "--reports", uncoded.toString());

    assertThat(differing(found, Set.of(SET_BY_HAND))).isEmpty();
  }

  @Test
  void boundary_cases_have_the_verdicts_of_their_author(@TempDir Path temporary) {
    Map<String, NamedCsvRecord> found =
        assess(temporary.resolve("out"), "--reports", BOUNDARIES.toString());

    assertThat(differingAtBoundaries(found)).isEmpty();
  }

  @Test
  void boundary_cases_keep_their_verdicts_where_the_rules_find_act_and_interval(
      @TempDir Path temporary) {
    Path uncoded = without(CODING, BOUNDARIES, temporary.resolve("boundaries.csv"));
    Map<String, NamedCsvRecord> found =
        assess(temporary.resolve("out"), "--reports", uncoded.toString());

    assertThat(differingAtBoundaries(found)).isEmpty();
  }

  // --- the answer, by incident and reading

  private static Map<String, NamedCsvRecord> assess(Path out, String... more) {
    List<Object> words = new ArrayList<>(List.of("assess", BUNDLED, "--no-fuse", "--out", out));
    words.addAll(List.of(more));
    words.add("--quiet");
    Program.Run run = treuga(words.toArray());
    assertThat(run.exit()).as(run.err()).isEqualTo(Treuga.DONE);
    Map<String, NamedCsvRecord> found = new HashMap<>();
    for (NamedCsvRecord row : rows(out.resolve("verdicts.csv"))) {
      if (row.getField("term").equals("T1")) {
        NamedCsvRecord earlier = found.put(key(row), row);
        assertThat(earlier).as("one verdict for " + key(row)).isNull();
      }
    }
    return found;
  }

  private static String key(NamedCsvRecord row) {
    return row.getField("incident_id") + " " + row.getField("reading");
  }

  private static List<NamedCsvRecord> rows(Path csv) {
    return CsvReader.builder().ofNamedCsvRecord(Program.text(csv)).stream().toList();
  }

  // --- the labels

  private static List<String> differing(Map<String, NamedCsvRecord> found, Set<String> excepted) {
    List<NamedCsvRecord> labels = rows(EXPECTED);
    assertThat(labels).hasSize(464);
    List<String> differing = new ArrayList<>();
    for (NamedCsvRecord label : labels) {
      if (!excepted.contains(label.getField("incident_id"))) {
        NamedCsvRecord mine = found.get(key(label));
        for (String column : LABELS) {
          compare(key(label) + " " + column, label.getField(column), mine, column, differing);
        }
      }
    }
    return differing;
  }

  private static List<String> differingAtBoundaries(Map<String, NamedCsvRecord> found) {
    List<NamedCsvRecord> boundaries = rows(BOUNDARIES);
    assertThat(boundaries).hasSize(20);
    List<String> differing = new ArrayList<>();
    for (NamedCsvRecord row : boundaries) {
      for (String reading : READINGS) {
        String name = row.getField("id") + " " + reading;
        compare(
            name + " (" + row.getField("probe") + ")",
            row.getField(reading),
            found.get(name),
            "verdict",
            differing);
      }
    }
    return differing;
  }

  private static void compare(
      String name,
      String expected,
      @org.jspecify.annotations.Nullable NamedCsvRecord mine,
      String column,
      List<String> differing) {
    String got = mine == null ? "no row" : mine.getField(column);
    if (!got.equals(expected)) {
      differing.add(name + ": label " + expected + ", got " + got);
    }
  }

  // --- reports without what was coded by hand

  private static Path without(Set<String> columns, Path csv, Path target) {
    StringWriter text = new StringWriter();
    List<NamedCsvRecord> rows = rows(csv);
    List<String> kept =
        rows.getFirst().getHeader().stream().filter(name -> !columns.contains(name)).toList();
    assertThat(kept).hasSize(rows.getFirst().getHeader().size() - columns.size());
    try (CsvWriter writer = CsvWriter.builder().build(text)) {
      writer.writeRecord(kept);
      rows.forEach(row ->
          writer.writeRecord(
              kept.stream().map(name -> Objects.requireNonNull(row.getField(name))).toList()));
    } catch (java.io.IOException failed) {
      throw new java.io.UncheckedIOException(failed);
    }
    return Program.write(target, text.toString());
  }
}
