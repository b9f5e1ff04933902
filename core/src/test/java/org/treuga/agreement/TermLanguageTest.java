package org.treuga.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.treuga.CaseText.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.treuga.CaseText;
import org.treuga.finding.Assessor;
import org.treuga.finding.Finding;
import org.treuga.finding.Verdict;
import org.treuga.incident.Incident;
import org.treuga.place.Place;
import org.treuga.time.Interval;
import org.treuga.time.Timeline;

/** What the language can say, one behaviour each, on invented agreements between P and Q. */
class TermLanguageTest {

  private static final String HEAD =
      """
      treuga: 1
      id: invented
      parties: [P, Q, M]
      """;

  private static final String ONE_READING = "readings: [{id: r, issuer: P}]\n";

  private static Agreement agreement(String rest) {
    return CaseText.agreement(HEAD + rest);
  }

  private static String states(Agreement agreement, String term, String reading, String bearer) {
    Timeline<Standing> line =
        Objects.requireNonNull(
            Resolution.of(agreement, agreement.findReading(reading).orElseThrow())
                .term(term)
                .instances()
                .getFirst()
                .standings()
                .get(bearer));
    StringBuilder text = new StringBuilder();
    for (Timeline.Segment<Standing> segment : line.segments()) {
      Instant start = segment.interval().startInclusive();
      text.append(start.equals(Instant.MIN) ? "" : " " + start.toString().substring(5, 16) + " ");
      text.append(segment.value().state());
      text.append(segment.value().inForce() == Truth.ARGUABLE ? "?" : "");
    }
    return text.toString();
  }

  private static Finding assess(Agreement agreement, Incident incident, String reading) {
    return new Assessor(agreement)
        .assess(
            List.of(incident), agreement.term("T1"), agreement.findReading(reading).orElseThrow())
        .getFirst();
  }

  private static Verdict verdict(Agreement agreement, Incident incident, String reading) {
    return assess(agreement, incident, reading).verdict();
  }

  // --- time

  @Test
  void thirty_calendar_days_and_720_hours_differ_by_one_hour_when_clocks_change_between() {
    String text =
        """
        terms:
        - {id: T1, modality: prohibition, force: 4, bearer: [P, Q], act: a, in_force: {begin: {at: "2025-03-25T00:00:00", zone: Europe/Kyiv}, end: {from: begin, plus: %s}}}
        """;
    Instant calendar = end(agreement(text.formatted("P30D, zone: Europe/Kyiv") + ONE_READING));
    Instant exact = end(agreement(text.formatted("PT720H") + ONE_READING));
    assertThat(calendar).isEqualTo(Instant.parse("2025-04-23T21:00:00Z"));
    assertThat(Duration.between(calendar, exact)).isEqualTo(Duration.ofHours(1));
  }

  private static Instant end(Agreement agreement) {
    return inForce(agreement).getFirst().endExclusive();
  }

  private static List<Interval> inForce(Agreement agreement) {
    return Resolution.of(agreement, agreement.readings().getFirst())
        .term("T1")
        .inForce("P")
        .segments()
        .stream()
        .filter(segment -> segment.value() == Truth.TRUE)
        .map(Timeline.Segment::interval)
        .toList();
  }

  @Test
  void shifting_all_zones_shifts_all_boundaries_as_far() {
    String text =
        """
        terms:
        - {id: T1, modality: prohibition, force: 4, bearer: [P, Q], act: a, in_force: {begin: {at: "2025-03-25T00:00:00", zone: Etc/GMT-%d}, end: {from: begin, plus: P30D}}}
        """;
    Interval three = inForce(agreement(text.formatted(3) + ONE_READING)).getFirst();
    Interval five = inForce(agreement(text.formatted(5) + ONE_READING)).getFirst();
    assertThat(Duration.between(five.startInclusive(), three.startInclusive()))
        .isEqualTo(Duration.ofHours(2));
    assertThat(Duration.between(five.endExclusive(), three.endExclusive()))
        .isEqualTo(Duration.ofHours(2));
  }

