package org.treuga.app.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.treuga.report.Assessment;

class ReportPageTest {

  private static final ReportPage.Provenance MADE =
      new ReportPage.Provenance(
          "0.1.0", List.of(new ReportPage.Input("reports.csv", "ab".repeat(32))));
  private static final Path GOLDEN = Path.of("src/test/resources/org/treuga/app/page/scene.html");

  private static String page() {
    return ReportPage.render(Scene.assessment(), MADE);
  }

  /** Without what the front-end build and the map's coast put in, and one element a line. */
  private static String plain(String html) {
    return html.replaceAll("(?s)<style>.*?</style>", "<style/>")
        .replaceAll("(?s)<script>.*?</script>", "<script/>")
        .replaceAll("sha256-[A-Za-z0-9+/=]+", "sha256-")
        .replaceAll("(<path d=\")[^\"]*(\" class=\"land\")", "$1$2")
        .replace("><", ">\n<");
  }

  @Test
  void the_page_of_the_invented_pause_is_as_reviewed() throws Exception {
    String plain = plain(page());
    Path now = Path.of("target/report-page/scene-plain.html");
    Files.createDirectories(now.getParent());
    Files.writeString(now, plain);
    assertThat(plain)
        .as("compare %s with %s, and copy it over when the change is wanted", now, GOLDEN)
        .isEqualTo(Files.readString(GOLDEN));
  }

  @Test
  void the_same_assessment_gives_the_same_bytes() {
    assertThat(page()).isEqualTo(page());
  }

  @Test
  void nothing_from_the_input_becomes_markup() {
    String plain = plain(page());
    assertThat(plain).doesNotContain("<img").doesNotContain("</script>");
    assertThat(plain).contains("&lt;/script");
    assertThat(Pattern.compile("<[a-z][^>]*\\son[a-z]+\\s*=").matcher(plain).find()).isFalse();
    assertThat(plain).doesNotContain("href=\"javascript:").doesNotContain("style=\"");
  }

  @Test
  void exchanging_the_names_of_the_parties_exchanges_them_and_nothing_else() {
    String other =
        plain(ReportPage.render(Scene.swapped(), MADE))
            .replace("Northland", "\u0001")
            .replace("Southland", "Northland")
            .replace("\u0001", "Southland");
    assertThat(other).isEqualTo(plain(page()));
  }

  @Test
  void the_page_asks_nothing_of_anybody() {
    String html = page();
    assertThat(html).contains("content=\"default-src &#39;none&#39;;");
    assertThat(
            Pattern.compile("\\b(src|srcset|action|poster)=\"(?!data:)")
                .matcher(html.replaceAll("(?s)&lt;.*?>", ""))
                .find())
        .isFalse();
    assertThat(html).doesNotContain("<link").doesNotContain("@import").doesNotContain("url(http");
  }

  @Test
  void a_case_without_reports_says_so() {
    Assessment scene = Scene.assessment();
    Assessment empty =
        new Assessment(
            scene.title(),
            scene.agreement(),
            List.of(),
            List.of(),
            Map.of(),
            Map.of(),
            0,
            List.of(),
            List.of());
    assertThat(ReportPage.render(empty, MADE)).contains("There is no finding");
    assertThat(
            new String(
                ReportPage.render(empty, MADE).getBytes(StandardCharsets.UTF_8),
                StandardCharsets.UTF_8))
        .contains("0 reports were read");
  }
}
