package org.treuga.app.page;

import java.util.List;

/**
 * Everything the templates show, already in words: they choose no verdict, count nothing and look
 * nothing up. What is named {@code svg} is markup made by {@link Svg}; all else is text and is
 * escaped where it is shown.
 */
public record Page(
    Texts texts,
    String title,
    Frame frame,
    Answer answer,
    TimelinePart timeline,
    MapPart map,
    List<TermPart> terms,
    List<DifferencesPart> differences,
    String alike,
    AgreementPart agreement,
    List<ProcessPart> process,
    RecordPart record) {

  /** One section of the process register. */
  public record ProcessPart(String title, List<ProcessRow> rows) {}

  public record ProcessRow(String title, List<Fact> facts, List<Cite> cites, List<String> urls) {}

  /** What the file carries to need nothing else. */
  public record Frame(String policy, String style, String script) {}

  /** A verdict: the id of its symbol and its word. */
  public record Mark(String symbol, String word) {}

  public record ReadingHead(String name, boolean analyst) {}

  public record Answer(
      String headline,
      List<String> lead,
      String limit,
      List<TermCount> counts,
      List<Figure> figures) {}

  public record TermCount(String title, List<ReadingCount> readings) {}

  public record ReadingCount(
      String name, boolean analyst, int covered, int arguable, int all, String svg) {}

  public record Figure(String number, String of, String what) {}

  public record TimelinePart(List<Lanes> full, String compactTitle, String compactSvg) {}

  public record Lanes(String title, String note, String svg) {}

  public record MapPart(
      String svg,
      String count,
      String term,
      String trayTitle,
      List<Tray> tray,
      String beyondTitle,
      List<Line> beyond) {}

  public record Tray(String name, List<Line> lines) {}

  /** An incident in a list, with the strip of the term that the list is about. */
  public record Line(
      int index, String target, String name, String where, String when, List<Mark> strip) {}

  public record TermPart(
      String anchor,
      String title,
      boolean first,
      String summary,
      String compared,
      List<ReadingHead> readings,
      List<Group> groups,
      int shown,
      String rest) {}

  public record Group(String key, String title, String explained, List<Row> rows) {}

  public record Row(
      int index,
      String anchor,
      String name,
      String where,
      String when,
      String order,
      String kind,
      String day,
      String region,
      List<Mark> cells,
      Why why) {}

  /** First what differs between the readings, then what is the same, then what is known. */
  public record Why(
      List<Sentence> sentences,
      List<ElementRow> differing,
      List<ElementRow> same,
      String sameLine,
      String exPost,
      String summary,
      List<Fact> facts) {}

  public record Sentence(Mark mark, String words) {}

  public record ElementRow(String element, List<Said> said) {}

  public record Said(String readings, String value, boolean open, String why, List<Cite> cites) {}

  public record Cite(String target, String key, String quote) {}

  public record Fact(String name, String value) {}

  public record DifferencesPart(
      String term,
      String heading,
      String lead,
      String caution,
      List<PointRow> points,
      List<String> pairHeads,
      List<PairRow> pairs,
      List<Step> order,
      List<Flips> flips) {}

  public record PointRow(String name, String cost, String remain, String svg) {}

  public record PairRow(String name, boolean total, List<Share> shares) {}

  /** A number, and beneath it what hides behind it. */
  public record Share(String number, String note) {}

  public record Step(String point, String left) {}

  public record Flips(String title, List<Line> lines) {}

  public record AgreementPart(
      List<ReadingRow> readings, List<Options> options, List<DocumentRow> documents) {}

  public record ReadingRow(String name, String id, String kind, String known) {}

  public record Options(String term, List<ReadingHead> readings, List<OptionRow> rows) {}

  public record OptionRow(String point, List<Choice> choices) {}

  public record Choice(String label, boolean silent, List<Cite> cites, String note) {}

  public record DocumentRow(
      String anchor,
      String id,
      String title,
      String about,
      List<String> urls,
      String sha256,
      List<Clause> clauses) {}

  public record Clause(String key, String act, List<String> quotes) {}

  public record RecordPart(
      String read,
      List<String> notes,
      List<Rejected> rejected,
      String moreRejected,
      List<Fact> made,
      List<Mark> legend,
      List<String> meanings) {}

  public record Rejected(String where, String column, String code, String expected, String got) {}
}
