package org.treuga.connectors.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.treuga.connectors.Feed;
import org.treuga.evidence.Observation;
import org.treuga.evidence.Rejection;

/** A file of any length is read in a small heap, in a process of its own. */
class BoundedMemoryTest {

  private static final int ROWS = 80_000;

  /** Rows gathered as objects would take three times this. */
  private static final String HEAP = "-Xmx64m";

  @TempDir private Path folder;

  @Test
  void a_long_file_is_read_in_a_heap_that_could_not_hold_its_rows() throws Exception {
    Path file = folder.resolve("long.csv");
    write(file);
    Process reading =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                HEAP,
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Counting.class.getName(),
                file.toString())
            .redirectErrorStream(true)
            .start();
    String words =
        new String(reading.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();

    assertThat(reading.waitFor()).as(words).isZero();
    // Which of two contents stays, and so whether two rows are rejected or one, is up to digests.
    assertThat(words).isEqualTo("accepted %d in order, %d others", ROWS, 3 * ROWS / 10);
  }

  /** Ids come backwards, some rows twice, some with two contents, some cannot be read. */
  private static void write(Path file) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write(Desk.HEADER + "\n");
      for (int i = ROWS; i > 0; i--) {
        String id = "r%07d".formatted(i);
        String row = Desk.report(id, "48.5").replace("An invented row.", "An invented row. " + id);
        out.write(row + "\n");
        if (i % 10 == 0) {
          out.write(row + "\n");
          out.write(Desk.report(id, "47.5") + "\n");
        }
        if (i % 10 == 1) {
          out.write(Desk.report(id, "a cell of words") + "\n");
        }
      }
    }
  }

  /** What the process does. */
  static final class Counting {
    private Counting() {}

    public static void main(String[] arguments) {
      Count count = new Count();
      new ReportReader(ReportRules.NONE)
          .read(List.of(Feed.Input.of(Path.of(arguments[0]))), (row, at) -> {}, count);
      System.out.printf("accepted %d in order, %d others", count.accepted, count.others);
    }
  }

  private static final class Count implements Gathering.Taker {
    private int accepted;
    private int others;
    private int line;
    private String id = "";

    @Override
    public void note(String sentence) {}

    @Override
    public void reject(Rejection rejection) {
      require(rejection.line() > line, rejection);
      line = rejection.line();
      others++;
    }

    @Override
    public void accept(Observation observation) {
      require(observation.id().compareTo(id) > 0, observation);
      id = observation.id();
      accepted++;
    }

    @Override
    public void repeated(int rows) {
      others += rows;
    }

    private static void require(boolean inOrder, Object came) {
      if (!inOrder) {
        throw new IllegalStateException("out of order: " + came);
      }
    }
  }
}
