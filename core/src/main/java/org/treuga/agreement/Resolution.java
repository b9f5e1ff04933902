package org.treuga.agreement;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.treuga.time.Timeline;

/**
 * An agreement under one choice of options: every term resolved, with its timeline.
 *
 * <p>Terms are worked out when first asked for and kept. Not safe for use by several threads.
 */
public final class Resolution {

  private final Agreement agreement;
  private final String reading;
  private final Choice choice;
  private final @Nullable Instant publicFrom;
  private final Events events;
  private final Map<String, ResolvedTerm> terms = new HashMap<>();

  /** Under a reading. */
  public static Resolution of(Agreement agreement, Reading reading) {
    return new Resolution(agreement, reading.id(), reading.choice(), reading.publicFrom());
  }

  /**
   * Under a choice that need not be anybody's reading.
   *
   * @param reading id by which events and areas know whose it is
   */
  public static Resolution of(Agreement agreement, String reading, Choice choice) {
    return new Resolution(agreement, reading, choice, null);
  }

  private Resolution(
      Agreement agreement, String reading, Choice choice, @Nullable Instant publicFrom) {
    this.agreement = agreement;
    this.reading = reading;
    this.choice = choice;
    this.publicFrom = publicFrom;
    this.events = new Events(agreement.events(), reading);
  }

  public Agreement agreement() {
    return agreement;
  }

  public String reading() {
    return reading;
  }

  /** A term under this choice. */
  public ResolvedTerm term(String id) {
    ResolvedTerm known = terms.get(id);
    if (known == null) {
      known = new TermResolver(this, agreement.term(id), choice, publicFrom, events).resolve();
      terms.put(id, known);
    }
    return known;
  }

  /** The value of a condition at every instant, for a term that binds these bearers. */
  public Timeline<Truth> line(Condition condition, List<String> bearers) {
    return switch (condition) {
      case Condition.All all -> fold(all.parts(), bearers, Truth.TRUE);
      case Condition.Any any -> fold(any.parts(), bearers, Truth.FALSE);
      case Condition.Not not -> line(not.part(), bearers).map(Truth::not);
      case Condition.Happened happened -> events.happened(happened, bearers);
      case Condition.CountOf count ->
          events.counted(count.pattern(), count.atLeast(), count.within());
      case Condition.Holds holds -> holds(holds);
      case Condition.Permitted permitted -> term(permitted.term()).inForceForAll();
      case Condition.Ground _c -> throw ofIncident();
      case Condition.InPlace _c -> throw ofIncident();
      case Condition.ObjectIs _c -> throw ofIncident();
      case Condition.ActIs _c -> throw ofIncident();
      case Condition.MeansIs _c -> throw ofIncident();
      case Condition.ActorIs _c -> throw ofIncident();
    };
  }

  private static IllegalArgumentException ofIncident() {
    return new IllegalArgumentException("condition must not speak of an incident");
  }

  private Timeline<Truth> fold(List<Condition> parts, List<String> bearers, Truth neutral) {
    Timeline<Truth> line = Timeline.always(neutral);
    for (Condition part : parts) {
      line = line.with(line(part, bearers), neutral == Truth.TRUE ? Truth::and : Truth::or);
    }
    return line;
  }

  /** Another term is in a state for all whom it binds. */
  private Timeline<Truth> holds(Condition.Holds holds) {
    ResolvedTerm term = term(holds.term());
    if (holds.state() == State.IN_FORCE) {
      return term.inForceForAll();
    }
    List<Timeline<Standing>> lines = new ArrayList<>();
    term.instances().forEach(instance -> lines.addAll(instance.standings().values()));
    Timeline<Truth> all = Timeline.always(Truth.of(!lines.isEmpty()));
    for (Timeline<Standing> line : lines) {
      all =
          all.with(
              line, (value, standing) -> value.and(Truth.of(standing.state() == holds.state())));
    }
    return all;
  }
}
