package org.treuga.connectors.reports;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.treuga.wire.Yaml;

/**
 * How a row of the short form is to be understood in one case: which clock a place keeps, what
 * stretch "night" means, which act the words of a row amount to. Data of the case folder, so that
 * no country, region or party stands in code; the file is described in {@code docs/reports.md}.
 *
 * @param clocks in order, the first that fits a place decides
 * @param clockWords words after a clock time that name its clock; a null zone is the place's own
 * @param windows what words in {@code time_if_known} stand for, in order
 * @param unstated texts by which a case writes that a place or region is not stated
 * @param nobody texts by which a case writes that no actor is named
 * @param regions groups of regions by name, each a list of words found in {@code admin1}
 * @param searched names of the columns whose text the act rules look through
 * @param acts in order, the first that fits a row decides
 */
public record ReportRules(
    List<Clock> clocks,
    Map<String, ClockWord> clockWords,
    List<Window> windows,
    Set<String> unstated,
    Set<String> nobody,
    Map<String, List<Phrase>> regions,
    List<String> searched,
    List<ActRule> acts) {

  /**
   * No rules: a day or a clock time without an offset then becomes a rejection that asks for one,
   * and an act that the file does not give stays not stated.
   */
  public static final ReportRules NONE =
      new ReportRules(
          List.of(), Map.of(), List.of(), Set.of(), Set.of(), Map.of(), List.of(), List.of());

  /** The name of the file in a case folder. */
  public static final String FILE_NAME = "rules.yaml";

  public ReportRules {
    clocks = List.copyOf(clocks);
    clockWords = Map.copyOf(clockWords);
    windows = List.copyOf(windows);
    unstated = Set.copyOf(unstated);
    nobody = Set.copyOf(nobody);
    regions = Map.copyOf(regions);
    searched = List.copyOf(searched);
    acts = List.copyOf(acts);
  }

  /**
   * The rules of a case folder, {@link #NONE} when it has no {@value #FILE_NAME}.
   *
   * @throws org.treuga.evidence.UnreadableInput if the file is there and is not right
   */
  public static ReportRules ofCase(Path folder) {
    Path file = folder.resolve(FILE_NAME);
    return Files.exists(file) ? read(file) : NONE;
  }

  /**
   * Reads a file of rules.
   *
   * @throws org.treuga.evidence.UnreadableInput naming line and column of what is not right
   */
  public static ReportRules read(Path file) {
    return RulesFile.parse(Yaml.read(file));
  }

  boolean isUnstated(String text) {
    return !text.isEmpty()
        && !unstated.isEmpty()
        && unstated.contains(text.toLowerCase(Locale.ROOT));
  }

  /** Whether {@code alleged_actor} names anybody. */
  boolean namesActor(String actor) {
    return !actor.isEmpty() && !nobody.contains(actor.toLowerCase(Locale.ROOT));
  }

  /**
   * The clock of some places.
   *
   * @param country ISO 3166-1 alpha-2
   * @param regions found in {@code admin1}; empty for the whole country
   */
  public record Clock(String country, List<Phrase> regions, ZoneId zone) {
    public Clock {
      regions = List.copyOf(regions);
    }

    boolean fits(String placeCountry, List<String> regionWords) {
      return country.equals(placeCountry)
          && (regions.isEmpty() || regions.stream().anyMatch(region -> region.isIn(regionWords)));
    }
  }

  /**
   * What a word such as {@code local} says about the clock.
   *
   * @param zone null for the clock of the place itself
   */
  public record ClockWord(@Nullable ZoneId zone) {}

  /**
   * What a wording of {@code time_if_known} stands for.
   *
   * @param wording the words, in which {@code D1} and {@code D2} stand for days such as {@code 28
   *     Mar}
   * @param from null when the begin is not stated
   */
  public record Window(Wording wording, @Nullable Bound from, Bound to) {}

  /** One end of a window: a clock time of the day D of the row, or of a day named in the words. */
  public record Bound(Day day, int daysLater, int minuteOfDay) {
    /** Which day a bound counts from. */
    public enum Day {
      D,
      D1,
      D2
    }
  }

  /**
   * What must hold for a row to have an act; a condition that is not given holds.
   *
   * @param means {@code weapon} is one of these; empty for any
   * @param says one of these is found in the searched text; empty for any
   * @param andSays one of these is found too; empty for any
   * @param lists two different ones of these stand side by side, joined by and, or, a comma
   * @param regionGroups {@code admin1} is in one of these groups; {@code unstated} is the group of
   *     rows without a region; empty for any
   * @param actorNamed whether an actor must be named
   */
  public record ActRule(
      String code,
      Set<String> means,
      List<Phrase> says,
      List<Phrase> andSays,
      List<Phrase> lists,
      Set<String> regionGroups,
      boolean actorNamed) {
    public ActRule {
      means = Set.copyOf(means);
      says = List.copyOf(says);
      andSays = List.copyOf(andSays);
      lists = List.copyOf(lists);
      regionGroups = Set.copyOf(regionGroups);
    }
  }
}
