package org.treuga.app.page;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.treuga.agreement.Reading;
import org.treuga.agreement.Standing;
import org.treuga.agreement.State;
import org.treuga.agreement.Term;
import org.treuga.agreement.Truth;
import org.treuga.finding.Verdict;
import org.treuga.incident.Incident;
import org.treuga.time.Timeline;

/**
 * Lanes over one time axis, one for each reading of a term: below, the period in force with its
 * begin and end in the words of the reading; on it, every incident as a cell in that reading's
 * texture, stacked by day, or as binned bars where cells would be too many or too small.
 */
final class TimelineDrawing {

  private static final double WIDTH = 1180;
  private static final double LEFT = 178;
  private static final double RIGHT = 1164;
  private static final double CELL = 6;
  private static final double PITCH = 7;
  private static final int MOST_ROWS = 16;
  private static final double BAR_HEIGHT = 56;
  private static final double LABEL_ROW = 15;
  private static final double LETTER = 11;

  private final Texts texts;
  private final Times times;
  private final Board board;
  private final Wording wording;
  private final LocalDate first;
  private final int days;

  private TimelineDrawing(
      Texts texts, Times times, Board board, Wording wording, LocalDate first, int days) {
    this.texts = texts;
    this.times = times;
    this.board = board;
    this.wording = wording;
    this.first = first;
    this.days = days;
  }

  /** Empty when neither an incident nor a term has a time. */
  static Optional<TimelineDrawing> of(Texts texts, Times times, Board board, Wording wording) {
    TreeMap<LocalDate, Boolean> known = new TreeMap<>();
    board.incidents().stream()
        .map(Incident::occurred)
        .filter(occurred -> !occurred.isUnknown())
        .forEach(occurred -> known.put(Times.date(Times.middle(occurred)), true));
    List<LocalDate> changes = new ArrayList<>();
    board
        .assessment()
        .standings()
        .values()
        .forEach(readings ->
            readings
                .values()
                .forEach(bearers ->
                    bearers
                        .values()
                        .forEach(timeline ->
                            timeline.changes().forEach(at -> changes.add(Times.date(at))))));
    if (known.isEmpty()) {
      changes.forEach(date -> known.put(date, true));
      if (known.isEmpty()) {
        return Optional.empty();
      }
    }
    LocalDate first = known.firstKey();
    LocalDate last = known.lastKey();
    // A begin or end a little outside is worth the room; one far off would squeeze the incidents.
    long room = Math.max(14, (last.toEpochDay() - first.toEpochDay()) / 3);
    for (LocalDate date : changes) {
      if (date.isBefore(first) && first.toEpochDay() - date.toEpochDay() <= room) {
        known.put(date, true);
      }
      if (date.isAfter(last) && date.toEpochDay() - last.toEpochDay() <= room) {
        known.put(date, true);
      }
    }
    first = known.firstKey().minusDays(2);
    int days = (int) Math.min(40_000, known.lastKey().toEpochDay() - first.toEpochDay() + 3);
    return Optional.of(new TimelineDrawing(texts, times, board, wording, first, days));
  }

  private double x(Instant instant) {
    double seconds =
        Duration.between(first.atStartOfDay(ZoneOffset.UTC), instant.atZone(ZoneOffset.UTC))
            .toSeconds();
    return LEFT + (RIGHT - LEFT) * seconds / (days * 86_400.0);
  }

  private double x(LocalDate date) {
    return LEFT + (RIGHT - LEFT) * (date.toEpochDay() - first.toEpochDay()) / days;
  }

