package org.treuga.connectors.reports;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Month;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A wording of {@code time_if_known} in which {@code D1} and {@code D2} stand for days: {@code
 * night to D2} fits {@code night to 6 Mar}.
 *
 * <p>A day is a number and an English month, with or without a year; the first day of a range may
 * leave the month to the second. Without a year the day nearest to the row's date is meant. Case
 * and white space do not matter.
 */
public final class Wording {

  private static final String DAY = "(\\d{1,2})(?: (\\p{L}{3,9})\\.?)?(?: (\\d{4}))?";
  private static final int HALF_A_YEAR_DAYS = 183;

  private final String text;
  private final Pattern pattern;
  private final int groupOfFirst;
  private final int groupOfSecond;

  private Wording(String text, Pattern pattern, int groupOfFirst, int groupOfSecond) {
    this.text = text;
    this.pattern = pattern;
    this.groupOfFirst = groupOfFirst;
    this.groupOfSecond = groupOfSecond;
  }

  /** Reads a wording as it stands in a file of rules. */
  public static Wording of(String text) {
    StringBuilder regex = new StringBuilder();
    int first = 0;
    int second = 0;
    int groups = 0;
    String rest = normal(text);
    while (!rest.isEmpty()) {
      boolean one = rest.startsWith("d1");
      if (one || rest.startsWith("d2")) {
        first = one ? groups + 1 : first;
        second = one ? second : groups + 1;
        groups += 3;
        regex.append(DAY);
        rest = rest.substring(2);
      } else {
        regex.append(Pattern.quote(rest.substring(0, 1)));
        rest = rest.substring(1);
      }
    }
    return new Wording(text, Pattern.compile(regex.toString()), first, second);
  }

  /** Lower case, one blank between words, none around hyphens and before commas. */
  static String normal(String text) {
    return text.strip()
        .toLowerCase(Locale.ROOT)
        .replace('\u2013', '-')
        .replaceAll("\\s+", " ")
        .replaceAll(" ?- ?", "-")
        .replaceAll(" ,", ",");
  }

  boolean hasFirstDay() {
    return groupOfFirst > 0;
  }

  boolean hasSecondDay() {
    return groupOfSecond > 0;
  }

  /** The days that a text names; absent when the text is worded otherwise or names no real day. */
  Optional<Days> match(String normalText, LocalDate date) {
    Matcher matcher = pattern.matcher(normalText);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    try {
      LocalDate second = groupOfSecond == 0 ? null : day(matcher, groupOfSecond, date, date);
      LocalDate first =
          groupOfFirst == 0
              ? null
              : day(matcher, groupOfFirst, date, second == null ? date : second);
      boolean backwards = first != null && second != null && second.isBefore(first);
      return backwards ? Optional.empty() : Optional.of(new Days(date, first, second));
    } catch (DateTimeException _noSuchDay) {
      return Optional.empty();
    }
  }

  private static LocalDate day(Matcher matcher, int group, LocalDate date, LocalDate likeMonth) {
    int dayOfMonth = Integer.parseInt(matcher.group(group));
    String month = matcher.group(group + 1);
    String year = matcher.group(group + 2);
    int monthNumber = month == null ? likeMonth.getMonthValue() : monthNamed(month).getValue();
    if (year != null) {
      return LocalDate.of(Integer.parseInt(year), monthNumber, dayOfMonth);
    }
    LocalDate day = LocalDate.of(likeMonth.getYear(), monthNumber, dayOfMonth);
    long apart = day.toEpochDay() - date.toEpochDay();
    if (Math.abs(apart) <= HALF_A_YEAR_DAYS) {
      return day;
    }
    return apart > 0 ? day.minusYears(1) : day.plusYears(1);
  }

  private static Month monthNamed(String name) {
    for (Month month : Month.values()) {
      if (month.name().startsWith(name.toUpperCase(Locale.ROOT))) {
        return month;
      }
    }
    throw new DateTimeException("no such month: " + name);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Wording wording && wording.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** As it stands in the file. */
  @Override
  public String toString() {
    return text;
  }

  /** The day of the row and the days named in the wording. */
  record Days(LocalDate date, @Nullable LocalDate first, @Nullable LocalDate second) {}
}
