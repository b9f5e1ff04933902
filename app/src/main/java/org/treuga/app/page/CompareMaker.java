package org.treuga.app.page;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.treuga.agreement.Reading;
import org.treuga.agreement.Term;
import org.treuga.app.picture.CsvCells;
import org.treuga.app.picture.Picture;
import org.treuga.app.picture.Selection;
import org.treuga.evidence.UnreadableInput;
import org.treuga.finding.Verdict;
import org.treuga.wire.CaseFolder;

/** Makes the page of two readings side by side, and its table. For one request. */
public final class CompareMaker {

  private static final int LIST_ROWS = 150;
  private static final String TOGETHER = "+";

  private final Texts texts;
  private final CaseFolder folder;
  private final Picture picture;
  private final Query query;
  private final Selection selection;
  private final Term term;
  private final Rows rows;
  private final List<Reading> readings;
  private final int columnA;
  private final int columnB;
  private final Reading a;
  private final Reading b;
  private final String action;
  private final BitSet selected;
  private final BitSet contested;
  private final @Nullable Map<String, BitSet> alone;

  /**
   * @param analysis empty while it is being worked out
   */
  public CompareMaker(
      Texts texts,
      CaseFolder folder,
      Picture picture,
      Query query,
      Selection selection,
      Term term,
      Optional<TermAnalysis> analysis) {
    this.texts = texts;
    this.folder = folder;
    this.picture = picture;
    this.query = query;
    this.selection = selection;
    this.term = term;
    this.rows = new Rows(texts, picture, folder.agreement(), folder.id());
    this.readings = rows.readings(term);
    if (readings.size() < 2) {
      throw new UnreadableInput(
          "term: one on which two readings speak was expected, came \"" + term.id() + "\"");
    }
    int first = index("a", 0);
    int second = index("b", first == 0 ? 1 : 0);
    if (first == second) {
      throw new UnreadableInput(
          "b: another reading than a was expected, came \"" + query.value("b") + "\"");
    }
    this.a = readings.get(first);
    this.b = readings.get(second);
    this.columnA = picture.columnsOf(term)[first];
    this.columnB = picture.columnsOf(term)[second];
    this.action = "/c/" + folder.id() + "/matrix/compare";
    this.selected = selection.of(picture);
    this.contested = contested();
    this.alone = analysis.map(this::alone).orElse(null);
  }

  private int index(String name, int otherwise) {
    String id = query.value(name);
    if (id.isEmpty()) {
      return otherwise;
    }
    for (int i = 0; i < readings.size(); i++) {
      if (readings.get(i).id().equals(id)) {
        return i;
      }
    }
    throw new UnreadableInput(
        "%s: one of %s was expected, came \"%s\""
            .formatted(name, String.join(", ", readings.stream().map(Reading::id).toList()), id));
  }

  private BitSet contested() {
    BitSet contested = new BitSet();
    selected.stream()
        .filter(row -> covered(columnA, row) != covered(columnB, row))
        .forEach(contested::set);
    return contested;
  }

  private boolean covered(int column, int row) {
    return picture.verdict(column, row) == Verdict.COVERED;
  }

  /** Contested incidents that one side's taking the other's answer at one point would settle. */
  private Map<String, BitSet> alone(TermAnalysis analysis) {
    Map<String, BitSet> alone = new LinkedHashMap<>();
    BitSet together = (BitSet) contested.clone();
    Map<String, BitSet> back = analysis.whatIf().alone(b.id(), a.id());
    analysis
        .whatIf()
        .alone(a.id(), b.id())
        .forEach((point, there) -> {
          there.or(back.getOrDefault(point, new BitSet()));
          there.and(contested);
          together.andNot(there);
          alone.put(point, there);
        });
    alone.put(TOGETHER, together);
    return alone;
  }

  /** The page that the address asks for. */
  public ComparePage page() {
    String cell = query.value("cell");
    String point = query.value("point");
    BitSet listed = listed(cell, point);
    Query fresh = query.without("after", "cell", "point");
    List<ComparePage.Line> lines = new ArrayList<>();
    int from = from();
    int last = -1;
    for (int row = listed.nextSetBit(from);
        row >= 0 && lines.size() < LIST_ROWS;
        row = listed.nextSetBit(row + 1)) {
      lines.add(line(row));
      last = row;
    }
    String later =
        last >= 0 && listed.nextSetBit(last + 1) >= 0
            ? action + query.with("after", picture.id(last))
            : "";
    return new ComparePage(
        heading(),
        lead(),
        new Filters(texts, picture, folder.agreement(), query)
            .form(action, selection, selected.cardinality(), "after", "cell", "point"),
        new MatrixPage.Compare(
            action,
            fresh.without("a", "b").parts(),
            readings.stream()
                .map(one -> new FilterForm.Option(one.id(), Board.name(one), false))
                .toList()),
        a.id(),
        b.id(),
        Board.name(a),
        Board.name(b),
        List.of(
            List.of(number("cc", fresh, cell), number("cn", fresh, cell)),
            List.of(number("nc", fresh, cell), number("nn", fresh, cell))),
        List.of(number("ax", fresh, cell), number("xa", fresh, cell), number("aa", fresh, cell)),
        points(fresh, point),
        alone == null,
        title(cell, point),
        texts.of("matrix.x.listed", lines.size(), listed.cardinality()),
        lines,
        later,
        from > 0 ? action + query.without("after") : "",
        action + ".csv" + fresh);
  }