  /** One term with a lane for each reading and the incidents in it. */
  String lanes(Term term, List<Incident> shown, List<Integer> numbers) {
    Map<LocalDate, List<Integer>> byDay = new TreeMap<>();
    for (int i = 0; i < shown.size(); i++) {
      if (!shown.get(i).occurred().isUnknown()) {
        byDay
            .computeIfAbsent(
                Times.date(Times.middle(shown.get(i).occurred())), d -> new ArrayList<>())
            .add(i);
      }
    }
    double dayWidth = (RIGHT - LEFT) / days;
    int across = Math.max(1, (int) ((dayWidth - 1) / PITCH));
    int most = byDay.values().stream().mapToInt(List::size).max().orElse(1);
    int rows = (most + across - 1) / across;
    boolean cells = dayWidth >= PITCH && rows <= MOST_ROWS;
    double stack = cells ? Math.max(24, rows * PITCH) : BAR_HEIGHT;
    List<Lane> lanes = new ArrayList<>();
    double y = 4;
    for (Reading reading : readingsOf(term)) {
      List<Bearers> bearers = bearers(term, reading);
      double base = y + LABEL_ROW * bearers.size() + stack;
      lanes.add(new Lane(reading, bearers, y, base));
      y = base + 4 * bearers.size() + 12;
    }
    double bottom = y + 2;
    Svg svg = start(bottom + 20, texts.of("timeline.alt", Board.name(term), shown.size()));
    axis(svg, bottom);
    for (Lane lane : lanes) {
      heading(svg, lane, shown, term);
      base(svg, term, lane);
      for (Map.Entry<LocalDate, List<Integer>> day :
          cells ? byDay.entrySet() : List.<Map.Entry<LocalDate, List<Integer>>>of()) {
        cells(svg, term, lane, day, shown, numbers, dayWidth, across);
      }
      if (!cells) {
        bars(svg, term, lane, byDay, shown);
      }
    }
    return svg.close("svg").toString();
  }

  /**
   * The periods in force alone, one thin lane for each reading.
   *
   * @param alt what the drawing shows, in words
   */
  String compact(List<Term> terms, String alt) {
    record Row(Term term, Lane lane) {}
    List<Row> rows = new ArrayList<>();
    double y = 0;
    for (Term term : terms) {
      y += 20;
      for (Reading reading : readingsOf(term)) {
        List<Bearers> bearers = bearers(term, reading);
        double base = y + LABEL_ROW * Math.max(1, bearers.size()) + 1;
        rows.add(new Row(term, new Lane(reading, bearers, y, base)));
        y = base + 4 * bearers.size() + 3;
      }
      y += 8;
    }
    Svg svg = start(y + 20, alt);
    axis(svg, y);
    Term before = null;
    for (Row row : rows) {
      if (!row.term.equals(before)) {
        svg.label(2, row.lane.top - 4, "t-term", Board.name(row.term));
        before = row.term;
      }
      svg.label(
          LEFT - 14,
          row.lane.base - 3,
          "t-sub",
          fit(Board.name(row.lane.reading), 150),
          "text-anchor",
          "end");
      base(svg, row.term, row.lane);
    }
    return svg.close("svg").toString();
  }

  private record Lane(Reading reading, List<Bearers> bearers, double top, double base) {}

  /** Bearers for whom the term stands alike. */
  private record Bearers(List<String> names, Timeline<Standing> standing) {}

  private List<Reading> readingsOf(Term term) {
    Map<String, Map<String, Timeline<Standing>>> standing =
        board.assessment().standings().getOrDefault(term.id(), Map.of());
    return board.agreement().readings().stream()
        .filter(reading ->
            standing.containsKey(reading.id()) || board.readings(term.id()).contains(reading))
        .toList();
  }

  private List<Bearers> bearers(Term term, Reading reading) {
    Map<Timeline<Standing>, List<String>> alike = new LinkedHashMap<>();
    board
        .assessment()
        .standings()
        .getOrDefault(term.id(), Map.of())
        .getOrDefault(reading.id(), Map.of())
        .forEach((bearer, timeline) ->
            alike.computeIfAbsent(timeline, t -> new ArrayList<>()).add(wording.party(bearer)));
    List<Bearers> all = new ArrayList<>();
    alike.forEach((timeline, names) -> all.add(new Bearers(names, timeline)));
    return all;
  }

  private static Svg start(double height, String alt) {
    return new Svg()
        .open(
            "svg",
            "viewBox",
            "0 0 " + (int) WIDTH + " " + (int) Math.ceil(height),
            "class",
            "timeline",
            "role",
            "img",
            "aria-label",
            alt);
  }

