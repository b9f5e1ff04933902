package org.treuga.connectors.reports;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.treuga.connectors.file.Texts;
import org.treuga.evidence.UnreadableInput;

/**
 * What the names in a header stand for.
 *
 * <p>A name is compared without case, white space and punctuation, so that {@code Occurred From} is
 * {@code occurred_from}. A synonym is taken where the column itself is missing, with a note. A name
 * that is one slip away from a missing column is refused: to keep its cells as an attribute would
 * leave every report unplaced without a word. All other names are attributes.
 */
final class Header {

  private static final Map<String, Column> EXACT = new HashMap<>();
  private static final Map<String, Column> SYNONYMS = new HashMap<>();
  private static final int LEAST_LENGTH_OF_A_SLIP = 5;
  private static final int MAX_COLUMNS = 1_000;

  static {
    for (Column column : Column.ALL) {
      column.names().forEach(name -> EXACT.put(key(name), column));
      column.synonyms().forEach(name -> SYNONYMS.put(key(name), column));
    }
  }

  /** Parts of the short form that have no field of their own; to keep them needs no word. */
  private static final Set<String> ATTRIBUTES_PROPER =
      Set.of(key("independent_confirmation"), key("consequence"), key("source_affiliation"));

  private static final List<Column> TIMES =
      List.of(
          Column.OCCURRED_FROM,
          Column.OCCURRED_TO,
          Column.T_FROM_UTC,
          Column.T_TO_UTC,
          Column.DATE);
  private static final Set<String> PLACE_WORDS =
      Set.of("lat", "lon", "lng", "long", "latitude", "longitude", "coordinates", "coords");
  private static final Set<String> TIME_WORDS =
      Set.of("date", "time", "datetime", "timestamp", "occurred", "day", "utc");

  /** What the rows under a header are. */
  enum Rows {
    REPORTS(": kept as attributes: "),
    CODINGS(": columns that no coding has, not read: ");

    private final String attributesNote;

    Rows(String attributesNote) {
      this.attributesNote = attributesNote;
    }

    boolean has(Column column) {
      return this == REPORTS || column == Column.ID || Codings.COLUMNS.contains(column);
    }
  }

  private final List<@Nullable Column> columns = new ArrayList<>();
  private final List<String> names;
  private final Mapping mapping;

  private Header(List<String> names, Mapping mapping) {
    this.names = names;
    this.mapping = mapping;
  }

  /** The column that has this name as one of its own. */
  static Optional<Column> exact(String name) {
    return Optional.ofNullable(EXACT.get(key(name)));
  }

  /** The column that other data sets call by this name. */
  static Optional<Column> synonym(String name) {
    return Optional.ofNullable(SYNONYMS.get(key(name)));
  }

  private static String key(String name) {
    StringBuilder key = new StringBuilder();
    for (char c : name.toLowerCase(Locale.ROOT).toCharArray()) {
      if (Character.isLetterOrDigit(c)) {
        key.append(c);
      }
    }
    return key.toString();
  }

  /**
   * Reads the cells of a header.
   *
   * @param where file and line, for messages
   * @param mapping what a person has said of them
   * @throws UnreadableInput if a name stands twice or is a slip of the pen
   */
  static Header of(
      String where, List<String> cells, Mapping mapping, Rows rows, Consumer<String> notes) {
    if (cells.size() > MAX_COLUMNS) {
      throw new UnreadableInput(
          where + ": " + cells.size() + " columns, more than the limit of " + MAX_COLUMNS);
    }
    Header header = new Header(namesOf(where, cells), mapping);
    header.takeExact(where, rows);
    header.takeSynonyms(where, rows, notes);
    header.refuseSlips(where, rows);
    header.refuseHiddenPlaceOrTime(where, rows);
    header.noteAttributes(where, rows, notes);
    return header;
  }

  private static List<String> namesOf(String where, List<String> cells) {
    List<String> names = new ArrayList<>();
    Map<String, String> folded = new HashMap<>();
    for (String cell : cells) {
      String trimmed = Texts.trim(cell);
      String name = trimmed.isEmpty() ? "column_" + (names.size() + 1) : trimmed;
      String earlier = folded.put(name.toLowerCase(Locale.ROOT), cell);
      if (earlier != null) {
        throw twice(where, earlier, cell);
      }
      names.add(name);
    }
    return names;
  }

  private static UnreadableInput twice(String where, String one, String other) {
    return new UnreadableInput(
        where
            + ": the header names one column twice, as \""
            + Texts.shown(one)
            + "\" and as \""
            + Texts.shown(other)
            + "\"; rename or remove one of them");
  }

  private void takeExact(String where, Rows rows) {
    for (String name : names) {
      Column column = mapping.exact(name).filter(rows::has).orElse(null);
      int earlier = column == null ? -1 : columns.indexOf(column);
      if (earlier >= 0) {
        throw twice(where, names.get(earlier), name);
      }
      columns.add(column);
    }
  }

