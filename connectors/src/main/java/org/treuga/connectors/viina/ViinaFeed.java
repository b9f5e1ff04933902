package org.treuga.connectors.viina;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.treuga.connectors.Feed;
import org.treuga.connectors.table.BadCell;
import org.treuga.connectors.table.Clocks;
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
import org.treuga.time.Occurrence;

/**
 * VIINA (Zhukov 2023, VIINA 2.0) in its export of six columns: datetime, lon, lat, place_name,
 * event_type, headline.
 *
 * <p>The time is that of the news item, on one of two clocks, and midnight means that no clock time
 * is known. The event is taken to lie on the day of the item or the day before. The position is
 * that of a place name of unknown extent, so its precision is unknown. Labels are a model's; one
 * that names a means becomes the act only where it is the only such label.
 *
 * <p>Without an id of its own, a row is known by all six columns: one item stands there once for
 * each place, and under other labels for other outlets.
 */
public final class ViinaFeed implements Feed {

  private static final List<String> COLUMNS =
      List.of("datetime", "lon", "lat", "place_name", "event_type", "headline");
  private static final Map<String, String> ACTS =
      Map.of("uav", "drone_unstated", "airstrike", "strike", "artillery", "artillery");

  private final Clocks clocks = Clocks.of(ViinaFeed.class);
  private final TableReader table =
      new TableReader("viina", List.of(new Layout(COLUMNS, this::observation)));

  @Override
  public String name() {
    return "viina";
  }

  @Override
  public void read(List<Input> files, Sink sink) {
    table.read(files, sink);
  }

  private Observation observation(TableRow row) throws BadCell {
    LocalDateTime published = published(row);
    boolean clockKnown = !published.toLocalTime().equals(LocalTime.MIDNIGHT);
    Draft draft =
        new Draft(
                row.id("viina", COLUMNS.toArray(String[]::new)),
                Kind.REPORT,
                "viina",
                occurred(published, clockKnown))
            .at(place(row))
            .act(act(row.text("event_type")));
    if (clockKnown) {
      // The later of the clocks: before that the item cannot be said to have been out.
      draft.published(clocks.latest(published));
    }
    return draft.with(row.others(Set.of("lon", "lat", "place_name")));
  }

  private static LocalDateTime published(TableRow row) throws BadCell {
    return Days.clock(row.required("datetime"))
        .orElseThrow(
            () -> row.bad("datetime", "not-a-time", "a local time as YYYY-MM-DD HH:MM:SS"));
  }

  private Occurrence occurred(LocalDateTime published, boolean clockKnown) {
    LocalDateTime day = published.truncatedTo(ChronoUnit.DAYS);
    Instant start = clocks.earliest(day.minusDays(1));
    Instant end = clocks.latest(clockKnown ? published.plusMinutes(1) : day.plusDays(1));
    return Occurrence.within(start, end);
  }

  private static Place place(TableRow row) throws BadCell {
    Position position = row.position("lat", "lon");
    String name = row.text("place_name");
    List<String> names = name.isEmpty() ? List.of() : List.of(name);
    return new Place(position, Precision.UNKNOWN, null, names, "", List.of());
  }

  private static String act(String labels) {
    List<String> acts = new ArrayList<>();
    for (String label : labels.split("\\|")) {
      String act = ACTS.get(label.strip());
      if (act != null) {
        acts.add(act);
      }
    }
    return acts.size() == 1 ? acts.getFirst() : "";
  }
}
