package org.treuga.app.page;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.treuga.Monitor;
import org.treuga.agreement.Reading;
import org.treuga.agreement.Term;
import org.treuga.evidence.Intake;
import org.treuga.evidence.Observation;
import org.treuga.finding.Element;
import org.treuga.finding.Finding;
import org.treuga.incident.Incident;
import org.treuga.wire.CaseFolder;

/**
 * One incident under one term, shortly: first what differs between the readings, then in one line
 * what is the same, then why.
 *
 * @param lead when, who says so, who denies it
 * @param differing one row for each element that differs, one value for each reading
 * @param verdicts in the order of the readings
 */
public record IncidentCard(
    Texts texts,
    String id,
    String title,
    String lead,
    List<Page.ReadingHead> readings,
    List<Row> differing,
    List<Page.Mark> verdicts,
    String same,
    String exPost,
    String summary,
    List<Page.Sentence> sentences,
    List<PicturePage.Link> links) {

  public record Row(String element, List<Value> values) {}

  public record Value(String words, boolean open) {}

  /**
   * @param query what the links to other pages carry along; empty, or beginning with {@code ?}
   */
  public static IncidentCard of(
      Texts texts, CaseFolder folder, Observation observation, Term term, String query) {
    Board board =
        new Board(
            Monitor.assess(folder, new Intake(List.of(observation), 0, List.of(), List.of())));
    Incident incident = board.incidents().getFirst();
    Page.Why why = new ReasonMaker(texts, board).why(incident, term.id(), true, true);
    List<Reading> readings = board.readings(term.id());
    Times times = Times.of(texts, List.of(incident));
    String base = "/c/" + folder.id() + "/i/" + PicturePageMaker.encoded(incident.id()) + query;
    return new IncidentCard(
        texts,
        incident.id(),
        title(board, incident),
        lead(texts, times, incident),
        readings.stream()
            .map(reading -> new Page.ReadingHead(Board.name(reading), Board.tagged(reading)))
            .toList(),
        differing(texts, board, incident, term, readings),
        marks(texts, board, incident, term),
        why.sameLine(),
        why.exPost(),
        why.summary(),
        why.sentences(),
        List.of(
            new PicturePage.Link(base + "#why", texts.of("picture.card.why")),
            new PicturePage.Link(base + "#reported", texts.of("picture.card.sources")),
            new PicturePage.Link(base + "#evidence", texts.of("picture.card.evidence")),
            new PicturePage.Link(base + "#history", texts.of("picture.card.history"))));
  }

  private static String title(Board board, Incident incident) {
    String name = incident.object().name();
    String what = name.isEmpty() ? board.agreement().words(incident.object().objectClass()) : name;
    String where =
        incident.place().names().isEmpty()
            ? incident.place().region()
            : incident.place().names().getFirst();
    return where.isEmpty() ? what : what + ", " + where;
  }

  private static String lead(Texts texts, Times times, Incident incident) {
    List<String> parts = new ArrayList<>();
    String when = times.when(incident.occurred());
    parts.add(when.matches(".*[0-9]{2}:[0-9]{2}.*") ? when + " UTC" : when);
    incident.claims().stream()
        .filter(claim -> !claim.by().isEmpty())
        .forEach(claim -> parts.add(texts.of("picture.card.claimed", claim.by())));
    if (!incident.denials().isEmpty()) {
      parts.add(texts.of("picture.card.denied", String.join("; ", incident.denials())));
    }
    return String.join(" \u00b7 ", parts);
  }

  private static List<Row> differing(
      Texts texts, Board board, Incident incident, Term term, List<Reading> readings) {
    Map<Element, List<Value>> rows = new EnumMap<>(Element.class);
    for (Element element : Element.values()) {
      List<Value> values = new ArrayList<>();
      for (Reading reading : readings) {
        Optional<Finding> finding = board.find(incident, term.id(), reading);
        values.add(
            finding
                .map(found -> found.value(element))
                .map(value ->
                    new Value(
                        texts.of("value." + value.name()),
                        value == org.treuga.agreement.Truth.ARGUABLE))
                .orElse(new Value("", false)));
      }
      if (values.stream().distinct().count() > 1) {
        rows.put(element, values);
      }
    }
    return rows.entrySet().stream()
        .map(entry -> new Row(texts.of("element." + entry.getKey().name()), entry.getValue()))
        .toList();
  }

  private static List<Page.Mark> marks(Texts texts, Board board, Incident incident, Term term) {
    return board.strip(incident, term.id()).stream()
        .map(verdict ->
            verdict
                .map(v -> new Page.Mark(Marks.symbol(v), Marks.word(texts, v)))
                .orElse(new Page.Mark("n", texts.of("verdict.none"))))
        .toList();
  }
}
