package org.treuga.finding;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What each difference of wording costs, for one term: how many times a pair of readings disagrees
 * on whether an incident is covered, and which point carries how much of that.
 *
 * @param term the term
 * @param readings the readings compared, in order
 * @param incidents how many incidents were looked at
 * @param classes how many incidents are ALL, SOME, NONE, ARGUABLE
 * @param points the difference points, most costly first
 * @param pairs every pair of readings
 * @param total disagreements over all pairs
 * @param order the points in the order in which settling them helps most, with what is left after
 *     each
 * @param separable whether the ranking of the first two points stands up to resampling the nights
 */
public record Differences(
    String term,
    List<String> readings,
    int incidents,
    Map<Agreeing, Integer> classes,
    List<PointCost> points,
    List<Pair> pairs,
    int total,
    List<Step> order,
    boolean separable) {

  /**
   * One difference point.
   *
   * @param name of the point, {@code term.point} where it belongs to another term
   * @param cost its exact share of all disagreements
   * @param residuals disagreements that remain once every reading takes an option, by option
   * @param flips ids of the incidents on which it alone changes some reading's answer towards
   *     another's
   * @param ranks how often, of all resamples, the point came out at each rank (first rank first)
   */
  public record PointCost(
      String name,
      Fraction cost,
      Map<String, Integer> residuals,
      List<String> flips,
      List<Integer> ranks) {
    public PointCost {
      residuals = Collections.unmodifiableMap(new TreeMap<>(residuals));
      flips = List.copyOf(flips);
      ranks = List.copyOf(ranks);
    }
  }

  /**
   * Two readings.
   *
   * @param contested incidents covered under exactly one of them
   * @param costs exact share by point, for the points on which they differ
   * @param masks negative parts by point: differences that hide one another
   * @param interactions by two points: how much they matter only together (positive) or instead of
   *     each other (negative); empty when there are many points
   * @param flips ids of the contested incidents
   */
  public record Pair(
      String first,
      String second,
      int contested,
      Map<String, Fraction> costs,
      Map<String, Fraction> masks,
      Map<String, Fraction> interactions,
      List<String> flips) {
    public Pair {
      costs = Collections.unmodifiableMap(new LinkedHashMap<>(costs));
      masks = Collections.unmodifiableMap(new LinkedHashMap<>(masks));
      interactions = Collections.unmodifiableMap(new LinkedHashMap<>(interactions));
      flips = List.copyOf(flips);
    }
  }

  /** Settle this point next: at best and at worst so many disagreements are left. */
  public record Step(String point, int leftAtBest, int leftAtWorst) {}

  public Differences {
    readings = List.copyOf(readings);
    classes = Collections.unmodifiableMap(new TreeMap<>(classes));
    points = List.copyOf(points);
    pairs = List.copyOf(pairs);
    order = List.copyOf(order);
  }
}
