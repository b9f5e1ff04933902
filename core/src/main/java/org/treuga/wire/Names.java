package org.treuga.wire;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.treuga.agreement.Citation;
import org.treuga.agreement.ClassSet;
import org.treuga.agreement.Document;
import org.treuga.agreement.Party;
import org.treuga.agreement.PlaceSet;
import org.treuga.agreement.Truth;
import org.treuga.evidence.UnreadableInput;
import org.treuga.place.Area;

/**
 * The names that an agreement file may use, and how each is looked up: parties, documents, class
 * sets, areas. An unknown name is an error that offers the nearest known one.
 */
final class Names {

  static final String ANALYST = "analyst";
  static final String JOINT = "joint";

  private final Map<String, Party> parties;
  private final Map<String, Document> documents;
  private final Map<String, List<Area>> areas;
  private final Map<String, String> vocabulary;
  private final Map<String, Tree> sets = new LinkedHashMap<>();
  private final Map<String, ClassSet> resolved = new LinkedHashMap<>();

  /** Kinds of event that some term waits for. */
  private final Set<String> awaited = new TreeSet<>();

  Names(
      Map<String, Party> parties,
      Map<String, Document> documents,
      Map<String, List<Area>> areas,
      Map<String, String> vocabulary) {
    this.parties = parties;
    this.documents = documents;
    this.areas = areas;
    this.vocabulary = vocabulary;
  }

  // --- parties

  String party(Tree tree) {
    return party(tree, Set.of());
  }

  /** A declared party, or one of the further words allowed here. */
  String party(Tree tree, Set<String> also) {
    String id = tree.text();
    if (parties.containsKey(id) || also.contains(id)) {
      return id;
    }
    Set<String> valid = new LinkedHashSet<>(parties.keySet());
    valid.addAll(also);
    throw tree.error(
        tree.name()
            + " names the party \""
            + id
            + "\", which is not declared"
            + foreignLetters(id)
            + Tree.meant(id, valid)
            + " (declared: "
            + String.join(", ", valid)
            + ")");
  }

  List<String> parties(Tree tree, Set<String> also) {
    return tree.oneOrMore().stream().map(item -> party(item, also)).toList();
  }

  /** Letters of another script that look like Latin ones cost hours; they are named. */
  private static String foreignLetters(String id) {
    List<String> letters = new ArrayList<>();
    boolean latin =
        id.codePoints()
            .anyMatch(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.LATIN);
    id.codePoints()
        .filter(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.CYRILLIC)
        .forEach(c ->
            letters.add(
                Character.toString(c) + " U+" + String.format(java.util.Locale.ROOT, "%04X", c)));
    if (letters.isEmpty() || (!latin && id.length() > 3)) {
      return "";
    }
    return " (it is written with Cyrillic letters: " + String.join(", ", letters) + ")";
  }

  // --- documents

  /** {@code ID} or {@code ID.clause}. */
  Citation citation(Tree tree) {
    String text = tree.text();
    if (documents.containsKey(text)) {
      return Citation.of(text);
    }
    int dot = text.lastIndexOf('.');
    Document document = dot < 0 ? null : documents.get(text.substring(0, dot));
    if (document == null) {
      throw tree.error(
          tree.name()
              + " names the document \""
              + text
              + "\", which is not declared"
              + Tree.meant(text, documents.keySet()));
    }
    return new Citation(document.id(), clause(tree, document, text.substring(dot + 1)), "", null);
  }

  private static String clause(Tree tree, Document document, String key) {
    if (!document.clauses().containsKey(key)) {
      throw tree.error(
          "document "
              + document.id()
              + " has no clause \""
              + key
              + "\""
              + Tree.meant(key, document.clauses().keySet())
              + " (it has: "
              + (document.clauses().isEmpty()
                  ? "none"
                  : String.join(", ", document.clauses().keySet()))
              + ")");
    }
    return key;
  }

