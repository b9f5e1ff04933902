package org.treuga.app.page;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.treuga.agreement.Document;
import org.treuga.agreement.Modality;
import org.treuga.agreement.Point;
import org.treuga.agreement.Reading;
import org.treuga.agreement.Term;
import org.treuga.evidence.Rejection;
import org.treuga.finding.Agreeing;
import org.treuga.finding.Differences;
import org.treuga.finding.Fraction;
import org.treuga.finding.Verdict;
import org.treuga.incident.Incident;
import org.treuga.process.Register;
import org.treuga.report.Assessment;

/** Puts an assessment into the words of a page. Not thread-safe; made anew for each page. */
final class PageMaker {

  /** Beyond this many rows, reasons are one sentence a reading: the file stays readable. */
  private static final int REASONED_ROWS = 1200;

  private static final int SHOWN_REJECTIONS = 500;
  private static final List<Agreeing> GROUPS =
      List.of(Agreeing.SOME, Agreeing.ARGUABLE, Agreeing.ALL, Agreeing.NONE);

  private final Texts texts;
  private final Assessment assessment;
  private final ReportPage.Provenance provenance;
  private final Board board;
  private final Times times;
  private final Wording wording;
  private final ReasonMaker reasons;
  private final Map<String, Integer> numbers = new HashMap<>();
  private int reasoned;

  PageMaker(Texts texts, Assessment assessment, ReportPage.Provenance provenance) {
    this.texts = texts;
    this.assessment = assessment;
    this.provenance = provenance;
    this.board = new Board(assessment);
    this.times = Times.of(texts, assessment.incidents());
    this.wording = new Wording(texts, times, assessment.agreement());
    this.reasons = new ReasonMaker(texts, board);
    for (int i = 0; i < assessment.incidents().size(); i++) {
      numbers.put(assessment.incidents().get(i).id(), i);
    }
  }

  Page page(Page.Frame frame) {
    List<Page.TermPart> terms = terms();
    List<Page.DifferencesPart> differences = differences();
    // Before the agreement part, which lists the documents that the others cite.
    List<Page.ProcessPart> process = process();
    Page.AgreementPart agreement = agreement();
    return new Page(
        texts,
        assessment.title(),
        frame,
        answer(),
        timeline(),
        map(),
        terms,
        differences,
        alike(),
        agreement,
        process,
        record());
  }

  private List<Page.ProcessPart> process() {
    List<Page.ProcessPart> parts = new ArrayList<>();
    assessment
        .process()
        .sections()
        .forEach((section, rows) ->
            parts.add(
                new Page.ProcessPart(
                    texts.of("process." + section), rows.stream().map(this::processRow).toList())));
    return parts;
  }

  private Page.ProcessRow processRow(Register.Row row) {
    List<Page.Fact> facts = new ArrayList<>();
    row.details()
        .forEach((name, value) -> facts.add(new Page.Fact(name.replace('_', ' '), value.words())));
    return new Page.ProcessRow(row.title(), facts, reasons.cites(row.sources()), row.urls());
  }

  // Which terms get what

  private Optional<Term> first() {
    return board.judged().stream().findFirst();
  }

  private List<Term> touchedTerms() {
    return board.judged().stream().filter(term -> !board.touched(term.id()).isEmpty()).toList();
  }

  private boolean hasTable(Term term) {
    return first().equals(Optional.of(term)) || !board.touched(term.id()).isEmpty();
  }

  // The answer

