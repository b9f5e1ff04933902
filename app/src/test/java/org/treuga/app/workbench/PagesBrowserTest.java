package org.treuga.app.workbench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Download;
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
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The five pages as a reader meets them, in Chromium. */
class PagesBrowserTest {

  private static final String CASE = "/c/ua-ru-2025-energy";

  @TempDir private static Path folder;
  private static Playwright playwright;
  private static Browser browser;
  private static CaseServer scene;
  private final List<String> troubles = new ArrayList<>();
  private @Nullable BrowserContext context;

  @BeforeAll
  static void open_a_browser() {
    Optional<Path> chromium =
        Stream.of("chromium", "chromium-browser", "google-chrome")
            .flatMap(name ->
                Stream.of(System.getenv("PATH").split(File.pathSeparator))
                    .map(one -> Path.of(one, name)))
            .filter(Files::isExecutable)
            .findFirst();
    assumeTrue(chromium.isPresent(), "no Chromium on the PATH: the pages are not tried");
    scene = new CaseServer(folder.resolve("data"), CaseServer.BUNDLED);
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
                .setAcceptDownloads(true)
                .setJavaScriptEnabled(script));
    context = opened;
    Page page = opened.newPage();
    page.onConsoleMessage(message -> troubles.add(message.type() + ": " + message.text()));
    page.onPageError(error -> troubles.add("error: " + error));
    page.onRequestFailed(request -> {
      if (!String.valueOf(request.failure()).contains("ERR_ABORTED")) {
        troubles.add("failed: " + request.url());
      }
    });
    page.onRequest(request -> {
      if (!request.url().startsWith(scene.url()) && !request.url().startsWith("data:")) {
        troubles.add("request: " + request.url());
      }
    });
    page.navigate(scene.url() + path);
    if (script) {
      page.waitForSelector("body[data-ready]");
    }
    return page;
  }

  @ParameterizedTest
  @CsvSource({
    "agreement, 1440, LIGHT, en", "agreement, 390, DARK, uk",
    "statements, 1440, DARK, ru", "statements, 390, LIGHT, en",
    "process, 1440, LIGHT, uk", "process, 390, DARK, ru",
    "evidence, 1440, DARK, en", "evidence, 390, LIGHT, uk",
    "data, 1440, LIGHT, ru", "data, 390, DARK, en",
  })
  void every_page_is_accessible_and_as_wide_as_the_window(
      String name, int width, ColorScheme scheme, String language) {
    Page page = open(CASE + "/" + name, width, scheme, language, true);
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)");
    assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(width);
    assertThat(page.getAttribute("html", "lang")).isEqualTo(language);
    assertThat(
            new AxeBuilder(page)
                .withTags(List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"))
                .analyze()
                .getViolations())
        .extracting(rule -> rule.getId() + ": " + rule.getNodes())
        .isEmpty();
  }

  private static Path spreadsheet(String name, String last) throws Exception {
    return Files.writeString(
        folder.resolve(name),
        "Nr;When;\u0428\u0438\u0440\u043e\u0442\u0430;\u0414\u043e\u0432\u0433\u043e\u0442\u0430;place\n"
            + name
            + "1;2025-03-20T10:00:00Z;50,45;30,52;somewhere\n"
            + name
            + "2;"
            + last
            + ";50,45;30,52;<b>elsewhere</b>\n");
  }

  @Test
  void a_spreadsheet_is_chosen_mapped_recorded_mended_and_taken_away() throws Exception {
    Page page = open(CASE + "/data", 1440, ColorScheme.LIGHT, "en", true);
    page.setInputFiles("#file", spreadsheet("own.csv", "soon"));
    page.click("form.drop .act");
    assertThat(page.textContent("h1")).contains("cannot be read as it is");
    page.selectOption("select[name=c0]", "id");
    page.selectOption("select[name=c1]", "occurred_from");
    page.click("#columns .act");
    assertThat(page.textContent("h1")).isEqualTo("1 of 2 rows can be recorded");
    Download rejected = page.waitForDownload(() -> page.click("#rejected a"));
    String rows = Files.readString(rejected.path());
    assertThat(rows).contains("soon", "rejected_code");
    page.click("form.once .act");
    assertThat(page.textContent("h1")).isEqualTo("1 report was recorded");
    assertThat(page.url()).contains("/receipt/");
    page.click("text=Bring more");
    page.setInputFiles(
        "#file",
        Files.writeString(
            folder.resolve("mended.csv"), rows.replaceFirst("soon", "2025-03-21T10:00:00Z")));
    page.click("form.drop .act");
    assertThat(page.textContent("h1")).isEqualTo("1 of 1 rows can be recorded");
    page.click("form.once .act");
    assertThat(page.textContent("h1")).isEqualTo("1 report was recorded");
  }

  @Test
  void a_file_is_dropped_on_the_form_and_let_go() throws Exception {
    Page page = open(CASE + "/data", 1440, ColorScheme.LIGHT, "en", true);
    assertThat(page.textContent(".busy")).isEqualTo("Drop the file here, or choose it");
    page.evaluate(
        "() => { const d = new DataTransfer();"
            + " d.items.add(new File(['id,occurred_from\\nQ1,2025-03-20T10:00:00Z\\n'], 'd.csv'));"
            + " document.querySelector('form.drop').dispatchEvent("
            + "new DragEvent('drop', {dataTransfer: d, bubbles: true, cancelable: true})); }");
    page.waitForSelector("form.once");
    assertThat(page.textContent("h1")).isEqualTo("1 of 1 rows can be recorded");
    page.click(".quiet");
    assertThat(page.textContent("h1")).isEqualTo("Bring your own data");
  }

  @Test
  void without_script_a_file_is_brought_all_the_same() throws Exception {
    Page page = open(CASE + "/data", 390, ColorScheme.LIGHT, "en", false);
    page.setInputFiles(
        "#file",
        Files.writeString(
            folder.resolve("plain.csv"), "id,occurred_from\nP1,2025-03-20T10:00:00Z\n"));
    page.click("form.drop .act");
    page.click("form.once .act");
    assertThat(page.textContent("h1")).isEqualTo("1 report was recorded");
  }

  @Test
  void two_statements_are_chosen_and_a_clause_leads_to_its_difference_point() {
    Page page = open(CASE + "/statements", 1440, ColorScheme.LIGHT, "en", true);
    page.selectOption("#left", "S-0325-US-UA");
    page.selectOption("#right", "S-0325-KR-LIST");
    page.click(".choose .act");
    assertThat(page.url()).contains("a=S-0325-US-UA").contains("b=S-0325-KR-LIST");
    page.click(".beside .chip >> nth=0");
    assertThat(page.url()).contains("/agreement").contains("#point-");
    page.goBack();
    page.click("text=put left >> nth=0");
    assertThat(page.url()).contains("b=S-0325-KR-LIST");
  }

  @Test
  void a_new_case_is_made_from_the_page() {
    Page page = open("/cases/new", 1440, ColorScheme.LIGHT, "uk", true);
    page.fill("#id", "trial");
    page.fill("#title", "Trial");
    page.click(".fields .act");
    assertThat(page.url()).endsWith("/c/trial/data");
  }

  @Test
  void the_record_of_another_day_opens_from_the_evidence() {
    Page page =
        open(CASE + "/evidence?recorded=2999-01-01T00:00:00Z", 1440, ColorScheme.LIGHT, "en", true);
    assertThat(page.textContent(".asof")).contains("As recorded on 1 Jan 2999");
    assertThat(page.getAttribute("#versions tbody a", "href")).contains("/picture?recorded=");
    page.fill("#recorded", "2999-01-01T00:00:00Z");
    assertThat(page.getAttribute(".day", "action")).isEqualTo(CASE + "/picture");
  }

  @ParameterizedTest
  @CsvSource({"agreement", "statements", "process", "evidence", "data"})
  void every_page_prints(String name) {
    Page page = open(CASE + "/" + name, 1440, ColorScheme.LIGHT, "en", true);
    byte[] pdf = page.pdf();
    assertThat(new String(pdf, 0, 5, java.nio.charset.StandardCharsets.US_ASCII))
        .isEqualTo("%PDF-");
  }
}
