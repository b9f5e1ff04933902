package org.treuga.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Canonical JSON by RFC 8785, for what we allow ourselves. */
class JsonTest {

  @Test
  void names_stand_in_order_of_their_UTF_16_code_units() {
    String text =
        Json.object()
            .put("\u20ac", 1)
            .put("\r", 2)
            .put("\ufb33", 3)
            .put("1", 4)
            .put("\ud83d\ude00", 5)
            .put("\u0080", 6)
            .put("\u00f6", 7)
            .build()
            .canonical();
    // The order of the sample of RFC 8785, section 3.2.3.
    assertThat(text)
        .isEqualTo(
            "{\"\\r\":2,\"1\":4,\"\u0080\":6,\"\u00f6\":7,\"\u20ac\":1,\"\ud83d\ude00\":5,\"\ufb33\":3}");
  }

  @Test
  void text_is_escaped_as_little_as_possible_and_in_lower_case() {
    assertThat(Json.text("\u20ac$\u000f\nA'B\"\\\"/\u007f").canonical())
        .isEqualTo("\"\u20ac$\\u000f\\nA'B\\\"\\\\\\\"/\u007f\"");
  }

  @Test
  void numbers_are_whole_and_within_what_every_reader_keeps() {
    assertThat(Json.whole(9007199254740991L).canonical()).isEqualTo("9007199254740991");
    assertThatThrownBy(() -> Json.whole(9007199254740992L))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Json.Num("1.5").canonical())
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void half_a_surrogate_pair_is_refused() {
    assertThatThrownBy(() -> Json.text("\ud800").canonical())
        .isInstanceOf(IllegalArgumentException.class);
  }
}
