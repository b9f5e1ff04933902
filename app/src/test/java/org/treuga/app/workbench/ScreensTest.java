package org.treuga.app.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Takes a picture of every page of the workbench, on a wide screen and on a phone's, and of the
 * first in each language: {@code -Dtreuga.screens=../docs/screens}.
 */
@EnabledIfSystemProperty(named = "treuga.screens", matches = ".+")
class ScreensTest {

  private static final Path BUNDLED = Path.of("../cases/ua-ru-2025-energy");
  private static final String INCIDENT = "i/20250328-sudzha-himars";

  @TempDir Path folder;

  @Test
  void every_page_has_its_picture_in_the_documentation() {
    Path out = Path.of(System.getProperty("treuga.screens"));
    Map<String, String> pages = new TreeMap<>();
    for (String page :
        List.of(
            "matrix", "differences", "agreement", "statements", "process", "evidence", "data")) {
      pages.put(page, page);
    }
    pages.put("picture", "picture?i=20250328-sudzha-himars&at=2025-03-28T07:20:00Z");
    pages.put("incident", INCIDENT);
    pages.put("compare", "matrix/compare?a=us&b=ru");
    try (WorkbenchScene scene = WorkbenchScene.open(folder.resolve("data"), BUNDLED)) {
      pages.forEach((name, path) -> {
        picture(scene, out.resolve(name + ".png"), path, "en", 1440);
        picture(scene, out.resolve(name + "-phone.png"), path, "en", 390);
      });
      for (String language : List.of("uk", "ru")) {
        for (String name : List.of("picture", "differences")) {
          picture(
              scene,
              out.resolve(name + "-" + language + ".png"),
              pages.getOrDefault(name, name),
              language,
              1440);
        }
      }
      assertThat(scene.troubles()).isEmpty();
    }
  }

  private static void picture(
      WorkbenchScene scene, Path file, String path, String language, int width) {
    Page page =
        scene.look(
            new Browser.NewContextOptions()
                .setLocale(language)
                .setViewportSize(width, width > 800 ? 900 : 844),
            path);
    if (path.startsWith("picture")) {
      // The land is drawn by a worker of the map's own, which says nothing when it has done.
      page.waitForSelector(".picture[data-count]");
      page.waitForTimeout(6_000);
    }
    page.screenshot(new Page.ScreenshotOptions().setPath(file));
    page.context().close();
  }
}
