package org.treuga.connectors.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.treuga.evidence.Intake;
import org.treuga.evidence.Observation;

/** The rules of the bundled case against the coding of its reports by hand. */
class BundledCaseTest {

  /** Its interval is set by hand: the words "up to" name no begin, the guide does. */
  private static final String SET_BY_HAND = "20250331-kharkiv-ref";

  private static final Path ROOT = rootOf(Path.of("").toAbsolutePath());

  private final ReportReader reader =
      new ReportReader(ReportRules.ofCase(ROOT.resolve("cases/ua-ru-2025-energy")));

  private static Path rootOf(Path folder) {
    Path root = folder;
    while (!Files.exists(root.resolve("cases/ua-ru-2025-energy/rules.yaml"))) {
      root = Objects.requireNonNull(root.getParent(), "no bundled case above " + folder);
    }
    return root;
  }

  private static Path resource(String name) {
    try {
      URL url = Objects.requireNonNull(BundledCaseTest.class.getResource(name));
      return Path.of(url.toURI());
    } catch (URISyntaxException wrong) {
      throw new IllegalStateException(wrong);
    }
  }

  /** The full data, beside the repository or beside the folder of its worktrees. */
  private static Path fullData() {
    Path near = ROOT.resolve("../shared/case/ua-ru-2025-energy").normalize();
    return Files.isDirectory(near)
        ? near
        : ROOT.resolve("../../shared/case/ua-ru-2025-energy").normalize();
  }

  private void assertRulesAgree(Path reports, Path coding, int number) {
    Intake derived = reader.read(List.of(reports), List.of());
    Intake coded = reader.read(List.of(reports), List.of(coding));

    assertThat(derived.rejected()).isEmpty();
    assertThat(derived.accepted()).hasSize(number);
    assertThat(differing(derived, coded, Observation::act)).isEmpty();
    assertThat(differing(derived, coded, Observation::occurred)).containsExactly(SET_BY_HAND);
    assertThat(coded.notes()).isEmpty();
  }

  private static List<String> differing(
      Intake one, Intake other, Function<Observation, Object> property) {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < one.accepted().size(); i++) {
      Observation mine = one.accepted().get(i);
      if (!property.apply(mine).equals(property.apply(other.accepted().get(i)))) {
        ids.add(mine.id());
      }
    }
    return ids;
  }

  @Test
  void rules_give_the_coding_of_a_representative_part() {
    assertRulesAgree(resource("short-form.csv"), resource("short-form-coding.csv"), 28);
  }

  @Test
  void rules_give_the_coding_of_all_reports() {
    Path data = fullData();
    assumeTrue(Files.isDirectory(data), "skipped: the full data are not beside the repository");

    assertRulesAgree(data.resolve("allegations.csv"), data.resolve("incident-coding.csv"), 193);
  }

  @Test
  void rules_give_the_intervals_of_the_boundary_cases() throws java.io.IOException {
    Path boundaries = fullData().resolve("synthetic-boundaries.csv");
    assumeTrue(Files.exists(boundaries), "skipped: the full data are not beside the repository");
    Path derivedOnly = Files.createTempFile("boundaries", ".csv");
    Files.writeString(
        derivedOnly,
        Files.readString(boundaries).replaceFirst(",act_code,t_from_utc,t_to_utc", ",x1,x2,x3"));

    Intake derived = reader.read(List.of(derivedOnly), List.of());
    Intake coded = reader.read(List.of(boundaries), List.of());

    assertThat(coded.accepted()).hasSize(20);
    assertThat(differing(derived, coded, Observation::occurred)).isEmpty();
    Files.delete(derivedOnly);
  }
}
