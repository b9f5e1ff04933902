package org.treuga.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.treuga.ledger.LedgerCheck.Sound;

/** After any fault the log opens again and is a whole prefix of what was appended. */
class LedgerFaultTest {

  /** -Dtreuga.ledger.kills=500 for the long run. */
  private static final int KILLS = Integer.getInteger("treuga.ledger.kills", 10);

  private static final int BATCH = 150;

  /** Enough for two levels of tiles and for a kill in the midst of one batch. */
  private static final int LONG_BATCH = 70_000;

  @TempDir Path folder;

  @Test
  void killed_at_any_instant_the_log_keeps_every_acknowledged_batch()
      throws IOException, InterruptedException {
    long seed = 5;
    Random random = new Random(seed);
    LedgerScene scene = new LedgerScene(folder);
    for (int kill = 0; kill < KILLS; kill++) {
      long acknowledged = appendUntilKilled(random, BATCH, 150);
      assertThat(LedgerCheck.check(scene.ledger))
          .as("seed %s, kill %s", seed, kill)
          .isInstanceOf(Sound.class);
      try (FileLedger ledger = scene.open()) {
        assertThat(ledger.size()).isBetween(acknowledged, acknowledged + BATCH);
        assertHoldsItsEntries(ledger.view());
      }
    }
  }

  @Test
  void a_long_batch_killed_at_any_instant_is_there_wholly_or_not_at_all()
      throws IOException, InterruptedException {
    long seed = 6;
    Random random = new Random(seed);
    LedgerScene scene = new LedgerScene(folder);
    for (int kill = 0; kill < Math.max(KILLS / 2, 1); kill++) {
      appendUntilKilled(random, LONG_BATCH, 1_500);
      assertThat(LedgerCheck.check(scene.ledger))
          .as("seed %s, kill %s", seed, kill)
          .isInstanceOf(Sound.class);
      assertThat(LedgerView.open(scene.ledger).size() % LONG_BATCH).isZero();
    }
    try (FileLedger ledger = scene.open()) {
      assertHoldsItsEntries(ledger.view());
    }
  }

