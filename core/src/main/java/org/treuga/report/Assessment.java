package org.treuga.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.treuga.agreement.Agreement;
import org.treuga.agreement.Standing;
import org.treuga.evidence.Rejection;
import org.treuga.finding.Differences;
import org.treuga.finding.Finding;
import org.treuga.incident.Incident;
import org.treuga.process.Register;
import org.treuga.time.Timeline;

/**
 * The whole answer for a case: every incident against every term under every reading, side by side.
 *
 * @param title of the case
 * @param agreement what was agreed
 * @param process what the case records of the process around it
 * @param incidents in order of id
 * @param findings in order of incident, term, reading (the readings in order of id, as in {@code
 *     verdicts.csv})
 * @param standings term, then reading, then bearer: what was in force when
 * @param differences by term, for terms on which at least two readings differ
 * @param reportsRead how many records were read, accepted and rejected together; one that comes
 *     twice counts once
 * @param rejected records that were not taken, with reasons
 * @param notes sentences a reader should see
 */
public record Assessment(
    String title,
    Agreement agreement,
    Register process,
    List<Incident> incidents,
    List<Finding> findings,
    Map<String, Map<String, Map<String, Timeline<Standing>>>> standings,
    Map<String, Differences> differences,
    int reportsRead,
    List<Rejection> rejected,
    List<String> notes) {

  public Assessment {
    incidents = List.copyOf(incidents);
    findings = List.copyOf(findings);
    standings = Collections.unmodifiableMap(new LinkedHashMap<>(standings));
    differences = Collections.unmodifiableMap(new TreeMap<>(differences));
    rejected = List.copyOf(rejected);
    notes = List.copyOf(notes);
  }
}
