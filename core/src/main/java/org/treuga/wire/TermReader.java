package org.treuga.wire;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.treuga.agreement.Citation;
import org.treuga.agreement.ClassSet;
import org.treuga.agreement.EventPattern;
import org.treuga.agreement.Extension;
import org.treuga.agreement.Modality;
import org.treuga.agreement.Moment;
import org.treuga.agreement.Point;
import org.treuga.agreement.Power;
import org.treuga.agreement.Slot;
import org.treuga.agreement.Term;

/**
 * Reads one term and its parts. A part takes from its parent every slot that it does not give
 * itself.
 */
final class TermReader {

  private static final List<String> KEYS =
      List.of(
          "id",
          "title",
          "modality",
          "force",
          "bearer",
          "counterparty",
          "act",
          "object",
          "means",
          "place",
          "in_force",
          "when",
          "until",
          "unless",
          "per",
          "powers",
          "deadline",
          "determined_by",
          "monitor",
          "span",
          "points",
          "parts",
          "present",
          "brought_about",
          "after_breach",
          "text",
          "note");

  /** A part chooses at its parent's points and has no parts of its own. */
  private static final List<String> PART_KEYS =
      KEYS.stream().filter(key -> !List.of("points", "parts").contains(key)).toList();

  private static final List<String> OPTION_KEYS =
      List.of(
          "value",
          "by",
          "doc",
          "clause",
          "quote",
          "span",
          "published_at",
          "arguable",
          "extend",
          "label",
          "note");
  private static final String UNDETERMINED = "undetermined";

  private final Names names;
  private final Moments moments;
  private final Conditions conditions;

  /** The term being read: its points as the file gives them, and those that some slot has used. */
  private Tree.@Nullable Fields pointTrees;

  private String pointOwner = "";
  private Map<String, Point<?>> points = new LinkedHashMap<>();
  private final Set<String> used = new HashSet<>();

  TermReader(Names names, TermReferences references) {
    this.names = names;
    this.moments = new Moments(names);
    this.conditions = new Conditions(names, moments, references);
  }

  /** The term and its parts, the term first. */
  List<Term> read(Tree tree) {
    Tree.Fields fields = tree.mapping("a term", KEYS);
    pointOwner = fields.get("id").text();
    pointTrees =
        fields
            .find("points")
            .map(points -> points.openMapping("points of " + pointOwner))
            .orElse(null);
    points = new LinkedHashMap<>();
    used.clear();
    Term whole = term(fields, null);
    List<Term> all = new ArrayList<>(List.of(whole));
    for (Tree part : fields.itemsOf("parts")) {
      all.add(term(part.mapping("a part", PART_KEYS), whole));
    }
    if (pointTrees != null) {
      for (String name : pointTrees.entries().keySet()) {
        if (!used.contains(name)) {
          throw pointTrees
              .key(name)
              .error(
                  "the point \""
                      + name
                      + "\" is used by no slot; write {point: "
                      + name
                      + "} where the texts differ");
        }
      }
    }
    // The points are complete only now; a term carries all of its own.
    all.set(0, withPoints(whole));
    return all;
  }

  private Term withPoints(Term t) {
    return new Term(
        t.id(),
        t.parent(),
        t.title(),
        t.modality(),
        t.force(),
        t.present(),
        t.bearer(),
        t.act(),
        t.object(),
        t.means(),
        t.place(),
        t.periods(),
        t.when(),
        t.until(),
        t.unless(),
        t.powers(),
        t.deadline(),
        t.per(),
        t.broughtAbout(),
        t.monitor(),
        t.citations(),
        points,
        t.note(),
        t.line());
  }

  private Term term(Tree.Fields fields, @Nullable Term parent) {
    Modality modality =
        fields
            .find("modality")
            .map(TermReader::modality)
            .orElseGet(() -> {
              if (parent == null) {
                throw fields.whole().error("a term needs the key \"modality\", which is missing");
              }
              return parent.modality();
            });
    String id = fields.get("id").text();
    return new Term(
        id,
        parent == null ? null : parent.id(),
        fields.textOr("title", fields.textOr("text", id)),
        modality,
        slot(
            fields, "force", "/force", this::force, parent == null ? common(null) : parent.force()),
        slot(fields, "present", "/present", Tree::truth, common(true)),
        slot(
            fields,
            "bearer",
            "/bearer",
            tree -> names.parties(tree, Set.of()),
            parent == null ? common(null) : parent.bearer()),
        slot(fields, "act", "/act", names::classes, parent == null ? common(null) : parent.act()),
        slot(
            fields,
            "object",
            "/object",
            names::classes,
            parent == null ? common(null) : parent.object()),
        slot(
            fields,
            "means",
            "/means",
            names::classes,
            parent == null ? common(null) : parent.means()),
        slot(
            fields,
            "place",
            "/place",
            names::places,
            parent == null ? common(null) : parent.place()),
        periods(fields, parent),
        slot(
            fields,
            "when",
            "/when",
            conditions::ofTerm,
            parent == null ? common(null) : parent.when()),
        slot(
            fields, "until", "/until", this::until, parent == null ? common(null) : parent.until()),
        slots(
            fields, "unless", conditions::ofIncident, parent == null ? List.of() : parent.unless()),
        slots(fields, "powers", this::power, parent == null ? List.of() : parent.powers()),
        slot(fields, "deadline", "/deadline", moments::read, common(null)),
        fields.find("per").map(this::per).orElse(null),
        fields.find("brought_about").map(conditions::ofTerm).orElse(null),
        monitor(fields),
        fields
            .find("span")
            .map(tree -> tree.oneOrMore().stream().map(names::span).toList())
            .orElse(List.of()),
        Map.of(),
        fields.textOr("note", ""),
        fields.whole().line());
  }

