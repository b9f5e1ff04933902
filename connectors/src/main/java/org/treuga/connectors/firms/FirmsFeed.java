package org.treuga.connectors.firms;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.treuga.connectors.Feed;
import org.treuga.connectors.table.BadCell;
import org.treuga.connectors.table.Days;
import org.treuga.connectors.table.Draft;
import org.treuga.connectors.table.Layout;
import org.treuga.connectors.table.TableReader;
import org.treuga.connectors.table.TableRow;
import org.treuga.evidence.Kind;
import org.treuga.evidence.Observation;
import org.treuga.place.Place;
import org.treuga.place.Position;
import org.treuga.place.Precision;
import org.treuga.time.Occurrence;

/**
 * NASA FIRMS active fires, MODIS and VIIRS, in the text form of the archive and of the
 * near-real-time files.
 *
 * <p>A detection is heat in a pixel, not an attack and not even always a fire. Its position is the
 * pixel's middle; the uncertainty is half the pixel's diagonal as {@code scan} and {@code track}
 * give it, unknown where the file leaves them out. It is known by position, minute and satellite.
 */
public final class FirmsFeed implements Feed {

  private static final List<String> COLUMNS =
      List.of("latitude", "longitude", "acq_date", "acq_time", "satellite");

  private final TableReader table =
      new TableReader("firms", List.of(new Layout(COLUMNS, FirmsFeed::observation)));

  @Override
  public String name() {
    return "firms";
  }

  @Override
  public void read(List<Input> files, Sink sink) {
    table.read(files, sink);
  }

  private static Observation observation(TableRow row) throws BadCell {
    Position position = row.position("latitude", "longitude");
    LocalDate day = Days.day(row, "acq_date");
    Instant start = day.atTime(time(row)).toInstant(ZoneOffset.UTC);
    Double radius = halfDiagonalMeters(row);
    Precision precision = radius == null ? Precision.UNKNOWN : Precision.FACILITY;
    return new Draft(
            row.id("firms", "latitude", "longitude", "acq_date", "acq_time", "satellite"),
            Kind.THERMAL,
            "firms",
            Occurrence.within(start, start.plusSeconds(60)))
        .at(new Place(position, precision, radius, List.of(), "", List.of()))
        .with(row.others(Set.of("latitude", "longitude", "acq_date", "acq_time")));
  }

  /** {@code HHMM}; a spreadsheet takes the leading zeros away. */
  private static LocalTime time(TableRow row) throws BadCell {
    String text = row.required("acq_time").replace(":", "");
    if (text.matches("\\d{1,4}")) {
      int number = Integer.parseInt(text);
      if (number / 100 < 24 && number % 100 < 60) {
        return LocalTime.of(number / 100, number % 100);
      }
    }
    throw row.bad("acq_time", "not-a-time", "a UTC time as HHMM");
  }

  private static @Nullable Double halfDiagonalMeters(TableRow row) throws BadCell {
    Optional<BigDecimal> scan = kilometers(row, "scan");
    Optional<BigDecimal> track = kilometers(row, "track");
    if (scan.isEmpty() || track.isEmpty()) {
      return null;
    }
    double diagonal = Math.sqrt(square(scan.get()) + square(track.get()));
    return Math.ceil(diagonal * 500);
  }

  private static double square(BigDecimal number) {
    return number.doubleValue() * number.doubleValue();
  }

  private static Optional<BigDecimal> kilometers(TableRow row, String column) throws BadCell {
    Optional<BigDecimal> number = row.number(column);
    if (number.isPresent() && (number.get().signum() <= 0 || number.get().doubleValue() > 20)) {
      throw row.bad(column, "out-of-range", "kilometres above 0 and up to 20");
    }
    return number;
  }
}
