package org.treuga.finding;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.treuga.agreement.Agreement;
import org.treuga.agreement.Choice;
import org.treuga.agreement.Reading;
import org.treuga.agreement.Term;
import org.treuga.incident.Incident;
import org.treuga.time.Interval;

/**
 * What each difference of wording costs: the Shapley value of every difference point in the game
 * "does this pair of readings disagree about this incident".
 *
 * <p>Idea: for a pair (A, B) that differs on points D, let f(S) be whether the incident is covered
 * under A with B's options on S. The Shapley value of a point, times the sign of f(D) - f(0), is
 * its share in the disagreement. Shares add up to the number of contested incidents (efficiency), a
 * point that never matters gets nothing, and the pair may be swapped. All arithmetic is exact:
 * numerators over n!.
 *
 * <p>Cost: 2^n choices a pair; beyond {@value #MAX_PLAYERS} points those cited to one document are
 * taken together.
 *
 * <p>L. S. Shapley, A value for n-person games (1953); interaction index after M. Grabisch and M.
 * Roubens (1999).
 */
public final class DifferenceAnalysis {

  static final int MAX_PLAYERS = 12;
  private static final int MAX_INTERACTING = 8;
  private static final int MAX_ORDERED = 8;
  private static final int MAX_SETTLEMENTS = 20_000;
  private static final int RESAMPLES = 1_000;
  private static final double SEPARABLE_SHARE = 0.95;
  static final String BY_READING = "areas and events that hold for one reading";

  private final Agreement agreement;
  private final Term term;
  private final List<Reading> readings;
  private final List<Incident> incidents;
  private final CoverTable table;
  private final long seed;

  /** What each lever contributed, by incident, over all pairs: numerators over {@link #scale}. */
  private final Map<String, long[]> contributions = new LinkedHashMap<>();

  private final long scale;

  /**
   * @param readings those to compare, in order
   * @param seed of the resampling of nights
   */
  public DifferenceAnalysis(
      Agreement agreement, Term term, List<Reading> readings, List<Incident> incidents, long seed) {
    this(agreement, term, readings, incidents, new CoverTable(agreement, term, incidents), seed);
  }

  /** With a table of the same term and incidents that was in use before. */
  DifferenceAnalysis(
      Agreement agreement,
      Term term,
      List<Reading> readings,
      List<Incident> incidents,
      CoverTable table,
      long seed) {
    this.agreement = agreement;
    this.term = term;
    this.readings = readings.stream().filter(reading -> reading.speaksOf(term)).toList();
    this.incidents = incidents;
    this.table = table;
    this.seed = seed;
    this.scale = factorial(MAX_PLAYERS);
  }

  public Differences analyse() {
    List<Differences.Pair> pairs = new ArrayList<>();
    for (int a = 0; a < readings.size(); a++) {
      for (int b = a + 1; b < readings.size(); b++) {
        pairs.add(pair(readings.get(a), readings.get(b)));
      }
    }
    int total = pairs.stream().mapToInt(Differences.Pair::contested).sum();
    List<Lever> differing = differing();
    // Where nobody disagrees there is nothing to rank and nothing to settle.
    Map<String, List<Integer>> ranks = total == 0 ? Map.of() : ranks(differing);
    List<Differences.PointCost> points = points(differing, ranks);
    return new Differences(
        term.id(),
        readings.stream().map(Reading::id).toList(),
        incidents.size(),
        classes(),
        points,
        pairs,
        total,
        total == 0 ? List.of() : order(byCost(differing, points), total),
        total == 0 || separable(points));
  }

  /** Every incident as ALL, SOME, NONE or ARGUABLE over the readings compared. */
  private Map<Agreeing, Integer> classes() {
    Map<Agreeing, Integer> classes = new EnumMap<>(Agreeing.class);
    Assessor assessor = new Assessor(agreement);
    List<List<Verdict>> verdicts =
        readings.stream().map(r -> assessor.verdicts(incidents, term, r.id(), r.choice())).toList();
    for (int i = 0; i < incidents.size(); i++) {
      int incident = i;
      Agreeing agreeing = Agreeing.of(verdicts.stream().map(list -> list.get(incident)).toList());
      classes.merge(agreeing, 1, Integer::sum);
    }
    return classes;
  }

  // --- one pair

