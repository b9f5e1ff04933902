package org.treuga.app.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.treuga.time.Occurrence;

/** Time is said as exactly as it is known. */
class TimesTest {

  private static String when(String from, String to) {
    return Times.of(Texts.in("en"), false)
        .when(Occurrence.within(Instant.parse(from), Instant.parse(to)));
  }

  @Test
  void a_day_and_a_half_that_is_of_one_date_is_said_as_that_date() {
    assertThat(when("2031-01-01T20:00:00Z", "2031-01-03T10:00:00Z")).isEqualTo("2 Jan (day)");
  }

  @Test
  void days_are_said_by_their_first_and_last() {
    assertThat(when("2031-01-01T00:00:00Z", "2031-01-04T00:00:00Z"))
        .isEqualTo("1 Jan \u2013 3 Jan (days)");
  }
}
