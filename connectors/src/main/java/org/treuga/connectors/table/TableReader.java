package org.treuga.connectors.table;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.treuga.connectors.Feed;
import org.treuga.connectors.file.Container;
import org.treuga.connectors.file.CsvScanner;
import org.treuga.connectors.file.Encoding;
import org.treuga.connectors.file.LineReader;
import org.treuga.connectors.file.Texts;
import org.treuga.evidence.Rejection;
import org.treuga.evidence.UnreadableInput;

/**
 * Reads the rows of tables and turns those that are flawed into rejections {@code
 * <feed>.<column>.<what>}.
 *
 * <p>A file is plain, in gzip or in a zip, and is read twice: once for encoding, checksums and
 * bounds, so that a file that breaks off gives no rows at all. Holds one row in memory.
 */
public final class TableReader {

  private static final int BEGINNING_CHARS = 1 << 16;
  private static final int MAX_LINE_CHARS = 1 << 20;
  private static final String SEPARATORS = ",;\t|";

  private final String feed;
  private final List<Layout> layouts;

  /**
   * @param layouts the forms of the feed's files, the most demanding first
   */
  public TableReader(String feed, List<Layout> layouts) {
    this.feed = feed;
    this.layouts = List.copyOf(layouts);
  }

  /** Reads files whose first line names the columns. */
  public void read(List<Feed.Input> files, Feed.Sink sink) {
    eachText(files, sink, this::readTable);
  }

  /**
   * Reads files of tab-separated cells without a header and without quoting.
   *
   * @param layouts by the number of cells of a row, the columns in order
   */
  public static void readTabs(
      String feed, Map<Integer, Layout> layouts, List<Feed.Input> files, Feed.Sink sink) {
    TableReader reader = new TableReader(feed, List.copyOf(layouts.values()));
    reader.eachText(
        files,
        sink,
        (text, encoding, beginning, to) -> reader.readTabs(text, encoding, layouts, to));
  }

  private interface Reading {
    void read(Container.Text text, Encoding encoding, String beginning, Feed.Sink sink)
        throws IOException;
  }

  private void eachText(List<Feed.Input> files, Feed.Sink sink, Reading reading) {
    for (Feed.Input file : files) {
      Consumer<String> notes = sink::note;
      for (Container.Text text : Container.open(file.path(), file.name(), notes)) {
        try {
          Encoding encoding = Encoding.of(text, notes);
          String beginning = encoding.beginning(text, BEGINNING_CHARS);
          reading.read(text, encoding, beginning, sink);
        } catch (IOException wrong) {
          throw Container.unreadable(text.name(), wrong);
        }
      }
    }
  }

  private void readTable(Container.Text text, Encoding encoding, String beginning, Feed.Sink sink)
      throws IOException {
    char separator = separator(beginning, text.name());
    try (Reader reader = encoding.reader(text)) {
      CsvScanner scanner = new CsvScanner(reader, text.name(), separator, 1);
      if (!scanner.next()) {
        throw new UnreadableInput(text.name() + ": the file is empty; a header was expected");
      }
      List<String> header = header(scanner.cells());
      Layout layout = layout(header).orElseThrow(() -> unknown(text.name(), header));
      Map<String, Integer> columns = numbered(text.name(), header);
      if (separator != ',') {
        sink.note(
            text.name() + ": cells separated by '" + (separator == '\t' ? "tab" : separator) + "'");
      }
      while (scanner.next()) {
        Feed.At at = new Feed.At(text.name(), scanner.line());
        if (scanner.isFlawed()) {
          sink.reject(textAfterQuote(at, scanner.cells()));
        } else {
          take(new TableRow(columns, header, scanner.cells(), separator != ','), layout, at, sink);
        }
      }
    }
  }

