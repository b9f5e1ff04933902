package org.treuga.app.page;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What surrounds every page of the workbench: where the reader is, in which language, looking at
 * the record of which day.
 *
 * @param title of the page, for its tab
 * @param page key of the page in the navigation; empty for none of them
 * @param caseId empty where the page is about no case
 * @param caseTitle as the case gives it
 * @param address path and query of the page, so that a switch can keep them
 * @param query the part of the query that holds on every page of the case: filter, cursor, day;
 *     empty, or beginning with {@code ?}
 * @param recorded as of which instant the record is read; null for now
 * @param notice what is to be told above the page; empty for nothing
 */
public record Shell(
    Texts texts,
    String title,
    String page,
    String caseId,
    String caseTitle,
    String address,
    String query,
    @Nullable Instant recorded,
    String notice) {

  /** The pages of a case, in the order of the navigation. */
  public static final List<String> PAGES =
      List.of(
          "picture",
          "matrix",
          "differences",
          "agreement",
          "statements",
          "process",
          "evidence",
          "data");

  public static Texts texts(String language) {
    return Texts.in(language);
  }

  /** The address of a page of the case, with what holds on all of them. */
  public String to(String page) {
    return "/c/" + caseId + "/" + page + query;
  }

  /** Which languages there are, in the order of the switch. */
  public List<String> languages() {
    return Texts.LANGUAGES;
  }

  /** How a language calls itself, shortly. */
  public String code(String language) {
    return switch (language) {
      case "uk" -> "УК";
      case "ru" -> "РУ";
      default -> "EN";
    };
  }

  /** The instant of the record, as people write it. */
  public String recordedText() {
    return recorded == null ? "" : Times.of(texts, List.of()).full(recorded);
  }
}
