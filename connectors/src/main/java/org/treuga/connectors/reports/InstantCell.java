package org.treuga.connectors.reports;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.treuga.connectors.file.Texts;
import org.treuga.time.Interval;

/**
 * Reads instants of RFC 3339: a date, a time to the minute or second, and {@code Z} or an offset.
 *
 * <p>What is written is kept as wide as it was written: a minute is a minute, a day with an offset
 * ({@code 2025-03-20+02:00}) is that day. Fractions of a second are cut off. {@code 24:00:00} is
 * the begin of the next day. A leap second is read as the second before it, which java.time and
 * most clocks do too. A zone in brackets (RFC 9557) is allowed and must agree with the offset.
 *
 * <p>The parser is written by hand because a file of 200,000 rows has half a million of these.
 */
final class InstantCell {

  private static final String EXPECTED =
      "an instant with Z or an offset, such as 2025-03-20T02:00:00Z or 2025-03-20T04:00:00+02:00";
  private static final Pattern ISO_LOCAL =
      Pattern.compile("\\d{4}-\\d{2}-\\d{2}([Tt ]+\\d{1,2}(:\\d{2}){0,2}([.,]\\d+)?)?");
  private static final Pattern ISO_WITH_WORD =
      Pattern.compile(
          "\\d{4}-\\d{2}-\\d{2}[Tt ]+\\d{1,2}(:\\d{2}){0,2}([.,]\\d+)?\\s*\\(?[\\p{L}\\[].*");
  private static final int SECONDS_OF_DAY = 86_400;
  private static final int MAX_OFFSET_HOURS = 14;

  private final Row row;
  private final Column column;
  private final String text;
  private final Consumer<String> notes;
  private int at;

  private InstantCell(Row row, Column column, String text, Consumer<String> notes) {
    this.row = row;
    this.column = column;
    this.text = text;
    this.notes = notes;
  }

  /**
   * The stretch that the cell names: a second, a minute or a day.
   *
   * @throws BadRow if the cell is not such an instant
   */
  static Interval read(Row row, Column column, Consumer<String> notes) {
    return new InstantCell(row, column, Texts.asciiNumber(row.get(column)), notes).read();
  }

  private Interval read() {
    int year = number(4);
    skip('-');
    int month = number(2);
    skip('-');
    int day = number(2);
    if (at == text.length()) {
      throw wrong();
    }
    try {
      long epochDay = LocalDate.of(year, month, day).toEpochDay();
      return "Tt ".indexOf(text.charAt(at)) >= 0 ? readTime(epochDay) : readDay(epochDay);
    } catch (DateTimeException _noSuchDay) {
      throw wrong();
    }
  }

  private Interval readDay(long epochDay) {
    Instant start = Instant.ofEpochSecond(epochDay * SECONDS_OF_DAY - offset());
    if (at != text.length()) {
      throw wrong();
    }
    return new Interval(start, start.plusSeconds(SECONDS_OF_DAY));
  }

  private Interval readTime(long epochDay) {
    at++;
    int hour = number(2);
    skip(':');
    int minute = number(2);
    int second = 0;
    boolean toTheMinute = !next(':');
    boolean fraction = false;
    if (!toTheMinute) {
      second = number(2);
      fraction = skipFraction();
    }
    boolean endOfDay = hour == 24 && minute == 0 && second == 0 && !fraction;
    if ((hour > 23 && !endOfDay) || minute > 59 || second > 60) {
      throw wrong();
    }
    int offset = offset();
    long epoch = epochDay * SECONDS_OF_DAY + hour * 3600L + minute * 60L + second - offset;
    if (second == 60) {
      epoch = beforeLeapSecond(epoch);
    }
    checkZone(epoch, offset);
    Instant start = Instant.ofEpochSecond(epoch);
    return toTheMinute ? new Interval(start, start.plusSeconds(60)) : Interval.second(start);
  }

  /** Leap seconds are inserted at the end of a UTC day and nowhere else. */
  private long beforeLeapSecond(long epoch) {
    if (Math.floorMod(epoch, SECONDS_OF_DAY) != 0) {
      throw wrong();
    }
    notes.accept("a leap second (" + column.word() + ") was read as the second before it");
    return epoch - 1;
  }

