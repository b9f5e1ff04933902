package org.treuga.app.page;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What each difference of wording costs, for one term, and what other answers would change.
 *
 * @param body null while it is being worked out
 */
public record DifferencesPage(
    String heading,
    String lead,
    String caution,
    List<MatrixPage.Tab> terms,
    MatrixPage.@Nullable Tab analysts,
    @Nullable Body body,
    String csv,
    String source) {

  public DifferencesPage {
    terms = List.copyOf(terms);
  }

  /** What is known once it is worked out. */
  public record Body(
      List<PointRow> points,
      List<Step> order,
      List<String> pairHeads,
      List<PairRow> pairs,
      Trying trying,
      boolean ranked) {}

  public record PointRow(String name, String cost, String remain, String svg, String href) {}

  public record Step(String point, String left) {}

  public record PairRow(String name, boolean total, String contested, List<Share> shares) {}

  /** A share, what hides behind it, and the address of the incidents it is about. */
  public record Share(String number, String note, String href) {}

  /**
   * The grid of options and what the choice in it does.
   *
   * @param sentences what is asked, one for each choice
   * @param reset the address without a choice; empty where there is none
   * @param refused why no answer can be given; empty where there is one
   */
  public record Trying(
      List<String> sentences,
      String reset,
      String refused,
      List<MatrixPage.Tab> who,
      List<Page.ReadingHead> readings,
      List<GridRow> rows,
      List<Count> covered,
      List<Count> arguable,
      String disagreements,
      Flips flips) {}

  public record GridRow(String name, List<Option> options, List<Option> others) {}

  /**
   * An answer, and the address at which it is tried.
   *
   * @param href empty where a reading is silent
   */
  public record Option(String label, String source, String href, boolean chosen) {}

  /** A count, and what it was; empty where it did not move. */
  public record Count(int now, String was) {}

  public record Flips(String title, String shown, List<Line> lines, String later, String empty) {}

  public record Line(ListedIncident incident, String change) {}
}
