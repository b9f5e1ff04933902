package org.treuga.app.page;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.treuga.agreement.Moment;
import org.treuga.app.picture.Picture;
import org.treuga.incident.Incident;
import org.treuga.time.Interval;
import org.treuga.time.Occurrence;

/** Time as people write it, all in UTC and as exactly as it is known. Immutable. */
final class Times {

  private static final Duration INSTANT_LIKE = Duration.ofMinutes(61);
  private static final Duration DAY_LIKE = Duration.ofHours(12);

  private final Texts texts;
  private final boolean years;

  private Times(Texts texts, boolean years) {
    this.texts = texts;
    this.years = years;
  }

  /** Writes years only where the incidents do not all lie in one. */
  static Times of(Texts texts, List<Incident> incidents) {
    long count =
        incidents.stream()
            .map(Incident::occurred)
            .filter(occurred -> !occurred.isUnknown())
            .map(occurred -> date(middle(occurred)).getYear())
            .distinct()
            .count();
    return new Times(texts, count != 1);
  }

  /** The same for the incidents of a picture. */
  static Times of(Texts texts, Picture picture) {
    return new Times(texts, picture.hasSeveralYears());
  }

  /** The same for years that are known already. */
  static Times of(Texts texts, boolean years) {
    return new Times(texts, years);
  }

  boolean hasYears() {
    return years;
  }

  static LocalDate date(Instant instant) {
    return LocalDate.ofInstant(instant, ZoneOffset.UTC);
  }

  /** The middle of what is known, to put a mark on an axis; the known end where one is open. */
  static Instant middle(Occurrence occurred) {
    Interval within = occurred.within();
    if (within.startsOpen()) {
      return within.endExclusive().minusSeconds(1);
    }
    if (within.endsOpen()) {
      return within.startInclusive();
    }
    return within.startInclusive().plus(within.length().dividedBy(2));
  }

  String day(LocalDate date) {
    String month = texts.of("month." + date.getMonthValue());
    return years
        ? texts.of("date.year", date.getDayOfMonth(), month, date.getYear())
        : texts.of("date", date.getDayOfMonth(), month);
  }

  /** {@code 18 Mar 16:30}. */
  String instant(Instant instant) {
    return day(date(instant)) + " " + clock(instant);
  }

  /** {@code 18 Mar 2025 16:30 UTC}, for tables. */
  String full(Instant instant) {
    LocalDate date = date(instant);
    String month = texts.of("month." + date.getMonthValue());
    return texts.of("date.year", date.getDayOfMonth(), month, date.getYear())
        + " "
        + clock(instant)
        + " UTC";
  }

  /** The same with seconds where there are any. */
  String exact(Instant instant) {
    long seconds = Math.floorMod(instant.getEpochSecond(), 60L);
    String full = full(instant);
    return seconds == 0
        ? full
        : full.substring(0, full.length() - " UTC".length()) + ":" + two((int) seconds) + " UTC";
  }

  private static String clock(Instant instant) {
    LocalDateTime time = LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    return two(time.getHour()) + ":" + two(time.getMinute());
  }

  private static String two(int number) {
    return number < 10 ? "0" + number : Integer.toString(number);
  }

  /**
   * A moment on the clock on which its text gives it: {@code 18 Mar 00:00} and the city of its
   * zone.
   */
  String written(Moment.Fixed moment) {
    ZoneId zone = moment.zone() == null ? ZoneOffset.UTC : moment.zone();
    LocalDateTime earliest = LocalDateTime.ofInstant(moment.earliest(), zone);
    if (!moment.earliest().equals(moment.latest())) {
      return day(earliest.toLocalDate());
    }
    // A zone's id ends in the name of its town, which is what people call its clock.
    String id = zone.equals(ZoneOffset.UTC) ? "UTC" : zone.getId();
    String town = id.substring(id.lastIndexOf('/') + 1).replace('_', ' ');
    return day(earliest.toLocalDate())
        + " "
        + two(earliest.getHour())
        + ":"
        + two(earliest.getMinute())
        + " "
        + town;
  }

  /** An instant, some hours, a day, days, or not known: as precise as it is. */
  String when(Occurrence occurred) {
    Interval within = occurred.within();
    if (occurred.isUnknown()) {
      return texts.of("when.unknown");
    }
    if (within.startsOpen()) {
      return texts.of("when.before", instant(within.endExclusive()));
    }
    if (within.endsOpen()) {
      return texts.of("when.after", instant(within.startInclusive()));
    }
    Duration length = within.length();
    Instant start = within.startInclusive();
    if (length.compareTo(INSTANT_LIKE) <= 0) {
      return instant(start);
    }
    if (length.compareTo(DAY_LIKE) <= 0) {
      return instant(start) + "\u2013" + endOfHours(start, within.endExclusive());
    }
    // Days of a place east or west of Greenwich begin and end some hours off: half a day is off
    // neither.
    String first = day(date(start.plus(Duration.ofHours(12))));
    String last = day(date(within.endExclusive().minus(Duration.ofHours(12))));
    if (length.compareTo(Duration.ofHours(26)) <= 0 || first.equals(last)) {
      return texts.of("when.day", day(date(middle(occurred))));
    }
    return texts.of("when.days", first, last);
  }

  private String endOfHours(Instant start, Instant end) {
    return date(start).equals(date(end)) ? clock(end) : instant(end);
  }
}