  /**
   * A player of the game: one lever, or several taken together, or what hangs on the reading
   * itself.
   */
  private record Player(String key, List<Lever> levers) {}

  private Differences.Pair pair(Reading a, Reading b) {
    List<Player> players = players(a, b);
    int n = players.size();
    BitSet[] covered = coveredBySubset(a, b, players);
    BitSet contested = (BitSet) covered[0].clone();
    contested.xor(covered[covered.length - 1]);
    Map<String, Fraction> costs = new LinkedHashMap<>();
    Map<String, Fraction> masks = new LinkedHashMap<>();
    for (int d = 0; d < n; d++) {
      long plus = 0;
      long minus = 0;
      for (int i = contested.nextSetBit(0); i >= 0; i = contested.nextSetBit(i + 1)) {
        long share = share(covered, i, d, n);
        plus += Math.max(share, 0);
        minus += Math.min(share, 0);
        contribution(players.get(d).key())[i] += share * (scale / factorial(n));
      }
      costs.put(players.get(d).key(), Fraction.of(plus + minus, factorial(n)));
      if (minus < 0) {
        masks.put(players.get(d).key(), Fraction.of(minus, factorial(n)));
      }
    }
    return new Differences.Pair(
        a.id(),
        b.id(),
        contested.cardinality(),
        costs,
        masks,
        interactions(players, covered, contested),
        ids(contested));
  }

  private List<Player> players(Reading a, Reading b) {
    List<Lever> levers =
        table.levers().stream()
            .filter(lever -> !lever.option(a.choice()).equals(lever.option(b.choice())))
            .toList();
    List<Player> players =
        new ArrayList<>(
            levers.stream().map(lever -> new Player(lever.key(), List.of(lever))).toList());
    if (hangsOnReading(a, b)) {
      players.add(new Player(BY_READING, List.of()));
    }
    return players.size() <= MAX_PLAYERS
        ? players
        : grouped(levers, players.size() > levers.size());
  }

  private boolean hangsOnReading(Reading a, Reading b) {
    return hangsOnReading(agreement, a, b);
  }

  /** Whether something else than answers at points can part two readings. */
  static boolean hangsOnReading(Agreement agreement, Reading a, Reading b) {
    boolean areas =
        agreement.areas().values().stream()
            .flatMap(List::stream)
            .anyMatch(area -> a.id().equals(area.reading()) || b.id().equals(area.reading()));
    boolean events =
        agreement.events().stream()
            .anyMatch(event -> event.under().contains(a.id()) != event.under().contains(b.id()));
    return areas || events;
  }

  /** Too many points for exact enumeration: those that rest on one document are one player. */
  private static List<Player> grouped(List<Lever> levers, boolean byReading) {
    Map<String, List<Lever>> groups = new LinkedHashMap<>();
    for (Lever lever : levers) {
      String document =
          lever.point().options().values().stream()
              .flatMap(option -> option.citations().stream())
              .map(org.treuga.agreement.Citation::document)
              .findFirst()
              .orElse("no document");
      groups.computeIfAbsent(document, key -> new ArrayList<>()).add(lever);
    }
    List<Player> players = new ArrayList<>();
    groups.forEach(
        (document, group) -> players.add(new Player("points of " + document, List.copyOf(group))));
    int room = MAX_PLAYERS - (byReading ? 1 : 0);
    if (players.size() > room) {
      List<Lever> rest = new ArrayList<>();
      players.subList(room - 1, players.size()).forEach(player -> rest.addAll(player.levers()));
      players.subList(room - 1, players.size()).clear();
      players.add(new Player("all other points", rest));
    }
    if (byReading) {
      players.add(new Player(BY_READING, List.of()));
    }
    return players;
  }

  private BitSet[] coveredBySubset(Reading a, Reading b, List<Player> players) {
    BitSet[] covered = new BitSet[1 << players.size()];
    for (int subset = 0; subset < covered.length; subset++) {
      Choice choice = a.choice();
      String reading = a.id();
      for (int d = 0; d < players.size(); d++) {
        if ((subset & 1 << d) == 0) {
          continue;
        }
        for (Lever lever : players.get(d).levers()) {
          choice = lever.set(choice, lever.option(b.choice()));
        }
        reading = players.get(d).levers().isEmpty() ? b.id() : reading;
      }
      covered[subset] = table.covered(reading, choice);
    }
    return covered;
  }