  private Page.Answer answer() {
    int all = board.incidents().size();
    List<String> lead = new ArrayList<>();
    String headline = texts.of("answer.none");
    if (first().isPresent()) {
      Term term = first().get();
      List<Reading> compared = board.compared(term.id());
      long split =
          board.incidents().stream()
              .filter(incident -> board.agreeing(incident, term.id()) == Agreeing.SOME)
              .count();
      if (all == 0) {
        headline = texts.of("answer.empty");
        lead.add(texts.of("answer.empty.why"));
      } else if (compared.size() < 2) {
        Reading only = compared.getFirst();
        Board.Tally tally = board.tally(board.incidents(), term.id(), only);
        headline =
            texts.of(
                "answer.one", tally.of(Verdict.COVERED), all, Board.name(term), Board.name(only));
      } else if (split == 0) {
        headline = texts.of("answer.agree", Board.name(term), all);
      } else {
        headline = texts.count("answer.split", split, all, Board.name(term));
      }
      if (all > 0 && compared.size() > 1) {
        lead.add(
            texts.of(
                "answer.covered",
                texts.list(
                    compared.stream()
                        .map(reading ->
                            texts.of(
                                "answer.covered.one",
                                board
                                    .tally(board.incidents(), term.id(), reading)
                                    .of(Verdict.COVERED),
                                Board.name(reading)))
                        .toList()),
                all));
      }
      Differences differences = assessment.differences().get(term.id());
      if (differences != null && differences.total() > 0 && !differences.order().isEmpty()) {
        lead.add(settle(differences));
      }
    }
    return new Page.Answer(
        headline,
        lead,
        texts.of("answer.limit"),
        touchedTerms().stream().map(this::counts).toList(),
        figures());
  }

  private String settle(Differences differences) {
    Differences.Step step = differences.order().getFirst();
    String range = range(step.leftAtBest(), step.leftAtWorst());
    return differences.separable()
        ? texts.of("answer.settle", point(step.point()), range, differences.total())
        : texts.of("answer.settle.open", point(step.point()), range, differences.total());
  }

  private String range(int low, int high) {
    return low == high ? Integer.toString(low) : texts.of("range", low, high);
  }

  private Page.TermCount counts(Term term) {
    int all = board.incidents().size();
    return new Page.TermCount(
        Board.name(term),
        board.readings(term.id()).stream()
            .map(reading -> {
              Board.Tally tally = board.tally(board.incidents(), term.id(), reading);
              int covered = tally.of(Verdict.COVERED);
              int arguable = tally.of(Verdict.ARGUABLE);
              return new Page.ReadingCount(
                  Board.name(reading),
                  Board.tagged(reading),
                  covered,
                  arguable,
                  all,
                  shares(covered, arguable, all));
            })
            .toList());
  }

  private static String shares(int covered, int arguable, int all) {
    Svg svg =
        new Svg()
            .open(
                "svg",
                "viewBox",
                "0 0 200 8",
                "preserveAspectRatio",
                "none",
                "class",
                "share",
                "aria-hidden",
                "true");
    svg.rect(new Svg.Box(0, 0, 200, 8), "track");
    double filled = all == 0 ? 0 : 200.0 * covered / all;
    double hatched = all == 0 ? 0 : 200.0 * arguable / all;
    if (covered > 0) {
      svg.rect(new Svg.Box(0, 0, filled, 8), "filled");
    }
    if (arguable > 0) {
      svg.rect(new Svg.Box(filled, 0, hatched, 8), "hatched");
    }
    return svg.close("svg").toString();
  }

  private List<Page.Figure> figures() {
    int all = board.incidents().size();
    long placed = board.incidents().stream().filter(i -> MapDrawing.placed(i.place())).count();
    long timed = board.incidents().stream().filter(i -> !i.occurred().isUnknown()).count();
    int read = assessment.reportsRead();
    int rejected =
        assessment.rejected().stream()
            .map(r -> r.file() + ":" + r.line())
            .distinct()
            .toList()
            .size();
    return List.of(
        new Page.Figure(
            Integer.toString(Math.max(0, read - rejected)),
            Integer.toString(read),
            texts.of("figure.accepted", rejected)),
        new Page.Figure(Integer.toString(all), "", texts.of("figure.incidents")),
        new Page.Figure(
            Long.toString(placed), Integer.toString(all), texts.of("figure.placed", all - placed)),
        new Page.Figure(
            Long.toString(timed), Integer.toString(all), texts.of("figure.timed", all - timed)));
  }

  // Timeline and map

