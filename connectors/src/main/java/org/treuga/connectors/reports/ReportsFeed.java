package org.treuga.connectors.reports;

import java.util.List;
import java.util.Map;
import org.treuga.connectors.Feed;
import org.treuga.evidence.Intake;

/**
 * Files of reports as a feed; see {@link ReportReader}. All reports of a run are in memory at once,
 * since which of two contents of an id is kept must not depend on their order.
 */
public final class ReportsFeed implements Feed {

  private final ReportReader reader;
  private final Mapping mapping;

  public ReportsFeed(ReportRules rules) {
    this(rules, Mapping.NONE);
  }

  /**
   * @param mapping what a person has said of the columns
   */
  public ReportsFeed(ReportRules rules, Mapping mapping) {
    this.reader = new ReportReader(rules, mapping);
    this.mapping = mapping;
  }

  @Override
  public Map<String, String> columns() {
    return mapping.byName();
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