  /** The signed Shapley value of player d for incident i, as a numerator over n!. */
  private static long share(BitSet[] covered, int i, int d, int n) {
    long sum = 0;
    for (int subset = 0; subset < covered.length; subset++) {
      if ((subset & 1 << d) == 0) {
        int step = bit(covered[subset | 1 << d], i) - bit(covered[subset], i);
        int size = Integer.bitCount(subset);
        sum += step * factorial(size) * factorial(n - size - 1);
      }
    }
    return sum * sign(covered, i);
  }

  private static int sign(BitSet[] covered, int i) {
    return bit(covered[covered.length - 1], i) - bit(covered[0], i);
  }

  private static int bit(BitSet bits, int i) {
    return bits.get(i) ? 1 : 0;
  }

  /**
   * How much two points matter only together (positive) or instead of each other (negative), always
   * on the way from not covered to covered: a way from the first reading of the pair to the second
   * would turn the sign with the order in which a file lists its readings.
   */
  private Map<String, Fraction> interactions(
      List<Player> players, BitSet[] covered, BitSet contested) {
    Map<String, Fraction> interactions = new LinkedHashMap<>();
    int n = players.size();
    if (n < 2 || n > MAX_INTERACTING) {
      return interactions;
    }
    for (int d = 0; d < n; d++) {
      for (int e = d + 1; e < n; e++) {
        long sum = 0;
        for (int i = contested.nextSetBit(0); i >= 0; i = contested.nextSetBit(i + 1)) {
          sum += interaction(covered, i, d, e, n);
        }
        if (sum != 0) {
          interactions.put(
              players.get(d).key() + " + " + players.get(e).key(),
              Fraction.of(sum, factorial(n - 1)));
        }
      }
    }
    return interactions;
  }

  private static long interaction(BitSet[] covered, int i, int d, int e, int n) {
    long sum = 0;
    int both = 1 << d | 1 << e;
    for (int subset = 0; subset < covered.length; subset++) {
      if ((subset & both) == 0) {
        int together =
            bit(covered[subset | both], i)
                - bit(covered[subset | 1 << d], i)
                - bit(covered[subset | 1 << e], i)
                + bit(covered[subset], i);
        int size = Integer.bitCount(subset);
        sum += together * factorial(size) * factorial(n - size - 2);
      }
    }
    return sum;
  }

  private static long factorial(int n) {
    long product = 1;
    for (int i = 2; i <= n; i++) {
      product *= i;
    }
    return product;
  }

  private long[] contribution(String key) {
    return contributions.computeIfAbsent(key, k -> new long[incidents.size()]);
  }

  private List<String> ids(BitSet bits) {
    return bits.stream().mapToObj(i -> incidents.get(i).id()).toList();
  }

  // --- points over all pairs

  private List<Lever> differing() {
    return table.levers().stream()
        .filter(lever ->
            readings.stream().map(reading -> lever.option(reading.choice())).distinct().count() > 1)
        .toList();
  }

  private List<Differences.PointCost> points(
      List<Lever> differing, Map<String, List<Integer>> ranks) {
    Map<String, Lever> byKey = new TreeMap<>();
    differing.forEach(lever -> byKey.put(lever.key(), lever));
    Set<String> keys = new LinkedHashSet<>(byKey.keySet());
    keys.addAll(new TreeMap<>(contributions).keySet());
    List<Differences.PointCost> points = new ArrayList<>();
    for (String key : keys) {
      long[] shares = contributions.getOrDefault(key, new long[incidents.size()]);
      BigInteger sum = BigInteger.ZERO;
      BitSet flips = new BitSet();
      for (int i = 0; i < shares.length; i++) {
        sum = sum.add(BigInteger.valueOf(shares[i]));
        flips.set(i, shares[i] != 0);
      }
      Lever lever = byKey.get(key);
      points.add(
          new Differences.PointCost(
              key,
              new Fraction(sum, BigInteger.valueOf(scale)),
              lever == null ? Map.of() : residuals(lever),
              ids(flips),
              ranks.getOrDefault(key, List.of())));
    }
    points.sort(
        Comparator.comparing(Differences.PointCost::cost)
            .reversed()
            .thenComparing(Differences.PointCost::name));
    return points;
  }