  @Test
  void another_process_is_turned_away_even_after_this_one_tried_twice() throws Exception {
    LedgerScene scene = new LedgerScene(folder);
    try (FileLedger ledger = scene.open()) {
      assertThatThrownBy(scene::open).isInstanceOf(LedgerFailure.class);
      Process other = startWriter(ProcessBuilder.Redirect.PIPE, BATCH);
      String words = new String(other.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(other.waitFor()).isNotZero();
      assertThat(words).contains("another process writes to the ledger");
      assertThat(ledger.append(LedgerScene.entries(0, 1))).isZero();
    }
  }

  private Process startWriter(ProcessBuilder.Redirect errors, int batch) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            classes(CrashingWriter.class)
                + System.getProperty("path.separator")
                + classes(FileLedger.class),
            CrashingWriter.class.getName(),
            folder.toString(),
            Integer.toString(batch))
        .redirectError(errors)
        .start();
  }

  /** Returns the size last acknowledged before the kill. */
  private long appendUntilKilled(Random random, int batch, int withinMillis)
      throws IOException, InterruptedException {
    Process writer = startWriter(ProcessBuilder.Redirect.INHERIT, batch);
    try (BufferedReader said =
        new BufferedReader(
            new InputStreamReader(writer.getInputStream(), StandardCharsets.UTF_8))) {
      String last = said.readLine();
      assertThat(last).as("the writer starts").isNotNull();
      Thread.sleep(random.nextInt(withinMillis));
      // Through the handle: Process itself would close the stream with the last words in it.
      writer.toHandle().destroyForcibly();
      for (String line = last; line != null; line = said.readLine()) {
        last = line;
      }
      assertThat(writer.waitFor(30, TimeUnit.SECONDS)).isTrue();
      return Long.parseLong(last);
    }
  }

  private static String classes(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void torn_files_beyond_the_checkpoint_are_of_no_account() throws IOException {
    long seed = 77;
    Random random = new Random(seed);
    LedgerScene scene = new LedgerScene(folder);
    for (int round = 0; round < 25; round++) {
      try (FileLedger ledger = scene.open()) {
        ledger.append(LedgerScene.entries(ledger.size(), ledger.size() + 1 + random.nextInt(300)));
      }
      byte[] committed = Files.readAllBytes(scene.ledger.resolve("checkpoint"));
      long size = Checkpoint.parse(committed).size();
      appendOtherEntries(scene, 1 + random.nextInt(2_000));
      List<Path> beyond = beyond(scene.ledger, size);
      // The crash: the checkpoint never came, and of the new files any part may be wrong.
      Files.write(scene.ledger.resolve("checkpoint"), committed);
      for (Path file : beyond) {
        tear(file, random);
      }
      assertThat(LedgerCheck.check(scene.ledger))
          .as("seed %s, round %s", seed, round)
          .isInstanceOf(Sound.class);
    }
    try (FileLedger ledger = scene.open()) {
      assertHoldsItsEntries(ledger.view());
    }
    scene.grownTo(9_000, 100);
    assertThat(LedgerCheck.check(scene.ledger)).isInstanceOf(Sound.class);
  }

  /** Appends as a crash would leave it: partial tiles under the old checkpoint stay. */
  private static void appendOtherEntries(LedgerScene scene, int count) throws IOException {
    Path kept = scene.ledger.resolveSibling("kept");
    copy(scene.ledger, kept);
    try (FileLedger ledger = scene.open()) {
      List<byte[]> others = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        others.add(new byte[i % 50]);
      }
      ledger.append(others);
    }
    copy(kept, scene.ledger);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (var files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
  }

  private static List<Path> beyond(Path ledger, long size) throws IOException {
    Path kept = ledger.resolveSibling("kept");
    List<Path> beyond = new ArrayList<>();
    for (Path file : LedgerCheckTest.files(ledger.resolve("tile"))) {
      if (!Files.exists(kept.resolve(ledger.relativize(file).toString()))) {
        beyond.add(file);
      }
    }
    assertThat(beyond).as("files beyond size %s", size).isNotEmpty();
    try (var files = Files.walk(kept)) {
      files.sorted((a, b) -> b.compareTo(a)).forEach(file -> file.toFile().delete());
    }
    return beyond;
  }

  private static void tear(Path file, Random random) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    switch (random.nextInt(4)) {
      case 0 -> Files.write(file, Arrays.copyOf(bytes, random.nextInt(bytes.length)));
      case 1 -> {
        random.nextBytes(bytes);
        Files.write(file, bytes);
      }
      case 2 -> Files.delete(file);
      default -> {
        // Reached the disk whole.
      }
    }
  }

  @Test
  void crash_before_the_checkpoint_is_renamed_leaves_a_draft_that_does_no_harm()
      throws IOException {
    LedgerScene scene = new LedgerScene(folder).grownTo(10, 10);
    Files.writeString(scene.ledger.resolve("checkpoint.new"), "half a chec");
    assertThat(LedgerCheck.check(scene.ledger)).isInstanceOf(Sound.class);
    scene.grownTo(20, 10);
    assertThat(LedgerCheck.check(scene.ledger)).isInstanceOf(Sound.class);
    assertThat(scene.ledger.resolve("checkpoint.new")).doesNotExist();
  }

  @Test
  void crash_between_the_steps_of_first_use_can_be_taken_up_again() throws IOException {
    LedgerScene scene = new LedgerScene(folder);
    scene.open().close();
    Files.delete(scene.ledger.resolve("checkpoint"));
    scene.open().close();
    Files.delete(scene.ledger.resolve("checkpoint"));
    Files.delete(scene.ledger.resolve("vkey"));
    scene.grownTo(3, 3);
    assertThat(LedgerCheck.check(scene.ledger)).isInstanceOf(Sound.class);
  }

  @Test
  void damaged_last_tile_is_noticed_at_opening() throws IOException {
    LedgerScene scene = new LedgerScene(folder).grownTo(300, 300);
    Path tile = scene.ledger.resolve("tile/0/001.p/44");
    byte[] bytes = Files.readAllBytes(tile);
    bytes[0] ^= 1;
    Files.write(tile, bytes);
    assertThatThrownBy(scene::open)
        .isInstanceOf(LedgerFailure.class)
        .hasMessageContaining("run verify");
  }

  @Test
  void log_in_a_folder_that_cannot_be_written_says_so_and_can_be_read() throws Exception {
    LedgerScene scene = new LedgerScene(folder).grownTo(10, 10);
    Files.setPosixFilePermissions(scene.ledger, PosixFilePermissions.fromString("r-xr-xr-x"));
    assumeTrue(!Files.isWritable(scene.ledger), "skipped: root may write anywhere");
    try {
      assertThatThrownBy(scene::open).isInstanceOf(LedgerFailure.class);
      assertThat(LedgerView.open(scene.ledger).entry(3)).isEqualTo(LedgerScene.entry(3));
    } finally {
      Files.setPosixFilePermissions(scene.ledger, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  @Test
  void log_on_a_file_system_turned_read_only_keeps_what_was_acknowledged() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), "8m")) {
      LedgerScene scene = new LedgerScene(disk.folder()).grownTo(10, 10);
      disk.remount("ro");
      assertThatThrownBy(scene::open).isInstanceOf(LedgerFailure.class);
      assertThat(LedgerCheck.check(scene.ledger)).isInstanceOf(Sound.class);
      disk.remount("rw");
      scene.grownTo(20, 10);
      assertThat(LedgerCheck.check(scene.ledger)).isInstanceOf(Sound.class);
    }
  }

  @Test
  void full_disk_loses_only_the_batch_that_was_refused() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), "2m")) {
      LedgerScene scene = new LedgerScene(disk.folder());
      Path ballast = Files.write(disk.folder().resolve("ballast"), new byte[500_000]);
      long acknowledged;
      try (FileLedger ledger = scene.open()) {
        assertThatThrownBy(() -> appendForEver(ledger))
            .isInstanceOf(LedgerFailure.class)
            .hasMessageContaining("free the disk");
        acknowledged = ledger.size();
        assertThatThrownBy(() -> ledger.append(LedgerScene.entries(0, 1)))
            .isInstanceOf(LedgerFailure.class)
            .hasMessageContaining("open it again");
      }
      assertThat(acknowledged).isPositive();
      assertThat(LedgerCheck.check(scene.ledger)).isInstanceOf(Sound.class);
      Files.delete(ballast);
      try (FileLedger ledger = scene.open()) {
        assertThat(ledger.size()).isEqualTo(acknowledged);
        assertHoldsItsEntries(ledger.view());
        ledger.append(LedgerScene.entries(acknowledged, acknowledged + 700));
      }
      assertThat(LedgerCheck.check(scene.ledger)).isInstanceOf(Sound.class);
    }
  }

  private static void appendForEver(FileLedger ledger) {
    while (true) {
      ledger.append(LedgerScene.entries(ledger.size(), ledger.size() + BATCH));
    }
  }

  private static void assertHoldsItsEntries(LedgerView view) {
    view.forEach(
        Math.max(0, view.size() - 5_000),
        (index, entry) -> assertThat(entry).isEqualTo(LedgerScene.entry(index)));
  }

  /** A file system in memory of a given size; needs the right to mount, else the test is left. */
  private record SmallDisk(Path folder) implements AutoCloseable {

    static SmallDisk mount(Path folder, String size) throws IOException, InterruptedException {
      Files.createDirectories(folder);
      boolean mounted = run("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", folder);
      assumeTrue(mounted, "skipped: no right to mount a small file system");
      return new SmallDisk(folder);
    }

    void remount(String how) throws IOException, InterruptedException {
      assertThat(run("mount", "-o", "remount," + how, folder)).isTrue();
    }

    @Override
    public void close() throws IOException, InterruptedException {
      assertThat(run("umount", folder)).isTrue();
    }

    private static boolean run(Object... command) throws IOException, InterruptedException {
      try {
        return new ProcessBuilder(Arrays.stream(command).map(Object::toString).toList())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor()
            == 0;
      } catch (IOException e) {
        // There is no such command here.
        return false;
      }
    }
  }
}
