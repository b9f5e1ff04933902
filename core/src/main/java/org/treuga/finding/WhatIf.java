package org.treuga.finding;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.treuga.agreement.Agreement;
import org.treuga.agreement.Point;
import org.treuga.agreement.Reading;
import org.treuga.agreement.Term;
import org.treuga.incident.Incident;

/**
 * What a term would cover if readings gave other answers at its difference points: a question, and
 * never a reading of anybody's.
 *
 * <p>Idea: every element is worked out beforehand for the settings of the points it hangs on, those
 * nearest to what a reading says first, and at most {@value #MAX_SETTINGS} an element and reading.
 * Then an answer is an AND of six bit sets, and the incidents need not be kept: for 100 000 of them
 * a setting takes 25 kB. Immutable, for any number of threads.
 */
public final class WhatIf {

  static final int MAX_SETTINGS = 160;

  /**
   * A difference point on which the answer may hang.
   *
   * @param key its name, with its term before it where that is another one
   */
  public record Difference(String key, Point<?> point) {}

  /** One bit an incident, in the order in which they were given. */
  public record Cover(BitSet covered, BitSet arguable) {}

  private record Way(String from, String to) {}

  private final int size;
  private final List<Lever> levers;
  private final Map<String, Reading> readings;
  private final Map<List<String>, CoverTable.Passing> settings = new HashMap<>();
  private final Map<Way, Map<String, BitSet>> alone = new HashMap<>();
  private final CoverTable keys;

  private WhatIf(Agreement agreement, Term term, List<Reading> readings, CoverTable table, int n) {
    this.size = n;
    this.levers = table.levers();
    // Of no incident: it only says under which key a setting is filed.
    this.keys = new CoverTable(agreement, term, List.of());
    Map<String, Reading> byId = new LinkedHashMap<>();
    readings.stream().filter(one -> one.speaksOf(term)).forEach(one -> byId.put(one.id(), one));
    this.readings = Collections.unmodifiableMap(byId);
    byId.values().forEach(reading -> fill(table, reading));
    for (Reading a : byId.values()) {
      for (Reading b : byId.values()) {
        if (!a.equals(b)) {
          alone.put(new Way(a.id(), b.id()), flips(agreement, table, a, b));
        }
      }
    }
  }

  /**
   * Works out a term: what the differences of several sets of readings cost, and what all readings
   * would cover with other answers.
   *
   * @param sets of readings to compare
   * @param incidents in the order in which answers are wanted; not kept
   * @param seed of the resampling of nights
   */
  public static Analysed analyse(
      Agreement agreement,
      Term term,
      List<List<Reading>> sets,
      List<Incident> incidents,
      long seed) {
    CoverTable table = new CoverTable(agreement, term, incidents);
    List<Differences> differences =
        sets.stream()
            .map(set ->
                new DifferenceAnalysis(agreement, term, set, incidents, table, seed).analyse())
            .toList();
    return new Analysed(
        differences, new WhatIf(agreement, term, agreement.readings(), table, incidents.size()));
  }

  /**
   * What came of an analysis.
   *
   * @param differences one for each set of readings, in the order of the sets
   */
  public record Analysed(List<Differences> differences, WhatIf whatIf) {
    public Analysed {
      differences = List.copyOf(differences);
    }
  }

  private void fill(CoverTable table, Reading reading) {
    for (Element element : Element.values()) {
      List<Lever> moving =
          levers.stream().filter(lever -> lever.moves().contains(element)).toList();
      int filled = 0;
      for (int changes = 0; changes <= moving.size() && filled < MAX_SETTINGS; changes++) {
        List<Map<Lever, String>> nearby = new ArrayList<>();
        combine(moving, 0, changes, new LinkedHashMap<>(), nearby);
        for (Map<Lever, String> answers : nearby) {
          if (filled < MAX_SETTINGS) {
            List<String> key = table.key(element, reading.id(), reading.choice(), answers);
            filled += settings.containsKey(key) ? 0 : 1;
            settings.computeIfAbsent(
                key, k -> table.passing(element, reading.id(), reading.choice(), answers));
          }
        }
      }
    }
  }

