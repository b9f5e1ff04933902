package org.treuga;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.treuga.agreement.Agreement;
import org.treuga.agreement.Reading;
import org.treuga.agreement.Resolution;
import org.treuga.agreement.ResolvedTerm;
import org.treuga.agreement.Standing;
import org.treuga.agreement.Term;
import org.treuga.evidence.Intake;
import org.treuga.finding.Assessor;
import org.treuga.finding.DifferenceAnalysis;
import org.treuga.finding.Differences;
import org.treuga.finding.Finding;
import org.treuga.incident.Incident;
import org.treuga.report.Assessment;
import org.treuga.time.Timeline;
import org.treuga.wire.CaseFolder;

/**
 * The one class to start from: takes a case and the reports on it, and says what each incident
 * means for each term under each reading.
 *
 * <pre>{@code
 * CaseFolder folder = CaseReader.read(path);
 * Assessment answer = Monitor.assess(folder, intake);
 * }</pre>
 *
 * <p>A pure function of the two: the order in which reports arrive, and reports that come twice,
 * change nothing.
 */
public final class Monitor {

  /** Seed of the resampling of nights; part of the parameter epoch, so that every run agrees. */
  public static final long EPOCH_SEED = 20_250_318L;

  private Monitor() {}

  /** Every report stands for one incident of its own. */
  public static Assessment assess(CaseFolder folder, Intake intake) {
    List<Incident> incidents = intake.accepted().stream().map(Incident::of).toList();
    Agreement agreement = folder.agreement();
    List<String> notes = new ArrayList<>(folder.warnings());
    notes.addAll(intake.notes());
    return new Assessment(
        folder.title(),
        agreement,
        folder.process(),
        incidents,
        findings(agreement, incidents),
        standings(agreement),
        differences(agreement, incidents, partyReadings(agreement)),
        intake.accepted().size() + intake.rejected().size(),
        intake.rejected(),
        notes);
  }

  private static List<Finding> findings(Agreement agreement, List<Incident> incidents) {
    Assessor assessor = new Assessor(agreement);
    List<List<Finding>> columns = new ArrayList<>();
    List<Reading> readings =
        agreement.readings().stream().sorted(java.util.Comparator.comparing(Reading::id)).toList();
    List<Term> terms =
        assessor.terms().stream().sorted(java.util.Comparator.comparing(Term::id)).toList();
    for (Term term : terms) {
      for (Reading reading : readings) {
        if (reading.speaksOf(term)) {
          columns.add(assessor.assess(incidents, term, reading));
        }
      }
    }
    List<Finding> rows = new ArrayList<>(columns.size() * incidents.size());
    for (int i = 0; i < incidents.size(); i++) {
      for (List<Finding> column : columns) {
        rows.add(column.get(i));
      }
    }
    return rows;
  }

  /** What is in force when: by term (or instance of a term), reading and bearer. */
  public static Map<String, Map<String, Map<String, Timeline<Standing>>>> standings(
      Agreement agreement) {
    Map<String, Map<String, Map<String, Timeline<Standing>>>> standings = new LinkedHashMap<>();
    for (Term term : agreement.terms().values()) {
      for (Reading reading : agreement.readings()) {
        if (reading.speaksOf(term)) {
          for (ResolvedTerm.Instance instance :
              Resolution.of(agreement, reading).term(term.id()).instances()) {
            standings
                .computeIfAbsent(instance.id(), id -> new LinkedHashMap<>())
                .put(reading.id(), instance.standings());
          }
        }
      }
    }
    return standings;
  }

  /** What each difference of wording costs, for every term on which at least two readings speak. */
  public static Map<String, Differences> differences(
      Agreement agreement, List<Incident> incidents, List<Reading> readings) {
    Map<String, Differences> differences = new TreeMap<>();
    for (Term term : new Assessor(agreement).terms()) {
      Differences analysed =
          new DifferenceAnalysis(agreement, term, readings, incidents, EPOCH_SEED).analyse();
      if (analysed.readings().size() > 1) {
        differences.put(term.id(), analysed);
      }
    }
    return differences;
  }

  /** The readings that parties hold; a strict analyst's would drown what the parties dispute. */
  public static List<Reading> partyReadings(Agreement agreement) {
    List<Reading> issuers =
        agreement.readings().stream().filter(reading -> !reading.analyst()).toList();
    return issuers.size() > 1 ? issuers : agreement.readings();
  }
}
