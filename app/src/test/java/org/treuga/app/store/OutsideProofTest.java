package org.treuga.app.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.treuga.app.stamp.Authority;
import org.treuga.app.stamp.Stamp;
import org.treuga.app.stamp.TimeStampServer;
import org.treuga.ledger.Checkpoint;
import org.treuga.ledger.KeyUse;
import org.treuga.ledger.LedgerView;
import org.treuga.ledger.SigningKey;
import org.treuga.ledger.Witness;

/** What outsiders say of a ledger: time-stamps and cosignatures. */
class OutsideProofTest {

  @TempDir Path folder;
  private StoreScene scene;

  @BeforeEach
  void something_is_recorded() throws IOException {
    scene = new StoreScene(folder, null);
    scene.ingest(scene.manyAlerts("a.csv", 5, 30));
  }

  private DataDirectory.Stamped stamp(TimeStampServer server) {
    try (DataDirectory directory = scene.open()) {
      return directory.stamp(
          new Authority(
              server.address(),
              new Authority.Patience(Duration.ofSeconds(20), 1, Duration.ZERO),
              List.of(),
              new SecureRandom()),
          "tester");
    }
  }

  private Verification.Result verify(List<X509Certificate> anchors) {
    try (DataDirectory directory = scene.open()) {
      return directory.verify(anchors, null);
    }
  }

  @Test
  void a_stamp_still_proves_its_time_when_the_log_has_grown() throws IOException {
    try (TimeStampServer server = TimeStampServer.honest()) {
      DataDirectory.Stamped stamped = stamp(server);
      scene.ingest(scene.manyAlerts("b.csv", 5, 31));
      List<X509Certificate> anchors = Stamp.anchors(server.rootFile(folder.resolve("ca.pem")));
      Verification.Result result = verify(anchors);
      assertThat(result.problems()).isEmpty();
      assertThat(result.remarks()).isEmpty();
      assertThat(result.proven())
          .containsExactly(
              "the first 7 entries were there by %s, says CN=Clock of the test"
                  .formatted(stamped.stamp().time()));
      assertThat(Verification.ofLedger(scene.data.resolve("ledger"), anchors).proven()).hasSize(1);
    }
  }

  /** As docs/ledger.md says. */
  @Test
  void openssl_finds_a_stamp_true_and_one_of_another_text_false() throws Exception {
    try (TimeStampServer server = TimeStampServer.honest()) {
      long size = stamp(server).size();
      Path ca = server.rootFile(folder.resolve("ca.pem"));
      Path stamps = scene.data.resolve("ledger/timestamps");
      List<String> lines = Files.readAllLines(stamps.resolve(size + ".checkpoint"));
      Path text =
          Files.writeString(folder.resolve("text"), String.join("\n", lines.subList(0, 3)) + "\n");

      assertThat(openssl(stamps.resolve(size + ".tsr"), text, ca)).contains("Verification: OK");
      Files.writeString(text, "another\n");
      assertThat(openssl(stamps.resolve(size + ".tsr"), text, ca)).contains("Verification: FAILED");
    }
  }

