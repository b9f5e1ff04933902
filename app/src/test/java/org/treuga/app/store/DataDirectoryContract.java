package org.treuga.app.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.treuga.evidence.Rejection;
import org.treuga.evidence.UnreadableInput;
import org.treuga.time.Interval;

/** What a data directory promises, whatever database its store is in. */
abstract class DataDirectoryContract {

  @TempDir Path folder;
  StoreScene scene;

  /** The address of an empty database; null for the file in the data directory. */
  abstract @Nullable String newDatabase();

  @BeforeEach
  void setTheScene() {
    scene = new StoreScene(folder, newDatabase());
  }

  private String url() {
    String url = databaseOf(scene);
    return url == null ? Connections.sqlite(scene.data.resolve("store.db")) : url;
  }

  abstract @Nullable String databaseOf(StoreScene scene);

  @Test
  void the_same_file_again_changes_nothing() throws IOException {
    Path file = scene.manyAlerts("a.csv", 1_200, 30);
    Receipt first = scene.ingest(file);
    assertThat(first.accepted()).isEqualTo(1_200);
    byte[] checkpoint = Files.readAllBytes(scene.data.resolve("ledger/checkpoint"));
    Receipt second = scene.ingest(file);
    assertThat(second.accepted() + second.updated() + second.rejected()).isZero();
    assertThat(second.unchanged()).isEqualTo(1_200);
    assertThat(second.changedAnything()).isFalse();
    assertThat(Files.readAllBytes(scene.data.resolve("ledger/checkpoint"))).isEqualTo(checkpoint);
    assertThat(scene.verify().problems()).isEmpty();
  }

  @Test
  void a_changed_row_is_a_new_version_and_the_old_one_stays_as_it_was_known() throws IOException {
    scene.ingest(
        scene.file("a.csv", StoreScene.alert("North", 1, 30), StoreScene.alert("South", 2, 30)));
    scene.now = StoreScene.NOON.plus(Duration.ofHours(1));
    Receipt receipt =
        scene.ingest(
            scene.file(
                "b.csv", StoreScene.alert("North", 1, 45), StoreScene.alert("South", 2, 30)));
    assertThat(List.of(receipt.accepted(), receipt.updated(), receipt.unchanged()))
        .containsExactly(0L, 1L, 1L);
    try (DataDirectory directory = scene.open()) {
      Store store = directory.store();
      assertThat(asOf(store, StoreScene.NOON)).hasSize(2).noneMatch(body -> body.contains("01:45"));
      assertThat(asOf(store, scene.now)).hasSize(2).anyMatch(body -> body.contains("01:45"));
      assertThat(asOf(store, StoreScene.NOON.minusSeconds(1))).isEmpty();
      assertThat(store.count()).isEqualTo(2);
      List<StoredObservation> versions = history(store, "North");
      assertThat(versions).hasSize(2);
      assertThat(versions.getFirst().recordedTo()).isEqualTo(versions.getLast().recordedFrom());
      assertThat(versions.getLast().recordedTo()).isNull();
    }
  }

  private static List<String> asOf(Store store, Instant recorded) {
    List<String> bodies = new ArrayList<>();
    store.asOf(Interval.ALWAYS, recorded, observation -> bodies.add(observation.body()));
    return bodies;
  }

  private static List<StoredObservation> history(Store store, String region) {
    List<StoredObservation> versions = new ArrayList<>();
    store.asOf(
        Interval.ALWAYS,
        Instant.MAX,
        observation -> {
          if (observation.body().contains(region)) {
            versions.addAll(store.history(observation.feed(), observation.externalId()));
          }
        });
    return versions;
  }

  @Test
  void a_query_by_time_finds_what_may_lie_within() throws IOException {
    scene.ingest(scene.manyAlerts("a.csv", 48, 30));
    try (DataDirectory directory = scene.open()) {
      List<String> found = new ArrayList<>();
      Instant start = Instant.parse("2025-03-01T05:15:00Z");
      directory
          .store()
          .asOf(
              new Interval(start, start.plus(Duration.ofHours(2))),
              Instant.MAX,
              observation -> found.add(observation.body()));
      assertThat(found).hasSize(3);
    }
  }

  @Test
  void a_file_that_is_refused_leaves_nothing() throws IOException {
    Path good = scene.manyAlerts("good.csv", 700, 30);
    Path other = Files.writeString(folder.resolve("other.csv"), "a,b\n1,2\n");
    assertThatThrownBy(() -> scene.ingest(good, other))
        .isInstanceOf(UnreadableInput.class)
        .hasMessageContaining("other.csv:1");
    assertThat(scene.entries()).isZero();
    assertThat(scene.data.resolve("blobs")).doesNotExist();
    scene.ingest(good);
    long entries = scene.entries();
    assertThatThrownBy(() -> scene.ingest(scene.manyAlerts("changed.csv", 700, 31), other))
        .isInstanceOf(UnreadableInput.class);
    assertThat(scene.entries()).isEqualTo(entries);
    assertThat(scene.verify().problems()).isEmpty();
  }

  @Test
  void bad_rows_are_counted_named_and_recorded() throws IOException {
    String[] rows = new String[130];
    Arrays.fill(rows, "North,yesterday,,False");
    rows[0] = StoreScene.alert("North", 1, 30);
    Receipt receipt = scene.ingest(scene.file("a.csv", rows));
    assertThat(receipt.accepted()).isEqualTo(1);
    assertThat(receipt.rejected()).isEqualTo(129);
    assertThat(receipt.rejections().getFirst())
        .isEqualTo(
            new Rejection(
                folder.resolve("a.csv").toString(),
                3,
                "started_at",
                "airalert.started_at.not-an-instant",
                "a time with its offset, as 2025-03-20T14:05:00Z",
                "yesterday"));
    try (DataDirectory directory = scene.open()) {
      assertThat(directory.store().digests().get("rejection")).startsWith("129 rows");
    }
  }

