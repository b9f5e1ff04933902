package org.treuga.connectors.ucdp;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.treuga.connectors.Feed;
import org.treuga.connectors.table.BadCell;
import org.treuga.connectors.table.Days;
import org.treuga.connectors.table.Draft;
import org.treuga.connectors.table.Layout;
import org.treuga.connectors.table.TableReader;
import org.treuga.connectors.table.TableRow;
import org.treuga.evidence.Count;
import org.treuga.evidence.Kind;
import org.treuga.evidence.Observation;
import org.treuga.place.Place;
import org.treuga.place.Position;
import org.treuga.place.Precision;

/**
 * UCDP GED and candidate events (Sundberg and Melander 2013; Hegre et al. 2020): events with at
 * least one death, each with an id.
 *
 * <p>{@code where_prec} 1 is a named place, 2 about 25 km around one, 3 a second-order and 4 a
 * first-order unit; 5 to 7 are lines, countries and waters, whose extent the code does not tell.
 * The two sides are those of the conflict; only where violence is one-sided (type 3) does the feed
 * say who acted, and only then is side_a the actor. Days are the place's own; see {@link
 * Days#local}.
 */
public final class UcdpFeed implements Feed {

  private static final List<String> COLUMNS =
      List.of(
          "id",
          "type_of_violence",
          "side_a",
          "where_prec",
          "latitude",
          "longitude",
          "date_start",
          "date_end",
          "date_prec",
          "best",
          "high",
          "low");
  private static final Set<String> TOLD =
      Set.of(
          "id",
          "latitude",
          "longitude",
          "geom_wkt",
          "adm_1",
          "where_coordinates",
          "best",
          "high",
          "low");
  private static final Map<String, Precision> PRECISIONS =
      Map.of(
          "1", Precision.SETTLEMENT,
          "2", Precision.DISTRICT,
          "3", Precision.DISTRICT,
          "4", Precision.REGION,
          "5", Precision.UNKNOWN,
          "6", Precision.UNKNOWN,
          "7", Precision.UNKNOWN);

  private final TableReader table =
      new TableReader("ucdp", List.of(new Layout(COLUMNS, UcdpFeed::observation)));

  @Override
  public String name() {
    return "ucdp";
  }

  @Override
  public void read(List<Input> files, Sink sink) {
    table.read(files, sink);
  }

  private static Observation observation(TableRow row) throws BadCell {
    String id = "ucdp:" + row.required("id");
    Position position = row.position("latitude", "longitude");
    EventDays days = EventDays.of(row);
    Map<String, String> attributes = row.others(TOLD);
    if (days.isDoubtful()) {
      attributes.put("date_reading", "day and month may be the other way round; both allowed for");
    }
    return new Draft(id, Kind.REPORT, "ucdp", Days.local(days.first(), days.last(), position))
        .at(place(row, position))
        .actor(row.text("type_of_violence").equals("3") ? row.text("side_a") : "")
        .harm("killed", killed(row))
        .with(attributes);
  }

  private static Place place(TableRow row, Position position) throws BadCell {
    Precision precision = PRECISIONS.get(row.text("where_prec"));
    if (precision == null) {
      throw row.bad("where_prec", "not-a-code", "a code from 1 to 7");
    }
    List<String> names = new ArrayList<>();
    for (String column : List.of("where_coordinates", "adm_2")) {
      if (!row.text(column).isEmpty()) {
        names.add(row.text(column));
      }
    }
    return new Place(position, precision, null, names, row.text("adm_1"), List.of());
  }

  private static Count killed(TableRow row) throws BadCell {
    long low = count(row, "low");
    long best = count(row, "best");
    long high = count(row, "high");
    if (low > best || best > high) {
      throw row.bad("best", "out-of-order", "low <= best <= high, here " + low + " and " + high);
    }
    return new Count(low, best, high);
  }

  private static long count(TableRow row, String column) throws BadCell {
    row.required(column);
    return row.count(column).orElseThrow();
  }
}
