package org.treuga.wire;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.treuga.agreement.Condition;
import org.treuga.agreement.State;

/** Reads conditions: what a term waits for, what ends it, and what excepts an incident. */
final class Conditions {

  private static final List<String> OF_THE_WORLD =
      List.of(
          "all",
          "any",
          "not",
          "event",
          "by",
          "params",
          "within",
          "holds",
          "count",
          "determined_by",
          "note");
  private static final List<String> OF_THE_INCIDENT =
      List.of("ground", "place", "object", "act", "means", "actor", "permission");
  private static final Set<String> DETERMINERS = Set.of("joint", "unstated", "third");

  private final Names names;
  private final Moments moments;
  private final TermReferences references;

  Conditions(Names names, Moments moments, TermReferences references) {
    this.names = names;
    this.moments = moments;
    this.references = references;
  }

  /** A condition that a term waits for, or that ends it. */
  Condition ofTerm(Tree tree) {
    return read(tree, OF_THE_WORLD, null);
  }

  /** A condition that excepts an incident. */
  Condition ofIncident(Tree tree) {
    List<String> keys = new ArrayList<>(OF_THE_WORLD);
    keys.addAll(OF_THE_INCIDENT);
    return read(tree, keys, null);
  }

  private Condition read(Tree tree, List<String> keys, @Nullable String inherited) {
    if (tree.isList()) {
      return all(tree, keys, inherited);
    }
    Tree.Fields fields = tree.mapping("a condition", keys);
    String determiner = fields.find("determined_by").map(this::determiner).orElse(inherited);
    List<Condition> parts = new ArrayList<>();
    fields.find("all").ifPresent(list -> parts.add(all(list, keys, determiner)));
    fields
        .find("any")
        .ifPresent(list -> parts.add(new Condition.Any(each(list, keys, determiner))));
    fields
        .find("not")
        .ifPresent(part -> parts.add(new Condition.Not(read(part, keys, determiner))));
    fields.find("event").ifPresent(event -> parts.add(happened(fields, determiner)));
    fields.find("holds").ifPresent(holds -> parts.add(holds(holds)));
    fields.find("count").ifPresent(count -> parts.add(count(count)));
    fields
        .find("ground")
        .ifPresent(ground -> parts.add(new Condition.Ground(names.classes(ground))));
    fields.find("place").ifPresent(place -> parts.add(new Condition.InPlace(names.places(place))));
    fields
        .find("object")
        .ifPresent(object -> parts.add(new Condition.ObjectIs(names.classes(object))));
    fields.find("act").ifPresent(act -> parts.add(new Condition.ActIs(names.classes(act))));
    fields.find("means").ifPresent(means -> parts.add(new Condition.MeansIs(names.classes(means))));
    fields
        .find("actor")
        .ifPresent(actor -> parts.add(new Condition.ActorIs(names.parties(actor, Set.of()))));
    fields
        .find("permission")
        .ifPresent(term -> parts.add(new Condition.Permitted(references.term(term))));
    if (parts.isEmpty()) {
      throw tree.error("a condition needs one of " + String.join(", ", keys) + "; it has none");
    }
    // Several keys side by side mean all of them, as a reader would take it.
    return parts.size() == 1 ? parts.getFirst() : new Condition.All(parts);
  }

  private Condition all(Tree list, List<String> keys, @Nullable String determiner) {
    return new Condition.All(each(list, keys, determiner));
  }

  private List<Condition> each(Tree list, List<String> keys, @Nullable String determiner) {
    List<Tree> items = list.items();
    if (items.isEmpty()) {
      throw list.expected("a list of conditions, not an empty one");
    }
    return items.stream().map(item -> read(item, keys, determiner)).toList();
  }

  private Condition happened(Tree.Fields fields, @Nullable String determiner) {
    Duration within = fields.find("within").map(moments::exact).orElse(null);
    return new Condition.Happened(moments.pattern(fields), determiner, within);
  }

  private String determiner(Tree tree) {
    return names.party(tree, DETERMINERS);
  }

  /**
   * {@code T1.IN_FORCE}: the state stands after the last dot, since parts have dots in their ids.
   */
  private Condition holds(Tree tree) {
    String text = tree.text();
    int dot = text.lastIndexOf('.');
    for (State state : State.values()) {
      if (dot > 0 && state.name().equals(text.substring(dot + 1).toUpperCase(Locale.ROOT))) {
        return new Condition.Holds(references.term(tree, text.substring(0, dot)), state);
      }
    }
    throw tree.expected("a term and a state, such as T1.IN_FORCE");
  }

  private Condition count(Tree tree) {
    Tree.Fields fields =
        tree.mapping("count", List.of("event", "by", "params", "at_least", "within"));
    Duration within = fields.find("within").map(moments::exact).orElse(null);
    return new Condition.CountOf(
        moments.pattern(fields), fields.get("at_least").whole(1, 1_000_000), within);
  }
}
