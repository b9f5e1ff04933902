package org.treuga.app.page;

import java.util.List;

/**
 * The statements of a case side by side.
 *
 * @param a the document on the left
 * @param b the document on the right; null where there is only one
 * @param rows clauses that speak of one subject beside one another, then those that stand alone
 */
public record StatementsPage(
    String title,
    String lead,
    String csv,
    String codebook,
    List<Choice> choices,
    String keepA,
    String keepB,
    @org.jspecify.annotations.Nullable Head a,
    @org.jspecify.annotations.Nullable Head b,
    String compared,
    List<Row> rows,
    List<Divergence> divergences,
    List<Statement> statements) {

  /** A document to choose. */
  public record Choice(String id, String label) {}

  /** A document at the head of its column. */
  public record Head(
      String id, String title, String issuer, String when, String language, String languageName) {}

  /**
   * One subject.
   *
   * @param kinds in what the two differ; empty where they do not, or nobody says
   * @param says what the compilers say of it
   */
  public record Row(
      String subject, List<String> kinds, String says, List<Clause> left, List<Clause> right) {}

  /**
   * A clause.
   *
   * @param key {@code DOCUMENT.clause}, its anchor among the statements
   * @param link where it stands in full
   * @param rests difference points that rest on it
   */
  public record Clause(
      String key,
      String link,
      String act,
      List<Quote> quotes,
      List<DataPages.Fact> attributes,
      List<Link> rests) {}

  /**
   * Words of the text.
   *
   * @param language of the words where they are written in the letters of the text's language;
   *     empty where they are a translation
   */
  public record Quote(String words, String language) {}

  /** Words that lead somewhere. */
  public record Link(String words, String href) {}

  /** A subject on which statements differ. */
  public record Divergence(
      String id, String subject, List<String> kinds, List<Position> positions, String bearsOn) {}

  /** What one side says. */
  public record Position(String issuer, String says, Cited cite) {}

  /** A document in full. */
  public record Statement(
      Head head,
      List<String> urls,
      String sha256,
      String left,
      String right,
      List<Clause> clauses) {}
}