  private Page.TimelinePart timeline() {
    Optional<TimelineDrawing> drawing = TimelineDrawing.of(texts, times, board, wording);
    if (drawing.isEmpty()) {
      return new Page.TimelinePart(List.of(), "", "");
    }
    List<Page.Lanes> full = new ArrayList<>();
    Set<String> drawn = new HashSet<>();
    for (Term term : board.judged()) {
      if (!hasTable(term)) {
        continue;
      }
      drawn.add(term.id());
      boolean main = first().equals(Optional.of(term));
      List<Incident> shown = main ? board.incidents() : board.touched(term.id());
      List<Incident> timed = shown.stream().filter(i -> !i.occurred().isUnknown()).toList();
      int all = board.incidents().size();
      String note =
          main
              ? texts.of(timed.size() == all ? "timeline.whole" : "timeline.all", timed.size(), all)
              : texts.of("timeline.touched", timed.size(), all);
      full.add(
          new Page.Lanes(
              Board.name(term),
              note,
              drawing.get().lanes(term, timed, timed.stream().map(i -> number(i.id())).toList())));
    }
    List<Term> rest =
        assessment.agreement().terms().values().stream()
            .filter(term -> !drawn.contains(term.id()))
            .filter(term -> !assessment.standings().getOrDefault(term.id(), Map.of()).isEmpty())
            .sorted(Comparator.comparing(term -> term.modality() != Modality.PROHIBITION))
            .toList();
    return new Page.TimelinePart(
        full,
        rest.isEmpty() ? "" : texts.count("timeline.compact", rest.size()),
        rest.isEmpty()
            ? ""
            : drawing.get().compact(rest, texts.of("timeline.compact.alt", rest.size())));
  }

  private Page.MapPart map() {
    if (first().isEmpty()) {
      return new Page.MapPart("", "", "", "", List.of(), "", List.of());
    }
    Term term = first().get();
    MapDrawing drawing = new MapDrawing(texts, board, term);
    Map<String, List<Page.Line>> tray = new TreeMap<>();
    List<Page.Line> beyond = new ArrayList<>();
    int unplaced = 0;
    for (Incident incident : board.incidents()) {
      if (!MapDrawing.placed(incident.place())) {
        unplaced++;
        String region = incident.place().region();
        String name =
            !region.isEmpty()
                ? region
                : incident.place().names().isEmpty()
                    ? texts.of("where.unknown")
                    : incident.place().names().getFirst();
        tray.computeIfAbsent(name, n -> new ArrayList<>()).add(line(incident, term));
      }
    }
    for (int number : drawing.beyond()) {
      beyond.add(line(board.incidents().get(number), term));
    }
    int all = board.incidents().size();
    return new Page.MapPart(
        drawing.draw().orElse(""),
        texts.of("map.count", all - unplaced - beyond.size(), all),
        Board.name(term),
        texts.count("map.tray", unplaced, all),
        tray.entrySet().stream()
            .sorted(
                Comparator.comparing(
                    (Map.Entry<String, List<Page.Line>> entry) -> -entry.getValue().size()))
            .map(entry -> new Page.Tray(entry.getKey(), entry.getValue()))
            .toList(),
        beyond.isEmpty() ? "" : texts.count("map.beyond", beyond.size(), all),
        beyond);
  }

  private int number(String incident) {
    return numbers.getOrDefault(incident, -1);
  }

  private Page.Line line(Incident incident, Term term) {
    int number = number(incident.id());
    return new Page.Line(
        number,
        "#" + anchor(term, number),
        name(incident),
        where(incident),
        times.when(incident.occurred()),
        marks(incident, term.id()));
  }

  private List<Page.Mark> marks(Incident incident, String term) {
    return board.strip(incident, term).stream()
        .map(verdict ->
            verdict
                .map(v -> new Page.Mark(Marks.symbol(v), Marks.word(texts, v)))
                .orElseGet(() -> new Page.Mark("n", texts.of("verdict.none"))))
        .toList();
  }

