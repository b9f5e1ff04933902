package org.treuga.app.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Someone who has never seen the workbench walks through it by its links, fields and buttons only:
 * what happened, what it means under which reading and why, what it rests on, and their own
 * spreadsheet beside it.
 */
class NewcomerStoryTest {

  @TempDir private static Path folder;
  private static WorkbenchScene scene;

  @BeforeAll
  static void open() {
    scene = WorkbenchScene.open(folder.resolve("data"), Path.of("../cases/ua-ru-2025-energy"));
  }

  @AfterAll
  static void close() {
    if (scene != null) {
      scene.close();
    }
  }

  @Test
  void a_newcomer_finds_follows_brings_mends_and_takes_away() throws Exception {
    Page page =
        scene.look(new Browser.NewContextOptions().setViewportSize(1440, 900).setLocale("en"), "/");
    int before = start(page);
    findSudzhaInMarch(page);
    switchTheReading(page);
    seeWhatFlipsAndWhy(page);
    followOneToItsBytes(page);
    openTheStatements(page);
    bringFortyRows(page);
    takeAwayAndPrint(page, before + 40);
    assertThat(scene.troubles()).isEmpty();
  }

  // --- what is there

  /** The one case opens by itself, and how many incidents it has is the largest thing on it. */
  private static int start(Page page) {
    page.waitForURL("**/c/*/picture**");
    return count(page);
  }

  private static void findSudzhaInMarch(Page page) {
    search(page, "Sudzha");
    int everywhen = count(page);
    page.locator("[data-chip=occurred]").click();
    page.getByLabel("From", new Page.GetByLabelOptions().setExact(true)).fill("2025-03-01");
    page.getByLabel("Before", new Page.GetByLabelOptions().setExact(true)).fill("2025-04-01");
    page.keyboard().press("Enter");
    page.waitForURL("**to=2025-04-01**");
    page.keyboard().press("Escape");
    settled(page);
    assertThat(count(page)).isPositive().isLessThanOrEqualTo(everywhen);
    List<String> found = page.locator("#list .row:visible").allInnerTexts();
    assertThat(found).hasSize(count(page)).allMatch(row -> row.contains("Sudzha"));
    assertThat(found).allMatch(row -> row.contains("Mar"));
  }

  /** Side by side there is a cell for each reading; under one of them there is one. */
  private static void switchTheReading(Page page) {
    Locator strip = page.locator("#list .row:visible").first().locator(".m");
    assertThat(strip.count()).isGreaterThan(1);
    page.locator("[data-chip=reading]").click();
    page.getByLabel("Russia", new Page.GetByLabelOptions().setExact(true)).check();
    page.waitForURL("**reading=ru**");
    page.keyboard().press("Escape");
    PlaywrightAssertions.assertThat(strip).hasCount(1);
    PlaywrightAssertions.assertThat(page.locator("[data-chip=reading] b")).hasText("Russia");
  }

  /** The same incidents in the matrix, and two readings of them beside each other. */
  private static void seeWhatFlipsAndWhy(Page page) {
    int shown = count(page);
    turnTo(page, "Matrix", "matrix");
    PlaywrightAssertions.assertThat(page.locator(".shown")).containsText(shown + " of ");
    page.locator(".compare select[name=a]").selectOption("us");
    page.locator(".compare select[name=b]").selectOption("ru");
    page.locator(".compare button").click();
    page.waitForURL("**/matrix/compare?**");
    page.waitForSelector("body[data-ready]");
    assertThat(page.locator("h1").innerText()).contains("United States and Russia part over");
    page.locator(".filter .clear").click();
    page.waitForSelector("body[data-ready]");
    page.waitForSelector("main:not(:has(.working))");
    page.locator(".cross .part a").first().click();
    page.waitForSelector("body[data-ready]");
    Locator flips = page.locator(".pairlist tbody tr");
    assertThat(flips.count()).isPositive();
    for (Locator row : flips.all()) {
      assertThat(row.locator("td").nth(0).innerText())
          .isNotEqualTo(row.locator("td").nth(1).innerText());
    }
    turnTo(page, "Differences", "differences");
    page.waitForSelector("main:not(:has(.working))");
    assertThat(page.locator("h1").innerText()).contains("divides the readings most");
  }

