package org.treuga.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.treuga.app.cli.Program.BUNDLED;
import static org.treuga.app.cli.Program.treuga;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.treuga.app.Exchange;

/**
 * The program has no side: with the parties exchanged in every input file, and exchanged back in
 * every output file, the answer is the same.
 */
class PartySwapTest {

  @Test
  void exchanged_parties_of_the_bundled_case_give_the_exchanged_answer(@TempDir Path folder)
      throws IOException {
    assertSymmetric(Exchange.RUSSIA_AND_UKRAINE, BUNDLED, folder);
  }

  @Test
  void exchanged_parties_of_an_invented_case_give_the_exchanged_answer(@TempDir Path folder)
      throws IOException {
    assertSymmetric(Exchange.HILL_AND_VALE, Program.resource("invented-case"), folder);
  }

  private static void assertSymmetric(Exchange exchange, Path folder, Path temporary)
      throws IOException {
    Path plain = assess(folder, temporary.resolve("plain"));
    Path exchanged =
        assess(exchange.copy(folder, temporary.resolve("case")), temporary.resolve("exchanged"));

    assertThat(Program.text(exchanged.resolve("verdicts.csv")))
        .as("the exchange reaches the answer")
        .isNotEqualTo(Program.text(plain.resolve("verdicts.csv")));
    assertSame(
        "verdicts.csv",
        sorted(back(exchange, exchanged, "verdicts.csv")),
        sorted(Program.text(plain.resolve("verdicts.csv")).lines().toList()));
    for (String file : List.of("findings.ndjson", "incidents.ndjson", "report.json")) {
      assertSame(
          file,
          canonical(back(exchange, exchanged, file)),
          canonical(Program.text(plain.resolve(file)).lines().toList()));
    }
  }

  private static void assertSame(String file, List<String> mine, List<String> theirs) {
    assertThat(Program.firstDifference(String.join("\n", mine), String.join("\n", theirs)))
        .as(file)
        .isEmpty();
  }

  private static Path assess(Path folder, Path out) {
    Program.Run run = treuga("assess", folder, "--out", out, "--quiet");
    assertThat(run.exit()).as(run.err()).isEqualTo(Treuga.DONE);
    return out;
  }

  private static List<String> back(Exchange exchange, Path out, String file) {
    return exchange.of(Program.text(out.resolve(file))).lines().toList();
  }

  private static List<String> sorted(List<String> lines) {
    return lines.stream().sorted().toList();
  }

  /** Rows are in the order of ids, and so are the names within: both change places with the ids. */
  private static List<String> canonical(List<String> lines) {
    List<String> rows = new ArrayList<>();
    lines.forEach(line -> rows.add(Program.json(line).canonical()));
    return sorted(rows);
  }
}
