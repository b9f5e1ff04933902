package org.treuga.agreement;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One norm of an agreement: the core on which all texts agree, and the points on which they differ.
 *
 * <p>Nobody's text is the base. A {@link Reading} chooses at the points; {@link ResolvedTerm} is
 * the result, and has a timeline and an answer for every incident.
 *
 * @param id as it stands in every output
 * @param parent the term it is a part of; null for a term of its own
 * @param force strength of commitment: 5 agreed by both in one text, 4 committed in parallel texts,
 *     3 unilateral order or undertaking, 2 agreed in principle, 1 readiness, 0 description. Below 3
 *     nothing is ever in force.
 * @param present whether the clause exists at all
 * @param periods when it is in force; several where the period has gaps
 * @param when what must hold for it to be in force (suspensive)
 * @param until what ends it (resolutive)
 * @param per the event of which each occurrence makes an instance of its own; null when there is
 *     one instance
 * @param broughtAbout what fulfils an obligation to achieve; null when the act itself does
 * @param monitor how it is watched, in words; empty when the text does not say
 * @param line where it stands in its file
 */
public record Term(
    String id,
    @Nullable String parent,
    String title,
    Modality modality,
    Slot<Integer> force,
    Slot<Boolean> present,
    Slot<List<String>> bearer,
    Slot<ClassSet> act,
    Slot<ClassSet> object,
    Slot<ClassSet> means,
    Slot<PlaceSet> place,
    List<Period> periods,
    Slot<Condition> when,
    Slot<Until> until,
    List<Slot<Condition>> unless,
    List<Slot<Power>> powers,
    Slot<Moment> deadline,
    @Nullable EventPattern per,
    @Nullable Condition broughtAbout,
    Map<String, String> monitor,
    List<Citation> citations,
    Map<String, Point<?>> points,
    String note,
    int line) {

  /** From a begin to an end. */
  public record Period(Slot<Moment> begin, Slot<End> end, Slot<Extension> extension) {}

  /**
   * An end, and how the same text lets it be moved.
   *
   * @param extension null when that text does not speak of it
   */
  public record End(Moment moment, @Nullable Extension extension) {}

  /** What ends or suspends a term, and which of the two. */
  public record Until(Condition condition, boolean suspends) {}

  public Term {
    periods = List.copyOf(periods);
    unless = List.copyOf(unless);
    powers = List.copyOf(powers);
    monitor = Collections.unmodifiableMap(new LinkedHashMap<>(monitor));
    citations = List.copyOf(citations);
    points = Collections.unmodifiableMap(new LinkedHashMap<>(points));
  }
}