  /** Disagreements left once every reading takes an option, for each option. */
  private Map<String, Integer> residuals(Lever lever) {
    Map<String, Integer> residuals = new TreeMap<>();
    for (String option : answers(lever)) {
      residuals.put(option, disagreement(Map.of(lever, option)));
    }
    return residuals;
  }

  /** The options that some reading compared holds: what the readings could settle on. */
  private List<String> answers(Lever lever) {
    return readings.stream()
        .flatMap(reading -> lever.option(reading.choice()).stream())
        .distinct()
        .toList();
  }

  private int disagreement(Map<Lever, String> settled) {
    List<BitSet> covered = new ArrayList<>();
    for (Reading reading : readings) {
      covered.add(table.covered(reading.id(), reading.choice(), settled));
    }
    int sum = 0;
    for (int a = 0; a < covered.size(); a++) {
      for (int b = a + 1; b < covered.size(); b++) {
        BitSet different = (BitSet) covered.get(a).clone();
        different.xor(covered.get(b));
        sum += different.cardinality();
      }
    }
    return sum;
  }

  // --- what to settle first

  private static List<Lever> byCost(List<Lever> levers, List<Differences.PointCost> points) {
    List<String> ranking = points.stream().map(Differences.PointCost::name).toList();
    return levers.stream()
        .sorted(Comparator.comparingInt(lever -> ranking.indexOf(lever.key())))
        .toList();
  }

  private record Range(int best, int worst) {}

  /**
   * The order that keeps the guaranteed remainder lowest, summed over the steps: exact by dynamic
   * programming over sets of settled points where there are few, greedy otherwise.
   */
  private List<Differences.Step> order(List<Lever> levers, int total) {
    Map<Set<Lever>, Range> ranges = new HashMap<>();
    ranges.put(Set.of(), new Range(total, total));
    List<Lever> order =
        levers.size() <= MAX_ORDERED && settlements(levers) <= MAX_SETTLEMENTS
            ? exactOrder(levers, ranges)
            : greedyOrder(levers, ranges);
    List<Differences.Step> steps = new ArrayList<>();
    Set<Lever> settled = new LinkedHashSet<>();
    for (Lever lever : order) {
      settled.add(lever);
      Range range = range(settled, ranges);
      steps.add(new Differences.Step(lever.key(), range.best(), range.worst()));
    }
    return steps;
  }

  private long settlements(List<Lever> levers) {
    long product = 1;
    for (Lever lever : levers) {
      product = Math.min(product * (1 + answers(lever).size()), Integer.MAX_VALUE);
    }
    return product;
  }

  private List<Lever> exactOrder(List<Lever> levers, Map<Set<Lever>, Range> ranges) {
    int n = levers.size();
    long[] least = new long[1 << n];
    int[] last = new int[1 << n];
    for (int set = 1; set < least.length; set++) {
      Set<Lever> settled = new LinkedHashSet<>();
      for (int d = 0; d < n; d++) {
        if ((set & 1 << d) != 0) {
          settled.add(levers.get(d));
        }
      }
      Range range = range(settled, ranges);
      // Ties on the guaranteed remainder go to the better best case.
      long own = (long) range.worst() * (1 << 20) + range.best();
      least[set] = Long.MAX_VALUE;
      for (int d = 0; d < n; d++) {
        // Where two orders are as good, the costlier point comes first: the later one settles last.
        if ((set & 1 << d) != 0 && least[set & ~(1 << d)] + own <= least[set]) {
          least[set] = least[set & ~(1 << d)] + own;
          last[set] = d;
        }
      }
    }
    List<Lever> order = new ArrayList<>();
    for (int set = least.length - 1; set != 0; set &= ~(1 << last[set])) {
      order.addFirst(levers.get(last[set]));
    }
    return order;
  }

  private List<Lever> greedyOrder(List<Lever> levers, Map<Set<Lever>, Range> ranges) {
    List<Lever> left = new ArrayList<>(levers);
    List<Lever> order = new ArrayList<>();
    while (!left.isEmpty() && order.size() < MAX_ORDERED) {
      Lever best =
          left.stream()
              .min(
                  Comparator.comparingInt(
                          (Lever lever) -> range(with(order, lever), ranges).worst())
                      .thenComparing(Lever::key))
              .orElseThrow();
      order.add(best);
      left.remove(best);
    }
    return order;
  }

