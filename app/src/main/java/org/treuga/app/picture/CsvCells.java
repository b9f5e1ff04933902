package org.treuga.app.picture;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.StringWriter;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Rows of CSV that no spreadsheet will run: a cell that would be a formula gets a quote before it.
 */
public final class CsvCells {

  private static final Pattern NUMBER = Pattern.compile("-?[0-9]+([.][0-9]+)?");

  private CsvCells() {}

  /** One row, with its line end. */
  public static String row(List<String> cells) {
    StringWriter out = new StringWriter();
    try (CsvWriter writer = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(out)) {
      writer.writeRecord(cells.stream().map(CsvCells::harmless).toList());
    } catch (java.io.IOException impossible) {
      throw new java.io.UncheckedIOException(
          "a row in memory cannot fail to be written", impossible);
    }
    return out.toString();
  }

  /** The cell as a spreadsheet may have it; a number stays a number. */
  public static String harmless(String cell) {
    boolean formula =
        !cell.isEmpty()
            && "=+@-\t\r\n".indexOf(cell.charAt(0)) >= 0
            && !NUMBER.matcher(cell).matches();
    return formula ? "'" + cell : cell;
  }
}
