package org.treuga.connectors.reports;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.treuga.connectors.Feed;
import org.treuga.evidence.Rejection;

/**
 * The rejected rows of a file as they stand in it, each with its reasons in columns behind: to be
 * mended and sent again. When it comes back the reasons are not read, and cells that were made
 * harmless are what they were.
 *
 * @param separator of the file they come from, so that numbers written with a comma stay numbers
 * @param names the header
 * @param rows a cell for every name
 */
public record RejectedRows(char separator, List<String> names, List<List<String>> rows) {

  private static final List<String> REASONS =
      List.of(
          "rejected_line", "rejected_column", "rejected_code", "rejected_expected", "rejected_got");

  public RejectedRows {
    names = List.copyOf(names);
    rows = rows.stream().map(List::copyOf).toList();
  }

  static boolean isReason(String name) {
    return REASONS.contains(name);
  }

  /** A cell that would be a formula gets a quote before it, so that no spreadsheet runs it. */
  public static String harmless(String cell) {
    return isFormula(cell) ? "'" + cell : cell;
  }

  static String asItWas(String cell) {
    return cell.startsWith("'") && isFormula(cell.substring(1)) ? cell.substring(1) : cell;
  }

  private static boolean isFormula(String cell) {
    return !cell.isEmpty()
        && "=+@-\t\r".indexOf(cell.charAt(0)) >= 0
        && !cell.matches("[-+]?[0-9]+([.,][0-9]+)?");
  }

  /**
   * Reads the file again for the rows of the rejections.
   *
   * @param file as it was when they were rejected
   */
  public static RejectedRows of(
      Feed.Input file, Mapping mapping, Collection<Rejection> rejections) {
    Map<Integer, List<Rejection>> byLine = new TreeMap<>();
    rejections.forEach(
        one -> byLine.computeIfAbsent(one.line(), line -> new ArrayList<>()).add(one));
    Gathered gathered = new Gathered(byLine);
    char[] separator = {0};
    ReportReader.readTexts(
        file,
        note -> {},
        (text, encoding, beginning) -> {
          if (separator[0] == 0) {
            separator[0] = separator(new CsvFile(text, encoding, mapping, note -> {}), beginning);
          }
          ReportReader.readReports(text, encoding, beginning, mapping, gathered, note -> {});
        });
    return gathered.table(separator[0]);
  }

  private static char separator(CsvFile file, String beginning) throws IOException {
    return JsonFile.isJson(beginning) ? ',' : file.separator(beginning);
  }

  /** The rows met, under all the names met. */
  private static final class Gathered implements CsvFile.RawSink {
    private final Map<Integer, List<Rejection>> byLine;
    private final Set<String> names = new LinkedHashSet<>();
    private final List<Map<String, String>> rows = new ArrayList<>();

    Gathered(Map<Integer, List<Rejection>> byLine) {
      this.byLine = byLine;
    }

    @Override
    public void raw(int line, List<String> header, List<String> cells) {
      List<Rejection> reasons = byLine.get(line);
      if (reasons == null) {
        return;
      }
      Map<String, String> row = new LinkedHashMap<>();
      for (int i = 0; i < cells.size(); i++) {
        // A row with more cells than the header keeps them, under numbers.
        String name = i < header.size() ? header.get(i) : "column_" + (i + 1);
        if (!isReason(name)) {
          row.put(name, cells.get(i));
        }
      }
      header.stream().filter(name -> !isReason(name)).forEach(names::add);
      names.addAll(row.keySet());
      row.put("rejected_line", String.valueOf(line));
      row.put("rejected_column", joined(reasons.stream().map(Rejection::column).toList()));
      row.put("rejected_code", joined(reasons.stream().map(Rejection::code).toList()));
      row.put("rejected_expected", joined(reasons.stream().map(Rejection::expected).toList()));
      row.put("rejected_got", joined(reasons.stream().map(Rejection::got).toList()));
      rows.add(row);
    }

    private static String joined(List<String> texts) {
      return String.join("; ", texts);
    }

    /** A line that is no record at all: what came is in the reason. */
    @Override
    public void reject(Row row, BadRow why) {
      raw(row.line(), List.of(), List.of());
    }

    RejectedRows table(char separator) {
      List<String> header = new ArrayList<>(names);
      header.addAll(REASONS);
      List<List<String>> table = new ArrayList<>();
      for (Map<String, String> row : rows) {
        table.add(header.stream().map(name -> row.getOrDefault(name, "")).toList());
      }
      return new RejectedRows(separator == 0 ? ',' : separator, header, table);
    }
  }
}
