package org.treuga.app.page;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.treuga.agreement.Citation;
import org.treuga.agreement.Point;
import org.treuga.agreement.Reading;
import org.treuga.agreement.Term;
import org.treuga.app.picture.CsvCells;
import org.treuga.app.picture.Picture;
import org.treuga.evidence.UnreadableInput;
import org.treuga.finding.Differences;
import org.treuga.finding.Fraction;
import org.treuga.finding.WhatIf;
import org.treuga.wire.CaseFolder;

/** Makes the page of the differences. For one request. */
public final class DifferencesMaker {

  private static final int LIST_ROWS = 150;
  private static final String ALL = "*";

  /**
   * Another answer that is tried.
   *
   * @param reading whose; {@code *} for all
   */
  private record Try(String point, String reading, String option) {
    static Try parse(String text) {
      String[] parts = text.split(":", 3);
      if (parts.length < 3) {
        throw new UnreadableInput(
            "whatif: point:reading:option was expected, came \"" + text + "\"");
      }
      return new Try(parts[0], parts[1], parts[2]);
    }

    String word() {
      return point + ":" + reading + ":" + option;
    }
  }

  private final Texts texts;
  private final CaseFolder folder;
  private final Picture picture;
  private final Query query;
  private final Term term;
  private final Rows rows;
  private final Wording wording;
  private final List<Reading> readings;
  private final boolean analysts;
  private final String action;

  public DifferencesMaker(Texts texts, CaseFolder folder, Picture picture, Query query, Term term) {
    this.texts = texts;
    this.folder = folder;
    this.picture = picture;
    this.query = query;
    this.term = term;
    this.rows = new Rows(texts, picture, folder.agreement(), folder.id());
    this.wording = new Wording(texts, rows.times(), folder.agreement());
    this.readings = rows.readings(term);
    this.analysts = query.value("analysts").equals("on");
    this.action = "/c/" + folder.id() + "/differences";
  }

  /**
   * The page that the address asks for.
   *
   * @param analysis empty while it is being worked out
   */
  public DifferencesPage page(Optional<TermAnalysis> analysis) {
    Differences of = analysis.map(this::chosen).orElse(null);
    return new DifferencesPage(
        of == null ? texts.of("differences.w.working", picture.size()) : heading(of),
        of == null ? texts.of("differences.w.working.why") : lead(of),
        of == null || of.separable() || costly(of).size() < 2
            ? ""
            : texts.of("differences.inseparable"),
        tabs(),
        switched(),
        analysis.map(this::body).orElse(null),
        action + ".csv" + query.without("whatif", "after", "point", "pair"),
        texts.of("matrix.p.source", folder.title(), Board.name(term)));
  }

  private Differences chosen(TermAnalysis analysis) {
    return analysts ? analysis.all() : analysis.parties();
  }

  private List<MatrixPage.Tab> tabs() {
    Query fresh = query.without("term", "whatif", "who", "after", "point", "pair", "v", "agree");
    return picture.terms().stream()
        .map(one ->
            new MatrixPage.Tab(
                Board.name(one),
                "",
                action + fresh.with("term", one.id()),
                one.id().equals(term.id())))
        .toList();
  }

  /** Null where no analyst has a reading, or nobody else has two. */
  private MatrixPage.@Nullable Tab switched() {
    long own = readings.stream().filter(reading -> !reading.analyst()).count();
    if (own < 2 || own == readings.size()) {
      return null;
    }
    Query fresh = query.without("analysts", "after", "pair");
    return new MatrixPage.Tab(
        texts.of(analysts ? "differences.w.analysts.on" : "differences.w.analysts.off"),
        texts.of(analysts ? "differences.w.analysts.leave" : "differences.w.analysts.add"),
        action + (analysts ? fresh : fresh.with("analysts", "on")),
        analysts);
  }

  private static List<Differences.PointCost> costly(Differences of) {
    return of.points().stream().filter(point -> point.cost().signum() != 0).toList();
  }

  private static String point(String key) {
    return key.replace('_', ' ');
  }

  private static String capital(String words) {
    return words.isEmpty()
        ? words
        : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }

  private String heading(Differences of) {
    List<Differences.PointCost> costly = costly(of);
    if (of.readings().size() < 2) {
      return texts.of("differences.w.single", Board.name(term));
    }
    if (of.total() == 0 || costly.isEmpty()) {
      return texts.of("differences.none");
    }
    String first = point(costly.get(0).name());
    if (costly.size() == 1) {
      return texts.of("differences.one", capital(first));
    }
    String second = point(costly.get(1).name());
    return texts.of(
        of.separable() ? "differences.two" : "differences.both", capital(first), second);
  }

