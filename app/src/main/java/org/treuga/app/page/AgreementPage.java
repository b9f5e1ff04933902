package org.treuga.app.page;

import java.util.List;

/**
 * The agreement of a case: its terms, where the texts differ, and what lint remarks.
 *
 * @param title how many terms, how many difference points, where the readings part
 * @param remarks what lint has to say of all of it, in a sentence
 */
public record AgreementPage(
    String title,
    String lead,
    String remarks,
    String csv,
    String codebook,
    List<TermPart> terms,
    List<ReadingRow> readings,
    List<Zone> zones,
    List<EventRow> events) {

  /** Whose reading, and since when its text is public. */
  public record ReadingRow(String id, String name, String whose, String known) {}

  /**
   * A term.
   *
   * @param part whether it is a part of the term before it
   * @param lint what lint remarks here, each with file and line
   */
  public record TermPart(
      String anchor,
      String id,
      String title,
      String modality,
      boolean part,
      String note,
      List<Slot> slots,
      List<Point> points,
      List<Standing> standings,
      List<DataPages.Finding> lint,
      List<Cited> cites) {}

  /** What all texts say alike. */
  public record Slot(String name, String words, List<Cited> cites) {}

  /**
   * Where the texts differ.
   *
   * @param parts whether the readings take different options
   */
  public record Point(String anchor, String name, boolean parts, List<Option> options) {}

  /**
   * One of the answers.
   *
   * @param holders readings that take it, marked where they are silent and it is assumed
   */
  public record Option(
      String label, List<String> holders, String by, String published, List<Cited> cites) {}

  /**
   * What is in force when, under one reading.
   *
   * @param bar a drawing; empty where there is nothing to draw
   */
  public record Standing(String reading, String bar, List<String> lines) {}

  /** An area that a term speaks of. */
  public record Zone(
      String id, String name, String what, String validity, String reading, String source) {}

  /** Something that happened to the agreement. */
  public record EventRow(
      String when, String what, String by, String terms, String under, List<Cited> cites) {}
}