  private static <V> Slot<V> common(@Nullable V value) {
    return new Slot.Common<>(value, List.of());
  }

  private static Modality modality(Tree tree) {
    List<String> words = new ArrayList<>();
    for (Modality modality : Modality.values()) {
      if (modality.word().equals(tree.text())) {
        return modality;
      }
      words.add(modality.word());
    }
    throw tree.expected("one of " + String.join(", ", words) + Tree.meant(tree.text(), words));
  }

  private Integer force(Tree tree) {
    return tree.whole(0, 5);
  }

  // --- periods

  private List<Term.Period> periods(Tree.Fields fields, @Nullable Term parent) {
    Optional<Tree> inForce = fields.find("in_force");
    if (inForce.isEmpty()) {
      Slot<Moment> unstated = common(new Moment.Unstated());
      return parent != null
          ? parent.periods()
          : List.of(new Term.Period(unstated, common(null), common(null)));
    }
    List<Term.Period> periods = new ArrayList<>();
    for (Tree period : inForce.get().oneOrMore()) {
      Tree.Fields parts = period.mapping("in_force", List.of("begin", "end", "extend"));
      String path = periods.isEmpty() ? "/in_force" : "/in_force/" + periods.size();
      periods.add(
          new Term.Period(
              slot(parts, "begin", path + "/begin", moments::read, common(new Moment.Unstated())),
              slot(
                  parts,
                  "end",
                  path + "/end",
                  tree -> new Term.End(moments.read(tree), null),
                  common(null)),
              slot(parts, "extend", path + "/extend", this::extension, common(null))));
    }
    return periods;
  }

  private Extension extension(Tree tree) {
    if (tree.isText()) {
      return switch (tree.text()) {
        case "mutual" -> new Extension(true, List.of(), false);
        case "none" -> new Extension(false, List.of(), false);
        default -> throw tree.expected("mutual, none, or {by: party, carry_back: true}");
      };
    }
    Tree.Fields fields = tree.mapping("extend", List.of("by", "carry_back"));
    boolean carriesBack = fields.find("carry_back").map(Tree::truth).orElse(false);
    Optional<Tree> by = fields.find("by");
    if (by.isEmpty() || (by.get().isText() && by.get().text().equals("mutual"))) {
      return new Extension(true, List.of(), carriesBack);
    }
    return new Extension(false, names.parties(by.get(), Set.of()), carriesBack);
  }

  // --- other slots

  private Term.Until until(Tree tree) {
    if (tree.isMapping() && tree.openMapping("until").has("effect")) {
      Tree.Fields fields = tree.mapping("until", List.of("condition", "effect"));
      Tree effect = fields.get("effect");
      boolean suspends =
          switch (effect.text()) {
            case "suspend" -> true;
            case "terminate" -> false;
            default -> throw effect.expected("suspend or terminate");
          };
      return new Term.Until(conditions.ofTerm(fields.get("condition")), suspends);
    }
    return new Term.Until(conditions.ofTerm(tree), false);
  }

  private Power power(Tree tree) {
    Tree.Fields fields =
        tree.mapping(
            "a power", List.of("power", "holder", "for", "form", "trigger", "span", "note"));
    Tree kind = fields.get("power");
    List<String> kinds = List.of("release", "suspend", "resume", "terminate", "extend", "inspect");
    if (!kinds.contains(kind.text())) {
      throw kind.expected("one of " + String.join(", ", kinds) + Tree.meant(kind.text(), kinds));
    }
    // Held by whichever bearer is wronged: which one that is, only its exercise tells.
    Set<String> anyBearer = Set.of("counterparty_of_breach", "any_bearer", "each");
    List<String> holders =
        fields.find("holder").map(holder -> names.parties(holder, anyBearer)).orElse(List.of());
    boolean any = holders.stream().anyMatch(anyBearer::contains);
    fields.find("trigger").ifPresent(conditions::ofTerm);
    return new Power(
        kind.text(),
        any ? List.of() : holders,
        fields.find("for").map(TermReader::freesAll).orElse(false),
        fields.find("form").map(Tree::text).orElse(null),
        fields
            .find("span")
            .map(span -> span.oneOrMore().stream().map(names::span).toList())
            .orElse(List.of()));
  }

