package org.treuga.app.page;

import java.util.List;

/** The process around an agreement, as the case file records it. */
public record ProcessPage(
    String title,
    String lead,
    String csv,
    String codebook,
    List<Stage> stages,
    List<String> readings,
    List<Condition> conditions,
    List<String> parties,
    List<Item> tracks,
    List<Item> groups,
    List<Commitment> commitments,
    List<Item> contacts,
    List<HarmGroup> harm,
    List<Moment> harmWhen,
    List<Claimant> counts,
    List<Item> claims,
    List<Item> compliance) {

  /** A stage and its gate under each reading, in the order of the readings. */
  public record Stage(
      String anchor, String title, String order, List<Gate> gates, List<Cited> cites) {}

  /** What opens a stage, as one side tells it; empty words where that is not recorded. */
  public record Gate(
      String reading, String words, List<StatementsPage.Link> conditions, List<Cited> cites) {}

  /** A condition and how each side sees it. */
  public record Condition(
      String anchor,
      String title,
      String demanded,
      String of,
      String accepted,
      String determined,
      List<String> views,
      String note,
      List<Cited> cites,
      List<String> urls) {}

  /** A row of a section: what it is called, what is recorded, where it comes from. */
  public record Item(
      String anchor,
      String title,
      String when,
      List<DataPages.Fact> facts,
      List<Sub> subs,
      List<Cited> cites,
      List<String> urls) {}

  /** A part of a row: a meeting. */
  public record Sub(String head, String words, List<Cited> cites) {}

  /** A commitment or a measure that builds confidence. */
  public record Commitment(
      String anchor,
      String title,
      String kind,
      String debtor,
      String creditor,
      String due,
      String state,
      String level,
      String note,
      List<Cited> cites,
      List<String> urls) {}

  /** Figures of one kind, drawn on one scale. */
  public record HarmGroup(String what, String unit, String most, List<Harm> rows) {}

  /** One figure, as stated. */
  public record Harm(
      String anchor,
      String when,
      String claimedBy,
      String words,
      String range,
      List<StatementsPage.Link> reports,
      List<Cited> cites,
      List<String> urls) {}

  /** How many figures lie before, during and after a term under a reading. */
  public record Moment(String reading, long before, long during, long after, long open) {}

  /** Counts of one claimant, never added to another's. */
  public record Claimant(String name, String accused, String drawing, List<Count> counts) {}

  /** One count as claimed. */
  public record Count(
      String day, String number, String qualifier, String period, String regions, String url) {}
}
