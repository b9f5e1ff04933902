package org.treuga.wire;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.treuga.agreement.Agreement;
import org.treuga.agreement.Choice;
import org.treuga.agreement.Citation;
import org.treuga.agreement.Document;
import org.treuga.agreement.Event;
import org.treuga.agreement.Moment;
import org.treuga.agreement.Party;
import org.treuga.agreement.Point;
import org.treuga.agreement.Reading;
import org.treuga.agreement.Term;
import org.treuga.place.Area;

/** Reads {@code agreement.yaml}: the term language of docs/agreement-language.md. */
final class AgreementReader {

  private static final List<String> KEYS =
      List.of(
          "treuga",
          "id",
          "title",
          "parties",
          "docs",
          "areas",
          "vocabulary",
          "classes",
          "terms",
          "readings",
          "events",
          "fixtures",
          "note");

  private final Map<String, Party> parties;
  private final Map<String, Document> documents;
  private final Map<String, List<Area>> areas;

  AgreementReader(
      Map<String, Party> parties, Map<String, Document> documents, Map<String, List<Area>> areas) {
    this.parties = new LinkedHashMap<>(parties);
    this.documents = new LinkedHashMap<>(documents);
    this.areas = new LinkedHashMap<>(areas);
  }

  record Result(Agreement agreement, List<CaseFolder.Fixture> fixtures) {}

  Result read(Tree tree) {
    Tree.Fields fields = tree.mapping("an agreement", KEYS);
    Tree version = fields.get("treuga");
    if (version.whole(0, 999) != 1) {
      throw version.error(
          "treuga must be 1, the version of the language this program reads, was "
              + version.shown());
    }
    fields.itemsOf("parties").forEach(this::party);
    Names names = new Names(parties, documents, areas, vocabulary(fields));
    fields.find("docs").ifPresent(docs -> docs(docs, names));
    fields.find("areas").ifPresent(this::areas);
    fields.find("classes").ifPresent(classes -> names.declare(classes.openMapping("classes")));
    Map<String, Term> terms = terms(fields, names);
    List<Reading> readings = readings(fields, names, terms);
    Set<String> readingIds = new LinkedHashSet<>(readings.stream().map(Reading::id).toList());
    List<Event> events = events(fields, names, terms, readingIds);
    checkAreaReadings(tree, readingIds);
    Agreement agreement =
        new Agreement(
            fields.get("id").text(),
            parties,
            documents,
            areas,
            vocabulary(fields),
            terms,
            readings,
            events);
    WaitingCycle.check(tree, agreement);
    return new Result(agreement, fixtures(fields, readings.size()));
  }

  private void party(Tree tree) {
    Party party = CaseReader.party(tree);
    parties.putIfAbsent(party.id(), party);
  }

  private static Map<String, String> vocabulary(Tree.Fields fields) {
    Map<String, String> vocabulary = new LinkedHashMap<>();
    fields
        .find("vocabulary")
        .ifPresent(tree ->
            tree.openMapping("vocabulary")
                .entries()
                .forEach((id, words) -> vocabulary.put(id, words.text())));
    return vocabulary;
  }

  private void docs(Tree tree, Names names) {
    Tree.Fields docs = tree.openMapping("docs");
    docs.entries()
        .forEach((id, doc) -> {
          if (documents.containsKey(id)) {
            throw docs.key(id)
                .error(
                    "the document \""
                        + id
                        + "\" is declared twice: here and in the statements folder");
          }
          documents.put(id, CaseReader.document(id, doc, names));
        });
  }

  private void areas(Tree tree) {
    Tree.Fields fields = tree.openMapping("areas");
    fields
        .entries()
        .forEach((id, area) -> {
          Tree.Fields keys =
              area.mapping("the area " + id, List.of("name", "countries", "source", "note"));
          List<String> countries = keys.get("countries").texts();
          if (countries.isEmpty()) {
            throw keys.get("countries").expected("a list of at least one country code");
          }
          areas.put(
              id,
              List.of(
                  new Area(
                      id,
                      keys.textOr("name", id),
                      null,
                      countries,
                      org.treuga.time.Interval.ALWAYS,
                      null,
                      keys.textOr("source", ""))));
        });
  }

  private void checkAreaReadings(Tree tree, Set<String> readings) {
    for (List<Area> variants : areas.values()) {
      for (Area area : variants) {
        if (area.reading() != null && !readings.contains(area.reading())) {
          throw tree.error(
              "the area \""
                  + area.id()
                  + "\" has an outline for the reading \""
                  + area.reading()
                  + "\", which is not declared"
                  + Tree.meant(area.reading(), readings));
        }
      }
    }
  }

