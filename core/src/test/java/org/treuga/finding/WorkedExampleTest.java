package org.treuga.finding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.treuga.CaseText.incident;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.treuga.CaseText;
import org.treuga.Monitor;
import org.treuga.agreement.Agreement;
import org.treuga.agreement.Reading;
import org.treuga.agreement.Resolution;
import org.treuga.agreement.Standing;
import org.treuga.agreement.State;
import org.treuga.agreement.Term;
import org.treuga.agreement.Truth;
import org.treuga.incident.Incident;
import org.treuga.time.Interval;
import org.treuga.time.Timeline;
import org.treuga.wire.CaseFolder;

/** The worked example of the methods (1.7, 2.3): one call told three ways, sixteen incidents. */
class WorkedExampleTest {

  private static final CaseFolder FOLDER = CaseText.folder(CaseText.workedExample());
  private static final Agreement AGREEMENT = FOLDER.agreement();
  private static final Term T1 = AGREEMENT.term("T1");

  private static List<Incident> fixtures() {
    return FOLDER.fixtures().stream()
        .map(f -> incident(f.id(), f.at().toString(), f.objectClass(), "strike"))
        .toList();
  }

  private static Reading reading(String id) {
    return AGREEMENT.findReading(id).orElseThrow();
  }

  private static Verdict verdict(Agreement agreement, Incident incident, String reading) {
    Reading under = agreement.findReading(reading).orElseThrow();
    return new Assessor(agreement)
        .assess(List.of(incident), agreement.term("T1"), under)
        .getFirst()
        .verdict();
  }

  @Test
  void every_fixture_is_covered_under_just_the_readings_its_author_says() {
    List<Incident> incidents = fixtures();
    List<String> wrong = new ArrayList<>();
    for (int i = 0; i < incidents.size(); i++) {
      for (int r = 0; r < AGREEMENT.readings().size(); r++) {
        String id = AGREEMENT.readings().get(r).id();
        Verdict verdict = verdict(AGREEMENT, incidents.get(i), id);
        boolean expected = FOLDER.fixtures().get(i).covered().get(r);
        if ((verdict == Verdict.COVERED) != expected) {
          wrong.add(incidents.get(i).id() + " under " + id + ": " + verdict);
        }
      }
    }
    assertThat(incidents).hasSize(16);
    assertThat(wrong).isEmpty();
  }

  @Test
  void the_pause_is_in_force_to_the_second_as_each_reading_counts_it() {
    assertThat(inForce("T1", "R.us")).containsExactly("2025-03-18T16:30:00Z/open");
    assertThat(inForce("T1", "R.ru")).containsExactly("2025-03-17T21:00:00Z/2025-04-16T21:00:00Z");
    assertThat(inForce("T1", "R.ua")).containsExactly("2025-03-24T22:00:00Z/2025-04-23T21:00:00Z");
  }

  private static List<String> inForce(String term, String reading) {
    return Resolution.of(AGREEMENT, reading(reading)).term(term).inForce("RU").segments().stream()
        .filter(segment -> segment.value() == Truth.TRUE)
        .map(segment -> shown(segment.interval()))
        .toList();
  }

  private static String shown(Interval interval) {
    return interval.startInclusive()
        + "/"
        + (interval.endsOpen() ? "open" : interval.endExclusive());
  }

  @Test
  void the_sea_waits_for_conditions_or_runs_or_is_open_by_reading() {
    Instant late = Instant.parse("2025-06-01T00:00:00Z");
    assertThat(standing("T2", "R.ru", late)).isEqualTo(new Standing(State.PENDING, Truth.FALSE));
    assertThat(standing("T2", "R.ua", late)).isEqualTo(new Standing(State.IN_FORCE, Truth.TRUE));
    assertThat(standing("T2", "R.us", late))
        .isEqualTo(new Standing(State.ANNOUNCED, Truth.ARGUABLE));
    assertThat(inForce("T2", "R.ua")).containsExactly("2025-03-24T22:00:00Z/open");
  }

  private static Standing standing(String term, String reading, Instant at) {
    return Resolution.of(AGREEMENT, reading(reading))
        .term(term)
        .instances()
        .getFirst()
        .standings()
        .values()
        .iterator()
        .next()
        .at(at);
  }

