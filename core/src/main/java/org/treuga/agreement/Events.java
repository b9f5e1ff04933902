package org.treuga.agreement;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.treuga.time.Timeline;

/**
 * The events that a reading recognises, and what conditions make of them.
 *
 * <p>Simple event calculus: a fluent that an event initiates at {@code s} holds at {@code t >= s}
 * unless an event in {@code (s, t]} terminates it. At one instant termination comes first, so what
 * ends and is renewed in the same second goes on.
 */
final class Events {

  private static final String JOINT = "joint";
  private static final String MET = "condition_met";
  private static final String LOST = "condition_lost";

  private final List<Event> events;

  Events(List<Event> all, String reading) {
    events =
        all.stream()
            .filter(event -> event.under().isEmpty() || event.under().contains(reading))
            .sorted(
                Comparator.comparing((Event event) -> event.when().earliest())
                    .thenComparing(Event::id))
            .toList();
  }

  /** Events of a kind that concern a term. */
  List<Event> of(String type, Term term) {
    return events.stream()
        .filter(event -> event.type().equals(type) && concerns(event, term))
        .toList();
  }

  private static boolean concerns(Event event, Term term) {
    return event.terms().isEmpty()
        || event.terms().contains(term.id())
        || event.terms().contains(String.valueOf(term.parent()));
  }

  List<Event> matching(EventPattern pattern) {
    return events.stream().filter(pattern::matches).toList();
  }

  Optional<Event> first(EventPattern pattern) {
    return matching(pattern).stream().findFirst();
  }

  static boolean isJoint(Event event, List<String> bearers) {
    return event.by().contains(JOINT) || (!bearers.isEmpty() && event.by().containsAll(bearers));
  }

  // --- conditions

  /** Whether an event has happened, as far as whoever determines it has said so. */
  Timeline<Truth> happened(Condition.Happened condition, List<String> bearers) {
    if (condition.within() != null) {
      return counted(condition.pattern(), 1, condition.within());
    }
    List<Event> met = new ArrayList<>(matching(condition.pattern()));
    met.addAll(about(MET, condition.pattern()));
    List<Event> lost = about(LOST, condition.pattern());
    List<Instant> changes = new ArrayList<>();
    for (Event event : met) {
      changes.add(event.when().earliest());
      changes.add(event.when().latest());
    }
    lost.forEach(event -> changes.add(event.when().earliest()));
    return Timeline.at(changes, t -> valueAt(t, met, lost, condition.determinedBy(), bearers));
  }

  /** Words about a condition: that it is met, or lost. Who says so is who determines it. */
  private List<Event> about(String type, EventPattern pattern) {
    return events.stream()
        .filter(event ->
            event.type().equals(type)
                && pattern.type().equals(event.params().get("condition"))
                && event.params().entrySet().containsAll(pattern.params().entrySet()))
        .toList();
  }

  private static Truth valueAt(
      Instant t,
      List<Event> met,
      List<Event> lost,
      @Nullable String determinedBy,
      List<String> bearers) {
    Instant lastLost =
        lost.stream()
            .map(event -> event.when().earliest())
            .filter(instant -> !instant.isAfter(t))
            .max(Comparator.naturalOrder())
            .orElse(Instant.MIN);
    Set<String> said = new HashSet<>();
    boolean begun = false;
    boolean sure = false;
    for (Event event : met) {
      Instant at = event.when().earliest();
      if (at.isAfter(t) || at.isBefore(lastLost)) {
        continue;
      }
      begun = true;
      said.addAll(event.by());
      sure |= !t.isBefore(event.when().latest());
    }
    if (!begun) {
      return Truth.FALSE;
    }
    return sure && determined(determinedBy, said, bearers) ? Truth.TRUE : Truth.ARGUABLE;
  }

  /**
   * Whether those who have spoken are those who decide. Where nobody is named, nobody's word
   * settles it.
   */
  private static boolean determined(
      @Nullable String determinedBy, Set<String> said, List<String> bearers) {
    if (determinedBy == null) {
      return true;
    }
    return switch (determinedBy) {
      case "unstated" -> false;
      case JOINT -> said.contains(JOINT) || (!bearers.isEmpty() && said.containsAll(bearers));
      case "third" ->
          said.stream().anyMatch(party -> !party.equals(JOINT) && !bearers.contains(party));
      default -> said.contains(determinedBy);
    };
  }

  /** Whether at least so many events lie within a stretch that ends now. */
  Timeline<Truth> counted(EventPattern pattern, int atLeast, @Nullable Duration within) {
    List<Event> matching = matching(pattern);
    List<Instant> changes = new ArrayList<>();
    for (Event event : matching) {
      changes.add(event.when().earliest());
      if (within != null) {
        changes.add(event.when().earliest().plus(within));
      }
    }
    return Timeline.at(changes, t -> Truth.of(countAt(t, matching, within) >= atLeast));
  }

  private static long countAt(Instant t, List<Event> events, @Nullable Duration within) {
    return events.stream()
        .map(event -> event.when().earliest())
        .filter(at -> !at.isAfter(t) && (within == null || at.plus(within).isAfter(t)))
        .count();
  }
}
