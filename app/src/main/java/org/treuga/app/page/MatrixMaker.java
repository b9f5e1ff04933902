package org.treuga.app.page;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.treuga.agreement.Agreement;
import org.treuga.agreement.Reading;
import org.treuga.agreement.Term;
import org.treuga.app.picture.Arrangement;
import org.treuga.app.picture.CsvCells;
import org.treuga.app.picture.Picture;
import org.treuga.app.picture.Selection;
import org.treuga.evidence.UnreadableInput;
import org.treuga.finding.Agreeing;
import org.treuga.finding.Verdict;
import org.treuga.wire.CaseFolder;

/** Makes the page of the matrix and its table. For one request. */
public final class MatrixMaker {

  /** Rows of a page. */
  public static final int PAGE_ROWS = 150;

  private static final List<Agreeing> GROUPS =
      List.of(Agreeing.SOME, Agreeing.ARGUABLE, Agreeing.ALL, Agreeing.NONE);

  /** Of the table to take away, before those of the readings. */
  private static final List<String> COLUMNS =
      List.of(
          "incident_id",
          "object_name",
          "place_name",
          "admin1",
          "object_class",
          "act",
          "alleged_actor",
          "claimed_by",
          "occurred_from",
          "occurred_to",
          "term");

  private final Texts texts;
  private final CaseFolder folder;
  private final Picture picture;
  private final Query query;
  private final Selection selection;
  private final Rows rows;
  private final String action;

  public MatrixMaker(
      Texts texts, CaseFolder folder, Picture picture, Query query, Selection selection) {
    this.texts = texts;
    this.folder = folder;
    this.picture = picture;
    this.query = query;
    this.selection = selection;
    this.rows = new Rows(texts, picture, agreement(folder), folder.id());
    this.action = "/c/" + folder.id() + "/matrix";
  }

  private static Agreement agreement(CaseFolder folder) {
    return folder.agreement();
  }

  /** How the reader wants the rows put together. */
  public Arrangement.Grouping grouping() {
    return chosen(Arrangement.Grouping.values(), Arrangement.Grouping.AGREEMENT, "group");
  }

  /** How the reader wants the rows ordered. */
  public Arrangement.Sorting sorting() {
    return chosen(Arrangement.Sorting.values(), Arrangement.Sorting.TIME, "sort");
  }

  private <E extends Enum<E>> E chosen(E[] all, E otherwise, String name) {
    String word = query.value(name);
    if (word.isEmpty()) {
      return otherwise;
    }
    List<String> words =
        Arrays.stream(all).map(one -> one.name().toLowerCase(Locale.ROOT)).toList();
    if (!words.contains(word)) {
      throw new UnreadableInput(
          "%s: one of %s was expected, came \"%s\""
              .formatted(name, String.join(", ", words), word));
    }
    return all[words.indexOf(word)];
  }

  /** The page that the address asks for. */
  public MatrixPage page(Arrangement arrangement, Term term) {
    int start = start(arrangement);
    int end = Math.min(arrangement.size(), start + PAGE_ROWS);
    List<Reading> readings = rows.readings(term);
    Query fresh = query.without("after", "before");
    String later =
        end < arrangement.size()
            ? action + fresh.with("after", picture.id(arrangement.row(end - 1)))
            : "";
    String earlier =
        start > 0 ? action + fresh.with("before", picture.id(arrangement.row(start))) : "";
    return new MatrixPage(
        heading(arrangement, term),
        compared(readings),
        new Filters(texts, picture, folder.agreement(), query)
            .form(action, selection, arrangement.size(), "after", "before"),
        tabs(term),
        readings.stream()
            .map(reading -> new Page.ReadingHead(Board.name(reading), Board.tagged(reading)))
            .toList(),
        arrangements(),
        groups(arrangement, term),
        sections(arrangement, term, readings, start, end),
        readings.size() + 3,
        arrangement.size() > PAGE_ROWS
            ? texts.of("matrix.p.range", start + 1, end, arrangement.size())
            : "",
        earlier,
        later,
        compare(term, readings),
        Arrays.stream(Verdict.values()).map(rows::mark).toList(),
        action + ".csv" + fresh,
        "/c/" + folder.id() + "/matrix-codebook.csv",
        texts.of("matrix.p.source", folder.title(), Board.name(term)));
  }

  private int start(Arrangement arrangement) {
    String after = query.value("after");
    if (!after.isEmpty()) {
      return Math.min(arrangement.after(row("after", after)), Math.max(0, arrangement.size() - 1));
    }
    String before = query.value("before");
    return before.isEmpty() ? 0 : Math.max(0, arrangement.at(row("before", before)) - PAGE_ROWS);
  }

