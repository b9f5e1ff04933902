package org.treuga.finding;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.treuga.agreement.Agreement;
import org.treuga.agreement.Choice;
import org.treuga.agreement.Condition;
import org.treuga.agreement.Point;
import org.treuga.agreement.Slot;
import org.treuga.agreement.Term;

/**
 * A difference point seen as something that moves the verdicts of a term, with the elements it can
 * move.
 *
 * @param key the point's name; with its term before it where it belongs to another term
 */
record Lever(String key, Point<?> point, Set<Element> moves) {

  /** All levers of a term: its own points, and those of terms that its conditions look at. */
  static List<Lever> of(Agreement agreement, Term term) {
    Collector collector = new Collector(agreement, owner(term));
    collector.term(term, null);
    return List.copyOf(collector.levers.values());
  }

  private static String owner(Term term) {
    return term.parent() != null ? term.parent() : term.id();
  }

  /** Levers are told apart by key; hashing whole points would cost more than the work they save. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Lever lever && lever.key.equals(key);
  }

  @Override
  public int hashCode() {
    return key.hashCode();
  }

  /** The option in effect under a choice; silence may stand for one. Empty when undetermined. */
  Optional<String> option(Choice choice) {
    return choice.option(point.term(), point.name()).or(() -> Optional.ofNullable(point.silence()));
  }

  /** The choice with this lever set to an option; empty makes it silent. */
  Choice set(Choice choice, Optional<String> option) {
    return choice.with(point.term(), point.name(), option);
  }

  private static final class Collector {
    private final Agreement agreement;
    private final String home;
    private final Map<String, Lever> levers = new LinkedHashMap<>();
    private final Set<String> visited = new LinkedHashSet<>();

    Collector(Agreement agreement, String home) {
      this.agreement = agreement;
      this.home = home;
    }

    /** {@code only} is the element that a looked-at term can move; null for the term itself. */
    void term(Term term, @Nullable Element only) {
      if (!visited.add(term.id() + only)) {
        return;
      }
      slot(term.object(), only, Element.OBJECT);
      slot(term.act(), only, Element.ACT);
      slot(term.means(), only, Element.ACT);
      for (Term.Period period : term.periods()) {
        slot(period.begin(), only, Element.TIME);
        slot(period.end(), only, Element.TIME);
        slot(period.extension(), only, Element.TIME);
      }
      slot(term.force(), only, Element.TIME);
      slot(term.present(), only, Element.TIME);
      slot(term.bearer(), only, Element.BEARER, Element.TIME);
      slot(term.place(), only, Element.AREA);
      term.powers().forEach(power -> slot(power, only, Element.TIME));
      slot(term.when(), only, Element.TIME);
      slot(term.until(), only, Element.TIME);
      values(term.when())
          .forEach(condition -> condition(condition, only == null ? Element.TIME : only));
      values(term.until())
          .forEach(until -> condition(until.condition(), only == null ? Element.TIME : only));
      for (Slot<Condition> exception : term.unless()) {
        slot(exception, only, Element.EXCEPTION);
        values(exception)
            .forEach(condition -> condition(condition, only == null ? Element.EXCEPTION : only));
      }
    }

    private void slot(Slot<?> slot, @Nullable Element only, Element... own) {
      if (slot instanceof Slot.Differing<?> differing) {
        Point<?> point = differing.point();
        String key = point.term().equals(home) ? point.name() : point.term() + "." + point.name();
        Set<Element> moves = only != null ? EnumSet.of(only) : EnumSet.copyOf(List.of(own));
        Lever known = levers.get(key);
        if (known != null) {
          moves.addAll(known.moves());
        }
        levers.put(key, new Lever(key, point, moves));
      }
    }

    private static <V> List<V> values(Slot<V> slot) {
      List<V> values = new ArrayList<>();
      switch (slot) {
        case Slot.Common<V> common -> {
          if (common.value() != null) {
            values.add(common.value());
          }
        }
        case Slot.Differing<V> differing ->
            differing
                .point()
                .options()
                .values()
                .forEach(option -> {
                  if (option.value() != null) {
                    values.add(option.value());
                  }
                });
      }
      return values;
    }

    private void condition(Condition condition, Element moved) {
      switch (condition) {
        case Condition.All all -> all.parts().forEach(part -> condition(part, moved));
        case Condition.Any any -> any.parts().forEach(part -> condition(part, moved));
        case Condition.Not not -> condition(not.part(), moved);
        case Condition.Holds holds -> term(agreement.term(holds.term()), moved);
        case Condition.Permitted permitted -> term(agreement.term(permitted.term()), moved);
        case Condition.Happened _c -> {}
        case Condition.CountOf _c -> {}
        case Condition.Ground _c -> {}
        case Condition.InPlace _c -> {}
        case Condition.ObjectIs _c -> {}
        case Condition.ActIs _c -> {}
        case Condition.MeansIs _c -> {}
        case Condition.ActorIs _c -> {}
      }
    }
  }
}
