package org.treuga.app.page;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.treuga.agreement.Citation;
import org.treuga.agreement.Document;
import org.treuga.agreement.Reading;
import org.treuga.agreement.Term;
import org.treuga.finding.Finding;
import org.treuga.incident.Incident;

/** Puts the reasons of one incident into the words of a page, term by term. */
public final class ReasonsMaker {

  private final Texts texts;
  private final OneIncident one;
  private final Board board;
  private final Times times;
  private final ReasonMaker reasons;
  private final String statements;

  /**
   * @param query the part of the address that holds on every page; empty or beginning with {@code
   *     ?}
   */
  public ReasonsMaker(Texts texts, OneIncident one, String query) {
    this.texts = texts;
    this.one = one;
    this.board = one.board();
    this.times = Times.of(texts, board.incidents());
    this.statements = "/c/" + one.folder().id() + "/statements" + query + "#";
    this.reasons = new ReasonMaker(texts, board, this::address);
  }

  private String address(Citation cited) {
    return statements + Wording.key(cited);
  }

  /** The reasons on every term, those that take it in first. */
  public List<TermReasons> all() {
    return board.judged().stream().map(term -> of(term, "")).toList();
  }

  /**
   * The reasons on one term.
   *
   * @param asked the reading that was asked about; empty for none
   */
  public TermReasons of(Term term, String asked) {
    Incident incident = one.incident();
    List<TermReasons.Verdict> verdicts = new ArrayList<>();
    Set<Citation> cited = new LinkedHashSet<>();
    boolean touched = false;
    for (Reading reading : board.readings(term.id())) {
      Optional<Finding> found = board.find(incident, term.id(), reading);
      if (found.isPresent()) {
        Finding finding = found.get();
        touched |= !finding.verdict().isNo();
        finding.elements().forEach(element -> cited.addAll(element.rests()));
        verdicts.add(
            new TermReasons.Verdict(
                term.id() + "." + reading.id(),
                Board.name(reading),
                Board.tagged(reading),
                new Page.Mark(
                    Marks.symbol(finding.verdict()), Marks.word(texts, finding.verdict()))));
      }
    }
    return new TermReasons(
        term.id(),
        Board.name(term),
        summary(verdicts),
        verdicts,
        reasons.why(incident, term.id(), true, false),
        clauses(cited),
        TimelineDrawing.about(
                texts, times, board, new Wording(texts, times, board.agreement()), term, incident)
            .lanes(term, List.of(incident), List.of(0)),
        touched,
        asked.isEmpty() ? "" : term.id() + "." + asked);
  }

  /** {@code covered under A and B; arguable under C}. */
  private String summary(List<TermReasons.Verdict> verdicts) {
    Map<String, List<String>> byWord = new LinkedHashMap<>();
    verdicts.forEach(verdict ->
        byWord
            .computeIfAbsent(verdict.mark().word(), word -> new ArrayList<>())
            .add(verdict.reading()));
    if (byWord.size() == 1 && verdicts.size() > 1) {
      return texts.of("incident.under.all", byWord.keySet().iterator().next());
    }
    List<String> parts = new ArrayList<>();
    byWord.forEach(
        (word, readings) -> parts.add(texts.of("incident.under", word, texts.list(readings))));
    return String.join("; ", parts);
  }

  private List<TermReasons.Clause> clauses(Set<Citation> cited) {
    Map<String, List<Citation>> byClause = new LinkedHashMap<>();
    cited.stream()
        .filter(citation -> board.agreement().documents().containsKey(citation.document()))
        .forEach(citation ->
            byClause
                .computeIfAbsent(Wording.key(citation), key -> new ArrayList<>())
                .add(citation));
    List<TermReasons.Clause> clauses = new ArrayList<>();
    byClause.forEach((key, citations) -> clauses.add(clause(key, citations)));
    return clauses;
  }

  private TermReasons.Clause clause(String key, List<Citation> citations) {
    Citation first = citations.getFirst();
    Document document =
        Objects.requireNonNull(board.agreement().documents().get(first.document()), key);
    List<String> spans =
        citations.stream().map(Citation::quote).filter(quote -> !quote.isEmpty()).toList();
    Document.Clause clause = document.clauses().get(first.clause());
    List<String> quotes = new ArrayList<>(clause == null ? List.of() : clause.quotes());
    // A citation may quote words that the clause's own record does not have.
    spans.stream()
        .filter(span -> quotes.stream().noneMatch(quote -> quote.contains(span)))
        .forEach(quotes::add);
    return new TermReasons.Clause(
        key,
        address(first),
        document.title(),
        document.language(),
        clause == null ? List.of() : marked(clause.act(), spans),
        quotes.stream().map(quote -> marked(quote, spans)).toList());
  }

  /** A text in pieces, those that are cited marked; what overlaps is marked once. */
  static List<TermReasons.Words> marked(String text, List<String> spans) {
    boolean[] inside = new boolean[text.length()];
    for (String span : spans) {
      for (int at = text.indexOf(span); at >= 0; at = text.indexOf(span, at + 1)) {
        if (isWhole(text, at, at + span.length())) {
          Arrays.fill(inside, at, at + span.length(), true);
        }
      }
    }
    List<TermReasons.Words> words = new ArrayList<>();
    int begin = 0;
    for (int i = 1; i <= text.length(); i++) {
      if (i == text.length() || inside[i] != inside[begin]) {
        words.add(new TermReasons.Words(text.substring(begin, i), inside[begin]));
        begin = i;
      }
    }
    return words;
  }

  /** Whether a span begins and ends where words do. */
  private static boolean isWhole(String text, int from, int to) {
    boolean begins = from == 0 || !Character.isLetterOrDigit(text.charAt(from - 1));
    return begins && (to == text.length() || !Character.isLetterOrDigit(text.charAt(to)));
  }
}
