package org.treuga.connectors.table;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.treuga.place.Position;
import org.treuga.time.Occurrence;

/** Days and times as feeds write them, read strictly. */
public final class Days {

  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("uuuu-MM-dd H:mm[:ss]", Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  /**
   * How far, in seconds, civil time strays from the sun's at most, rounded up: a country far west
   * in its zone, with summer time on top.
   */
  private static final int CIVIL_FROM_SOLAR_SECONDS = 3 * 3_600 + 1_800;

  private static final int FIRST_OFFSET_SECONDS = 14 * 3_600;
  private static final int LAST_OFFSET_SECONDS = -12 * 3_600;

  private Days() {}

  /** A day, {@code 2025-03-20}. */
  public static LocalDate day(TableRow row, String column) throws BadCell {
    String text = row.required(column);
    if (text.matches("\\d{4}-\\d{2}-\\d{2}")) {
      try {
        return LocalDate.parse(text);
      } catch (DateTimeException _noSuchDay) {
        // told below
      }
    }
    throw row.bad(column, "not-a-day", "a day as YYYY-MM-DD");
  }

  /** A day and a clock time without a zone, {@code 2025-03-20 14:05[:00]}; empty if it is none. */
  public static Optional<LocalDateTime> clock(String text) {
    try {
      return Optional.of(LocalDateTime.parse(text, CLOCK));
    } catch (DateTimeException _otherForm) {
      return Optional.empty();
    }
  }

  /**
   * An instant with its offset, {@code 2025-03-20 14:05:00+00:00} or with {@code T} and {@code Z}.
   */
  public static Instant instant(TableRow row, String column) throws BadCell {
    String text = row.required(column);
    try {
      return java.time.OffsetDateTime.parse(text.replace(' ', 'T')).toInstant();
    } catch (DateTimeException _otherForm) {
      throw row.bad(column, "not-an-instant", "a time with its offset, as 2025-03-20T14:05:00Z");
    }
  }

  /**
   * Days on the calendar of a place whose clock nobody stated: as wide as the clocks that may hold
   * there. With a position those are within {@value #CIVIL_FROM_SOLAR_SECONDS} s of the sun,
   * without one all clocks of the world.
   */
  public static Occurrence local(LocalDate first, LocalDate last, @Nullable Position position) {
    int east = FIRST_OFFSET_SECONDS;
    int west = LAST_OFFSET_SECONDS;
    if (position != null) {
      int solar = (int) Math.round(position.longitude() * 240);
      east = Math.min(east, solar + CIVIL_FROM_SOLAR_SECONDS);
      west = Math.max(west, solar - CIVIL_FROM_SOLAR_SECONDS);
    }
    Instant start = first.atTime(LocalTime.MIDNIGHT).toInstant(ZoneOffset.ofTotalSeconds(east));
    Instant end =
        last.plusDays(1).atTime(LocalTime.MIDNIGHT).toInstant(ZoneOffset.ofTotalSeconds(west));
    return Occurrence.within(start, end);
  }
}
