package org.treuga.connectors.ucdp;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.treuga.connectors.table.BadCell;
import org.treuga.connectors.table.TableRow;

/**
 * The days of an event, whatever way round day and month stand.
 *
 * <p>Copies that went through a spreadsheet mix {@code 9/30/2022 12:00:00 AM} with {@code
 * 01/09/2022 00:00}, the latter either way. Both ways are tried on both ends of the event; those
 * stay that fit {@code date_prec}, {@code year} and the order of the ends, and, where that leaves
 * several, those with a source published not long after. If several are left still, the days reach
 * over all.
 *
 * @param first the first day
 * @param last the last day, inclusive
 * @param isDoubtful whether several ways were left
 */
record EventDays(LocalDate first, LocalDate last, boolean isDoubtful) {

  private static final Pattern ISO = Pattern.compile("(\\d{4})-(\\d{2})-(\\d{2})([ T].*)?");
  private static final Pattern SLASHES = Pattern.compile("(\\d{1,2})/(\\d{1,2})/(\\d{4})( .*)?");

  /** Papers report an event soon; later than this a source tells nothing about the order. */
  private static final int SOURCE_WITHIN_DAYS = 20;

  private record Days(LocalDate first, LocalDate last) {}

  static EventDays of(TableRow row) throws BadCell {
    List<LocalDate> starts = ways(row, "date_start");
    List<LocalDate> ends = ways(row, "date_end");
    List<Days> left = new ArrayList<>();
    for (LocalDate start : starts) {
      for (LocalDate end : ends) {
        if (fits(row, start, end)) {
          left.add(new Days(start, end));
        }
      }
    }
    if (left.isEmpty()) {
      throw row.bad("date_end", "before-start", "a day not before date_start that fits date_prec");
    }
    return over(left.size() == 1 ? left : bySources(row, left));
  }

  private static EventDays over(List<Days> left) {
    LocalDate first = left.getFirst().first();
    LocalDate last = left.getFirst().last();
    for (Days days : left) {
      first = days.first().isBefore(first) ? days.first() : first;
      last = days.last().isAfter(last) ? days.last() : last;
    }
    return new EventDays(first, last, left.size() > 1);
  }

  private static boolean fits(TableRow row, LocalDate start, LocalDate end) {
    boolean oneDay = row.text("date_prec").equals("1");
    boolean inYear =
        row.text("year").isEmpty() || row.text("year").equals(String.valueOf(start.getYear()));
    return inYear && (oneDay ? start.equals(end) : !end.isBefore(start));
  }

  /** Those soon after which a source came out; all of them if that holds for none. */
  private static List<Days> bySources(TableRow row, List<Days> left) {
    List<LocalDate> sources = new ArrayList<>();
    for (String text : row.text("source_date").split(";")) {
      List<LocalDate> read = ways(text.strip());
      if (read.size() == 1) {
        sources.add(read.getFirst());
      }
    }
    List<Days> near =
        left.stream().filter(days -> sources.stream().anyMatch(s -> isSoonAfter(s, days))).toList();
    return near.isEmpty() ? left : near;
  }

  private static boolean isSoonAfter(LocalDate source, Days days) {
    return !source.isBefore(days.first().minusDays(1))
        && ChronoUnit.DAYS.between(days.last(), source) <= SOURCE_WITHIN_DAYS;
  }

  private static List<LocalDate> ways(TableRow row, String column) throws BadCell {
    List<LocalDate> ways = ways(row.required(column));
    if (ways.isEmpty()) {
      throw row.bad(column, "not-a-day", "a day as YYYY-MM-DD or with slashes");
    }
    return ways;
  }

  private static List<LocalDate> ways(String text) {
    Matcher iso = ISO.matcher(text);
    if (iso.matches()) {
      return day(iso.group(1), iso.group(2), iso.group(3)).stream().toList();
    }
    Matcher slashes = SLASHES.matcher(text);
    List<LocalDate> ways = new ArrayList<>();
    if (slashes.matches()) {
      day(slashes.group(3), slashes.group(1), slashes.group(2)).ifPresent(ways::add);
      day(slashes.group(3), slashes.group(2), slashes.group(1))
          .filter(day -> !ways.contains(day))
          .ifPresent(ways::add);
    }
    return ways;
  }

  private static Optional<LocalDate> day(String year, String month, String day) {
    try {
      return Optional.of(
          LocalDate.of(Integer.parseInt(year), Integer.parseInt(month), Integer.parseInt(day)));
    } catch (DateTimeException _noSuchDay) {
      return Optional.empty();
    }
  }
}
