package org.treuga.app.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.treuga.agreement.Agreement;
import org.treuga.agreement.Reading;
import org.treuga.agreement.Resolution;
import org.treuga.agreement.ResolvedTerm;
import org.treuga.agreement.Standing;
import org.treuga.agreement.Term;
import org.treuga.connectors.reports.ReportReader;
import org.treuga.connectors.reports.ReportRules;
import org.treuga.evidence.Intake;
import org.treuga.finding.Assessor;
import org.treuga.finding.Finding;
import org.treuga.incident.Incident;
import org.treuga.report.Assessment;
import org.treuga.time.Timeline;
import org.treuga.wire.CaseFolder;
import org.treuga.wire.CaseReader;

/** The cases that come with the program, assessed report by report. */
final class BundledCase {

  private BundledCase() {}

  static List<Path> folders() {
    try (Stream<Path> folders = Files.list(Path.of("../cases"))) {
      return folders.filter(folder -> Files.exists(folder.resolve("case.yaml"))).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Assessment assess(Path folder) {
    CaseFolder read = CaseReader.read(folder);
    Intake intake =
        new ReportReader(ReportRules.ofCase(folder)).read(List.of(read.reports()), List.of());
    List<Incident> incidents = intake.accepted().stream().map(Incident::of).toList();
    Agreement agreement = read.agreement();
    Assessor assessor = new Assessor(agreement);
    List<Finding> findings = new ArrayList<>();
    Map<String, Map<String, Map<String, Timeline<Standing>>>> standings = new LinkedHashMap<>();
    for (Reading reading : agreement.readings()) {
      Resolution resolution = Resolution.of(agreement, reading);
      for (Term term : agreement.terms().values()) {
        if (!reading.speaksOf(term)) {
          continue;
        }
        if (assessor.terms().contains(term)) {
          findings.addAll(assessor.assess(incidents, term, reading));
        }
        for (ResolvedTerm.Instance instance : resolution.term(term.id()).instances()) {
          standings
              .computeIfAbsent(term.id(), t -> new LinkedHashMap<>())
              .put(reading.id(), instance.standings());
        }
      }
    }
    return new Assessment(
        read.title(),
        agreement,
        incidents,
        findings,
        standings,
        Map.of(),
        intake.accepted().size() + intake.rejected().size(),
        intake.rejected(),
        intake.notes());
  }
}
