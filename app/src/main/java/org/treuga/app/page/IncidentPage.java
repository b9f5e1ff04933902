package org.treuga.app.page;

import java.util.List;

/** Everything recorded of one incident, down to the bytes. */
public record IncidentPage(
    String name,
    String subject,
    String answer,
    List<Page.Mark> strip,
    String stripTerm,
    Reported reported,
    PlaceTime placeTime,
    List<TermReasons> terms,
    Grade grade,
    History history,
    Evidence evidence,
    List<ListedIncident> neighbours,
    String neighboursNote) {

  /** What was said, and by whom; denials apart. */
  public record Reported(
      String summary, List<Page.Fact> said, List<Claim> claims, List<String> denials, String url) {}

  /** That an actor did it, by whom it is said, and where that was read. */
  public record Claim(String actor, String by) {}

  public record PlaceTime(
      String place,
      String precision,
      String time,
      String timeNote,
      String published,
      String mapSvg) {}

  public record Grade(String grade, List<Rung> ladder, String next) {}

  public record Rung(String word, boolean reached) {}

  public record History(String lead, List<Version> versions) {}

  /** A version of what was recorded, and what it changed. */
  public record Version(
      long entry,
      String from,
      String to,
      String author,
      List<Change> changes,
      String href,
      boolean shown) {}

  public record Change(String field, String before, String after) {}

  /**
   * The way down to the bytes.
   *
   * @param path from the leaf upwards, each with the side it stands on
   * @param command checks the downloaded proof, without network or this program
   */
  public record Evidence(
      long entry,
      String recorded,
      String author,
      String feed,
      String json,
      long bytes,
      String entryHref,
      List<Capture> captures,
      int line,
      String leaf,
      List<Step> path,
      String origin,
      long size,
      String root,
      List<String> signatures,
      String proofHref,
      String proofName,
      String command,
      String packetHref,
      String packetCommand) {}

  public record Step(String side, String hash) {}

  public record Capture(
      String what, String name, String sha256, String size, String recorded, String href) {}
}
