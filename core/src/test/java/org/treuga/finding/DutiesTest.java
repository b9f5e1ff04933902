package org.treuga.finding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.treuga.finding.Duties.Duty;

/** Who may do what after what; the whole matrix of roles. */
class DutiesTest {

  /** Down: what a person did. Across, in the order of {@link Role}: may they do this as well? */
  @ParameterizedTest
  @CsvSource({
    // collector, analyst, reviewer, panel, publisher, keeper of keys
    "COLLECTOR,      yes, yes, yes, yes, yes, yes",
    "ANALYST,        yes, yes, no,  yes, no,  yes",
    "REVIEWER,       yes, no,  yes, yes, no,  yes",
    "PANEL,          yes, yes, yes, yes, no,  yes",
    "PUBLISHER,      yes, no,  no,  no,  yes, yes",
    "KEEPER_OF_KEYS, yes, yes, yes, yes, yes, yes"
  })
  void one_person_in_two_roles(
      Role did, String c, String a, String r, String panel, String publisher, String keeper) {
    List<String> may = List.of(c, a, r, panel, publisher, keeper);
    Duties duties = Duties.NONE.and(new Duty(did, "Ada"));
    for (Role next : Role.values()) {
      boolean allowed = may.get(next.ordinal()).equals("yes");
      Duty duty = new Duty(next, "Ada");

      assertThat(duties.refusal(duty).isEmpty()).as("%s, then %s", did, next).isEqualTo(allowed);
      if (!allowed) {
        assertThatThrownBy(() -> duties.and(duty)).isInstanceOf(IllegalArgumentException.class);
      }
      assertThat(duties.refusal(new Duty(next, "Ben"))).as("another person").isEmpty();
    }
  }

  @Test
  void the_refusal_says_who_and_why() {
    Duties duties = Duties.NONE.and(new Duty(Role.ANALYST, "Ada"));

    assertThat(duties.refusal(new Duty(Role.REVIEWER, "Ada")))
        .contains("Ada: nobody may review their own analysis");
    assertThat(duties.refusal(new Duty(Role.PUBLISHER, "Ada")))
        .contains("Ada: nobody may publish what they graded, and they were analyst");
  }

  @ParameterizedTest
  @CsvSource({"ADA  LOVELACE", "' ada lovelace '", "\uFF21da Lovelace"})
  void another_way_to_write_a_name_is_the_same_person(String written) {
    Duties duties = Duties.NONE.and(new Duty(Role.ANALYST, "Ada Lovelace"));

    assertThat(duties.refusal(new Duty(Role.REVIEWER, written))).isPresent();
  }

  @Test
  void what_was_done_long_before_still_counts() {
    Duties duties =
        Duties.NONE
            .and(new Duty(Role.ANALYST, "Ada"))
            .and(new Duty(Role.REVIEWER, "Ben"))
            .and(new Duty(Role.COLLECTOR, "Ada"));

    assertThat(duties.refusal(new Duty(Role.PUBLISHER, "Ada"))).isPresent();
    assertThat(duties.refusal(new Duty(Role.PUBLISHER, "Cem"))).isEmpty();
  }

  @Test
  void a_panel_of_one_decides_nothing_even_if_it_signs_twice() {
    Duties one = Duties.NONE.and(new Duty(Role.PANEL, "Ada")).and(new Duty(Role.PANEL, "ada"));

    assertThat(one.panelRefusal())
        .contains("a decision of the panel needs 2 different people, and there are 1");
    assertThat(one.and(new Duty(Role.PANEL, "Ben")).panelRefusal()).isEmpty();
    assertThat(one.and(new Duty(Role.REVIEWER, "Ben")).panelRefusal()).isPresent();
  }

  @Test
  void nobody_does_nothing() {
    assertThatThrownBy(() -> new Duty(Role.ANALYST, " "))
        .hasMessage("person must not be blank for the analyst");
  }
}
