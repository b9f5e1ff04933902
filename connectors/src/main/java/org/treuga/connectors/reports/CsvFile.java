package org.treuga.connectors.reports;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.treuga.connectors.file.Container;
import org.treuga.connectors.file.CsvScanner;
import org.treuga.connectors.file.Encoding;
import org.treuga.connectors.file.Texts;
import org.treuga.evidence.UnreadableInput;

/** Reads the rows of one CSV text: finds the separator and the header, then row by row. */
final class CsvFile {

  private static final String SEPARATORS = ",;\t|";

  private final Container.Text text;
  private final Encoding encoding;
  private final Mapping mapping;
  private final Consumer<String> notes;
  private char separator = ',';

  CsvFile(Container.Text text, Encoding encoding, Mapping mapping, Consumer<String> notes) {
    this.text = text;
    this.encoding = encoding;
    this.mapping = mapping;
    this.notes = notes;
  }

  /** Where rows and the rejections of rows that never became one go. */
  interface Sink {
    void take(Row row);

    void reject(Row row, BadRow why);

    /** A row of a sheet that was exported. */
    default void take(Row row, SheetRow.Shape shape) {
      take(row);
    }
  }

  /** Takes rows as they stand in the file, before any of them is understood. */
  interface RawSink extends Sink {
    void raw(int line, List<String> names, List<String> cells);

    @Override
    default void take(Row row) {
      throw new IllegalStateException("a raw row was expected");
    }
  }

  /**
   * Reads all rows.
   *
   * @param beginning the first characters of the text
   */
  void read(String beginning, Header.Rows rows, Sink sink) throws IOException {
    char hinted = hintedSeparator(beginning);
    separator = separator(beginning);
    try (Reader reader = encoding.reader(text)) {
      CsvScanner scanner = new CsvScanner(reader, text.name(), separator, 1);
      // The hint line goes with whatever separator: it holds no row.
      if (!scanner.next() || (hinted != 0 && !scanner.next())) {
        throw new UnreadableInput(text.name() + ": the file is empty; a header was expected");
      }
      Header header = header(scanner, rows);
      if (separator != ',') {
        notes.accept(text.name() + ": cells separated by " + named(separator));
      }
      readRows(scanner, header, separator != ',', sink);
    }
  }

  private Header header(CsvScanner scanner, Header.Rows rows) {
    String where = text.name() + ":" + scanner.line();
    List<String> cells = new ArrayList<>(scanner.cells());
    if (mapping.known(cells) == 0) {
      throw new UnreadableInput(
          where
              + ": a header with columns such as observation_id, occurred_from, lat, lon was"
              + " expected, separated by comma, semicolon or tab; came \""
              + Texts.shown(String.join(",", cells))
              + "\"");
    }
    Header header = Header.of(where, cells, mapping, rows, notes);
    refuseMissing(where, header);
    if (rows == Header.Rows.REPORTS && !header.has(Column.LAT)) {
      notes.accept(text.name() + ": no columns lat and lon, so no report has a position");
    }
    if (rows == Header.Rows.REPORTS && !header.hasTime()) {
      notes.accept(text.name() + ": no column for the time, so no report has one");
    }
    return header;
  }

  private static void refuseMissing(String where, Header header) {
    if (!header.has(Column.ID)) {
      throw new UnreadableInput(
          where + ": the header has no column observation_id or id, which names the reports");
    }
    if (header.has(Column.LAT) != header.has(Column.LON)) {
      throw new UnreadableInput(
          where
              + ": the header has "
              + (header.has(Column.LAT) ? "lat but no lon" : "lon but no lat"));
    }
  }

  private void readRows(CsvScanner scanner, Header header, boolean decimalComma, Sink sink)
      throws IOException {
    long rows = 0;
    boolean first = true;
    SheetRow.@Nullable Shape sheet = header.has(Column.VERSION) ? shape(header) : null;
    if (sheet != null) {
      notes.accept(
          text.name()
              + ": a sheet that was exported; observations whose rows it lacks stay as they are");
    }
    while (scanner.next()) {
      List<String> cells = scanner.cells();
      boolean tags = first && isTagRow(cells);
      first = false;
      if (tags) {
        notes.accept(text.name() + ":" + scanner.line() + ": row of HXL tags skipped");
      } else if (scanner.isFlawed() || !isEmpty(cells)) {
        rows++;
        readRow(scanner, header, decimalComma, sheet, sink);
      }
    }
    if (rows == 0) {
      notes.accept(text.name() + ": no rows under the header, 0 reports");
    }
  }

  private static boolean isEmpty(List<String> cells) {
    for (String cell : cells) {
      if (!cell.isBlank()) {
        return false;
      }
    }
    return true;
  }

