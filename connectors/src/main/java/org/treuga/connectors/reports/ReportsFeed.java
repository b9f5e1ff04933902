package org.treuga.connectors.reports;

import java.util.List;
import java.util.Map;
import org.treuga.connectors.Feed;
import org.treuga.evidence.Observation;
import org.treuga.evidence.Rejection;

/**
 * Files of reports as a feed; see {@link ReportReader}. All files are read before the first report
 * is handed out, since which of two contents of an id is kept must not depend on their order; in
 * the meantime reports beyond some ten thousand wait in a temporary file.
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
    At at = new At(files.isEmpty() ? "" : files.getFirst().name(), 0);
    reader.read(
        files,
        sink::edited,
        new Gathering.Taker() {
          @Override
          public void note(String sentence) {
            sink.note(sentence);
          }

          @Override
          public void reject(Rejection rejection) {
            sink.reject(rejection);
          }

          @Override
          public void accept(Observation observation) {
            sink.accept(observation, at);
          }

          @Override
          public void repeated(int rows) {
            sink.repeated(rows);
          }
        });
  }
}
