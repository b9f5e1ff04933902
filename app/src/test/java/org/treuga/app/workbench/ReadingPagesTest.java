package org.treuga.app.workbench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Agreement, statements, process and evidence of the bundled case, as they are sent. */
class ReadingPagesTest {

  private static final String CASE = "/c/ua-ru-2025-energy";

  @TempDir private static Path folder;
  private static CaseServer scene;

  @BeforeAll
  static void open() {
    scene = new CaseServer(folder.resolve("data"), CaseServer.BUNDLED);
  }

  @AfterAll
  static void close() {
    scene.close();
  }

  /** What the founding document describes, and the place on a page where the case shows it. */
  @ParameterizedTest
  @CsvSource({
    "S1, agreement, term-T1",
    "S2, process, row-C-CONTROL",
    "S3, process, row-ST-PEACE",
    "S4, process, row-TR-BLACK-SEA",
    "S5, process, row-C-MOBILISATION",
    "S6, process, row-CH-EN-03",
    "S7, process, row-CL-KURSK-CIVILIANS",
    "S8, process, row-CM-SURRENDER",
    "S9, process, row-WG-US-RU",
    "S10, statements, D-SCOPE",
    "S11, process, row-TR-IRAN-ISRAEL",
    "S12, process, row-CM-ECONOMY",
    "S13, process, row-CM-HOCKEY",
    "S14, process, row-CT-0318",
    "S15, process, row-H-01",
  })
  void all_that_the_document_describes_has_its_place_with_a_source(
      String what, String page, String anchor) {
    String html = scene.page(CASE + "/" + page);
    int at = html.indexOf("id=\"" + anchor + "\"");
    assertThat(at).as(what).isPositive();
    String row = html.substring(at, Math.min(html.length(), at + 6_000));
    assertThat(row).as(what).containsAnyOf("/statements#S-", "rel=\"noreferrer noopener\"");
  }

  @Test
  void the_agreement_says_how_much_it_holds_and_where_the_readings_part() {
    String html = scene.page(CASE + "/agreement");
    assertThat(html)
        .contains("11 terms, 13 points on which the texts differ")
        .contains("The readings part over act, scope, begin, end")
        .contains("id=\"point-T1-scope\"", "energy and infrastructure ceasefire")
        .contains("agreement.yaml:", "in force 17 Mar 2025 21:00");
  }

  @Test
  void two_statements_stand_side_by_side_as_asked() {
    String html = scene.page(CASE + "/statements");
    assertThat(html).contains("The two texts differ on 13 subjects", "Silence is no denial");
    String other = scene.page(CASE + "/statements?a=S-0325-US-UA&b=S-0325-KR-LIST");
    assertThat(other).contains("option value=\"S-0325-US-UA\" selected", "id=\"S-0325-US-UA.c2\"");
    assertThat(scene.page(CASE + "/statements?a=nobody")).contains("differ on 13 subjects");
  }

  @Test
  void every_clause_has_its_anchor() {
    String html = scene.page(CASE + "/statements");
    List<String> documents = List.of("S-0318-WH.c1", "S-0318-KREMLIN.c15", "S-0519-PUTIN.c1");
    documents.forEach(key -> assertThat(html).containsOnlyOnce("id=\"" + key + "\""));
  }

  @Test
  void gestures_are_open_and_what_is_not_recorded_is_said_so() {
    String html = scene.page(CASE + "/process");
    String hockey = html.substring(html.indexOf("row-CM-HOCKEY"));
    assertThat(hockey.substring(0, hockey.indexOf("</tr>"))).contains("<td>open</td>");
    assertThat(html).contains("Russian Ministry of Defence", "not recorded");
  }

  @Test
  void the_evidence_page_says_what_the_record_rests_on() {
    String html = scene.page(CASE + "/evidence");
    assertThat(html)
        .contains("treuga verify DATA", "check_ledger.py", "193")
        .contains("/c/ua-ru-2025-energy/picture?recorded=20");
  }

  @ParameterizedTest
  @CsvSource({"agreement, term", "statements, document", "process, section", "evidence, source"})
  void what_a_page_shows_can_be_taken_away_with_its_codebook(String page, String first) {
    String csv = new String(scene.get(CASE + "/" + page + ".csv", "en").body(), UTF_8);
    String codebook =
        new String(scene.get(CASE + "/" + page + ".codebook.csv", "en").body(), UTF_8);
    assertThat(csv).startsWith(first + ",");
    assertThat(csv.lines().count()).isGreaterThan(10);
    for (String column : csv.lines().findFirst().orElse("").split(",")) {
      assertThat(codebook).contains("\n" + column + ",");
    }
    for (String language : List.of("uk", "ru")) {
      assertThat(
              new String(scene.get(CASE + "/" + page + ".codebook.csv", language).body(), UTF_8)
                  .lines()
                  .skip(1))
          .as(language)
          .allSatisfy(line -> assertThat(line).containsPattern("\\p{IsCyrillic}{3}"));
    }
  }

  @Test
  void pages_that_have_not_changed_are_not_sent_again() throws Exception {
    var answer = scene.get(CASE + "/agreement", "en");
    assertThat(answer.headers().firstValue("ETag")).isPresent();
  }

  @ParameterizedTest
  @CsvSource({"uk, 11 умов", "ru, 11 условий"})
  void the_agreement_is_told_in_every_language(String language, String words) {
    assertThat(new String(scene.get(CASE + "/agreement", language).body(), UTF_8)).contains(words);
  }
}