  private static void followOneToItsBytes(Page page) throws Exception {
    turnTo(page, "Picture", "picture");
    search(page, "Sudzha");
    page.locator("#list .row:visible").last().click();
    page.waitForSelector("#card h2");
    List<String> leads =
        page.locator("#card .links a").all().stream()
            .map(link -> link.getAttribute("href").replaceFirst("^.*#", "#"))
            .toList();
    page.locator("#card .links a[href*='#evidence']").click();
    page.waitForSelector("body[data-page=incident][data-ready]");
    assertThat(leads).hasSizeGreaterThan(2).allMatch(part -> page.locator(part).count() == 1);
    assertThat(page.locator("h1").innerText()).contains("Sudzha");
    Download bytes =
        page.waitForDownload(() -> page.locator("#evidence a[href*='/captured/']").click());
    String digest =
        HexFormat.of()
            .formatHex(
                MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(bytes.path())));
    PlaywrightAssertions.assertThat(page.locator("#evidence")).containsText(digest);
    Download proof =
        page.waitForDownload(() -> page.locator("#evidence a[href$='/proof']").click());
    for (Locator hash : page.locator("#evidence .path code").all()) {
      assertThat(Files.readString(proof.path())).contains(hash.textContent());
    }
    PlaywrightAssertions.assertThat(page.locator("#evidence pre.command").first())
        .containsText(proof.suggestedFilename());
  }

  private static void openTheStatements(Page page) {
    turnTo(page, "Statements", "statements");
    assertThat(page.locator(".beside .heads h2").allInnerTexts())
        .hasSize(2)
        .doesNotHaveDuplicates();
    assertThat(page.locator(".beside q").count()).isPositive();
  }

  /** By the links at the head of every page. */
  private static void turnTo(Page page, String name, String kind) {
    page.getByRole(AriaRole.BANNER)
        .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName(name).setExact(true))
        .click();
    page.waitForSelector("body[data-page=" + kind + "][data-ready]");
  }

  // --- what one brings

  /** Forty rows of which every eighth says when in a way that nobody can read. */
  private static String forty() {
    StringBuilder csv = new StringBuilder("id;occurred_from;lat;lon;Town;object_class;act\n");
    for (int i = 1; i <= 40; i++) {
      csv.append("Z%02d;".formatted(i))
          .append(i % 8 == 0 ? "soon after;" : "2025-03-20T10:%02d:00Z;".formatted(i))
          .append("51,19;35,27;Newcomer's town;energy.gas.metering;strike.drone\n");
    }
    return csv.toString();
  }

  private static void bringFortyRows(Page page) throws IOException {
    turnTo(page, "Data", "data");
    look(page, Files.writeString(folder.resolve("forty.csv"), forty()));
    page.selectOption("select[name=c4]", "place_name");
    press(page, "#columns .act");
    assertThat(page.locator("h1").innerText()).isEqualTo("35 of 40 rows can be recorded");
    assertThat(page.locator("#rejected tbody tr").count()).isEqualTo(5);
    assertThat(page.locator("#rejected tbody").innerText()).contains("soon after");
    press(page, "form.once .act");
    assertThat(page.locator("h1").innerText()).isEqualTo("35 reports were recorded");
    Download rejected = page.waitForDownload(() -> page.locator("#rejected .note a").click());
    String rows = Files.readString(rejected.path());
    assertThat(rows.lines()).hasSize(6);
    assertThat(rows).contains("rejected_expected", "soon after");
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Bring more")).click();
    page.waitForSelector("form.drop");
    page.waitForSelector("body[data-ready]");
    // Each row is mended where it says what was wrong; what is said about it may stay.
    String mended =
        Pattern.compile("^(Z[0-9]+[;,])soon after", Pattern.MULTILINE)
            .matcher(rows)
            .replaceAll("$12025-03-21T10:00:00Z");
    assertThat(mended).isNotEqualTo(rows);
    look(page, Files.writeString(folder.resolve("mended.csv"), mended));
    assertThat(page.locator("h1").innerText()).isEqualTo("5 of 5 rows can be recorded");
    press(page, "form.once .act");
    assertThat(page.locator("h1").innerText()).isEqualTo("5 reports were recorded");
  }

  private static void look(Page page, Path file) {
    page.setInputFiles("#file", file);
    press(page, "form.drop .act");
  }

  /** Presses what leads to another page, and waits until that is there with its script. */
  private static void press(Page page, String button) {
    page.evaluate("document.body.dataset.left = 'true'");
    page.locator(button).click();
    page.waitForSelector("body[data-ready]:not([data-left])");
  }

  // --- what one takes away

  private static void takeAwayAndPrint(Page page, int all) throws IOException {
    page.locator(".links a[href*='/picture']").click();
    page.waitForSelector("body[data-page=picture][data-ready]");
    settled(page);
    assertThat(count(page)).isEqualTo(all);
    search(page, "Newcomer's town");
    assertThat(count(page)).isEqualTo(40);
    Download csv =
        page.waitForDownload(() -> page.locator("#exports a[href*='incidents.csv']").click());
    assertThat(Files.readAllLines(csv.path())).hasSize(40 + 1);
    Download picture = page.waitForDownload(() -> page.locator("#png").click());
    assertThat(Files.readAllBytes(picture.path()))
        .startsWith(0x89, 'P', 'N', 'G')
        .hasSizeGreaterThan(20_000);
    String paper = new String(page.pdf(), StandardCharsets.ISO_8859_1);
    assertThat(paper).startsWith("%PDF-");
    assertThat(Pattern.compile("/Type\\s*/Page\\b").matcher(paper).results().count()).isPositive();
  }

  /** The condition is named when what it selects is shown. */
  private static void search(Page page, String words) {
    page.getByRole(AriaRole.SEARCHBOX).fill(words);
    PlaywrightAssertions.assertThat(page.locator("#active")).containsText(words);
    settled(page);
  }

  private static int count(Page page) {
    settled(page);
    return Integer.parseInt(page.locator("#shown b").innerText());
  }

  /** The counts of all views have come. */
  private static void settled(Page page) {
    page.waitForSelector(".picture[data-count]");
    page.waitForFunction(
        "document.querySelector('.picture').dataset.count === document.querySelector('#list').dataset.count");
  }
}
