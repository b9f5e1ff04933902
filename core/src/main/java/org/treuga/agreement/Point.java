package org.treuga.agreement;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A difference point: the options that the texts give for one slot, each with who holds it.
 *
 * @param term the term whose readings choose here
 * @param name unique within the term
 * @param path the slot: {@code /in_force/begin}
 * @param options by id, in the order of the file
 * @param silence the option that a silent reading is taken to hold, or {@link #NONE}; null when
 *     silence leaves the point undetermined. Silence is never agreement.
 */
public record Point<V>(
    String term,
    String name,
    String path,
    Map<String, Option<V>> options,
    @Nullable String silence) {

  public Point {
    options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
  }

  /**
   * One of the answers.
   *
   * @param value null where the answer is "there is none"
   * @param by party ids or {@code analyst}
   * @param publishedAt when the text that gives it became public; null when not known
   * @param label a few words for people; empty when the file gives none
   */
  public record Option<V>(
      String id,
      @Nullable V value,
      List<String> by,
      @Nullable Instant publishedAt,
      String label,
      List<Citation> citations) {
    public Option {
      by = List.copyOf(by);
      citations = List.copyOf(citations);
    }
  }

  /** What a file writes where silence means that there is none, though no option says so. */
  public static final String NONE = "none";

  /** The option chosen, or what silence stands for; empty when the point is undetermined. */
  public Optional<Option<V>> chosen(Choice choice) {
    String id = choice.option(term, name).orElse(silence);
    if (id == null) {
      return Optional.empty();
    }
    Option<V> option = options.get(id);
    return Optional.of(
        option != null ? option : new Option<>(NONE, null, List.of(), null, "", List.of()));
  }
}
