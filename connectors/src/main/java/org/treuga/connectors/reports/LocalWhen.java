package org.treuga.connectors.reports;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.treuga.connectors.file.Texts;
import org.treuga.connectors.reports.ReportRules.Bound;
import org.treuga.connectors.reports.ReportRules.ClockWord;
import org.treuga.connectors.reports.ReportRules.Window;
import org.treuga.place.Place;
import org.treuga.time.Interval;
import org.treuga.time.Occurrence;

/**
 * Turns {@code date} and {@code time_if_known} into an interval of UTC, on the clock of the place.
 *
 * <p>An offset in the field decides; then a word that names a clock; then the clocks of the rules.
 * Where several clocks may be meant (a place across a border, no country stated) the interval
 * covers what each would give. A local time that does not exist is known to the day; one that
 * happened twice covers both times.
 */
final class LocalWhen {

  private static final String TIME = "(\\d{1,2}):(\\d{2})(?::(\\d{2}))?";
  private static final Pattern CLOCK_TIME = Pattern.compile(TIME);
  private static final Pattern CLOCK_RANGE = Pattern.compile(TIME + " ?(?:-| to ) ?" + TIME);
  private static final Pattern OFFSET = Pattern.compile("(.*?) ?(z|[+-]\\d{2}(?::?\\d{2})?)");
  private static final int MINUTES_OF_DAY = 24 * 60;
  private static final int SECONDS_OF_DAY = 86_400;

  private final ReportRules rules;
  private final Row row;
  private final Place place;
  private final Consumer<String> notes;

  LocalWhen(ReportRules rules, Row row, Place place, Consumer<String> notes) {
    this.rules = rules;
    this.row = row;
    this.place = place;
    this.notes = notes;
  }

  /** When the row's date and time say it happened; unknown when there is neither. */
  Occurrence occurrence() {
    if (!row.has(Column.DATE)) {
      if (row.has(Column.TIME)) {
        throw row.fault(Column.DATE, Fault.MISSING, "the day to which time_if_known belongs");
      }
      return Occurrence.UNKNOWN;
    }
    LocalDate date = date(Column.DATE);
    Stated stated = readTime(date, Wording.normal(Texts.asciiNumber(row.get(Column.TIME))));
    return new Occurrence(cover(Column.DATE, date, stated));
  }

  /** The whole of a day that a column names without a time. */
  Interval day(Column column) {
    LocalDate date = date(column);
    return cover(column, date, Stated.day(date));
  }

  /** Whether a cell is a day and nothing more. */
  static boolean isDay(String text) {
    return text.length() == 10 && text.charAt(4) == '-' && text.charAt(7) == '-';
  }

  /** Whether the rules or the row give a clock, so that a day can be placed in time. */
  boolean hasClock() {
    return !zones().isEmpty();
  }

  private LocalDate date(Column column) {
    String text = Texts.asciiNumber(row.get(column));
    try {
      if (text.matches("\\d{4}-\\d{2}-\\d{2}")) {
        return LocalDate.parse(text);
      }
    } catch (java.time.DateTimeException _noSuchDay) {
      throw notADay(column, "");
    }
    if (DateGuess.hasDayAndMonthInSomeOrder(text)) {
      throw row.fault(
          column,
          column == Column.DATE ? Fault.DAY_MONTH_ORDER : Fault.NOT_AN_INSTANT,
          "a day such as 2025-04-05; the order of day and month cannot be seen");
    }
    if (DateGuess.isNumber(text) && text.length() > 4) {
      throw row.fault(
          column, Fault.BARE_NUMBER, "a day such as 2025-04-05; " + DateGuess.ofNumber(text));
    }
    boolean wider = text.matches("\\d{4}(-\\d{2})?");
    throw notADay(
        column, wider ? "; a month or a year alone is not taken for one of its days" : "");
  }

  private BadRow notADay(Column column, String hint) {
    return row.fault(
        column,
        column == Column.DATE ? Fault.NOT_A_DAY : Fault.NOT_AN_INSTANT,
        "a day such as 2025-04-05" + hint);
  }

  /** What the field says before any clock is applied; a null zone is the clock of the place. */
  private record Stated(
      @Nullable LocalDateTime from, LocalDateTime to, @Nullable ZoneId zone, boolean isClockTime) {

    static Stated day(LocalDate date) {
      return new Stated(date.atStartOfDay(), date.plusDays(1).atStartOfDay(), null, false);
    }

    Stated on(@Nullable ZoneId other) {
      return new Stated(from, to, other, isClockTime);
    }
  }

