package org.treuga.app.page;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.treuga.agreement.Citation;
import org.treuga.agreement.Reading;
import org.treuga.agreement.Truth;
import org.treuga.evidence.Count;
import org.treuga.finding.Element;
import org.treuga.finding.ElementFinding;
import org.treuga.finding.Finding;
import org.treuga.incident.Claim;
import org.treuga.incident.Incident;

/**
 * Why an incident has its verdicts: what differs between the readings first, then what is the same.
 * Remembers which clauses were cited. Not thread-safe.
 */
final class ReasonMaker {

  private final Texts texts;
  private final Board board;
  private final Sentences sentences;
  private final List<String> documents;
  private final Map<String, Set<String>> cited = new TreeMap<>();

  ReasonMaker(Texts texts, Board board) {
    this.texts = texts;
    this.board = board;
    this.sentences = new Sentences(texts, board.agreement());
    this.documents = List.copyOf(board.agreement().documents().keySet());
  }

  /** Clause keys cited so far, by document; an empty key is the document as a whole. */
  Map<String, Set<String>> cited() {
    return cited;
  }

  String anchor(String document) {
    return "d" + documents.indexOf(document);
  }

  List<Page.Cite> cites(List<Citation> citations) {
    List<Page.Cite> cites = new ArrayList<>();
    for (Citation citation : citations) {
      if (citation.document().isEmpty()) {
        continue;
      }
      boolean known = documents.contains(citation.document());
      if (known) {
        cited.computeIfAbsent(citation.document(), d -> new TreeSet<>()).add(citation.clause());
      }
      cites.add(
          new Page.Cite(
              known ? "#" + anchor(citation.document()) : "",
              Wording.key(citation),
              citation.quote()));
    }
    return cites;
  }

  /**
   * @param whole whether to give every element, or only one sentence for each reading
   * @param facts whether to say what is known of the incident itself
   */
  Page.Why why(Incident incident, String term, boolean whole, boolean facts) {
    List<Reading> readings = board.readings(term);
    List<Page.Sentence> sentences = new ArrayList<>();
    Map<Reading, Finding> found = new LinkedHashMap<>();
    for (Reading reading : readings) {
      Optional<Finding> finding = board.find(incident, term, reading);
      if (finding.isPresent()) {
        found.put(reading, finding.get());
        sentences.add(
            new Page.Sentence(
                new Page.Mark(
                    Marks.symbol(finding.get().verdict()),
                    Marks.word(texts, finding.get().verdict())),
                this.sentences.reason(finding.get(), reading)));
      }
    }
    List<Page.ElementRow> differing = new ArrayList<>();
    List<Page.ElementRow> same = new ArrayList<>();
    List<String> sameWords = new ArrayList<>();
    for (Element element : whole ? Element.values() : new Element[0]) {
      boolean alike =
          found.values().stream().map(finding -> finding.value(element)).distinct().count() <= 1;
      Page.ElementRow row =
          new Page.ElementRow(texts.of("element." + element.name()), said(element, found));
      (alike ? same : differing).add(row);
      if (alike && !found.isEmpty()) {
        sameWords.add(
            texts.of(
                "same.one",
                texts.of("element.small." + element.name()),
                value(found.values().iterator().next().value(element))));
      }
    }
    String sameLine =
        sameWords.isEmpty()
            ? ""
            : texts.count("why.same", found.size(), String.join(", ", sameWords));
    return new Page.Why(
        sentences,
        differing,
        same,
        sameLine,
        exPost(found),
        facts ? incident.summary() : "",
        facts ? facts(incident, found) : List.of());
  }

  private record Case(Truth value, String why, List<Citation> rests) {}

  private List<Page.Said> said(Element element, Map<Reading, Finding> found) {
    Map<Case, List<String>> cases = new LinkedHashMap<>();
    found.forEach((reading, finding) -> {
      ElementFinding said = finding.element(element);
      cases
          .computeIfAbsent(
              new Case(said.value(), sentences.why(said), said.rests()), c -> new ArrayList<>())
          .add(Board.name(reading));
    });
    List<Page.Said> all = new ArrayList<>();
    cases.forEach((one, names) ->
        all.add(
            new Page.Said(
                names.size() == found.size() && found.size() > 1
                    ? texts.of("why.all")
                    : texts.list(names),
                value(one.value),
                one.value == Truth.ARGUABLE,
                one.why,
                cites(one.rests))));
    return all;
  }

  private String value(Truth value) {
    return texts.of("value." + value.name());
  }

  private String exPost(Map<Reading, Finding> found) {
    List<String> names =
        found.entrySet().stream()
            .filter(entry -> entry.getValue().exPost())
            .map(entry -> Board.name(entry.getKey()))
            .toList();
    return names.isEmpty() ? "" : texts.of("why.expost", texts.list(names));
  }

  private List<Page.Fact> facts(Incident incident, Map<Reading, Finding> found) {
    List<Page.Fact> facts = new ArrayList<>();
    for (Claim claim : incident.claims()) {
      if (claim.actor().isEmpty() && claim.by().isEmpty()) {
        continue;
      }
      String by = claim.by().isEmpty() ? claim.sourceId() : claim.by();
      String words =
          claim.actor().isEmpty()
              ? texts.of("fact.claim.nobody", by)
              : texts.of("fact.claim", claim.actor(), by);
      facts.add(new Page.Fact(texts.of("fact.claimed"), words));
    }
    if (!incident.denials().isEmpty()) {
      facts.add(new Page.Fact(texts.of("fact.denied"), String.join("; ", incident.denials())));
    }
    add(facts, "fact.act", board.agreement().words(incident.act()));
    add(facts, "fact.means", board.agreement().words(incident.means()));
    add(facts, "fact.ground", board.agreement().words(incident.statedGround()));
    add(facts, "fact.also", board.agreement().words(incident.object().alsoReported()));
    add(facts, "fact.place", place(incident));
    incident
        .harm()
        .forEach((name, count) ->
            facts.add(
                new Page.Fact(
                    texts.has("harm." + name) ? texts.of("harm." + name) : name, count(count))));
    if (incident.members().size() > 1) {
      add(facts, "fact.members", String.join(", ", incident.members()));
    }
    add(facts, "fact.id", incident.id());
    found.values().stream()
        .findFirst()
        .ifPresent(finding -> add(facts, "fact.grade", grade(finding.grade())));
    return facts;
  }

  private String grade(int grade) {
    return texts.of("grade", grade, texts.of("grade." + Math.clamp(grade, 0, 5)));
  }

  private void add(List<Page.Fact> facts, String key, String value) {
    if (!value.isEmpty()) {
      facts.add(new Page.Fact(texts.of(key), value));
    }
  }

  private String place(Incident incident) {
    String names = String.join(", ", incident.place().names());
    String precision = texts.of("precision." + incident.place().precision().name());
    OptionalDouble meters = incident.place().uncertaintyMeters();
    String within =
        meters.isEmpty()
            ? precision
            : texts.of("fact.within", precision, kilometers(meters.getAsDouble()));
    return names.isEmpty() ? within : names + " \u00b7 " + within;
  }

  private static String kilometers(double meters) {
    StringBuilder text = new StringBuilder();
    Svg.number(text, meters / 1000);
    return text.toString();
  }

  private String count(Count count) {
    return count.low() == count.high()
        ? Long.toString(count.best())
        : texts.of("fact.count", count.best(), count.low(), count.high());
  }
}