  @Test
  void between_two_periods_a_term_rests() {
    Agreement gap =
        agreement(
            """
            terms:
            - id: T1
              modality: prohibition
              force: 4
              bearer: [P, Q]
              act: a
              in_force:
              - {begin: {utc: "2030-01-01T00:00:00Z"}, end: {utc: "2030-01-10T00:00:00Z"}}
              - {begin: {utc: "2030-01-20T00:00:00Z"}, end: {utc: "2030-01-30T00:00:00Z"}}
            """
                + ONE_READING);
    assertThat(states(gap, "T1", "r", "P"))
        .isEqualTo(
            "ANNOUNCED 01-01T00:00 IN_FORCE 01-10T00:00 SUSPENDED 01-20T00:00 IN_FORCE 01-30T00:00 EXPIRED");
  }

  @Test
  void an_extension_after_expiry_counts_from_the_old_end_only_where_the_reading_carries_it_back() {
    Agreement extended =
        agreement(
            """
            terms:
            - id: T1
              modality: prohibition
              force: 4
              bearer: [P, Q]
              act: a
              in_force: {begin: {utc: "2030-01-01T00:00:00Z"}, end: {utc: "2030-01-31T00:00:00Z"}, extend: {point: carry}}
              points:
                carry:
                  slot: /in_force/extend
                  options:
                    back: {value: {by: mutual, carry_back: true}, by: [P]}
                    fresh: {value: {by: mutual, carry_back: false}, by: [Q]}
            readings:
            - {id: p, issuer: P, choose: {T1: {carry: back}}}
            - {id: q, issuer: Q, choose: {T1: {carry: fresh}}}
            events:
            - {type: extended, by: joint, utc: "2030-02-03T00:00:00Z", published_at: "2030-02-03T12:00:00Z", to: {utc: "2030-02-28T00:00:00Z"}}
            """);
    assertThat(states(extended, "T1", "p", "P"))
        .isEqualTo("ANNOUNCED 01-01T00:00 IN_FORCE 02-28T00:00 EXPIRED");
    assertThat(states(extended, "T1", "q", "P"))
        .isEqualTo(
            "ANNOUNCED 01-01T00:00 IN_FORCE 01-31T00:00 EXPIRED 02-03T00:00 IN_FORCE 02-28T00:00 EXPIRED");
    Incident between = incident("i", "2030-02-01T00:00:00Z", "x", "a");
    assertThat(assess(extended, between, "p").verdict()).isEqualTo(Verdict.COVERED);
    assertThat(assess(extended, between, "p").exPost()).isTrue();
    assertThat(assess(extended, between, "q").verdict()).isEqualTo(Verdict.NOT_IN_FORCE);
    Incident before = incident("i", "2030-01-15T00:00:00Z", "x", "a");
    assertThat(assess(extended, before, "p").exPost()).isFalse();
  }

  @Test
  void a_renewal_in_the_second_of_expiry_leaves_no_gap() {
    Agreement renewed =
        agreement(
            """
            terms:
            - {id: T1, modality: prohibition, force: 4, bearer: [P, Q], act: a, in_force: {begin: {utc: "2030-01-01T00:00:00Z"}, end: {utc: "2030-01-31T00:00:00Z"}}}
            readings: [{id: r, issuer: P}]
            events:
            - {type: extended, by: [P, Q], utc: "2030-01-31T00:00:00Z", to: {utc: "2030-03-01T00:00:00Z"}}
            """);
    assertThat(states(renewed, "T1", "r", "P"))
        .isEqualTo("ANNOUNCED 01-01T00:00 IN_FORCE 03-01T00:00 EXPIRED");
  }

