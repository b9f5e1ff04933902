package org.treuga.finding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.treuga.CaseText.incident;

import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.treuga.CaseText;
import org.treuga.agreement.Agreement;
import org.treuga.agreement.Choice;
import org.treuga.agreement.Point;
import org.treuga.agreement.Reading;
import org.treuga.agreement.Term;
import org.treuga.incident.Incident;

/** Other answers than a reading gives, and what the term would cover then. */
class WhatIfTest {

  private static final Instant ORIGIN = Instant.parse("2030-01-01T00:00:00Z");

  private static final Agreement AGREEMENT =
      CaseText.agreement(
          """
          treuga: 1
          id: tried
          parties: [P, Q, R]
          terms:
          - id: T1
            modality: prohibition
            force: 4
            bearer: [P, Q]
            act: {point: act}
            object: {point: scope}
            in_force: {begin: {point: begin}, end: {utc: "2030-02-01T00:00:00Z"}}
            points:
              scope: {slot: /object, options: {all: {value: {any: [x], arguable: [x.3]}, by: [P]}, one: {value: [x.1], by: [Q]}}}
              act: {slot: /act, options: {any: {value: [y], by: [P]}, two: {value: [y.2], by: [Q]}}}
              begin: {slot: /in_force/begin, options: {early: {value: {utc: "2030-01-01T00:00:00Z"}, by: [P]}, late: {value: {utc: "2030-01-15T00:00:00Z"}, by: [Q]}}}
          readings:
          - {id: p, issuer: P, choose: {T1: {scope: all, act: any, begin: early}}}
          - {id: q, issuer: Q, choose: {T1: {scope: one, act: two, begin: late}}}
          - {id: r, issuer: R, choose: {T1: {scope: one, begin: early}}}
          """);

  private static final Term TERM = AGREEMENT.term("T1");

  private static List<Incident> incidents() {
    SplittableRandom random = new SplittableRandom(7);
    List<Incident> incidents = new ArrayList<>();
    for (int i = 0; i < 120; i++) {
      Instant at = ORIGIN.plusSeconds(86_400L * random.nextInt(40));
      incidents.add(
          incident("i" + i, at.toString(), "x." + random.nextInt(5), "y." + random.nextInt(4)));
    }
    return incidents;
  }

  private static WhatIf.Analysed analysed(List<Incident> incidents) {
    return WhatIf.analyse(AGREEMENT, TERM, List.of(AGREEMENT.readings()), incidents, 1);
  }

  /** Slowly, by putting every incident to the tests of the choice itself. */
  private static WhatIf.Cover tested(
      List<Incident> incidents, Reading reading, Map<String, String> answers) {
    Choice choice = reading.choice();
    for (Map.Entry<String, String> answer : answers.entrySet()) {
      choice = choice.with("T1", answer.getKey(), Optional.of(answer.getValue()));
    }
    BitSet covered = new BitSet();
    BitSet arguable = new BitSet();
    List<Verdict> verdicts =
        new Assessor(AGREEMENT).verdicts(incidents, TERM, reading.id(), choice);
    for (int i = 0; i < verdicts.size(); i++) {
      covered.set(i, verdicts.get(i) == Verdict.COVERED);
      arguable.set(i, verdicts.get(i) == Verdict.ARGUABLE);
    }
    return new WhatIf.Cover(covered, arguable);
  }

  private static List<Map<String, String>> allAnswers() {
    List<Map<String, String>> all = new ArrayList<>(List.of(Map.of()));
    for (Point<?> point : TERM.points().values()) {
      for (Map<String, String> before : List.copyOf(all)) {
        for (String option : point.options().keySet()) {
          Map<String, String> more = new LinkedHashMap<>(before);
          more.put(point.name(), option);
          all.add(more);
        }
      }
    }
    return all;
  }

  @Test
  void any_other_answers_cover_what_the_tests_say() {
    List<Incident> incidents = incidents();
    WhatIf whatIf = analysed(incidents).whatIf();
    for (Reading reading : AGREEMENT.readings()) {
      for (Map<String, String> answers : allAnswers()) {
        assertThat(whatIf.cover(reading.id(), answers))
            .as(reading.id() + " " + answers)
            .contains(tested(incidents, reading, answers));
      }
    }
  }

  @Test
  void a_point_alone_flips_what_changes_with_the_others_answer_there() {
    List<Incident> incidents = incidents();
    WhatIf whatIf = analysed(incidents).whatIf();
    Reading p = AGREEMENT.readings().getFirst();
    BitSet expected = tested(incidents, p, Map.of("scope", "one")).covered();
    expected.xor(tested(incidents, p, Map.of()).covered());
    assertThat(whatIf.alone("p", "q").keySet()).containsExactlyInAnyOrder("scope", "act", "begin");
    assertThat(whatIf.alone("p", "q")).containsEntry("scope", expected);
    assertThat(expected.isEmpty()).isFalse();
  }

  @Test
  void the_differences_are_those_of_the_analysis_alone() {
    List<Incident> incidents = incidents();
    Differences alone =
        new DifferenceAnalysis(AGREEMENT, TERM, AGREEMENT.readings(), incidents, 1).analyse();
    assertThat(analysed(incidents).differences()).containsExactly(alone);
  }

  @Test
  void a_reading_silent_at_a_point_leaves_it_undetermined() {
    WhatIf whatIf = analysed(incidents()).whatIf();
    assertThat(whatIf.option("act", AGREEMENT.readings().get(2))).isEmpty();
    assertThat(whatIf.points().stream().map(WhatIf.Difference::key)).contains("act");
    assertThat(whatIf.size()).isEqualTo(120);
  }

  @Test
  void an_option_that_no_text_gives_is_refused() {
    WhatIf whatIf = analysed(incidents()).whatIf();
    assertThatThrownBy(() -> whatIf.cover("p", Map.of("scope", "none")))
        .hasMessageContaining("none");
    assertThatThrownBy(() -> whatIf.cover("nobody", Map.of())).hasMessageContaining("nobody");
    assertThatThrownBy(() -> whatIf.cover("p", Map.of("end", "x"))).hasMessageContaining("end");
    assertThatThrownBy(() -> whatIf.alone("p", "p")).hasMessageContaining("two readings");
  }
}