  private static Map<String, Term> terms(Tree.Fields fields, Names names) {
    TermReferences references = new TermReferences();
    for (Tree term : fields.get("terms").items()) {
      references.add(term.openMapping("a term").get("id"));
      term.openMapping("a term")
          .itemsOf("parts")
          .forEach(part -> references.add(part.openMapping("a part").get("id")));
    }
    Map<String, Term> terms = new LinkedHashMap<>();
    TermReader reader = new TermReader(names, references);
    for (Tree term : fields.get("terms").items()) {
      reader.read(term).forEach(read -> terms.put(read.id(), read));
    }
    if (terms.isEmpty()) {
      throw fields.get("terms").expected("a list of at least one term");
    }
    return terms;
  }

  private static List<Reading> readings(Tree.Fields fields, Names names, Map<String, Term> terms) {
    Map<String, Reading> latest = new LinkedHashMap<>();
    Set<String> versions = new HashSet<>();
    for (Tree tree : fields.get("readings").items()) {
      Reading reading = reading(tree, names, terms);
      if (!versions.add(reading.id() + " " + reading.version())) {
        throw tree.error(
            "the reading \""
                + reading.id()
                + "\" version "
                + reading.version()
                + " stands twice (duplicate)");
      }
      latest.merge(reading.id(), reading, (a, b) -> a.version() > b.version() ? a : b);
    }
    if (latest.isEmpty()) {
      throw fields.get("readings").expected("a list of at least one reading");
    }
    return List.copyOf(latest.values());
  }

  private static Reading reading(Tree tree, Names names, Map<String, Term> terms) {
    Tree.Fields fields =
        tree.mapping(
            "a reading",
            List.of(
                "id",
                "issuer",
                "kind",
                "version",
                "choose",
                "label",
                "terms",
                "published_at",
                "note"));
    Tree id = fields.get("id");
    if (!Names.isId(id.text())) {
      throw id.expected("an id of letters, digits, dots, - and _");
    }
    Tree issuer = fields.get("issuer");
    names.party(issuer, Set.of(Names.ANALYST));
    boolean analyst =
        fields.find("kind").map(TreeWords::isAnalyst).orElse(issuer.text().equals(Names.ANALYST));
    Map<String, Map<String, String>> choose = new TreeMap<>();
    fields
        .find("choose")
        .ifPresent(choices ->
            choices
                .openMapping("choose")
                .entries()
                .forEach((term, points) -> choose.put(term, chosen(choices, term, points, terms))));
    return new Reading(
        id.text(),
        issuer.text(),
        analyst,
        fields.find("version").map(version -> version.whole(0, 1_000_000)).orElse(1),
        fields.find("published_at").map(Tree::instant).orElse(null),
        fields.textOr("label", ""),
        spokenOf(fields, names, terms.keySet()),
        new Choice(choose));
  }

  private static Set<String> spokenOf(Tree.Fields fields, Names names, Set<String> terms) {
    Set<String> spokenOf = new LinkedHashSet<>();
    for (Tree item : fields.find("terms").map(Tree::oneOrMore).orElse(List.of())) {
      if (!terms.contains(item.text())) {
        throw names.unknown(item, "term", terms);
      }
      spokenOf.add(item.text());
    }
    return spokenOf;
  }

  private static Map<String, String> chosen(
      Tree choices, String termId, Tree tree, Map<String, Term> terms) {
    Term term = terms.get(termId);
    if (term == null) {
      throw choices
          .openMapping("choose")
          .key(termId)
          .error(
              "choose names the term \""
                  + termId
                  + "\", which is not declared"
                  + Tree.meant(termId, terms.keySet()));
    }
    Map<String, String> chosen = new TreeMap<>();
    Tree.Fields fields = tree.openMapping("choices for " + termId);
    fields
        .entries()
        .forEach((name, option) -> {
          Point<?> point = term.points().get(name);
          if (point == null) {
            throw fields
                .key(name)
                .error(
                    "the term "
                        + termId
                        + " has no point \""
                        + name
                        + "\""
                        + Tree.meant(name, term.points().keySet())
                        + " (it has: "
                        + (term.points().isEmpty()
                            ? "none"
                            : String.join(", ", term.points().keySet()))
                        + ")");
          }
          if (!point.options().containsKey(option.text())) {
            throw option.error(
                "the point "
                    + termId
                    + "."
                    + name
                    + " has no option \""
                    + option.text()
                    + "\""
                    + Tree.meant(option.text(), point.options().keySet())
                    + " (it has: "
                    + String.join(", ", point.options().keySet())
                    + ")");
          }
          chosen.put(name, option.text());
        });
    return chosen;
  }

