package org.treuga.connectors.reports;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.regex.Pattern;
import org.treuga.connectors.file.Texts;

/** What a cell that is no date may have been meant to be; only for messages, never for values. */
final class DateGuess {

  private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,30}([.,]\\d{1,30})?");
  private static final Pattern SOME_ORDER =
      Pattern.compile("\\d{1,2}\\s*[./-]\\s*\\d{1,2}\\s*[./-]\\s*(\\d{4}|\\d{2})\\b.*");

  /** Day 0 of the spreadsheets' 1900 system, which counts a 29 February 1900 that never was. */
  private static final LocalDateTime SPREADSHEET_ZERO = LocalDateTime.of(1899, 12, 30, 0, 0);

  private DateGuess() {}

  static boolean isNumber(String text) {
    return NUMBER.matcher(text).matches();
  }

  static boolean hasDayAndMonthInSomeOrder(String text) {
    return SOME_ORDER.matcher(text).matches();
  }

  /** A half-sentence: what the bare number looks like. */
  static String ofNumber(String text) {
    double number = Double.parseDouble(text.replace(',', '.'));
    if (number >= 20_000 && number < 80_000) {
      LocalDateTime day = SPREADSHEET_ZERO.plusMinutes(Math.round(number * 1440));
      return "this looks like a spreadsheet day number (" + day + "), which has no zone";
    }
    if (number >= 19_000_101 && number <= 21_001_231 && Texts.isDigits(text)) {
      return "this looks like a date without its hyphens, and there is no offset";
    }
    if (number >= 1e8 && number < 1e11) {
      return "this looks like seconds since 1970 (" + Instant.ofEpochSecond((long) number) + ")";
    }
    if (number >= 1e11 && number < 1e14) {
      return "this looks like milliseconds since 1970 ("
          + Instant.ofEpochMilli((long) number)
          + ")";
    }
    return "a bare number does not say its unit";
  }
}
