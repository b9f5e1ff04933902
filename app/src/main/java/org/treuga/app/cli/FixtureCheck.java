package org.treuga.app.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.treuga.agreement.Agreement;
import org.treuga.agreement.ClassSet;
import org.treuga.agreement.Reading;
import org.treuga.agreement.Resolution;
import org.treuga.agreement.Term;
import org.treuga.evidence.ReportedObject;
import org.treuga.finding.Assessor;
import org.treuga.finding.Finding;
import org.treuga.finding.Verdict;
import org.treuga.incident.Incident;
import org.treuga.place.Place;
import org.treuga.time.Interval;
import org.treuga.time.Occurrence;
import org.treuga.wire.CaseFolder;

/** Runs the synthetic incidents that a case carries as tests of its own first prohibition. */
final class FixtureCheck {

  private FixtureCheck() {}

  /**
   * One sentence for each answer that is not the one its author expects, the line of the file
   * first.
   */
  static List<String> run(CaseFolder folder) {
    List<String> failed = new ArrayList<>();
    Agreement agreement = folder.agreement();
    Assessor assessor = new Assessor(agreement);
    if (folder.fixtures().isEmpty() || assessor.terms().isEmpty()) {
      return failed;
    }
    Term term = assessor.terms().getFirst();
    for (CaseFolder.Fixture fixture : folder.fixtures()) {
      Map<String, Verdict> verdicts = new TreeMap<>();
      for (Reading reading : agreement.readings()) {
        Incident incident =
            incident(
                fixture, Resolution.of(agreement, reading).term(term.id()).act().valueOrNull());
        Finding finding = assessor.assess(List.of(incident), term, reading).getFirst();
        verdicts.put(reading.id(), finding.verdict());
      }
      for (int i = 0; i < agreement.readings().size(); i++) {
        String reading = agreement.readings().get(i).id();
        boolean covered = verdicts.get(reading) == Verdict.COVERED;
        if (covered != fixture.covered().get(i)) {
          failed.add(
              fixture.line()
                  + ": fixture "
                  + fixture.id()
                  + " expects "
                  + (fixture.covered().get(i) ? "COVERED" : "not COVERED")
                  + " under "
                  + reading
                  + ", the terms say "
                  + verdicts.get(reading));
        }
      }
    }
    return failed;
  }

  /** A fixture is about time and class: it acts as the term forbids, wherever the term applies. */
  private static Incident incident(
      CaseFolder.Fixture fixture, @org.jspecify.annotations.Nullable ClassSet acts) {
    String act = acts == null || acts.any().isEmpty() ? "" : acts.any().iterator().next();
    return new Incident(
        fixture.id(),
        List.of(fixture.id()),
        new Occurrence(Interval.second(fixture.at())),
        Place.UNKNOWN,
        new ReportedObject("", fixture.objectClass(), ""),
        act,
        "",
        "",
        List.of(),
        List.of(),
        Map.of(),
        "");
  }
}
