package org.treuga.connectors.table;

import java.util.List;
import org.treuga.evidence.Observation;

/**
 * One of the forms in which a feed's files come.
 *
 * @param columns those a header must have for the file to be of this form
 * @param maker makes the observation of a row
 */
public record Layout(List<String> columns, Maker maker) {

  /** Makes the observation of a row. */
  @FunctionalInterface
  public interface Maker {
    Observation observation(TableRow row) throws BadCell;
  }

  public Layout {
    columns = List.copyOf(columns);
  }
}
