package org.treuga.app.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.treuga.connectors.Feeds;
import org.treuga.place.Position;
import org.treuga.time.Interval;
import org.treuga.wire.Json;

/** Pages and counts against a plain walk over everything, with filters drawn by seed. */
class SearchTest {

  private static final int OBSERVATIONS = 1_500;
  private static final Instant FIRST = Instant.parse("2031-03-01T00:00:00Z");

  @TempDir Path folder;
  private static @Nullable PostgresServer server;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    Optional<Path> programs = PostgresServer.programs();
    if (programs.isPresent()) {
      server = PostgresServer.start(programs.orElseThrow());
    }
  }

  @AfterAll
  static void stop() throws IOException, InterruptedException {
    if (server != null) {
      server.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "postgresql"})
  void pages_and_counts_say_what_a_walk_over_everything_says(String database) throws IOException {
    PostgresServer running = server;
    org.junit.jupiter.api.Assumptions.assumeTrue(
        database.equals("sqlite") || running != null, "skipped: no PostgreSQL server is installed");
    String url = running == null || database.equals("sqlite") ? null : running.newDatabase();
    Random random = new Random(5);
    try (DataDirectory directory = filled(url, random)) {
      Store store = directory.store();
      List<StoredObservation> everything = new ArrayList<>();
      for (Instant recorded : List.of(StoreScene.NOON, StoreScene.NOON.plusSeconds(60))) {
        store.asOf(Interval.ALWAYS, recorded, everything::add);
      }
      List<StoredObservation> versions = everything.stream().distinct().toList();
      for (int round = 0; round < 200; round++) {
        Filter filter = drawn(random);
        List<Long> expected =
            versions.stream()
                .filter(one -> fits(filter, one))
                .map(StoredObservation::entry)
                .sorted()
                .toList();
        assertThat(walked(store, filter, 1 + random.nextInt(400)).stream().sorted().toList())
            .as("seed 5, round %s, %s", round, filter)
            .isEqualTo(expected);
        assertThat(store.count(filter)).as("count, %s", filter).isEqualTo(expected.size());
      }
    }
  }

  /** All pages, one after another. */
  private static List<Long> walked(Store store, Filter filter, int limit) {
    List<Long> entries = new ArrayList<>();
    Optional<String> end = store.page(filter, null, limit, one -> entries.add(one.entry()));
    while (end.isPresent()) {
      int before = entries.size();
      end = store.page(filter, end.orElseThrow(), limit, one -> entries.add(one.entry()));
      assertThat(entries.size() - before).isLessThanOrEqualTo(limit);
    }
    return entries;
  }

  @Test
  void the_end_of_a_page_is_one_that_a_page_gave() throws IOException {
    try (DataDirectory directory = filled(null, new Random(6))) {
      Store store = directory.store();
      Filter box = Filter.ALL.within(new Filter.Box(-90, -180, 90, 180));
      String end = store.page(box, null, 3, one -> {}).orElseThrow();
      assertThatThrownBy(() -> store.page(Filter.ALL, end, 3, one -> {}))
          .isInstanceOf(IllegalArgumentException.class);
      for (String bad : List.of("", "time", "time.1.x", "time.9999999999999999999.1", "a.1.2")) {
        assertThatThrownBy(() -> store.page(Filter.ALL, bad, 3, one -> {}))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("after must be");
      }
      assertThatThrownBy(() -> store.page(Filter.ALL, null, 0, one -> {}))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  /** Observations of all lengths, some without a place or an end, a third of them corrected. */
  private DataDirectory filled(@Nullable String url, Random random) throws IOException {
    Instant[] now = {StoreScene.NOON};
    DataDirectory directory =
        DataDirectory.of(folder.resolve("data"), url, () -> now[0], new SecureRandom());
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < OBSERVATIONS; i++) {
      rows.add(row(random, i));
    }
    ingest(directory, rows);
    now[0] = StoreScene.NOON.plusSeconds(60);
    ingest(
        directory, rows.stream().filter(row -> row.hashCode() % 3 == 0).map(r -> r + "x").toList());
    return directory;
  }

  private void ingest(DataDirectory directory, List<String> rows) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add("observation_id,kind,occurred_from,occurred_to,lat,lon,summary");
    lines.addAll(rows);
    Path file = Files.write(folder.resolve("reports.csv"), lines);
    Receipt receipt =
        directory.ingest(Feeds.find("reports").orElseThrow(), List.of(file), "tester", "test");
    assertThat(receipt.accepted() + receipt.updated()).isEqualTo(rows.size());
  }

  private static String row(Random random, int number) {
    long[] lengths = {60, 3_600, 86_400, 864_000, 8_640_000, 864_000_000};
    Instant from = FIRST.plusSeconds(random.nextInt(100 * 86_400));
    Instant to = from.plusSeconds(1 + random.nextLong(lengths[random.nextInt(lengths.length)]));
    boolean open = random.nextInt(20) == 0;
    String place =
        random.nextInt(8) == 0
            ? ","
            : random.nextInt(12) == 0
                ? "90.0,180.0"
                : (48 + random.nextInt(400) / 100.0)
                    + ","
                    + (-180 + random.nextInt(36_000) / 100.0);
    return "R%05d,report,%s,%s,%s,summary"
        .formatted(number, open ? "" : from, open ? "" : to, place);
  }

  private static Filter drawn(Random random) {
    Filter filter = Filter.ALL;
    if (random.nextBoolean()) {
      Instant from = FIRST.plusSeconds(random.nextInt(110 * 86_400));
      filter = filter.within(new Interval(from, from.plusSeconds(1 + random.nextInt(5_000_000))));
    }
    if (random.nextBoolean()) {
      double south = 47 + random.nextInt(4);
      double west = random.nextInt(360) - 180;
      double east = random.nextInt(360) - 180;
      double north = random.nextInt(3) == 0 ? 90 : south + random.nextInt(3);
      filter = filter.within(new Filter.Box(south, west, north, east));
    }
    if (random.nextInt(3) == 0) {
      filter = filter.asOf(StoreScene.NOON.plusSeconds(random.nextInt(3) * 45L - 15));
    }
    if (random.nextInt(4) == 0) {
      filter = filter.withFeed(random.nextInt(4) == 0 ? "viina" : "reports");
    }
    return random.nextInt(4) == 0 ? filter.ofCase(random.nextInt(4) == 0 ? "other" : "") : filter;
  }

  private static boolean fits(Filter filter, StoredObservation one) {
    Instant recorded = filter.recordedAsOf();
    Instant to = one.recordedTo();
    boolean held =
        recorded == null
            ? to == null
            : !one.recordedFrom().isAfter(recorded) && (to == null || to.isAfter(recorded));
    boolean named =
        (filter.feed() == null || one.feed().equals(filter.feed()))
            && (filter.caseId() == null || filter.caseId().isEmpty());
    Json.Obj json = Entry.object(one.entry(), one.body());
    return held && named && overlaps(filter.occurred(), json) && inBox(filter.box(), json);
  }

  private static Json.Obj part(Json.Obj json, String name) {
    return json.fields().get(name) instanceof Json.Obj part ? part : new Json.Obj(Map.of());
  }

  private static boolean overlaps(Interval interval, Json.Obj json) {
    Json.Obj occurred = part(json, "occurred");
    String from = occurred.text("from");
    String to = occurred.text("to");
    return (from.isEmpty() || Instant.parse(from).isBefore(interval.endExclusive()))
        && (to.isEmpty() || Instant.parse(to).isAfter(interval.startInclusive()));
  }

  private static boolean inBox(Filter.@Nullable Box box, Json.Obj json) {
    if (box == null) {
      return true;
    }
    Json.Obj place = part(json, "place");
    if (place.text("lat").isEmpty()) {
      return false;
    }
    Position at =
        new Position(Double.parseDouble(place.text("lat")), Double.parseDouble(place.text("lon")));
    boolean across =
        box.west() <= box.east()
            ? at.longitude() >= box.west() && at.longitude() <= box.east()
            : at.longitude() >= box.west() || at.longitude() <= box.east();
    return across && at.latitude() >= box.south() && at.latitude() <= box.north();
  }

  @Test
  void a_reader_during_an_import_sees_what_was_before_and_does_not_wait()
      throws IOException, java.sql.SQLException {
    StoreScene scene = new StoreScene(folder, null);
    scene.ingest(scene.manyAlerts("a.csv", 700, 30));
    try (DataDirectory importing = scene.open();
        StoreWriter writer = importing.store().write()) {
      writer.apply(
          writer.entries(),
          new Entry(
              Entry.OBSERVATION,
              StoreScene.NOON,
              "tester",
              Json.object()
                  .put("feed", "airalert")
                  .put("observation", Json.object().put("observation_id", "new").build())
                  .build()));
      writer.prepare();
      // Opened while the other transaction is open: with a wait this would fail after ten seconds.
      try (DataDirectory reading = scene.open()) {
        List<Long> seen = walked(reading.store(), Filter.ALL, 100);
        assertThat(seen).hasSize(700);
        assertThat(reading.store().count(Filter.ALL)).isEqualTo(700);
      }
    }
    assertThat(scene.entries()).isEqualTo(702);
  }
}
