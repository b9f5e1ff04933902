package org.treuga.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.treuga.ledger.LedgerCheck.Difference;
import org.treuga.ledger.LedgerCheck.Sound;

class LedgerCheckTest {

  /** -Dtreuga.ledger.changes=10000 for the long run. */
  private static final int CHANGES = Integer.getInteger("treuga.ledger.changes", 400);

  @TempDir Path folder;

  @Test
  void every_changed_byte_is_found_in_the_file_it_is_in() throws IOException {
    // 1,300 entries in batches of 100: full tiles, several partial forms, two levels.
    LedgerScene scene = new LedgerScene(folder).grownTo(1_300, 100);
    List<Path> files = files(scene.ledger);
    long seed = 20_250_320;
    Random random = new Random(seed);
    for (int i = 0; i < CHANGES; i++) {
      Path file = files.get(random.nextInt(files.size()));
      byte[] bytes = Files.readAllBytes(file);
      byte[] changed = bytes.clone();
      int at = random.nextInt(bytes.length);
      changed[at] ^= (byte) (1 + random.nextInt(255));
      Files.write(file, changed);
      assertThat(LedgerCheck.check(scene.ledger))
          .as("seed %s, change %s, byte %s of %s", seed, i, at, file)
          .isInstanceOfSatisfying(
              Difference.class,
              difference ->
                  assertThat(scene.ledger.resolve(difference.file()))
                      .satisfiesAnyOf(
                          found -> assertThat(found).isEqualTo(file),
                          // A changed key and a checkpoint it did not sign cannot be told apart.
                          found -> assertThat(file).hasFileName("vkey")));
      Files.write(file, bytes);
    }
    assertThat(LedgerCheck.check(scene.ledger)).isInstanceOf(Sound.class);
  }

  @Test
  void every_byte_of_checkpoint_and_key_counts() throws IOException {
    LedgerScene scene = new LedgerScene(folder).grownTo(5, 5);
    for (String name : List.of("checkpoint", "vkey")) {
      Path file = scene.ledger.resolve(name);
      byte[] bytes = Files.readAllBytes(file);
      for (int at = 0; at < bytes.length; at++) {
        byte[] changed = bytes.clone();
        changed[at] ^= 1;
        Files.write(file, changed);
        assertThat(LedgerCheck.check(scene.ledger))
            .as("byte %s of %s", at, name)
            .isInstanceOf(Difference.class);
      }
      Files.write(file, bytes);
    }
  }

  @Test
  void every_file_cut_short_prolonged_or_gone_is_found() throws IOException {
    LedgerScene scene = new LedgerScene(folder).grownTo(600, 600);
    for (Path file : files(scene.ledger)) {
      byte[] bytes = Files.readAllBytes(file);
      Files.write(file, Arrays.copyOf(bytes, bytes.length - 1));
      assertThat(LedgerCheck.check(scene.ledger)).isInstanceOf(Difference.class);
      Files.write(file, Arrays.copyOf(bytes, bytes.length + 1));
      assertThat(LedgerCheck.check(scene.ledger)).isInstanceOf(Difference.class);
      Files.delete(file);
      assertThat(LedgerCheck.check(scene.ledger)).isInstanceOf(Difference.class);
      Files.write(file, bytes);
    }
    assertThat(LedgerCheck.check(scene.ledger)).isInstanceOf(Sound.class);
  }

  @Test
  void difference_names_the_entry_or_the_hash_that_was_changed() throws IOException {
    LedgerScene scene = new LedgerScene(folder).grownTo(600, 600);
    Path tile = scene.ledger.resolve("tile/0/001");
    byte[] hashes = Files.readAllBytes(tile);
    hashes[7 * 32 + 3] ^= 1;
    Files.write(tile, hashes);
    assertThat(LedgerCheck.check(scene.ledger))
        .isEqualTo(
            new Difference(
                "tile/0/001",
                256 + 7,
                MerkleTree.leaf(LedgerScene.entry(263)).hex(),
                HexFormat.of().formatHex(hashes, 7 * 32, 8 * 32)));
    hashes[7 * 32 + 3] ^= 1;
    Files.write(tile, hashes);

    Path bundle = scene.ledger.resolve("tile/entries/002.p/88");
    byte[] entries = Files.readAllBytes(bundle);
    entries[2] ^= 1;
    Files.write(bundle, entries);
    assertThat(LedgerCheck.check(scene.ledger))
        .isInstanceOfSatisfying(
            Difference.class,
            difference -> {
              assertThat(difference.file()).isEqualTo("tile/entries/002.p/88");
              assertThat(difference.index()).isEqualTo(512);
              assertThat(difference.expected())
                  .isEqualTo("an entry with hash " + MerkleTree.leaf(LedgerScene.entry(512)).hex());
            });
  }

  @Test
  void log_is_sound_at_every_moment_while_a_writer_appends() throws Exception {
    LedgerScene scene = new LedgerScene(folder).grownTo(1, 1);
    Thread writer = Thread.ofPlatform().start(() -> scene.grownTo(4_000, 30));
    int checks = 0;
    while (writer.isAlive()) {
      assertThat(LedgerCheck.check(scene.ledger)).isInstanceOf(Sound.class);
      checks++;
    }
    writer.join();
    assertThat(checks).isPositive();
    assertThat(LedgerView.open(scene.ledger).size()).isEqualTo(4_000);
  }

  @Test
  void another_log_under_another_key_is_not_the_trusted_one() {
    LedgerScene scene = new LedgerScene(folder).grownTo(5, 5);
    VerifierKey other =
        SigningKey.generate(LedgerScene.ORIGIN, KeyUse.LOG, LedgerScene.random(99)).verifier();
    assertThat(LedgerCheck.check(scene.ledger, other, List.of()))
        .isInstanceOfSatisfying(
            Difference.class, difference -> assertThat(difference.file()).isEqualTo("vkey"));
  }

  @Test
  void untrue_line_of_a_known_witness_is_found() throws IOException {
    LedgerScene scene = new LedgerScene(folder).grownTo(5, 5);
    SigningKey witness =
        SigningKey.generate("witness.example/w", KeyUse.WITNESS, LedgerScene.random(3));
    LedgerView view = LedgerView.open(scene.ledger);
    NoteSignature untrue =
        new NoteSignature("witness.example/w", witness.verifier().id(), new byte[72]);
    Files.write(scene.ledger.resolve("checkpoint"), view.checkpoint().with(untrue).bytes());
    VerifierKey log = VerifierKey.parse(Files.readString(scene.ledger.resolve("vkey")).strip());
    assertThat(LedgerCheck.check(scene.ledger, log, List.of(witness.verifier())))
        .isInstanceOf(Difference.class);
  }

  static List<Path> files(Path ledger) throws IOException {
    try (var files = Files.walk(ledger)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !file.endsWith("lock"))
          .sorted()
          .toList();
    }
  }
}
