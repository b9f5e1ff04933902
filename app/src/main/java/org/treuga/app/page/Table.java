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

  private final Texts texts;
  private final String key;
  private final List<String> names;
  private final List<List<String>> rows = new ArrayList<>();

  /**
   * @param key what the keys of the columns' meanings begin with, before the name of the column
   */
  Table(Texts texts, String key, String... names) {
    this.texts = texts;
    this.key = key;
    this.names = List.of(names);
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
    names.forEach(name -> all.add(List.of(name, texts.of(key + name))));
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
