package org.treuga.app.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The picture of the bundled case: one set of incidents on map, timeline and list. */
class PictureBrowserTest {

  private static final String SUDZHA = "20250328-sudzha-himars";

  @TempDir private static Path data;
  private static WorkbenchScene scene;

  @BeforeAll
  static void open() {
    scene = WorkbenchScene.open(data, Path.of("../cases/ua-ru-2025-energy"));
  }

  @AfterAll
  static void close() {
    if (scene != null) {
      scene.close();
    }
  }

  @AfterEach
  void nothing_went_wrong_behind_the_page() {
    assertThat(scene.troubles()).isEmpty();
  }

  private static Browser.NewContextOptions desk() {
    return new Browser.NewContextOptions().setViewportSize(1440, 900).setLocale("en");
  }

  private static int number(Page page, String selector, String name) {
    return Integer.parseInt(page.locator(selector).getAttribute("data-" + name));
  }

  /** Goes to an address as back and forward do, and waits until it is shown. */
  private static void go(Page page, String query) {
    page.evaluate(
        """
        query => {
          delete document.querySelector('.picture').dataset.count;
          history.pushState(null, '', location.pathname + (query ? '?' + query : ''));
          dispatchEvent(new PopStateEvent('popstate'));
        }
        """,
        query);
    page.waitForSelector(".picture[data-count]");
  }

  private static int rows(String query) throws Exception {
    return BitSet.valueOf(scene.get("rows" + (query.isEmpty() ? "" : "?" + query)).body())
        .cardinality();
  }

  @Test
  void browser_and_server_select_the_same_and_every_view_counts_it() throws Exception {
    Page page = scene.look(desk(), "picture");
    Random random = new Random(18);
    for (int i = 0; i < 40; i++) {
      String query = query(random);
      go(page, query);
      int n = rows(query);
      assertThat(number(page, ".picture", "count")).as("selected by " + query).isEqualTo(n);
      assertThat(page.locator("#shown b").innerText()).isEqualTo(Integer.toString(n));
      assertThat(number(page, "#list", "count")).as("listed by " + query).isEqualTo(n);
      assertThat(number(page, "#map", "placed") + number(page, "#tray", "count"))
          .as("on the map or in the tray by " + query)
          .isEqualTo(n);
      assertThat(number(page, "#time", "timed") + number(page, "#time", "undated"))
          .as("on the timeline or without a time by " + query)
          .isEqualTo(n);
    }
  }

  /** One to three conditions of different kinds. */
  private static String query(Random random) {
    List<String> kinds =
        new ArrayList<>(
            List.of(
                "from=2025-03-" + (10 + random.nextInt(20)),
                "to=2025-04-" + (10 + random.nextInt(20)) + "T12:00:00Z",
                "known=2025-04-0" + (1 + random.nextInt(9)),
                "v=us:COVERED&v=ru:ARGUABLE",
                "v=narrow:NOT_IN_FORCE",
                "v=nobody:COVERED",
                "agree=SOME",
                "agree=NONE&agree=ARGUABLE",
                "class=energy.gas&class=energy.oil",
                "class=energy",
                "act=strike",
                "by=RU%20MoD",
                "region=Kursk%20Oblast&region=Belgorod%20Oblast",
                "source=meduza",
                "grade=0",
                "grade=5",
                "q=Sudzha",
                "q=gas%20station",
                "q=%D1%96",
                "bbox=34,49,38,53",
                "bbox=170,-80,-170,80",
                "term=T2&v=ru:COVERED"));
    java.util.Collections.shuffle(kinds, random);
    return String.join("&", kinds.subList(0, 1 + random.nextInt(3)));
  }

  @Test
  void a_link_shows_what_it_showed() {
    Page page =
        scene.look(
            desk(), "picture?at=2025-03-28T09:40:00Z&i=" + SUDZHA + "&class=energy.gas&reading=ru");
    assertThat(page.locator("#list-title").innerText()).startsWith("28 Mar 09:40");
    page.waitForSelector("#card[data-shown='" + SUDZHA + "']");
    assertThat(page.locator("#card h2").innerText()).contains("Sudzha");
    assertThat(page.locator("[data-chip=class] b").innerText()).isNotEqualTo("any");
    assertThat(page.locator(".cursor").getAttribute("aria-valuetext")).contains("28 Mar 09:40");
    assertThat(page.locator("#list .row").first().locator(".m").count()).isOne();
  }

