package org.treuga.bench.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.treuga.app.store.DataDirectory;
import org.treuga.app.store.Receipt;
import org.treuga.connectors.Feed;
import org.treuga.connectors.Feeds;

/**
 * One measurement of the data directory in one process, as a row of a Markdown table. See
 * bench/store.sh, which runs all of them.
 *
 * <pre>
 * ingest FOLDER URL|- FEED FILE...   records files, and again, beside a plain insert of the same rows
 * fill FOLDER URL|- COUNT            records that many drawn observations
 * ask FOLDER URL|- ROUNDS            times of queries, on what fill has made
 * </pre>
 */
public final class StoreBench {

  private StoreBench() {}

  public static void main(String[] arguments) throws IOException, SQLException {
    Path folder = Path.of(arguments[1]);
    String url = arguments[2].equals("-") ? null : arguments[2];
    List<String> rest = Arrays.asList(arguments).subList(3, arguments.length);
    switch (arguments[0]) {
      case "ingest" -> ingest(folder, url, rest);
      case "fill" -> fill(folder, url, Integer.parseInt(rest.getFirst()));
      case "ask" -> {
        try (DataDirectory directory = open(folder, url)) {
          new Questions(directory.store(), Integer.parseInt(rest.getFirst())).ask(url != null);
        }
      }
      default -> throw new IllegalArgumentException("unknown: " + arguments[0]);
    }
  }

  static DataDirectory open(Path folder, @Nullable String url) {
    return DataDirectory.of(folder, url, InstantSource.system(), new SecureRandom());
  }

  private static void ingest(Path folder, @Nullable String url, List<String> feedAndFiles)
      throws IOException, SQLException {
    Feed feed = Feeds.find(feedAndFiles.getFirst()).orElseThrow();
    List<Path> files = feedAndFiles.stream().skip(1).map(Path::of).toList();
    Run first = new Run(folder, url, feed, files);
    Run second = new Run(folder, url, feed, files);
    String rss = peakMib();
    if (second.receipt.accepted() + second.receipt.updated() > 0) {
      throw new IllegalStateException("the second run changed something");
    }
    double floor = new PlainInsert(folder, url).rowsPerSecond();
    double ours = first.receipt.accepted() / first.seconds;
    row(
        feed.name(),
        url == null ? "SQLite" : "PostgreSQL",
        whole(first.rows()),
        whole(first.receipt.accepted()),
        whole(first.rows() / first.seconds),
        whole(ours),
        decimal(first.cpuSeconds),
        whole(second.rows() / second.seconds),
        decimal(second.cpuSeconds),
        whole(floor),
        decimal(floor / ours),
        rss);
  }

  private static void fill(Path folder, @Nullable String url, int count) throws IOException {
    Run run = new Run(folder, url, new Generated("drawn", count, 7), List.of());
    Run other =
        new Run(folder, url, new Generated("rare", Math.max(1, count / 1_000), 8), List.of());
    row(
        url == null ? "SQLite" : "PostgreSQL",
        whole(run.rows() + other.rows()),
        whole(run.rows() / run.seconds),
        decimal(run.cpuSeconds),
        peakMib());
  }

  /** One import, timed. */
  private static final class Run {
    private final Receipt receipt;
    private final double seconds;
    private final double cpuSeconds;

    Run(Path folder, @Nullable String url, Feed feed, List<Path> files) {
      long start = System.nanoTime();
      long cpu = cpuNanos();
      try (DataDirectory directory = open(folder, url)) {
        receipt = directory.ingest(feed, files, "bench", "bench");
      }
      seconds = (System.nanoTime() - start) / 1e9;
      cpuSeconds = (cpuNanos() - cpu) / 1e9;
    }

    long rows() {
      return receipt.accepted() + receipt.updated() + receipt.unchanged() + receipt.rejected();
    }
  }

  private static long cpuNanos() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
  }

  /** The most memory this process ever had, as Linux tells it. */
  static String peakMib() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return "?";
    }
    for (String line : Files.readAllLines(status)) {
      if (line.startsWith("VmHWM:")) {
        return whole(Long.parseLong(line.replaceAll("\\D", "")) / 1024.0);
      }
    }
    return "?";
  }

  static void row(String... cells) {
    System.out.println("| " + String.join(" | ", new ArrayList<>(List.of(cells))) + " |");
  }

  static String whole(double value) {
    return String.format(Locale.ROOT, "%,.0f", value);
  }

  static String decimal(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