  private String lead(Differences of) {
    if (of.readings().size() < 2) {
      return texts.of("differences.w.single.why");
    }
    String lead =
        texts.of(
            "differences.lead",
            of.readings().size(),
            of.incidents(),
            texts.count("differences.pairs.count", of.pairs().size()),
            texts.count("differences.times", of.total()));
    if (of.total() == 0 || of.order().isEmpty()) {
      return lead;
    }
    Differences.Step step = of.order().getFirst();
    return lead
        + " "
        + texts.of(
            of.separable() ? "answer.settle" : "answer.settle.open",
            point(step.point()),
            range(step.leftAtBest(), step.leftAtWorst()),
            of.total());
  }

  private String range(int low, int high) {
    return low == high ? Integer.toString(low) : texts.of("range", low, high);
  }

  private DifferencesPage.Body body(TermAnalysis analysis) {
    Differences of = chosen(analysis);
    List<Differences.PointCost> costly = costly(of);
    return new DifferencesPage.Body(
        points(of, costly),
        of.total() == 0
            ? List.of()
            : of.order().stream()
                .map(step ->
                    new DifferencesPage.Step(
                        capital(point(step.point())),
                        texts.of(
                            "order.left",
                            range(step.leftAtBest(), step.leftAtWorst()),
                            of.total())))
                .toList(),
        costly.stream().map(cost -> capital(point(cost.name()))).toList(),
        pairs(of, costly),
        trying(analysis),
        of.total() > 0);
  }

  private Query flipping(String point, String pair) {
    return query.without("whatif", "after").with("point", point).with("pair", pair);
  }

  private List<DifferencesPage.PointRow> points(
      Differences of, List<Differences.PointCost> costly) {
    Fraction most =
        costly.stream()
            .map(Differences.PointCost::cost)
            .max(Comparator.naturalOrder())
            .orElse(Fraction.ZERO);
    return costly.stream()
        .map(cost ->
            new DifferencesPage.PointRow(
                capital(point(cost.name())),
                cost.cost().mixed(),
                remain(of, cost),
                PageMaker.bar(cost.cost(), most),
                action + flipping(cost.name(), "") + "#flips"))
        .toList();
  }

  private String remain(Differences of, Differences.PointCost cost) {
    List<Integer> left = cost.residuals().values().stream().sorted().toList();
    return left.isEmpty()
        ? ""
        : texts.of("differences.remain", range(left.getFirst(), left.getLast()), of.total());
  }

  private List<DifferencesPage.PairRow> pairs(Differences of, List<Differences.PointCost> costly) {
    List<DifferencesPage.PairRow> pairs = new ArrayList<>();
    for (Differences.Pair pair : of.pairs()) {
      String key = pair.first() + ":" + pair.second();
      List<DifferencesPage.Share> shares = new ArrayList<>();
      for (Differences.PointCost point : costly) {
        Fraction cost = pair.costs().get(point.name());
        Fraction mask = pair.masks().get(point.name());
        shares.add(
            new DifferencesPage.Share(
                cost == null ? "\u2013" : cost.mixed(),
                mask == null || mask.signum() == 0
                    ? ""
                    : texts.of("pair.mask", mask.mixed().replace("-", "")),
                cost == null || cost.signum() == 0
                    ? ""
                    : action + flipping(point.name(), key) + "#flips"));
      }
      pairs.add(
          new DifferencesPage.PairRow(
              texts.of("pair", reading(pair.first()), reading(pair.second())),
              false,
              Integer.toString(pair.contested()),
              shares));
    }
    if (of.pairs().size() > 1) {
      pairs.add(
          new DifferencesPage.PairRow(
              texts.of("pair.all"),
              true,
              Integer.toString(of.total()),
              costly.stream()
                  .map(cost -> new DifferencesPage.Share(cost.cost().mixed(), "", ""))
                  .toList()));
    }
    return pairs;
  }

  private String reading(String id) {
    return folder.agreement().findReading(id).map(Board::name).orElse(id);
  }

  // --- what if