  private void axis(Svg svg, double bottom) {
    LocalDate end = first.plusDays(days);
    // Ticks on days, half months, months or years: the finest that leaves 60 units between two.
    double month = (RIGHT - LEFT) / days * 30;
    int step = month > 500 ? 7 : month > 130 ? 14 : 0;
    for (LocalDate at = first; at.isBefore(end); at = at.plusDays(1)) {
      boolean tick =
          switch (step) {
            case 7 -> at.getDayOfMonth() % 7 == 1 && at.getDayOfMonth() < 28;
            case 14 -> at.getDayOfMonth() == 1 || at.getDayOfMonth() == 15;
            default ->
                at.getDayOfMonth() == 1
                    && (month > 60
                        || (month > 16 ? at.getMonthValue() % 3 == 1 : at.getMonthValue() == 1));
          };
      if (tick) {
        double x = x(at);
        svg.line(x, 0, x, bottom, "grid");
        svg.label(x, bottom + 14, "t-axis", times.day(at), "text-anchor", "middle");
      }
    }
  }

  private void heading(Svg svg, Lane lane, List<Incident> shown, Term term) {
    Board.Tally tally = board.tally(shown, term.id(), lane.reading);
    double middle = (lane.top + lane.base) / 2;
    svg.label(
        LEFT - 14, middle + 2, "t-read", fit(Board.name(lane.reading), 160), "text-anchor", "end");
    svg.label(
        LEFT - 14,
        middle + 17,
        "t-sub",
        texts.of("timeline.counts", tally.of(Verdict.COVERED), tally.of(Verdict.ARGUABLE)),
        "text-anchor",
        "end");
  }

  private static String fit(String words, double width) {
    if (Svg.width(words, 12.5) <= width) {
      return words;
    }
    String cut = words;
    while (cut.length() > 1 && Svg.width(cut + "\u2026", 12.5) > width) {
      cut = cut.substring(0, cut.length() - 1);
    }
    return cut.strip() + "\u2026";
  }

  private void base(Svg svg, Term term, Lane lane) {
    svg.line(LEFT, lane.base + 1, RIGHT, lane.base + 1, "ground");
    for (int i = 0; i < lane.bearers.size(); i++) {
      Bearers bearers = lane.bearers.get(i);
      double y = lane.base + 4 * i;
      double label = lane.top + LABEL_ROW * i + 11;
      String who =
          lane.bearers.size() > 1
              ? texts.of("timeline.bearer", texts.list(bearers.names)) + " "
              : "";
      List<Timeline.Segment<Standing>> segments = bearers.standing.segments();
      List<Integer> force = new ArrayList<>();
      for (int s = 0; s < segments.size(); s++) {
        if (segments.get(s).value().inForce() != Truth.FALSE) {
          force.add(s);
        }
      }
      if (force.isEmpty()) {
        svg.label(RIGHT, label, "t-word", who + texts.of("timeline.never"), "text-anchor", "end");
        continue;
      }
      for (int s : force) {
        Timeline.Segment<Standing> segment = segments.get(s);
        double from =
            segment.interval().startsOpen() ? LEFT : clamp(x(segment.interval().startInclusive()));
        double to =
            segment.interval().endsOpen() ? RIGHT : clamp(x(segment.interval().endExclusive()));
        svg.rect(
            new Svg.Box(from, y, to - from, 3),
            segment.value().inForce() == Truth.TRUE ? "force" : "hatched");
      }
      ends(svg, term, lane, segments, force, label, y, who);
    }
  }

