package org.treuga.app.page;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.treuga.agreement.Agreement;
import org.treuga.agreement.Reading;
import org.treuga.agreement.Term;
import org.treuga.app.picture.Picture;
import org.treuga.finding.Verdict;
import org.treuga.time.Interval;
import org.treuga.time.Occurrence;

/** The rows of a picture in the words of a page: name, place, time, verdicts. Immutable. */
final class Rows {

  private final Texts texts;
  private final Picture picture;
  private final Agreement agreement;
  private final String caseId;
  private final Times times;

  Rows(Texts texts, Picture picture, Agreement agreement, String caseId) {
    this.texts = texts;
    this.picture = picture;
    this.agreement = agreement;
    this.caseId = caseId;
    this.times = Times.of(texts, picture);
  }

  Times times() {
    return times;
  }

  String name(int row) {
    String name = picture.names().at(row);
    if (!name.isBlank()) {
      return name;
    }
    String kind = picture.classes().at(row);
    return kind.isBlank() ? picture.id(row) : agreement.words(kind);
  }

  String where(int row) {
    List<String> parts = new ArrayList<>();
    String place = picture.places().at(row);
    String region = picture.regions().at(row);
    if (!place.isEmpty()) {
      parts.add(place);
    }
    if (!region.isEmpty() && !region.equals(place)) {
      parts.add(region);
    }
    return parts.isEmpty() ? texts.of("where.unknown") : String.join(" \u00b7 ", parts);
  }

  Occurrence occurred(int row) {
    if (!picture.isTimed(row)) {
      return Occurrence.UNKNOWN;
    }
    long from = picture.fromSeconds(row);
    long to = picture.toSeconds(row);
    Instant start = from == Picture.OPEN_BEGIN ? Instant.MIN : Instant.ofEpochSecond(from);
    Instant end = to == Picture.OPEN_END ? Instant.MAX : Instant.ofEpochSecond(to);
    return new Occurrence(new Interval(start, end));
  }

  String when(int row) {
    return times.when(occurred(row));
  }

  String kind(int row) {
    String kind = picture.classes().at(row);
    return kind.isEmpty() ? texts.of("class.unknown") : kind;
  }

  List<Reading> readings(Term term) {
    return Arrays.stream(picture.columnsOf(term))
        .mapToObj(column -> picture.pairs().get(column).reading())
        .toList();
  }

  List<Page.Mark> strip(int row, Term term) {
    return Arrays.stream(picture.columnsOf(term))
        .mapToObj(column -> mark(picture.verdict(column, row)))
        .toList();
  }

  Page.Mark mark(Verdict verdict) {
    return new Page.Mark(Marks.symbol(verdict), Marks.word(texts, verdict));
  }

  /** The address of an incident's page, with what holds on all pages. */
  String href(String id, Query kept) {
    return WorkbenchPages.incident(caseId, id) + kept;
  }

  ListedIncident listed(int row, Term term, Query kept) {
    return new ListedIncident(
        picture.id(row),
        href(picture.id(row), kept),
        name(row),
        where(row),
        when(row),
        strip(row, term));
  }
}