  /** The grid and what the choice in it does, alone: what the script asks for. */
  public DifferencesPage.Trying trying(TermAnalysis analysis) {
    WhatIf whatIf = analysis.whatIf();
    List<Try> tries = tries(whatIf);
    String who = who();
    Map<String, WhatIf.Cover> before = new LinkedHashMap<>();
    Map<String, WhatIf.Cover> after = new LinkedHashMap<>();
    boolean known = true;
    for (Reading reading : readings) {
      Optional<WhatIf.Cover> own = whatIf.cover(reading.id(), Map.of());
      Optional<WhatIf.Cover> then = whatIf.cover(reading.id(), answers(tries, reading));
      known &= own.isPresent() && then.isPresent();
      own.ifPresent(cover -> before.put(reading.id(), cover));
      then.or(() -> own).ifPresent(cover -> after.put(reading.id(), cover));
    }
    List<DifferencesPage.GridRow> grid =
        whatIf.points().stream()
            .filter(difference -> difference.point().options().size() > 1)
            .map(difference -> row(whatIf, difference, tries, who))
            .toList();
    return new DifferencesPage.Trying(
        tries.stream().map(one -> sentence(whatIf, one)).toList(),
        tries.isEmpty() ? "" : action + query.without("whatif", "after"),
        known ? "" : texts.of("differences.w.toomany"),
        whose(who),
        readings.stream()
            .map(one -> new Page.ReadingHead(Board.name(one), Board.tagged(one)))
            .toList(),
        grid,
        counts(before, after, WhatIf.Cover::covered),
        counts(before, after, WhatIf.Cover::arguable),
        disagreements(chosen(analysis), before, after, !tries.isEmpty()),
        tries.isEmpty() ? flips(analysis) : moved(before, after));
  }

  private String who() {
    String who = query.value("who");
    if (who.isEmpty()) {
      return ALL;
    }
    if (readings.stream().noneMatch(reading -> reading.id().equals(who))) {
      throw new UnreadableInput("who: a reading of the term was expected, came \"" + who + "\"");
    }
    return who;
  }

  private List<MatrixPage.Tab> whose(String who) {
    List<MatrixPage.Tab> tabs = new ArrayList<>();
    tabs.add(
        new MatrixPage.Tab(
            texts.of("differences.w.who.all"), "", action + query.without("who"), who.equals(ALL)));
    for (Reading reading : readings) {
      tabs.add(
          new MatrixPage.Tab(
              Board.name(reading),
              "",
              action + query.with("who", reading.id()),
              who.equals(reading.id())));
    }
    return tabs;
  }

  private List<Try> tries(WhatIf whatIf) {
    List<Try> tries = new ArrayList<>();
    for (String text : query.values("whatif")) {
      Try one = Try.parse(text);
      boolean point =
          whatIf.points().stream()
              .anyMatch(difference ->
                  difference.key().equals(one.point())
                      && difference.point().options().containsKey(one.option()));
      boolean reading =
          one.reading().equals(ALL)
              || readings.stream().anyMatch(known -> known.id().equals(one.reading()));
      if (!point || !reading) {
        throw new UnreadableInput(
            "whatif: a point of the term, * or a reading, and an option of the point were"
                + " expected, came \""
                + text
                + "\"");
      }
      tries.add(one);
    }
    return tries;
  }

  /** What is said of one reading goes before what is said of all. */
  private static Map<String, String> answers(List<Try> tries, Reading reading) {
    Map<String, String> answers = new LinkedHashMap<>();
    for (String whose : List.of(ALL, reading.id())) {
      tries.stream()
          .filter(one -> one.reading().equals(whose))
          .forEach(one -> answers.put(one.point(), one.option()));
    }
    return answers;
  }

  private String sentence(WhatIf whatIf, Try one) {
    String option =
        whatIf.points().stream()
            .filter(difference -> difference.key().equals(one.point()))
            .flatMap(difference ->
                Optional.ofNullable(difference.point().options().get(one.option())).stream())
            .map(found -> wording.option(found))
            .findFirst()
            .orElse(one.option());
    return one.reading().equals(ALL)
        ? texts.of("differences.w.if.all", point(one.point()), option)
        : texts.of("differences.w.if.one", reading(one.reading()), point(one.point()), option);
  }

