package org.treuga.app.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A disk that is full while the server runs: it goes on to be read, and works when there is room.
 */
class FullDiskTest {

  @TempDir Path folder;
  private Path disk;

  @SuppressWarnings("NullAway.Init") // set before each test
  FullDiskTest() {}

  @BeforeEach
  void mountADisk() throws IOException, InterruptedException {
    disk = Files.createDirectory(folder.resolve("disk"));
    assumeTrue(
        isRoot() && run("mount", "-t", "tmpfs", "-o", "size=40m", "tmpfs", disk.toString()),
        "skipped: a disk can be mounted by root only");
  }

  private static boolean isRoot() throws IOException, InterruptedException {
    Process id = new ProcessBuilder("id", "-u").start();
    String said = new String(id.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return id.waitFor() == 0 && said.strip().equals("0");
  }

  @AfterEach
  void unmountIt() throws IOException, InterruptedException {
    boolean _unmounted = run("umount", disk.toString());
  }

  private static boolean run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command).start().waitFor() == 0;
  }

  /** Takes all the room there is. */
  private Path fill() throws IOException {
    Path filler = disk.resolve("filler");
    try (var out = Files.newOutputStream(filler)) {
      byte[] block = new byte[4_096];
      Arrays.fill(block, (byte) 1);
      while (true) {
        out.write(block);
      }
    } catch (IOException full) {
      return filler;
    }
  }

  @Test
  void what_is_recorded_goes_on_to_be_read_and_the_next_write_works_when_there_is_room()
      throws IOException {
    try (ApiScene scene = new ApiScene(disk, ApiScene.EXERCISE)) {
      String items = "/api/cases/" + ApiScene.EXERCISE + "/collections/incidents/items?limit=1000";
      int before = scene.walk(items).size();
      long entries = scene.workbench.entries();
      Path reports = ApiScene.reports(folder.resolve("r.csv"), "r", 500);
      Path filler = fill();
      assertThatThrownBy(() -> scene.report(ApiScene.EXERCISE, reports))
          .isInstanceOf(RuntimeException.class)
          .satisfies(
              failed -> assertThat(Server.statusOf((RuntimeException) failed)).isEqualTo(507));
      assertThat(scene.workbench.entries()).isEqualTo(entries);
      assertThat(scene.walk(items)).hasSize(before);
      assertThat(scene.get("/api/cases").statusCode()).isEqualTo(200);
      Files.delete(filler);
      assertThat(scene.report(ApiScene.EXERCISE, reports).accepted()).isEqualTo(500);
      assertThat(scene.walk(items)).hasSize(before + 500);
      assertThat(
              scene.workbench.<java.util.List<?>>readDirectory(
                  directory -> directory.verify().problems()))
          .isEmpty();
    }
  }
}