  @Test
  void one_side_alone_extends_nothing_that_must_be_mutual() {
    Agreement alone =
        agreement(
            """
            terms:
            - {id: T1, modality: prohibition, force: 4, bearer: [P, Q], act: a, in_force: {begin: {utc: "2030-01-01T00:00:00Z"}, end: {utc: "2030-01-31T00:00:00Z"}, extend: mutual}}
            readings: [{id: r, issuer: P}]
            events:
            - {type: extended, by: P, utc: "2030-01-20T00:00:00Z", to: {utc: "2030-03-01T00:00:00Z"}}
            """);
    assertThat(states(alone, "T1", "r", "P"))
        .isEqualTo("ANNOUNCED 01-01T00:00 IN_FORCE 01-31T00:00 EXPIRED");
  }

  @Test
  void midnight_on_a_day_makes_a_point_of_its_two_meanings_and_is_open_between_them() {
    String text =
        """
        terms:
        - {id: T1, modality: prohibition, force: 4, bearer: [P, Q], act: a, in_force: {begin: {utc: "2025-04-19T15:00:00Z"}, end: {midnight: "2025-04-20", zone: Europe/Moscow}}}
        readings:
        - {id: silent, issuer: P}
        - {id: early, issuer: P, choose: {T1: {in_force_end_midnight: start_of_day}}}
        - {id: late, issuer: Q, choose: {T1: {in_force_end_midnight: end_of_day}}}
        """;
    Agreement truce = agreement(text);
    Incident sunday = incident("i", "2025-04-20T10:00:00Z", "x", "a");
    assertThat(verdict(truce, sunday, "silent")).isEqualTo(Verdict.ARGUABLE);
    assertThat(verdict(truce, sunday, "early")).isEqualTo(Verdict.NOT_IN_FORCE);
    assertThat(verdict(truce, sunday, "late")).isEqualTo(Verdict.COVERED);
    assertThat(Lint.check(truce)).anyMatch(found -> found.code().equals("L2"));
  }

  @Test
  void each_bearer_may_be_bound_from_a_begin_of_its_own() {
    Agreement apart =
        agreement(
            """
            terms:
            - {id: T1, modality: prohibition, force: 4, bearer: [P, Q], act: a, in_force: {begin: {per_bearer: {P: {utc: "2030-01-01T00:00:00Z"}, Q: {event: accepted, by: Q}}}}}
            readings: [{id: r, issuer: P}]
            events: [{type: accepted, by: Q, utc: "2030-01-05T00:00:00Z"}]
            """);
    Interval third = Interval.second(Instant.parse("2030-01-03T00:00:00Z"));
    assertThat(verdict(apart, incident("i", third, "x", "a", "P"), "r")).isEqualTo(Verdict.COVERED);
    assertThat(verdict(apart, incident("i", third, "x", "a", "Q"), "r"))
        .isEqualTo(Verdict.NOT_IN_FORCE);
    assertThat(verdict(apart, incident("i", third, "x", "a", ""), "r")).isEqualTo(Verdict.ARGUABLE);
  }

  // --- conditions

  private static Agreement waiting(String determiner, String events) {
    return agreement(
        """
        terms:
        - {id: T1, modality: prohibition, force: 4, bearer: [P, Q], act: a, in_force: {begin: {utc: "2030-01-01T00:00:00Z"}}, when: {event: withdrawn, by: P%s}}
        readings: [{id: r, issuer: P}]
        events:
        """
                .formatted(determiner)
            + events);
  }

  @Test
  void a_condition_that_a_third_party_judges_holds_once_it_has_said_so() {
    String claimed = "- {type: withdrawn, by: P, utc: \"2030-01-05T00:00:00Z\"}\n";
    String judged =
        "- {type: condition_met, condition: withdrawn, by: M, utc: \"2030-01-09T00:00:00Z\"}\n";
    assertThat(states(waiting(", determined_by: M", claimed + judged), "T1", "r", "P"))
        .isEqualTo("PENDING 01-05T00:00 PENDING? 01-09T00:00 IN_FORCE");
    assertThat(states(waiting(", determined_by: unstated", claimed + judged), "T1", "r", "P"))
        .isEqualTo("PENDING 01-05T00:00 PENDING?");
    assertThat(states(waiting("", claimed), "T1", "r", "P"))
        .isEqualTo("PENDING 01-05T00:00 IN_FORCE");
  }