  private String name(Incident incident) {
    if (!incident.object().name().isBlank()) {
      return incident.object().name();
    }
    return incident.object().objectClass().isBlank()
        ? incident.id()
        : assessment.agreement().words(incident.object().objectClass());
  }

  private String where(Incident incident) {
    List<String> parts = new ArrayList<>();
    if (!incident.place().names().isEmpty()) {
      parts.add(incident.place().names().getFirst());
    }
    String region = incident.place().region();
    if (!region.isEmpty() && !parts.contains(region)) {
      parts.add(region);
    }
    return parts.isEmpty() ? texts.of("where.unknown") : String.join(" \u00b7 ", parts);
  }

  // The matrix

  private String anchor(Term term, int number) {
    return "i" + board.judged().indexOf(term) + "-" + number;
  }

  private List<Page.TermPart> terms() {
    List<Page.TermPart> parts = new ArrayList<>();
    for (Term term : board.judged()) {
      parts.add(term(term));
    }
    return parts;
  }

  private Page.TermPart term(Term term) {
    boolean main = first().equals(Optional.of(term));
    List<Incident> all = board.incidents();
    List<Incident> touched = board.touched(term.id());
    List<Incident> shown = main ? all : touched;
    List<Reading> readings = board.readings(term.id());
    List<Reading> compared = board.compared(term.id());
    Map<Agreeing, List<Page.Row>> rows = new LinkedHashMap<>();
    GROUPS.forEach(group -> rows.put(group, new ArrayList<>()));
    for (Incident incident : shown) {
      rows.getOrDefault(board.agreeing(incident, term.id()), new ArrayList<>())
          .add(row(incident, term, main));
    }
    List<Page.Group> groups = new ArrayList<>();
    rows.forEach((group, of) -> {
      if (!of.isEmpty()) {
        groups.add(
            new Page.Group(
                group.name(),
                texts.of("group." + group.name()),
                texts.of("group." + group.name() + ".why"),
                of));
      }
    });
    String rest = "";
    if (shown.size() < all.size()) {
      Set<Incident> seen = new HashSet<>(shown);
      List<Incident> others = all.stream().filter(i -> !seen.contains(i)).toList();
      rest =
          shown.isEmpty()
              ? texts.of("matrix.untouched", all.size(), no(others, term, readings))
              : texts.count("matrix.rest", others.size(), all.size(), no(others, term, readings));
    }
    return new Page.TermPart(
        "t" + board.judged().indexOf(term),
        Board.name(term),
        main,
        main
            ? texts.of("matrix.first", all.size())
            : texts.count("matrix.other", shown.size(), all.size()),
        compared.size() < readings.size()
            ? texts.of("matrix.compared", texts.list(compared.stream().map(Board::name).toList()))
            : "",
        heads(readings),
        groups,
        shown.size(),
        rest);
  }

  /** The plain noes of every reading, each with its number. */
  private String no(List<Incident> others, Term term, List<Reading> readings) {
    Map<String, List<String>> alike = new LinkedHashMap<>();
    for (Reading reading : readings) {
      Board.Tally tally = board.tally(others, term.id(), reading);
      List<String> parts = new ArrayList<>();
      for (Verdict verdict : Verdict.values()) {
        if (tally.of(verdict) > 0) {
          parts.add(Marks.word(texts, verdict) + " " + tally.of(verdict));
        }
      }
      alike
          .computeIfAbsent(String.join(", ", parts), p -> new ArrayList<>())
          .add(Board.name(reading));
    }
    List<String> said = new ArrayList<>();
    alike.forEach((parts, names) ->
        said.add(
            names.size() == readings.size() && names.size() > 1
                ? texts.of("matrix.no.all", parts)
                : texts.of("matrix.no", texts.list(names), parts)));
    return String.join("; ", said);
  }

  private List<Page.ReadingHead> heads(List<Reading> readings) {
    return readings.stream()
        .map(reading -> new Page.ReadingHead(Board.name(reading), Board.tagged(reading)))
        .toList();
  }