  @Test
  void of_two_contents_of_an_id_in_one_import_one_is_taken_and_the_other_told() throws IOException {
    Receipt receipt =
        scene.ingest(
            scene.file(
                "a.csv", StoreScene.alert("North", 1, 30), StoreScene.alert("North", 1, 45)));
    assertThat(receipt.accepted()).isEqualTo(1);
    assertThat(receipt.rejections())
        .extracting(Rejection::code)
        .containsExactly("airalert.row.conflict");
  }

  @Test
  void a_dry_run_counts_and_shows_and_stores_nothing() throws IOException {
    Receipt first = scene.preview(scene.manyAlerts("a.csv", 600, 30));
    assertThat(first.accepted()).isEqualTo(600);
    assertThat(first.preview()).hasSize(5);
    assertThat(scene.data).doesNotExist();
    scene.ingest(scene.manyAlerts("a.csv", 600, 30));
    long entries = scene.entries();
    Receipt second = scene.preview(scene.manyAlerts("b.csv", 601, 31));
    assertThat(second.updated()).isEqualTo(600);
    assertThat(second.accepted()).isEqualTo(1);
    assertThat(scene.entries()).isEqualTo(entries);
    assertThat(scene.verify().problems()).isEmpty();
  }

  @Test
  void a_store_made_anew_holds_the_same() throws IOException {
    scene.ingest(scene.manyAlerts("a.csv", 1_300, 30));
    scene.now = StoreScene.NOON.plusSeconds(60);
    scene.ingest(scene.manyAlerts("b.csv", 900, 31), scene.file("c.csv", "North,never,,False"));
    try (DataDirectory directory = scene.open()) {
      Map<String, String> before = directory.store().digests();
      assertThat(before.get("observation")).startsWith("2200 rows");
      assertThat(directory.rebuildStore().digests()).isEqualTo(before);
    }
  }

  @Test
  void a_store_left_behind_by_a_crash_catches_up() throws IOException {
    scene.ingest(scene.manyAlerts("a.csv", 600, 30));
    // The ledger goes on with another store, as if this one had died before its own commit.
    StoreScene other = new StoreScene(folder, Connections.sqlite(folder.resolve("other.db")));
    other.ingest(scene.manyAlerts("b.csv", 600, 31));
    try (DataDirectory directory = scene.open();
        DataDirectory elsewhere = other.open()) {
      assertThat(directory.store().digests()).isEqualTo(elsewhere.store().digests());
    }
  }

  @Test
  void a_store_serves_one_log_only() throws IOException {
    scene.ingest(scene.manyAlerts("a.csv", 10, 30));
    try (DataDirectory directory = scene.open()) {
      directory.store();
    }
    assertThatThrownBy(() -> Store.open(url(), "another+log").close())
        .isInstanceOf(StoreFailure.class)
        .hasMessageContaining("belongs to the log");
  }

  @Test
  void a_clock_set_back_does_not_turn_the_record_around() throws IOException {
    scene.ingest(scene.manyAlerts("a.csv", 5, 30));
    scene.now = StoreScene.NOON.minus(Duration.ofDays(1));
    scene.ingest(scene.manyAlerts("b.csv", 5, 31));
    assertThat(scene.verify().problems()).isEmpty();
    try (DataDirectory directory = scene.open()) {
      assertThat(asOf(directory.store(), scene.now)).isEmpty();
    }
  }

  @Test
  void verify_names_a_changed_capture_and_a_changed_row() throws IOException, SQLException {
    Receipt receipt = scene.ingest(scene.manyAlerts("a.csv", 50, 30));
    String sha256 = receipt.files().getFirst().sha256();
    Path blob = new Blobs(scene.data.resolve("blobs")).file(sha256);
    byte[] bytes = Files.readAllBytes(blob);
    bytes[100] ^= 1;
    Files.write(blob, bytes);
    assertThat(scene.verify().problems()).singleElement().asString().contains(sha256.substring(2));
    bytes[100] ^= 1;
    Files.write(blob, bytes);
    try (Connection connection = Connections.open(url());
        var statement = connection.createStatement()) {
      statement.execute("update observation set act = 'strike' where entry = 7");
    }
    assertThat(scene.verify().problems()).singleElement().asString().contains("table observation");
    try (DataDirectory directory = scene.open()) {
      directory.rebuildStore();
    }
    assertThat(scene.verify().problems()).isEmpty();
  }

  @Test
  void a_store_of_the_first_schema_opens_in_this_program() throws IOException, SQLException {
    scene.ingest(scene.manyAlerts("a.csv", 20, 30));
    String log = DataDirectory.logOf(scene.data.resolve("ledger"));
    Store.drop(url());
    try (Connection connection = Connections.open(url())) {
      Migrations.run(connection, 1);
      try (var statement = connection.createStatement()) {
        statement.execute("insert into applied values (1, '" + log + "', 0, '', 0)");
      }
      connection.commit();
    }
    assertThat(scene.verify().problems()).isEmpty();
    assertThat(scene.ingest(scene.manyAlerts("a.csv", 20, 30)).unchanged()).isEqualTo(20);
  }
}
