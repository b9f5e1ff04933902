package org.treuga.connectors.attacks;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Set;
import org.treuga.connectors.Feed;
import org.treuga.connectors.table.BadCell;
import org.treuga.connectors.table.Clocks;
import org.treuga.connectors.table.Days;
import org.treuga.connectors.table.Draft;
import org.treuga.connectors.table.Layout;
import org.treuga.connectors.table.TableReader;
import org.treuga.connectors.table.TableRow;
import org.treuga.evidence.Count;
import org.treuga.evidence.Kind;
import org.treuga.evidence.Observation;
import org.treuga.place.Place;
import org.treuga.place.Precision;
import org.treuga.time.Occurrence;

/**
 * Waves of missiles and drones as the defending side announced them: one row a wave and weapon.
 *
 * <p>A claim of one side, without a position. {@code launched} becomes the count; what was shot
 * down or lost is a claim within the claim and stays an attribute. A time without a clock is a
 * whole day.
 */
public final class AttacksFeed implements Feed {

  private static final List<String> COLUMNS =
      List.of("time_start", "time_end", "model", "launch_place", "target", "launched", "source");
  private static final List<String> COUNTS =
      List.of("launched", "destroyed", "not_reach_goal", "still_attacking");

  private final Clocks clocks = Clocks.of(AttacksFeed.class);
  private final TableReader table =
      new TableReader("attacks", List.of(new Layout(COLUMNS, this::observation)));

  @Override
  public String name() {
    return "attacks";
  }

  @Override
  public void read(List<Input> files, Sink sink) {
    table.read(files, sink);
  }

  private Observation observation(TableRow row) throws BadCell {
    for (String column : COUNTS) {
      row.count(column);
    }
    Draft draft =
        new Draft(
                row.id(
                    "attacks",
                    "time_start",
                    "time_end",
                    "model",
                    "launch_place",
                    "target",
                    "carrier",
                    "source"),
                Kind.CLAIM,
                "attacks",
                occurred(row))
            .at(place(row.text("target")))
            .means(row.required("model"));
    row.count("launched").ifPresent(n -> draft.harm("count", new Count(n, n, n)));
    return draft.with(row.others(Set.of("target", "model")));
  }

  private static Place place(String target) {
    return target.isEmpty()
        ? Place.UNKNOWN
        : new Place(null, Precision.UNKNOWN, null, List.of(target), "", List.of());
  }

  private Occurrence occurred(TableRow row) throws BadCell {
    Instant start = clocks.earliest(time(row, "time_start", 0, 0));
    Instant end = clocks.latest(time(row, "time_end", 1, 1));
    if (!end.isAfter(start)) {
      throw row.bad("time_end", "before-start", "a time not before time_start");
    }
    return Occurrence.within(start, end);
  }

  private static LocalDateTime time(TableRow row, String column, int plusMinutes, int plusDays)
      throws BadCell {
    String text = row.required(column);
    if (text.length() <= "YYYY-MM-DD".length()) {
      return Days.day(row, column).plusDays(plusDays).atStartOfDay();
    }
    return Days.clock(text)
        .orElseThrow(() -> row.bad(column, "not-a-time", "YYYY-MM-DD or YYYY-MM-DD HH:MM"))
        .plusMinutes(plusMinutes);
  }
}