  private Page.Row row(Incident incident, Term term, boolean main) {
    int number = number(incident.id());
    boolean whole = reasoned++ < REASONED_ROWS;
    Instant at = incident.occurred().isUnknown() ? Instant.MAX : Times.middle(incident.occurred());
    return new Page.Row(
        number,
        anchor(term, number),
        name(incident),
        where(incident),
        times.when(incident.occurred()),
        incident.occurred().isUnknown() ? "~" : at.toString(),
        incident.object().objectClass().isEmpty()
            ? texts.of("class.unknown")
            : incident.object().objectClass(),
        incident.occurred().isUnknown() ? texts.of("when.unknown") : times.day(Times.date(at)),
        incident.place().region().isEmpty() ? texts.of("where.unknown") : incident.place().region(),
        marks(incident, term.id()),
        reasons.why(incident, term.id(), whole, main));
  }

  // Differences

  private static String capital(String word) {
    return word.isEmpty()
        ? word
        : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }

  private static String point(String name) {
    return name.replace('_', ' ');
  }

  private List<Page.DifferencesPart> differences() {
    List<Page.DifferencesPart> parts = new ArrayList<>();
    for (Term term : board.judged()) {
      Differences differences = assessment.differences().get(term.id());
      if (differences != null && differences.total() > 0) {
        parts.add(differences(term, differences));
      }
    }
    return parts;
  }

  /** One sentence for all terms whose readings can be compared and part over nothing. */
  private String alike() {
    List<String> names =
        board.judged().stream()
            .filter(term -> {
              Differences of = assessment.differences().get(term.id());
              return of != null && of.readings().size() > 1 && of.total() == 0;
            })
            .map(term -> texts.of("quoted", Board.name(term)))
            .toList();
    return names.isEmpty() ? "" : texts.of("differences.alike", texts.list(names));
  }

  private Page.DifferencesPart differences(Term term, Differences of) {
    List<Differences.PointCost> costly =
        of.points().stream().filter(point -> point.cost().signum() != 0).toList();
    Fraction most =
        costly.stream()
            .map(Differences.PointCost::cost)
            .max(Comparator.naturalOrder())
            .orElse(Fraction.ZERO);
    List<Page.PointRow> points =
        costly.stream()
            .map(point ->
                new Page.PointRow(
                    capital(point(point.name())),
                    point.cost().mixed(),
                    remain(term, point, of.total()),
                    bar(point.cost(), most)))
            .toList();
    List<String> heads = costly.stream().map(point -> capital(point(point.name()))).toList();
    List<Page.PairRow> pairs = new ArrayList<>();
    for (Differences.Pair pair : of.pairs()) {
      List<Page.Share> shares = new ArrayList<>();
      shares.add(new Page.Share(Integer.toString(pair.contested()), ""));
      for (Differences.PointCost point : costly) {
        Fraction cost = pair.costs().get(point.name());
        Fraction mask = pair.masks().get(point.name());
        shares.add(
            new Page.Share(
                cost == null ? "\u2013" : cost.mixed(),
                mask == null || mask.signum() == 0
                    ? ""
                    : texts.of("pair.mask", mask.mixed().replace("-", ""))));
      }
      pairs.add(
          new Page.PairRow(
              texts.of("pair", reading(pair.first()), reading(pair.second())), false, shares));
    }
    if (of.pairs().size() > 1) {
      List<Page.Share> shares = new ArrayList<>();
      shares.add(new Page.Share(Integer.toString(of.total()), ""));
      costly.forEach(point -> shares.add(new Page.Share(point.cost().mixed(), "")));
      pairs.add(new Page.PairRow(texts.of("pair.all"), true, shares));
    }
    Map<String, Incident> byId = new HashMap<>();
    board.incidents().forEach(incident -> byId.put(incident.id(), incident));
    List<Page.Flips> flips = new ArrayList<>();
    for (Differences.PointCost point : of.points()) {
      List<Page.Line> lines =
          point.flips().stream()
              .flatMap(id -> Optional.ofNullable(byId.get(id)).stream())
              .map(incident -> line(incident, term))
              .toList();
      if (!lines.isEmpty()) {
        flips.add(new Page.Flips(texts.count("flips", lines.size(), point(point.name())), lines));
      }
    }
    return new Page.DifferencesPart(
        Board.name(term),
        heading(of, costly),
        texts.of(
            "differences.lead",
            of.readings().size(),
            of.incidents(),
            texts.count("differences.pairs.count", of.pairs().size()),
            texts.count("differences.times", of.total())),
        of.separable() || costly.size() < 2 ? "" : texts.of("differences.inseparable"),
        points,
        heads,
        pairs,
        of.total() == 0
            ? List.of()
            : of.order().stream()
                .map(step ->
                    new Page.Step(
                        capital(point(step.point())),
                        texts.of(
                            "order.left",
                            range(step.leftAtBest(), step.leftAtWorst()),
                            of.total())))
                .toList(),
        flips);
  }

