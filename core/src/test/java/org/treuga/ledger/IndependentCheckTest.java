package org.treuga.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The checker in Python, which shares no line with this package, comes to the same verdicts. */
class IndependentCheckTest {

  private record Verdict(int code, String words) {}

  @TempDir Path folder;

  @BeforeAll
  static void python_is_there() throws InterruptedException {
    try {
      assumeTrue(run(List.of("python3", "--version")).code() == 0, "skipped: python3 does not run");
    } catch (IOException e) {
      abort("skipped: there is no python3 (" + e.getMessage() + ")");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 255, 256, 257, 1_300, 66_000})
  void log_of_any_size_is_sound_to_both(int size) throws Exception {
    LedgerScene scene = new LedgerScene(folder);
    scene.open().close();
    scene.grownTo(size, Math.max(1, size / 3));
    Verdict verdict = check(scene);
    assertThat(verdict.code()).as(verdict.words()).isZero();
    assertThat(verdict.words())
        .contains(size + " entries")
        .contains(LedgerView.open(scene.ledger).checkpoint().root().hex());
  }

  @Test
  void changed_bytes_are_found_by_both() throws Exception {
    LedgerScene scene = new LedgerScene(folder).grownTo(600, 90);
    List<Path> files = LedgerCheckTest.files(scene.ledger);
    Random random = new Random(11);
    for (int i = 0; i < 8; i++) {
      Path file = files.get(random.nextInt(files.size()));
      byte[] bytes = Files.readAllBytes(file);
      byte[] changed = bytes.clone();
      changed[random.nextInt(bytes.length)] ^= (byte) (1 + random.nextInt(255));
      Files.write(file, changed);
      Verdict verdict = check(scene);
      assertThat(verdict.code()).as("change %s in %s", i, file).isEqualTo(1);
      assertThat(verdict.words()).startsWith("wrong: ").doesNotContain("Traceback");
      Files.write(file, bytes);
    }
  }

  @Test
  void older_checkpoint_witness_and_blobs_are_checked() throws Exception {
    LedgerScene scene = new LedgerScene(folder).grownTo(300, 100);
    Path older = Files.copy(scene.ledger.resolve("checkpoint"), folder.resolve("older"));
    scene.grownTo(500, 100);
    SigningKey witness =
        SigningKey.generate("witness.example/w", KeyUse.WITNESS, LedgerScene.random(3));
    Path witnessKey =
        Files.writeString(folder.resolve("witness"), witness.verifier().text() + "\n");
    assertThat(check(scene, "--witness", witnessKey.toString()).code()).isEqualTo(1);
    try (FileLedger ledger = scene.open()) {
      ledger.addCosignature(
          new Witness(witness)
              .cosign(
                  Checkpoint.parse(Files.readAllBytes(older)),
                  ledger.checkpoint(),
                  ledger.view().consistency(300),
                  ledger.verifier(),
                  Instant.parse("2025-03-20T12:00:00Z")),
          witness.verifier());
    }
    Path blob = folder.resolve("blobs").resolve(blobName("picture"));
    Files.createDirectories(blob.getParent());
    Files.writeString(blob, "picture");
    Verdict verdict = check(scene, "--since", older.toString(), "--witness", witnessKey.toString());
    assertThat(verdict.code()).as(verdict.words()).isZero();
    assertThat(verdict.words()).contains("1 blobs");
    Files.writeString(blob, "Picture");
    assertThat(check(scene).code()).isEqualTo(1);
  }

  private static String blobName(String text) {
    byte[] sha = Hasher.sha256().digest(text.getBytes(StandardCharsets.UTF_8));
    String hex = Digest.of(sha).hex();
    return hex.substring(0, 2) + "/" + hex.substring(2);
  }

  private static Verdict check(LedgerScene scene, String... options)
      throws IOException, InterruptedException {
    Path script = Path.of("..", "tools", "check_ledger.py");
    List<String> command =
        new ArrayList<>(List.of("python3", script.toString(), scene.ledger.toString()));
    command.addAll(Arrays.asList(options));
    return run(command);
  }

  private static Verdict run(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String words = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Verdict(process.waitFor(), words);
  }
}