  private boolean skipFraction() {
    if (!next('.') && !next(',')) {
      return false;
    }
    int start = at;
    while (at < text.length() && Texts.isDigit(text.charAt(at))) {
      at++;
    }
    if (at == start) {
      throw wrong();
    }
    return true;
  }

  /** Seconds east of Greenwich. */
  private int offset() {
    if (next('Z') || next('z')) {
      return 0;
    }
    boolean west = next('-');
    if (!west && !next('+')) {
      throw wrong();
    }
    int hours = number(2);
    boolean colon = next(':');
    int minutes = colon || (at < text.length() && Texts.isDigit(text.charAt(at))) ? number(2) : 0;
    if (hours > MAX_OFFSET_HOURS || minutes > 59) {
      throw wrong();
    }
    int seconds = hours * 3600 + minutes * 60;
    return west ? -seconds : seconds;
  }

  private void checkZone(long epoch, int offset) {
    if (at == text.length()) {
      return;
    }
    if (text.charAt(at) != '[' || !text.endsWith("]")) {
      throw wrong();
    }
    ZoneId zone;
    try {
      zone = ZoneId.of(text.substring(at + 1, text.length() - 1));
    } catch (DateTimeException _unknownZone) {
      throw bad(Fault.ZONE_NAME, EXPECTED + "; the zone in brackets is not known");
    }
    boolean utcAsWritten = text.toUpperCase(Locale.ROOT).charAt(at - 1) == 'Z';
    Instant instant = Instant.ofEpochSecond(epoch);
    ZoneOffset there = zone.getRules().getOffset(instant);
    if (!utcAsWritten && there.getTotalSeconds() != offset) {
      throw bad(
          Fault.OFFSET_AGAINST_ZONE,
          "an offset that agrees with the zone (" + zone + " was at " + there + " then)");
    }
  }

  private int number(int digits) {
    if (at + digits > text.length()) {
      throw wrong();
    }
    int value = 0;
    for (int i = 0; i < digits; i++) {
      char c = text.charAt(at++);
      if (!Texts.isDigit(c)) {
        throw wrong();
      }
      value = value * 10 + (c - '0');
    }
    return value;
  }

  private boolean next(char c) {
    if (at < text.length() && text.charAt(at) == c) {
      at++;
      return true;
    }
    return false;
  }

  private void skip(char c) {
    if (!next(c)) {
      throw wrong();
    }
  }

  private BadRow bad(Fault fault, String expected) {
    return row.fault(column, fault, expected);
  }

  /** Says as exactly as can be seen what the text is instead. */
  private BadRow wrong() {
    if (DateGuess.isNumber(text)) {
      return bad(Fault.BARE_NUMBER, EXPECTED + "; " + DateGuess.ofNumber(text));
    }
    if (DateGuess.hasDayAndMonthInSomeOrder(text)) {
      return bad(
          Fault.DAY_MONTH_ORDER,
          EXPECTED + "; the order of day and month cannot be seen, and there is no offset");
    }
    if (ISO_LOCAL.matcher(text).matches() && isRealTime(text)) {
      return bad(
          Fault.NO_OFFSET,
          EXPECTED
              + "; a local time needs its offset"
              + (text.length() == 10 ? ", a day too" : ""));
    }
    if (ISO_WITH_WORD.matcher(text).matches() && !text.toUpperCase(Locale.ROOT).endsWith("Z")) {
      return bad(
          Fault.ZONE_NAME,
          EXPECTED + "; the name of a zone does not say whether it was summer time");
    }
    return bad(Fault.NOT_AN_INSTANT, EXPECTED);
  }

  private static boolean isRealTime(String isoLocal) {
    try {
      String time = isoLocal.length() > 10 ? isoLocal.substring(11).strip() : "00:00";
      LocalDateTime.parse(isoLocal.substring(0, 10) + "T" + time.replace(',', '.'));
      return true;
    } catch (DateTimeException _noSuchTime) {
      return isoLocal.contains(" 24:00") || isoLocal.contains("T24:00");
    }
  }
}
