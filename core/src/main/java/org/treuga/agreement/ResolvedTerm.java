package org.treuga.agreement;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.treuga.time.Interval;
import org.treuga.time.Timeline;

/**
 * A term under one reading: what each slot holds, and what is in force when for whom.
 *
 * @param bearers whom it binds; empty when the text names nobody or leaves it open
 * @param bearersOpen whether the reading leaves open whom it binds
 * @param instances one, or one for each event where the term begins anew with every event of a
 *     kind; none while no such event has happened
 * @param publicFrom when the text that the reading rests on became public; null when not known
 * @param carriedBack stretches in force only through an extension that was published afterwards
 */
public record ResolvedTerm(
    Term term,
    String reading,
    int force,
    List<String> bearers,
    boolean bearersOpen,
    Resolved<ClassSet> act,
    Resolved<ClassSet> object,
    Resolved<ClassSet> means,
    Resolved<PlaceSet> place,
    List<Resolved<Condition>> unless,
    List<Power> powers,
    List<Instance> instances,
    @Nullable Instant publicFrom,
    List<CarriedBack> carriedBack,
    List<Citation> timeCitations) {

  /**
   * Which states hold when, for each bearer ({@code "-"} where the text names nobody).
   *
   * @param due when an obligation to achieve must be fulfilled; null when it has no deadline, or
   *     one that waits for an event
   */
  public record Instance(
      String id, Map<String, Timeline<Standing>> standings, @Nullable Instant due) {
    public Instance {
      standings = Collections.unmodifiableMap(new LinkedHashMap<>(standings));
    }
  }

  /** In force in this stretch only since an extension was published. */
  public record CarriedBack(Interval stretch, Instant publishedAt) {}

  public ResolvedTerm {
    bearers = List.copyOf(bearers);
    unless = List.copyOf(unless);
    powers = List.copyOf(powers);
    instances = List.copyOf(instances);
    carriedBack = List.copyOf(carriedBack);
    timeCitations = List.copyOf(timeCitations);
  }

  /** Whether it is in force for a bearer, at every instant; over all instances. */
  public Timeline<Truth> inForce(String bearer) {
    Timeline<Truth> line = Timeline.always(Truth.FALSE);
    for (Instance instance : instances) {
      Timeline<Standing> standing = instance.standings().get(bearer);
      if (standing != null) {
        line = line.with(standing, (value, s) -> value.or(s.inForce()));
      }
    }
    return line;
  }

  /** Whether it is in force for every bearer; arguable where it is for some only. */
  public Timeline<Truth> inForceForAll() {
    List<String> all =
        instances.isEmpty() ? List.of() : List.copyOf(instances.getFirst().standings().keySet());
    if (all.isEmpty()) {
      return Timeline.always(Truth.FALSE);
    }
    Timeline<Truth> line = inForce(all.getFirst());
    for (String bearer : all.subList(1, all.size())) {
      line = line.with(inForce(bearer), (a, b) -> a == b ? a : Truth.ARGUABLE);
    }
    return line;
  }
}
