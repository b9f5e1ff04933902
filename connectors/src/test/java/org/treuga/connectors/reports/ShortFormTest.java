package org.treuga.connectors.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.treuga.connectors.reports.Desk.SHORT_HEADER;
import static org.treuga.connectors.reports.Desk.only;
import static org.treuga.connectors.reports.Desk.onlyRejection;
import static org.treuga.connectors.reports.Desk.within;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.treuga.evidence.Intake;
import org.treuga.evidence.Kind;
import org.treuga.evidence.Observation;

/** Rows with a local date and words for the time, understood by the rules of a case. */
class ShortFormTest {

  @TempDir private Path folder;
  private Desk desk;

  @BeforeEach
  void open() {
    desk = new Desk(folder).withRules();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          2025-03-20 | -                    | 2025-03-19T23:00:00Z to 2025-03-20T23:00:00Z
          2025-03-20 | 05:30                | 2025-03-20T04:30:00Z to 2025-03-20T04:31:00Z
          2025-03-20 | 05:30:10             | 2025-03-20T04:30:10Z to 2025-03-20T04:30:11Z
          2025-03-20 | 24:00                | 2025-03-20T23:00:00Z to 2025-03-20T23:01:00Z
          2025-03-20 | 05:30+03:00          | 2025-03-20T02:30:00Z to 2025-03-20T02:31:00Z
          2025-03-20 | 05:30 local          | 2025-03-20T04:30:00Z to 2025-03-20T04:31:00Z
          2025-03-20 | 05:30 London         | 2025-03-20T05:30:00Z to 2025-03-20T05:31:00Z
          2025-03-20 | 05:30Z               | 2025-03-20T05:30:00Z to 2025-03-20T05:31:00Z
          2025-03-20 | 05:00-08:45+03:00    | 2025-03-20T02:00:00Z to 2025-03-20T05:46:00Z
          2025-03-20 | 23:38 to 01:26+03:00 | 2025-03-20T20:38:00Z to 2025-03-20T22:27:00Z
          2025-03-20 | 22:00-24:00          | 2025-03-20T21:00:00Z to 2025-03-20T23:00:00Z
          2025-03-20 | Night                | 2025-03-19T21:00:00Z to 2025-03-20T05:00:00Z
          2025-03-20 | night to 21 Mar      | 2025-03-20T21:00:00Z to 2025-03-21T05:00:00Z
          2024-12-31 | night to 1 January   | 2024-12-31T21:00:00Z to 2025-01-01T05:00:00Z
          2025-03-20 | 18-20 Mar            | 2025-03-17T23:00:00Z to 2025-03-20T23:00:00Z
          2025-03-02 | 27 Feb \u2013 2 March     | 2025-02-26T23:00:00Z to 2025-03-02T23:00:00Z
          2025-10-26 | -                    | 2025-10-25T22:00:00Z to 2025-10-26T23:00:00Z
          2025-03-30 | night                | 2025-03-29T21:00:00Z to 2025-03-30T04:00:00Z
          2025-10-26 | 02:30                | 2025-10-26T00:30:00Z to 2025-10-26T01:31:00Z
          2025-03-30 | 02:30                | 2025-03-29T23:00:00Z to 2025-03-30T22:00:00Z
          2025-03-30 | 02:30+01:00          | 2025-03-30T01:30:00Z to 2025-03-30T01:31:00Z
          """)
  void words_for_the_time_become_an_interval(String date, String time, String expected) {
    assertThat(within(desk.shortForm(date, time == null ? "" : time, "DE"))).isEqualTo(expected);
  }

  @Test
  void an_hour_that_does_not_exist_or_happened_twice_is_noted() {
    assertThat(desk.shortForm("2025-03-30", "02:30", "DE").notes())
        .anyMatch(note -> note.contains("does not exist"));
    assertThat(desk.shortForm("2025-10-26", "02:30", "DE").notes())
        .anyMatch(note -> note.contains("twice"));
  }

  @Test
  void the_region_decides_between_the_clocks_of_a_country() {
    Intake intake =
        desk.read(
            "s.csv",
            SHORT_HEADER + "\n" + Desk.shortRow("2025-03-20", "05:30", "Islands", "DE") + "\n");

    assertThat(within(intake)).startsWith("2025-03-20T06:30:00Z");
  }

  @Test
  void a_place_with_two_clocks_or_none_stated_gets_what_all_of_them_give() {
    assertThat(within(desk.shortForm("2025-03-20", "05:30", "DE/GB")))
        .isEqualTo("2025-03-20T04:30:00Z to 2025-03-20T05:31:00Z");
    assertThat(within(desk.shortForm("2025-03-20", "05:30", "")))
        .isEqualTo("2025-03-20T04:30:00Z to 2025-03-20T06:31:00Z");
  }

  @Test
  void a_begin_that_nobody_stated_stays_open() {
    Observation it = only(desk.shortForm("2025-03-20", "status date", "DE"));

    assertThat(it.occurred().within().startsOpen()).isTrue();
    assertThat(it.occurred().within().endExclusive()).hasToString("2025-03-20T23:00:00Z");
  }

  @Test
  void without_rules_a_row_needs_an_offset() {
    Desk bare = new Desk(folder);

    assertThat(within(bare.shortForm("2025-03-20", "05:30+03:00", "DE")))
        .isEqualTo("2025-03-20T02:30:00Z to 2025-03-20T02:31:00Z");
    assertThat(onlyRejection(bare.shortForm("2025-03-20", "05:30", "DE")).code())
        .isEqualTo("reports.date.no-clock");
    assertThat(onlyRejection(bare.shortForm("2025-03-20", "night+03:00", "DE")).code())
        .isEqualTo("reports.time_if_known.unknown-word");
  }

  @Test
  void the_columns_go_where_they_belong() {
    Observation it = only(desk.shortForm("2025-03-20", "night", "DE"));

    assertThat(it.kind()).isEqualTo(Kind.CLAIM);
    assertThat(it.sourceId()).isEqualTo("test-desk-reprint");
    assertThat(it.object().objectClass()).isEqualTo("energy.grid");
    assertThat(it.means()).isEqualTo("drone");
    assertThat(it.summary()).isEqualTo("An invented row.");
    assertThat(it.attributes())
        .containsOnlyKeys(
            "independent_confirmation",
            "consequence",
            "source_affiliation",
            "source_name",
            "date",
            "time_if_known");
  }

  @Test
  void a_place_that_is_said_not_to_be_stated_is_no_name() {
    String row =
        Desk.shortRow("2025-03-20", "", "Somewhere", "DE").replace("Testfield", "somewhere");

    Observation it = only(desk.read("s.csv", SHORT_HEADER + "\n" + row + "\n"));

    assertThat(it.place().names()).isEmpty();
    assertThat(it.place().region()).isEmpty();
    assertThat(it.attributes()).containsEntry("admin1", "Somewhere");
    assertThat(it.act()).isEqualTo("drone_near");
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          drone,   South, -,            Fire,                              drone_far
          drone,   North, -,            Fire,                              drone_near
          drone,   -,     -,            Fire,                              drone_near
          drone,   South, -,            Two shot down with no damage,      attempt
          drone,   South, -,            Two shot down and damage,          drone_far
          drone,   South, -,            Guns and drones were used,         several
          drone,   South, -,            A gun beside a drone,              drone_far
          unknown, South, -,            Part of a ten-attack claim,        strike
          -,       South, B,            Damage,                            strike
          unknown, South, Unattributed, Damage,                            open
          laser,   South, B,            Damage,                            -
          """)
  void the_first_act_rule_that_fits_decides(
      String weapon, String region, String actor, String consequence, String act) {
    Intake intake =
        desk.row(
            "weapon", weapon == null ? "" : weapon,
            "admin1", region == null ? "" : region,
            "alleged_actor", actor == null ? "" : actor,
            "consequence", consequence);

    assertThat(only(intake).act()).isEqualTo(act == null ? "" : act);
  }

