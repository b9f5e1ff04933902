package org.treuga.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class ClassSetTest {

  private static ClassSet set(
      Set<String> any, Set<String> noneOf, Set<String> arguable, Set<String> exactly) {
    return new ClassSet("", any, noneOf, arguable, exactly, Truth.ARGUABLE);
  }

  @Test
  void a_class_takes_in_what_is_below_it_and_nothing_that_only_looks_alike() {
    ClassSet energy = ClassSet.of("energy");
    assertThat(energy.member("energy.oil.depot")).isEqualTo(Truth.TRUE);
    assertThat(energy.member("energyless")).isEqualTo(Truth.FALSE);
  }

  @Test
  void the_nearest_listed_class_decides() {
    ClassSet set = set(Set.of("a", "a.b.c"), Set.of("a.b"), Set.of(), Set.of());
    assertThat(set.member("a.x")).isEqualTo(Truth.TRUE);
    assertThat(set.member("a.b.x")).isEqualTo(Truth.FALSE);
    assertThat(set.member("a.b.c.d")).isEqualTo(Truth.TRUE);
  }

  @Test
  void a_class_wider_than_the_difference_is_arguable() {
    ClassSet listed = ClassSet.of("a.b");
    assertThat(listed.member("a")).isEqualTo(Truth.ARGUABLE);
    ClassSet excepted = set(Set.of("a"), Set.of("a.b"), Set.of(), Set.of());
    assertThat(excepted.member("a")).isEqualTo(Truth.ARGUABLE);
    assertThat(set(Set.of("a"), Set.of("a.b"), Set.of(), Set.of("a")).member("a"))
        .isEqualTo(Truth.TRUE);
  }

  @Test
  void an_open_part_opens_only_what_nobody_listed() {
    assertThat(set(Set.of("a"), Set.of(), Set.of("a.b"), Set.of()).member("a"))
        .isEqualTo(Truth.TRUE);
    assertThat(set(Set.of("z"), Set.of("a"), Set.of("a.b"), Set.of()).member("a"))
        .isEqualTo(Truth.FALSE);
    assertThat(set(Set.of("z"), Set.of(), Set.of("a.b"), Set.of()).member("a"))
        .isEqualTo(Truth.ARGUABLE);
  }

  @Test
  void what_nobody_named_is_arguable() {
    assertThat(ClassSet.of("a").member("")).isEqualTo(Truth.ARGUABLE);
    assertThat(ClassSet.of("a").member("unknown")).isEqualTo(Truth.ARGUABLE);
  }
}
