package org.treuga.app.page;

import java.util.List;

/**
 * Two readings of one term side by side: what one covers and the other does not.
 *
 * @param table rows by the first reading, columns by the second: covered, plainly not
 * @param open what at least one of them leaves open
 * @param points how many of the contested each difference alone would settle
 * @param working whether the differences are still being worked out
 */
public record ComparePage(
    String heading,
    String lead,
    FilterForm filter,
    MatrixPage.Compare readings,
    String chosenA,
    String chosenB,
    String nameA,
    String nameB,
    List<List<Number>> table,
    List<Number> open,
    List<Number> points,
    boolean working,
    String listTitle,
    String listCount,
    List<Line> lines,
    String later,
    String first,
    String csv) {

  /** A count, and the address that opens its incidents. */
  public record Number(String words, int count, String href, boolean current) {}

  /** An incident with its two verdicts and the differences each of which alone would settle it. */
  public record Line(
      String id,
      String href,
      String name,
      String where,
      String when,
      Page.Mark a,
      Page.Mark b,
      String points) {}
}
