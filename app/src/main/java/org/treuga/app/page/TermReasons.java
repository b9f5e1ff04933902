package org.treuga.app.page;

import java.util.List;

/**
 * Why an incident has its verdicts on one term.
 *
 * @param verdicts one for each reading, in the order of every strip
 * @param clauses what the reasons rest on, the words that were cited marked
 * @param timelineSvg the periods in force with the incident on them
 * @param isTouched whether a reading takes it in or leaves it open
 */
public record TermReasons(
    String term,
    String title,
    String summary,
    List<Verdict> verdicts,
    Page.Why why,
    List<Clause> clauses,
    String timelineSvg,
    boolean isTouched,
    String asked) {

  /** The answer under one reading. */
  public record Verdict(String anchor, String reading, boolean analyst, Page.Mark mark) {}

  /** A clause, what it says in the recorder's words, and its quoted words. */
  public record Clause(
      String key,
      String href,
      String document,
      String language,
      List<Words> act,
      List<List<Words>> quotes) {}

  /** Words, marked or not. */
  public record Words(String text, boolean marked) {}

  public TermReasons {
    verdicts = List.copyOf(verdicts);
    clauses = List.copyOf(clauses);
  }
}
