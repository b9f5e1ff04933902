package org.treuga.connectors.modposts;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
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
 * Posts of a ministry's channel as a collector wrote them down: datetime (UTC, without a mark),
 * drone_count, oblasts and, for some months, text_snippet.
 *
 * <p>A post is a party's claim. What it is about happened before it was published, since when
 * nobody states. Numbers and regions were found by pattern and are kept as attributes; a single
 * region gives the place its name.
 */
public final class ModPostsFeed implements Feed {

  private final TableReader table =
      new TableReader(
          "modposts",
          List.of(
              new Layout(
                  List.of("datetime", "drone_count", "oblasts"), ModPostsFeed::observation)));

  @Override
  public String name() {
    return "modposts";
  }

  @Override
  public void read(List<Input> files, Sink sink) {
    table.read(files, sink);
  }

  private static Observation observation(TableRow row) throws BadCell {
    Instant published =
        Days.clock(row.required("datetime"))
            .orElseThrow(() -> row.bad("datetime", "not-a-time", "a UTC time as YYYY-MM-DD HH:MM"))
            .toInstant(ZoneOffset.UTC);
    // Checked although it stays an attribute: a row whose cells have shifted must not pass.
    row.count("drone_count");
    return new Draft(
            row.id("modposts", "datetime", "oblasts", "text_snippet"),
            Kind.CLAIM,
            "modposts",
            Occurrence.within(Instant.MIN, published.plusSeconds(60)))
        .published(published)
        .at(place(row.text("oblasts")))
        .with(row.others(Set.of()));
  }

  private static Place place(String oblasts) {
    if (oblasts.isEmpty() || oblasts.equals("unknown")) {
      return Place.UNKNOWN;
    }
    List<String> names = List.of(oblasts.split("\\|"));
    boolean one = names.size() == 1;
    return new Place(
        null,
        one ? Precision.REGION : Precision.UNKNOWN,
        null,
        names,
        one ? names.getFirst() : "",
        List.of());
  }
}