  @Test
  void what_both_must_determine_needs_the_word_of_both() {
    String first =
        "- {type: condition_met, condition: withdrawn, by: P, utc: \"2030-01-05T00:00:00Z\"}\n";
    String second =
        "- {type: condition_met, condition: withdrawn, by: Q, utc: \"2030-01-09T00:00:00Z\"}\n";
    assertThat(states(waiting(", determined_by: joint", first + second), "T1", "r", "P"))
        .isEqualTo("PENDING 01-05T00:00 PENDING? 01-09T00:00 IN_FORCE");
  }

  @Test
  void a_condition_lost_suspends_nothing_by_itself_but_is_waited_for_again() {
    String met = "- {type: withdrawn, by: P, utc: \"2030-01-05T00:00:00Z\"}\n";
    String lost = "- {type: condition_lost, condition: withdrawn, utc: \"2030-01-09T00:00:00Z\"}\n";
    assertThat(states(waiting("", met + lost), "T1", "r", "P"))
        .isEqualTo("PENDING 01-05T00:00 IN_FORCE 01-09T00:00 PENDING");
  }

  @Test
  void three_incidents_within_a_week_can_end_a_term_for_good() {
    Agreement counting =
        agreement(
            """
            terms:
            - {id: T1, modality: prohibition, force: 4, bearer: [P, Q], act: a, in_force: {begin: {utc: "2030-01-01T00:00:00Z"}}, until: {count: {event: breach_found, at_least: 3, within: P7D}}}
            readings: [{id: r, issuer: P}]
            events:
            - {type: breach_found, by: P, utc: "2030-01-02T00:00:00Z"}
            - {type: breach_found, by: P, utc: "2030-01-20T00:00:00Z"}
            - {type: breach_found, by: Q, utc: "2030-01-22T00:00:00Z"}
            - {type: breach_found, by: P, utc: "2030-01-24T00:00:00Z"}
            """);
    assertThat(states(counting, "T1", "r", "P"))
        .isEqualTo("ANNOUNCED 01-01T00:00 IN_FORCE 01-24T00:00 TERMINATED");
  }

  @Test
  void a_term_may_wait_for_another_to_be_in_force() {
    Agreement chain =
        agreement(
            """
            terms:
            - {id: T1, modality: prohibition, force: 4, bearer: [P, Q], act: a, in_force: {begin: {utc: "2030-01-01T00:00:00Z"}}, when: {holds: T2.IN_FORCE}}
            - {id: T2, modality: prohibition, force: 4, bearer: [P, Q], act: b, in_force: {begin: {utc: "2030-02-01T00:00:00Z"}, end: {utc: "2030-03-01T00:00:00Z"}}}
            """
                + ONE_READING);
    assertThat(states(chain, "T1", "r", "P"))
        .isEqualTo("PENDING 02-01T00:00 IN_FORCE 03-01T00:00 PENDING");
  }

  // --- powers

  @Test
  void suspension_by_one_side_needs_the_power_and_resumption_ends_it() {
    String text =
        """
        terms:
        - {id: T1, modality: prohibition, force: 4, bearer: [P, Q], act: a, in_force: {begin: {utc: "2030-01-01T00:00:00Z"}}%s}
        readings: [{id: r, issuer: P}]
        events:
        - {type: suspended, by: P, utc: "2030-01-05T00:00:00Z"}
        - {type: resumed, by: P, utc: "2030-01-08T00:00:00Z"}
        """;
    assertThat(
            states(
                agreement(text.formatted(", powers: [{power: suspend, holder: P}]")),
                "T1",
                "r",
                "Q"))
        .isEqualTo("ANNOUNCED 01-01T00:00 IN_FORCE 01-05T00:00 SUSPENDED 01-08T00:00 IN_FORCE");
    assertThat(states(agreement(text.formatted("")), "T1", "r", "Q"))
        .isEqualTo("ANNOUNCED 01-01T00:00 IN_FORCE");
  }