  private static Set<Lever> with(List<Lever> settled, Lever more) {
    Set<Lever> all = new LinkedHashSet<>(settled);
    all.add(more);
    return all;
  }

  private Range range(Set<Lever> settled, Map<Set<Lever>, Range> ranges) {
    Range known = ranges.get(settled);
    if (known != null) {
      return known;
    }
    List<Lever> levers = List.copyOf(settled);
    int[] bounds = {Integer.MAX_VALUE, 0};
    settle(levers, 0, new LinkedHashMap<>(), bounds);
    Range range = new Range(bounds[0], bounds[1]);
    ranges.put(Set.copyOf(settled), range);
    return range;
  }

  private void settle(List<Lever> levers, int next, Map<Lever, String> settled, int[] bounds) {
    if (next == levers.size()) {
      int left = disagreement(settled);
      bounds[0] = Math.min(bounds[0], left);
      bounds[1] = Math.max(bounds[1], left);
      return;
    }
    for (String option : answers(levers.get(next))) {
      settled.put(levers.get(next), option);
      settle(levers, next + 1, settled, bounds);
      settled.remove(levers.get(next));
    }
  }

  // --- does the ranking hold

  /**
   * How often each point came out at each rank when whole nights are drawn anew: incidents of one
   * night hang together, so single ones may not be drawn (block bootstrap).
   */
  private Map<String, List<Integer>> ranks(List<Lever> differing) {
    List<String> keys = differing.stream().map(Lever::key).sorted().toList();
    long[][] byNight = new long[keys.size()][];
    for (int k = 0; k < byNight.length; k++) {
      byNight[k] = sharesByNight(keys.get(k));
    }
    int nights = byNight.length == 0 ? 0 : byNight[0].length;
    int[][] counts = new int[keys.size()][keys.size()];
    SplittableRandom random = new SplittableRandom(seed);
    for (int resample = 0; resample < RESAMPLES && nights > 0; resample++) {
      long[] cost = new long[keys.size()];
      for (int draw = 0; draw < nights; draw++) {
        int night = random.nextInt(nights);
        for (int k = 0; k < cost.length; k++) {
          cost[k] += byNight[k][night];
        }
      }
      for (int k = 0; k < cost.length; k++) {
        counts[k][rank(cost, k)]++;
      }
    }
    Map<String, List<Integer>> ranks = new TreeMap<>();
    for (int k = 0; k < counts.length; k++) {
      ranks.put(keys.get(k), Arrays.stream(counts[k]).boxed().toList());
    }
    return ranks;
  }

  /** How many come before it; among equals the first by name does. */
  private static int rank(long[] cost, int k) {
    int before = 0;
    for (int other = 0; other < cost.length; other++) {
      before += cost[other] > cost[k] || (cost[other] == cost[k] && other < k) ? 1 : 0;
    }
    return before;
  }

  private long[] sharesByNight(String key) {
    List<int[]> nights = nights();
    long[] shares = contributions.getOrDefault(key, new long[incidents.size()]);
    return nights.stream()
        .mapToLong(night -> Arrays.stream(night).mapToLong(i -> shares[i]).sum())
        .toArray();
  }

  /** Incidents by night, noon to noon UTC, in order. */
  private List<int[]> nights() {
    TreeMap<Long, List<Integer>> nights = new TreeMap<>();
    for (int i = 0; i < incidents.size(); i++) {
      Interval within = incidents.get(i).occurred().within();
      Instant at = within.startsOpen() ? within.endExclusive() : within.startInclusive();
      long night =
          at.equals(Instant.MAX)
              ? Long.MAX_VALUE
              : Math.floorDiv(
                  at.getEpochSecond() - Duration.ofHours(12).toSeconds(),
                  Duration.ofDays(1).toSeconds());
      nights.computeIfAbsent(night, key -> new ArrayList<>()).add(i);
    }
    return nights.values().stream()
        .map(list -> list.stream().mapToInt(Integer::intValue).toArray())
        .toList();
  }

  private static boolean separable(List<Differences.PointCost> points) {
    if (points.size() < 2) {
      return true;
    }
    List<Integer> first = points.getFirst().ranks();
    int draws = first.stream().mapToInt(Integer::intValue).sum();
    return draws > 0 && first.getFirst() >= SEPARABLE_SHARE * draws;
  }
}
