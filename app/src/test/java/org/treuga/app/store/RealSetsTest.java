package org.treuga.app.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.treuga.connectors.Feeds;

/** Real files, twice: every row is accounted for, and the second time nothing changes. */
class RealSetsTest {

  /** -Dtreuga.store.all=true takes every file of each set. */
  private static final boolean ALL = Boolean.getBoolean("treuga.store.all");

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "viina, viina-incidents-ukraine, viina_incidents_2025*.csv.gz, viina_incidents_*.csv.gz",
    "ucdp, ucdp-ged-ukraine, *.csv.gz, *.csv.gz",
    "airalert, air-raid-alerts-ukraine, official*.csv.gz, *.csv.gz",
    "modposts, party-statements-mod-russia, *.csv, *.csv",
    "attacks, missile-uav-attacks-ukraine, missile_attacks_daily.csv, missile_attacks_daily.csv",
    "firms, firms-modis-global, modis*west*.csv, modis*.csv*",
    "gdelt, gdelt-samples, events*.tsv, events*.tsv"
  })
  void a_real_set_ingested_twice_is_recorded_once(String feed, String set, String few, String all)
      throws IOException {
    Path shared = Path.of("").toAbsolutePath();
    while (shared != null && !Files.isDirectory(shared.resolve("../shared/data").normalize())) {
      shared = shared.getParent();
    }
    assumeTrue(shared != null, "skipped: ../shared/data is not there");
    List<Path> files =
        files(shared.resolve("../shared/data").normalize().resolve(set), ALL ? all : few);
    try (DataDirectory directory =
        DataDirectory.of(folder.resolve("data"), null, () -> StoreScene.NOON, new SecureRandom())) {
      Receipt first = directory.ingest(Feeds.find(feed).orElseThrow(), files, "tester", "test");
      // Rows whose own figures contradict each other, such as a best estimate above the highest.
      assertThat(first.rejected()).isLessThanOrEqualTo(feed.equals("ucdp") ? 14 : 0);
      assertThat(first.accepted()).isPositive();
      long size = directory.ledger().size();
      Receipt second = directory.ingest(Feeds.find(feed).orElseThrow(), files, "tester", "test");
      assertThat(second.accepted() + second.updated()).isZero();
      assertThat(second.rejected()).isEqualTo(first.rejected());
      assertThat(second.unchanged()).isEqualTo(first.accepted() + first.unchanged());
      assertThat(directory.ledger().size()).isEqualTo(size);
    }
  }

  private static List<Path> files(Path folder, String glob) throws IOException {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, glob)) {
      found.forEach(files::add);
    }
    files.sort(null);
    return files;
  }
}