  private static String openssl(Path stamp, Path text, Path ca) throws IOException {
    ProcessBuilder verify =
        new ProcessBuilder(
            "openssl",
            "ts",
            "-verify",
            "-in",
            stamp.toString(),
            "-data",
            text.toString(),
            "-CAfile",
            ca.toString());
    Process running;
    try {
      running = verify.redirectErrorStream(true).start();
    } catch (IOException none) {
      return abort("skipped: there is no openssl (" + none.getMessage() + ")");
    }
    return new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  @Test
  void without_anchors_the_authority_is_a_remark_and_with_others_a_problem() {
    try (TimeStampServer server = TimeStampServer.honest();
        TimeStampServer other = TimeStampServer.honest()) {
      stamp(server);
      assertThat(verify(List.of()).problems()).isEmpty();
      assertThat(verify(List.of()).remarks())
          .singleElement()
          .asString()
          .contains("not in the trust anchors given");
      List<X509Certificate> others = Stamp.anchors(other.rootFile(folder.resolve("other.pem")));
      assertThat(verify(others).problems())
          .singleElement()
          .asString()
          .contains("does not lead to the trust anchors");
    }
  }

  @Test
  void a_log_with_nothing_new_is_not_stamped_again() throws IOException {
    try (TimeStampServer server = TimeStampServer.honest()) {
      assertThat(stamp(server).isNew()).isTrue();
      long entries = scene.entries();
      assertThat(stamp(server).isNew()).isFalse();
      assertThat(scene.entries()).isEqualTo(entries);
      scene.ingest(scene.manyAlerts("b.csv", 5, 31));
      assertThat(stamp(server).isNew()).isTrue();
    }
  }

  @Test
  void a_stamp_that_a_crash_left_unrecorded_is_recorded_later() throws IOException {
    try (TimeStampServer server = TimeStampServer.honest()) {
      Path checkpoint = scene.data.resolve("ledger/checkpoint");
      byte[] before = Files.readAllBytes(checkpoint);
      stamp(server);
      // Until the rename of the checkpoint the log is the old one.
      Files.write(checkpoint, before);
      Files.delete(scene.data.resolve("store.db"));
      assertThat(scene.verify().remarks()).anyMatch(remark -> remark.contains("not recorded"));
      byte[] token = Files.readAllBytes(scene.data.resolve("ledger/timestamps/7.tsr"));
      stamp(server);
      assertThat(Files.readAllBytes(scene.data.resolve("ledger/timestamps/7.tsr")))
          .isEqualTo(token);
      assertThat(scene.entries()).isEqualTo(8);
      assertThat(scene.verify().remarks()).noneMatch(remark -> remark.contains("not recorded"));
      assertThat(scene.verify().problems()).isEmpty();
    }
  }

  @Test
  void a_missing_stamp_is_told() throws IOException {
    try (TimeStampServer server = TimeStampServer.honest()) {
      stamp(server);
      Files.delete(scene.data.resolve("ledger/timestamps/7.tsr"));
      assertThat(scene.verify().problems()).singleElement().asString().contains("7.tsr");
    }
  }

  @Test
  void a_cosignature_outlives_the_next_import() throws IOException {
    SigningKey key = SigningKey.generate("witness.example/w", KeyUse.WITNESS, new SecureRandom());
    Checkpoint cosigned;
    try (DataDirectory directory = scene.open()) {
      LedgerView view = directory.ledger();
      cosigned = new Witness(key).cosignFirst(view.checkpoint(), view.verifier(), StoreScene.NOON);
      directory.addCosignature(cosigned, key.verifier());
    }
    scene.ingest(scene.manyAlerts("b.csv", 5, 31));
    LedgerView view = LedgerView.open(scene.data.resolve("ledger"));
    assertThat(view.witnesses()).containsExactly(key.verifier());
    assertThat(view.cosigned()).containsExactly(cosigned);
    assertThat(view.cosigned().getFirst().cosignedBy(key.verifier())).contains(StoreScene.NOON);
    assertThat(scene.verify().problems()).isEmpty();
  }

  @Test
  void a_log_shorter_than_a_witness_saw_it_is_found_out() throws IOException {
    SigningKey key = SigningKey.generate("witness.example/w", KeyUse.WITNESS, new SecureRandom());
    Path earlier = Files.copy(scene.data.resolve("ledger/checkpoint"), folder.resolve("earlier"));
    scene.ingest(scene.manyAlerts("b.csv", 5, 31));
    try (DataDirectory directory = scene.open()) {
      LedgerView view = directory.ledger();
      directory.addCosignature(
          new Witness(key).cosignFirst(view.checkpoint(), view.verifier(), StoreScene.NOON),
          key.verifier());
    }
    Files.copy(
        earlier,
        scene.data.resolve("ledger/checkpoint"),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    assertThat(scene.verify().problems())
        .singleElement()
        .asString()
        .contains("14 entries, as cosigned");
  }

  @Test
  void a_backup_holds_what_outsiders_said() throws IOException {
    try (TimeStampServer server = TimeStampServer.honest();
        DataDirectory directory = scene.open()) {
      stamp(server);
      directory.backup(folder.resolve("backup.zip"), false);
      try (var zip = new java.util.zip.ZipFile(folder.resolve("backup.zip").toFile())) {
        assertThat(zip.getEntry("ledger/timestamps/7.tsr")).isNotNull();
        assertThat(zip.getEntry("ledger/timestamps/7.checkpoint")).isNotNull();
      }
    }
  }
}
