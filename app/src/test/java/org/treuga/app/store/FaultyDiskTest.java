package org.treuga.app.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.treuga.ledger.LedgerFailure;

/** A disk that is full or takes nothing any more harms nothing that was recorded. */
class FaultyDiskTest {

  /** -Dtreuga.store.disks=200 for the long run: how many amounts of room are tried. */
  private static final int DISKS = Integer.getInteger("treuga.store.disks", 8);

  private static final int ROWS = 3_000;

  /** More than an import of that many rows needs. */
  private static final long ROOM_BYTES = 48L << 20;

  @TempDir Path folder;
  private Path disk;
  private StoreScene scene;

  @SuppressWarnings("NullAway.Init") // set before each test
  FaultyDiskTest() {}

  @BeforeEach
  void mountADisk() throws IOException, InterruptedException {
    disk = Files.createDirectory(folder.resolve("disk"));
    assumeTrue(
        PostgresServer.isRoot()
            && mount("-t", "tmpfs", "-o", "size=200m", "tmpfs", disk.toString()),
        "skipped: a disk can be mounted by root only");
    scene = new StoreScene(disk, null);
  }

  @AfterEach
  void unmountIt() throws IOException, InterruptedException {
    new ProcessBuilder("umount", disk.toString()).start().waitFor();
  }

  @Test
  void a_disk_with_any_amount_of_room_takes_an_import_wholly_or_not_at_all()
      throws IOException, InterruptedException {
    scene.ingest(scene.manyAlerts("a.csv", 100, 59));
    int failures = 0;
    for (int i = 0; i < DISKS; i++) {
      Path file = scene.manyAlerts("b.csv", ROWS, i % 59);
      long before = scene.entries();
      long room = 64 * 1_024 + ROOM_BYTES * i / DISKS;
      assertThat(remount("size=" + (used() + room))).isTrue();
      try {
        scene.ingest(file);
      } catch (StoreFailure | LedgerFailure | UncheckedIOException full) {
        failures++;
      }
      assertThat(remount("size=200m")).isTrue();
      assertThat(scene.entries()).as("room for %s bytes", room).isIn(before, before + ROWS + 2);
      assertThat(scene.verify().problems()).as("room for %s bytes", room).isEmpty();
    }
    assertThat(failures).isBetween(1, DISKS - 1);
  }

  private long used() throws IOException {
    var store = Files.getFileStore(disk);
    return store.getTotalSpace() - store.getUnallocatedSpace();
  }

  @Test
  void a_read_only_directory_is_read_and_not_harmed() throws IOException, InterruptedException {
    Path more = scene.manyAlerts("b.csv", 50, 31);
    scene.ingest(scene.manyAlerts("a.csv", 100, 30));
    Map<String, Long> before = files();
    assertThat(remount("ro")).isTrue();
    assertReadable(before);
    assertThatThrownBy(() -> scene.ingest(more))
        .isInstanceOf(LedgerFailure.class)
        .hasMessageContaining("Read-only file system");
    assertThat(files()).isEqualTo(before);
    assertThat(remount("rw")).isTrue();
    assertThat(scene.ingest(more).updated()).isEqualTo(50);
  }

  @Test
  void a_read_only_directory_without_its_store_is_read_from_the_ledger()
      throws IOException, InterruptedException {
    scene.ingest(scene.manyAlerts("a.csv", 100, 30));
    Files.delete(scene.data.resolve("store.db"));
    Map<String, Long> before = files();
    assertThat(remount("ro")).isTrue();
    assertReadable(before);
    assertThat(remount("rw")).isTrue();
  }

  private void assertReadable(Map<String, Long> before) throws IOException {
    assertThat(scene.verify().problems()).isEmpty();
    try (DataDirectory directory = scene.open()) {
      assertThat(directory.store().count(Filter.ALL)).isEqualTo(100);
      long[] found = {0};
      assertThat(directory.store().page(Filter.ALL, null, 200, one -> found[0]++)).isEmpty();
      assertThat(found[0]).isEqualTo(100);
      directory.backup(folder.resolve("backup.zip"), false);
    }
    assertThat(files()).isEqualTo(before);
  }

  private Map<String, Long> files() throws IOException {
    Map<String, Long> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(scene.data)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(file.toString(), Files.size(file));
      }
    }
    return files;
  }

  private boolean remount(String options) throws IOException, InterruptedException {
    return mount("-o", "remount," + options, disk.toString());
  }

  private static boolean mount(String... arguments) throws IOException, InterruptedException {
    java.util.List<String> command = new java.util.ArrayList<>();
    command.add("mount");
    command.addAll(java.util.List.of(arguments));
    return new ProcessBuilder(command).start().waitFor() == 0;
  }
}
