package org.treuga.app.server;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.treuga.app.picture.Picture;
import org.treuga.evidence.UnreadableInput;
import org.treuga.finding.Verdict;
import org.treuga.wire.JsonOut;

/**
 * The findings: one for each incident, term and reading, in that order. Terms and readings go by
 * their ids here, since the order of a picture's columns may change with what is recorded.
 */
final class FindingFeatures extends PictureFeatures {

  private static final String SEPARATOR = "\n";

  private record Cell(int row, int column) {}

  @Override
  public String id() {
    return "findings";
  }

  @Override
  public String title() {
    return "Findings";
  }

  @Override
  public String description() {
    return "What an incident means for a term under one reading. COVERED says that an act of the"
        + " prohibited kind is alleged within the term, never that it happened nor who did it.";
  }

  @Override
  public List<String> parameters() {
    return Stream.concat(ItemsQuery.OF_SELECTION.stream(), Stream.of("reading", "verdict"))
        .toList();
  }

  private static String key(Picture.Pair pair) {
    return pair.term().id() + SEPARATOR + pair.reading().id();
  }

  private static int[] columns(Picture picture, ItemsQuery query) {
    query.selection().term(picture);
    String term = query.selection().term();
    return IntStream.range(0, picture.pairs().size())
        .filter(column -> {
          Picture.Pair pair = picture.pairs().get(column);
          return (term.isEmpty() || pair.term().id().equals(term))
              && (query.readings().isEmpty() || query.readings().contains(pair.reading().id()));
        })
        .boxed()
        .sorted(Comparator.comparing(column -> key(picture.pairs().get(column))))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private static boolean[] wanted(ItemsQuery query) {
    boolean[] wanted = new boolean[Verdict.values().length];
    for (Verdict verdict : Verdict.values()) {
      wanted[verdict.ordinal()] =
          query.verdicts().isEmpty() || query.verdicts().contains(verdict.name());
    }
    for (String name : query.verdicts()) {
      if (Stream.of(Verdict.values()).noneMatch(verdict -> verdict.name().equals(name))) {
        throw new UnreadableInput(
            "verdict: one of "
                + List.of(Verdict.values())
                + " was expected, came \""
                + name
                + "\"");
      }
    }
    return wanted;
  }

  @Override
  public Page page(CaseView view, ItemsQuery query) {
    Picture picture = view.picture();
    int[] columns = columns(picture, query);
    boolean[] wanted = wanted(query);
    BitSet selected = query.selection().of(picture);
    List<Cell> cells = cells(picture, selected, columns, wanted, query);
    boolean more = cells.size() > query.limit();
    List<Cell> shown = more ? cells.subList(0, query.limit()) : cells;
    return new Page(
        count(picture, selected, columns, wanted, query),
        shown.size(),
        more ? place(picture, shown.getLast()) : null,
        out -> shown.forEach(cell -> finding(out, picture, cell, links -> {})));
  }

  private static String place(Picture picture, Cell cell) {
    return key(picture.pairs().get(cell.column())) + SEPARATOR + picture.id(cell.row());
  }

  private static long count(
      Picture picture, BitSet selected, int[] columns, boolean[] wanted, ItemsQuery query) {
    if (query.verdicts().isEmpty()) {
      return (long) selected.cardinality() * columns.length;
    }
    long count = 0;
    for (int row = selected.nextSetBit(0); row >= 0; row = selected.nextSetBit(row + 1)) {
      for (int column : columns) {
        count += wanted[picture.verdict(column, row).ordinal()] ? 1 : 0;
      }
    }
    return count;
  }

  private static List<Cell> cells(
      Picture picture, BitSet selected, int[] columns, boolean[] wanted, ItemsQuery query) {
    List<Cell> cells = new ArrayList<>();
    After after = After.of(query.after());
    for (int row = selected.nextSetBit(picture.rowAtOrAfter(after.incident()));
        row >= 0;
        row = selected.nextSetBit(row + 1)) {
      boolean begun = picture.id(row).equals(after.incident());
      for (int column : columns) {
        boolean passed = begun && key(picture.pairs().get(column)).compareTo(after.key()) <= 0;
        if (!passed && wanted[picture.verdict(column, row).ordinal()]) {
          cells.add(new Cell(row, column));
          if (cells.size() > query.limit()) {
            return cells;
          }
        }
      }
    }
    return cells;
  }

  /** Where the page before ended; an empty incident, before all others, for the first page. */
  private record After(String key, String incident) {
    static After of(@Nullable String text) {
      if (text == null) {
        return new After("", "");
      }
      String[] parts = text.split(SEPARATOR, 3);
      if (parts.length != 3) {
        throw new UnreadableInput("cursor: that of a next link of findings was expected");
      }
      return new After(parts[0] + SEPARATOR + parts[1], parts[2]);
    }
  }

  @Override
  public boolean feature(CaseView view, String id, JsonOut out, Consumer<JsonOut> links) {
    Picture picture = view.picture();
    for (int column = 0; column < picture.pairs().size(); column++) {
      String end = end(picture.pairs().get(column));
      if (id.endsWith(end)) {
        OptionalInt row = picture.find(id.substring(0, id.length() - end.length()));
        if (row.isPresent()) {
          finding(out, picture, new Cell(row.getAsInt(), column), links);
          return true;
        }
      }
    }
    return false;
  }

  private static String end(Picture.Pair pair) {
    return ":" + pair.term().id() + ":" + pair.reading().id();
  }

  @Override
  public String page(String featureId) {
    // Ids of terms and readings hold no colon.
    int reading = featureId.lastIndexOf(':');
    int term = featureId.lastIndexOf(':', reading - 1);
    return "i/" + Addresses.segment(featureId.substring(0, Math.max(0, term)));
  }

  private static void finding(JsonOut out, Picture picture, Cell cell, Consumer<JsonOut> links) {
    Picture.Pair pair = picture.pairs().get(cell.column());
    int row = cell.row();
    out.begin().put("type", "Feature").put("id", picture.id(row) + end(pair));
    Features.geometry(out, picture, row);
    out.begin("properties");
    out.put("incident_id", picture.id(row));
    out.put("term", pair.term().id());
    out.put("reading", pair.reading().id());
    out.put("verdict", picture.verdict(cell.column(), row).name());
    placeAndTime(out, picture, row);
    what(out, picture, row);
    out.end();
    links.accept(out);
    out.end();
  }
}
