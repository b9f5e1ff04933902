package org.treuga.app.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The words of a clause that were cited, marked. */
class ReasonsMakerTest {

  private static String marked(String text, String... spans) {
    StringBuilder shown = new StringBuilder();
    for (TermReasons.Words words : ReasonsMaker.marked(text, List.of(spans))) {
      shown.append(words.marked() ? "[" + words.text() + "]" : words.text());
    }
    return shown.toString();
  }

  @Test
  void cited_words_are_marked_wherever_they_stand() {
    assertThat(marked("a pause, and a pause again", "pause"))
        .isEqualTo("a [pause], and a [pause] again");
  }

  @Test
  void words_that_overlap_are_marked_once() {
    assertThat(marked("energy and infrastructure", "energy and", "and infrastructure"))
        .isEqualTo("[energy and infrastructure]");
  }

  @Test
  void a_part_of_a_word_is_not_the_word() {
    assertThat(marked("stops immediately", "immediate")).isEqualTo("stops immediately");
    assertThat(marked("немедленно", "немедл")).isEqualTo("немедленно");
  }

  @Test
  void a_text_without_cited_words_stays_as_it_is() {
    assertThat(marked("nothing here", "pause")).isEqualTo("nothing here");
    assertThat(marked("", "pause")).isEmpty();
  }
}