  private int from() {
    String after = query.value("after");
    if (after.isEmpty()) {
      return 0;
    }
    return picture
            .find(after)
            .orElseThrow(() ->
                new UnreadableInput(
                    "after: the key of an incident was expected, came \"" + after + "\""))
        + 1;
  }

  private BitSet listed(String cell, String point) {
    BitSet listed = cell.isEmpty() ? (BitSet) contested.clone() : cell(cell);
    if (!point.isEmpty() && alone != null) {
      BitSet of = alone.get(point);
      if (of == null) {
        throw new UnreadableInput(
            "point: one on which %s and %s differ was expected, came \"%s\""
                .formatted(a.id(), b.id(), point));
      }
      listed.and(of);
    }
    return listed;
  }

  private BitSet cell(String cell) {
    if (!cell.matches("cc|cn|nc|nn|ax|xa|aa")) {
      throw new UnreadableInput(
          "cell: one of cc, cn, nc, nn, ax, xa, aa was expected, came \"" + cell + "\"");
    }
    BitSet of = new BitSet();
    selected.stream().filter(row -> cellOf(row).equals(cell)).forEach(of::set);
    return of;
  }

  private String cellOf(int row) {
    Verdict first = picture.verdict(columnA, row);
    Verdict second = picture.verdict(columnB, row);
    if (first == Verdict.ARGUABLE || second == Verdict.ARGUABLE) {
      return first == second ? "aa" : first == Verdict.ARGUABLE ? "ax" : "xa";
    }
    return (first == Verdict.COVERED ? "c" : "n") + (second == Verdict.COVERED ? "c" : "n");
  }

  private ComparePage.Number number(String cell, Query fresh, String current) {
    return new ComparePage.Number(
        texts.of("matrix.x.cell." + cell, Board.name(a), Board.name(b)),
        cell(cell).cardinality(),
        action + fresh.with("cell", cell) + "#list",
        cell.equals(current));
  }

  private List<ComparePage.Number> points(Query fresh, String current) {
    List<ComparePage.Number> points = new ArrayList<>();
    if (alone != null) {
      alone.forEach((point, of) ->
          points.add(
              new ComparePage.Number(
                  point.equals(TOGETHER) ? texts.of("matrix.x.together") : point(point),
                  of.cardinality(),
                  action + fresh.with("point", point) + "#list",
                  point.equals(current))));
    }
    return points;
  }

  private String point(String key) {
    String words = key.replace('_', ' ');
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }

  private String heading() {
    int all = selected.cardinality();
    return contested.isEmpty()
        ? texts.of("matrix.x.none", Board.name(a), Board.name(b), all)
        : texts.count("matrix.x.part", contested.cardinality(), all, Board.name(a), Board.name(b));
  }

  private String lead() {
    if (contested.isEmpty()) {
      return "";
    }
    long first = contested.stream().filter(row -> covered(columnA, row)).count();
    List<String> said = new ArrayList<>();
    said.add(
        texts.of(
            "matrix.x.ways", first, Board.name(a), Board.name(b), contested.cardinality() - first));
    if (alone != null) {
      alone.entrySet().stream()
          .filter(entry -> !entry.getKey().equals(TOGETHER) && !entry.getValue().isEmpty())
          .max(Map.Entry.comparingByValue(java.util.Comparator.comparingInt(BitSet::cardinality)))
          .ifPresent(most ->
              said.add(
                  texts.of(
                      "matrix.x.most",
                      point(most.getKey()),
                      most.getValue().cardinality(),
                      contested.cardinality())));
    }
    return String.join(" ", said);
  }

  private String title(String cell, String point) {
    String of =
        cell.isEmpty()
            ? texts.of("matrix.x.contested")
            : texts.of("matrix.x.cell." + cell, Board.name(a), Board.name(b));
    if (point.isEmpty()) {
      return of;
    }
    return point.equals(TOGETHER)
        ? texts.of("matrix.x.title.together", of)
        : texts.of("matrix.x.title.point", of, point(point));
  }

  private ComparePage.Line line(int row) {
    return new ComparePage.Line(
        picture.id(row),
        rows.href(picture.id(row), query.without("after", "cell", "point", "a", "b")),
        rows.name(row),
        rows.where(row),
        rows.when(row),
        rows.mark(picture.verdict(columnA, row)),
        rows.mark(picture.verdict(columnB, row)),
        texts.list(points(row).stream().map(this::point).toList()));
  }

  private List<String> points(int row) {
    if (alone == null) {
      return List.of();
    }
    return alone.entrySet().stream()
        .filter(entry -> !entry.getKey().equals(TOGETHER) && entry.getValue().get(row))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Every selected incident with both verdicts and the points that alone would settle it. */
  public void csv(Consumer<String> out) {
    out.accept(
        CsvCells.row(
            List.of(
                "incident_id",
                "object_name",
                "term",
                "verdict_" + a.id(),
                "verdict_" + b.id(),
                "contested",
                "settled_by_one_of")));
    selected.stream()
        .forEach(row ->
            out.accept(
                CsvCells.row(
                    List.of(
                        picture.id(row),
                        picture.names().at(row),
                        term.id(),
                        picture.verdict(columnA, row).name(),
                        picture.verdict(columnB, row).name(),
                        Boolean.toString(contested.get(row)),
                        String.join("; ", points(row))))));
  }
}