  @Test
  void an_obligation_is_fulfilled_by_the_deed_and_its_deadline_moves_with_an_extension() {
    Agreement duty =
        agreement(
            """
            terms:
            - {id: T1, modality: obligation.achieve, force: 4, bearer: [P], act: hand_over_maps, in_force: {begin: {utc: "2030-01-01T00:00:00Z"}}, deadline: {event: joint_body_set_up, plus: P7D, zone: Europe/Kyiv}}
            readings: [{id: r, issuer: P}]
            events:
            - {type: joint_body_set_up, utc: "2030-01-03T00:00:00Z"}
            - {type: extended, by: joint, term: T1, utc: "2030-01-08T00:00:00Z", to: {utc: "2030-01-20T00:00:00Z"}}
            - {type: hand_over_maps, by: P, utc: "2030-01-15T00:00:00Z"}
            """);
    assertThat(states(duty, "T1", "r", "P"))
        .isEqualTo("ANNOUNCED 01-01T00:00 IN_FORCE 01-15T00:00 FULFILLED");
    assertThat(
            Resolution.of(duty, duty.readings().getFirst()).term("T1").instances().getFirst().due())
        .isEqualTo(Instant.parse("2030-01-20T00:00:00Z"));
  }

  @Test
  void a_promise_per_event_has_one_instance_for_each() {
    Agreement promise =
        agreement(
            """
            terms:
            - {id: T1, modality: obligation.maintain, force: 3, bearer: [P], act: treat_humanely, per: {event: surrender}, in_force: {begin: {event: surrender}}}
            readings: [{id: r, issuer: P}]
            events:
            - {id: first, type: surrender, utc: "2030-01-03T00:00:00Z"}
            - {id: second, type: surrender, utc: "2030-01-07T00:00:00Z"}
            """);
    assertThat(Resolution.of(promise, promise.readings().getFirst()).term("T1").instances())
        .extracting(ResolvedTerm.Instance::id)
        .containsExactly("T1#first", "T1#second");
  }

  // --- who, where, except

  @Test
  void an_act_by_nobody_known_is_open_where_one_side_alone_is_bound() {
    Agreement oneSided =
        agreement(
            """
            terms:
            - {id: T1, modality: prohibition, force: 4, bearer: [P], act: a, in_force: {begin: {utc: "2030-01-01T00:00:00Z"}}}
            """
                + ONE_READING);
    Interval at = Interval.second(Instant.parse("2030-01-03T00:00:00Z"));
    assertThat(verdict(oneSided, incident("i", at, "x", "a", "P (army)"), "r"))
        .isEqualTo(Verdict.COVERED);
    assertThat(verdict(oneSided, incident("i", at, "x", "a", "Q"), "r"))
        .isEqualTo(Verdict.OTHER_ACTOR);
    assertThat(verdict(oneSided, incident("i", at, "x", "a", "unattributed"), "r"))
        .isEqualTo(Verdict.ARGUABLE);
    assertThat(verdict(oneSided, incident("i", at, "x", "a", "forces of a third state"), "r"))
        .isEqualTo(Verdict.OTHER_ACTOR);
    assertThat(verdict(oneSided, incident("i", at, "x", "a", "P; Q"), "r"))
        .isEqualTo(Verdict.ARGUABLE);
  }

