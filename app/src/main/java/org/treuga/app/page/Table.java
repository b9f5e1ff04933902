package org.treuga.app.page;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.treuga.connectors.reports.RejectedRows;

/** A table to take away, with a word on what each column means. Not thread-safe. */
public final class Table {

  private final List<String> names = new ArrayList<>();
  private final List<String> meanings = new ArrayList<>();
  private final List<List<String>> rows = new ArrayList<>();

  Table column(String name, String meaning) {
    names.add(name);
    meanings.add(meaning);
    return this;
  }

  void row(String... cells) {
    if (cells.length != names.size()) {
      throw new IllegalArgumentException(
          "cells must be " + names.size() + ", were " + cells.length);
    }
    rows.add(List.of(cells));
  }

  /** The rows under their header; a cell that a spreadsheet would run is made harmless. */
  public String csv() {
    List<List<String>> all = new ArrayList<>();
    all.add(names);
    all.addAll(rows);
    return written(all);
  }

  /** Each column with what it means. */
  public String codebook() {
    List<List<String>> all = new ArrayList<>();
    all.add(List.of("column", "meaning"));
    for (int i = 0; i < names.size(); i++) {
      all.add(List.of(names.get(i), meanings.get(i)));
    }
    return written(all);
  }

  private static String written(List<List<String>> rows) {
    StringWriter text = new StringWriter();
    try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text)) {
      rows.forEach(row -> csv.writeRecord(row.stream().map(RejectedRows::harmless).toList()));
    } catch (IOException impossible) {
      throw new UncheckedIOException("a text in memory cannot fail to be written", impossible);
    }
    return text.toString();
  }
}
