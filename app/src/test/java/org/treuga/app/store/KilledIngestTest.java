package org.treuga.app.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Killed at any instant, an import is there wholly or not at all, and can be done again. */
class KilledIngestTest {

  /** -Dtreuga.store.kills=200 for the long run. */
  private static final int KILLS = Integer.getInteger("treuga.store.kills", 6);

  private static final int ROWS = 6_000;

  @TempDir Path folder;

  @Test
  void an_import_killed_at_any_instant_is_there_wholly_or_not_at_all()
      throws IOException, InterruptedException {
    long seed = 11;
    Random random = new Random(seed);
    StoreScene scene = new StoreScene(folder, null);
    for (int kill = 0; kill < KILLS; kill++) {
      Path file = scene.manyAlerts("alerts.csv", ROWS, kill % 59);
      long before = scene.entries();
      killDuring(scene, file, 300 + random.nextInt(2_500));
      long after = scene.entries();
      // One capture, the rows, one receipt.
      assertThat(after).as("seed %s, kill %s", seed, kill).isIn(before, before + ROWS + 2);
      if (after > 0) {
        assertThat(scene.verify().problems()).as("seed %s, kill %s", seed, kill).isEmpty();
      }
    }
    assertThat(scene.ingest(scene.manyAlerts("alerts.csv", ROWS, 59)).rejected()).isZero();
    assertThat(scene.verify().problems()).isEmpty();
  }

  private static void killDuring(StoreScene scene, Path file, int millis)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                "org.treuga.app.cli.Treuga",
                "ingest",
                "airalert",
                file.toString(),
                "--data",
                scene.data.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    Thread.sleep(millis);
    process.destroyForcibly().waitFor();
  }
}