  @Test
  void nobody_has_surrendered_so_the_promise_has_no_instance() {
    assertThat(Resolution.of(AGREEMENT, reading("R.ru")).term("T3").instances()).isEmpty();
  }

  @Test
  void hockey_is_open_and_a_comprehensive_ceasefire_is_never_in_force() {
    Instant late = Instant.parse("2025-06-01T00:00:00Z");
    for (Reading reading : AGREEMENT.readings()) {
      assertThat(standing("T4", reading.id(), late).state()).isEqualTo(State.OPEN);
      assertThat(Resolution.of(AGREEMENT, reading).term("T5").inForce("RU").segments())
          .allMatch(segment -> segment.value() == Truth.FALSE);
    }
  }

  @Test
  void every_timeline_covers_the_axis_without_gap_or_overlap() {
    Monitor.standings(AGREEMENT)
        .values()
        .forEach(readings ->
            readings
                .values()
                .forEach(bearers ->
                    bearers
                        .values()
                        .forEach(line -> {
                          Instant next = Instant.MIN;
                          for (Timeline.Segment<Standing> segment : line.segments()) {
                            assertThat(segment.interval().startInclusive()).isEqualTo(next);
                            next = segment.interval().endExclusive();
                          }
                          assertThat(next).isEqualTo(Instant.MAX);
                        })));
  }

  @Test
  void a_breach_found_changes_no_timeline() {
    Agreement after = with("- {type: breach_found, by: RU, utc: \"2025-04-01T00:00:00Z\"}");
    assertThat(Monitor.standings(after)).isEqualTo(Monitor.standings(AGREEMENT));
  }

  private static <V> V get(Map<String, V> map, String key) {
    return Objects.requireNonNull(map.get(key), key);
  }

  private static Agreement with(String events) {
    return CaseText.agreement(CaseText.workedExample() + "\nevents:\n" + events + "\n");
  }

  @Test
  void a_release_frees_only_who_gives_notice_and_only_where_the_power_exists() {
    Agreement after = with("- {type: release_notice, by: RU, utc: \"2025-04-08T00:00:00Z\"}");
    Instant later = Instant.parse("2025-04-10T00:00:00Z");
    Map<String, Timeline<Standing>> ru =
        Resolution.of(after, after.findReading("R.ru").orElseThrow())
            .term("T1")
            .instances()
            .getFirst()
            .standings();
    assertThat(get(ru, "RU").at(later).state()).isEqualTo(State.RELEASED);
    assertThat(get(ru, "UA").at(later).state()).isEqualTo(State.IN_FORCE);
    for (String reading : List.of("R.us", "R.ua")) {
      assertThat(get(Monitor.standings(after), "T1").get(reading))
          .isEqualTo(get(Monitor.standings(AGREEMENT), "T1").get(reading));
    }
    // Fixture 12 is of 16 April; 10 is of 5 April, before the notice, and stays as it was.
    CaseFolder.Fixture twelve = FOLDER.fixtures().get(11);
    Interval at = Interval.second(twelve.at());
    Map.of("UA", Verdict.COVERED, "RU", Verdict.NOT_IN_FORCE, "", Verdict.ARGUABLE)
        .forEach((actor, verdict) ->
            assertThat(
                    verdict(
                        after, incident("12", at, twelve.objectClass(), "strike", actor), "R.ru"))
                .isEqualTo(verdict));
    CaseFolder.Fixture ten = FOLDER.fixtures().get(9);
    assertThat(
            verdict(
                after,
                incident("10", Interval.second(ten.at()), ten.objectClass(), "strike", "RU"),
                "R.ru"))
        .isEqualTo(Verdict.COVERED);
  }

  @Test
  void an_option_that_nobody_takes_changes_nothing() {
    String more =
        CaseText.workedExample()
            .replace(
                "        ua: {value: energy_all, by: [UA], doc: UA25}",
                "        ua: {value: energy_all, by: [UA], doc: UA25}\n        other: {value: [energy.oil], by: [analyst]}");
    Agreement wider = CaseText.agreement(more);
    assertThat(get(wider.term("T1").points(), "scope").options()).hasSize(4);
    assertThat(analysis(wider)).isEqualTo(analysis(AGREEMENT));
  }

