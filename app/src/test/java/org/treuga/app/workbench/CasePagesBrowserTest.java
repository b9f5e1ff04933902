package org.treuga.app.workbench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Matrix, comparison, differences and the page of an incident in Chromium. */
class CasePagesBrowserTest {

  private static final String CASE = "/c/ua-ru-2025-energy";

  @TempDir private static Path folder;

  private static @Nullable Playwright playwright;

  @SuppressWarnings("NullAway.Init") // made before all tests
  private static Browser browser;

  @SuppressWarnings("NullAway.Init") // made before all tests
  private static CaseServer scene;

  private final List<String> troubles = new ArrayList<>();
  private @Nullable BrowserContext context;

  @BeforeAll
  static void open_a_browser() {
    Optional<Path> chromium =
        Stream.of("chromium", "chromium-browser", "google-chrome")
            .flatMap(name ->
                Stream.of(System.getenv("PATH").split(File.pathSeparator))
                    .map(path -> Path.of(path, name)))
            .filter(Files::isExecutable)
            .findFirst();
    assumeTrue(chromium.isPresent(), "no Chromium on the PATH: the pages are not tried in one");
    scene = new CaseServer(folder.resolve("data"), CaseServer.BUNDLED);
    // Worked out before, so that no page is met while it says that it is being worked out.
    for (String term : List.of("T1", "T2")) {
      scene.page(CASE + "/differences?term=" + term);
    }
    Playwright made =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    playwright = made;
    browser =
        made.chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(chromium.get())
                    .setArgs(
                        List.of(
                            "--no-sandbox", "--disable-background-networking", "--disable-gpu")));
  }

  @AfterAll
  static void close_the_browser() {
    if (playwright != null) {
      playwright.close();
      scene.close();
    }
  }

  @AfterEach
  void nothing_went_wrong_behind_the_page() {
    if (context != null) {
      context.close();
    }
    assertThat(troubles).isEmpty();
  }

  private Page open(String path, int width, ColorScheme scheme, String language, boolean script) {
    BrowserContext opened =
        browser.newContext(
            new Browser.NewContextOptions()
                .setViewportSize(width, 900)
                .setColorScheme(scheme)
                .setLocale(language)
                .setJavaScriptEnabled(script));
    context = opened;
    Page page = opened.newPage();
    page.onConsoleMessage(message -> troubles.add(message.type() + ": " + message.text()));
    page.onPageError(error -> troubles.add("error: " + error));
    page.onRequestFailed(request -> {
      // A page that is left stops listening.
      if (!request.url().endsWith("/api/stream")) {
        troubles.add("failed: " + request.url());
      }
    });
    page.onRequest(request -> {
      if (!request.url().startsWith(scene.url()) && !request.url().startsWith("data:")) {
        troubles.add("request: " + request.url());
      }
    });
    page.navigate(scene.url() + CASE + path);
    if (script) {
      page.waitForSelector("body[data-ready]");
    }
    return page;
  }

  private Page open(String path) {
    return open(path, 1280, ColorScheme.LIGHT, "en", true);
  }

  private static Locator rows(Page page) {
    return page.locator("tr.row");
  }

  private static Locator field(Page page, String name) {
    return page.locator("form.filter label [name=" + name + "]");
  }

  // --- the matrix

  @Test
  void a_cell_opens_its_reason_in_place_and_escape_closes_it() {
    Page page = open("/matrix");
    page.locator("a.cell").first().focus();
    page.keyboard().press("ArrowRight");
    page.keyboard().press("ArrowDown");
    page.keyboard().press("Enter");
    Locator reason = page.locator("tr.why");
    PlaywrightAssertions.assertThat(reason).containsText("The clauses it rests on");
    assertThat(reason.locator("mark").count()).isPositive();
    assertThat(reason.locator("svg.timeline").count()).isEqualTo(1);
    assertThat(new AxeBuilder(page).include("tr.why").analyze().getViolations()).isEmpty();
    page.keyboard().press("Escape");
    assertThat(page.locator("tr.why").count()).isZero();
    assertThat(page.evaluate("document.activeElement.className")).isEqualTo("cell");
  }

  @Test
  void without_a_script_a_cell_leads_to_its_verdict_on_the_page_of_the_incident() {
    Page page = open("/matrix", 1280, ColorScheme.LIGHT, "en", false);
    page.locator("a.cell").nth(1).click();
    assertThat(page.url()).contains("/i/").endsWith("#T1.ru");
    assertThat(page.locator("li[id='T1.ru']").isVisible()).isTrue();
  }

  @Test
  void filters_groups_and_order_stand_in_the_address_and_back_undoes_them() {
    Page page = open("/matrix");
    field(page, "agree").selectOption("SOME");
    // The page is there when its script is: only then does the next choice ask again by itself.
    page.waitForURL(Pattern.compile(".*agree=SOME.*"));
    PlaywrightAssertions.assertThat(page.locator(".shown")).containsText("29 of 193");
    assertThat(page.url()).contains("agree=SOME").doesNotContain("q=");
    field(page, "group").selectOption("region");
    page.waitForURL(Pattern.compile(".*group=region.*"));
    field(page, "sort").selectOption("name");
    page.waitForURL(Pattern.compile(".*sort=name.*"));
    assertThat(page.locator("tr.group").count()).isGreaterThan(3);
    field(page, "q").fill("substation");
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Show").setExact(true))
        .click();
    page.waitForURL(Pattern.compile(".*q=substation.*"));
    assertThat(rows(page).count()).isLessThan(29);
    page.goBack();
    page.waitForURL(Pattern.compile("^(?!.*q=).*$"));
    PlaywrightAssertions.assertThat(page.locator(".shown")).containsText("29 of 193");
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Show all")).click();
    PlaywrightAssertions.assertThat(page.locator(".shown")).containsText("193 of 193");
  }

  @Test
  void day_region_class_and_source_narrow_the_table_as_they_say() {
    Page page = open("/matrix");
    field(page, "from").fill("2025-03-20");
    field(page, "to").fill("2025-03-26");
    field(page, "class").selectOption("energy.gas");
    page.waitForURL(Pattern.compile(".*class=energy.gas.*"));
    int gas = rows(page).count();
    assertThat(gas).isPositive();
    field(page, "region").selectOption("Kursk Oblast");
    page.waitForURL(Pattern.compile(".*region=.*"));
    assertThat(rows(page).count()).isBetween(1, gas);
    field(page, "by")
        .selectOption(field(page, "by").locator("option").nth(1).getAttribute("value"));
    page.waitForURL(Pattern.compile(".*by=.*"));
    assertThat(page.locator(".shown").textContent()).contains("of 193");
  }

  @Test
  void a_condition_that_has_no_field_is_shown_and_can_be_taken_off() {
    Page page = open("/matrix?v=ru:ARGUABLE&grade=0");
    assertThat(page.locator(".chips").textContent()).contains("Russia").contains("arguable");
    page.locator(".chips a").first().click();
    assertThat(page.url()).doesNotContain("ARGUABLE").contains("grade=0");
  }

  @Test
  void terms_groups_and_pages_are_reached_by_links() {
    Page page = open("/matrix");
    page.locator(".tabs a").nth(1).click();
    assertThat(page.locator("h1").textContent()).contains("Black Sea");
    page.locator(".groups a").first().click();
    assertThat(page.url()).contains("agree=SOME");
    page.navigate(scene.url() + CASE + "/matrix?group=none");
    page.locator("a[rel=next]").click();
    assertThat(page.locator(".pager").textContent()).contains("151 to 193 of 193");
    page.locator("a[rel=prev]").click();
    assertThat(page.locator(".pager").textContent()).contains("1 to 150 of 193");
  }

  @Test
  void heads_and_first_column_stay_when_the_table_is_scrolled() {
    Page page = open("/matrix", 700, ColorScheme.LIGHT, "en", true);
    page.locator(".matrix-box .scroll").evaluate("box => box.scrollTo(200, 1500)");
    double left = page.locator(".matrix-box .scroll").boundingBox().x;
    double top = page.locator(".matrix-box .scroll").boundingBox().y;
    assertThat(rows(page).nth(30).locator("th").boundingBox().x).isBetween(left - 1, left + 2);
    assertThat(page.locator("thead th").nth(1).boundingBox().y).isBetween(top - 1, top + 2);
  }

  @ParameterizedTest
  @CsvSource({
    "/matrix,-matrix.csv",
    "/matrix/compare,-compare.csv",
    "/differences,-differences.csv"
  })
  void a_page_is_taken_away_as_a_table(String path, String name) throws Exception {
    Page page = open(path);
    Download taken = page.waitForDownload(() -> page.locator(".take a").first().click());
    assertThat(taken.suggestedFilename()).endsWith(name);
    assertThat(Files.readAllLines(taken.path()).size()).isGreaterThan(3);
  }

  @ParameterizedTest
  @CsvSource({
    "/matrix?agree=SOME, 29 of 193",
    "/matrix/compare?a=us&b=ru, 193 of 193",
    "/differences, 193 reported incidents",
    "/i/20250328-sudzha-himars, Pause of strikes",
    "/process, Drawn from",
    "/agreement, Pause of strikes on energy objects",
    "/statements, Readout",
  })
  void a_page_is_taken_away_as_a_picture_that_says_what_it_is_of(String path, String says)
      throws Exception {
    Page page = open(path);
    Download taken = page.waitForDownload(() -> page.locator("#svg").click());
    assertThat(taken.suggestedFilename()).endsWith(".svg");
    Document picture =
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(taken.path().toFile());
    String words = picture.getDocumentElement().getTextContent();
    assertThat(words)
        .contains("Drawn from: Energy pause", " UTC.", says)
        .contains(page.locator("h1").textContent().substring(0, 20));
    assertThat(picture.getElementsByTagName("text").getLength()).isGreaterThan(20);
    Set<String> ids = new HashSet<>();
    NodeList all = picture.getElementsByTagName("*");
    for (int i = 0; i < all.getLength(); i++) {
      ids.add(((Element) all.item(i)).getAttribute("id"));
    }
    NodeList uses = picture.getElementsByTagName("use");
    for (int i = 0; i < uses.getLength(); i++) {
      assertThat(ids).contains(((Element) uses.item(i)).getAttribute("href").substring(1));
    }
    assertThat(Files.readString(taken.path())).doesNotContain("var(--", "url(\"http");
  }

  // --- two readings

  @Test
  void two_readings_are_chosen_and_each_number_opens_its_incidents() {
    Page page = open("/matrix");
    page.locator(".compare select[name=a]").selectOption("us");
    page.locator(".compare select[name=b]").selectOption("ua");
    page.locator(".compare button").click();
    assertThat(page.locator("h1").textContent())
        .isEqualTo("United States and Ukraine part over 23 of 193 incidents.");
    page.locator(".cross a").first().click();
    assertThat(page.locator("#list").textContent()).contains("127 of 127 shown");
    page.locator(".numbers a", new Page.LocatorOptions().setHasText("Begin")).click();
    assertThat(page.locator("#list h2").textContent()).contains("settled by Begin alone");
    page.locator(".pairlist .name").first().click();
    assertThat(page.url()).contains("/i/");
  }

  // --- the differences

  @Test
  void an_answer_tried_moves_the_counts_at_once_and_back_undoes_it() {
    Page page = open("/differences");
    assertThat(page.locator("h1").textContent())
        .isEqualTo("Scope divides the readings most; end comes second.");
    page.locator("a.option", new Page.LocatorOptions().setHasText("with production and coal"))
        .first()
        .click();
    PlaywrightAssertions.assertThat(page.locator("#try .total").first())
        .containsText("145 was 150");
    assertThat(page.url()).contains("whatif=scope");
    assertThat(page.locator("#flips").textContent()).contains("then covered under Russia");
    page.goBack();
    PlaywrightAssertions.assertThat(page.locator("#try .total").first()).not().containsText("was");
    page.goForward();
    PlaywrightAssertions.assertThat(page.locator("#try .total").first()).containsText("was 150");
    page.locator(".asking a").click();
    PlaywrightAssertions.assertThat(page.locator("#try .total").first()).not().containsText("was");
  }

  @Test
  void an_answer_is_tried_for_one_reading_and_without_a_script() {
    Page page = open("/differences", 1280, ColorScheme.LIGHT, "en", false);
    page.locator(".who a", new Page.LocatorOptions().setHasText("Russia")).click();
    page.locator("a.option", new Page.LocatorOptions().setHasText("with production and coal"))
        .first()
        .click();
    assertThat(page.locator(".asking").textContent()).contains("What if Russia took scope");
    assertThat(page.locator("#try .total").first().textContent())
        .contains("was 80")
        .doesNotContain("was 150");
  }

  @Test
  void a_share_opens_the_incidents_it_is_about() {
    Page page = open("/differences");
    page.locator(".pairs a").first().click();
    assertThat(page.locator("#flips h2").textContent())
        .isEqualTo("Incidents that scope alone flips between United States and Russia");
    assertThat(page.locator(".flips li").count()).isPositive();
    page.locator(".costs a").nth(1).click();
    assertThat(page.locator("#flips h2").textContent()).contains("end");
    page.locator(".switch a").click();
    assertThat(page.locator(".lead").first().textContent()).contains("4 readings");
    page.locator(".tabs a").nth(1).click();
    assertThat(page.url()).contains("term=");
  }

  // --- the incident

  @Test
  void an_incident_leads_down_to_its_bytes() throws Exception {
    Page page = open("/i/20250328-sudzha-himars");
    assertThat(page.locator("h1").textContent()).isEqualTo("Sudzha gas metering station");
    assertThat(page.locator(".mapbox svg circle.area").count()).isEqualTo(1);
    for (String what : List.of("/captured/", "/entry", "/proof", "/packet")) {
      Download taken =
          page.waitForDownload(() -> page.locator("#evidence a[href*='" + what + "']").click());
      assertThat(Files.size(taken.path())).isPositive();
    }
    page.locator("#evidence summary").first().click();
    assertThat(page.locator("#evidence pre").first().textContent()).contains("\"observation\"");
    page.locator("#history a").first().click();
    assertThat(page.url()).contains("recorded=");
    assertThat(page.locator("h1").textContent()).isEqualTo("Sudzha gas metering station");
    page.locator("#near .flips a").first().click();
    assertThat(page.url()).contains("/i/").doesNotContain("himars");
  }

  @Test
  void the_record_of_a_day_before_says_that_nothing_was_recorded() {
    Page page = open("/i/20250328-sudzha-himars");
    page.getByLabel("As of an instant").fill("2001-01-01T00:00:00Z");
    troubles.clear();
    page.locator(".asofform button").click();
    assertThat(page.locator("main").textContent()).contains("2001-01-01");
    // A refusal is told by the browser as well, and is what was asked for.
    troubles.clear();
  }

  @Test
  void what_is_known_by_region_is_drawn_as_an_area_without_a_mark() {
    Page page = open("/matrix?group=none");
    String region =
        scene
            .page(CASE + "/matrix.csv")
            .lines()
            .filter(line -> line.contains("aggregate"))
            .map(line -> line.substring(0, line.indexOf(',')))
            .findFirst()
            .orElseThrow();
    page.navigate(scene.url() + CASE + "/i/" + region);
    assertThat(page.locator("#where").textContent()).contains("known to the region");
    assertThat(page.locator(".mapbox .pin").count()).isZero();
  }

  // --- every page

  @ParameterizedTest
  @CsvSource({
    "/matrix,1280,LIGHT,en",
    "/matrix,390,DARK,uk",
    "/matrix?group=region&sort=name,390,LIGHT,en",
    "/matrix/compare?a=us&b=ru,1280,DARK,ru",
    "/matrix/compare?a=us&b=ru,390,LIGHT,uk",
    "/differences?whatif=scope:*:ua,1280,LIGHT,uk",
    "/differences?analysts=on,390,DARK,ru",
    "/i/20250328-sudzha-himars,1280,DARK,en",
    "/i/20250328-sudzha-himars,390,LIGHT,ru"
  })
  void it_is_accessible_and_needs_no_sideways_scroll(
      String path, int width, ColorScheme scheme, String language) {
    Page page = open(path, width, scheme, language, true);
    page.locator("details.term").all().forEach(one -> one.evaluate("d => d.open = true"));
    assertThat(page.locator("html").getAttribute("lang")).isEqualTo(language);
    Object wide =
        page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth");
    assertThat(((Number) wide).intValue()).isZero();
    assertThat(
            new AxeBuilder(page)
                .analyze().getViolations().stream()
                    .map(found -> found.getId() + " " + found.getNodes().getFirst().getHtml())
                    .toList())
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"/matrix", "/differences", "/i/20250328-sudzha-himars"})
  void it_prints(String path) {
    Page page = open(path);
    byte[] pdf = page.pdf(new Page.PdfOptions().setFormat("A4"));
    assertThat(pdf.length).isGreaterThan(10_000);
  }
}
