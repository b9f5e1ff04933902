package org.treuga.agreement;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to an agreement: an order, a notice, an extension, a condition met.
 *
 * @param id stable key
 * @param type kind: {@code extended}, {@code release_notice}, {@code suspended}, or any word that a
 *     condition waits for
 * @param when when it took effect
 * @param by who did or said it: party ids, or {@code joint}; empty when it is a plain fact
 * @param terms the terms it concerns; empty for all that wait for its kind
 * @param params further properties
 * @param to new end, for an extension; null otherwise
 * @param publishedAt when it became public; null when that is its own time
 * @param under the readings that recognise it; empty for all
 */
public record Event(
    String id,
    String type,
    Moment.Fixed when,
    List<String> by,
    List<String> terms,
    Map<String, String> params,
    @Nullable Moment to,
    @Nullable Instant publishedAt,
    List<String> under,
    List<Citation> citations) {

  public Event {
    by = List.copyOf(by);
    terms = List.copyOf(terms);
    params = Collections.unmodifiableMap(new TreeMap<>(params));
    under = List.copyOf(under);
    citations = List.copyOf(citations);
  }

  public Instant knownFrom() {
    return publishedAt != null ? publishedAt : when.earliest();
  }
}
