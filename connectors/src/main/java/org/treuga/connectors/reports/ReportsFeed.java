package org.treuga.connectors.reports;

import java.util.List;
import org.treuga.connectors.Feed;
import org.treuga.evidence.Intake;

/**
 * Files of reports as a feed; see {@link ReportReader}. All reports of a run are in memory at once,
 * since which of two contents of an id is kept must not depend on their order.
 */
public final class ReportsFeed implements Feed {

  private final ReportReader reader;

  public ReportsFeed(ReportRules rules) {
    this.reader = new ReportReader(rules);
  }

  @Override
  public String name() {
    return "reports";
  }

  @Override
  public void read(List<Input> files, Sink sink) {
    Intake intake = reader.read(files, sink::edited);
    At at = new At(files.isEmpty() ? "" : files.getFirst().name(), 0);
    intake.notes().forEach(sink::note);
    intake.rejected().forEach(sink::reject);
    intake.accepted().forEach(observation -> sink.accept(observation, at));
    sink.repeated(intake.unchanged());
  }
}