  private int row(String name, String id) {
    return picture
        .find(id)
        .orElseThrow(() ->
            new UnreadableInput(
                "%s: the key of an incident was expected, came \"%s\"".formatted(name, id)));
  }

  private Map<Agreeing, Integer> agreeing(int[] of, Term term) {
    Map<Agreeing, Integer> counts = new EnumMap<>(Agreeing.class);
    for (int row : of) {
      counts.merge(picture.agreeing(term, row), 1, Integer::sum);
    }
    return counts;
  }

  private String heading(Arrangement arrangement, Term term) {
    int all = arrangement.size();
    int split = agreeing(arrangement.rows(), term).getOrDefault(Agreeing.SOME, 0);
    if (picture.size() == 0) {
      return texts.of("matrix.p.none");
    }
    if (all == 0) {
      return texts.of("matrix.p.empty");
    }
    return split == 0
        ? texts.of("matrix.p.agree", Board.name(term), all)
        : texts.count("matrix.p.split", split, all, Board.name(term));
  }

  private String compared(List<Reading> readings) {
    List<Reading> parties = readings.stream().filter(reading -> !reading.analyst()).toList();
    return parties.size() > 1 && parties.size() < readings.size()
        ? texts.of("matrix.compared", texts.list(parties.stream().map(Board::name).toList()))
        : "";
  }

  private List<MatrixPage.Tab> tabs(Term current) {
    List<MatrixPage.Tab> tabs = new ArrayList<>();
    Query fresh = query.without("after", "before", "v", "agree");
    for (Term term : picture.terms()) {
      tabs.add(
          new MatrixPage.Tab(
              Board.name(term),
              texts.of("matrix.p.touched", picture.touched(term), picture.size()),
              action + fresh.with("term", term.id()),
              term.id().equals(current.id())));
    }
    return tabs;
  }

  private List<FilterForm.Choice> arrangements() {
    List<FilterForm.Option> groupings =
        Arrays.stream(Arrangement.Grouping.values())
            .map(one ->
                new FilterForm.Option(
                    one.word(), texts.of("matrix.p.group." + one.word()), one == grouping()))
            .toList();
    List<FilterForm.Option> sortings =
        Arrays.stream(Arrangement.Sorting.values())
            .map(one ->
                new FilterForm.Option(
                    one.word(), texts.of("matrix.p.sort." + one.word()), one == sorting()))
            .toList();
    return List.of(
        new FilterForm.Choice("group", texts.of("matrix.p.group"), groupings),
        new FilterForm.Choice("sort", texts.of("matrix.p.sort"), sortings));
  }

  /** Of all that the other conditions select, so that one can go from group to group. */
  private List<MatrixPage.Group> groups(Arrangement arrangement, Term term) {
    Query fresh = query.without("after", "before", "agree");
    List<String> set = query.values("agree");
    Map<Agreeing, Integer> counts =
        set.isEmpty()
            ? agreeing(arrangement.rows(), term)
            : agreeing(without(selection).of(picture).stream().toArray(), term);
    List<MatrixPage.Group> groups = new ArrayList<>();
    for (Agreeing one : GROUPS) {
      boolean current = set.equals(List.of(one.name()));
      groups.add(
          new MatrixPage.Group(
              texts.of("group." + one.name()),
              counts.getOrDefault(one, 0),
              action + (current ? fresh : fresh.with("agree", one.name())),
              current));
    }
    return groups;
  }

  private static Selection without(Selection of) {
    return new Selection(
        of.from(),
        of.to(),
        of.known(),
        of.term(),
        of.verdicts(),
        List.of(),
        of.classes(),
        of.acts(),
        of.claimants(),
        of.sources(),
        of.regions(),
        of.grades(),
        of.text(),
        of.box());
  }

  private List<MatrixPage.Section> sections(
      Arrangement arrangement, Term term, List<Reading> readings, int start, int end) {
    List<MatrixPage.Section> sections = new ArrayList<>();
    List<MatrixPage.Row> open = new ArrayList<>();
    for (int place = start; place < end; place++) {
      int row = arrangement.row(place);
      open.add(row(row, term, readings));
      boolean last =
          place + 1 == end
              || arrangement.group(arrangement.row(place + 1)) != arrangement.group(row);
      if (last) {
        int group = arrangement.group(row);
        int count = arrangement.count(group);
        sections.add(
            new MatrixPage.Section(
                title(row, term), explained(row, term), Integer.toString(count), open));
        open = new ArrayList<>();
      }
    }
    return sections;
  }

