package org.treuga.app.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Measures the picture page in the browser: {@code -Dtreuga.picture=CASE} is a case folder with
 * many incidents, {@code -Dtreuga.picture.table=FILE} takes the rows of the table. See
 * bench/picture.sh, which makes both. Nothing is asserted of times.
 */
@EnabledIfSystemProperty(named = "treuga.picture", matches = ".+")
class PictureFiguresTest {

  private static final int VIEWS = 5;
  private static final int MOVES = 60;

  /**
   * Told apart by what the reader did: from the time stamp of an event, or of the first of several
   * that wait for one frame, until the frame that has the counts is on the screen; and from frame
   * to frame.
   */
  private static final String WATCH =
      """
      () => {
        const figures = { inputs: [], draws: [], frames: [], since: 0 };
        window.figures = figures;
        for (const kind of ['pointermove', 'input', 'click']) {
          addEventListener(kind, event => {
            if (figures.since === 0 && figures.kind === kind) figures.since = event.timeStamp;
          }, true);
        }
        const painted = new MessageChannel();
        let begun = 0;
        painted.port1.onmessage = () => figures.inputs.push(performance.now() - begun);
        const picture = document.querySelector('.picture');
        new MutationObserver(() => {
          if (figures.since === 0) return;
          begun = figures.since;
          figures.since = 0;
          figures.draws.push(Number(picture.dataset.millis));
          requestAnimationFrame(() => painted.port2.postMessage(0));
        }).observe(picture, { attributes: true, attributeFilter: ['data-millis'] });
        let last = 0;
        const frame = now => {
          if (figures.watching && last > 0) figures.frames.push(now - last);
          last = now;
          requestAnimationFrame(frame);
        };
        requestAnimationFrame(frame);
      }
      """;

  @TempDir Path folder;

  @Test
  void the_picture_of_many_incidents_is_measured() throws Exception {
    List<String> rows = new ArrayList<>();
    Path folderOfCase = Path.of(System.getProperty("treuga.picture"));
    try (WorkbenchScene scene = WorkbenchScene.open(folder.resolve("data"), folderOfCase)) {
      // The first request works all incidents out; what is measured is the browser.
      scene.get("columns");
      firstViews(scene, rows);
      Page page = look(scene);
      page.waitForTimeout(5_000);
      page.evaluate(WATCH);
      brush(page, rows);
      filter(page, rows);
      type(page, rows);
      scroll(page, rows);
      assertThat(scene.troubles()).isEmpty();
    }
    rows.forEach(System.out::print);
    Files.writeString(Path.of(System.getProperty("treuga.picture.table")), String.join("", rows));
  }

  private static Page look(WorkbenchScene scene) {
    return scene.look(
        new Browser.NewContextOptions().setViewportSize(1440, 900).setLocale("en"), "picture");
  }

  private static void firstViews(WorkbenchScene scene, List<String> rows) {
    List<Double> counts = new ArrayList<>();
    List<Double> server = new ArrayList<>();
    for (int i = 0; i < VIEWS; i++) {
      Page page = look(scene);
      counts.add(number(page.evaluate("performance.getEntriesByName('counts')[0].startTime")));
      server.add(
          number(
              page.evaluate(
                  """
                  () => {
                    const [page] = performance.getEntriesByType('navigation');
                    const columns = performance.getEntriesByType('resource')
                      .find(one => one.name.includes('/columns'));
                    return page.responseEnd + columns.responseEnd - columns.startTime;
                  }
                  """)));
      page.context().close();
    }
    rows.add(row("first view: navigation to the counts", counts));
    rows.add(row("first view: of which the page and its numbers are waited for", server));
  }

  /** Days are chosen by dragging over the lanes. */
  private static void brush(Page page, List<String> rows) {
    page.evaluate("figures.kind = 'pointermove'; figures.watching = true");
    BoundingBox stage = page.locator("#time .stage").boundingBox();
    double y = stage.y + stage.height / 2;
    double left = stage.x + 200;
    page.mouse().move(left, y);
    page.mouse().down();
    for (int i = 1; i <= MOVES; i++) {
      page.mouse().move(left + i * (stage.width - 260) / MOVES, y);
      page.waitForTimeout(30);
    }
    page.mouse().up();
    page.waitForTimeout(500);
    take(page, "brush on the timeline", true, rows);
  }

  private static void filter(Page page, List<String> rows) {
    page.locator("#active button").last().click();
    page.locator("[data-chip=class]").click();
    page.waitForTimeout(500);
    page.evaluate("figures.kind = 'click'");
    Locator boxes = page.locator("input[name=class]");
    for (int i = 0; i < 24; i++) {
      boxes.nth(i % Math.min(4, boxes.count())).click();
      page.waitForTimeout(250);
    }
    take(page, "a filter set or taken off", false, rows);
    page.keyboard().press("Escape");
  }

  private static void type(Page page, List<String> rows) {
    page.evaluate("figures.kind = 'input'");
    for (String word : List.of("town 12", "shire 3", "object 41", "number 7")) {
      page.locator("input[name=q]").fill("");
      page.waitForTimeout(800);
      page.locator("input[name=q]").click();
      for (char letter : word.toCharArray()) {
        page.evaluate("figures.since = 0");
        page.keyboard().type(String.valueOf(letter));
        page.waitForTimeout(600);
      }
    }
    take(page, "text searched for, from the last letter", false, rows);
    page.locator("input[name=q]").fill("");
    page.waitForTimeout(1_000);
  }

  private static void scroll(Page page, List<String> rows) {
    BoundingBox list = page.locator("#list").boundingBox();
    page.mouse().move(list.x + list.width / 2, list.y + list.height / 2);
    page.evaluate("figures.kind = ''; figures.watching = true");
    for (int i = 0; i < MOVES; i++) {
      page.mouse().wheel(0, 240);
      page.waitForTimeout(16);
    }
    page.evaluate("figures.watching = false");
    rows.add(row("list scrolled, from frame to frame", figures(page, "frames")));
  }

  private static void take(Page page, String name, boolean frames, List<String> rows) {
    rows.add(row(name + ": input to the counts on the screen", figures(page, "inputs")));
    rows.add(row(name + ": of which the page's own work", figures(page, "draws")));
    if (frames) {
      rows.add(row(name + ": from frame to frame", figures(page, "frames")));
    }
    page.evaluate(
        "figures.inputs = []; figures.draws = []; figures.frames = []; figures.since = 0;"
            + " figures.watching = false");
  }

  private static List<Double> figures(Page page, String name) {
    return ((List<?>) page.evaluate("figures." + name))
        .stream().map(PictureFiguresTest::number).toList();
  }

  private static double number(Object value) {
    return ((Number) value).doubleValue();
  }

  private static String row(String name, List<Double> millis) {
    double[] sorted = millis.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    assertThat(sorted).as(name).isNotEmpty();
    return String.format(
        Locale.ROOT,
        "| %s | %d | %.0f | %.0f | %.0f |%n",
        name,
        sorted.length,
        sorted[sorted.length / 2],
        sorted[(int) (sorted.length * .95)],
        sorted[sorted.length - 1]);
  }
}