  /** {@code {doc, clause?, quote?, from?, to?}}, or a bare document. */
  Citation span(Tree tree) {
    if (tree.isText()) {
      return citation(tree);
    }
    Tree.Fields fields =
        tree.mapping("a span", List.of("doc", "clause", "quote", "text", "from", "to"));
    Citation base = citation(fields.get("doc"));
    Document document = documents.get(base.document());
    String clause = base.clause();
    if (fields.has("clause") && document != null) {
      clause = clause(fields.get("clause"), document, fields.get("clause").text());
    }
    String quote = fields.textOr("quote", fields.textOr("text", ""));
    Citation.Span span = null;
    if (fields.has("from") || fields.has("to")) {
      int from = fields.get("from").whole(0, Integer.MAX_VALUE);
      span = new Citation.Span(from, fields.get("to").whole(from + 1, Integer.MAX_VALUE));
    }
    return new Citation(base.document(), clause, quote, span);
  }

  Document document(String id) {
    Document document = documents.get(id);
    if (document == null) {
      throw new IllegalArgumentException("id must be a document's, was " + id);
    }
    return document;
  }

  // --- events

  /** The kinds of event that change a term by themselves. */
  private static final List<String> EFFECTIVE =
      List.of(
          "announced",
          "condition_lost",
          "condition_met",
          "extended",
          "fulfilled",
          "release_notice",
          "resumed",
          "superseded",
          "suspended",
          "terminated");

  void awaits(String type) {
    awaited.add(type);
  }

  /** An event that looks like one with an effect, and has none, is most likely mistyped. */
  void checkEventType(Tree type) {
    String text = type.text();
    if (EFFECTIVE.contains(text) || awaited.contains(text)) {
      return;
    }
    Set<String> valid = new LinkedHashSet<>(EFFECTIVE);
    valid.addAll(awaited);
    for (String word : valid) {
      if (word.startsWith(text + "_") || !Tree.meant(text, List.of(word)).isEmpty()) {
        throw type.error(
            "no term waits for an event of type \""
                + text
                + "\" and it changes nothing by itself; did you mean \""
                + word
                + "\"?");
      }
    }
  }

  // --- classes

  void declare(Tree.Fields classes) {
    sets.putAll(classes.entries());
    sets.keySet().forEach(name -> named(name, classes.key(name), new LinkedHashSet<>()));
  }

  /**
   * A set by name, a class id, a list of either, or {@code {any, none_of, arguable, exactly,
   * closed}}.
   */
  ClassSet classes(Tree tree) {
    return classes("", tree, new LinkedHashSet<>());
  }

  private ClassSet named(String name, Tree use, Set<String> path) {
    ClassSet known = resolved.get(name);
    if (known != null) {
      return known;
    }
    if (!path.add(name)) {
      throw use.error(
          "the class set \""
              + name
              + "\" contains itself: "
              + String.join(" -> ", path)
              + " -> "
              + name);
    }
    Tree tree = sets.get(name);
    if (tree == null) {
      throw new IllegalStateException("no such set: " + name);
    }
    ClassSet set = classes(name, tree, path);
    path.remove(name);
    resolved.put(name, set);
    return set;
  }

  private ClassSet classes(String name, Tree tree, Set<String> path) {
    if (tree.isText() && sets.containsKey(tree.text())) {
      return named(tree.text(), tree, path);
    }
    Set<String> any = new TreeSet<>();
    Set<String> noneOf = new TreeSet<>();
    Set<String> arguable = new TreeSet<>();
    Set<String> exactly = new TreeSet<>();
    Truth closed = Truth.ARGUABLE;
    if (tree.isMapping()) {
      Tree.Fields fields =
          tree.mapping(
              name.isEmpty() ? "a set of classes" : "the class set " + name,
              List.of("any", "none_of", "arguable", "exactly", "closed", "label", "note"));
      if (!fields.has("any") && !fields.has("arguable")) {
        throw tree.error("a set of classes needs \"any\" (or \"arguable\"): a list of class ids");
      }
      fields
          .find("any")
          .ifPresent(list ->
              list.oneOrMore()
                  .forEach(item -> include(item, path, any, noneOf, arguable, exactly)));
      fields
          .find("none_of")
          .ifPresent(list ->
              list.oneOrMore()
                  .forEach(item -> include(item, path, noneOf, any, arguable, exactly)));
      fields
          .find("arguable")
          .ifPresent(list ->
              list.oneOrMore()
                  .forEach(item -> include(item, path, arguable, noneOf, arguable, exactly)));
      fields
          .find("exactly")
          .ifPresent(list -> list.oneOrMore().forEach(item -> exactly.add(classId(item))));
      closed = fields.find("closed").map(value -> Truth.of(value.truth())).orElse(Truth.ARGUABLE);
    } else {
      tree.oneOrMore().forEach(item -> include(item, path, any, noneOf, arguable, exactly));
    }
    for (String id : noneOf) {
      if (any.contains(id)) {
        throw tree.error("the class \"" + id + "\" stands both in any and in none_of");
      }
    }
    return new ClassSet(name, any, noneOf, arguable, exactly, closed);
  }

