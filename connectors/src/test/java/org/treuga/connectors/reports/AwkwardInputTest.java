package org.treuga.connectors.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.treuga.connectors.file.CsvScanner;
import org.treuga.evidence.Intake;
import org.treuga.evidence.UnreadableInput;

/** The collection of awkward files beside the repository, each with the answers that are right. */
class AwkwardInputTest {

  private static final Set<String> KINDS =
      Set.of("reports", "geojson", "ndjson", "zip", "gz", "reports-bundled");

  private static Path collection() {
    Path folder = Path.of("").toAbsolutePath();
    while (folder != null) {
      Path found = folder.resolve("../shared/awkward-input").normalize();
      if (Files.exists(found.resolve("expect.csv"))) {
        return found;
      }
      folder = folder.getParent();
    }
    return Path.of("absent");
  }

  @TestFactory
  Stream<DynamicTest> every_awkward_file_gets_an_answer_that_is_right() throws IOException {
    Path collection = collection();
    assumeTrue(
        Files.exists(collection), "skipped: the awkward files are not beside the repository");
    return expectations(collection).stream()
        .map(row -> DynamicTest.dynamicTest(row.getFirst(), () -> check(collection, row)));
  }

  private static List<List<String>> expectations(Path collection) throws IOException {
    List<List<String>> rows = new ArrayList<>();
    try (Reader reader = Files.newBufferedReader(collection.resolve("expect.csv"))) {
      CsvScanner scanner = new CsvScanner(reader, "expect.csv", ',', 1);
      while (scanner.next()) {
        if (KINDS.contains(scanner.cells().get(1))) {
          rows.add(List.copyOf(scanner.cells()));
        }
      }
    }
    return rows;
  }

  private static void check(Path collection, List<String> row) {
    List<String> outcomes = List.of(row.get(2).split("\\|", -1));
    String got = read(collection, row);
    List<String> right = new ArrayList<>();
    for (int i = 0; i < outcomes.size(); i++) {
      right.add(
          outcomes.get(i).equals("refuse")
              ? "refused"
              : part(row.get(3), i) + " in, " + part(row.get(4), i) + " out");
    }
    assertThat(right).contains(got);
  }

  private static String part(String parts, int index) {
    String[] all = parts.split("\\|", -1);
    return all[Math.min(index, all.length - 1)];
  }

  /** What came of the file; a message must use one of the words that the collection asks for. */
  private static String read(Path collection, List<String> row) {
    ReportRules rules = row.get(1).equals("reports-bundled") ? bundledRules() : ReportRules.NONE;
    Path file = collection.resolve(row.getFirst());
    try {
      Intake intake = new ReportReader(rules).read(List.of(file), List.of());
      if (!intake.rejected().isEmpty()) {
        assertSays(row, intake.rejected().toString());
      }
      return intake.accepted().size() + " in, " + intake.rejected().size() + " out";
    } catch (UnreadableInput refused) {
      assertSays(row, Objects.requireNonNull(refused.getMessage()));
      return "refused";
    }
  }

  private static void assertSays(List<String> row, String message) {
    if (!row.get(5).isEmpty()) {
      assertThat(row.get(5).toLowerCase(Locale.ROOT).split("\\|"))
          .as(message)
          .anyMatch(word -> message.toLowerCase(Locale.ROOT).contains(word));
    }
  }

  private static ReportRules bundledRules() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("cases/ua-ru-2025-energy/rules.yaml"))) {
      folder = Objects.requireNonNull(folder.getParent(), "no bundled case");
    }
    return ReportRules.ofCase(folder.resolve("cases/ua-ru-2025-energy"));
  }
}
