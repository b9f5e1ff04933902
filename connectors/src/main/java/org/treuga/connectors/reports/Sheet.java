package org.treuga.connectors.reports;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.treuga.connectors.file.Texts;
import org.treuga.place.Precision;
import org.treuga.wire.Json;

/**
 * Observations as a table for a spreadsheet, and back: the full form of reports.csv, an {@code
 * attribute:} column for each attribute, and three columns that say whose row it is: {@code
 * treuga_case}, {@code treuga_feed} and {@code treuga_version}, the SHA-256 of what was exported.
 *
 * <p>A cell that a spreadsheet would run, or take for a number or a date that it is not, has an
 * apostrophe before it; reading takes exactly that one off again.
 */
public final class Sheet {

  static final String ATTRIBUTE = "attribute:";
  static final String VERSION_MARK = "v1:";

  /** In this order in the file; the mark of the version goes last. */
  static final List<Column> COLUMNS =
      List.of(
          Column.ID,
          Column.KIND,
          Column.SOURCE_ID,
          Column.OCCURRED_FROM,
          Column.OCCURRED_TO,
          Column.PUBLISHED_AT,
          Column.LAT,
          Column.LON,
          Column.PRECISION,
          Column.UNCERTAINTY_M,
          Column.PLACE_NAME,
          Column.ADMIN1,
          Column.COUNTRY,
          Column.OBJECT_CLASS,
          Column.OBJECT_NAME,
          Column.ALSO_REPORTED,
          Column.ACT,
          Column.WEAPON,
          Column.ALLEGED_ACTOR,
          Column.CLAIMED_BY,
          Column.DENIED_BY,
          Column.STATED_GROUND,
          Column.CREDIBILITY,
          Column.COUNT_LOW,
          Column.COUNT_BEST,
          Column.COUNT_HIGH,
          Column.KILLED_LOW,
          Column.KILLED_BEST,
          Column.KILLED_HIGH,
          Column.INJURED_LOW,
          Column.INJURED_BEST,
          Column.INJURED_HIGH,
          Column.AFFECTED_LOW,
          Column.AFFECTED_BEST,
          Column.AFFECTED_HIGH,
          Column.URL,
          Column.EVIDENCE_SHA256,
          Column.SUMMARY);

  /** Cells with a form of their own; a spreadsheet may show them as it likes. */
  static final Set<Column> INSTANTS =
      Set.of(Column.OCCURRED_FROM, Column.OCCURRED_TO, Column.PUBLISHED_AT);

  static final Set<Column> NUMBERS =
      COLUMNS.stream()
          .filter(c ->
              c == Column.LAT
                  || c == Column.LON
                  || c == Column.UNCERTAINTY_M
                  || c == Column.CREDIBILITY
                  || harmOf(c).length > 0)
          .collect(Collectors.toUnmodifiableSet());

  private static final String MONTHS =
      "(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\\.?";

