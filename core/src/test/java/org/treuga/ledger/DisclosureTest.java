package org.treuga.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DisclosureTest {

  private static final String SALT = "AAECAwQFBgcICQoLDA0ODw";

  @Test
  void the_vector_of_the_methods_comes_out() {
    Disclosure latitude = new Disclosure(SALT, "lat", "\"48.51\"");
    assertThat(latitude.encoded())
        .isEqualTo("WyJBQUVDQXdRRkJnY0lDUW9MREEwT0R3IiwibGF0IiwiNDguNTEiXQ");
    assertThat(latitude.digest()).isEqualTo("yX_LhuUMP3-_3jyFPp0k6gsegeglCPRQN1xfiGswhzw");
    assertThat(Disclosure.parse(latitude.encoded())).isEqualTo(latitude);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain",
        "",
        "a\"b\\c",
        "tab\tline\nbell\u0007",
        "\u007f/\u2028",
        "Хмельницький",
        "🕊"
      })
  void any_name_reads_back(String name) {
    Disclosure disclosure = new Disclosure(SALT, name, "[1,{\"a\":null}]");
    assertThat(Disclosure.parse(disclosure.encoded())).isEqualTo(disclosure);
  }

  @Test
  void control_characters_are_escaped_the_canonical_way() {
    assertThat(JsonStrings.quote("\b\t\n\f\r\u0000\u001f\"\\/"))
        .isEqualTo("\"\\b\\t\\n\\f\\r\\u0000\\u001f\\\"\\\\/\"");
  }

  @Test
  void half_a_surrogate_pair_is_refused() {
    Disclosure broken = new Disclosure(SALT, "\ud83d", "1");
    assertThatThrownBy(broken::encoded).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[ \"AAECAwQFBgcICQoLDA0ODw\",\"lat\",1]",
        "[\"AAECAwQFBgcICQoLDA0ODw\",\"l\\u0061t\",1]",
        "[\"AAECAwQFBgcICQoLDA0ODw\",\"lat\",1",
        "[\"AAECAwQFBgcICQoLDA0ODw\",\"lat",
        "[\"AAECAwQFBgcICQoLDA0ODw\",\"lat\",]",
        "[\"AAECAwQFBgcICQoLDA0ODw\",\"_sd\",1]",
        "[\"AAEC\",\"lat\",1]",
        "[\"AAECAwQFBgcICQoLDA0ODw\",\"\\",
        "",
      })
  void other_spellings_are_refused(String array) {
    String encoded =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(array.getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> Disclosure.parse(encoded))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_shown_field_belongs_to_its_record_and_an_altered_one_does_not() {
    Disclosure name = Disclosure.of("name", "\"N. N.\"", LedgerScene.random(1));
    Disclosure place = Disclosure.of("place", "\"48.51\"", LedgerScene.random(2));
    List<String> digests = Disclosure.digests(List.of(name, place), 3, LedgerScene.random(3));
    assertThat(digests).hasSize(5).doesNotHaveDuplicates().isSorted();
    assertThat(name.belongsTo(digests)).isTrue();
    assertThat(place.belongsTo(digests)).isTrue();
    assertThat(new Disclosure(place.salt(), "place", "\"48.52\"").belongsTo(digests)).isFalse();
  }

  @Test
  void the_same_value_twice_has_two_digests() {
    Disclosure once = Disclosure.of("name", "\"N. N.\"", LedgerScene.random(1));
    Disclosure again = Disclosure.of("name", "\"N. N.\"", LedgerScene.random(2));
    assertThat(once.digest()).isNotEqualTo(again.digest());
  }

  @Test
  void the_value_does_not_show_in_a_log_line() {
    assertThat(new Disclosure(SALT, "lat", "\"48.51\"").toString()).doesNotContain("48");
  }
}