  private Stated readTime(LocalDate date, String text) {
    Optional<Stated> plain = readWithoutClock(date, text);
    if (plain.isPresent()) {
      return plain.get();
    }
    Matcher offset = OFFSET.matcher(text);
    if (offset.matches()) {
      ZoneId zone = zoneOf(offset.group(2));
      Optional<Stated> rest = readWithoutClock(date, offset.group(1));
      if (zone != null && rest.isPresent()) {
        return rest.get().on(zone);
      }
    }
    int lastBlank = text.lastIndexOf(' ');
    ClockWord word = lastBlank < 0 ? null : rules.clockWords().get(text.substring(lastBlank + 1));
    if (word != null) {
      Optional<Stated> rest = readWithoutClock(date, text.substring(0, lastBlank));
      if (rest.isPresent()) {
        return rest.get().on(word.zone());
      }
    }
    throw unreadable(text);
  }

  private static @Nullable ZoneId zoneOf(String offset) {
    try {
      return ZoneOffset.of(offset.toUpperCase(Locale.ROOT));
    } catch (java.time.DateTimeException _tooLarge) {
      return null;
    }
  }

  private BadRow unreadable(String text) {
    if (text.matches("\\d.*:.*")) {
      return row.fault(
          Column.TIME,
          Fault.NOT_A_TIME,
          "a clock time such as 05:30, 05:30+03:00 or 05:00-08:45, from 00:00 to 24:00");
    }
    List<String> known =
        rules.windows().stream().map(window -> '"' + window.wording().toString() + '"').toList();
    return row.fault(
        Column.TIME,
        Fault.UNKNOWN_WORD,
        "a clock time such as 05:30+03:00"
            + (known.isEmpty() ? "" : " or one of " + String.join(", ", known))
            + "; other words go under windows in "
            + ReportRules.FILE_NAME);
  }

  private Optional<Stated> readWithoutClock(LocalDate date, String text) {
    if (text.isEmpty()) {
      return Optional.of(Stated.day(date));
    }
    Matcher time = CLOCK_TIME.matcher(text);
    if (time.matches()) {
      return clockTime(date, time);
    }
    Matcher range = CLOCK_RANGE.matcher(text);
    if (range.matches()) {
      return clockRange(date, range);
    }
    for (Window window : rules.windows()) {
      Optional<Wording.Days> days = window.wording().match(text, date);
      if (days.isPresent()) {
        return Optional.of(windowOf(window, days.get()));
      }
    }
    return Optional.empty();
  }

  private static Optional<Stated> clockTime(LocalDate date, Matcher time) {
    int second = secondOfDay(time, 1);
    if (second < 0) {
      return Optional.empty();
    }
    LocalDateTime from = date.atStartOfDay().plusSeconds(second);
    return Optional.of(new Stated(from, from.plusSeconds(grain(time, 1)), null, true));
  }

  /** From the first time to the end of the last minute, past midnight if the second is smaller. */
  private static Optional<Stated> clockRange(LocalDate date, Matcher range) {
    int first = secondOfDay(range, 1);
    int last = secondOfDay(range, 4);
    if (first < 0 || last < 0) {
      return Optional.empty();
    }
    int end = last == SECONDS_OF_DAY ? last : last + grain(range, 4);
    int past = last < first ? SECONDS_OF_DAY : 0;
    LocalDateTime midnight = date.atStartOfDay();
    return Optional.of(
        new Stated(midnight.plusSeconds(first), midnight.plusSeconds(end + past), null, true));
  }

  private static int grain(Matcher matcher, int group) {
    return matcher.group(group + 2) == null ? 60 : 1;
  }

  /** Seconds from 00:00, up to 24:00 and no further; -1 for no such time. */
  private static int secondOfDay(Matcher matcher, int group) {
    int hour = Integer.parseInt(matcher.group(group));
    int minute = Integer.parseInt(matcher.group(group + 1));
    String seconds = matcher.group(group + 2);
    int second = seconds == null ? 0 : Integer.parseInt(seconds);
    int sum = hour * 3600 + minute * 60 + second;
    return minute > 59 || second > 59 || sum > SECONDS_OF_DAY ? -1 : sum;
  }

  private static Stated windowOf(Window window, Wording.Days days) {
    Bound from = window.from();
    return new Stated(
        from == null ? null : local(from, days), local(window.to(), days), null, false);
  }

