package org.treuga.app.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.treuga.agreement.Agreement;
import org.treuga.agreement.Modality;
import org.treuga.agreement.Reading;
import org.treuga.agreement.Term;
import org.treuga.finding.Agreeing;
import org.treuga.finding.Differences;
import org.treuga.finding.Finding;
import org.treuga.finding.Verdict;
import org.treuga.incident.Incident;
import org.treuga.report.Assessment;

/**
 * An assessment laid out for looking up: the finding of an incident for a term under a reading,
 * which readings stand side by side, and which terms are worth a table of their own. Immutable.
 */
final class Board {

  private record Key(String incident, String term, String reading) {}

  /** Verdicts of one reading, counted over incidents. */
  record Tally(Map<Verdict, Integer> counts) {
    int of(Verdict verdict) {
      return counts.getOrDefault(verdict, 0);
    }

    int no() {
      return counts.entrySet().stream()
          .filter(entry -> entry.getKey().isNo())
          .mapToInt(Map.Entry::getValue)
          .sum();
    }
  }

  private final Assessment assessment;
  private final Map<Key, Finding> findings = new HashMap<>();
  private final Map<String, List<Reading>> readings = new HashMap<>();
  private final List<Term> judged;

  Board(Assessment assessment) {
    this.assessment = assessment;
    Set<String> pairs = new HashSet<>();
    Set<String> terms = new HashSet<>();
    for (Finding finding : assessment.findings()) {
      findings.put(new Key(finding.incidentId(), finding.termId(), finding.readingId()), finding);
      pairs.add(finding.termId() + "\n" + finding.readingId());
      terms.add(finding.termId());
    }
    Agreement agreement = assessment.agreement();
    for (String term : agreement.terms().keySet()) {
      readings.put(
          term,
          agreement.readings().stream()
              .filter(reading -> pairs.contains(term + "\n" + reading.id()))
              .toList());
    }
    List<Term> order =
        new ArrayList<>(
            agreement.terms().values().stream().filter(term -> terms.contains(term.id())).toList());
    // Stable: terms that weigh the same stay in the order of the agreement.
    order.sort(
        Comparator.comparing((Term term) -> term.modality() != Modality.PROHIBITION)
            .thenComparing(term -> -touched(term.id()).size()));
    judged = List.copyOf(order);
  }

  Assessment assessment() {
    return assessment;
  }

  Agreement agreement() {
    return assessment.agreement();
  }

  List<Incident> incidents() {
    return assessment.incidents();
  }

  /** Terms with findings: prohibitions first, then those that take in most incidents. */
  List<Term> judged() {
    return judged;
  }

  /** Readings with findings for a term, in the order of every strip. */
  List<Reading> readings(String term) {
    return readings.getOrDefault(term, List.of());
  }

  Optional<Finding> find(Incident incident, String term, Reading reading) {
    return Optional.ofNullable(findings.get(new Key(incident.id(), term, reading.id())));
  }

  List<Optional<Finding>> row(Incident incident, String term) {
    return readings(term).stream().map(reading -> find(incident, term, reading)).toList();
  }

  List<Optional<Verdict>> strip(Incident incident, String term) {
    return row(incident, term).stream().map(finding -> finding.map(Finding::verdict)).toList();
  }

  /** Incidents that at least one reading takes in or leaves open. */
  List<Incident> touched(String term) {
    return incidents().stream()
        .filter(incident ->
            strip(incident, term).stream()
                .anyMatch(verdict -> verdict.isPresent() && !verdict.get().isNo()))
        .toList();
  }

  /**
   * The readings that decide whether an incident is split: those that the differences compare, else
   * the parties' own, else all.
   */
  List<Reading> compared(String term) {
    List<Reading> all = readings(term);
    Differences differences = assessment.differences().get(term);
    List<Reading> chosen =
        differences == null
            ? all.stream().filter(reading -> !reading.analyst()).toList()
            : all.stream()
                .filter(reading -> differences.readings().contains(reading.id()))
                .toList();
    return chosen.size() < 2 ? all : chosen;
  }

  Agreeing agreeing(Incident incident, String term) {
    return Agreeing.of(
        compared(term).stream()
            .flatMap(reading -> find(incident, term, reading).stream())
            .map(Finding::verdict)
            .toList());
  }

  Tally tally(List<Incident> of, String term, Reading reading) {
    Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);
    for (Incident incident : of) {
      find(incident, term, reading)
          .ifPresent(finding -> counts.merge(finding.verdict(), 1, Integer::sum));
    }
    return new Tally(counts);
  }

  /** What a reading is called at the head of a column. */
  static String name(Reading reading) {
    return reading.label().isBlank() ? reading.id() : reading.label();
  }

  /** Whether a name does not say itself, in any language, that the reading is an analyst's. */
  static boolean tagged(Reading reading) {
    String name = name(reading).toLowerCase(Locale.ROOT);
    return reading.analyst()
        && Texts.LANGUAGES.stream()
            .map(language -> Texts.in(language).of("analyst.word"))
            .noneMatch(name::contains);
  }

  static String name(Term term) {
    return term.title().isBlank() ? term.id() : term.title();
  }
}