  private DifferencesPage.GridRow row(
      WhatIf whatIf, WhatIf.Difference difference, List<Try> tries, String who) {
    List<DifferencesPage.Option> options = new ArrayList<>();
    Set<String> held = new HashSet<>();
    for (Reading reading : readings) {
      Optional<String> id = whatIf.option(difference.key(), reading);
      Point.Option<?> option =
          id.map(found -> difference.point().options().get(found)).orElse(null);
      if (option == null) {
        options.add(new DifferencesPage.Option(texts.of("option.silent"), "", "", false));
      } else {
        held.add(option.id());
        options.add(option(difference.key(), option, tries, who));
      }
    }
    List<DifferencesPage.Option> others =
        difference.point().options().values().stream()
            .filter(option -> !held.contains(option.id()))
            .map(option -> option(difference.key(), option, tries, who))
            .toList();
    return new DifferencesPage.GridRow(capital(point(difference.key())), options, others);
  }

  private DifferencesPage.Option option(
      String point, Point.Option<?> option, List<Try> tries, String who) {
    Try own = new Try(point, who, option.id());
    Query moved = query.without("whatif", "after", "point", "pair");
    for (Try one : tries) {
      boolean gone = one.point().equals(point) && (who.equals(ALL) || one.reading().equals(who));
      moved = gone ? moved : moved.and("whatif", one.word());
    }
    if (!tries.contains(own)) {
      moved = moved.and("whatif", own.word());
    }
    String source =
        option.citations().stream()
            .map(Citation::document)
            .filter(document -> !document.isEmpty())
            .findFirst()
            .orElse(option.by().contains("analyst") ? texts.of("analyst.word") : "");
    boolean chosen =
        tries.stream()
            .anyMatch(one -> one.point().equals(point) && one.option().equals(option.id()));
    return new DifferencesPage.Option(
        capital(wording.option(option)), source, action + moved, chosen);
  }

  private interface Part {
    BitSet of(WhatIf.Cover cover);
  }

  private List<DifferencesPage.Count> counts(
      Map<String, WhatIf.Cover> before, Map<String, WhatIf.Cover> after, Part part) {
    List<DifferencesPage.Count> counts = new ArrayList<>();
    for (Reading reading : readings) {
      WhatIf.Cover own = before.get(reading.id());
      WhatIf.Cover then = after.get(reading.id());
      if (own != null && then != null) {
        int was = part.of(own).cardinality();
        int now = part.of(then).cardinality();
        counts.add(
            new DifferencesPage.Count(now, was == now ? "" : texts.of("differences.w.was", was)));
      }
    }
    return counts;
  }

  private String disagreements(
      Differences of,
      Map<String, WhatIf.Cover> before,
      Map<String, WhatIf.Cover> after,
      boolean tried) {
    int now = disagreements(of, after);
    int was = disagreements(of, before);
    return tried && now != was
        ? texts.of("differences.w.left.was", now, was)
        : texts.of("differences.w.left", now);
  }

  private static int disagreements(Differences of, Map<String, WhatIf.Cover> covers) {
    List<BitSet> covered =
        of.readings().stream()
            .flatMap(id -> Optional.ofNullable(covers.get(id)).stream())
            .map(WhatIf.Cover::covered)
            .toList();
    int sum = 0;
    for (int a = 0; a < covered.size(); a++) {
      for (int b = a + 1; b < covered.size(); b++) {
        BitSet different = (BitSet) covered.get(a).clone();
        different.xor(covered.get(b));
        sum += different.cardinality();
      }
    }
    return sum;
  }

  // --- the incidents that flip

  private DifferencesPage.Flips moved(
      Map<String, WhatIf.Cover> before, Map<String, WhatIf.Cover> after) {
    BitSet moved = new BitSet();
    after.forEach((reading, cover) -> {
      BitSet different = (BitSet) cover.covered().clone();
      WhatIf.Cover own = before.get(reading);
      if (own != null) {
        different.xor(own.covered());
        moved.or(different);
      }
    });
    return listed(
        texts.of("differences.w.moved"),
        moved,
        texts.of("differences.w.moved.none"),
        row -> change(row, before, after));
  }

  private String change(
      int row, Map<String, WhatIf.Cover> before, Map<String, WhatIf.Cover> after) {
    List<String> into = new ArrayList<>();
    List<String> out = new ArrayList<>();
    for (Reading reading : readings) {
      WhatIf.Cover own = before.get(reading.id());
      WhatIf.Cover then = after.get(reading.id());
      if (own != null && then != null) {
        boolean was = own.covered().get(row);
        boolean is = then.covered().get(row);
        if (was != is) {
          (is ? into : out).add(Board.name(reading));
        }
      }
    }
    List<String> said = new ArrayList<>();
    if (!into.isEmpty()) {
      said.add(texts.of("differences.w.into", texts.list(into)));
    }
    if (!out.isEmpty()) {
      said.add(texts.of("differences.w.out", texts.list(out)));
    }
    return String.join("; ", said);
  }