  private void takeSynonyms(String where, Rows rows, Consumer<String> notes) {
    List<Column> own = Column.ALL.stream().filter(this::has).toList();
    for (int i = 0; i < names.size(); i++) {
      Column column = mapping.synonym(names.get(i)).filter(rows::has).orElse(null);
      if (columns.get(i) != null || column == null) {
        continue;
      }
      if (own.contains(column)) {
        continue; // noted with the other attributes
      }
      int earlier = columns.indexOf(column);
      if (earlier >= 0) {
        throw twice(where, names.get(earlier), names.get(i));
      }
      columns.set(i, column);
      if (rows == Rows.REPORTS) { // incident_id is what a coding calls it by right
        notes.accept(where + ": the column \"" + names.get(i) + "\" was read as " + column.word());
      }
    }
  }

  /** Known for a column, or said by a person to be none. */
  private boolean isSettled(int index) {
    return columns.get(index) != null
        || mapping.speaksOf(names.get(index))
        || RejectedRows.isReason(names.get(index));
  }

  private void refuseSlips(String where, Rows rows) {
    for (int i = 0; i < names.size(); i++) {
      if (isSettled(i)) {
        continue;
      }
      for (Column column : Column.ALL) {
        for (String name : rows.has(column) ? oftenWritten(column) : List.<String>of()) {
          if (!columns.contains(column) && isOneSlipFrom(key(names.get(i)), key(name))) {
            throw new UnreadableInput(
                where
                    + ": the column \""
                    + Texts.shown(names.get(i))
                    + "\" is not known; did you mean \""
                    + name
                    + "\"? Rename it, or put x_ before it to keep it as it is");
          }
        }
      }
    }
  }

  /**
   * The long names of a position are as common as its own, and to miss one is to miss the place.
   */
  private static List<String> oftenWritten(Column column) {
    if (column != Column.LAT && column != Column.LON) {
      return column.names();
    }
    List<String> names = new ArrayList<>(column.names());
    names.addAll(column.synonyms());
    return names;
  }

  /** {@code geo_lat} or {@code date of event} in a file that has no other place or time. */
  private void refuseHiddenPlaceOrTime(String where, Rows rows) {
    if (rows == Rows.CODINGS) {
      return;
    }
    boolean timed = hasTime();
    for (int i = 0; i < names.size(); i++) {
      List<String> words = List.of(names.get(i).toLowerCase(Locale.ROOT).split("[^\\p{L}]+"));
      if (isSettled(i) || words.getFirst().equals("x")) {
        continue;
      }
      boolean place = !has(Column.LAT) && words.stream().anyMatch(PLACE_WORDS::contains);
      boolean time = !timed && words.stream().anyMatch(TIME_WORDS::contains);
      if (place || time) {
        throw new UnreadableInput(
            where
                + ": the column \""
                + Texts.shown(names.get(i))
                + "\" is not known, and the file has no other "
                + (place
                    ? "position; rename it to lat or lon"
                    : "time; rename it to occurred_from or date")
                + ", or put x_ before it to keep it as it is");
      }
    }
  }

  /** One letter more, less or other, or two neighbours swapped. */
  static boolean isOneSlipFrom(String a, String b) {
    if (Math.min(a.length(), b.length()) < LEAST_LENGTH_OF_A_SLIP
        || Math.abs(a.length() - b.length()) > 1) {
      return false;
    }
    int start = 0;
    while (start < Math.min(a.length(), b.length()) && a.charAt(start) == b.charAt(start)) {
      start++;
    }
    String restA = a.substring(start);
    String restB = b.substring(start);
    if (restA.length() != restB.length()) {
      return restA.length() > restB.length()
          ? restA.substring(1).equals(restB)
          : restB.substring(1).equals(restA);
    }
    boolean swapped =
        restA.length() > 1
            && restA.charAt(0) == restB.charAt(1)
            && restA.charAt(1) == restB.charAt(0)
            && restA.substring(2).equals(restB.substring(2));
    return swapped || restA.isEmpty() || restA.substring(1).equals(restB.substring(1));
  }

  private void noteAttributes(String where, Rows rows, Consumer<String> notes) {
    List<String> attributes = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      if (columns.get(i) == null && needsNote(names.get(i), i)) {
        attributes.add(Texts.shown(names.get(i)));
      }
    }
    if (!attributes.isEmpty()) {
      notes.accept(where + rows.attributesNote + String.join(", ", attributes));
    }
  }

  private static boolean needsNote(String name, int index) {
    return !isAttributeProper(name)
        && !RejectedRows.isReason(name)
        && !name.startsWith(Sheet.ATTRIBUTE)
        && !name.equals("column_" + (index + 1));
  }

  static boolean isAttributeProper(String name) {
    return ATTRIBUTES_PROPER.contains(key(name));
  }

  /** Whether any column can say when something happened. */
  boolean hasTime() {
    return TIMES.stream().anyMatch(this::has);
  }

  int size() {
    return names.size();
  }

  boolean has(Column column) {
    return columns.contains(column);
  }

  /** The column of a cell, null when its cells are attributes. */
  @Nullable Column column(int index) {
    return columns.get(index);
  }

  /** Whether the file is one of rejected rows, which has its cells made harmless. */
  boolean hasReasons() {
    return names.stream().anyMatch(RejectedRows::isReason);
  }

  List<String> names() {
    return List.copyOf(names);
  }

  String name(int index) {
    return names.get(index);
  }

  /** A column as the file calls it, or by its own name where the file does not have it. */
  String written(Column column) {
    int index = columns.indexOf(column);
    return index >= 0 ? names.get(index) : column.word();
  }
}