  @Test
  void filters_are_chosen_removed_and_gone_back_to() {
    Page page = scene.look(desk(), "picture");
    page.locator("label.toggle input").check();
    int differing = number(page, ".picture", "count");
    assertThat(differing).isPositive().isLessThan(193);
    awaitAddress(page, url -> url.contains("agree=SOME"));
    page.locator("[data-chip=class]").click();
    page.locator("input[name=class][value='energy.gas']").check();
    awaitAddress(page, url -> url.contains("class=energy.gas"));
    page.keyboard().press("Escape");
    assertThat(page.locator(".chip-box[open]").count()).isZero();
    assertThat(page.locator("#active button").count()).isEqualTo(3);
    page.goBack();
    awaitAddress(page, url -> !url.contains("class"));
    page.waitForCondition(() -> number(page, ".picture", "count") == differing);
    assertThat(number(page, ".picture", "count")).isEqualTo(differing);
    page.goForward();
    awaitAddress(page, url -> url.contains("class"));
    page.locator("#active button").last().click();
    page.waitForCondition(() -> number(page, ".picture", "count") == 193);
    for (String chip : List.of("known", "term", "reading", "v", "more", "occurred")) {
      page.locator("[data-chip=" + chip + "]").click();
      assertThat(page.locator(".chip-box[open] > .pop").isVisible()).as(chip).isTrue();
    }
    page.locator("input[name=from]").fill("2025-04-01");
    page.locator("input[name=from]").blur();
    awaitAddress(page, url -> url.contains("from=2025-04-01"));
    page.locator("input[name=q]").fill("refinery");
    awaitAddress(page, url -> url.contains("q=refinery"));
  }

  /** The address is written once a movement rests. */
  private static void awaitAddress(Page page, Predicate<String> says) {
    page.waitForCondition(() -> says.test(page.url()));
  }

  @Test
  void a_brush_over_the_timeline_chooses_days() {
    Page page = scene.look(desk(), "picture");
    var box = page.locator("#time .stage").boundingBox();
    page.mouse().move(box.x + 500, box.y + 60);
    page.mouse().down();
    page.mouse().move(box.x + 600, box.y + 60);
    page.mouse().move(box.x + 700, box.y + 60);
    page.mouse().up();
    awaitAddress(page, url -> url.contains("from=2025-"));
    awaitAddress(page, url -> url.contains("to=2025-"));
    assertThat(number(page, ".picture", "count")).isPositive().isLessThan(193);
    page.locator(".handle").first().press("Home");
    awaitAddress(page, url -> !url.contains("from="));
    page.locator(".cursor").press("ArrowRight");
    page.locator(".cursor").press("ArrowRight");
    awaitAddress(page, url -> url.contains("at=2025-"));
    assertThat(page.locator("#list-title").innerText()).contains("in force under no reading");
    page.locator(".listhead .off").click();
    awaitAddress(page, url -> !url.contains("at="));
  }

  @Test
  void an_incident_is_opened_from_the_list_by_keyboard() {
    Page page = scene.look(desk(), "picture?q=sudzha");
    Locator list = page.locator("#list");
    list.press("ArrowDown");
    list.press("ArrowDown");
    page.waitForSelector("#card h2");
    assertThat(list.getAttribute("aria-activedescendant")).isNotEmpty();
    awaitAddress(page, url -> url.contains("i=2025"));
    list.press("Enter");
    assertThat(page.evaluate("document.activeElement.id")).isEqualTo("card-title");
    assertThat(page.locator("#card .links a").first().getAttribute("href")).contains("/i/2025");
  }

