package org.treuga.connectors.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.treuga.evidence.UnreadableInput;

/** Rules are read strictly, because a rule that is silently ignored changes findings. */
class RulesFileTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          clock: []                                             | clocks
          clocks: [{country: Testland, zone: Europe/Berlin}]    | two capital letters
          clocks: [{country: DE, zone: Europe/Nowhere}]         | IANA
          clocks: [{country: DE}]                               | zone
          windows: [{when: dusk, from: D 20, to: "D 22:00"}]    | a day and a time
          windows: [{when: dusk, to: "D 24:30"}]                | 24:00
          windows: [{when: dusk, to: "D2 22:00"}]               | in the wording
          windows: [{when: dusk}]                               | to
          regions: {unstated: [North]}                          | another name
          acts: [{code: x, regions: nort}]                      | unstated or a group
          acts: [{code: x, actor: anybody}]                     | named
          acts: [{means: drone}]                                | code
          acts: [{code: x, say: hit}]                           | says
          """)
  void what_is_not_right_is_refused_with_its_line(String yaml, String words) {
    assertThatThrownBy(() -> Desk.rules(yaml))
        .isInstanceOf(UnreadableInput.class)
        .hasMessageContaining("rules.yaml:1:")
        .hasMessageContaining(words);
  }

  @Test
  void a_case_without_rules_has_none(@TempDir Path folder) {
    assertThat(ReportRules.ofCase(folder)).isSameAs(ReportRules.NONE);
  }
}