  private static boolean freesAll(Tree tree) {
    return switch (tree.text()) {
      case "all" -> true;
      case "holder" -> false;
      default -> throw tree.expected("holder or all");
    };
  }

  private EventPattern per(Tree tree) {
    return moments.pattern(tree.mapping("per", List.of("event", "by", "params")));
  }

  private static Map<String, String> monitor(Tree.Fields fields) {
    Map<String, String> monitor = new LinkedHashMap<>();
    fields
        .find("monitor")
        .ifPresent(tree -> {
          if (tree.isText()) {
            monitor.put("by", tree.text());
          } else {
            tree.openMapping("monitor")
                .entries()
                .forEach((name, value) -> monitor.put(name, String.join(", ", value.texts())));
          }
        });
    return monitor;
  }

  // --- slots and points

  private <V> Slot<V> slot(
      Tree.Fields fields, String key, String path, Function<Tree, V> parser, Slot<V> otherwise) {
    Optional<Tree> value = fields.findEvenNull(key);
    return value.isEmpty() ? otherwise : slot(value.get(), path, parser);
  }

  private <V> List<Slot<V>> slots(
      Tree.Fields fields, String key, Function<Tree, V> parser, List<Slot<V>> otherwise) {
    Optional<Tree> value = fields.findEvenNull(key);
    if (value.isEmpty()) {
      return otherwise;
    }
    if (value.get().isNull()) {
      return List.of();
    }
    List<Slot<V>> slots = new ArrayList<>();
    for (Tree item : value.get().oneOrMore()) {
      slots.add(slot(item, "/" + key + "/" + slots.size(), parser));
    }
    return slots;
  }

  private <V> Slot<V> slot(Tree tree, String path, Function<Tree, V> parser) {
    if (tree.isNull()) {
      return common(null);
    }
    if (tree.isMapping() && tree.openMapping(tree.name()).has("point")) {
      Tree name = tree.mapping(tree.name(), List.of("point")).get("point");
      return new Slot.Differing<>(point(name, path, parser));
    }
    if (isMidnight(tree) && path.endsWith("/begin") | path.endsWith("/end")) {
      return new Slot.Differing<>(midnight(tree, path, parser));
    }
    return common(parser.apply(tree));
  }

  private static boolean isMidnight(Tree tree) {
    return tree.isMapping() && tree.openMapping(tree.name()).has("midnight");
  }

  /**
   * "Midnight on a day" is two instants 24 hours apart; a text that says no more makes a point of
   * it.
   */
  private <V> Point<V> midnight(Tree tree, String path, Function<Tree, V> parser) {
    Tree.Fields fields = tree.openMapping(tree.name());
    Moment.Fixed day = moments.fixed(tree, fields);
    String name = path.substring(1).replace('/', '_') + "_midnight";
    Map<String, Point.Option<V>> options = new LinkedHashMap<>();
    options.put("either", option("either", parser.apply(tree), "either: the text does not say"));
    options.put(
        "start_of_day",
        option("start_of_day", at(day.earliest(), path), "00:00, as the day begins"));
    options.put(
        "end_of_day", option("end_of_day", at(day.latest(), path), "24:00, as the day ends"));
    Point<V> point = new Point<>(pointOwner, name, path, options, "either");
    points.put(name, point);
    return point;
  }

  @SuppressWarnings("unchecked") // only begins and ends come here, and the path says which it is
  private static <V> V at(Instant instant, String path) {
    Moment moment = new Moment.Fixed(instant, instant, instant.toString(), null, false);
    return path.endsWith("/end") ? (V) new Term.End(moment, null) : (V) moment;
  }

  private static <V> Point.Option<V> option(String id, V value, String label) {
    return new Point.Option<>(id, value, List.of(), null, label, List.of());
  }

