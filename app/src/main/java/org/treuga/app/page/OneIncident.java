package org.treuga.app.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.treuga.Monitor;
import org.treuga.agreement.Reading;
import org.treuga.agreement.Standing;
import org.treuga.agreement.Term;
import org.treuga.evidence.Observation;
import org.treuga.finding.Assessor;
import org.treuga.finding.Finding;
import org.treuga.incident.Incident;
import org.treuga.report.Assessment;
import org.treuga.time.Timeline;
import org.treuga.wire.CaseFolder;

/**
 * One incident under every term and reading of its case, with all reasons. Which readings part over
 * how many is not asked here.
 */
public final class OneIncident {

  private final CaseFolder folder;
  private final Observation observation;
  private final Board board;

  private OneIncident(CaseFolder folder, Observation observation, Board board) {
    this.folder = folder;
    this.observation = observation;
    this.board = board;
  }

  /**
   * Puts an incident to all tests.
   *
   * @param standings what is in force when, see {@link Monitor#standings}
   */
  public static OneIncident of(
      CaseFolder folder,
      Map<String, Map<String, Map<String, Timeline<Standing>>>> standings,
      Observation observation) {
    List<Incident> incidents = List.of(Incident.of(observation));
    Assessor assessor = new Assessor(folder.agreement());
    List<Finding> findings = new ArrayList<>();
    for (Term term : assessor.terms()) {
      for (Reading reading : folder.agreement().readings()) {
        if (reading.speaksOf(term)) {
          findings.addAll(assessor.assess(incidents, term, reading));
        }
      }
    }
    return new OneIncident(
        folder,
        observation,
        new Board(
            new Assessment(
                folder.title(),
                folder.agreement(),
                folder.process(),
                incidents,
                findings,
                standings,
                Map.of(),
                1,
                List.of(),
                List.of())));
  }

  CaseFolder folder() {
    return folder;
  }

  Observation observation() {
    return observation;
  }

  Incident incident() {
    return board.incidents().getFirst();
  }

  Board board() {
    return board;
  }
}
