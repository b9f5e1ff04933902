package org.treuga.app.page;

import java.util.List;

/**
 * The picture as it is said without script: counts, the filter as a form, periods in force in
 * words, the first rows of the list, and what has no place.
 *
 * @param shown how many incidents are selected
 * @param all how many there are
 * @param of the words beside the number: "of 193 incidents"
 * @param fixed parameters of the address that the form only carries along
 */
public record PicturePage(
    int shown,
    int all,
    String of,
    List<Field> fixed,
    Field from,
    Field to,
    Field known,
    Field text,
    List<Option> terms,
    List<Option> readings,
    List<VerdictRow> verdicts,
    List<String> verdictWords,
    Option differ,
    List<Option> agreeing,
    List<Facet> facets,
    List<Active> active,
    List<Page.Mark> legend,
    String termTitle,
    List<Lane> lanes,
    String bandsSvg,
    List<Row> rows,
    String rest,
    String trayTitle,
    List<Option> tray,
    String placesSource,
    List<Link> exports) {

  /** An input with the value that it has. */
  public record Field(String name, String value) {
    /** A day can be picked; an instant has to be written. */
    public String type() {
      return value.isEmpty() || value.length() == "2025-03-18".length() ? "date" : "text";
    }
  }

  /** One of several values; {@code depth} indents what lies below another. */
  public record Option(String value, String words, int count, boolean chosen, int depth) {}

  /** A verdict of a reading can be asked for: one option for each verdict. */
  public record VerdictRow(String reading, List<Option> options) {}

  /** Values of one kind, of which any may be chosen. */
  public record Facet(
      String name, String title, String chosen, List<Option> options, String rest) {}

  /** A condition that holds, and the address without it. */
  public record Active(String words, String without) {}

  /** A reading: the period in its words, and its counts over the selection. */
  public record Lane(
      String reading,
      boolean analyst,
      String begin,
      String end,
      int covered,
      int arguable,
      int no) {}

  public record Row(
      String target, String name, String where, String when, String kind, List<Page.Mark> strip) {}

  public record Link(String target, String words) {}
}
