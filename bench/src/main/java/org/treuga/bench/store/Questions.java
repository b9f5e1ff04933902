package org.treuga.bench.store;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import org.treuga.app.store.Filter;
import org.treuga.app.store.Store;
import org.treuga.time.Interval;

/** The queries of lists and maps, each many times with other values, drawn by seed. */
final class Questions {

  private static final int PAGE = 100;
  private static final int MAP_PAGE = 1_000;

  private final Store store;
  private final int rounds;
  private final Random random = new Random(3);
  private final Instant now = Instant.now();

  Questions(Store store, int rounds) {
    this.store = store;
    this.rounds = rounds;
  }

  void ask(boolean postgres) {
    String on = postgres ? "PostgreSQL" : "SQLite";
    time(on, "first page of 100", () -> page(Filter.ALL, PAGE));
    time(on, "a hundred pages on", this::deepPage);
    time(on, "page of a day", () -> page(within(Filter.ALL, 1), PAGE));
    time(on, "page of a quarter", () -> page(within(Filter.ALL, 90), PAGE));
    time(on, "page of a rare feed", () -> page(Filter.ALL.withFeed("rare"), PAGE));
    time(
        on,
        "page of a rare feed, a month",
        () -> page(within(Filter.ALL.withFeed("rare"), 30), PAGE));
    time(on, "page of a case without observations", () -> page(Filter.ALL.ofCase("none"), PAGE));
    time(on, "map of 1,000, half a degree", () -> page(box(0.5), MAP_PAGE));
    time(on, "map of 1,000, five degrees", () -> page(box(5), MAP_PAGE));
    time(on, "map of 1,000, all of it", () -> page(box(40), MAP_PAGE));
    time(on, "map of half a degree, a day", () -> page(within(box(0.5), 1), MAP_PAGE));
    time(on, "map of five degrees, a day", () -> page(within(box(5), 1), MAP_PAGE));
    time(on, "map of five degrees, a quarter", () -> page(within(box(5), 90), MAP_PAGE));
    time(
        on,
        "map of an empty sea",
        () -> page(Filter.ALL.within(new Filter.Box(-60, 60, -40, 90)), MAP_PAGE));
    time(
        on,
        "as of before the last import",
        () -> page(within(Filter.ALL, 1).asOf(now.minusSeconds(1)), PAGE));
    time(on, "as of before the first import", () -> page(Filter.ALL.asOf(Instant.EPOCH), PAGE));
    time(on, "all versions of one", this::history);
    time(on, "count of all", () -> store.count(Filter.ALL));
    time(on, "count of a month", () -> store.count(within(Filter.ALL, 30)));
    time(on, "count of five degrees", () -> store.count(box(5)));
    time(on, "count of five degrees, a month", () -> store.count(within(box(5), 30)));
  }

  private long page(Filter filter, int limit) {
    long[] found = {0};
    Optional<String> _end = store.page(filter, null, limit, one -> found[0]++);
    return found[0];
  }

  private long deepPage() {
    long at =
        Duration.ofDays(random.nextInt(Generated.DAYS))
                .plus(Duration.between(Instant.EPOCH, Generated.FIRST))
                .toSeconds()
            * 1_000_000;
    long[] found = {0};
    Optional<String> _end = store.page(Filter.ALL, "time." + at + ".5", PAGE, one -> found[0]++);
    return found[0];
  }

  private long history() {
    return store.history("drawn", "drawn:" + random.nextInt(100_000)).size();
  }

  private Filter within(Filter filter, int days) {
    Instant from =
        Generated.FIRST.plus(Duration.ofMinutes(random.nextInt((Generated.DAYS - days) * 1_440)));
    return filter.within(new Interval(from, from.plus(Duration.ofDays(days))));
  }

  private Filter box(double degrees) {
    double south = Generated.SOUTH + 10 * random.nextDouble() - degrees / 2;
    double west = Generated.WEST + 15 * random.nextDouble() - degrees / 2;
    return Filter.ALL.within(
        new Filter.Box(Math.max(-90, south), west, south + degrees, west + degrees));
  }

  private void time(String on, String what, Supplier<Long> question) {
    double[] millis = new double[rounds];
    long found = 0;
    for (int i = -rounds / 10; i < rounds; i++) {
      long start = System.nanoTime();
      long some = question.get();
      if (i >= 0) {
        millis[i] = (System.nanoTime() - start) / 1e6;
        found += some;
      }
    }
    Arrays.sort(millis);
    StoreBench.row(
        what,
        on,
        StoreBench.whole((double) found / rounds),
        millis(millis[rounds / 2]),
        millis(millis[rounds * 95 / 100]),
        millis(millis[rounds - 1]));
  }

  private static String millis(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