  private void readRow(
      CsvScanner scanner,
      Header header,
      boolean decimalComma,
      SheetRow.@Nullable Shape sheet,
      Sink sink) {
    Row row = new Row(text.name(), scanner.line(), decimalComma, header::written);
    if (sink instanceof RawSink raw) {
      raw.raw(scanner.line(), header.names(), List.copyOf(scanner.cells()));
      return;
    }
    List<String> cells = sheet == null ? scanner.cells() : asWideAs(header.size(), scanner.cells());
    BadRow flaw = flaw(scanner, cells, header);
    if (flaw != null) {
      sink.reject(row, flaw);
      return;
    }
    for (int i = 0; i < cells.size(); i++) {
      Column column = header.column(i);
      String cell = sheet == null ? cells.get(i) : Sheet.unguarded(Texts.trim(cells.get(i)));
      if (column != null) {
        row.put(column, header.hasReasons() ? RejectedRows.asItWas(cell) : cell);
      } else if (!RejectedRows.isReason(header.name(i))) {
        row.putAttribute(sheet == null ? header.name(i) : attribute(header.name(i)), cell);
      }
    }
    if (sheet == null) {
      sink.take(row);
    } else {
      sink.take(row, sheet);
    }
  }

  /** Spreadsheets leave out empty cells at the end of a row, or add some. */
  private static List<String> asWideAs(int width, List<String> cells) {
    List<String> row = new ArrayList<>(cells);
    while (row.size() > width && row.getLast().isBlank()) {
      row.removeLast();
    }
    while (row.size() < width) {
      row.add("");
    }
    return row;
  }

  private static String attribute(String name) {
    return name.startsWith(Sheet.ATTRIBUTE) ? name.substring(Sheet.ATTRIBUTE.length()) : name;
  }

  /** Goes through the whole text once, since only all dates together tell their order. */
  private SheetRow.Shape shape(Header header) throws IOException {
    Set<Column> columns = EnumSet.noneOf(Column.class);
    Set<String> attributes = new HashSet<>();
    for (int i = 0; i < header.size(); i++) {
      Column column = header.column(i);
      if (column != null) {
        columns.add(column);
      } else if (header.name(i).startsWith(Sheet.ATTRIBUTE)) {
        attributes.add(attribute(header.name(i)));
      }
    }
    SheetDates dates = new SheetDates();
    try (Reader reader = encoding.reader(text)) {
      CsvScanner scanner = new CsvScanner(reader, text.name(), separator, 1);
      while (scanner.next()) {
        for (int i = 0; i < Math.min(header.size(), scanner.cells().size()); i++) {
          Column column = header.column(i);
          if (column != null && Sheet.INSTANTS.contains(column)) {
            dates.see(Texts.trim(scanner.cells().get(i)));
          }
        }
      }
    }
    return new SheetRow.Shape(columns, attributes, dates);
  }

  private static @Nullable BadRow flaw(CsvScanner scanner, List<String> row, Header header) {
    int cells = row.size();
    if (scanner.isFlawed()) {
      return new BadRow(
          Column.ROW,
          Fault.TEXT_AFTER_QUOTE,
          "a separator after the closing quote of a cell (a quote within is written \"\")",
          Texts.shown(String.join(" | ", scanner.cells())));
    }
    if (cells == header.size()) {
      return null;
    }
    return new BadRow(
        Column.ROW,
        cells < header.size() ? Fault.TOO_SHORT : Fault.TOO_LONG,
        Texts.counted(header.size(), "cell") + ", one for each column of the header",
        Texts.counted(cells, "cell"));
  }

  /** HXL 1.1: a row of hashtags under the header, such as {@code #geo+lat}. */
  private static boolean isTagRow(List<String> cells) {
    int tags = 0;
    for (String cell : cells) {
      String trimmed = Texts.trim(cell);
      if (!trimmed.isEmpty() && !trimmed.matches("#\\p{L}[\\p{L}0-9_]*(\\s*\\+[\\p{L}0-9_]+)*")) {
        return false;
      }
      tags += trimmed.isEmpty() ? 0 : 1;
    }
    return tags >= 2;
  }

  /** The separator of a spreadsheet's hint line {@code sep=;}, quoted or not; 0 without one. */
  private static char hintedSeparator(String beginning) {
    String line = beginning.lines().findFirst().orElse("");
    String bare =
        line.startsWith("\"") && line.endsWith("\"") && line.length() > 2
            ? line.substring(1, line.length() - 1)
            : line;
    boolean hint =
        bare.length() == 5
            && bare.toLowerCase(Locale.ROOT).startsWith("sep=")
            && !Character.isLetterOrDigit(bare.charAt(4))
            && bare.charAt(4) != '"';
    return hint ? bare.charAt(4) : 0;
  }

  /** What cells are separated by: as the hint says, else as it is found. */
  char separator(String beginning) throws IOException {
    char hinted = hintedSeparator(beginning);
    return hinted != 0 ? hinted : findSeparator(beginning);
  }

  /**
   * The separator by which the header has the most columns that are known, and where none is, the
   * most columns.
   */
  private char findSeparator(String beginning) throws IOException {
    char best = ',';
    long most = 0;
    for (char candidate : SEPARATORS.toCharArray()) {
      long known = knownWith(beginning, candidate);
      if (known > most) {
        best = candidate;
        most = known;
      }
    }
    return best;
  }

  private long knownWith(String beginning, char separator) throws IOException {
    CsvScanner scanner = new CsvScanner(new StringReader(beginning), text.name(), separator, 1);
    return scanner.next()
        ? ((long) mapping.known(scanner.cells()) << 32) + scanner.cells().size() - 1
        : 0;
  }

  private static String named(char separator) {
    return switch (separator) {
      case ';' -> "semicolons";
      case '\t' -> "tabs";
      default -> "\"" + separator + "\"";
    };
  }
}
