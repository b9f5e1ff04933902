package org.treuga.app.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A page that is open tells of what was recorded since, and loads nothing by itself. */
class LiveBarTest {

  @Test
  void what_somebody_else_records_is_told_and_shown_only_when_asked_for(@TempDir Path folder)
      throws IOException {
    try (WorkbenchScene scene = WorkbenchScene.open(folder.resolve("data"), CaseServer.BUNDLED)) {
      Page page = scene.look(new Browser.NewContextOptions(), "matrix");
      // It begins to listen when the reader has stayed for a while.
      page.waitForRequest(Pattern.compile(".*/api/stream$"), () -> {});
      Path reports =
          Files.writeString(
              folder.resolve("one.csv"),
              "observation_id,kind,source_id,occurred_from,occurred_to,precision,object_name\n"
                  + "new-1,claim,s,2025-03-20T00:00:00Z,2025-03-21T00:00:00Z,unknown,A new report\n");
      page.waitForTimeout(500);
      assertThat(scene.record(reports).accepted()).isEqualTo(1);
      Locator bar = page.locator("p.live");
      PlaywrightAssertions.assertThat(bar)
          .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(20_000));
      PlaywrightAssertions.assertThat(page.locator(".shown")).containsText("193 of 193");
      WorkbenchScene.assertAccessible(page);
      bar.locator("a").click();
      PlaywrightAssertions.assertThat(page.locator(".shown")).containsText("194 of 194");
      assertThat(scene.troubles()).isEmpty();
    }
  }
}
