package org.treuga.app.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.treuga.Monitor;
import org.treuga.agreement.Reading;
import org.treuga.connectors.reports.ReportReader;
import org.treuga.connectors.reports.ReportRules;
import org.treuga.finding.Element;
import org.treuga.finding.Finding;
import org.treuga.report.Assessment;
import org.treuga.wire.CaseReader;

/** Reasons in the language of the page. */
class SentencesTest {

  private static final Path BUNDLED = Path.of("../cases/ua-ru-2025-energy");
  private static final Assessment ASSESSMENT =
      Monitor.assess(
          CaseReader.read(BUNDLED),
          new ReportReader(ReportRules.ofCase(BUNDLED))
              .read(List.of(BUNDLED.resolve("reports.csv")), List.of()));

  private static Reading reading(Finding finding) {
    return ASSESSMENT.agreement().findReading(finding.readingId()).orElseThrow();
  }

  @Test
  void in_english_a_page_says_word_for_word_what_the_files_say() {
    Sentences english = new Sentences(Texts.in("en"), ASSESSMENT.agreement());
    for (Finding finding : ASSESSMENT.findings()) {
      for (Element element : Element.values()) {
        assertThat(english.why(finding.element(element))).isEqualTo(finding.element(element).why());
      }
      assertThat(english.reason(finding, reading(finding))).isEqualTo(finding.reason());
    }
  }

  @Test
  void in_other_languages_no_english_is_left_but_that_of_the_case() {
    for (String language : List.of("uk", "ru")) {
      Sentences sentences = new Sentences(Texts.in(language), ASSESSMENT.agreement());
      for (Finding finding : ASSESSMENT.findings()) {
        assertThat(sentences.reason(finding, reading(finding)))
            .doesNotContain(" is within ")
            .doesNotContain("Under ")
            .doesNotContain("the term")
            .doesNotContain("open-ended");
      }
    }
  }
}
