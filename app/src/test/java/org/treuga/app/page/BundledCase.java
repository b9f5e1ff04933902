package org.treuga.app.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.treuga.Monitor;
import org.treuga.connectors.reports.ReportReader;
import org.treuga.connectors.reports.ReportRules;
import org.treuga.report.Assessment;
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
    return Monitor.assess(
        read,
        new ReportReader(ReportRules.ofCase(folder)).read(List.of(read.reports()), List.of()));
  }
}
