package org.treuga.connectors.reports;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.treuga.connectors.file.Texts;
import org.treuga.evidence.UnreadableInput;

/**
 * What files of codings say about reports, by id: the act, the interval, another class hit.
 *
 * <p>A coding is a person's judgement and overrules what the rules would find and what the report's
 * own columns say. Its cells are checked together with the report they belong to.
 */
final class Codings {

  /** The columns a coding may give. */
  static final List<Column> COLUMNS =
      List.of(Column.ACT_CODE, Column.T_FROM_UTC, Column.T_TO_UTC, Column.ALSO_REPORTED);

  private final Map<String, Coding> byId = new HashMap<>();
  private final Set<String> used = new HashSet<>();

  private record Coding(String file, int line, Map<Column, String> cells) {}

  /**
   * Adds a row of a coding file.
   *
   * @throws UnreadableInput if another row codes the same id differently: which of two judgements
   *     holds is not ours to choose
   */
  void add(Row row) {
    Map<Column, String> cells = new HashMap<>();
    COLUMNS.forEach(column -> cells.put(column, row.get(column)));
    Coding coding = new Coding(row.file(), row.line(), cells);
    if (!row.has(Column.ID)) {
      throw new UnreadableInput(
          row.file() + ":" + row.line() + ": a coding needs incident_id, which is empty");
    }
    Coding earlier = byId.putIfAbsent(row.get(Column.ID), coding);
    if (earlier != null && !earlier.cells.equals(cells)) {
      throw new UnreadableInput(
          row.file()
              + ":"
              + row.line()
              + ": codes \""
              + Texts.shown(row.get(Column.ID))
              + "\" otherwise than "
              + earlier.file
              + ":"
              + earlier.line
              + "; one coding was expected");
    }
  }

  /** Puts the coding of a report over its own cells. */
  void fill(Row row, Consumer<String> notes) {
    Coding coding = byId.get(row.get(Column.ID));
    if (coding == null) {
      return;
    }
    used.add(row.get(Column.ID));
    for (Column column : COLUMNS) {
      String coded = coding.cells.getOrDefault(column, "");
      boolean isEndOfInterval = column == Column.T_FROM_UTC || column == Column.T_TO_UTC;
      boolean givesInterval = !coding.cells.getOrDefault(Column.T_TO_UTC, "").isEmpty();
      if (coded.isEmpty() && !(isEndOfInterval && givesInterval)) {
        continue; // an empty begin with an end says that the begin is not stated
      }
      if (row.has(column) && !row.get(column).equals(coded)) {
        notes.accept(
            coding.file + ": codings differ from columns of the reports; the codings were taken");
      }
      row.put(column, coded);
    }
  }

  /** Says how many codings were about no report that was read. */
  void noteUnused(Consumer<String> notes) {
    int unused = byId.size() - used.size();
    if (unused > 0) {
      notes.accept(Texts.counted(unused, "coding") + " named no report that was read");
    }
  }
}