  private void readTabs(
      Container.Text text, Encoding encoding, Map<Integer, Layout> layouts, Feed.Sink sink)
      throws IOException {
    Map<Layout, Map<String, Integer>> columns = new HashMap<>();
    try (Reader reader = encoding.reader(text)) {
      LineReader lines = new LineReader(reader, text.name(), MAX_LINE_CHARS);
      boolean first = true;
      for (String line = lines.next(); line != null; line = lines.next()) {
        if (line.isEmpty()) {
          continue;
        }
        List<String> cells = List.of(line.split("\t", -1));
        Layout layout = layouts.get(cells.size());
        Feed.At at = new Feed.At(text.name(), lines.line());
        if (layout != null) {
          Map<String, Integer> numbers =
              columns.computeIfAbsent(layout, l -> numbered(text.name(), l.columns()));
          take(new TableRow(numbers, layout.columns(), cells, false), layout, at, sink);
        } else if (first) {
          throw new UnreadableInput(
              "%s:%d: expected %s tab-separated cells, came %d"
                  .formatted(text.name(), at.line(), wanted(layouts), cells.size()));
        } else {
          sink.reject(wrongLength(at, wanted(layouts), cells.size()));
        }
        first = false;
      }
    }
  }

  private static String wanted(Map<Integer, Layout> layouts) {
    return String.join(" or ", layouts.keySet().stream().sorted().map(String::valueOf).toList());
  }

  private void take(TableRow row, Layout layout, Feed.At at, Feed.Sink sink) {
    if (row.cells() != row.width()) {
      sink.reject(wrongLength(at, String.valueOf(row.width()), row.cells()));
      return;
    }
    try {
      sink.accept(layout.maker().observation(row), at);
    } catch (BadCell bad) {
      String code = feed + "." + bad.column().toLowerCase(Locale.ROOT) + "." + bad.what();
      sink.reject(
          new Rejection(
              at.file(), at.line(), bad.column(), code, bad.expected(), Texts.shown(bad.got())));
    }
  }

  private Rejection wrongLength(Feed.At at, String wanted, int cells) {
    return new Rejection(
        at.file(), at.line(), "", feed + ".row.wrong-length", wanted + " cells", cells + " cells");
  }

  private Rejection textAfterQuote(Feed.At at, List<String> cells) {
    return new Rejection(
        at.file(),
        at.line(),
        "",
        feed + ".row.text-after-quote",
        "a separator after the closing quote of a cell",
        Texts.shown(String.join(" | ", cells)));
  }

  private static List<String> header(List<String> cells) {
    return cells.stream().map(Texts::trim).toList();
  }

  private Optional<Layout> layout(List<String> header) {
    return layouts.stream().filter(layout -> header.containsAll(layout.columns())).findFirst();
  }

  private UnreadableInput unknown(String file, List<String> header) {
    List<String> forms =
        layouts.stream().map(layout -> String.join(",", layout.columns())).toList();
    return new UnreadableInput(
        "%s:1: no file of the feed %s: a header with the columns %s was expected, came \"%s\""
            .formatted(
                file, feed, String.join(" or ", forms), Texts.shown(String.join(",", header))));
  }

  private static Map<String, Integer> numbered(String file, List<String> header) {
    Map<String, Integer> columns = new HashMap<>();
    for (int i = 0; i < header.size(); i++) {
      if (columns.put(header.get(i), i) != null) {
        throw new UnreadableInput(
            "%s:1: two columns are named \"%s\"".formatted(file, Texts.shown(header.get(i))));
      }
    }
    return columns;
  }

  /** The separator by which the header is that of a layout; the comma if it is none anyway. */
  private char separator(String beginning, String name) throws IOException {
    for (char candidate : SEPARATORS.toCharArray()) {
      CsvScanner scanner = new CsvScanner(new StringReader(beginning), name, candidate, 1);
      List<String> header = firstRow(scanner);
      if (header != null && layout(header).isPresent()) {
        return candidate;
      }
    }
    return ',';
  }

  private static @Nullable List<String> firstRow(CsvScanner scanner) throws IOException {
    return scanner.next() ? header(new ArrayList<>(scanner.cells())) : null;
  }
}