  @Test
  void a_wider_class_never_turns_covered_into_out_of_scope() {
    String widened =
        CaseText.workedExample()
            .replace(
                "options:\n        us: {value: energy_and_infra",
                "options:\n        us: {value: [energy, infra, civil]");
    Agreement wider = CaseText.agreement(widened);
    for (Incident incident : fixtures()) {
      if (verdict(AGREEMENT, incident, "R.us") == Verdict.COVERED) {
        assertThat(verdict(wider, incident, "R.us")).isNotEqualTo(Verdict.NOT_SCOPE);
      }
    }
  }

  // --- differences (2.3)

  private static Differences analysis(Agreement agreement) {
    return new DifferenceAnalysis(
            agreement, agreement.term("T1"), agreement.readings(), fixtures(), Monitor.EPOCH_SEED)
        .analyse();
  }

  @Test
  void the_golden_table_of_shares_comes_out_in_exact_fractions() {
    Map<String, String> rows =
        analysis(AGREEMENT).pairs().stream()
            .collect(
                Collectors.toMap(
                    pair -> pair.first() + "-" + pair.second(),
                    pair ->
                        pair.contested()
                            + " "
                            + List.of("scope", "begin", "end", "release").stream()
                                .map(point ->
                                    pair.costs().containsKey(point)
                                        ? pair.costs().get(point).toString()
                                        : "-")
                                .collect(Collectors.joining(" "))));
    assertThat(rows)
        .containsOnly(
            Map.entry("R.us-R.ru", "9 5 1 3 0"),
            Map.entry("R.us-R.ua", "6 3/2 7/2 1 -"),
            Map.entry("R.ru-R.ua", "9 3 4 2 0"));
    Differences all = analysis(AGREEMENT);
    assertThat(all.total()).isEqualTo(24);
    assertThat(all.points().stream().map(p -> p.name() + " " + p.cost()).toList())
        .containsExactly("scope 19/2", "begin 17/2", "end 6", "release 0");
  }

  @Test
  void what_would_remain_and_what_to_settle_first_are_as_worked_out_by_hand() {
    Differences all = analysis(AGREEMENT);
    assertThat(all.points().get(0).residuals().values()).containsExactlyInAnyOrder(14, 14, 16);
    assertThat(all.points().get(1).residuals().values()).containsExactlyInAnyOrder(14, 16, 16);
    assertThat(all.points().get(2).residuals().values()).containsOnly(18);
    assertThat(all.order().get(0)).isEqualTo(new Differences.Step("scope", 14, 16));
    assertThat(all.order().get(1)).isEqualTo(new Differences.Step("begin", 6, 6));
    assertThat(all.classes())
        .containsOnly(
            Map.entry(Agreeing.ALL, 3), Map.entry(Agreeing.NONE, 1), Map.entry(Agreeing.SOME, 12));
  }

  @Test
  void the_order_of_readings_only_orders_the_answer() {
    List<Reading> turned = new ArrayList<>(AGREEMENT.readings()).reversed();
    Differences there = analysis(AGREEMENT);
    Differences back =
        new DifferenceAnalysis(AGREEMENT, T1, turned, fixtures(), Monitor.EPOCH_SEED).analyse();
    assertThat(back.points()).isEqualTo(there.points());
    assertThat(back.total()).isEqualTo(there.total());
    for (Differences.Pair pair : there.pairs()) {
      Differences.Pair same =
          back.pairs().stream()
              .filter(p -> p.first().equals(pair.second()) && p.second().equals(pair.first()))
              .findFirst()
              .orElseThrow();
      assertThat(same.costs()).isEqualTo(pair.costs());
      assertThat(same.masks()).isEqualTo(pair.masks());
    }
  }

  @Test
  void one_reading_alone_disagrees_with_nobody() {
    Differences alone =
        new DifferenceAnalysis(
                AGREEMENT, T1, List.of(reading("R.us")), fixtures(), Monitor.EPOCH_SEED)
            .analyse();
    assertThat(alone.total()).isZero();
    assertThat(alone.points()).allMatch(point -> point.cost().signum() == 0);
  }
}