  /** All ways to answer anew at exactly so many of the levers, up to what is kept. */
  private static void combine(
      List<Lever> levers,
      int next,
      int changes,
      Map<Lever, String> answers,
      List<Map<Lever, String>> into) {
    if (changes == 0) {
      into.add(Map.copyOf(answers));
      return;
    }
    for (int i = next; i < levers.size() && into.size() < MAX_SETTINGS; i++) {
      for (String option : levers.get(i).point().options().keySet()) {
        answers.put(levers.get(i), option);
        combine(levers, i + 1, changes - 1, answers, into);
        answers.remove(levers.get(i));
      }
    }
  }

  /** By point: incidents whose answer changes when the first gives the other's answer there. */
  private static Map<String, BitSet> flips(
      Agreement agreement, CoverTable table, Reading a, Reading b) {
    BitSet before = table.covered(a.id(), a.choice());
    Map<String, BitSet> flips = new LinkedHashMap<>();
    for (Lever lever : table.levers()) {
      Optional<String> other = lever.option(b.choice());
      if (!lever.option(a.choice()).equals(other)) {
        BitSet after = table.covered(a.id(), lever.set(a.choice(), other));
        after.xor(before);
        flips.put(lever.key(), after);
      }
    }
    if (DifferenceAnalysis.hangsOnReading(agreement, a, b)) {
      BitSet after = table.covered(b.id(), a.choice());
      after.xor(before);
      flips.put(DifferenceAnalysis.BY_READING, after);
    }
    return flips;
  }

  /** How many incidents it was worked out for. */
  public int size() {
    return size;
  }

  /** The points, in the order of the term. */
  public List<Difference> points() {
    return levers.stream().map(lever -> new Difference(lever.key(), lever.point())).toList();
  }

  /** The option in effect at a point under a reading; empty where it leaves it undetermined. */
  public Optional<String> option(String point, Reading reading) {
    return lever(point).option(reading.choice());
  }

  private Lever lever(String key) {
    return levers.stream()
        .filter(lever -> lever.key().equals(key))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("point must be the term's, was " + key));
  }

  /**
   * What a reading would cover with other answers at some points.
   *
   * @param answers option by point
   * @return empty where so many changes at once were not worked out
   * @throws IllegalArgumentException if a reading, a point or an option is none of the term's
   */
  public Optional<Cover> cover(String reading, Map<String, String> answers) {
    Reading own = readings.get(reading);
    if (own == null) {
      throw new IllegalArgumentException("reading must speak of the term, was " + reading);
    }
    Map<Lever, String> given = new LinkedHashMap<>();
    answers.forEach((point, option) -> {
      Lever lever = lever(point);
      if (!lever.point().options().containsKey(option)) {
        throw new IllegalArgumentException("option must be one of " + point + ", was " + option);
      }
      given.put(lever, option);
    });
    BitSet covered = new BitSet(size);
    covered.set(0, size);
    BitSet open = (BitSet) covered.clone();
    for (Element element : Element.values()) {
      CoverTable.Passing passing = settings.get(keys.key(element, reading, own.choice(), given));
      if (passing == null) {
        return Optional.empty();
      }
      covered.and(passing.surely());
      open.and(passing.perhaps());
    }
    open.andNot(covered);
    return Optional.of(new Cover(covered, open));
  }

  /**
   * For each point on which two readings differ: the incidents whose answer, covered or not,
   * changes when the first reading gives the second's answer there and nowhere else.
   */
  public Map<String, BitSet> alone(String from, String to) {
    Map<String, BitSet> found = alone.get(new Way(from, to));
    if (found == null) {
      throw new IllegalArgumentException(
          "from and to must be two readings of the term, were " + from + " and " + to);
    }
    Map<String, BitSet> copy = new LinkedHashMap<>();
    found.forEach((point, incidents) -> copy.put(point, (BitSet) incidents.clone()));
    return copy;
  }
}
