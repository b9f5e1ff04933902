package org.treuga.app.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A page that is open tells of what was recorded since, and loads nothing by itself. */
class LiveBarTest {

  @Test
  void what_somebody_else_records_is_told_and_shown_only_when_asked_for(@TempDir Path folder)
      throws IOException {
    try (WorkbenchScene scene = WorkbenchScene.open(folder.resolve("data"), CaseServer.BUNDLED)) {
      Page page = scene.look(new Browser.NewContextOptions(), "matrix");
      Locator bar = page.locator("p.live");
      // It begins to listen when the reader has stayed for a while, which cannot be seen from here.
      int recorded = 0;
      while (!bar.isVisible() && recorded < 60) {
        assertThat(scene.record(report(folder, ++recorded)).accepted()).isEqualTo(1);
        page.waitForTimeout(1_000);
      }
      PlaywrightAssertions.assertThat(bar).isVisible();
      PlaywrightAssertions.assertThat(page.locator(".shown")).containsText("193 of 193");
      WorkbenchScene.assertAccessible(page);
      bar.locator("a").click();
      PlaywrightAssertions.assertThat(page.locator(".shown"))
          .containsText("%1$d of %1$d".formatted(193 + recorded));
      assertThat(scene.troubles()).isEmpty();
    }
  }

  private static Path report(Path folder, int number) throws IOException {
    return Files.writeString(
        folder.resolve(number + ".csv"),
        "observation_id,kind,source_id,occurred_from,occurred_to,precision,object_name\n"
            + "new-%d,claim,s,2025-03-20T00:00:00Z,2025-03-21T00:00:00Z,unknown,A new report\n"
                .formatted(number));
  }
}
