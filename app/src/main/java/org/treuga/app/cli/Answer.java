package org.treuga.app.cli;

import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.treuga.agreement.Reading;
import org.treuga.agreement.Term;
import org.treuga.finding.Agreeing;
import org.treuga.finding.Differences;
import org.treuga.finding.Finding;
import org.treuga.finding.Verdict;
import org.treuga.incident.Incident;
import org.treuga.report.Assessment;

/**
 * The answer on one screen: counts side by side, where the readings split, what to settle first.
 */
final class Answer {

  private static final int SPLITS_SHOWN = 6;
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH).withZone(ZoneOffset.UTC);

  private final Assessment assessment;
  private final PrintWriter out;
  private final Map<String, List<Finding>> byTerm;

  Answer(Assessment assessment, PrintWriter out) {
    this.assessment = assessment;
    this.out = out;
    this.byTerm =
        assessment.findings().stream()
            .collect(
                Collectors.groupingBy(Finding::termId, LinkedHashMap::new, Collectors.toList()));
  }

  void print() {
    out.println(assessment.title());
    out.printf(
        Locale.ROOT,
        "%d of %d reports read, %d rejected; every report stands for one incident.%n%n",
        assessment.incidents().size(),
        assessment.reportsRead(),
        assessment.rejected().size());
    List<Term> terms =
        assessment.agreement().terms().values().stream()
            .filter(term -> byTerm.containsKey(term.id()))
            .toList();
    List<Term> rest = new ArrayList<>(terms);
    if (!terms.isEmpty()) {
      Term main =
          terms.stream()
              .max(
                  java.util.Comparator.comparingLong(this::split)
                      .thenComparing(t -> -terms.indexOf(t)))
              .orElseThrow();
      rest.remove(main);
      main(main);
    }
    others(rest);
    assessment.notes().forEach(note -> out.println("Note: " + note));
    out.println(
        "\u201cCovered\u201d says that an act of the prohibited kind is alleged within the term: not that it happened, nor who did it.");
    out.flush();
  }

  private long split(Term term) {
    return incidents(term).values().stream()
        .filter(verdicts -> Agreeing.of(verdicts.values()) == Agreeing.SOME)
        .count();
  }

  /** Verdicts by incident, then reading in the order of the file. */
  private Map<String, Map<String, Verdict>> incidents(Term term) {
    Map<String, Map<String, Verdict>> incidents = new LinkedHashMap<>();
    Map<String, Map<String, Verdict>> sorted = new LinkedHashMap<>();
    for (Finding finding : byTerm.getOrDefault(term.id(), List.of())) {
      sorted
          .computeIfAbsent(finding.incidentId(), id -> new LinkedHashMap<>())
          .put(finding.readingId(), finding.verdict());
    }
    sorted.forEach((id, verdicts) -> {
      Map<String, Verdict> ordered = new LinkedHashMap<>();
      readings(term)
          .forEach(reading -> {
            Verdict verdict = verdicts.get(reading.id());
            if (verdict != null) {
              ordered.put(reading.id(), verdict);
            }
          });
      incidents.put(id, ordered);
    });
    return incidents;
  }

  private List<Reading> readings(Term term) {
    return assessment.agreement().readings().stream()
        .filter(reading -> reading.speaksOf(term))
        .toList();
  }

  private void main(Term term) {
    List<Reading> readings = readings(term);
    Map<String, Map<String, Verdict>> incidents = incidents(term);
    out.println(term.id() + "  " + term.title());
    out.println(row("under the reading", readings.stream().map(Reading::id).toList()));
    for (Verdict verdict : Verdict.values()) {
      List<Long> counts =
          readings.stream().map(reading -> count(incidents, reading, verdict)).toList();
      if (counts.stream().anyMatch(count -> count > 0)) {
        out.println(
            row(
                Strip.cell(verdict) + " " + Strip.words(verdict),
                counts.stream().map(String::valueOf).toList()));
      }
    }
    Map<Agreeing, Long> classes =
        incidents.values().stream()
            .collect(Collectors.groupingBy(v -> Agreeing.of(v.values()), Collectors.counting()));
    out.printf(
        Locale.ROOT,
        "%n  Of %d: covered under all %d, under some only %d, under none %d; arguable %d.%n",
        incidents.size(),
        classes.getOrDefault(Agreeing.ALL, 0L),
        classes.getOrDefault(Agreeing.SOME, 0L),
        classes.getOrDefault(Agreeing.NONE, 0L),
        classes.getOrDefault(Agreeing.ARGUABLE, 0L));
    splits(incidents, readings);
    Differences differences = assessment.differences().get(term.id());
    if (differences != null) {
      settleFirst(differences);
    }
    out.println();
  }

  private static String row(String head, List<String> cells) {
    StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "  %-20s", head));
    cells.forEach(cell -> line.append(String.format(Locale.ROOT, " %8s", cell)));
    return line.toString();
  }

  private static long count(
      Map<String, Map<String, Verdict>> incidents, Reading reading, Verdict verdict) {
    return incidents.values().stream()
        .filter(verdicts -> verdicts.get(reading.id()) == verdict)
        .count();
  }

  private void splits(Map<String, Map<String, Verdict>> incidents, List<Reading> readings) {
    List<Incident> split =
        assessment.incidents().stream()
            .filter(i ->
                Agreeing.of(incidents.getOrDefault(i.id(), Map.of()).values()) == Agreeing.SOME)
            .toList();
    if (split.isEmpty()) {
      return;
    }
    out.printf(
        Locale.ROOT,
        "%n  Where the readings split (%s), %d of %d:%n",
        readings.stream().map(Reading::id).collect(Collectors.joining(" ")),
        Math.min(SPLITS_SHOWN, split.size()),
        split.size());
    for (Incident incident : split.stream().limit(SPLITS_SHOWN).toList()) {
      String strip =
          incidents.getOrDefault(incident.id(), Map.of()).values().stream()
              .map(Strip::cell)
              .collect(Collectors.joining());
      out.printf(
          Locale.ROOT,
          "  %s  %-7s %-26s %s%n",
          strip,
          day(incident),
          cut(incident.id(), 26),
          cut(what(incident), 52));
    }
  }

  private String what(Incident incident) {
    String name = incident.object().name();
    return name.isEmpty() ? assessment.agreement().words(incident.object().objectClass()) : name;
  }

  private static String day(Incident incident) {
    Instant start = incident.occurred().within().startInclusive();
    Instant end = incident.occurred().within().endExclusive();
    if (start.equals(Instant.MIN)) {
      return end.equals(Instant.MAX) ? "?" : "to " + DAY.format(end);
    }
    return DAY.format(start);
  }

  private static String cut(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length - 1) + "\u2026";
  }

  private void settleFirst(Differences differences) {
    if (differences.total() == 0) {
      return;
    }
    out.printf(
        Locale.ROOT,
        "%n  What to settle first: over all pairs of %s, %d times one says covered and the other not.%n",
        String.join(", ", differences.readings()),
        differences.total());
    for (Differences.PointCost point : differences.points()) {
      if (point.cost().signum() == 0) {
        continue;
      }
      int least =
          point.residuals().values().stream()
              .mapToInt(Integer::intValue)
              .min()
              .orElse(differences.total());
      int most =
          point.residuals().values().stream()
              .mapToInt(Integer::intValue)
              .max()
              .orElse(differences.total());
      out.printf(
          Locale.ROOT,
          "  %-10s carries %-7s settled, %s of %d would remain%n",
          point.name(),
          point.cost().mixed(),
          least == most ? String.valueOf(least) : least + " to " + most,
          differences.total());
    }
    if (!differences.separable()) {
      out.println("  Which comes first is not separable with this record.");
    }
  }

  private void others(List<Term> terms) {
    if (terms.isEmpty()) {
      return;
    }
    out.println("Other terms, covered or arguable under each reading:");
    for (Term term : terms) {
      Map<String, Map<String, Verdict>> incidents = incidents(term);
      String counts =
          readings(term).stream()
              .map(reading -> {
                long arguable = count(incidents, reading, Verdict.ARGUABLE);
                return reading.id()
                    + " "
                    + count(incidents, reading, Verdict.COVERED)
                    + (arguable == 0 ? "" : " (" + arguable + " arguable)");
              })
              .collect(Collectors.joining(", "));
      out.printf(Locale.ROOT, "  %-8s%-42s %s%n", term.id(), cut(term.title(), 40), counts);
    }
    out.println();
  }
}