  /** What a spreadsheet reads as a date, a long number, a fraction, a truth value. */
  private static final Pattern MISTAKEN =
      Pattern.compile(
          "0\\d+.*|\\d{12,}.*|\\d[\\d.,/:%$ eE+-]*[/:%$ eE+-][\\d.,/:%$ eE+-]*|\\d+\\.\\d+\\.[\\d.]*"
              + "|(\\d{1,4}[ .-]?"
              + MONTHS
              + "|"
              + MONTHS
              + "[ .-]?\\d{1,4})([ .,-]*\\d{1,4})?|true|false",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern PLAIN_NUMBER = Pattern.compile("-?\\d{1,11}(\\.\\d{1,15})?");

  private Sheet() {}

  /** The names of the columns of a sheet whose observations have these attributes. */
  public static List<String> header(Set<String> attributes) {
    List<String> names = new ArrayList<>();
    names.add("observation_id");
    COLUMNS.stream().skip(1).forEach(column -> names.add(nameOf(column)));
    new TreeSet<>(attributes).forEach(name -> names.add(ATTRIBUTE + name));
    names.addAll(List.of("treuga_case", "treuga_feed", "treuga_version"));
    return names;
  }

  private static String nameOf(Column column) {
    return column.word();
  }

  /** The attributes of an observation in its canonical form. */
  public static Map<String, String> attributes(Json.Obj observation) {
    Map<String, String> attributes = new TreeMap<>();
    object(observation, "attributes")
        .fields()
        .forEach(
            (name, value) -> attributes.put(name, value instanceof Json.Text t ? t.value() : ""));
    return attributes;
  }

  /**
   * The cells of a row under such a header.
   *
   * @param observation in its canonical form
   * @param version digest of that form
   */
  public static List<String> row(
      Json.Obj observation, Set<String> attributes, String caseId, String feed, String version) {
    Map<Column, String> cells = cells(observation);
    List<String> row = new ArrayList<>();
    for (Column column : COLUMNS) {
      String cell = cells.getOrDefault(column, "");
      row.add(INSTANTS.contains(column) || NUMBERS.contains(column) ? cell : guarded(cell));
    }
    Map<String, String> own = attributes(observation);
    new TreeSet<>(attributes).forEach(name -> row.add(guarded(own.getOrDefault(name, ""))));
    row.addAll(List.of(guarded(caseId), guarded(feed), VERSION_MARK + version));
    return row;
  }

  private static boolean isDangerous(String text) {
    return !text.isEmpty()
        && ("=+-@'\t\r".indexOf(text.charAt(0)) >= 0 && !PLAIN_NUMBER.matcher(text).matches()
            || MISTAKEN.matcher(text).matches());
  }

  static String guarded(String text) {
    return isDangerous(text) ? "'" + text : text;
  }

  /** The way back: takes off an apostrophe that {@link #guarded} has put there, and no other. */
  static String unguarded(String cell) {
    return cell.startsWith("'") && isDangerous(cell.substring(1)) ? cell.substring(1) : cell;
  }

  /** What each column says of an observation. */
  static Map<Column, String> cells(Json.Obj it) {
    Map<Column, String> cells = new EnumMap<>(Column.class);
    TOP.forEach((column, field) -> cells.put(column, it.text(field)));
    cells.put(Column.CREDIBILITY, number(it, "credibility"));
    Json.Obj occurred = object(it, "occurred");
    cells.put(Column.OCCURRED_FROM, occurred.text("from"));
    cells.put(Column.OCCURRED_TO, occurred.text("to"));
    place(cells, object(it, "place"));
    for (Column column : COLUMNS) {
      String[] harm = harmOf(column);
      if (harm.length > 0) {
        cells.put(column, number(object(object(it, "harm"), harm[0]), harm[1]));
      }
    }
    return cells;
  }

  private static void place(Map<Column, String> cells, Json.Obj place) {
    cells.put(Column.LAT, place.text("lat"));
    cells.put(Column.LON, place.text("lon"));
    cells.put(Column.PRECISION, place.text("precision"));
    // The radius that follows from the precision is not stated, so that to change the latter is
    // enough.
    String radius = place.text("uncertainty_m");
    boolean follows =
        !radius.isEmpty()
            && Precision.find(place.text("precision")).orElse(Precision.UNKNOWN).radiusMeters()
                == Double.parseDouble(radius);
    cells.put(Column.UNCERTAINTY_M, follows ? "" : radius);
    cells.put(Column.PLACE_NAME, String.join(NAMES_JOINED, texts(place, "place_names")));
    cells.put(Column.ADMIN1, place.text("admin1"));
    cells.put(Column.COUNTRY, String.join("/", texts(place, "countries")));
  }

  static final String NAMES_JOINED = " | ";

  /** Columns that are one field of the canonical form each. */
  static final Map<Column, String> TOP =
      new EnumMap<>(
          Map.ofEntries(
              Map.entry(Column.ID, "observation_id"),
              Map.entry(Column.KIND, "kind"),
              Map.entry(Column.SOURCE_ID, "source"),
              Map.entry(Column.PUBLISHED_AT, "published_at"),
              Map.entry(Column.OBJECT_CLASS, "class"),
              Map.entry(Column.OBJECT_NAME, "object_name"),
              Map.entry(Column.ALSO_REPORTED, "also_reported"),
              Map.entry(Column.ACT, "act"),
              Map.entry(Column.WEAPON, "weapon"),
              Map.entry(Column.ALLEGED_ACTOR, "alleged_actor"),
              Map.entry(Column.CLAIMED_BY, "claimed_by"),
              Map.entry(Column.DENIED_BY, "denied_by"),
              Map.entry(Column.STATED_GROUND, "stated_ground"),
              Map.entry(Column.URL, "url"),
              Map.entry(Column.EVIDENCE_SHA256, "evidence_sha256"),
              Map.entry(Column.SUMMARY, "summary")));

  /** {@code killed, low} for {@code killed_low}; nothing for other columns. */
  static String[] harmOf(Column column) {
    String word = column.word();
    return word.matches("(count|killed|injured|affected)_(low|best|high)")
        ? word.split("_", 2)
        : new String[0];
  }

  static Json.Obj object(Json.Obj json, String name) {
    return json.fields().get(name) instanceof Json.Obj object ? object : new Json.Obj(Map.of());
  }

  private static String number(Json.Obj json, String name) {
    return json.fields().get(name) instanceof Json.Num number ? number.literal() : "";
  }

  private static List<String> texts(Json.Obj json, String name) {
    return json.fields().get(name) instanceof Json.Arr array
        ? array.items().stream().map(item -> item instanceof Json.Text t ? t.value() : "").toList()
        : List.of();
  }

  // ---- whether a cell that came back is the one that went out

  private static final int CELL_CHARS = 32_767;
  private static final int LEAST_DIGITS = 9;

  /**
   * Whether a cell says what was exported, as a spreadsheet may have written it.
   *
   * @param was the text before it was guarded
   * @param cell the text that came back, its guard taken off
   */
  static boolean isSame(Column column, String was, String cell, SheetDates dates) {
    String one = lines(was);
    String other = lines(cell);
    if (one.equals(other) || isCut(one, other)) {
      return true;
    }
    if (INSTANTS.contains(column)) {
      return dates.isSame(one, other);
    }
    boolean number =
        NUMBERS.contains(column) || (PLAIN_NUMBER.matcher(one).matches() && !isDangerous(one));
    return number && isSameNumber(one, other);
  }

  private static String lines(String text) {
    return Texts.trim(text.replace("\r\n", "\n").replace('\r', '\n'));
  }

  /** No cell of a spreadsheet holds more; it cuts off what does not fit. */
  private static boolean isCut(String was, String cell) {
    return was.length() > CELL_CHARS && cell.length() >= CELL_CHARS - 1 && was.startsWith(cell);
  }

  /** Equal, or rounded to the digits that a spreadsheet shows. */
  private static boolean isSameNumber(String was, String cell) {
    String point = cell.replace(',', '.');
    if (!was.matches("-?\\d{1,15}(\\.\\d{1,20})?")
        || !point.matches("-?\\d{1,15}(\\.\\d{1,20})?([eE][+-]?\\d{1,2})?")) {
      return false;
    }
    BigDecimal before = new BigDecimal(was);
    BigDecimal after = new BigDecimal(point);
    if (before.compareTo(after) == 0) {
      return true;
    }
    int digits = after.precision();
    return digits >= LEAST_DIGITS
        && before.round(new java.math.MathContext(digits)).compareTo(after) == 0;
  }
}
