package org.treuga.connectors.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.treuga.connectors.reports.Desk.report;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.treuga.evidence.Count;
import org.treuga.evidence.Intake;
import org.treuga.evidence.Kind;
import org.treuga.evidence.Observation;
import org.treuga.evidence.Rejection;
import org.treuga.evidence.ReportedObject;
import org.treuga.place.Place;
import org.treuga.place.Position;
import org.treuga.place.Precision;
import org.treuga.time.Occurrence;

/** One id, one observation, whatever the order. */
class GatheringTest {

  @TempDir private Path folder;
  private Desk desk;

  @BeforeEach
  void open() {
    desk = new Desk(folder);
  }

  @Test
  void the_same_row_twice_is_one_report() {
    Intake intake = desk.rows(report("r1", "48.5"), report("r1", "48.50"), report("r1", "48.5"));

    assertThat(intake.accepted()).hasSize(1);
    assertThat(intake.unchanged()).isEqualTo(2);
    assertThat(intake.rejected()).isEmpty();
  }

  @Test
  void of_two_contents_one_stays_and_the_rejection_names_id_and_both_lines() {
    Intake forth = desk.rows(report("r1", "48.5"), report("r1", "-33.5"));
    Intake back = desk.rows(report("r1", "-33.5"), report("r1", "48.5"));

    assertThat(forth.accepted()).isEqualTo(back.accepted());
    Rejection rejection = Desk.onlyRejection(forth);
    assertThat(rejection.code()).isEqualTo("reports.id.conflict");
    assertThat(rejection.column()).isEqualTo("observation_id");
    assertThat(rejection.got()).contains("r1");
    assertThat(rejection.expected() + rejection.got()).contains("line 2").contains("line 3");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void shuffled_repeated_and_split_rows_give_the_same_reports(long seed) {
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      rows.add(report("r" + i % 20, i % 7 == 0 ? "48.5" : "49." + i % 3));
    }
    rows.add(report("bad", "x"));
    Intake plain = desk.read(desk.csv("plain.csv", rows));

    Random random = new Random(seed);
    List<String> more = new ArrayList<>(rows);
    rows.forEach(row -> more.addAll(Collections.nCopies(random.nextInt(3), row)));
    Collections.shuffle(more, random);
    int cut = random.nextInt(more.size());
    Intake mixed =
        desk.read(
            desk.csv("a.csv", more.subList(0, cut)),
            desk.csv("b.csv", more.subList(cut, more.size())));

    assertThat(mixed.accepted()).as("seed %d", seed).isEqualTo(plain.accepted());
    assertThat(mixed.accepted().size() + mixed.unchanged() + mixed.rejected().size())
        .as("every row is accounted for, seed %d", seed)
        .isEqualTo(more.size());
  }

  /** What comes of rows in a gathering that may keep so much in memory. */
  private static List<Object> gathered(int maxBytes, List<TakenRow> rows, List<Rejection> others) {
    List<Object> out = new ArrayList<>();
    try (Gathering gathering = new Gathering(maxBytes, maxBytes)) {
      others.forEach(gathering::reject);
      rows.forEach(row -> gathering.add(row.observation(), row.where()));
      gathering.handOut(
          List.of("a note"),
          new Gathering.Taker() {
            @Override
            public void note(String sentence) {
              out.add(sentence);
            }

            @Override
            public void reject(Rejection rejection) {
              out.add(rejection);
            }

            @Override
            public void accept(Observation observation) {
              out.add(observation);
            }

            @Override
            public void repeated(int count) {
              out.add(count);
            }
          });
    }
    return out;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3_000, 40_000})
  void rows_that_waited_in_a_file_are_what_they_were(int maxBytes) {
    List<TakenRow> rows = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      rows.add(
          new TakenRow(unusual("r" + i * 7 % 40, i % 3), new TakenRow.Where("a.csv", i + 2, "id")));
    }
    List<Rejection> others = new ArrayList<>();
    for (int line = 300; line > 100; line--) {
      others.add(new Rejection("a.csv", line, "lat", "reports.lat.out-of-range", "a", "\uD800"));
    }

    List<Object> inMemory = gathered(Integer.MAX_VALUE, rows, others);

    assertThat(gathered(maxBytes, rows, others)).isEqualTo(inMemory);
    assertThat(inMemory.stream().filter(Observation.class::isInstance)).hasSize(40);
    assertThat(inMemory.stream().filter(Rejection.class::isInstance)).hasSizeGreaterThan(200);
  }

  /** Half a surrogate pair, no time at all, a text beyond what one piece of the file holds. */
  private static Observation unusual(String id, int content) {
    boolean bare = content == 0;
    return new Observation(
        id,
        bare ? Kind.REPORT : Kind.AIS,
        "S\uDC00",
        bare
            ? Occurrence.UNKNOWN
            : Occurrence.within(Instant.MIN, Instant.parse("2031-03-01T00:00:00.000000001Z")),
        bare ? null : Instant.parse("2031-03-02T00:00:00Z"),
        bare
            ? Place.UNKNOWN
            : new Place(
                new Position(-0.0, 179.9999999999999),
                Precision.REGION,
                1e-9,
                List.of("\u043C\u0456\u0441\u0442\u043E", ""),
                "",
                List.of("DE", "GB")),
        new ReportedObject("a\u0000b", "", "c"),
        "strike",
        "",
        "",
        "",
        "",
        "",
        1 + content,
        bare ? Map.of() : Map.of("killed", new Count(0, 1, Long.MAX_VALUE)),
        "",
        "",
        content == 2 ? "\u0437".repeat(70_001) : "",
        bare ? Map.of() : Map.of("\uD83D", "", "x", "y"));
  }
}