  private String heading(Differences of, List<Differences.PointCost> costly) {
    if (of.total() == 0 || costly.isEmpty()) {
      return texts.of("differences.none");
    }
    String first = point(costly.get(0).name());
    if (costly.size() == 1) {
      return texts.of("differences.one", capital(first));
    }
    String second = point(costly.get(1).name());
    return of.separable()
        ? texts.of("differences.two", capital(first), second)
        : texts.of("differences.both", capital(first), second);
  }

  /** Over the answers that the compared readings give: another's would widen what sides dispute. */
  private String remain(Term term, Differences.PointCost cost, int total) {
    Point<?> point = term.points().get(cost.name());
    Set<String> held = new HashSet<>();
    if (point != null) {
      for (Reading reading : board.compared(term.id())) {
        point.chosen(reading.choice()).ifPresent(option -> held.add(option.id()));
      }
    }
    List<Integer> left =
        cost.residuals().entrySet().stream()
            .filter(entry -> point == null || held.contains(entry.getKey()))
            .map(Map.Entry::getValue)
            .sorted()
            .toList();
    return left.isEmpty()
        ? ""
        : texts.of("differences.remain", range(left.getFirst(), left.getLast()), total);
  }

  static String bar(Fraction cost, Fraction most) {
    double part = most.signum() == 0 ? 0 : Math.max(0, cost.toDouble() / most.toDouble());
    return new Svg()
        .open(
            "svg",
            "viewBox",
            "0 0 400 14",
            "preserveAspectRatio",
            "none",
            "class",
            "cost",
            "aria-hidden",
            "true")
        .rect(new Svg.Box(0, 0, 400, 14), "track")
        .rect(new Svg.Box(0, 0, 400 * part, 14), "filled")
        .close("svg")
        .toString();
  }

  private String reading(String id) {
    return assessment.agreement().findReading(id).map(Board::name).orElse(id);
  }

  // What the answer rests on

  private Page.AgreementPart agreement() {
    List<Page.ReadingRow> readings =
        assessment.agreement().readings().stream()
            .map(reading ->
                new Page.ReadingRow(
                    Board.name(reading),
                    reading.id(),
                    reading.analyst()
                        ? texts.of("reading.analyst")
                        : texts.of("reading.issuer", wording.party(reading.issuer())),
                    reading.publicFrom() == null
                        ? texts.of("reading.undated")
                        : times.full(reading.publicFrom())))
            .toList();
    List<Page.Options> options = new ArrayList<>();
    List<Term> order = new ArrayList<>(board.judged());
    assessment.agreement().terms().values().stream()
        .filter(term -> !order.contains(term))
        .forEach(order::add);
    for (Term term : order) {
      List<Reading> speaking =
          assessment.agreement().readings().stream()
              .filter(reading -> reading.speaksOf(term))
              .toList();
      List<Page.OptionRow> rows =
          term.points().values().stream()
              .map(point ->
                  new Page.OptionRow(
                      capital(point(point.name())),
                      speaking.stream().map(reading -> choice(term, point, reading)).toList()))
              .toList();
      if (!rows.isEmpty() && !speaking.isEmpty()) {
        options.add(new Page.Options(Board.name(term), heads(speaking), rows));
      }
    }
    return new Page.AgreementPart(readings, options, documents());
  }

