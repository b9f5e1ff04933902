package org.treuga.app.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Takes a picture of every page of the workbench, on a wide screen and on a phone's, and of the
 * first in each language, for the documentation: {@code -Dtreuga.screens=../docs/screens}. And all
 * of every page in every language, to be walked through: {@code -Dtreuga.walk=DIR}.
 */
class ScreensTest {

  private static final Path BUNDLED = Path.of("../cases/ua-ru-2025-energy");
  private static final String INCIDENT = "i/20250328-sudzha-himars";

  @TempDir Path folder;

  private static Map<String, String> pages() {
    Map<String, String> pages = new TreeMap<>();
    for (String page :
        List.of(
            "matrix", "differences", "agreement", "statements", "process", "evidence", "data")) {
      pages.put(page, page);
    }
    pages.put("picture", "picture?i=20250328-sudzha-himars&at=2025-03-28T07:20:00Z");
    pages.put("incident", INCIDENT);
    pages.put("compare", "matrix/compare?a=us&b=ru");
    return pages;
  }

  @Test
  @EnabledIfSystemProperty(named = "treuga.walk", matches = ".+")
  void every_page_is_walked_in_every_language() throws Exception {
    Path out = Path.of(System.getProperty("treuga.walk"));
    Path bad =
        Files.writeString(
            folder.resolve("bad.csv"),
            "id,occurred_from,lat,lon,place\nB1,2025-03-20T10:00:00Z,50.4,30.5,Kyiv\n"
                + "B2,soon,50.4,30.5,Kyiv\nB3,2025-03-20T10:00:00Z,95,30.5,Kyiv\n");
    try (WorkbenchScene scene = WorkbenchScene.open(folder.resolve("data"), BUNDLED)) {
      for (String language : List.of("en", "uk", "ru")) {
        for (int width : new int[] {1280, 390}) {
          pages()
              .forEach((name, path) -> {
                Page page = look(scene, path, language, width);
                whole(page, out.resolve("%s-%s-%d.png".formatted(name, language, width)));
              });
          Page page = look(scene, "data", language, width);
          page.setInputFiles("#file", bad);
          page.click("form.drop .act");
          page.waitForSelector("#rejected");
          whole(page, out.resolve("look-%s-%d.png".formatted(language, width)));
        }
      }
      assertThat(scene.troubles()).isEmpty();
    }
  }

  private static void whole(Page page, Path file) {
    page.evaluate("document.querySelectorAll('main details').forEach(d => d.open = true)");
    page.screenshot(new Page.ScreenshotOptions().setPath(file).setFullPage(true));
    page.context().close();
  }

  @Test
  @EnabledIfSystemProperty(named = "treuga.screens", matches = ".+")
  void every_page_has_its_picture_in_the_documentation() {
    Path out = Path.of(System.getProperty("treuga.screens"));
    Map<String, String> pages = pages();
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
    Page page = look(scene, path, language, width);
    page.screenshot(new Page.ScreenshotOptions().setPath(file));
    page.context().close();
  }

  private static Page look(WorkbenchScene scene, String path, String language, int width) {
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
    if (path.startsWith("matrix/compare") || path.equals("differences")) {
      page.waitForSelector("main:not(:has(.working))");
    }
    return page;
  }
}