  private static LocalDateTime local(Bound bound, Wording.Days days) {
    LocalDate day =
        switch (bound.day()) {
          case D -> days.date();
          case D1 -> days.first() == null ? days.date() : days.first();
          case D2 -> days.second() == null ? days.date() : days.second();
        };
    return day.plusDays(bound.daysLater() + bound.minuteOfDay() / MINUTES_OF_DAY)
        .atTime(0, 0)
        .plusMinutes(bound.minuteOfDay() % MINUTES_OF_DAY);
  }

  /** The hull of what each clock that may be meant would give. */
  private Interval cover(Column column, LocalDate date, Stated stated) {
    ZoneId named = stated.zone();
    Set<ZoneId> zones = named == null ? zones() : Set.of(named);
    if (zones.isEmpty()) {
      throw column == Column.DATE
          ? row.fault(column, Fault.NO_CLOCK, noClock())
          : row.fault(column, Fault.NO_OFFSET, noClock());
    }
    Instant start = Instant.MAX;
    Instant end = Instant.MIN;
    for (ZoneId zone : zones) {
      Interval one = on(zone, date, stated);
      start = one.startInclusive().isBefore(start) ? one.startInclusive() : start;
      end = one.endExclusive().isAfter(end) ? one.endExclusive() : end;
    }
    if (!start.isBefore(end)) {
      throw row.fault(Column.TIME, Fault.NOT_A_TIME, "a begin before the end");
    }
    return new Interval(start, end);
  }

  private String noClock() {
    return "a time with its offset (time_if_known such as 05:30+03:00, or t_from_utc and t_to_utc),"
        + " or a clock for the place under clocks in "
        + ReportRules.FILE_NAME;
  }

  private Interval on(ZoneId zone, LocalDate date, Stated stated) {
    LocalDateTime from = stated.from();
    boolean missing =
        stated.isClockTime() && (isInGap(zone, from) || isInGap(zone, stated.to().minusSeconds(1)));
    if (missing) {
      notes.accept(
          "a local time that does not exist (" + asWritten(zone) + ") was taken as its whole day");
      return on(zone, date, Stated.day(date));
    }
    if (stated.isClockTime() && isTwice(zone, from)) {
      notes.accept(
          "a local time that happened twice (" + asWritten(zone) + ") was taken to cover both");
    }
    return new Interval(
        from == null ? Instant.MIN : earliest(zone, from), latest(zone, stated.to()));
  }

  private String asWritten(ZoneId zone) {
    return row.get(Column.DATE) + " " + row.get(Column.TIME) + " in " + zone;
  }

  private static boolean isTwice(ZoneId zone, @Nullable LocalDateTime local) {
    return local != null && zone.getRules().getValidOffsets(local).size() > 1;
  }

  private static boolean isInGap(ZoneId zone, @Nullable LocalDateTime local) {
    return local != null && zone.getRules().getValidOffsets(local).isEmpty();
  }

  private static Instant earliest(ZoneId zone, LocalDateTime local) {
    List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
    return offsets.isEmpty() ? changeAt(zone, local) : local.toInstant(offsets.getFirst());
  }

  /**
   * The end is exclusive, so it is the last second inside that may have happened twice; an end at
   * the very moment of a change is that moment.
   */
  private static Instant latest(ZoneId zone, LocalDateTime local) {
    LocalDateTime lastSecond = local.minusSeconds(1);
    List<ZoneOffset> offsets = zone.getRules().getValidOffsets(lastSecond);
    return offsets.isEmpty()
        ? changeAt(zone, lastSecond)
        : lastSecond.toInstant(offsets.getLast()).plusSeconds(1);
  }

  private static Instant changeAt(ZoneId zone, LocalDateTime inGap) {
    ZoneOffsetTransition change = zone.getRules().getTransition(inGap);
    return change == null ? inGap.toInstant(ZoneOffset.UTC) : change.getInstant();
  }

  private Set<ZoneId> zones() {
    List<String> region = Phrase.wordsOf(place.region());
    Set<ZoneId> zones = new LinkedHashSet<>();
    if (place.countries().isEmpty()) {
      rules.clocks().forEach(clock -> zones.add(clock.zone()));
      return zones;
    }
    for (String country : place.countries()) {
      List<ReportRules.Clock> fitting = new ArrayList<>(rules.clocks());
      fitting.removeIf(clock -> !clock.fits(country, region));
      if (!fitting.isEmpty()) {
        zones.add(fitting.getFirst().zone());
      }
    }
    return zones;
  }
}
