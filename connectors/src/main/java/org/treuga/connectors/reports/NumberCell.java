package org.treuga.connectors.reports;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.treuga.connectors.file.Texts;
import org.treuga.evidence.Count;
import org.treuga.place.Position;

/**
 * Reads coordinates, distances and counts: decimal digits as a person writes them.
 *
 * <p>{@link Double#parseDouble} alone would take {@code 0x1p3}, {@code 48.5d}, {@code Infinity} and
 * {@code NaN}. Exponents are refused too: a spreadsheet that writes them has often rounded first.
 */
final class NumberCell {

  private static final int MAX_DIGITS = 40;

  /** Half the way round the Earth: no place is less certain than that. */
  private static final double MAX_UNCERTAINTY_METERS = 20_037_509;

  private final Row row;
  private final Consumer<String> notes;

  NumberCell(Row row, Consumer<String> notes) {
    this.row = row;
    this.notes = notes;
  }

  /** The position of the row, null when it gives none. */
  @Nullable Position position() {
    if (!row.has(Column.LAT) && !row.has(Column.LON)) {
      return null;
    }
    if (!row.has(Column.LAT) || !row.has(Column.LON)) {
      Column missing = row.has(Column.LAT) ? Column.LON : Column.LAT;
      throw row.fault(missing, Fault.MISSING, "lat and lon together, or neither");
    }
    double latitude = degrees(Column.LAT);
    double longitude = degrees(Column.LON);
    checkRange(Column.LAT, latitude, 90, Math.abs(longitude) <= 90 && Math.abs(latitude) <= 180);
    checkRange(Column.LON, longitude, 180, false);
    if (latitude == 0 && longitude == 0) {
      notes.accept("a report stands at 0,0, which more often means no place than that place");
    }
    return new Position(latitude, longitude);
  }

  private void checkRange(Column column, double degrees, int limit, boolean maybeSwapped) {
    if (!(Math.abs(degrees) <= limit)) {
      String hint =
          maybeSwapped
              ? "; latitude and longitude may have changed places"
              : Math.abs(degrees) > 1000 ? "; degrees of WGS 84, not metres" : "";
      throw row.fault(column, Fault.OUT_OF_RANGE, "degrees from -" + limit + " to " + limit + hint);
    }
  }

  private double degrees(Column column) {
    String text = Texts.asciiNumber(row.get(column));
    if (text.indexOf(',') >= 0 && row.mayHaveDecimalComma()) {
      notes.accept("decimal commas in " + column.word() + " were read as decimal points");
      text = text.replaceFirst(",", ".");
    }
    if (isDecimal(text)) {
      return Double.parseDouble(text);
    }
    boolean lettered = text.matches("[NSEWnsew]?\\s*[+-]?\\d+(\\.\\d+)?\\s*°?\\s*[NSEWnsew]?");
    if (lettered) {
      throw row.fault(
          column,
          Fault.AXIS_LETTER,
          "decimal degrees without a letter, south and west negative, such as 48.5");
    }
    throw row.fault(
        column,
        Fault.NOT_DEGREES,
        "decimal degrees with a point, such as " + (column == Column.LAT ? "48.5" : "35.25"));
  }

  /** {@code [+-]digits[.digits]} and nothing else. */
  static boolean isDecimal(String text) {
    int at = !text.isEmpty() && "+-".indexOf(text.charAt(0)) >= 0 ? 1 : 0;
    int whole = digitsFrom(text, at);
    int end = at + whole;
    if (whole == 0 || text.length() > MAX_DIGITS) {
      return false;
    }
    if (end == text.length()) {
      return true;
    }
    int fraction = digitsFrom(text, end + 1);
    return text.charAt(end) == '.' && fraction > 0 && end + 1 + fraction == text.length();
  }

  private static int digitsFrom(String text, int start) {
    int at = start;
    while (at < text.length() && Texts.isDigit(text.charAt(at))) {
      at++;
    }
    return at - start;
  }

  /** The radius the row states, null when it states none. */
  @Nullable Double uncertaintyMeters() {
    if (!row.has(Column.UNCERTAINTY_M)) {
      return null;
    }
    String text = Texts.asciiNumber(row.get(Column.UNCERTAINTY_M));
    if (isDecimal(text)) {
      double meters = Double.parseDouble(text);
      if (meters >= 0 && meters <= MAX_UNCERTAINTY_METERS) {
        return meters;
      }
    }
    throw row.fault(
        Column.UNCERTAINTY_M,
        Fault.NOT_METERS,
        "metres with a decimal point, from 0 to half the way round the Earth, such as 500");
  }

  /**
   * The count of three columns; null when all are empty. A bound that is not stated is taken to be
   * the best figure, and a best figure that is not stated to be the lower bound, or else the upper.
   */
  @Nullable Count count(Column lowColumn, Column bestColumn, Column highColumn) {
    if (!row.has(lowColumn) && !row.has(bestColumn) && !row.has(highColumn)) {
      return null;
    }
    Long low = whole(lowColumn);
    Long best = whole(bestColumn);
    Long high = whole(highColumn);
    long middle = best != null ? best : low != null ? low : high != null ? high : 0;
    long least = low != null ? low : middle;
    long most = high != null ? high : middle;
    if (least > middle || middle > most) {
      throw new BadRow(
          lowColumn,
          Fault.OUT_OF_ORDER,
          lowColumn.word() + " <= " + bestColumn.word() + " <= " + highColumn.word(),
          least + ", " + middle + ", " + most);
    }
    return new Count(least, middle, most);
  }

  private @Nullable Long whole(Column column) {
    if (!row.has(column)) {
      return null;
    }
    String text = Texts.asciiNumber(row.get(column));
    if (!Texts.isDigits(text) || text.length() > 15) {
      throw row.fault(column, Fault.NOT_A_COUNT, "a whole number in digits, such as 12");
    }
    return Long.parseLong(text);
  }
}