  private String title(int row, Term term) {
    return switch (grouping()) {
      case AGREEMENT -> texts.of("group." + picture.agreeing(term, row).name());
      case DAY -> {
        long at = Arrangement.at(picture, row);
        yield at == Long.MAX_VALUE
            ? texts.of("when.unknown")
            : rows.times().day(Times.date(Instant.ofEpochSecond(at)));
      }
      case REGION ->
          picture.regions().at(row).isEmpty()
              ? texts.of("where.unknown")
              : picture.regions().at(row);
      case CLASS ->
          picture.classes().at(row).isEmpty()
              ? texts.of("class.unknown")
              : folder.agreement().words(picture.classes().at(row));
      case NONE -> "";
    };
  }

  private String explained(int row, Term term) {
    return grouping() == Arrangement.Grouping.AGREEMENT
        ? texts.of("group." + picture.agreeing(term, row).name() + ".why")
        : "";
  }

  private MatrixPage.Row row(int row, Term term, List<Reading> readings) {
    Query kept = query.without("after", "before", "group", "sort");
    String id = picture.id(row);
    String href = rows.href(id, kept);
    Query reason = Query.of(Map.of()).and("id", id).and("term", term.id());
    if (!query.value("recorded").isEmpty()) {
      reason = reason.and("recorded", query.value("recorded"));
    }
    int[] columns = picture.columnsOf(term);
    List<MatrixPage.Cell> cells = new ArrayList<>();
    for (int i = 0; i < columns.length; i++) {
      Reading reading = readings.get(i);
      cells.add(
          new MatrixPage.Cell(
              rows.mark(picture.verdict(columns[i], row)),
              reading.id(),
              href + "#" + term.id() + "." + reading.id(),
              action + "/reason" + reason.and("reading", reading.id())));
    }
    String kind = picture.classes().at(row);
    return new MatrixPage.Row(
        id,
        href,
        rows.name(row),
        rows.where(row),
        rows.when(row),
        rows.kind(row),
        kind.isEmpty() ? "" : folder.agreement().words(kind),
        cells);
  }

  private MatrixPage.Compare compare(Term term, List<Reading> readings) {
    Query kept =
        query.without("after", "before", "group", "sort", "a", "b").with("term", term.id());
    return new MatrixPage.Compare(
        action + "/compare",
        kept.parts(),
        readings.size() < 2
            ? List.of()
            : readings.stream()
                .map(reading -> new FilterForm.Option(reading.id(), Board.name(reading), false))
                .toList());
  }

  // --- what is taken away

  /** The whole selection as CSV, in the order of the page, row by row. */
  public void csv(Arrangement arrangement, Term term, java.util.function.Consumer<String> out) {
    List<String> head = new ArrayList<>(COLUMNS);
    head.add("agreement_of_readings");
    rows.readings(term).forEach(reading -> head.add("verdict_" + reading.id()));
    out.accept(CsvCells.row(head));
    int[] columns = picture.columnsOf(term);
    for (int row : arrangement.rows()) {
      List<String> cells =
          new ArrayList<>(
              List.of(
                  picture.id(row),
                  picture.names().at(row),
                  picture.places().at(row),
                  picture.regions().at(row),
                  picture.classes().at(row),
                  picture.acts().at(row),
                  picture.actors().at(row),
                  picture.claimants().at(row),
                  instant(picture.fromSeconds(row)),
                  instant(picture.toSeconds(row)),
                  term.id(),
                  picture.agreeing(term, row).name()));
      for (int column : columns) {
        cells.add(picture.verdict(column, row).name());
      }
      out.accept(CsvCells.row(cells));
    }
  }

  private static String instant(long seconds) {
    boolean open = seconds == Picture.OPEN_BEGIN || seconds == Picture.OPEN_END;
    return open ? "" : Instant.ofEpochSecond(seconds).toString();
  }

  /** What each column of the table says, as a table. */
  public String codebook() {
    StringBuilder csv = new StringBuilder(CsvCells.row(List.of("column", "value", "meaning")));
    for (String column : COLUMNS) {
      csv.append(CsvCells.row(List.of(column, "", texts.of("matrix.c." + column))));
    }
    for (Agreeing one : GROUPS) {
      csv.append(
          CsvCells.row(
              List.of(
                  "agreement_of_readings", one.name(), texts.of("group." + one.name() + ".why"))));
    }
    for (Verdict verdict : Verdict.values()) {
      csv.append(
          CsvCells.row(
              List.of(
                  "verdict_<reading>",
                  verdict.name(),
                  texts.of("verdict." + verdict.name() + ".why"))));
    }
    return csv.toString();
  }

  /** The rows that are selected. */
  public BitSet selected() {
    return selection.of(picture);
  }
}
