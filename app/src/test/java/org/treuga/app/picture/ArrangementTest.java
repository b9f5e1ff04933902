package org.treuga.app.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.treuga.agreement.Term;
import org.treuga.app.workbench.CaseServer;
import org.treuga.connectors.reports.ReportReader;
import org.treuga.connectors.reports.ReportRules;
import org.treuga.wire.CaseFolder;
import org.treuga.wire.CaseReader;

/** Rows in groups and in order, and the place of any of them. */
class ArrangementTest {

  private static final Picture PICTURE = picture(CaseServer.BUNDLED);
  private static final Term TERM = PICTURE.terms().getFirst();

  private static Picture picture(Path folder) {
    CaseFolder read = CaseReader.read(folder);
    PictureMaker maker = new PictureMaker(read.agreement());
    new ReportReader(ReportRules.ofCase(folder))
        .read(List.of(read.reports()), List.of())
        .accepted()
        .forEach(observation -> maker.add(observation, 0));
    return maker.make();
  }

  private static Arrangement all(Arrangement.Grouping grouping, Arrangement.Sorting sorting) {
    BitSet rows = new BitSet();
    rows.set(0, PICTURE.size());
    return new Arrangement(PICTURE, rows, TERM, grouping, sorting);
  }

  @ParameterizedTest
  @EnumSource
  void groups_hang_together_and_their_counts_add_up(Arrangement.Grouping grouping) {
    Arrangement arrangement = all(grouping, Arrangement.Sorting.TIME);
    int sum = 0;
    for (int place = 0; place < arrangement.size(); place++) {
      int group = arrangement.group(arrangement.row(place));
      if (place == 0 || group != arrangement.group(arrangement.row(place - 1))) {
        sum += arrangement.count(group);
      }
    }
    assertThat(sum).isEqualTo(PICTURE.size());
  }

  @Test
  void without_groups_rows_are_in_order_of_time_and_the_undated_come_last() {
    Arrangement arrangement = all(Arrangement.Grouping.NONE, Arrangement.Sorting.TIME);
    assertThat(Arrays.stream(arrangement.rows()).mapToLong(row -> Arrangement.at(PICTURE, row)))
        .isSorted();
  }

  @ParameterizedTest
  @EnumSource
  void every_row_is_found_at_its_place(Arrangement.Sorting sorting) {
    Arrangement arrangement = all(Arrangement.Grouping.REGION, sorting);
    for (int place = 0; place < arrangement.size(); place++) {
      assertThat(arrangement.at(arrangement.row(place))).isEqualTo(place);
      assertThat(arrangement.after(arrangement.row(place))).isEqualTo(place + 1);
    }
  }

  @Test
  void a_row_that_is_no_longer_selected_still_marks_its_place() {
    BitSet even = new BitSet();
    for (int row = 0; row < PICTURE.size(); row += 2) {
      even.set(row);
    }
    Arrangement arrangement =
        new Arrangement(PICTURE, even, TERM, Arrangement.Grouping.NONE, Arrangement.Sorting.NAME);
    Arrangement whole = all(Arrangement.Grouping.NONE, Arrangement.Sorting.NAME);
    for (int place = 0; place < whole.size(); place++) {
      int row = whole.row(place);
      long before =
          Arrays.stream(whole.rows()).limit(place + 1).filter(other -> other % 2 == 0).count();
      assertThat(arrangement.after(row)).isEqualTo((int) before);
    }
  }
}
