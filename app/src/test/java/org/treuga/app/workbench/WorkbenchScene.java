package org.treuga.app.workbench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.treuga.app.server.Server;
import org.treuga.app.server.Workbench;
import org.treuga.app.store.Receipt;
import org.treuga.connectors.reports.ReportRules;
import org.treuga.connectors.reports.ReportsFeed;

/**
 * A server over a new data directory with one case, and a browser that looks at it. Whatever goes
 * wrong behind a page is kept and told by {@link #troubles()}.
 */
final class WorkbenchScene implements AutoCloseable {

  private final Workbench workbench;
  private final Server server;
  private final HttpClient http = HttpClient.newHttpClient();
  private final String caseId;
  private final Playwright playwright;
  private final Browser browser;
  private final List<BrowserContext> contexts = new ArrayList<>();
  private final List<String> troubles = new ArrayList<>();

  private WorkbenchScene(Workbench workbench, Server server, String caseId, Path chromium) {
    this.workbench = workbench;
    this.server = server;
    this.caseId = caseId;
    this.playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    this.browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(chromium)
                    .setArgs(
                        List.of(
                            "--no-sandbox",
                            "--disable-background-networking",
                            "--enable-unsafe-swiftshader")));
  }

  /** Skips the test where there is no Chromium. */
  static WorkbenchScene open(Path data, Path folder) {
    return open(data, folder, null);
  }

  /**
   * The same over a map of the user's own.
   *
   * @param tiles null for none
   */
  static WorkbenchScene open(Path data, Path folder, @Nullable Path tiles) {
    Optional<Path> chromium =
        Stream.of("chromium", "chromium-browser", "google-chrome")
            .flatMap(name ->
                Stream.of(System.getenv("PATH").split(File.pathSeparator))
                    .map(path -> Path.of(path, name)))
            .filter(Files::isExecutable)
            .findFirst();
    assumeTrue(chromium.isPresent(), "no Chromium on the PATH: the page is not tried in a browser");
    Workbench workbench = new Workbench(data, null, InstantSource.system());
    workbench.write(directory -> directory.importCase(folder, "test", "test"));
    String id = workbench.cases().getFirst().id();
    return new WorkbenchScene(workbench, Server.start(workbench, 0, tiles), id, chromium.get());
  }

  /** A page of the case, or of the server where the path begins with a slash. */
  /** Records reports, as somebody else would meanwhile. */
  Receipt record(Path reports) {
    return workbench.write(directory ->
        directory.ingest(
            new ReportsFeed(ReportRules.NONE), caseId, List.of(reports), "other", "test"));
  }

  String url(String path) {
    return server.url() + (path.startsWith("/") ? path.substring(1) : "c/" + caseId + "/" + path);
  }

  /** A new page of a reader; closed with the scene. */
  Page look(Browser.NewContextOptions options, String path) {
    BrowserContext context = browser.newContext(options);
    contexts.add(context);
    Page page = context.newPage();
    page.setDefaultTimeout(60_000);
    page.onConsoleMessage(message -> {
      // What software rendering remarks on itself is not about the page.
      if (!message.text().contains("GL Driver Message")) {
        troubles.add(message.type() + ": " + message.text());
      }
    });
    page.onPageError(error -> troubles.add("error: " + error));
    page.onRequestFailed(request -> {
      if (!String.valueOf(request.failure()).contains("ERR_ABORTED")) {
        troubles.add("failed: " + request.url());
      }
    });
    page.onResponse(response -> {
      if (response.status() >= 400) {
        troubles.add(response.status() + ": " + response.url());
      }
    });
    page.onRequest(request -> {
      boolean own = request.url().startsWith(server.url());
      if (!own && !request.url().startsWith("data:") && !request.url().startsWith("blob:")) {
        troubles.add("request: " + request.url());
      }
    });
    page.navigate(url(path));
    if (!Boolean.FALSE.equals(options.javaScriptEnabled)) {
      page.waitForSelector("body[data-ready=true]");
    }
    return page;
  }

  HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create(url(path))).build(),
        HttpResponse.BodyHandlers.ofByteArray());
  }

  static void assertAccessible(Page page) {
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

  /** What went wrong since it was last asked; closes the pages. */
  List<String> troubles() {
    contexts.forEach(BrowserContext::close);
    contexts.clear();
    List<String> told = List.copyOf(troubles);
    troubles.clear();
    return told;
  }

  @Override
  public void close() {
    playwright.close();
    server.close();
  }
}
