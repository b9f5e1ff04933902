package org.treuga.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.treuga.app.cli.Program.BUNDLED;
import static org.treuga.app.cli.Program.treuga;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The program has no side: with the parties exchanged in every input file, and exchanged back in
 * every output file, the answer is the same.
 */
class PartySwapTest {

  private static final Exchange RUSSIA_AND_UKRAINE =
      new Exchange()
          .of("RU", "UA")
          .of("ru", "ua")
          .of("Russia", "Ukraine")
          .of("russia", "ukraine")
          .of("RUSSIA", "UKRAINE")
          .of("Russian", "Ukrainian")
          .of("russian", "ukrainian")
          .of("Russians", "Ukrainians")
          .of("russians", "ukrainians")
          .of("russias", "ukraines")
          .of("Россия", "Украина")
          .of("Российская", "Украинская")
          .of("Росія", "Україна")
          .of("Російська", "Українська");
  private static final Exchange HILL_AND_VALE =
      new Exchange().of("HILL", "VALE").of("Hill", "Vale").of("hill", "vale").of("XH", "XV");

  /** Words of the same kind that stand for each other; to exchange twice is to do nothing. */
  private static final class Exchange {
    private static final Pattern WORD = Pattern.compile("\\p{L}+");
    private final Map<String, String> other = new HashMap<>();

    Exchange of(String one, String another) {
      assertThat(other).doesNotContainKeys(one, another);
      other.put(one, another);
      other.put(another, one);
      return this;
    }

    String of(String text) {
      Matcher words = WORD.matcher(text);
      return words.replaceAll(
          word -> Matcher.quoteReplacement(other.getOrDefault(word.group(), word.group())));
    }

    Path copy(Path from, Path to) throws IOException {
      int changed = 0;
      try (Stream<Path> files = Files.walk(from)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          String text = Program.text(file);
          assertThat(of(of(text))).as(file.toString()).isEqualTo(text);
          changed += of(text).equals(text) ? 0 : 1;
          Program.write(to.resolve(of(from.relativize(file).toString())), of(text));
        }
      }
      assertThat(changed).as("files that name the parties").isGreaterThanOrEqualTo(3);
      return to;
    }
  }

  @Test
  void exchanged_parties_of_the_bundled_case_give_the_exchanged_answer(@TempDir Path folder)
      throws IOException {
    assertSymmetric(RUSSIA_AND_UKRAINE, BUNDLED, folder);
  }

  @Test
  void exchanged_parties_of_an_invented_case_give_the_exchanged_answer(@TempDir Path folder)
      throws IOException {
    assertSymmetric(HILL_AND_VALE, Program.resource("invented-case"), folder);
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
        sorted(back(new Exchange(), plain, "verdicts.csv")));
    for (String file : List.of("findings.ndjson", "incidents.ndjson", "report.json")) {
      assertSame(
          file,
          canonical(back(exchange, exchanged, file)),
          canonical(back(new Exchange(), plain, file)));
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
