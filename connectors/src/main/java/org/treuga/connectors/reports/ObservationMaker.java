package org.treuga.connectors.reports;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.treuga.connectors.file.Texts;
import org.treuga.evidence.Count;
import org.treuga.evidence.Kind;
import org.treuga.evidence.Observation;
import org.treuga.evidence.ReportedObject;
import org.treuga.place.Place;
import org.treuga.place.Position;
import org.treuga.place.Precision;
import org.treuga.time.Interval;
import org.treuga.time.Occurrence;

/** Understands the cells of a row, of the short form or the full one or a mixture. */
final class ObservationMaker {

  private static final List<Column> TYPED = Column.ALL.stream().filter(Column::isTyped).toList();
  private static final int MAX_ID_CHARS = 300;
  private static final int NOT_JUDGED = 6;

  private final ReportRules rules;
  private final ActOf acts;
  private final Consumer<String> notes;

  ObservationMaker(ReportRules rules, Consumer<String> notes) {
    this.rules = rules;
    this.acts = new ActOf(rules);
    this.notes = notes;
  }

  /**
   * The observation of a row.
   *
   * @throws BadRow if a cell cannot be understood
   */
  Observation observation(Row row) {
    refuseSpreadsheetErrors(row);
    String id = id(row);
    Place place = place(row);
    Occurrence occurred = occurred(row, place);
    return new Observation(
        id,
        kind(row),
        sourceId(row),
        occurred,
        publishedAt(row),
        place,
        new ReportedObject(
            row.get(Column.OBJECT_NAME),
            row.get(Column.OBJECT_CLASS),
            row.get(Column.ALSO_REPORTED)),
        act(row, place),
        row.get(Column.WEAPON),
        row.get(Column.ALLEGED_ACTOR),
        row.get(Column.CLAIMED_BY),
        row.get(Column.DENIED_BY),
        row.get(Column.STATED_GROUND),
        credibility(row),
        harm(row),
        row.get(Column.URL),
        evidence(row),
        row.get(Column.SUMMARY),
        attributes(row));
  }

  private static void refuseSpreadsheetErrors(Row row) {
    for (Column column : TYPED) {
      String cell = row.get(column);
      if (!cell.isEmpty() && isSpreadsheetError(cell)) {
        throw row.fault(
            column, Fault.SPREADSHEET_ERROR, "a value, or an empty cell when it is not known");
      }
    }
  }

  /** {@code #N/A}, {@code #VALUE!}, {@code #NV}, {@code ####}, {@code Err:502} and their kin. */
  private static boolean isSpreadsheetError(String cell) {
    return cell.charAt(0) == '#' || cell.startsWith("Err:");
  }

  private String id(Row row) {
    String id = row.get(Column.ID);
    if (id.isEmpty()) {
      throw row.fault(Column.ID, Fault.MISSING, "an id, unique among the reports");
    }
    if (hasControl(id) || id.length() > MAX_ID_CHARS) {
      throw row.fault(
          Column.ID,
          Fault.UNUSABLE,
          "an id on one line, of at most " + MAX_ID_CHARS + " characters");
    }
    if (looksRounded(id)) {
      notes.accept(
          row.file() + ": ids such as " + id + " look like numbers that a spreadsheet has rounded");
    }
    return id;
  }

