package org.treuga.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileLedgerTest {

  @TempDir Path folder;

  @Test
  void first_use_makes_a_key_only_its_owner_can_read_and_an_empty_log() throws IOException {
    LedgerScene scene = new LedgerScene(folder);
    try (FileLedger ledger = scene.open()) {
      assertThat(ledger.size()).isZero();
      assertThat(ledger.checkpoint().root()).isEqualTo(MerkleTree.root(List.of()));
      assertThat(Files.readString(scene.ledger.resolve("vkey")))
          .isEqualTo(ledger.verifier().text() + "\n")
          .startsWith(LedgerScene.ORIGIN + "+");
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(scene.keyFile)))
        .isEqualTo("rw-------");
    assertThat(LedgerCheck.check(scene.ledger)).isInstanceOf(LedgerCheck.Sound.class);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "255, 100", "256, 100", "257, 7", "512, 512", "700, 1", "70000, 999"})
  void log_of_any_size_has_the_root_of_its_entries(int size, int batch) {
    LedgerScene scene = new LedgerScene(folder).grownTo(size, batch);
    LedgerView view = LedgerView.open(scene.ledger);
    assertThat(view.checkpoint().root()).isEqualTo(MerkleTree.root(LedgerScene.leaves(size)));
    assertThat(LedgerCheck.check(scene.ledger)).isInstanceOf(LedgerCheck.Sound.class);
  }

  @Test
  void tiles_lie_where_the_specification_says() {
    // tlog-tiles: 70,000 entries make 273 full tiles and a partial one of width 112 at level 0,
    // one full and one partial of width 17 at level 1, one partial of width 1 at level 2.
    LedgerScene scene = new LedgerScene(folder).grownTo(70_000, 10_000);
    assertThat(scene.ledger.resolve("tile/0/272")).exists();
    assertThat(scene.ledger.resolve("tile/0/273.p/112")).exists().hasSize(112 * 32);
    assertThat(scene.ledger.resolve("tile/1/000")).exists().hasSize(8192);
    assertThat(scene.ledger.resolve("tile/1/001.p/17")).exists();
    assertThat(scene.ledger.resolve("tile/2/000.p/1")).exists();
    assertThat(scene.ledger.resolve("tile/entries/273.p/112")).exists();
    assertThat(TilePath.number(1_234_067)).isEqualTo("x001/x234/067");
  }

  @Test
  void partial_tiles_are_dropped_once_the_full_one_is_committed() {
    LedgerScene scene = new LedgerScene(folder).grownTo(255, 5);
    assertThat(scene.ledger.resolve("tile/0/000.p/255")).exists();
    scene.grownTo(260, 5);
    assertThat(scene.ledger.resolve("tile/0/000.p")).doesNotExist();
    assertThat(scene.ledger.resolve("tile/entries/000.p")).doesNotExist();
    assertThat(scene.ledger.resolve("tile/0/001.p/4")).exists();
  }

  @Test
  void entries_come_back_and_each_is_proven() {
    LedgerScene scene = new LedgerScene(folder).grownTo(1_000, 333);
    LedgerView view = LedgerView.open(scene.ledger);
    List<byte[]> read = new ArrayList<>();
    view.forEach(0, (index, entry) -> read.add(entry));
    assertThat(read).hasSize(1_000);
    for (int i = 0; i < 1_000; i++) {
      assertThat(read.get(i)).isEqualTo(LedgerScene.entry(i)).isEqualTo(view.entry(i));
      InclusionProof proof = view.inclusion(i);
      assertThat(proof.proves(MerkleTree.leaf(read.get(i)), view.checkpoint().root())).isTrue();
    }
  }

  @Test
  void proofs_from_tiles_are_those_of_the_tree_in_memory() {
    LedgerScene scene = new LedgerScene(folder).grownTo(1_500, 500);
    LedgerView view = LedgerView.open(scene.ledger);
    List<Digest> leaves = LedgerScene.leaves(1_500);
    for (int i = 0; i <= 1_500; i += 37) {
      assertThat(view.consistency(i)).isEqualTo(MerkleTree.consistency(leaves, i));
      assertThat(view.rootAt(i)).isEqualTo(MerkleTree.root(leaves.subList(0, i)));
      assertThat(view.inclusion(Math.min(i, 1_499)))
          .isEqualTo(MerkleTree.inclusion(leaves, Math.min(i, 1_499)));
    }
  }

  @Test
  void a_view_stays_as_it_was_while_the_log_grows() {
    LedgerScene scene = new LedgerScene(folder).grownTo(300, 300);
    try (FileLedger ledger = scene.open()) {
      LedgerView before = ledger.view();
      ledger.append(LedgerScene.entries(300, 2_000));
      assertThat(before.size()).isEqualTo(300);
      assertThat(before.inclusion(299).proves(leaf(299), before.checkpoint().root())).isTrue();
      assertThat(before.entry(299)).isEqualTo(LedgerScene.entry(299));
      ledger.view().requireContinues(before.checkpoint());
    }
  }

  @Test
  void how_the_entries_are_cut_into_batches_leaves_no_trace_in_the_root() {
    long seed = 42;
    Random random = new Random(seed);
    LedgerScene scene = new LedgerScene(folder);
    try (FileLedger ledger = scene.open()) {
      while (ledger.size() < 3_000) {
        long end = Math.min(3_000, ledger.size() + random.nextInt(600));
        assertThat(ledger.append(LedgerScene.entries(ledger.size(), end))).isLessThanOrEqualTo(end);
      }
      assertThat(ledger.checkpoint().root())
          .as("seed %s", seed)
          .isEqualTo(MerkleTree.root(LedgerScene.leaves(3_000)));
    }
  }

  @Test
  void entries_of_zero_and_of_the_greatest_length_are_taken_and_a_longer_one_refused() {
    LedgerScene scene = new LedgerScene(folder);
    try (FileLedger ledger = scene.open()) {
      ledger.append(List.of(new byte[0], new byte[FileLedger.MAX_ENTRY_BYTES]));
      assertThatThrownBy(
              () -> ledger.append(List.of(new byte[1], new byte[FileLedger.MAX_ENTRY_BYTES + 1])))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "an entry must be at most 65535 bytes, was 65536; put large things in blobs/");
      assertThat(ledger.size()).isEqualTo(2);
      assertThat(ledger.append(List.of(new byte[1]))).isEqualTo(2);
      assertThat(ledger.view().entry(1)).hasSize(65_535);
    }
    assertThat(LedgerCheck.check(scene.ledger)).isInstanceOf(LedgerCheck.Sound.class);
  }

  @Test
  void a_second_writer_is_turned_away_until_the_first_is_done() {
    LedgerScene scene = new LedgerScene(folder);
    FileLedger first = scene.open();
    assertThatThrownBy(scene::open)
        .isInstanceOf(LedgerFailure.class)
        .hasMessageContaining("open already");
    first.close();
    assertThatThrownBy(() -> first.append(List.of(new byte[1]))).isInstanceOf(LedgerFailure.class);
    scene.open().close();
  }

  @Test
  void key_inside_the_ledger_is_refused() {
    assertThatThrownBy(() ->
            FileLedger.open(
                folder.resolve("l"),
                folder.resolve("l/x/../key"),
                LedgerScene.ORIGIN,
                LedgerScene.random(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("outside the ledger");
  }

  @Test
  void key_that_others_can_read_is_refused() throws IOException {
    LedgerScene scene = new LedgerScene(folder).grownTo(1, 1);
    Files.setPosixFilePermissions(scene.keyFile, PosixFilePermissions.fromString("rw-r--r--"));
    assertThatThrownBy(scene::open)
        .isInstanceOf(LedgerFailure.class)
        .hasMessageContaining("chmod 600");
  }

  @Test
  void ledger_without_its_key_or_with_another_is_refused() throws IOException {
    LedgerScene scene = new LedgerScene(folder).grownTo(1, 1);
    Files.delete(scene.keyFile);
    assertThatThrownBy(scene::open)
        .isInstanceOf(LedgerFailure.class)
        .hasMessageContaining("is missing");
    LedgerScene other = new LedgerScene(folder.resolve("other")).grownTo(1, 1);
    assertThatThrownBy(() ->
            FileLedger.open(
                other.ledger,
                other.keyFile.resolveSibling("ledger.key"),
                "treuga.example/another",
                LedgerScene.random(5)))
        .isInstanceOf(LedgerFailure.class)
        .hasMessageContaining("not of log treuga.example/another");
  }

  @Test
  void lost_checkpoint_is_not_taken_for_a_new_log() throws IOException {
    LedgerScene scene = new LedgerScene(folder).grownTo(3, 3);
    Files.delete(scene.ledger.resolve("checkpoint"));
    assertThatThrownBy(scene::open)
        .isInstanceOf(LedgerFailure.class)
        .hasMessageContaining("restore it from a copy");
  }

  @Test
  void rewritten_and_shortened_logs_do_not_continue_the_old_checkpoint() throws IOException {
    LedgerScene scene = new LedgerScene(folder).grownTo(40, 40);
    Checkpoint older = LedgerView.open(scene.ledger).checkpoint();
    try (var files = Files.walk(scene.ledger.resolve("tile"))) {
      files.sorted((a, b) -> b.compareTo(a)).forEach(file -> file.toFile().delete());
    }
    Files.delete(scene.ledger.resolve("checkpoint"));
    try (FileLedger ledger = scene.open()) {
      ledger.append(LedgerScene.entries(1, 31));
      assertThatThrownBy(() -> ledger.view().requireContinues(older))
          .isInstanceOf(LedgerInconsistency.class);
      ledger.append(LedgerScene.entries(31, 61));
      assertThatThrownBy(() -> ledger.view().requireContinues(older))
          .isInstanceOfSatisfying(
              LedgerInconsistency.class,
              evidence -> {
                assertThat(evidence.older()).isEqualTo(older);
                assertThat(evidence.newer().size()).isEqualTo(60);
                assertThat(evidence.proof().fromSize()).isEqualTo(40);
              });
    }
  }

  @Test
  void cosignature_and_time_stamp_lie_beside_the_log_and_disturb_nothing() throws IOException {
    LedgerScene scene = new LedgerScene(folder).grownTo(10, 10);
    SigningKey witness =
        SigningKey.generate("witness.example/w", KeyUse.WITNESS, LedgerScene.random(3));
    try (FileLedger ledger = scene.open()) {
      Checkpoint cosigned =
          new Witness(witness)
              .cosignFirst(
                  ledger.checkpoint(), ledger.verifier(), Instant.parse("2025-03-20T12:00:00Z"));
      ledger.addCosignature(cosigned, witness.verifier());
      assertThatThrownBy(() -> ledger.addCosignature(ledger.checkpoint(), otherWitness()))
          .isInstanceOf(IllegalArgumentException.class);
    }
    Files.createDirectory(scene.ledger.resolve("timestamps"));
    Files.write(scene.ledger.resolve("timestamps/10.tsr"), "any".getBytes(StandardCharsets.UTF_8));
    VerifierKey log = VerifierKey.parse(Files.readString(scene.ledger.resolve("vkey")).strip());
    assertThat(LedgerCheck.check(scene.ledger, log, List.of(witness.verifier(), otherWitness())))
        .isInstanceOfSatisfying(
            LedgerCheck.Sound.class,
            sound -> assertThat(sound.cosigned()).containsExactly(witness.verifier()));
    scene.grownTo(20, 10);
    assertThat(LedgerCheck.check(scene.ledger)).isInstanceOf(LedgerCheck.Sound.class);
  }

  private static VerifierKey otherWitness() {
    return SigningKey.generate("witness.example/v", KeyUse.WITNESS, LedgerScene.random(4))
        .verifier();
  }

  private static Digest leaf(long index) {
    return MerkleTree.leaf(LedgerScene.entry(index));
  }

  @Test
  void a_stream_makes_the_same_log_as_lists() {
    LedgerScene lists = new LedgerScene(folder.resolve("lists")).grownTo(1_700, 300);
    LedgerScene streamed = new LedgerScene(folder.resolve("streamed")).grownTo(200, 200);
    try (FileLedger ledger = streamed.open()) {
      assertThat(ledger.append(LedgerScene.stream(200, 1_700))).isEqualTo(200);
      assertThat(ledger.checkpoint().root())
          .isEqualTo(LedgerView.open(lists.ledger).checkpoint().root());
    }
  }

  @Test
  void a_stream_that_breaks_off_leaves_nothing() {
    LedgerScene scene = new LedgerScene(folder).grownTo(300, 300);
    try (FileLedger ledger = scene.open()) {
      Iterator<byte[]> tooLong =
          Stream.concat(
                  LedgerScene.entries(300, 1_000).stream(),
                  Stream.of(new byte[FileLedger.MAX_ENTRY_BYTES + 1]))
              .iterator();
      assertThatThrownBy(() -> ledger.append(tooLong)).isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> ledger.append(LedgerScene.entries(300, 301)))
          .isInstanceOf(LedgerFailure.class);
    }
    assertThat(LedgerCheck.check(scene.ledger)).isInstanceOf(LedgerCheck.Sound.class);
    scene.grownTo(900, 70);
    assertThat(LedgerCheck.check(scene.ledger)).isInstanceOf(LedgerCheck.Sound.class);
  }

  @Test
  void the_files_handed_out_are_a_whole_ledger_though_the_writer_went_on() throws IOException {
    LedgerScene scene = new LedgerScene(folder.resolve("one")).grownTo(70_000, 70_000);
    LedgerView view = LedgerView.open(scene.ledger);
    scene.grownTo(70_300, 300);
    Path copy = folder.resolve("copy");
    view.forEachFile((name, bytes) -> {
      Path file = copy.resolve(name);
      Files.createDirectories(file.getParent());
      Files.write(file, bytes);
    });
    assertThat(LedgerCheck.check(copy)).isInstanceOf(LedgerCheck.Sound.class);
    assertThat(LedgerView.open(copy).size()).isEqualTo(70_000);
  }
}
