package org.treuga.connectors.reports;

import static org.treuga.connectors.reports.Fault.*;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The columns of a file of reports, with the names by which they are known.
 *
 * <p>The names proper are those of the full and of the short form. A synonym is what other data
 * sets call the same thing: it is understood too, and a note says so. The last two stand for no
 * column: faults of a whole row and of a geometry are filed under them.
 */
enum Column {
  ID(
      called("id", "observation_id"),
      called("report_id", "event_id", "incident_id"),
      MISSING,
      UNUSABLE,
      NOT_TEXT,
      CONFLICT,
      SPREADSHEET_ERROR),
  KIND(called("kind"), called(), UNKNOWN_WORD, SPREADSHEET_ERROR),
  SOURCE_ID(called("source_id"), called("source")),
  SOURCE_NAME(called("source_name"), called()),
  OCCURRED_FROM(
      called("occurred_from"),
      called(
          "event_date",
          "event_time",
          "occurred_at",
          "start",
          "start_time",
          "timestamp",
          "datetime"),
      Faults.INSTANT),
  OCCURRED_TO(
      called("occurred_to"), called("end", "end_time", "end_date"), Faults.INSTANT, BEFORE_FROM),
  PUBLISHED_AT(called("published_at"), called("published", "publication_date"), Faults.INSTANT),
  T_FROM_UTC(called("t_from_utc"), called(), Faults.INSTANT),
  T_TO_UTC(called("t_to_utc"), called(), Faults.INSTANT, BEFORE_FROM),
  DATE(
      called("date"),
      called("\u0434\u0430\u0442\u0430"),
      MISSING,
      NOT_A_DAY,
      NO_CLOCK,
      DAY_MONTH_ORDER,
      BARE_NUMBER,
      SPREADSHEET_ERROR),
  TIME(called("time_if_known"), called("time"), NOT_A_TIME, UNKNOWN_WORD, SPREADSHEET_ERROR),
  LAT(called("lat"), called("latitude", "y", "\u0448\u0438\u0440\u043e\u0442\u0430"), Faults.AXIS),
  LON(
      called("lon"),
      called(
          "longitude",
          "lng",
          "long",
          "x",
          "\u0434\u043e\u043b\u0433\u043e\u0442\u0430",
          "\u0434\u043e\u0432\u0433\u043e\u0442\u0430"),
      Faults.AXIS),
  PRECISION(
      called("precision", "coord_precision"),
      called("geo_precision"),
      UNKNOWN_WORD,
      SPREADSHEET_ERROR),
  UNCERTAINTY_M(
      called("uncertainty_m"), called("accuracy_m", "radius_m"), NOT_METERS, SPREADSHEET_ERROR),
  PLACE_NAME(called("place_name", "place"), called("location", "settlement", "city")),
  ADMIN1(called("admin1"), called("region", "province", "oblast")),
  COUNTRY(called("country"), called("country_code", "iso2"), NOT_A_CODE, SPREADSHEET_ERROR),
  OBJECT_NAME(called("object_name"), called("object", "target")),
  OBJECT_CLASS(called("object_class"), called("target_class"), SPREADSHEET_ERROR),
  ALSO_REPORTED(called("also_reported"), called(), SPREADSHEET_ERROR),
  ACT(called("act"), called("event_type"), SPREADSHEET_ERROR),
  ACT_CODE(called("act_code"), called(), SPREADSHEET_ERROR),
  WEAPON(called("weapon"), called("means", "weapon_type")),
  ALLEGED_ACTOR(called("alleged_actor"), called("actor", "actor1", "perpetrator")),
  CLAIMED_BY(called("claimed_by"), called("claimant")),
  DENIED_BY(called("denied_by"), called()),
  STATED_GROUND(called("stated_ground"), called(), SPREADSHEET_ERROR),
  CREDIBILITY(called("credibility"), called(), NOT_A_GRADE, SPREADSHEET_ERROR),
  COUNT_LOW(called("count_low"), called(), Faults.LOW),
  COUNT_BEST(called("count_best"), called("count"), Faults.COUNT),
  COUNT_HIGH(called("count_high"), called(), Faults.COUNT),
  KILLED_LOW(called("killed_low"), called(), Faults.LOW),
  KILLED_BEST(called("killed_best"), called("killed", "fatalities", "deaths"), Faults.COUNT),
  KILLED_HIGH(called("killed_high"), called(), Faults.COUNT),
  INJURED_LOW(called("injured_low"), called(), Faults.LOW),
  INJURED_BEST(called("injured_best"), called("injured", "wounded"), Faults.COUNT),
  INJURED_HIGH(called("injured_high"), called(), Faults.COUNT),
  AFFECTED_LOW(called("affected_low"), called(), Faults.LOW),
  AFFECTED_BEST(called("affected_best"), called("affected"), Faults.COUNT),
  AFFECTED_HIGH(called("affected_high"), called(), Faults.COUNT),
  URL(called("url", "source_url"), called("link")),
  EVIDENCE_SHA256(called("evidence_sha256"), called("sha256"), NOT_A_DIGEST, SPREADSHEET_ERROR),
  SUMMARY(called("summary", "summary_own_words"), called("description")),
  CASE(called("treuga_case"), called()),
  FEED(called("treuga_feed"), called()),
  VERSION(called("treuga_version"), called()),
  COORDINATES(called(), called(), EMPTY, NOT_A_POINT, NOT_NUMBERS, CONTRADICTION),
  ROW(
      called(),
      called(),
      TOO_SHORT,
      TOO_LONG,
      TEXT_AFTER_QUOTE,
      NOT_JSON,
      NOT_AN_OBJECT,
      SEVERAL_ON_A_LINE,
      TOO_DEEP,
      NAME_TWICE,
      NESTED_VALUE);