  @Test
  void marks_of_the_map_are_reached_by_keyboard_and_open_what_they_hold() {
    Page page = scene.look(desk(), "picture");
    Locator map = page.locator(".maplibregl-canvas");
    map.focus();
    page.keyboard().press("ArrowDown");
    page.keyboard().press("ArrowDown");
    assertThat(page.locator("#said").innerText()).contains("incident");
    go(page, "class=energy.gas.metering");
    map.focus();
    page.keyboard().press("ArrowDown");
    page.keyboard().press("Enter");
    page.waitForSelector(".here:not([hidden]) .row, #card h2");
    page.keyboard().press("Escape");
    assertThat(page.locator(".here").isVisible()).isFalse();
    page.locator(".zoom button").first().click();
    awaitAddress(page, url -> url.contains("map="));
    page.locator(".zoom button").nth(1).click();
    page.locator(".zoom button").nth(2).click();
    page.locator(".map .only").click();
    awaitAddress(page, url -> url.contains("bbox="));
  }

  @Test
  void what_is_known_only_by_region_is_counted_and_opened_never_a_point() {
    Page page = scene.look(desk(), "picture");
    assertThat(page.locator("#tray summary").first().innerText()).contains("known only by region");
    page.locator("#tray .regions summary").first().click();
    page.locator("#tray .regions .row").first().click();
    page.waitForSelector("#card h2");
  }

  @Test
  void without_script_the_page_says_what_matters_and_its_form_works() {
    Page page = scene.look(desk().setJavaScriptEnabled(false), "picture");
    assertThat(page.locator("#shown b").innerText()).isEqualTo("193");
    assertThat(page.locator(".rows li").count()).isEqualTo(50);
    assertThat(page.locator(".lanes tbody tr").count()).isEqualTo(4);
    assertThat(page.locator(".lanes").innerText()).contains("720 hours");
    page.locator("label.toggle input").check();
    page.locator(".apply").click();
    awaitAddress(page, url -> url.contains("agree=SOME"));
    assertThat(page.locator("#shown b").innerText()).isNotEqualTo("193");
    page.locator("#active a").first().click();
    assertThat(page.locator("#shown b").innerText()).isEqualTo("193");
  }

  @Test
  void files_hold_what_is_shown() throws Exception {
    Page page = scene.look(desk(), "picture?region=Kursk%20Oblast");
    int n = number(page, ".picture", "count");
    List<String> links = new ArrayList<>();
    page.locator("#exports a").all().forEach(link -> links.add(link.getAttribute("href")));
    assertThat(links).allMatch(link -> link.contains("region=Kursk"));
    String csv =
        new String(scene.get("incidents.csv?region=Kursk%20Oblast").body(), StandardCharsets.UTF_8);
    assertThat(csv.lines().count()).isEqualTo(n + 1);
    assertThat(csv.lines().findFirst().orElse("")).contains("verdict_us,verdict_ru");
    String codebook =
        new String(scene.get("codebook.csv?region=Kursk%20Oblast").body(), StandardCharsets.UTF_8);
    for (String column : csv.lines().findFirst().orElse("").split(",")) {
      assertThat(codebook).contains("\n" + column + ",");
    }
    String geojson =
        new String(
            scene.get("incidents.geojson?region=Kursk%20Oblast").body(), StandardCharsets.UTF_8);
    assertThat(geojson).contains("\"geometry\":null").contains("\"type\":\"Point\"");
    Download download = page.waitForDownload(() -> page.locator("#png").click());
    assertThat(download.suggestedFilename()).endsWith(".png");
  }

  @Test
  void it_prints_the_list_that_is_shown() {
    Page page = scene.look(desk(), "picture?q=sudzha");
    byte[] pdf = page.pdf(new Page.PdfOptions().setFormat("A4"));
    assertThat(new String(pdf, 0, 5, StandardCharsets.US_ASCII)).isEqualTo("%PDF-");
    assertThat(page.locator("#paper li").count()).isEqualTo(number(page, ".picture", "count"));
  }

  @ParameterizedTest
  @CsvSource({"1440, LIGHT, en", "1440, DARK, uk", "390, LIGHT, ru", "390, DARK, en"})
  void the_page_is_accessible_and_as_wide_as_the_window(
      int width, ColorScheme scheme, String language) {
    Page page =
        scene.look(
            new Browser.NewContextOptions()
                .setViewportSize(width, 900)
                .setColorScheme(scheme)
                .setLocale(language),
            "picture?at=2025-03-28T09:40:00Z&i=" + SUDZHA);
    page.waitForSelector("#card[data-shown='" + SUDZHA + "']");
    assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(width);
    WorkbenchScene.assertAccessible(page);
  }
}