  private void ends(
      Svg svg,
      Term term,
      Lane lane,
      List<Timeline.Segment<Standing>> segments,
      List<Integer> force,
      double label,
      double y,
      String who) {
    var begin = segments.get(force.getFirst()).interval();
    var end = segments.get(force.getLast()).interval();
    double from = begin.startsOpen() ? LEFT : x(begin.startInclusive());
    double to = end.endsOpen() ? RIGHT : x(end.endExclusive());
    String beginWords =
        who
            + wording
                .begin(term, lane.reading)
                .orElseGet(() -> begin.startsOpen() ? "" : times.instant(begin.startInclusive()));
    String endWords;
    if (end.endsOpen()) {
      endWords = wording.end(term, lane.reading).orElse(texts.of("moment.unstated"));
    } else {
      State after = segments.get(force.getLast() + 1).value().state();
      endWords =
          after == State.EXPIRED
              ? wording.end(term, lane.reading).orElseGet(() -> times.instant(end.endExclusive()))
              : texts.of("state." + after.name()) + " " + times.instant(end.endExclusive());
    }
    double top = label - 10;
    boolean beginSeen = from >= LEFT && from <= RIGHT && !begin.startsOpen();
    boolean endSeen = to >= LEFT && to <= RIGHT && !end.endsOpen();
    if (beginSeen) {
      svg.line(from, top, from, y + 4, "edge");
    }
    if (endSeen) {
      svg.line(to, top, to, y + 4, "edge");
    }
    double beginWidth = Svg.width(beginWords, LETTER);
    double beginAt = clamp(from);
    double endAt = clamp(to);
    double endWidth = Svg.width(endWords, LETTER);
    // Left of the begin and right of the end is where nothing else is written.
    boolean left = beginAt - LEFT > beginWidth + 8;
    svg.label(
        left ? beginAt - 5 : beginAt + 5,
        label,
        "t-word",
        beginWords,
        "text-anchor",
        left ? "end" : "start");
    boolean right = RIGHT - endAt > endWidth + 8;
    double taken = left ? beginAt : beginAt + 5 + beginWidth;
    if (right || endAt - 5 - endWidth > taken + 8) {
      svg.label(
          right ? endAt + 5 : endAt - 5,
          label,
          "t-word",
          endWords,
          "text-anchor",
          right ? "start" : "end");
    }
  }

  private static double clamp(double x) {
    return Math.clamp(x, LEFT, RIGHT);
  }

  private void cells(
      Svg svg,
      Term term,
      Lane lane,
      Map.Entry<LocalDate, List<Integer>> day,
      List<Incident> shown,
      List<Integer> numbers,
      double dayWidth,
      int across) {
    double start = x(day.getKey()) + (dayWidth - across * PITCH) / 2;
    List<Integer> inDay = day.getValue();
    for (int i = 0; i < inDay.size(); i++) {
      int at = inDay.get(i);
      Optional<Verdict> verdict =
          board.find(shown.get(at), term.id(), lane.reading).map(finding -> finding.verdict());
      if (verdict.isPresent()) {
        Marks.draw(
            svg,
            verdict.get(),
            start + (i % across) * PITCH,
            lane.base - PITCH * (i / across + 1),
            CELL,
            "data-i",
            numbers.get(at));
      }
    }
  }

  private void bars(
      Svg svg, Term term, Lane lane, Map<LocalDate, List<Integer>> byDay, List<Incident> shown) {
    int bin = Math.max(1, (int) Math.ceil(days * 5 / (RIGHT - LEFT)));
    Map<Long, List<Incident>> bins = new TreeMap<>();
    byDay.forEach((day, in) ->
        in.forEach(i ->
            bins.computeIfAbsent(
                    (day.toEpochDay() - first.toEpochDay()) / bin, b -> new ArrayList<>())
                .add(shown.get(i))));
    int most = bins.values().stream().mapToInt(List::size).max().orElse(1);
    double width = (RIGHT - LEFT) / days * bin;
    bins.forEach((number, in) -> {
      Board.Tally tally = board.tally(in, term.id(), lane.reading);
      double height = BAR_HEIGHT * in.size() / most;
      Marks.bar(
          svg,
          new Svg.Box(LEFT + number * width + 0.5, lane.base - 1 - height, width - 1, height),
          tally.of(Verdict.COVERED),
          tally.of(Verdict.ARGUABLE),
          in.size());
    });
  }
}
