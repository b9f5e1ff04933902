package org.treuga.app.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.treuga.ledger.FileLedger;
import org.treuga.ledger.LedgerBusy;
import org.treuga.ledger.LedgerView;

class SqliteDataDirectoryTest extends DataDirectoryContract {

  @Override
  @Nullable String newDatabase() {
    return null;
  }

  @Override
  @Nullable String databaseOf(StoreScene scene) {
    return null;
  }

  @Test
  void the_bytes_of_entries_stay_as_they_were() throws IOException {
    String[] rows = new String[1_400];
    for (int i = 0; i < rows.length; i++) {
      rows[i] =
          i % 7 == 3
              ? "\"N\u00F6rth \"\"\uD83D\uDE00\",yesterday,,False"
              : StoreScene.alert("\"R\u00E9gion \t\u0001 " + i / 600 + "\"", i % 600, 30);
    }
    try (DataDirectory directory = scene.open()) {
      Receipt receipt =
          directory.ingest(
              StoreScene.alerts(), List.of(scene.file("a.csv", rows)), "te\"ster", "treuga test");
      assertThat(receipt.rejected()).isEqualTo(200);
      assertThat(directory.ledger().size()).isEqualTo(1_206);
      assertThat(directory.ledger().checkpoint().root().hex())
          .isEqualTo("da33f3fc97644c4b75097b58cc746c43ac5d3b0ae34321e8a6079f55ac335de5");
    }
  }

  @Test
  void the_private_key_is_its_owners_alone() throws IOException {
    scene.ingest(scene.manyAlerts("a.csv", 3, 30));
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(scene.data.resolve("ledger.key"))))
        .isEqualTo("rw-------");
  }

  @Test
  void a_second_writer_waits_a_while_for_the_first() throws Exception {
    scene.ingest(scene.manyAlerts("a.csv", 3, 30));
    FileLedger held = hold();
    CompletableFuture<Void> release =
        CompletableFuture.runAsync(
            held::close, CompletableFuture.delayedExecutor(700, TimeUnit.MILLISECONDS));
    assertThat(scene.ingest(scene.manyAlerts("b.csv", 3, 31)).updated()).isEqualTo(3);
    release.get();
  }

  @Test
  void a_second_writer_is_told_when_the_first_goes_on() throws IOException {
    scene.ingest(scene.manyAlerts("a.csv", 3, 30));
    try (FileLedger held = hold()) {
      assertThat(held.size()).isPositive();
      assertThatThrownBy(() -> scene.ingest(scene.manyAlerts("b.csv", 3, 31)))
          .isInstanceOf(LedgerBusy.class);
    }
  }

  private FileLedger hold() {
    Path ledger = scene.data.resolve("ledger");
    return FileLedger.open(
        ledger,
        scene.data.resolve("ledger.key"),
        LedgerView.open(ledger).checkpoint().origin(),
        new SecureRandom());
  }

  @Test
  void a_backup_made_while_others_write_restores_to_a_whole_directory() throws Exception {
    scene.ingest(scene.manyAlerts("a.csv", 900, 1));
    CompletableFuture<Void> writing =
        CompletableFuture.runAsync(() -> {
          try {
            for (int minutes = 2; minutes < 6; minutes++) {
              scene.ingest(scene.manyAlerts("m" + minutes + ".csv", 900, minutes));
            }
          } catch (IOException e) {
            throw new IllegalStateException(e);
          }
        });
    Path zip = folder.resolve("backup.zip");
    try (DataDirectory directory = scene.open()) {
      do {
        directory.backup(zip, true);
        assertThat(restored(zip).isSound()).isTrue();
      } while (!writing.isDone());
      writing.get();
    }
  }

  private Verification.Result restored(Path zip) throws IOException {
    StoreScene restored = new StoreScene(Files.createTempDirectory(folder, "restored"), null);
    unpack(zip, restored.data);
    Files.setPosixFilePermissions(
        restored.data.resolve("ledger.key"), PosixFilePermissions.fromString("rw-------"));
    restored.ingest(restored.manyAlerts("later.csv", 10, 59));
    return restored.verify();
  }

  private static void unpack(Path zip, Path folder) throws IOException {
    try (InputStream in = Files.newInputStream(zip);
        ZipInputStream entries = new ZipInputStream(in)) {
      for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
        Path file = folder.resolve(entry.getName());
        Files.createDirectories(file.getParent());
        Files.copy(entries, file);
      }
    }
  }

  @Test
  void a_full_disk_leaves_what_was_there() throws IOException, InterruptedException {
    Path disk = Files.createDirectory(folder.resolve("disk"));
    assumeTrue(
        PostgresServer.isRoot() && mount("-t", "tmpfs", "-o", "size=4m", "tmpfs", disk.toString()),
        "skipped: a small disk can be mounted by root only");
    try {
      StoreScene small = new StoreScene(disk, null);
      small.ingest(scene.manyAlerts("a.csv", 100, 30));
      long entries = small.entries();
      assertThatThrownBy(() -> small.ingest(scene.manyAlerts("b.csv", 20_000, 31)))
          .isInstanceOfAny(StoreFailure.class, java.io.UncheckedIOException.class);
      assertThat(small.entries()).isEqualTo(entries);
      assertThat(mount("-o", "remount,size=100m", disk.toString())).isTrue();
      assertThat(small.verify().problems()).isEmpty();
      assertThat(small.ingest(scene.manyAlerts("b.csv", 20_000, 31)).updated()).isEqualTo(100);
    } finally {
      new ProcessBuilder("umount", disk.toString()).start().waitFor();
    }
  }

  private static boolean mount(String... arguments) throws IOException, InterruptedException {
    java.util.List<String> command = new java.util.ArrayList<>();
    command.add("mount");
    command.addAll(java.util.List.of(arguments));
    return new ProcessBuilder(command).start().waitFor() == 0;
  }
}
