package org.treuga.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.treuga.CaseText;

/**
 * Every finding of the draft lint has the draft that earned it, and the mended draft that has not.
 */
class LintTest {

  private static List<String> codes(String term) {
    String text =
        """
        treuga: 1
        id: draft
        parties: [P, Q]
        terms:
        - %s
        readings: [{id: r, issuer: P}]
        """
            .formatted(term.strip().replace("\n", "\n  "));
    return Lint.check(CaseText.agreement(text)).stream().map(Lint.Found::code).distinct().toList();
  }

  private static final String SOUND =
      """
      id: T1
      modality: prohibition
      force: 4
      bearer: [P, Q]
      act: a
      object: {any: [x, y], closed: true}
      place: dam.site
      in_force: {begin: {utc: "2030-01-01T00:00:00Z"}, end: {utc: "2030-02-01T00:00:00Z"}}
      when: {event: signed, determined_by: joint}
      unless: [{ground: self_defence}]
      powers: [{power: release, holder: P, form: "notice in writing, 24 hours ahead"}]
      monitor: {by: joint commission}
      """;

  @Test
  void a_draft_that_leaves_nothing_open_earns_nothing() {
    assertThat(codes(SOUND)).isEmpty();
  }

  private static void earns(String code, String from, String to) {
    assertThat(SOUND).contains(from);
    assertThat(codes(SOUND.replace(from, to))).as(to).contains(code);
  }

  @Test
  void each_gap_of_a_draft_earns_its_finding() {
    earns(
        "L2",
        "end: {utc: \"2030-02-01T00:00:00Z\"}",
        "end: {midnight: \"2030-02-01\", zone: Europe/Paris}");
    earns("L3", ", end: {utc: \"2030-02-01T00:00:00Z\"}", "");
    earns("L4", "place: dam.site", "place: eastern_part");
    earns(
        "L4",
        "object: {any: [x, y], closed: true}",
        "object: {any: [x, y], arguable: [z], closed: true}");
    earns("L5", ", determined_by: joint", "");
    earns("L6", "bearer: [P, Q]", "bearer: null");
    earns("L7", "unless: [{ground: self_defence}]\n", "");
    earns(
        "L8",
        "end: {utc: \"2030-02-01T00:00:00Z\"}",
        "end: {from: begin, plus: P1M, zone: Europe/Paris}");
    earns("L9", "place: dam.site\n", "");
    earns("L10", "monitor: {by: joint commission}\n", "");
    earns("L11", ", form: \"notice in writing, 24 hours ahead\"", "");
    earns("L12", ", closed: true", "");
  }

  @Test
  void days_and_hours_are_told_apart_only_where_clocks_change_between() {
    String days = "begin: {at: \"%s\", zone: Europe/Paris}, end: {from: begin, plus: P30D}}";
    String period = "begin: {utc: \"2030-01-01T00:00:00Z\"}, end: {utc: \"2030-02-01T00:00:00Z\"}}";
    assertThat(codes(SOUND.replace(period, days.formatted("2030-01-01T00:00:00")))).isEmpty();
    assertThat(codes(SOUND.replace(period, days.formatted("2030-03-20T00:00:00"))))
        .containsExactly("L8");
  }
}