  private static List<Event> events(
      Tree.Fields fields, Names names, Map<String, Term> terms, Set<String> readings) {
    Moments moments = new Moments(names);
    List<Event> events = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (Tree tree : fields.itemsOf("events")) {
      Event event = event(tree, names, moments, terms.keySet(), readings, events.size());
      if (!ids.add(event.id())) {
        throw tree.error("the event id \"" + event.id() + "\" is used twice (duplicate)");
      }
      events.add(event);
    }
    return events;
  }

  static Event event(
      Tree tree,
      Names names,
      Moments moments,
      Set<String> terms,
      Set<String> readings,
      int number) {
    Tree.Fields fields =
        tree.mapping(
            "an event",
            List.of(
                "id",
                "type",
                "event",
                "at",
                "zone",
                "utc",
                "day",
                "midnight",
                "by",
                "term",
                "terms",
                "params",
                "condition",
                "to",
                "published_at",
                "under",
                "doc",
                "span",
                "note"));
    Tree type =
        fields
            .find("type")
            .or(() -> fields.find("event"))
            .orElseThrow(() -> tree.error("an event needs the key \"type\", which is missing"));
    names.checkEventType(type);
    Tree termTree = fields.find("term").or(() -> fields.find("terms")).orElse(null);
    List<String> about = new ArrayList<>();
    if (termTree != null) {
      for (Tree item : termTree.oneOrMore()) {
        if (!terms.contains(item.text())) {
          throw names.unknown(item, "term", terms);
        }
        about.add(item.text());
      }
    }
    Map<String, String> params = new TreeMap<>(Moments.params(fields));
    fields.find("condition").ifPresent(condition -> params.put("condition", condition.text()));
    Optional<Tree> to = fields.find("to");
    if (type.text().equals("extended") && to.isEmpty()) {
      throw tree.error("an event of type extended needs the key \"to\": the new end");
    }
    return new Event(
        fields.textOr("id", "event-" + (number + 1)),
        type.text(),
        when(tree, fields, moments),
        fields.find("by").map(by -> names.parties(by, Set.of(Names.JOINT))).orElse(List.of()),
        about,
        params,
        to.map(moments::read).orElse(null),
        fields.find("published_at").map(Tree::instant).orElse(null),
        under(fields, names, readings),
        citations(fields, names));
  }

  /**
   * {@code at} may hold an instant in any of its forms, or a local time with the zone beside it.
   */
  private static Moment.Fixed when(Tree tree, Tree.Fields fields, Moments moments) {
    if (fields.has("at") && !fields.has("zone")) {
      return moments.fixed(fields.get("at"));
    }
    if (!fields.has("at") && !fields.has("utc") && !fields.has("day") && !fields.has("midnight")) {
      throw tree.error(
          "an event needs its time: utc: \"...Z\", at: ... with zone: Area/City, or day: ... with zone");
    }
    return moments.fixed(tree, fields);
  }

  private static List<String> under(Tree.Fields fields, Names names, Set<String> readings) {
    List<String> under = new ArrayList<>();
    for (Tree item : fields.find("under").map(Tree::oneOrMore).orElse(List.of())) {
      if (!readings.contains(item.text())) {
        throw names.unknown(item, "reading", readings);
      }
      under.add(item.text());
    }
    return under;
  }

  private static List<Citation> citations(Tree.Fields fields, Names names) {
    List<Citation> citations = new ArrayList<>();
    fields
        .find("doc")
        .ifPresent(doc -> doc.oneOrMore().forEach(item -> citations.add(names.citation(item))));
    fields
        .find("span")
        .ifPresent(span -> span.oneOrMore().forEach(item -> citations.add(names.span(item))));
    return citations;
  }

  private static List<CaseFolder.Fixture> fixtures(Tree.Fields fields, int readings) {
    List<CaseFolder.Fixture> fixtures = new ArrayList<>();
    for (Tree tree : fields.itemsOf("fixtures")) {
      List<Tree> cells = tree.items();
      if (cells.size() != 3 + readings) {
        throw tree.expected(
            "a list of an id, an instant, a class and one flag (0 or 1) for each of the "
                + readings
                + " readings");
      }
      List<Boolean> covered = cells.stream().skip(3).map(cell -> cell.whole(0, 1) == 1).toList();
      fixtures.add(
          new CaseFolder.Fixture(
              cells.get(0).text(),
              cells.get(1).instant(),
              cells.get(2).text(),
              covered,
              tree.line()));
    }
    return fixtures;
  }
}
