package org.treuga.connectors.gdelt;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.treuga.connectors.Feed;
import org.treuga.connectors.table.BadCell;
import org.treuga.connectors.table.Days;
import org.treuga.connectors.table.Draft;
import org.treuga.connectors.table.Layout;
import org.treuga.connectors.table.TableReader;
import org.treuga.connectors.table.TableRow;
import org.treuga.evidence.Kind;
import org.treuga.evidence.Observation;
import org.treuga.place.Place;
import org.treuga.place.Position;
import org.treuga.place.Precision;

/**
 * GDELT event files 1.0 (58 columns, 57 before April 2013) and 2.0 (61 columns): tab-separated, no
 * header, named .CSV all the same.
 *
 * <p>Coded by machine from the news. The place is that of the action; its type tells cities (3, 4)
 * from first-order units (2, 5) and countries (1), whose middle says nothing of where. Actor1 is
 * the actor as the feed words it. Event codes (CAMEO) stay attributes: they say too little of the
 * means.
 */
public final class GdeltFeed implements Feed {

  private static final DateTimeFormatter DAY = strict("uuuuMMdd");
  private static final DateTimeFormatter SECOND = strict("uuuuMMddHHmmss");
  private static final Map<String, Precision> TYPES =
      Map.of(
          "", Precision.UNKNOWN,
          "0", Precision.UNKNOWN,
          "1", Precision.UNKNOWN,
          "2", Precision.REGION,
          "3", Precision.SETTLEMENT,
          "4", Precision.SETTLEMENT,
          "5", Precision.REGION);
  private static final Set<String> TOLD =
      Set.of(
          "GlobalEventID",
          "Day",
          "MonthYear",
          "Year",
          "FractionDate",
          "Actor1Name",
          "ActionGeo_Fullname",
          "DATEADDED",
          "SOURCEURL");

  private final Map<Integer, Layout> layouts =
      Map.of(
          57, new Layout(columns(false).subList(0, 57), GdeltFeed::observation),
          58, new Layout(columns(false), GdeltFeed::observation),
          61, new Layout(columns(true), GdeltFeed::observation));

  @Override
  public String name() {
    return "gdelt";
  }

  @Override
  public void read(List<Input> files, Sink sink) {
    TableReader.readTabs("gdelt", layouts, files, sink);
  }

  private static DateTimeFormatter strict(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT)
        .withResolverStyle(ResolverStyle.STRICT);
  }

  private static List<String> columns(boolean second) {
    List<String> all =
        new ArrayList<>(List.of("GlobalEventID", "Day", "MonthYear", "Year", "FractionDate"));
    for (String actor : List.of("Actor1", "Actor2")) {
      for (String column :
          List.of(
              "Code",
              "Name",
              "CountryCode",
              "KnownGroupCode",
              "EthnicCode",
              "Religion1Code",
              "Religion2Code",
              "Type1Code",
              "Type2Code",
              "Type3Code")) {
        all.add(actor + column);
      }
    }
    all.addAll(
        List.of(
            "IsRootEvent",
            "EventCode",
            "EventBaseCode",
            "EventRootCode",
            "QuadClass",
            "GoldsteinScale",
            "NumMentions",
            "NumSources",
            "NumArticles",
            "AvgTone"));
    for (String geo : List.of("Actor1Geo_", "Actor2Geo_", "ActionGeo_")) {
      all.addAll(List.of(geo + "Type", geo + "Fullname", geo + "CountryCode", geo + "ADM1Code"));
      if (second) {
        all.add(geo + "ADM2Code");
      }
      all.addAll(List.of(geo + "Lat", geo + "Long", geo + "FeatureID"));
    }
    all.addAll(List.of("DATEADDED", "SOURCEURL"));
    return all;
  }

  private static Observation observation(TableRow row) throws BadCell {
    String id = row.required("GlobalEventID");
    if (!id.matches("\\d{1,18}")) {
      throw row.bad("GlobalEventID", "not-a-code", "a number");
    }
    LocalDate day = day(row);
    Place place = place(row);
    return new Draft("gdelt:" + id, Kind.REPORT, "gdelt", Days.local(day, day, place.position()))
        .published(added(row))
        .at(place)
        .actor(row.text("Actor1Name"))
        .url(row.text("SOURCEURL"))
        .with(row.others(TOLD));
  }

  private static LocalDate day(TableRow row) throws BadCell {
    try {
      return LocalDate.parse(row.required("Day"), DAY);
    } catch (DateTimeException _otherForm) {
      throw row.bad("Day", "not-a-day", "a day as YYYYMMDD");
    }
  }

  /** When the feed took it in: the article was out by then. */
  private static Instant added(TableRow row) throws BadCell {
    String text = row.required("DATEADDED");
    try {
      return text.length() == 8
          ? LocalDate.parse(text, DAY).plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC)
          : LocalDateTime.parse(text, SECOND).toInstant(ZoneOffset.UTC);
    } catch (DateTimeException _otherForm) {
      throw row.bad("DATEADDED", "not-a-time", "a UTC time as YYYYMMDDHHMMSS or YYYYMMDD");
    }
  }

  private static Place place(TableRow row) throws BadCell {
    Precision precision = TYPES.get(row.text("ActionGeo_Type"));
    if (precision == null) {
      throw row.bad("ActionGeo_Type", "not-a-code", "a code from 0 to 5");
    }
    Position position = row.findPosition("ActionGeo_Lat", "ActionGeo_Long").orElse(null);
    boolean stated = precision != Precision.UNKNOWN;
    String name = row.text("ActionGeo_Fullname");
    List<String> names = name.isEmpty() ? List.of() : List.of(name);
    // The middle of a country is no place where anything happened.
    return new Place(stated ? position : null, precision, null, names, "", List.of());
  }
}
