package org.treuga.app.page;

import java.util.List;

/**
 * Incident by reading, for one term: a page of the rows that are selected.
 *
 * @param heading what the table shows, in a sentence
 * @param terms every term with verdicts, to switch to
 * @param groups counts of the whole selection, each the address of its own
 * @param columns how many columns the table has
 * @param earlier the address of the rows before; empty on the first page
 * @param later the address of the rows after; empty on the last page
 */
public record MatrixPage(
    String heading,
    String compared,
    FilterForm filter,
    List<Tab> terms,
    List<Page.ReadingHead> readings,
    List<FilterForm.Choice> arrangements,
    List<Group> groups,
    List<Section> sections,
    int columns,
    String range,
    String earlier,
    String later,
    Compare compare,
    List<Page.Mark> legend,
    String csv,
    String codebook,
    String source) {

  public record Tab(String title, String note, String href, boolean current) {}

  public record Group(String title, int count, String href, boolean current) {}

  /** Two readings to lay side by side. */
  public record Compare(String action, List<Query.Part> kept, List<FilterForm.Option> readings) {}

  /** Rows of one group on this page; the count is of the whole selection. */
  public record Section(String title, String explained, String count, List<Row> rows) {}

  public record Row(
      String id,
      String href,
      String name,
      String where,
      String when,
      String kind,
      String kindWords,
      List<Cell> cells) {}

  /**
   * A verdict.
   *
   * @param href where the reason stands on the incident's page
   * @param reason the address of the reason alone, for the script
   */
  public record Cell(Page.Mark mark, String reading, String href, String reason) {}

  public MatrixPage {
    terms = List.copyOf(terms);
    readings = List.copyOf(readings);
    arrangements = List.copyOf(arrangements);
    groups = List.copyOf(groups);
    sections = List.copyOf(sections);
    legend = List.copyOf(legend);
  }
}
