package org.treuga.connectors.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.treuga.connectors.reports.Desk.onlyRejection;
import static org.treuga.connectors.reports.Desk.within;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.treuga.evidence.Rejection;

/** What is written in columns of instants, and what is made of it. */
class InstantsTest {

  @TempDir private Path folder;
  private Desk desk;

  @BeforeEach
  void open() {
    desk = new Desk(folder);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          2025-03-20T02:00:00Z                       | 2025-03-20T02:00:00Z to 2025-03-20T02:00:01Z
          2025-03-20 04:00:00+02:00                  | 2025-03-20T02:00:00Z to 2025-03-20T02:00:01Z
          2025-03-20t02:00:00z                       | 2025-03-20T02:00:00Z to 2025-03-20T02:00:01Z
          2025-03-20T02:00:00.999999999Z             | 2025-03-20T02:00:00Z to 2025-03-20T02:00:01Z
          1969-12-31T23:59:59.5Z                     | 1969-12-31T23:59:59Z to 1970-01-01T00:00:00Z
          2262-04-12T00:00:00Z                       | 2262-04-12T00:00:00Z to 2262-04-12T00:00:01Z
          2025-03-20T04:00+0200                      | 2025-03-20T02:00:00Z to 2025-03-20T02:01:00Z
          2025-03-19T20:30-05:30                     | 2025-03-20T02:00:00Z to 2025-03-20T02:01:00Z
          2025-03-20T24:00:00Z                       | 2025-03-21T00:00:00Z to 2025-03-21T00:00:01Z
          2016-12-31T23:59:60Z                       | 2016-12-31T23:59:59Z to 2017-01-01T00:00:00Z
          2017-01-01T01:59:60+02:00                  | 2016-12-31T23:59:59Z to 2017-01-01T00:00:00Z
          2025-03-20+02:00                           | 2025-03-19T22:00:00Z to 2025-03-20T22:00:00Z
          2025-03-20Z                                | 2025-03-20T00:00:00Z to 2025-03-21T00:00:00Z
          2025-03-30T03:30:00+02:00[Europe/Berlin]   | 2025-03-30T01:30:00Z to 2025-03-30T01:30:01Z
          2025-03-30T01:30:00Z[Europe/Berlin]        | 2025-03-30T01:30:00Z to 2025-03-30T01:30:01Z
          """)
  void an_instant_is_as_wide_as_it_is_written(String written, String expected) {
    assertThat(within(desk.row("occurred_from", written))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          2025-03-20T04:00:00                        | no-offset           | offset
          2025-03-20 04:00                           | no-offset           | offset
          2025-03-20                                 | no-offset           | offset
          2025-04-05T05:00:00 EET                    | zone-name           | summer
          2025-04-05T05:00:00 (MSK)                  | zone-name           | summer
          2025-04-05T05:00:00+02:00[Nowhere/Town]    | zone-name           | zone
          2025-03-30T03:30:00+01:00[Europe/Berlin]   | offset-against-zone | +02:00
          20.03.2025 04:00                           | day-month-order     | order
          03/04/2025 02:00                           | day-month-order     | order
          3-4-25                                     | day-month-order     | order
          45741.083333                               | bare-number         | 2025-03-25T02:00
          1742436000                                 | bare-number         | 2025-03-20T02:00:00Z
          1742436000000                              | bare-number         | 2025-03-20T02:00:00Z
          20250320                                   | bare-number         | hyphens
          7                                          | bare-number         | unit
          #VALUE!                                    | spreadsheet-error   | empty cell
          Err:502                                    | spreadsheet-error   | empty cell
          2025-02-30T04:00:00Z                       | not-an-instant      | 2025-03-20T02:00:00Z
          2025-03-20T25:00:00Z                       | not-an-instant      | 2025-03-20T02:00:00Z
          2025-03-20T24:00:01Z                       | not-an-instant      | 2025-03-20T02:00:00Z
          2025-03-20T12:00:60Z                       | not-an-instant      | 2025-03-20T02:00:00Z
          2025-03-20T12:60:00Z                       | not-an-instant      | 2025-03-20T02:00:00Z
          2025-03-20T12:00:00+25:00                  | not-an-instant      | 2025-03-20T02:00:00Z
          2025-03-20T12:00:00ZZ                      | not-an-instant      | 2025-03-20T02:00:00Z
          +12025-03-20T12:00:00Z                     | not-an-instant      | 2025-03-20T02:00:00Z
          yesterday                                  | not-an-instant      | 2025-03-20T02:00:00Z
          """)
  void what_is_no_instant_is_rejected_with_the_remedy(String written, String fault, String remedy) {
    Rejection rejection = onlyRejection(desk.row("occurred_from", written));

    assertThat(rejection.code()).isEqualTo("reports.occurred_from." + fault);
    assertThat(rejection.expected()).contains(remedy);
    assertThat(rejection.got()).isEqualTo(written);
  }

  @Test
  void an_end_closes_the_interval() {
    assertThat(
            within(
                desk.row("occurred_from", "2025-03-20T02:00Z", "occurred_to", "2025-03-20T03:00Z")))
        .isEqualTo("2025-03-20T02:00:00Z to 2025-03-20T03:00:00Z");
    assertThat(within(desk.row("occurred_from", "2025-03-20Z", "occurred_to", "2025-03-21Z")))
        .isEqualTo("2025-03-20T00:00:00Z to 2025-03-22T00:00:00Z");
  }

  @Test
  void two_equal_instants_are_that_second() {
    String second = "2025-03-20T02:00:00Z";

    assertThat(
            within(desk.row("occurred_from", second, "occurred_to", "2025-03-20T04:00:00+02:00")))
        .isEqualTo(second + " to 2025-03-20T02:00:01Z");
  }

  @Test
  void an_end_alone_leaves_the_begin_unstated() {
    var within = Desk.only(desk.row("occurred_to", "2025-03-20T02:00:00Z")).occurred().within();

    assertThat(within.startsOpen()).isTrue();
    assertThat(within.endExclusive()).hasToString("2025-03-20T02:00:00Z");
  }

  @Test
  void an_interval_in_utc_goes_before_all_else() {
    assertThat(
            within(
                desk.row(
                    "occurred_from", "2025-01-01T00:00:00Z",
                    "t_from_utc", "2025-03-20T02:00:00Z",
                    "t_to_utc", "2025-03-20T03:00:00Z")))
        .isEqualTo("2025-03-20T02:00:00Z to 2025-03-20T03:00:00Z");
  }

  @Test
  void a_bare_day_is_the_day_of_the_place_where_the_rules_know_its_clock() {
    assertThat(within(desk.withRules().row("occurred_from", "2025-03-30", "country", "DE")))
        .isEqualTo("2025-03-29T23:00:00Z to 2025-03-30T22:00:00Z");
  }
}