  @Test
  void an_exception_by_stated_ground_holds_only_under_the_reading_that_has_it() {
    Agreement excepted =
        agreement(
            """
            terms:
            - id: T1
              modality: prohibition
              force: 4
              bearer: [P, Q]
              act: a
              in_force: {begin: {utc: "2030-01-01T00:00:00Z"}}
              unless: [{point: defence}]
              points:
                defence:
                  slot: /unless/0
                  silence: none
                  options:
                    p: {value: {all: [{ground: self_defence}, {event: notice_given, by: P, within: PT24H}]}, by: [P]}
                    none: {value: null, by: [Q]}
            readings:
            - {id: p, issuer: P, choose: {T1: {defence: p}}}
            - {id: q, issuer: Q, choose: {T1: {defence: none}}}
            events: [{type: notice_given, by: P, utc: "2030-01-10T00:00:00Z"}]
            """);
    Interval after = Interval.second(Instant.parse("2030-01-10T12:00:00Z"));
    Interval late = Interval.second(Instant.parse("2030-01-12T00:00:00Z"));
    assertThat(
            verdict(
                excepted, incident("i", after, "x", "a", "P", "self_defence", Place.UNKNOWN), "p"))
        .isEqualTo(Verdict.EXCEPTED);
    assertThat(
            verdict(
                excepted, incident("i", after, "x", "a", "P", "self_defence", Place.UNKNOWN), "q"))
        .isEqualTo(Verdict.COVERED);
    assertThat(verdict(excepted, incident("i", after, "x", "a", "P"), "p"))
        .isEqualTo(Verdict.COVERED);
    assertThat(
            verdict(
                excepted, incident("i", late, "x", "a", "P", "self_defence", Place.UNKNOWN), "p"))
        .isEqualTo(Verdict.COVERED);
  }

  @Test
  void a_part_takes_from_the_whole_what_it_does_not_say_itself() {
    Agreement parts =
        agreement(
            """
            terms:
            - id: W
              modality: prohibition
              force: 4
              bearer: [P, Q]
              act: a
              in_force: {begin: {utc: "2030-01-01T00:00:00Z"}, end: {utc: "2030-03-01T00:00:00Z"}}
              parts:
              - {id: W.later, act: b, in_force: {begin: {utc: "2030-02-01T00:00:00Z"}, end: {utc: "2030-03-01T00:00:00Z"}}}
              - {id: W.same, act: c}
            """
                + ONE_READING);
    assertThat(states(parts, "W.same", "r", "P")).isEqualTo(states(parts, "W", "r", "P"));
    assertThat(states(parts, "W.later", "r", "Q"))
        .isEqualTo("ANNOUNCED 02-01T00:00 IN_FORCE 03-01T00:00 EXPIRED");
  }

  @Test
  void silence_is_never_agreement() {
    Agreement silent =
        agreement(
            """
            terms:
            - id: T1
              modality: prohibition
              force: 4
              bearer: [P, Q]
              act: a
              object: {point: scope}
              in_force: {begin: {utc: "2030-01-01T00:00:00Z"}}
              points:
                scope: {slot: /object, silence: undetermined, options: {p: {value: [x], by: [P]}, q: {value: [x, y], by: [Q]}}}
            readings:
            - {id: p, issuer: P, choose: {T1: {scope: p}}}
            - {id: m, issuer: M}
            """);
    Incident incident = incident("i", "2030-01-03T00:00:00Z", "x", "a");
    assertThat(verdict(silent, incident, "p")).isEqualTo(Verdict.COVERED);
    assertThat(verdict(silent, incident, "m")).isEqualTo(Verdict.ARGUABLE);
  }

  @Test
  void an_event_that_would_change_nothing_and_looks_mistyped_is_refused() {
    String text =
        """
        terms:
        - {id: T1, modality: prohibition, force: 4, bearer: [P, Q], act: a, in_force: {begin: {utc: "2030-01-01T00:00:00Z"}}, when: {event: withdrawn}}
        readings: [{id: r, issuer: P}]
        events:
        - {type: %s, by: P, utc: "2030-01-05T00:00:00Z"}
        """;
    assertThatThrownBy(() -> agreement(text.formatted("release")))
        .hasMessageContaining("agreement.yaml:8")
        .hasMessageContaining("did you mean \"release_notice\"");
    assertThatThrownBy(() -> agreement(text.formatted("withdrawm")))
        .hasMessageContaining("did you mean \"withdrawn\"");
    assertThat(agreement(text.formatted("meeting_held")).events()).hasSize(1);
  }
}
