package org.treuga.app.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.treuga.app.stamp.Authority;
import org.treuga.app.stamp.TimeStampServer;
import org.treuga.ledger.KeyUse;
import org.treuga.ledger.LedgerView;
import org.treuga.ledger.SigningKey;
import org.treuga.ledger.Witness;

/**
 * One changed byte anywhere in ledger and blobs is found, by this program and by the checker in
 * Python. {@code -Dtreuga.ledger.changes=10000} for the long run.
 */
class ChangedByteTest {

  private static final int CHANGES = Integer.getInteger("treuga.ledger.changes", 300);
  private static final long SEED = Long.getLong("treuga.ledger.seed", 20_250_318L);

  @TempDir Path folder;
  private StoreScene scene;

  /** Where a byte is changed, and by which bits. */
  private record Change(Path file, int at, int bits) {}

  /** Several imports, so that tiles have partial forms; two stamps, two witnesses, two sizes. */
  @BeforeEach
  void a_small_directory_with_all_there_is() throws IOException {
    scene = new StoreScene(folder, null);
    SigningKey first = witness("first.example/w");
    SigningKey second = witness("second.example/w");
    scene.ingest(scene.manyAlerts("a.csv", 20, 30));
    cosign(first);
    stamp();
    scene.ingest(scene.manyAlerts("b.csv", 300, 31));
    cosign(first);
    cosign(second);
    stamp();
    scene.ingest(scene.file("c.csv", StoreScene.alert("South", 3, 10)));
    cosign(second);
  }

  private static SigningKey witness(String name) {
    return SigningKey.generate(name, KeyUse.WITNESS, new SecureRandom());
  }

  private void cosign(SigningKey key) {
    try (DataDirectory directory = scene.open()) {
      LedgerView view = directory.ledger();
      directory.addCosignature(
          new Witness(key).cosignFirst(view.checkpoint(), view.verifier(), StoreScene.NOON),
          key.verifier());
    }
  }

  private void stamp() {
    try (TimeStampServer server = TimeStampServer.honest();
        DataDirectory directory = scene.open()) {
      directory.stamp(
          new Authority(
              server.address(),
              new Authority.Patience(Duration.ofSeconds(20), 1, Duration.ZERO),
              List.of(),
              new SecureRandom()),
          "tester");
    }
  }

  private List<Change> changes() throws IOException {
    List<Path> files;
    try (Stream<Path> all =
        Stream.concat(
            Files.walk(scene.data.resolve("ledger")), Files.walk(scene.data.resolve("blobs")))) {
      files =
          all.filter(Files::isRegularFile).filter(file -> !file.endsWith("lock")).sorted().toList();
    }
    Random random = new Random(SEED);
    List<Change> changes = new ArrayList<>();
    for (int i = 0; i < CHANGES; i++) {
      // Every file alike, however short: most bytes lie in a few long ones.
      Path file = files.get(random.nextInt(files.size()));
      changes.add(
          new Change(file, random.nextInt((int) Files.size(file)), 1 + random.nextInt(255)));
    }
    return changes;
  }

  @Test
  void every_changed_byte_is_found_by_verify() throws IOException {
    assertThat(scene.verify().problems()).isEmpty();
    TreeMap<String, Integer> found = new TreeMap<>();
    for (Change change : changes()) {
      byte[] bytes = Files.readAllBytes(change.file());
      byte[] changed = bytes.clone();
      changed[change.at()] ^= (byte) change.bits();
      Files.write(change.file(), changed);
      Verification.Result result = scene.verify();
      assertThat(result.isSound())
          .as("seed %s: byte %s of %s by %s", SEED, change.at(), change.file(), change.bits())
          .isFalse();
      Files.write(change.file(), bytes);
      found.merge(kind(change.file()), 1, Integer::sum);
    }
    System.out.println("seed " + SEED + ", changes found by verify: " + found);
    assertThat(scene.verify().problems()).isEmpty();
  }

  private String kind(Path file) {
    Path inside = scene.data.relativize(file);
    return inside.getName(0) + "/" + (inside.startsWith("blobs") ? "" : inside.getName(1));
  }

  @Test
  void every_changed_byte_is_found_by_the_checker_in_another_language() throws Exception {
    StringBuilder list = new StringBuilder();
    for (Change change : changes()) {
      list.append(change.at()).append(' ').append(change.bits()).append(' ');
      list.append(change.file()).append('\n');
    }
    Path file = Files.writeString(folder.resolve("changes"), list);
    Process python;
    try {
      python =
          new ProcessBuilder(
                  "python3",
                  "src/test/python/flip_bytes.py",
                  "ledger",
                  scene.data.resolve("ledger").toString(),
                  file.toString())
              .redirectErrorStream(true)
              .start();
    } catch (IOException e) {
      abort("skipped: there is no python3 (" + e.getMessage() + ")");
      return;
    }
    List<String> words;
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(python.getInputStream(), StandardCharsets.UTF_8))) {
      words = out.lines().toList();
    }
    assertThat(python.waitFor()).as("seed %s: %s", SEED, words).isZero();
    assertThat(words.getLast()).isEqualTo(CHANGES + " changes, all found");
  }
}
