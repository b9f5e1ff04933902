package org.treuga.agreement;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A statement or an agreement text.
 *
 * @param id stable key within the case
 * @param issuers party ids; several for a joint text
 * @param publishedAt when it became public; null when the hour is not documented
 * @param language tag of the text
 * @param title as shown to readers
 * @param urls where it was read
 * @param sha256 digest of the captured bytes, empty when none were captured
 * @param clauses by key, in the order of the text
 */
public record Document(
    String id,
    List<String> issuers,
    @Nullable Instant publishedAt,
    String language,
    String title,
    String date,
    List<String> urls,
    String sha256,
    Map<String, Clause> clauses) {

  /**
   * One provision of a document.
   *
   * @param act what it says, in the recorder's own words
   * @param quotes short quoted terms where the wording is the point
   * @param attributes the other things recorded of it, by name
   */
  public record Clause(
      String key, String act, List<String> quotes, Map<String, String> attributes) {
    public Clause {
      quotes = List.copyOf(quotes);
      attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    }
  }

  public Document {
    issuers = List.copyOf(issuers);
    urls = List.copyOf(urls);
    clauses = Collections.unmodifiableMap(new LinkedHashMap<>(clauses));
  }
}
