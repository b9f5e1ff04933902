package org.treuga.connectors.airalert;

import java.time.Instant;
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
import org.treuga.evidence.Kind;
import org.treuga.evidence.Observation;
import org.treuga.place.Place;
import org.treuga.place.Precision;
import org.treuga.time.Occurrence;

/**
 * Air-raid alerts in the three forms that are about: by the units of the official channel, by
 * region from volunteers, and merged by region.
 *
 * <p>An alert is a warning, not an attack; its act is {@code warning} and nobody is its actor. It
 * is known by its area and its begin, so that an end that comes later is a new version of it. An
 * end that the feed marks as made up ({@code naive}) is unknown.
 */
public final class AirAlertFeed implements Feed {

  private static final Map<String, Precision> LEVELS =
      Map.of(
          "oblast", Precision.REGION, "raion", Precision.DISTRICT, "hromada", Precision.DISTRICT);

  private final TableReader table =
      new TableReader(
          "airalert",
          List.of(
              new Layout(
                  List.of("oblast", "raion", "hromada", "level", "started_at", "finished_at"),
                  AirAlertFeed::official),
              new Layout(
                  List.of("region", "started_at", "finished_at", "naive"), AirAlertFeed::volunteer),
              new Layout(
                  List.of("region", "started_at", "finished_at", "n_subalerts"),
                  AirAlertFeed::merged)));

  @Override
  public String name() {
    return "airalert";
  }

  @Override
  public void read(List<Input> files, Sink sink) {
    table.read(files, sink);
  }

  private static Observation official(TableRow row) throws BadCell {
    Precision precision = LEVELS.get(row.required("level"));
    if (precision == null) {
      throw row.bad("level", "unknown-word", "oblast, raion or hromada");
    }
    List<String> names = new ArrayList<>();
    for (String column : List.of("hromada", "raion")) {
      if (!row.text(column).isEmpty()) {
        names.add(row.text(column));
      }
    }
    names.add(row.required("oblast"));
    return new Draft(
            row.id("airalert:official", "oblast", "raion", "hromada", "level", "started_at"),
            Kind.REPORT,
            "airalert.official",
            occurred(row, true))
        .at(new Place(null, precision, null, names, row.text("oblast"), List.of()))
        .act("warning")
        .with(row.others(Set.of("oblast", "raion", "hromada")));
  }

  private static Observation volunteer(TableRow row) throws BadCell {
    boolean endKnown =
        switch (row.required("naive")) {
          case "True", "true" -> false;
          case "False", "false" -> true;
          default -> throw row.bad("naive", "unknown-word", "True or False");
        };
    return byRegion(row, "airalert:volunteer", "airalert.volunteer", occurred(row, endKnown));
  }

  private static Observation merged(TableRow row) throws BadCell {
    return byRegion(row, "airalert:merged", "airalert.merged", occurred(row, true));
  }

  private static Observation byRegion(TableRow row, String feed, String source, Occurrence occurred)
      throws BadCell {
    String region = row.required("region");
    return new Draft(row.id(feed, "region", "started_at"), Kind.REPORT, source, occurred)
        .at(new Place(null, Precision.REGION, null, List.of(region), region, List.of()))
        .act("warning")
        .with(row.others(Set.of("region")));
  }

  private static Occurrence occurred(TableRow row, boolean endKnown) throws BadCell {
    Instant start = Days.instant(row, "started_at");
    if (!endKnown || row.text("finished_at").isEmpty()) {
      return Occurrence.within(start, Instant.MAX);
    }
    Instant end = Days.instant(row, "finished_at");
    if (end.isBefore(start)) {
      throw row.bad("finished_at", "before-start", "a time not before started_at");
    }
    // Both are written to the second, so an alert that ends where it begins lasted less than one.
    return Occurrence.within(start, end.equals(start) ? start.plusSeconds(1) : end);
  }
}
