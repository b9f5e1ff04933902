package org.treuga.connectors.reports;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.treuga.evidence.Intake;
import org.treuga.evidence.Observation;

/** The rules of the bundled case against the coding by hand of all its reports. */
class BundledCaseTest {

  private static final Path ROOT = repositoryRoot();
  private static final Path CASE = ROOT.resolve("../shared/case/ua-ru-2025-energy");

  private static Path repositoryRoot() {
    Path folder = Path.of("").toAbsolutePath();
    while (folder != null && !Files.isDirectory(folder.resolve("cases"))) {
      folder = folder.getParent();
    }
    return folder == null ? Path.of("") : folder;
  }

  /** The worktree may lie deeper than the repository itself, so look upward for the data. */
  private static Path shared() {
    Path folder = ROOT;
    while (folder != null) {
      Path data = folder.resolve("../shared/case/ua-ru-2025-energy").normalize();
      if (Files.isDirectory(data)) {
        return data;
      }
      folder = folder.getParent();
    }
    return CASE;
  }

  @Test
  void show() {
    Path data = shared();
    assumeTrue(Files.isDirectory(data), "the full data are not here");
    ReportReader reader =
        new ReportReader(ReportRules.ofCase(ROOT.resolve("cases/ua-ru-2025-energy")));
    Intake derived = reader.read(List.of(data.resolve("allegations.csv")), List.of());
    Intake coded =
        reader.read(
            List.of(data.resolve("allegations.csv")), List.of(data.resolve("incident-coding.csv")));
    derived.notes().forEach(System.out::println);
    derived.rejected().forEach(System.out::println);
    coded.notes().forEach(System.out::println);
    int times = 0;
    int acts = 0;
    for (int i = 0; i < coded.accepted().size(); i++) {
      Observation hand = coded.accepted().get(i);
      Observation rule = derived.accepted().get(i);
      if (hand.occurred().equals(rule.occurred())) {
        times++;
      } else {
        System.out.println("TIME " + hand.id() + " " + hand.occurred() + " " + rule.occurred());
      }
      if (hand.act().equals(rule.act())) {
        acts++;
      } else {
        System.out.println("ACT " + hand.id() + " " + hand.act() + " " + rule.act());
      }
    }
    System.out.println(times + " " + acts + " of " + coded.accepted().size());
  }
}
