package org.treuga.app.server;

import io.javalin.http.Context;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.treuga.app.page.Shell;
import org.treuga.app.page.Texts;
import org.treuga.app.picture.Selection;
import org.treuga.evidence.UnreadableInput;

/** What a request for a page says: the case, the day, the language, what is looked at. */
final class Asked {

  /** Years that a calendar writes with four digits: others are no day of any record. */
  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");

  private static final Instant END = FIRST.plus(9_999L * 366, ChronoUnit.DAYS);

  private final Context request;
  private final Workbench workbench;

  Asked(Context request, Workbench workbench) {
    this.request = request;
    this.workbench = workbench;
  }

  /** The reader's own choice, else the browser's first language that we speak, else English. */
  Texts texts() {
    String chosen = request.cookie("lang");
    if (chosen != null && isSpoken(chosen)) {
      return Shell.texts(chosen);
    }
    String accepted = Optional.ofNullable(request.header("Accept-Language")).orElse("");
    try {
      for (Locale.LanguageRange range : Locale.LanguageRange.parse(accepted)) {
        String language = range.getRange().split("-", 2)[0];
        if (isSpoken(language)) {
          return Shell.texts(language);
        }
      }
    } catch (IllegalArgumentException _noLanguages) {
      // The header is the browser's affair; English is always right.
    }
    return Shell.texts("en");
  }

  static boolean isSpoken(String language) {
    return language.equals("en") || language.equals("uk") || language.equals("ru");
  }

  /** The day of the record; null for now. */
  @Nullable Instant recorded() {
    String text = request.queryParam("recorded");
    if (text == null || text.isEmpty()) {
      return null;
    }
    try {
      Instant instant = Instant.parse(text);
      if (!instant.isBefore(FIRST) && instant.isBefore(END)) {
        return instant;
      }
    } catch (DateTimeException _unreadable) {
      // told below
    }
    throw new UnreadableInput(
        "recorded: an instant such as 2025-03-18T12:00:00Z was expected, came \"" + text + "\"");
  }

  CaseView view() {
    return workbench.view(request.pathParam("case"), recorded());
  }

  Selection selection() {
    return Selection.parse(request.queryParamMap());
  }

  /** The frame of a page that is about no case. */
  Shell shell(String title) {
    return new Shell(texts(), title, "", "", "", address(), "", null, "");
  }

  /** The frame of a page of a case. */
  Shell shell(CaseView view, String page, String title) {
    String query = request.queryString();
    return new Shell(
        texts(),
        title + " · " + view.recorded().folder().title(),
        page,
        view.id(),
        view.recorded().folder().title(),
        address(),
        query == null || query.isEmpty() ? "" : "?" + query,
        recorded(),
        page.equals("data") || page.equals("evidence") ? interruption() : "");
  }

  /** On the pages of what is recorded: what became of a write that an earlier run did not end. */
  private String interruption() {
    return workbench
        .interruption()
        .map(found ->
            found.recorded()
                ? texts()
                    .of(
                        "w.interrupted.recorded",
                        found.beganAt(),
                        found.entriesBefore(),
                        found.entriesNow() - 1)
                : texts().of("w.interrupted.lost", found.beganAt()))
        .orElse("");
  }

  private String address() {
    String query = request.queryString();
    return request.path() + (query == null || query.isEmpty() ? "" : "?" + query);
  }
}