  private Page.Choice choice(Term term, Point<?> point, Reading reading) {
    Optional<String> spoken = reading.choice().option(point.term(), point.name());
    Point.Option<?> option = point.chosen(reading.choice()).orElse(null);
    if (option == null) {
      return new Page.Choice(texts.of("option.silent"), true, List.of(), "");
    }
    Differences differences = assessment.differences().get(term.id());
    String note = "";
    if (differences != null && differences.total() > 0) {
      note =
          differences.points().stream()
              .filter(cost -> cost.name().equals(point.name()))
              .flatMap(cost -> Optional.ofNullable(cost.residuals().get(option.id())).stream())
              .findFirst()
              .map(left -> texts.of("option.left", left, differences.total()))
              .orElse("");
    }
    return new Page.Choice(
        capital(wording.option(option)), spoken.isEmpty(), reasons.cites(option.citations()), note);
  }

  private List<Page.DocumentRow> documents() {
    List<Page.DocumentRow> rows = new ArrayList<>();
    assessment.agreement().terms().values().forEach(term -> reasons.cites(term.citations()));
    for (Document document : assessment.agreement().documents().values()) {
      Set<String> keys = reasons.cited().get(document.id());
      if (keys == null) {
        continue;
      }
      String published =
          document.publishedAt() == null ? document.date() : times.full(document.publishedAt());
      List<String> about = new ArrayList<>();
      about.add(wording.parties(document.issuers()));
      about.add(published);
      about.add(document.language());
      about.removeIf(String::isBlank);
      rows.add(
          new Page.DocumentRow(
              reasons.anchor(document.id()),
              document.id(),
              document.title(),
              String.join(" \u00b7 ", about),
              document.urls().stream().filter(PageMaker::linkable).toList(),
              document.sha256(),
              keys.stream()
                  .flatMap(key -> Optional.ofNullable(document.clauses().get(key)).stream())
                  .map(clause -> new Page.Clause(clause.key(), clause.act(), clause.quotes()))
                  .toList()));
    }
    return rows;
  }

  /** Addresses come from input: only those that a browser fetches, and none that it runs. */
  private static boolean linkable(String url) {
    return url.startsWith("https://") || url.startsWith("http://");
  }

  private Page.RecordPart record() {
    List<Page.Rejected> rejected =
        assessment.rejected().stream().limit(SHOWN_REJECTIONS).map(PageMaker::rejected).toList();
    int more = assessment.rejected().size() - rejected.size();
    List<Page.Fact> made = new ArrayList<>();
    made.add(new Page.Fact(texts.of("made.by"), texts.of("made.version", provenance.version())));
    provenance.inputs().forEach(input -> made.add(new Page.Fact(input.name(), input.sha256())));
    List<Page.Mark> legend = new ArrayList<>();
    List<String> meanings = new ArrayList<>();
    for (Verdict verdict : Verdict.values()) {
      legend.add(new Page.Mark(Marks.symbol(verdict), Marks.word(texts, verdict)));
      meanings.add(texts.of("verdict." + verdict.name() + ".why"));
    }
    return new Page.RecordPart(
        assessment.rejected().isEmpty()
            ? texts.of("rejected.none", assessment.reportsRead())
            : texts.count("rejected.some", assessment.rejected().size(), assessment.reportsRead()),
        assessment.notes(),
        rejected,
        more > 0 ? texts.of("rejected.more", more) : "",
        made,
        legend,
        meanings);
  }

  private static Page.Rejected rejected(Rejection rejection) {
    return new Page.Rejected(
        rejection.line() > 0 ? rejection.file() + ":" + rejection.line() : rejection.file(),
        rejection.column(),
        rejection.code(),
        rejection.expected(),
        rejection.got());
  }
}
