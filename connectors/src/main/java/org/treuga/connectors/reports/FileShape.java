package org.treuga.connectors.reports;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.treuga.connectors.Feed;
import org.treuga.connectors.file.Container;
import org.treuga.connectors.file.CsvScanner;
import org.treuga.connectors.file.Encoding;
import org.treuga.connectors.file.Texts;
import org.treuga.evidence.UnreadableInput;

/**
 * What a file of reports was found to be, from its beginning: how it is written, and what its
 * columns are taken for. Nothing is refused here that a person can still put right.
 *
 * @param name of the text; that of a text in a zip follows the zip's
 * @param charset as Java calls it: {@code UTF-8}
 * @param separator what stands between cells; empty where the format has none
 * @param decimalComma whether a coordinate is written with a decimal comma
 * @param columns in the order of the file
 */
public record FileShape(
    String name,
    Kind kind,
    String charset,
    String separator,
    boolean decimalComma,
    List<Named> columns) {

  private static final int ROWS = 50;
  private static final int MAX_COLUMNS_SHOWN = 1_000;

  /** How a file is written. */
  public enum Kind {
    CSV,
    NDJSON,
    JSON
  }

  /**
   * A column of the file.
   *
   * @param word the column of the reports that it is taken for; empty for an attribute
   * @param sample its first cell that says anything
   */
  public record Named(String name, String word, String sample) {}

  public FileShape {
    columns = List.copyOf(columns);
  }

  /**
   * Looks at the texts of a file.
   *
   * @throws UnreadableInput if it is no text at all, or packed in a way that is refused
   */
  public static List<FileShape> of(Feed.Input file, Mapping mapping) {
    List<FileShape> shapes = new ArrayList<>();
    ReportReader.readTexts(
        file,
        note -> {},
        (text, encoding, beginning) -> shapes.add(of(text, encoding, beginning, mapping)));
    return shapes;
  }

  private static FileShape of(
      Container.Text text, Encoding encoding, String beginning, Mapping mapping)
      throws IOException {
    Rows rows = new Rows();
    Kind kind;
    String separator = "";
    if (JsonFile.isJson(beginning)) {
      kind = readJson(text.name(), beginning, rows) ? Kind.NDJSON : Kind.JSON;
    } else {
      kind = Kind.CSV;
      CsvFile csv = new CsvFile(text, encoding, mapping, note -> {});
      separator = String.valueOf(csv.separator(beginning));
      readCsv(text.name(), beginning, separator.charAt(0), rows);
    }
    List<Named> columns = rows.columns(mapping);
    boolean comma =
        kind == Kind.CSV
            && !separator.equals(",")
            && columns.stream().anyMatch(FileShape::hasDecimalComma);
    return new FileShape(text.name(), kind, encoding.charset().name(), separator, comma, columns);
  }

  private static boolean hasDecimalComma(Named column) {
    return (column.word().equals(Column.LAT.word()) || column.word().equals(Column.LON.word()))
        && Texts.asciiNumber(column.sample()).matches("-?[0-9]+,[0-9]+");
  }

  private static void readCsv(String name, String beginning, char separator, Rows rows)
      throws IOException {
    CsvScanner scanner = new CsvScanner(new StringReader(beginning), name, separator, 1);
    boolean any = scanner.next();
    if (any
        && scanner.cells().size() <= 1
        && beginning.toLowerCase(java.util.Locale.ROOT).replace("\"", "").startsWith("sep=")) {
      any = scanner.next();
    }
    if (!any) {
      return;
    }
    List<String> names = new ArrayList<>();
    for (String cell : scanner.cells()) {
      String trimmed = Texts.trim(cell);
      names.add(trimmed.isEmpty() ? "column_" + (names.size() + 1) : trimmed);
    }
    rows.header(name, names);
    try {
      while (rows.isOpen() && scanner.next()) {
        rows.raw(scanner.line(), names, List.copyOf(scanner.cells()));
      }
    } catch (UnreadableInput _flawFurtherDown) {
      // Reading all of it says so, with the line.
    }
  }

  /** Reads the records that are whole; true where there is one on each line. */
  private static boolean readJson(String name, String beginning, Rows rows) throws IOException {
    byte[] bytes = beginning.getBytes(StandardCharsets.UTF_8);
    Container.Text start =
        new Container.Text() {
          @Override
          public String name() {
            return name;
          }

          @Override
          public InputStream open() {
            return new ByteArrayInputStream(bytes);
          }
        };
    JsonFile json =
        new JsonFile(
            start, new Encoding(StandardCharsets.UTF_8, 0), Mapping.NONE, note -> {}, rows);
    try {
      json.read(beginning);
    } catch (UnreadableInput _cutOffOrFlawed) {
      // What came before is what is looked at; reading all of it says what is wrong.
    }
    return json.isLines(beginning);
  }

  /** The names met, each with its first cell that says anything. */
  private static final class Rows implements CsvFile.RawSink {
    private final Map<String, String> samples = new LinkedHashMap<>();
    private int count;

    void header(String file, List<String> names) {
      if (names.size() > MAX_COLUMNS_SHOWN) {
        throw new UnreadableInput(
            file + ":1: " + names.size() + " columns, more than the limit of " + MAX_COLUMNS_SHOWN);
      }
      names.forEach(name -> samples.putIfAbsent(name, ""));
    }

    boolean isOpen() {
      return count < ROWS;
    }

    @Override
    public void raw(int line, List<String> names, List<String> cells) {
      if (count++ >= ROWS) {
        return;
      }
      for (int i = 0; i < Math.min(names.size(), cells.size()); i++) {
        if (samples.size() < MAX_COLUMNS_SHOWN || samples.containsKey(names.get(i))) {
          samples.merge(
              names.get(i), Texts.trim(cells.get(i)), (had, now) -> had.isEmpty() ? now : had);
        }
      }
    }

    @Override
    public void reject(Row row, BadRow why) {
      // Told when all of it is read.
    }

    List<Named> columns(Mapping mapping) {
      List<Named> columns = new ArrayList<>();
      List<Column> taken = new ArrayList<>();
      samples.keySet().forEach(name -> mapping.exact(name).ifPresent(taken::add));
      samples.forEach((name, sample) -> {
        Column column = mapping.exact(name).orElse(null);
        if (RejectedRows.isReason(name) || (column != null && Mapping.isMark(column))) {
          return;
        }
        if (column == null) {
          column = mapping.synonym(name).filter(other -> !taken.contains(other)).orElse(null);
          if (column != null) {
            taken.add(column);
          }
        }
        columns.add(new Named(name, column == null ? "" : column.word(), Texts.shown(sample)));
      });
      return columns;
    }
  }
}