  private void include(
      Tree item,
      Set<String> path,
      Set<String> into,
      Set<String> against,
      Set<String> arguable,
      Set<String> exactly) {
    String text = item.text();
    if (!sets.containsKey(text)) {
      into.add(classId(item));
      return;
    }
    ClassSet set = named(text, item, path);
    into.addAll(set.any());
    against.addAll(set.noneOf());
    arguable.addAll(set.arguable());
    exactly.addAll(set.exactly());
  }

  private String classId(Tree tree) {
    String id = tree.text();
    if (!isId(id)) {
      throw tree.error(
          "\""
              + id
              + "\" is not a class id: letters, digits and _ in parts joined by dots, such as energy.oil.depot");
    }
    if (!vocabulary.isEmpty() && !isWord(id)) {
      Set<String> valid = new LinkedHashSet<>(sets.keySet());
      valid.addAll(vocabulary.keySet());
      throw tree.error(
          "the class \""
              + id
              + "\" is neither in the vocabulary nor a declared set"
              + Tree.meant(id, valid));
    }
    if (id.indexOf('_') > 0 && id.indexOf('.') < 0 && !Tree.meant(id, sets.keySet()).isEmpty()) {
      throw tree.error(
          "the class set \"" + id + "\" is not declared" + Tree.meant(id, sets.keySet()));
    }
    return id;
  }

  /** A class of the vocabulary, or a finer one below a class of it. */
  private boolean isWord(String id) {
    for (String at = id; !at.isEmpty(); at = at.substring(0, Math.max(0, at.lastIndexOf('.')))) {
      if (vocabulary.containsKey(at)) {
        return true;
      }
    }
    return false;
  }

  static boolean isId(String text) {
    if (text.isEmpty() || text.startsWith(".") || text.endsWith(".") || text.contains("..")) {
      return false;
    }
    return text.codePoints()
        .allMatch(c -> Character.isLetterOrDigit(c) || c == '_' || c == '.' || c == '-');
  }

  // --- places

  PlaceSet places(Tree tree) {
    if (!tree.isMapping()) {
      return new PlaceSet(
          tree.oneOrMore().stream().map(this::place).toList(), List.of(), List.of());
    }
    Tree.Fields fields = tree.mapping("a place", List.of("any", "none_of", "arguable"));
    if (!fields.has("any")) {
      throw tree.error("a place needs \"any\": a list of areas");
    }
    return new PlaceSet(
        placesOf(fields, "any"), placesOf(fields, "none_of"), placesOf(fields, "arguable"));
  }

  private List<String> placesOf(Tree.Fields fields, String key) {
    return fields
        .find(key)
        .map(list -> list.oneOrMore().stream().map(this::place).toList())
        .orElse(List.of());
  }

  private String place(Tree tree) {
    String id = tree.text();
    boolean mistyped =
        !areas.containsKey(id)
            && !sets.containsKey(id)
            && !Tree.meant(id, areas.keySet()).isEmpty();
    if (!isId(id) || mistyped) {
      throw tree.error("the area \"" + id + "\" is not declared" + Tree.meant(id, areas.keySet()));
    }
    return id;
  }

  UnreadableInput unknown(Tree tree, String what, Set<String> valid) {
    return tree.error(
        tree.name()
            + " names the "
            + what
            + " \""
            + tree.text()
            + "\", which is not declared"
            + Tree.meant(tree.text(), valid)
            + " (declared: "
            + String.join(", ", valid)
            + ")");
  }
}
