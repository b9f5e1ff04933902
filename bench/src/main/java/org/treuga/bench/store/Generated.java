package org.treuga.bench.store;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.treuga.connectors.Feed;
import org.treuga.connectors.table.Draft;
import org.treuga.evidence.Kind;
import org.treuga.evidence.Observation;
import org.treuga.place.Place;
import org.treuga.place.Position;
import org.treuga.place.Precision;
import org.treuga.time.Occurrence;

/**
 * Observations drawn by seed, most of them around forty towns of one theatre of some 10 by 15
 * degrees, over two years; four of five last minutes, one a day or two, a few months, some have no
 * time or no place. No file is read.
 */
final class Generated implements Feed {

  static final Instant FIRST = Instant.parse("2031-01-01T00:00:00Z");
  static final int DAYS = 730;
  static final double SOUTH = 20;
  static final double WEST = -50;

  private final String name;
  private final int count;
  private final long seed;
  private final double[] towns = new double[80];

  Generated(String name, int count, long seed) {
    this.name = name;
    this.count = count;
    this.seed = seed;
    Random random = new Random(1);
    for (int i = 0; i < towns.length; i += 2) {
      towns[i] = SOUTH + 10 * random.nextDouble();
      towns[i + 1] = WEST + 15 * random.nextDouble();
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void read(List<Input> files, Sink sink) {
    Random random = new Random(seed);
    for (int i = 0; i < count; i++) {
      sink.accept(observation(random, i), new At("", 0));
    }
  }

  private Observation observation(Random random, int number) {
    Draft draft =
        new Draft(name + ":" + number, Kind.REPORT, "bench", occurred(random))
            .act(random.nextBoolean() ? "strike" : "artillery");
    if (random.nextInt(50) > 0) {
      draft.at(place(random));
    }
    return draft.with(
        Map.of(
            "headline", "A report of what was heard and seen, number " + random.nextInt(100_000)));
  }

  private static Occurrence occurred(Random random) {
    int kind = random.nextInt(1_000);
    if (kind == 0) {
      return Occurrence.UNKNOWN;
    }
    Instant from = FIRST.plusSeconds(random.nextInt(DAYS * 86_400));
    long seconds = kind < 5 ? 7_000_000 : kind < 200 ? 150_000 : 60;
    return Occurrence.within(from, from.plusSeconds(1 + random.nextLong(seconds)));
  }

  private Place place(Random random) {
    int town = 2 * random.nextInt(towns.length / 2);
    double spread = random.nextInt(10) == 0 ? 3 : 0.3;
    Position position =
        new Position(
            rounded(towns[town] + spread * random.nextGaussian()),
            rounded(towns[town + 1] + spread * random.nextGaussian()));
    return new Place(position, Precision.SETTLEMENT, null, List.of("Town " + town), "", List.of());
  }

  private static double rounded(double degrees) {
    return Math.round(degrees * 10_000) / 10_000.0;
  }
}
