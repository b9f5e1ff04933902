package org.treuga.agreement;

import java.time.Instant;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What one issuer, or an analyst, says the terms mean: a choice at every point it speaks to.
 *
 * @param id as it stands in every output
 * @param issuer party id, or {@code analyst}
 * @param analyst whether it is an analyst's stipulation and no party's
 * @param version grows when the issuer's reading changes
 * @param publicFrom when the text it rests on became public, where the reading says so itself; null
 *     when that is the latest publication of the options it chooses
 * @param label for people
 * @param terms the terms it speaks of, parts with their parents; empty for all
 */
public record Reading(
    String id,
    String issuer,
    boolean analyst,
    int version,
    @Nullable Instant publicFrom,
    String label,
    Set<String> terms,
    Choice choice) {

  public Reading {
    terms = Collections.unmodifiableSet(new TreeSet<>(terms));
  }

  /** Whether this reading has anything to say on a term. */
  public boolean speaksOf(Term term) {
    return terms.isEmpty()
        || terms.contains(term.id())
        || terms.contains(String.valueOf(term.parent()));
  }
}
