package org.treuga.connectors.reports;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Instants as a spreadsheet may have rewritten them: {@code 20.03.2025 02:00}. Whether the day or
 * the month comes first follows from all such cells of a file together; where they do not tell, a
 * cell of that kind is not recognised, and the reader will refuse it rather than guess.
 */
final class SheetDates {

  private static final Pattern LOCAL =
      Pattern.compile(
          "(\\d{1,4})([./-])(\\d{1,2})\\2(\\d{2,4})[ T,]+(\\d{1,2}):(\\d{2})(?::(\\d{2}))?Z?");

  private boolean dayFirst;
  private boolean monthFirst;

  /** Learns from a cell in which order this file writes. */
  void see(String cell) {
    Matcher parts = LOCAL.matcher(cell);
    if (parts.matches() && parts.group(1).length() <= 2 && parts.group(2).equals("/")) {
      dayFirst |= Integer.parseInt(parts.group(1)) > 12;
      monthFirst |= Integer.parseInt(parts.group(3)) > 12;
    }
  }

  /** Whether the cell shows the instant, which is written in UTC. */
  boolean isSame(String instant, String cell) {
    Matcher parts = LOCAL.matcher(cell);
    if (instant.length() != 20 || !parts.matches()) {
      return false;
    }
    try {
      LocalDateTime shown = read(parts);
      String iso = shown.toInstant(ZoneOffset.UTC).toString();
      // Seconds that are not shown are not changed.
      return parts.group(7) == null
          ? instant.substring(0, 16).equals(iso.substring(0, 16))
          : instant.equals(iso);
    } catch (DateTimeException _noSuchTime) {
      return false;
    }
  }

  private LocalDateTime read(Matcher parts) {
    int first = Integer.parseInt(parts.group(1));
    int second = Integer.parseInt(parts.group(3));
    int third = Integer.parseInt(parts.group(4));
    int hour = Integer.parseInt(parts.group(5));
    int minute = Integer.parseInt(parts.group(6));
    int seconds = parts.group(7) == null ? 0 : Integer.parseInt(parts.group(7));
    if (parts.group(1).length() == 4) {
      return LocalDateTime.of(first, second, third, hour, minute, seconds);
    }
    int year = third < 100 ? 2000 + third : third;
    boolean day = !parts.group(2).equals("/") || dayFirst;
    boolean month = parts.group(2).equals("/") && monthFirst;
    if (day == month && first != second) {
      throw new DateTimeException("the order of day and month cannot be seen");
    }
    return month
        ? LocalDateTime.of(year, first, second, hour, minute, seconds)
        : LocalDateTime.of(year, second, first, hour, minute, seconds);
  }
}
