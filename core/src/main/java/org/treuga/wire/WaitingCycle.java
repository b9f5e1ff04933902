package org.treuga.wire;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.treuga.agreement.Agreement;
import org.treuga.agreement.Condition;
import org.treuga.agreement.Slot;
import org.treuga.agreement.Term;
import org.treuga.evidence.UnreadableInput;

/** Refuses terms that wait for each other in a circle: no state could ever be worked out. */
final class WaitingCycle {

  private WaitingCycle() {}

  static void check(Tree tree, Agreement agreement) {
    Map<String, Set<String>> waits = new LinkedHashMap<>();
    Map<String, Integer> lines = new LinkedHashMap<>();
    for (Term term : agreement.terms().values()) {
      Set<String> others = new LinkedHashSet<>();
      collect(term.when(), others);
      collectUntil(term.until(), others);
      term.unless().forEach(slot -> collect(slot, others));
      addTerms(term.broughtAbout(), others);
      waits.put(term.id(), others);
      lines.put(term.id(), term.line());
    }
    Set<String> done = new LinkedHashSet<>();
    for (String id : waits.keySet()) {
      visit(tree, lines, id, waits, new LinkedHashSet<>(), done);
    }
  }

  private static void visit(
      Tree tree,
      Map<String, Integer> lines,
      String id,
      Map<String, Set<String>> waits,
      LinkedHashSet<String> path,
      Set<String> done) {
    if (done.contains(id)) {
      return;
    }
    if (!path.add(id)) {
      List<String> circle = new ArrayList<>(path);
      circle = new ArrayList<>(circle.subList(circle.indexOf(id), circle.size()));
      circle.add(id);
      throw new UnreadableInput(
          tree.file()
              + ":"
              + lines.getOrDefault(circle.getFirst(), tree.line())
              + ": the conditions of terms go in a circle (cyclic): "
              + String.join(" waits for ", circle));
    }
    for (String other : waits.getOrDefault(id, Set.of())) {
      visit(tree, lines, other, waits, path, done);
    }
    path.remove(id);
    done.add(id);
  }

  private static void collect(Slot<Condition> slot, Set<String> into) {
    switch (slot) {
      case Slot.Common<Condition> common -> addTerms(common.value(), into);
      case Slot.Differing<Condition> differing ->
          differing.point().options().values().forEach(option -> addTerms(option.value(), into));
    }
  }

  private static void collectUntil(Slot<Term.Until> slot, Set<String> into) {
    switch (slot) {
      case Slot.Common<Term.Until> common ->
          addTerms(common.value() == null ? null : common.value().condition(), into);
      case Slot.Differing<Term.Until> differing ->
          differing
              .point()
              .options()
              .values()
              .forEach(option ->
                  addTerms(option.value() == null ? null : option.value().condition(), into));
    }
  }

  private static void addTerms(@Nullable Condition condition, Set<String> into) {
    switch (condition) {
      case null -> {}
      case Condition.All all -> all.parts().forEach(part -> addTerms(part, into));
      case Condition.Any any -> any.parts().forEach(part -> addTerms(part, into));
      case Condition.Not not -> addTerms(not.part(), into);
      case Condition.Holds holds -> into.add(holds.term());
      case Condition.Permitted permitted -> into.add(permitted.term());
      case Condition.Happened _h -> {}
      case Condition.CountOf _c -> {}
      case Condition.Ground _g -> {}
      case Condition.InPlace _p -> {}
      case Condition.ObjectIs _o -> {}
      case Condition.ActIs _a -> {}
      case Condition.MeansIs _m -> {}
      case Condition.ActorIs _p -> {}
    }
  }
}
