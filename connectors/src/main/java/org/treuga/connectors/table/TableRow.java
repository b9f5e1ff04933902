package org.treuga.connectors.table;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.treuga.connectors.file.Texts;
import org.treuga.place.Position;

/** One row of a table, its cells by name of column. Lives only while its row is read. */
public final class TableRow {

  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,2})?");

  private final Map<String, Integer> columns;
  private final List<String> header;
  private final List<String> cells;
  private final boolean decimalComma;

  TableRow(
      Map<String, Integer> columns, List<String> header, List<String> cells, boolean decimalComma) {
    this.columns = columns;
    this.header = header;
    this.cells = cells;
    this.decimalComma = decimalComma;
  }

  int cells() {
    return cells.size();
  }

  int width() {
    return header.size();
  }

  /** The trimmed text of a cell; empty when the file has no such column. */
  public String text(String column) {
    Integer index = columns.get(column);
    return index == null ? "" : Texts.trim(cells.get(index));
  }

  /** The text of a cell that must say something. */
  public String required(String column) throws BadCell {
    String text = text(column);
    if (text.isEmpty()) {
      throw bad(column, "missing", "a value");
    }
    return text;
  }

  /** A complaint about a cell, to be thrown. */
  public BadCell bad(String column, String what, String expected) {
    return new BadCell(column, what, expected, text(column));
  }

  /** A decimal number; empty for an empty cell. */
  public Optional<BigDecimal> number(String column) throws BadCell {
    String text = Texts.asciiNumber(text(column));
    if (text.isEmpty()) {
      return Optional.empty();
    }
    String point = decimalComma ? text.replace(',', '.') : text;
    // BigDecimal alone would take 1e999999999, which no plain form of fits in memory.
    if (point.length() > 30 || !NUMBER.matcher(point).matches()) {
      throw bad(column, "not-a-number", "a decimal number");
    }
    return Optional.of(new BigDecimal(point));
  }

  /** A whole number that is not negative, such as {@code 5} or {@code 5.0}; empty for no cell. */
  public Optional<Long> count(String column) throws BadCell {
    Optional<BigDecimal> number = number(column);
    if (number.isEmpty()) {
      return Optional.empty();
    }
    try {
      long count = number.get().longValueExact();
      if (count >= 0 && count <= 1_000_000_000L) {
        return Optional.of(count);
      }
    } catch (ArithmeticException _fraction) {
      // told below, like a number out of range
    }
    throw bad(column, "not-a-count", "a whole number from 0 to 1000000000");
  }

  /** A position that must be there. */
  public Position position(String latitude, String longitude) throws BadCell {
    return new Position(degrees(latitude, 90), degrees(longitude, 180));
  }

  /** A position; empty when neither cell says anything. */
  public Optional<Position> findPosition(String latitude, String longitude) throws BadCell {
    return text(latitude).isEmpty() && text(longitude).isEmpty()
        ? Optional.empty()
        : Optional.of(position(latitude, longitude));
  }

  private double degrees(String column, int limit) throws BadCell {
    required(column);
    String expected = "degrees from -" + limit + " to " + limit;
    double degrees;
    try {
      degrees = number(column).map(BigDecimal::doubleValue).orElseThrow();
    } catch (BadCell _unreadable) {
      throw bad(column, "not-degrees", expected);
    }
    if (Math.abs(degrees) > limit) {
      throw bad(column, "out-of-range", expected);
    }
    return degrees;
  }

  /** Every cell that says something, but for those of columns that are told elsewhere. */
  public Map<String, String> others(Set<String> told) {
    Map<String, String> others = new TreeMap<>();
    for (int i = 0; i < header.size(); i++) {
      String name = header.get(i);
      String text = Texts.trim(cells.get(i));
      if (!text.isEmpty() && !told.contains(name)) {
        others.put(name.isEmpty() ? "column " + (i + 1) : name, text);
      }
    }
    return others;
  }

  /**
   * An id for a row whose feed gives none: SHA-256 over the cells that identify it, each after its
   * length, so that no two lists of cells run together.
   */
  public String id(String feed, String... identifying) {
    MessageDigest sha = sha256();
    for (String column : identifying) {
      byte[] bytes = text(column).getBytes(StandardCharsets.UTF_8);
      sha.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
      sha.update(bytes);
    }
    return feed + ":" + HexFormat.of().formatHex(sha.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform must provide SHA-256", e);
    }
  }
}
