package org.treuga.finding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.treuga.CaseText.incident;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.treuga.CaseText;
import org.treuga.agreement.Agreement;
import org.treuga.incident.Incident;

/** Laws of the shares (AT-2.2 to AT-2.4), on agreements and incidents drawn by seed. */
class SharesTest {

  private static final Instant ORIGIN = Instant.parse("2030-01-01T00:00:00Z");

  /** Two readings that may differ on class, act, begin and end, each drawn anew. */
  private static Agreement drawn(SplittableRandom random) {
    return CaseText.agreement(
        """
        treuga: 1
        id: drawn
        parties: [P, Q]
        terms:
        - id: T1
          modality: prohibition
          force: 4
          bearer: [P, Q]
          act: {point: act}
          object: {point: scope}
          in_force: {begin: {point: begin}, end: {point: end}}
          points:
            scope: {slot: /object, options: {a: {value: %s, by: [P]}, b: {value: %s, by: [Q]}}}
            act: {slot: /act, options: {a: {value: %s, by: [P]}, b: {value: %s, by: [Q]}}}
            begin: {slot: /in_force/begin, options: {a: {value: {utc: "%s"}, by: [P]}, b: {value: {utc: "%s"}, by: [Q]}}}
            end: {slot: /in_force/end, options: {a: {value: {utc: "%s"}, by: [P]}, b: {value: {utc: "%s"}, by: [Q]}}}
        readings:
        - {id: a, issuer: P, choose: {T1: {scope: a, act: a, begin: a, end: a}}}
        - {id: b, issuer: Q, choose: {T1: {scope: b, act: b, begin: b, end: b}}}
        """
            .formatted(
                classes(random, "x"),
                classes(random, "x"),
                classes(random, "y"),
                classes(random, "y"),
                day(random, 0, 20),
                day(random, 0, 20),
                day(random, 20, 40),
                day(random, 20, 40)));
  }

  private static String classes(SplittableRandom random, String root) {
    List<String> classes = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      if (random.nextBoolean()) {
        classes.add(root + "." + i);
      }
    }
    return classes.isEmpty() ? "[" + root + ".none]" : classes.toString();
  }

  private static Instant day(SplittableRandom random, int from, int to) {
    return ORIGIN.plusSeconds(86_400L * random.nextInt(from, to));
  }

  private static List<Incident> incidents(SplittableRandom random) {
    List<Incident> incidents = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      incidents.add(
          incident(
              "i" + i,
              day(random, 0, 45).toString(),
              "x." + random.nextInt(5),
              "y." + random.nextInt(5)));
    }
    return incidents;
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void shares_add_up_swap_evenly_and_leave_nothing_to_a_point_without_effect(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Agreement agreement = drawn(random);
    List<Incident> incidents = incidents(random);
    Differences there =
        new DifferenceAnalysis(agreement, agreement.term("T1"), agreement.readings(), incidents, 1)
            .analyse();
    Differences back =
        new DifferenceAnalysis(
                agreement, agreement.term("T1"), agreement.readings().reversed(), incidents, 1)
            .analyse();
    Differences.Pair pair = there.pairs().getFirst();
    Fraction sum = pair.costs().values().stream().reduce(Fraction.ZERO, Fraction::plus);
    assertThat(sum).isEqualTo(Fraction.of(pair.contested(), 1));
    assertThat(back.pairs().getFirst().costs()).isEqualTo(pair.costs());
    assertThat(contestedByHand(agreement, incidents)).isEqualTo(pair.contested());
    there.points().stream()
        .filter(point -> point.flips().isEmpty())
        .forEach(point -> assertThat(point.cost()).isEqualTo(Fraction.ZERO));
  }

  private static int contestedByHand(Agreement agreement, List<Incident> incidents) {
    Assessor assessor = new Assessor(agreement);
    List<Finding> a = assessor.assess(incidents, agreement.term("T1"), agreement.readings().get(0));
    List<Finding> b = assessor.assess(incidents, agreement.term("T1"), agreement.readings().get(1));
    int contested = 0;
    for (int i = 0; i < a.size(); i++) {
      contested +=
          (a.get(i).verdict() == Verdict.COVERED) != (b.get(i).verdict() == Verdict.COVERED)
              ? 1
              : 0;
    }
    return contested;
  }

  @Test
  void two_points_with_the_same_effect_share_it_in_halves() {
    Agreement agreement =
        CaseText.agreement(
            """
            treuga: 1
            id: twice
            parties: [P, Q]
            terms:
            - id: T1
              modality: prohibition
              force: 4
              bearer: [P, Q]
              act: {point: act}
              object: {point: scope}
              in_force: {begin: {utc: "2030-01-01T00:00:00Z"}}
              points:
                scope: {slot: /object, options: {a: {value: [x], by: [P]}, b: {value: [x, w], by: [Q]}}}
                act: {slot: /act, options: {a: {value: [y], by: [P]}, b: {value: [y, v], by: [Q]}}}
            readings:
            - {id: a, issuer: P, choose: {T1: {scope: a, act: a}}}
            - {id: b, issuer: Q, choose: {T1: {scope: b, act: b}}}
            """);
    List<Incident> incidents = List.of(incident("i", "2030-02-01T00:00:00Z", "w", "v"));
    Differences.Pair pair =
        new DifferenceAnalysis(agreement, agreement.term("T1"), agreement.readings(), incidents, 1)
            .analyse()
            .pairs()
            .getFirst();
    assertThat(pair.costs().values()).containsOnly(Fraction.of(1, 2));
    assertThat(pair.interactions().values()).containsExactly(Fraction.of(1, 1));
  }
}