  /** Kept, because {@link #values()} copies on every call. */
  static final List<Column> ALL = List.of(values());

  private final List<String> names;
  private final List<String> synonyms;
  private final Set<Fault> faults;

  Column(List<String> names, List<String> synonyms, Fault... faults) {
    this(names, synonyms, List.of(faults));
  }

  Column(List<String> names, List<String> synonyms, List<Fault> some, Fault... more) {
    this.names = names;
    this.synonyms = synonyms;
    this.faults = EnumSet.noneOf(Fault.class);
    this.faults.addAll(some);
    this.faults.addAll(List.of(more));
  }

  private static List<String> called(String... names) {
    return List.of(names);
  }

  /** The names proper, the one used in codes first; empty for what is no column. */
  List<String> names() {
    return names;
  }

  List<String> synonyms() {
    return synonyms;
  }

  /** The name used in rejection codes. */
  String word() {
    return names.isEmpty() ? name().toLowerCase(java.util.Locale.ROOT) : names.getFirst();
  }

  /**
   * The stable code of a fault in this column.
   *
   * @throws IllegalArgumentException if this column is not documented to have that fault
   */
  String code(Fault fault) {
    if (!faults.contains(fault)) {
      throw new IllegalArgumentException("fault must be one of " + faults + ", was " + fault);
    }
    return "reports." + word() + "." + fault.word();
  }

  /** Whether a cell of this column is more than free text, so that {@code #N/A} is no value. */
  boolean isTyped() {
    return faults.contains(SPREADSHEET_ERROR);
  }

  /** Every code a rejection of this package may carry. */
  static List<String> allCodes() {
    List<String> codes = new ArrayList<>();
    for (Column column : ALL) {
      column.faults.forEach(fault -> codes.add(column.code(fault)));
    }
    return codes;
  }

  /** In a class of its own, since an enum's constants come before its static fields. */
  private static final class Faults {
    static final List<Fault> INSTANT =
        List.of(
            NO_OFFSET,
            ZONE_NAME,
            OFFSET_AGAINST_ZONE,
            DAY_MONTH_ORDER,
            BARE_NUMBER,
            NOT_AN_INSTANT,
            SPREADSHEET_ERROR);
    static final List<Fault> AXIS =
        List.of(NOT_DEGREES, AXIS_LETTER, OUT_OF_RANGE, MISSING, SPREADSHEET_ERROR);
    static final List<Fault> COUNT = List.of(NOT_A_COUNT, SPREADSHEET_ERROR);
    static final List<Fault> LOW = List.of(NOT_A_COUNT, OUT_OF_ORDER, SPREADSHEET_ERROR);
  }
}