  private static boolean hasControl(String id) {
    for (int i = 0; i < id.length(); i++) {
      if (Character.isISOControl(id.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  private static boolean looksRounded(String id) {
    return Texts.isDigit(id.charAt(0)) && id.matches("\\d([.,]\\d+)?[Ee]\\+\\d+");
  }

  private static Kind kind(Row row) {
    if (!row.has(Column.KIND)) {
      return row.has(Column.CLAIMED_BY) ? Kind.CLAIM : Kind.REPORT;
    }
    return Kind.find(row.get(Column.KIND).toLowerCase(Locale.ROOT))
        .orElseThrow(() ->
            row.fault(
                Column.KIND,
                Fault.UNKNOWN_WORD,
                "one of " + words(Arrays.stream(Kind.values()).map(Kind::word).toList())));
  }

  private static String words(List<String> words) {
    return String.join(", ", words);
  }

  private static String sourceId(Row row) {
    return row.has(Column.SOURCE_ID)
        ? row.get(Column.SOURCE_ID)
        : slug(row.get(Column.SOURCE_NAME));
  }

  /**
   * Letters and digits in lower case, all else one hyphen: {@code TASS (reprint)}, tass-reprint.
   */
  static String slug(String name) {
    StringBuilder slug = new StringBuilder();
    for (int c : name.toLowerCase(Locale.ROOT).codePoints().toArray()) {
      if (Character.isLetterOrDigit(c)) {
        slug.appendCodePoint(c);
      } else if (!slug.isEmpty() && slug.charAt(slug.length() - 1) != '-') {
        slug.append('-');
      }
    }
    int end = slug.length();
    return end > 0 && slug.charAt(end - 1) == '-' ? slug.substring(0, end - 1) : slug.toString();
  }

  // ---- place

  private Place place(Row row) {
    NumberCell numbers = new NumberCell(row, notes);
    Position position = numbers.position();
    String name = row.get(Column.PLACE_NAME);
    String region = row.get(Column.ADMIN1);
    return new Place(
        position,
        precision(row),
        numbers.uncertaintyMeters(),
        name.isEmpty() || rules.isUnstated(name) ? List.of() : List.of(name),
        rules.isUnstated(region) ? "" : region,
        countries(row));
  }

  private static Precision precision(Row row) {
    if (!row.has(Column.PRECISION)) {
      return Precision.UNKNOWN;
    }
    return Precision.find(row.get(Column.PRECISION).toLowerCase(Locale.ROOT))
        .orElseThrow(() ->
            row.fault(
                Column.PRECISION,
                Fault.UNKNOWN_WORD,
                "one of "
                    + words(Arrays.stream(Precision.values()).map(Precision::word).toList())));
  }

  /** Two letters each; two codes are a place across a border, or one that both are named for. */
  private static List<String> countries(Row row) {
    String text = row.get(Column.COUNTRY);
    if (text.length() == 2) {
      return List.of(countryCode(row, text));
    }
    List<String> codes = new ArrayList<>();
    for (String part : text.split("[/;,+\\s]+")) {
      if (!part.isEmpty()) {
        String code = countryCode(row, part);
        if (!codes.contains(code)) {
          codes.add(code);
        }
      }
    }
    return codes;
  }

  private static String countryCode(Row row, String part) {
    String code = part.toUpperCase(Locale.ROOT);
    if (code.length() != 2 || !isCapital(code.charAt(0)) || !isCapital(code.charAt(1))) {
      throw row.fault(
          Column.COUNTRY,
          Fault.NOT_A_CODE,
          "two-letter codes of ISO 3166-1, several separated by /, or an empty cell");
    }
    return code;
  }

  private static boolean isCapital(char c) {
    return c >= 'A' && c <= 'Z';
  }

  // ---- time

  private Occurrence occurred(Row row, Place place) {
    if (row.has(Column.T_FROM_UTC) || row.has(Column.T_TO_UTC)) {
      return between(row, place, Column.T_FROM_UTC, Column.T_TO_UTC);
    }
    if (row.has(Column.OCCURRED_FROM) || row.has(Column.OCCURRED_TO)) {
      return between(row, place, Column.OCCURRED_FROM, Column.OCCURRED_TO);
    }
    return new LocalWhen(rules, row, place, notes).occurrence();
  }

  /**
   * From the begin of the first to the begin of the second; a day that ends it is taken to its own
   * end. Two equal instants are the one second, minute or day that they name.
   */
  private Occurrence between(Row row, Place place, Column fromColumn, Column toColumn) {
    Interval from = row.has(fromColumn) ? instant(row, place, fromColumn) : null;
    Interval to = row.has(toColumn) ? instant(row, place, toColumn) : null;
    if (to == null) {
      return from == null ? Occurrence.UNKNOWN : new Occurrence(from);
    }
    Instant end = isDay(row.get(toColumn)) ? to.endExclusive() : to.startInclusive();
    if (from == null) {
      return new Occurrence(Interval.until(end));
    }
    if (from.startInclusive().equals(end)) {
      return new Occurrence(from);
    }
    if (end.isBefore(from.startInclusive())) {
      throw row.fault(
          toColumn,
          Fault.BEFORE_FROM,
          "an end that is not before " + fromColumn.word() + " " + row.get(fromColumn));
    }
    return Occurrence.within(from.startInclusive(), end);
  }

  /** A day, with or without an offset, has no T and no blank before its time. */
  private static boolean isDay(String text) {
    return text.length() == 10 || (text.length() > 10 && "Tt ".indexOf(text.charAt(10)) < 0);
  }

  private Interval instant(Row row, Place place, Column column) {
    String text = row.get(column);
    LocalWhen local = new LocalWhen(rules, row, place, notes);
    return LocalWhen.isDay(text) && local.hasClock()
        ? local.day(column)
        : InstantCell.read(row, column, notes);
  }

  private @Nullable Instant publishedAt(Row row) {
    return row.has(Column.PUBLISHED_AT)
        ? InstantCell.read(row, Column.PUBLISHED_AT, notes).startInclusive()
        : null;
  }

  // ---- the rest

  private String act(Row row, Place place) {
    if (row.has(Column.ACT_CODE)) {
      return row.get(Column.ACT_CODE);
    }
    return row.has(Column.ACT) ? row.get(Column.ACT) : acts.find(row, place);
  }

  private static int credibility(Row row) {
    if (!row.has(Column.CREDIBILITY)) {
      return NOT_JUDGED;
    }
    String text = Texts.asciiNumber(row.get(Column.CREDIBILITY));
    if (text.length() != 1 || text.charAt(0) < '1' || text.charAt(0) > '6') {
      throw row.fault(
          Column.CREDIBILITY, Fault.NOT_A_GRADE, "an Admiralty figure from 1 to 6, or nothing");
    }
    return text.charAt(0) - '0';
  }

  private Map<String, Count> harm(Row row) {
    NumberCell numbers = new NumberCell(row, notes);
    Map<String, Count> harm = new TreeMap<>();
    put(harm, "count", numbers.count(Column.COUNT_LOW, Column.COUNT_BEST, Column.COUNT_HIGH));
    put(harm, "killed", numbers.count(Column.KILLED_LOW, Column.KILLED_BEST, Column.KILLED_HIGH));
    put(
        harm,
        "injured",
        numbers.count(Column.INJURED_LOW, Column.INJURED_BEST, Column.INJURED_HIGH));
    put(
        harm,
        "affected",
        numbers.count(Column.AFFECTED_LOW, Column.AFFECTED_BEST, Column.AFFECTED_HIGH));
    return harm;
  }

  private static void put(Map<String, Count> harm, String name, @Nullable Count count) {
    if (count != null) {
      harm.put(name, count);
    }
  }

  private static String evidence(Row row) {
    String digest = row.get(Column.EVIDENCE_SHA256).toLowerCase(Locale.ROOT);
    boolean hex =
        digest.length() == 64
            && digest.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
    if (!digest.isEmpty() && !hex) {
      throw row.fault(
          Column.EVIDENCE_SHA256, Fault.NOT_A_DIGEST, "a SHA-256 digest, 64 hexadecimal digits");
    }
    return digest;
  }

  /** What would otherwise be lost: columns without a field of their own, words read as nothing. */
  private Map<String, String> attributes(Row row) {
    Map<String, String> attributes = row.attributes();
    keep(row, Column.SOURCE_NAME, row.has(Column.SOURCE_NAME));
    keep(row, Column.DATE, row.has(Column.DATE));
    keep(row, Column.TIME, row.has(Column.TIME));
    keep(row, Column.PLACE_NAME, rules.isUnstated(row.get(Column.PLACE_NAME)));
    keep(row, Column.ADMIN1, rules.isUnstated(row.get(Column.ADMIN1)));
    keep(row, Column.ACT, row.has(Column.ACT_CODE) && row.has(Column.ACT));
    return attributes;
  }

  private static void keep(Row row, Column column, boolean needed) {
    if (needed) {
      row.putAttribute(column.word(), row.get(column));
    }
  }
}
