package org.treuga.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.treuga.evidence.UnreadableInput;
import org.treuga.place.Precision;
import org.treuga.report.PublicationPolicy.Spot;
import org.treuga.wire.PolicyReader;

class PublicationPolicyTest {

  private static final Instant NOW = Instant.parse("2031-03-31T00:00:00Z");
  private static final PublicationPolicy USUAL = PublicationPolicy.DEFAULT;

  private static Optional<String> refusal(
      PublicationPolicy policy, String north, String east, Spot spot) {
    return policy.refusal(new BigDecimal(north), new BigDecimal(east), spot, NOW);
  }

  private static Spot spot(@Nullable Precision precision, boolean named, int daysAgo) {
    return new Spot("i1", precision, named, NOW.minus(Duration.ofDays(daysAgo)));
  }

  /** How fine coordinates are, of what, named or not, how many days ago. */
  @ParameterizedTest
  @CsvSource({
    "48.5,     35.2,     EXACT,      true,  20, goes out",
    "48.50,    35.20,    EXACT,      true,  20, goes out",
    "48,       35,       ,           false, 0,  goes out",
    "48.51,    35.2,     EXACT,      true,  20, stays",
    "48.5,     35.23,    EXACT,      true,  20, stays",
    "48.51,    35.23,    ,           true,  20, stays",
    "48.51,    35.23,    UNKNOWN,    true,  20, stays",
    "48.51,    35.23,    SETTLEMENT, false, 0,  goes out",
    "48.512,   35.23,    SETTLEMENT, false, 20, stays",
    "48.51,    35.23,    REGION,     false, 0,  goes out",
    "48.51234, 35.23456, FACILITY,   true,  14, goes out",
    "48.51234, 35.23456, FACILITY,   true,  13, stays",
    "48.51234, 35.23456, FACILITY,   false, 20, stays",
    "48.51234, 35.23456, EXACT,      true,  900, stays",
    "-33.51,  -70.23,    EXACT,      false, 20, stays"
  })
  void a_coordinate(
      String north,
      String east,
      @Nullable Precision precision,
      boolean named,
      int daysAgo,
      String what) {
    assertThat(refusal(USUAL, north, east, spot(precision, named, daysAgo)).isEmpty())
        .isEqualTo(what.equals("goes out"));
  }

  @Test
  void a_site_that_officials_of_both_sides_have_named_is_shown_at_once() {
    PublicationPolicy named =
        new PublicationPolicy(10, Duration.ofHours(72), Duration.ofDays(14), 3, Set.of("i1"));

    assertThat(refusal(named, "48.512", "35.2", spot(Precision.FACILITY, true, 1))).isEmpty();
    assertThat(refusal(named, "48.512", "35.2", spot(Precision.EXACT, true, 1))).isPresent();
  }

  @Test
  void a_site_has_its_name_published_after_14_days() {
    assertThat(USUAL.namesItsSite(spot(Precision.REGION, true, 13), NOW))
        .hasValueSatisfying(why -> assertThat(why).startsWith("names its site"));
    assertThat(USUAL.namesItsSite(spot(Precision.REGION, true, 14), NOW)).isEmpty();
    assertThat(USUAL.namesItsSite(spot(Precision.REGION, false, 0), NOW)).isEmpty();
    assertThat(USUAL.namesItsSite(new Spot("i1", null, true, null), NOW)).isPresent();
  }

  @Test
  void the_refusal_says_how_fine_it_may_be() {
    assertThat(refusal(USUAL, "48.5123", "35.25", Spot.UNKNOWN))
        .contains("48.5123, 35.25 is finer than a cell of 10 km (1 decimal)");
  }

  @ParameterizedTest
  @CsvSource({"1, 2", "10, 1", "11, 1", "12, 0", "100, 0"})
  void decimals_follow_from_the_width_of_a_cell(int kilometers, int decimals) {
    PublicationPolicy policy =
        new PublicationPolicy(kilometers, Duration.ZERO, Duration.ZERO, 0, Set.of());

    assertThat(policy.cellDecimals()).isEqualTo(decimals);
  }

  @Test
  void the_embargo_ends_72_hours_after_the_incident() {
    assertThat(USUAL.embargoed(NOW.minus(Duration.ofHours(72)), NOW)).isEmpty();
    assertThat(USUAL.embargoed(NOW.minus(Duration.ofHours(72)).plusSeconds(1), NOW))
        .contains("under embargo until 2031-03-31T00:00:01Z");
    assertThat(USUAL.embargoed(null, NOW)).isPresent();
  }

  @Test
  void what_fewer_than_three_could_know_would_tell_the_source() {
    assertThat(USUAL.tellsTheSource(3)).isEmpty();
    assertThat(USUAL.tellsTheSource(2))
        .contains("only 2 could have known, and at least 3 are needed");
    assertThat(USUAL.tellsTheSource(null)).isPresent();
  }

  @TempDir private Path folder;

  private PublicationPolicy read(String yaml) throws Exception {
    return PolicyReader.read(Files.writeString(folder.resolve("policy.yaml"), yaml));
  }

  @Test
  void a_policy_is_read_and_what_it_does_not_say_is_as_usual() throws Exception {
    PublicationPolicy policy = read("cell_km: 20\nembargo_hours: 0\nnamed_by_both_sides: [i1]\n");

    assertThat(policy)
        .isEqualTo(new PublicationPolicy(20, Duration.ZERO, Duration.ofDays(14), 3, Set.of("i1")));
    assertThat(policy.embargoed(NOW, NOW)).isEmpty();
    assertThat(PolicyReader.json(policy).canonical())
        .isEqualTo(
            "{\"cell_km\":20,\"embargo_hours\":0,\"least_sources\":3,"
                + "\"named_by_both_sides\":[\"i1\"],\"site_days\":14}");
  }

  @Test
  void a_key_nobody_knows_and_a_cell_of_no_width_are_refused_with_their_place() {
    assertThatThrownBy(() -> read("cel_km: 20\n"))
        .isInstanceOf(UnreadableInput.class)
        .hasMessageContaining("policy.yaml:1:1")
        .hasMessageContaining("cell_km");
    assertThatThrownBy(() -> read("cell_km: 0\n"))
        .isInstanceOf(UnreadableInput.class)
        .hasMessageContaining("policy.yaml:1:10");
  }
}