  private <V> Point<V> point(Tree nameTree, String path, Function<Tree, V> parser) {
    String name = nameTree.text();
    Tree tree = pointTrees == null ? null : pointTrees.find(name).orElse(null);
    if (tree == null) {
      Set<String> valid = pointTrees == null ? Set.of() : pointTrees.entries().keySet();
      throw nameTree.error(
          "the point \""
              + name
              + "\" is not among the points of "
              + pointOwner
              + Tree.meant(name, valid));
    }
    used.add(name);
    Tree.Fields fields =
        tree.mapping("the point " + name, List.of("slot", "options", "silence", "label", "note"));
    fields.find("slot").ifPresent(slot -> checkPath(slot, name, path));
    Map<String, Point.Option<V>> options = new LinkedHashMap<>();
    Tree.Fields optionTrees = fields.get("options").openMapping("options of " + name);
    optionTrees.entries().forEach((id, option) -> options.put(id, option(id, option, parser)));
    if (options.isEmpty()) {
      throw tree.error("the point " + name + " needs at least one option");
    }
    String silence = fields.textOr("silence", UNDETERMINED);
    boolean word = silence.equals(UNDETERMINED) || silence.equals(Point.NONE);
    if (!word && !options.containsKey(silence)) {
      throw fields
          .get("silence")
          .error(
              "silence must be one of the options of "
                  + name
                  + " ("
                  + String.join(", ", options.keySet())
                  + "), none or undetermined, was \""
                  + silence
                  + "\""
                  + Tree.meant(silence, options.keySet()));
    }
    Point<V> point =
        new Point<>(pointOwner, name, path, options, silence.equals(UNDETERMINED) ? null : silence);
    points.put(name, point);
    return point;
  }

  /** The slot a point names is for people; a part's slot is written with the part before it. */
  private static void checkPath(Tree slot, String name, String path) {
    String written = slot.text().replaceFirst("^/in_force/0/", "/in_force/");
    if (!written.endsWith(path)) {
      throw slot.error(
          "the point "
              + name
              + " says it stands for the slot \""
              + slot.text()
              + "\", but it is used at \""
              + path
              + "\"");
    }
  }

  private <V> Point.Option<V> option(String id, Tree tree, Function<Tree, V> parser) {
    Tree.Fields fields = tree.mapping("the option " + id, OPTION_KEYS);
    Tree valueTree =
        fields
            .findEvenNull("value")
            .orElseThrow(() ->
                tree.error(
                    "the option " + id + " needs the key \"value\" (null for: there is none)"));
    V value = valueTree.isNull() ? null : parser.apply(valueTree);
    List<Citation> citations = citations(fields);
    Instant published =
        fields
            .find("published_at")
            .map(Tree::instant)
            .orElseGet(() -> latestPublication(citations));
    return new Point.Option<>(
        id,
        refined(value, fields),
        names.parties(fields.get("by"), Set.of(Names.ANALYST)),
        published,
        fields.textOr("label", ""),
        citations);
  }

  /** What an option may say beside its value: classes left open, or how its end may be moved. */
  @SuppressWarnings("unchecked") // each case puts back a value of the type it found
  private <V> @Nullable V refined(@Nullable V value, Tree.Fields fields) {
    V result = value;
    Optional<Tree> arguable = fields.find("arguable");
    if (arguable.isPresent()) {
      List<String> open = new ArrayList<>(names.classes(arguable.get()).any());
      if (!(value instanceof ClassSet set)) {
        throw arguable
            .get()
            .error("arguable goes only with an option whose value is a set of classes");
      }
      result = (V) set.withArguable(open);
    }
    Optional<Tree> extend = fields.find("extend");
    if (extend.isPresent()) {
      if (!(value instanceof Term.End end)) {
        throw extend.get().error("extend goes only with an option for the slot /in_force/end");
      }
      result = (V) new Term.End(end.moment(), extension(extend.get()));
    }
    return result;
  }

  private List<Citation> citations(Tree.Fields fields) {
    List<Citation> citations = new ArrayList<>();
    for (Tree doc : fields.find("doc").map(Tree::oneOrMore).orElse(List.of())) {
      citations.add(names.citation(doc));
    }
    if (citations.size() == 1 && (fields.has("clause") || fields.has("quote"))) {
      Citation only = citations.getFirst();
      String clause = fields.textOr("clause", only.clause());
      boolean known = names.document(only.document()).clauses().containsKey(clause);
      if (fields.has("clause") && !known) {
        throw fields
            .get("clause")
            .error("document " + only.document() + " has no clause \"" + clause + "\"");
      }
      citations.set(0, new Citation(only.document(), clause, fields.textOr("quote", ""), null));
    }
    fields
        .find("span")
        .ifPresent(span -> span.oneOrMore().forEach(item -> citations.add(names.span(item))));
    return citations;
  }

  private @Nullable Instant latestPublication(List<Citation> citations) {
    Instant latest = null;
    for (Citation citation : citations) {
      Instant published = names.document(citation.document()).publishedAt();
      if (published != null && (latest == null || published.isAfter(latest))) {
        latest = published;
      }
    }
    return latest;
  }
}
