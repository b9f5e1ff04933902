package org.treuga.app.page;

import java.util.List;

/** What the pages show on which people bring their own data. */
public final class DataPages {

  private DataPages() {}

  /**
   * The page on which a file is brought.
   *
   * @param caseId empty where there is no case
   * @param maxMegabytes how large a file may be
   */
  public record Bring(
      String caseId, long maxMegabytes, List<Waiting> waiting, List<Done> imports) {}

  /** A file that waits. */
  public record Waiting(String link, String name, String size, String since) {}

  /** An import that was recorded. */
  public record Done(
      String link,
      String when,
      String author,
      String files,
      long accepted,
      long updated,
      long unchanged,
      long rejected) {}

  /**
   * A file of reports before it is recorded.
   *
   * @param problem a sentence where it cannot be read as it is; empty where it can
   * @param remembered whether the columns are those that somebody chose before
   * @param words what a column can be taken for
   */
  public record Look(
      String action,
      String back,
      String name,
      String title,
      String lead,
      String problem,
      List<Fact> facts,
      List<ColumnRow> columns,
      boolean remembered,
      List<Choice> words,
      Counts counts,
      List<Row> rows,
      Rejected rejected,
      List<String> notes) {}

  /** Something found out. */
  public record Fact(String name, String value) {}

  /** A column of the file. */
  public record ColumnRow(int number, String name, String word, String sample) {}

  /** One of a list to choose from. */
  public record Choice(String word, String label) {}

  /** What every row of a file is in once. */
  public record Counts(long accepted, long updated, long unchanged, long rejected) {
    public long rows() {
      return accepted + updated + unchanged + rejected;
    }

    public long recordable() {
      return accepted + updated;
    }
  }

  /** A report as it would be recorded. */
  public record Row(
      String id, String when, String where, String kind, String act, String actor, String source) {}

  /**
   * Rows that cannot be taken.
   *
   * @param shown "n of N", empty where all are shown
   * @param download address of the rows with their reasons; empty where there is none
   */
  public record Rejected(List<Reason> reasons, String shown, String download) {}

  /**
   * Why a row was not taken.
   *
   * @param fault what was expected, in the reader's language; empty where {@code expected} is
   * @param expected the same in English and more exactly, as the record has it
   */
  public record Reason(
      int line, String column, String code, String fault, String expected, String got) {}

  /** What was recorded. */
  public record Receipt(
      String title,
      String lead,
      List<Fact> facts,
      Counts counts,
      List<File> files,
      List<Fact> columns,
      List<Fact> codes,
      Rejected rejected,
      String json,
      String picture,
      String data) {}

  /** A captured file. */
  public record File(String name, String sha256, String bytes, String download) {}

  /**
   * A case that was brought as a zip, before it is recorded.
   *
   * @param problem a sentence where it is no case; empty where it is
   */
  public record CaseLook(
      String action,
      String name,
      String title,
      String lead,
      String problem,
      List<Fact> facts,
      List<Finding> lint,
      Counts counts,
      Rejected rejected) {}

  /**
   * What lint remarks.
   *
   * @param words what the code says, in the reader's language; empty where {@code message} does
   * @param message the same in English and more exactly
   */
  public record Finding(
      String where, String code, String words, String message, String proposal, boolean error) {}

  /** The form for a new case, and what was wrong with it before. */
  public record NewCase(String id, String title, String problem) {}
}
