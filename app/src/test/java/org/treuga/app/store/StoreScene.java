package org.treuga.app.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.treuga.connectors.Feed;
import org.treuga.connectors.Feeds;

/** A data directory in a temporary folder, a clock that is set by hand, and files of alerts. */
final class StoreScene {

  static final Instant NOON = Instant.parse("2025-03-18T12:00:00Z");

  final Path folder;
  final Path data;
  private final @Nullable String url;
  Instant now = NOON;

  StoreScene(Path folder, @Nullable String url) {
    this.folder = folder;
    this.data = folder.resolve("data");
    this.url = url;
  }

  DataDirectory open() {
    return DataDirectory.of(data, url, () -> now, new SecureRandom());
  }

  static Feed alerts() {
    return Feeds.find("airalert").orElseThrow();
  }

  Receipt ingest(Path... files) {
    try (DataDirectory directory = open()) {
      return directory.ingest(alerts(), List.of(files), "tester", "treuga test");
    }
  }

  Receipt preview(Path... files) {
    try (DataDirectory directory = open()) {
      return directory.preview(alerts(), List.of(files));
    }
  }

  long entries() {
    try (DataDirectory directory = open()) {
      return directory.exists() ? directory.ledger().size() : 0;
    }
  }

  Verification.Result verify() {
    try (DataDirectory directory = open()) {
      return directory.verify();
    }
  }

  Path file(String name, String... rows) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add("region,started_at,finished_at,naive");
    lines.addAll(List.of(rows));
    return Files.write(folder.resolve(name), lines);
  }

  static String alert(String region, int hour, int minutes) {
    return "%s,2025-03-%02d %02d:00:00+00:00,2025-03-%02d %02d:%02d:00+00:00,False"
        .formatted(region, 1 + hour / 24, hour % 24, 1 + hour / 24, hour % 24, minutes);
  }

  /**
   * Many alerts; {@code minutes} is how long each lasts, so that other minutes are other contents.
   */
  Path manyAlerts(String name, int rows, int minutes) throws IOException {
    String[] all = new String[rows];
    for (int i = 0; i < rows; i++) {
      all[i] = alert("Region " + i / 600, i % 600, minutes);
    }
    return file(name, all);
  }
}
