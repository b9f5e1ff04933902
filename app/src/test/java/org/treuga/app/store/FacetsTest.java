package org.treuga.app.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.treuga.connectors.table.Draft;
import org.treuga.evidence.Kind;
import org.treuga.evidence.Observation;
import org.treuga.place.Place;
import org.treuga.place.Position;
import org.treuga.place.Precision;
import org.treuga.time.Occurrence;
import org.treuga.wire.Canonical;
import org.treuga.wire.Json;

class FacetsTest {

  private static final Instant DAY = Instant.parse("2031-03-01T00:00:00Z");

  @Test
  void an_import_and_a_rebuild_give_the_same() {
    for (Occurrence occurred :
        List.of(
            Occurrence.UNKNOWN,
            Occurrence.within(DAY, Instant.MAX),
            Occurrence.within(Instant.MIN, DAY),
            Occurrence.within(DAY.plusNanos(123_456_789), DAY.plusSeconds(4_000)))) {
      for (Position at :
          new Position[] {
            new Position(-0.0, 0.1 + 0.2), new Position(90, 180), new Position(-90, -180)
          }) {
        Observation observation =
            new Draft("a", Kind.FIELD, "s", occurred)
                .act("strike")
                .at(new Place(at, Precision.EXACT, null, List.of(), "", List.of()))
                .with(Map.of());
        Facets facets = Facets.of(observation);
        assertThat(Facets.of((Json.Obj) Canonical.observation(observation))).isEqualTo(facets);
        assertThat(facets.cell()).isBetween(0, Grid.ROWS * Grid.COLUMNS - 1);
        assertThat(facets.ends()).isGreaterThan(facets.begins());
      }
    }
  }

  @Test
  void what_overlaps_an_interval_began_within_the_range_of_its_class() {
    for (long seconds : new long[] {1, 3_600, 3_601, 259_200, 5_000_000, 90_000_000, 1L << 40}) {
      Occurrence occurred = Occurrence.within(DAY, DAY.plusSeconds(seconds));
      Facets facets = Facets.of(new Draft("a", Kind.FIELD, "s", occurred).with(Map.of()));
      assertThat(facets.cell()).isNull();
      assertThat(facets.begins())
          .isGreaterThanOrEqualTo(Spans.earliestBegin(Spans.of(facets), facets.ends() - 1));
    }
  }
}
