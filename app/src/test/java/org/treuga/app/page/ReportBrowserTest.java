package org.treuga.app.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page as a reader meets it: from a file, in Chromium, with nothing to fetch. */
class ReportBrowserTest {

  private static Playwright playwright;
  private static Browser browser;
  private static Path file;
  private final List<String> troubles = new ArrayList<>();
  private @Nullable BrowserContext context;

  @BeforeAll
  static void open_a_browser() throws Exception {
    Optional<Path> chromium =
        Stream.of("chromium", "chromium-browser", "google-chrome")
            .flatMap(name ->
                Stream.of(System.getenv("PATH").split(File.pathSeparator))
                    .map(folder -> Path.of(folder, name)))
            .filter(Files::isExecutable)
            .findFirst();
    assumeTrue(chromium.isPresent(), "no Chromium on the PATH: the page is not tried in a browser");
    file = Path.of("target/report-page/scene.html").toAbsolutePath();
    Files.createDirectories(file.getParent());
    Files.writeString(
        file, ReportPage.render(Scene.assessment(), new ReportPage.Provenance("0.1.0", List.of())));
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
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
    }
  }

  @AfterEach
  void nothing_went_wrong_behind_the_page() {
    if (context != null) {
      context.close();
    }
    assertThat(troubles).isEmpty();
  }

  private Page open(int width, ColorScheme scheme, boolean script) {
    BrowserContext opened =
        browser.newContext(
            new Browser.NewContextOptions()
                .setViewportSize(width, 900)
                .setColorScheme(scheme)
                .setJavaScriptEnabled(script));
    context = opened;
    Page page = opened.newPage();
    page.onConsoleMessage(message -> troubles.add(message.type() + ": " + message.text()));
    page.onPageError(error -> troubles.add("error: " + error));
    page.onRequest(request -> {
      if (!request.url().startsWith("data:")
          && !request.url().startsWith(file.toUri().toString())) {
        troubles.add("request: " + request.url());
      }
    });
    page.onDialog(dialog -> troubles.add("dialog: " + dialog.message()));
    page.navigate(file.toUri().toString());
    return page;
  }

  @Test
  void a_cell_opens_its_reasons_by_mouse_and_closes_them() {
    Page page = open(1280, ColorScheme.LIGHT, true);
    Locator reasons = page.locator(".verdicts .reasons").first();
    assertThat(reasons.isVisible()).isFalse();
    page.locator(".verdicts .cell").first().click();
    assertThat(reasons.isVisible()).isTrue();
    assertThat(reasons.innerText()).contains("What differs");
    page.locator(".verdicts .cell").first().click();
    assertThat(reasons.isVisible()).isFalse();
  }

  @Test
  void a_cell_opens_its_reasons_by_keyboard() {
    Page page = open(1280, ColorScheme.LIGHT, true);
    page.locator(".verdicts .cell").first().focus();
    page.keyboard().press("ArrowRight");
    page.keyboard().press("Enter");
    assertThat(page.locator(".verdicts .reasons").first().isVisible()).isTrue();
    page.keyboard().press("Escape");
    assertThat(page.locator(".verdicts .reasons").first().isVisible()).isFalse();
  }

  @Test
  void without_script_the_reasons_are_one_click_away() {
    Page page = open(1280, ColorScheme.LIGHT, false);
    page.locator(".why summary").first().click();
    assertThat(page.locator(".verdicts .reasons").first().isVisible()).isTrue();
    assertThat(page.locator("svg.map").isVisible()).isTrue();
    assertThat(page.locator("svg.timeline").first().isVisible()).isTrue();
  }

  @Test
  void a_mark_on_the_map_chooses_its_incidents_everywhere() {
    Page page = open(1280, ColorScheme.LIGHT, true);
    page.locator(".pin").first().click();
    int chosen = page.locator(".pin").first().getAttribute("data-i").split(" ").length;
    assertThat(page.locator("#t0 .row.chosen").count()).isEqualTo(chosen);
    page.keyboard().press("Escape");
    assertThat(page.locator(".row.chosen").count()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"1280, LIGHT", "1280, DARK", "390, LIGHT", "390, DARK"})
  void the_page_is_accessible_and_as_wide_as_the_window(int width, ColorScheme scheme) {
    Page page = open(width, scheme, true);
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)");
    page.locator(".verdicts .cell").first().click();
    assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(width);
    assertThat(
            new AxeBuilder(page)
                .withTags(
                    List.of(
                        "wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"))
                .analyze()
                .getViolations())
        .extracting(rule -> rule.getId() + ": " + rule.getNodes())
        .isEmpty();
  }

  @Test
  void it_prints() {
    Page page = open(1280, ColorScheme.LIGHT, true);
    byte[] pdf = page.pdf(new Page.PdfOptions().setPreferCSSPageSize(true));
    assertThat(new String(pdf, 0, 5, java.nio.charset.StandardCharsets.US_ASCII))
        .isEqualTo("%PDF-");
  }
}