  /** Without a choice: what the point of the address, else the costliest, flips. */
  private DifferencesPage.Flips flips(TermAnalysis analysis) {
    Differences of = chosen(analysis);
    List<Differences.PointCost> costly = costly(of);
    String wanted = query.value("point");
    Differences.PointCost point =
        of.points().stream()
            .filter(one -> one.name().equals(wanted))
            .findFirst()
            .orElse(costly.isEmpty() ? null : costly.getFirst());
    if (point == null) {
      return new DifferencesPage.Flips("", "", List.of(), "", texts.of("differences.w.noflips"));
    }
    Differences.Pair pair =
        of.pairs().stream()
            .filter(one -> query.value("pair").equals(one.first() + ":" + one.second()))
            .findFirst()
            .orElse(null);
    BitSet flipped = rows(point.flips());
    if (pair == null) {
      return listed(
          texts.of("differences.w.flips", point(point.name())),
          flipped,
          texts.of("differences.w.noflips"),
          row -> "");
    }
    BitSet alone = new BitSet();
    Optional.ofNullable(analysis.whatIf().alone(pair.first(), pair.second()).get(point.name()))
        .ifPresent(alone::or);
    Optional.ofNullable(analysis.whatIf().alone(pair.second(), pair.first()).get(point.name()))
        .ifPresent(alone::or);
    alone.and(rows(pair.flips()));
    return listed(
        texts.of(
            "differences.w.flips.pair",
            point(point.name()),
            reading(pair.first()),
            reading(pair.second())),
        alone,
        texts.of("differences.w.noalone"),
        row -> "");
  }

  private BitSet rows(List<String> ids) {
    BitSet found = new BitSet();
    ids.forEach(id -> picture.find(id).ifPresent(found::set));
    return found;
  }

  private interface Change {
    String of(int row);
  }

  private DifferencesPage.Flips listed(String title, BitSet of, String empty, Change change) {
    int from = 0;
    String after = query.value("after");
    if (!after.isEmpty()) {
      from =
          picture
                  .find(after)
                  .orElseThrow(() ->
                      new UnreadableInput(
                          "after: the key of an incident was expected, came \"" + after + "\""))
              + 1;
    }
    Query kept = query.without("whatif", "who", "after", "point", "pair", "analysts");
    List<DifferencesPage.Line> lines = new ArrayList<>();
    int last = -1;
    for (int row = of.nextSetBit(from);
        row >= 0 && lines.size() < LIST_ROWS;
        row = of.nextSetBit(row + 1)) {
      lines.add(new DifferencesPage.Line(rows.listed(row, term, kept), change.of(row)));
      last = row;
    }
    String later =
        last >= 0 && of.nextSetBit(last + 1) >= 0
            ? action + query.with("after", picture.id(last)) + "#flips"
            : "";
    return new DifferencesPage.Flips(
        title,
        texts.of("matrix.x.listed", lines.size(), of.cardinality()),
        lines,
        later,
        of.isEmpty() ? empty : "");
  }

  /** Pairs and points with their exact shares, as CSV. */
  public String csv(TermAnalysis analysis) {
    StringBuilder csv =
        new StringBuilder(
            CsvCells.row(
                List.of("term", "first", "second", "contested", "point", "share", "hides")));
    for (Differences.Pair pair : chosen(analysis).pairs()) {
      pair.costs()
          .forEach((point, cost) ->
              csv.append(
                  CsvCells.row(
                      List.of(
                          term.id(),
                          pair.first(),
                          pair.second(),
                          Integer.toString(pair.contested()),
                          point,
                          cost.toString(),
                          pair.masks().getOrDefault(point, Fraction.ZERO).toString()))));
    }
    return csv.toString();
  }

  /** What each column of the table says. */
  public String codebook() {
    StringBuilder csv = new StringBuilder(CsvCells.row(List.of("column", "meaning")));
    for (String column :
        List.of("term", "first", "second", "contested", "point", "share", "hides")) {
      csv.append(CsvCells.row(List.of(column, texts.of("differences.c." + column))));
    }
    return csv.toString();
  }
}
