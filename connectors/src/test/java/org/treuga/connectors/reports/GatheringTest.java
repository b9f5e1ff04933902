package org.treuga.connectors.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.treuga.connectors.reports.Desk.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.treuga.evidence.Intake;
import org.treuga.evidence.Rejection;

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
}
