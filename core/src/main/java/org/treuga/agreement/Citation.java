package org.treuga.agreement;

import org.jspecify.annotations.Nullable;

/**
 * The piece of text that something rests on.
 *
 * @param document {@link Document#id}; empty where an analyst stipulates without a text
 * @param clause key of the clause; empty for the document as a whole
 * @param quote the words, at most a few; empty when not recorded
 * @param span characters of the document's text {@code [from, to)}; null when the text is not at
 *     hand
 */
public record Citation(String document, String clause, String quote, @Nullable Span span) {

  /** Character offsets, half-open. */
  public record Span(int from, int to) {
    public Span {
      if (from < 0 || to <= from) {
        throw new IllegalArgumentException(
            "a span needs 0 <= from < to, was " + from + " to " + to);
      }
    }
  }

  public static Citation of(String document) {
    return new Citation(document, "", "", null);
  }

  /** {@code S-0318-WH.c1 "energy and infrastructure"}. */
  public String shown() {
    return document
        + (clause.isEmpty() ? "" : "." + clause)
        + (quote.isEmpty() ? "" : " \u201c" + quote + "\u201d");
  }
}
