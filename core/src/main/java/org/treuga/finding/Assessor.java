package org.treuga.finding;

import java.util.ArrayList;
import java.util.List;
import org.treuga.agreement.Agreement;
import org.treuga.agreement.Choice;
import org.treuga.agreement.Modality;
import org.treuga.agreement.Reading;
import org.treuga.agreement.Resolution;
import org.treuga.agreement.Term;
import org.treuga.incident.Incident;

/**
 * Says what incidents mean for the terms of an agreement, under each reading.
 *
 * <p>A pure function of the incident, the agreement and the reading. Only prohibitions get verdicts
 * on incidents; what has become of the other terms is in their timelines. Not safe for use by
 * several threads.
 */
public final class Assessor {

  private final Agreement agreement;
  private final Actors actors;

  public Assessor(Agreement agreement) {
    this.agreement = agreement;
    this.actors = new Actors(agreement.parties().values());
  }

  /** The terms on which incidents get a verdict, in the order of the file. */
  public List<Term> terms() {
    return agreement.terms().values().stream()
        .filter(term -> term.modality() == Modality.PROHIBITION)
        .toList();
  }

  /** Findings for one term under one reading, in the order of the incidents. */
  public List<Finding> assess(List<Incident> incidents, Term term, Reading reading) {
    Resolution resolution = Resolution.of(agreement, reading);
    ElementTests tests = new ElementTests(resolution, resolution.term(term.id()), actors);
    Reasons reasons = new Reasons(agreement, reading, tests, actors);
    List<Finding> findings = new ArrayList<>(incidents.size());
    for (Incident incident : incidents) {
      findings.add(reasons.finding(incident, tests.all(incident), tests.exPost(incident)));
    }
    return findings;
  }

  /** Verdicts alone, without reasons, in the order of the incidents: for large numbers of them. */
  public List<Verdict> verdicts(List<Incident> incidents, Term term, Reading reading) {
    return verdicts(incidents, term, reading.id(), reading.choice());
  }

  /**
   * Verdicts alone, under a choice that need not be anybody's reading; in the order of the
   * incidents.
   */
  List<Verdict> verdicts(List<Incident> incidents, Term term, String reading, Choice choice) {
    Resolution resolution = Resolution.of(agreement, reading, choice);
    ElementTests tests = new ElementTests(resolution, resolution.term(term.id()), actors);
    return incidents.stream().map(incident -> tests.all(incident).verdict()).toList();
  }
}