  @Test
  void an_act_that_is_given_is_not_derived() {
    assertThat(only(desk.row("weapon", "drone", "act", "strike")).act()).isEqualTo("strike");
    Observation both = only(desk.row("act_code", "missile", "act", "strike"));
    assertThat(both.act()).isEqualTo("missile");
    assertThat(both.attributes()).containsEntry("act", "strike");
  }

  private Intake coded(String coding) {
    return new ReportReader(Desk.rules(Desk.RULES))
        .read(
            List.of(
                desk.file(
                    "s.csv",
                    SHORT_HEADER + "\n" + Desk.shortRow("2025-03-20", "night", "South", "DE"))),
            List.of(
                desk.file(
                    "c.csv", "incident_id,act_code,t_from_utc,t_to_utc,also_reported\n" + coding)));
  }

  @Test
  void a_coding_overrules_rules_and_words() {
    Observation it = only(coded("r1,missile,2025-03-20T01:00:00Z,2025-03-20T02:00:00Z,rail\n"));

    assertThat(it.act()).isEqualTo("missile");
    assertThat(it.occurred().within().startInclusive()).hasToString("2025-03-20T01:00:00Z");
    assertThat(it.object().alsoReported()).isEqualTo("rail");
  }

  @Test
  void a_coding_without_begin_leaves_the_begin_unstated() {
    assertThat(only(coded("r1,,,2025-03-20T02:00:00Z,\n")).occurred().within().startsOpen())
        .isTrue();
  }

  @Test
  void a_coding_that_cannot_be_used_is_said() {
    assertThat(coded("other,missile,,,\n").notes())
        .anyMatch(note -> note.contains("1 coding named no report"));
    assertThat(onlyRejection(coded("r1,missile,tomorrow,,\n")).column()).isEqualTo("t_from_utc");
    assertThatThrownBy(() -> coded("r1,missile,,,\nr1,drone,,,\n"))
        .hasMessageContaining("c.csv:3:")
        .hasMessageContaining("c.csv:2");
    assertThatThrownBy(() -> coded("r1,missile\n")).hasMessageContaining("c.csv:2:");
  }
}
