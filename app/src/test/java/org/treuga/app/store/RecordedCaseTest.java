package org.treuga.app.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.treuga.Monitor;
import org.treuga.connectors.reports.ReportReader;
import org.treuga.connectors.reports.ReportRules;
import org.treuga.evidence.Intake;
import org.treuga.evidence.Observation;
import org.treuga.evidence.UnreadableInput;
import org.treuga.report.Assessment;
import org.treuga.wire.Canonical;
import org.treuga.wire.CaseFolder;
import org.treuga.wire.CaseReader;
import org.treuga.wire.ObservationReader;

/** A case in the record: what is read back is what was there, as of any day. */
class RecordedCaseTest {

  private static final Path BUNDLED = Path.of("../cases/ua-ru-2025-energy");

  @TempDir Path folder;
  private StoreScene scene;

  @BeforeEach
  void setTheScene() {
    scene = new StoreScene(folder, null);
  }

  private Receipt importCase(Path caseFolder) {
    try (DataDirectory directory = scene.open()) {
      return directory.importCase(caseFolder, "tester", "treuga test");
    }
  }

  private Path copyOfTheCase() throws IOException {
    Path copy = folder.resolve("case");
    try (Stream<Path> files = Files.walk(BUNDLED)) {
      for (Path file : files.toList()) {
        Files.copy(file, copy.resolve(BUNDLED.relativize(file).toString()));
      }
    }
    return copy;
  }

  @Test
  void a_recorded_case_says_what_its_folder_says() {
    assertThat(importCase(BUNDLED).accepted()).isEqualTo(193);
    Intake fromFiles =
        new ReportReader(ReportRules.ofCase(BUNDLED))
            .read(List.of(BUNDLED.resolve("reports.csv")), List.of());
    try (DataDirectory directory = scene.open()) {
      RecordedCase recorded = directory.readCase("ua-ru-2025-energy", scene.now);
      assertThat(answer(recorded.folder(), recorded.intake(directory.store())))
          .isEqualTo(answer(CaseReader.read(BUNDLED), fromFiles));
    }
  }

  private static String answer(CaseFolder folder, Intake intake) {
    Assessment assessment = Monitor.assess(folder, intake);
    StringBuilder all = new StringBuilder(Canonical.assessment(assessment).canonical());
    assessment.findings().forEach(finding -> all.append(Canonical.finding(finding).canonical()));
    return StoreWriter.sha256(all.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  @Test
  void an_observation_comes_back_from_its_canonical_form() {
    Intake intake =
        new ReportReader(ReportRules.ofCase(BUNDLED))
            .read(List.of(BUNDLED.resolve("reports.csv")), List.of());
    for (Observation observation : intake.accepted()) {
      String canonical = Canonical.observation(observation).canonical();
      assertThat(Canonical.observation(ObservationReader.read(canonical)).canonical())
          .isEqualTo(canonical);
    }
    assertThatThrownBy(() -> ObservationReader.read("{\"kind\":\"rumour\"}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("kind was \"rumour\"");
  }

  @Test
  void the_same_case_again_changes_nothing_and_an_edited_one_is_a_new_version() throws IOException {
    Path copy = copyOfTheCase();
    importCase(copy);
    long entries = scene.entries();
    assertThat(importCase(copy).changedAnything()).isFalse();
    assertThat(scene.entries()).isEqualTo(entries);

    Instant before = scene.now;
    scene.now = scene.now.plus(Duration.ofDays(1));
    Path head = copy.resolve("case.yaml");
    Files.writeString(
        head, Files.readString(head).replace("Energy pause and related", "Energy pause, related"));
    Receipt edited = importCase(copy);
    assertThat(edited.newCaseVersion()).isTrue();
    assertThat(edited.unchanged()).isEqualTo(193);
    try (DataDirectory directory = scene.open()) {
      assertThat(directory.readCase("ua-ru-2025-energy", before).folder().title())
          .startsWith("Energy pause and related");
      assertThat(directory.readCase("ua-ru-2025-energy", scene.now).folder().title())
          .startsWith("Energy pause, related");
      assertThat(directory.store().caseHistory("ua-ru-2025-energy")).hasSize(2);
    }
    // Back to the first: its bytes are known, and yet it is what holds from now on.
    scene.now = scene.now.plus(Duration.ofDays(1));
    Files.copy(
        BUNDLED.resolve("case.yaml"), head, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    assertThat(importCase(copy).newCaseVersion()).isTrue();
    assertThat(scene.verify().problems()).isEmpty();
  }

  @Test
  void reports_of_two_cases_with_one_id_stay_apart() throws IOException {
    importCase(BUNDLED);
    Path other = copyOfTheCase();
    Path head = other.resolve("case.yaml");
    Files.writeString(
        head, Files.readString(head).replace("id: ua-ru-2025-energy", "id: another-case"));
    assertThat(importCase(other).accepted()).isEqualTo(193);
    try (DataDirectory directory = scene.open()) {
      assertThat(directory.store().count()).isEqualTo(386);
      assertThat(directory.readCase("another-case", scene.now).intake(directory.store()).accepted())
          .hasSize(193);
    }
  }

  @Test
  void a_store_made_anew_knows_the_cases_too() {
    importCase(BUNDLED);
    try (DataDirectory directory = scene.open()) {
      var before = directory.store().digests();
      assertThat(directory.rebuildStore().digests()).isEqualTo(before);
    }
  }

  @Test
  void a_case_that_is_not_there_is_told_with_those_that_are() {
    importCase(BUNDLED);
    try (DataDirectory directory = scene.open()) {
      assertThatThrownBy(() -> directory.readCase("nowhere", scene.now))
          .isInstanceOf(UnreadableInput.class)
          .hasMessage("a recorded case (ua-ru-2025-energy) was expected, was \"nowhere\"");
      assertThatThrownBy(() -> directory.readCase("ua-ru-2025-energy", scene.now.minusSeconds(1)))
          .isInstanceOf(UnreadableInput.class)
          .hasMessageContaining("was not recorded before");
    }
  }

  @Test
  void bytes_that_were_changed_are_not_taken_for_the_case() throws IOException {
    importCase(BUNDLED);
    try (DataDirectory directory = scene.open()) {
      String sha256 =
          java.util.Objects.requireNonNull(
              directory
                  .readCase("ua-ru-2025-energy", scene.now)
                  .version()
                  .files()
                  .get("agreement.yaml"));
      Path blob = directory.blobs().file(sha256);
      Files.writeString(blob, Files.readString(blob) + "\n# one more line");
      assertThatThrownBy(() -> directory.readCase("ua-ru-2025-energy", scene.now))
          .isInstanceOf(UnreadableInput.class)
          .hasMessageContaining("agreement.yaml are not those that were recorded");
    }
  }
}
