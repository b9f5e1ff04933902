package org.treuga.app.server;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.treuga.agreement.Reading;
import org.treuga.agreement.Term;
import org.treuga.app.page.Texts;
import org.treuga.app.picture.CsvCells;
import org.treuga.app.picture.Picture;
import org.treuga.app.picture.Selection;
import org.treuga.wire.Json;

/**
 * The incidents that a filter selects, as files to take away: CSV with its codebook, and GeoJSON
 * (RFC 7946). What is known only by region has no geometry. Immutable.
 */
final class PictureTable {

  private final Texts texts;
  private final CaseView view;
  private final Picture picture;
  private final Selection selection;
  private final Term term;
  private final int[] columns;
  private final @Nullable Instant recorded;

  PictureTable(
      Texts texts, CaseView view, Selection selection, Term term, @Nullable Instant recorded) {
    this.texts = texts;
    this.view = view;
    this.picture = view.picture();
    this.selection = selection;
    this.term = term;
    this.columns = picture.columnsOf(term);
    this.recorded = recorded;
  }

  /** A column: its name, and how it is filled. */
  private record Column(String name, Cell cell) {}

  private interface Cell {
    String of(int row);
  }

  private List<Column> table() {
    List<Column> table = new ArrayList<>();
    table.add(new Column("incident_id", picture::id));
    table.add(new Column("occurred_from", row -> instant(picture.fromSeconds(row))));
    table.add(new Column("occurred_to", row -> instant(picture.toSeconds(row))));
    table.add(
        new Column("known_at", row -> instant(picture.knownSeconds(row).orElse(Picture.OPEN_END))));
    table.add(new Column("object_name", row -> picture.names().at(row)));
    table.add(new Column("place", row -> picture.places().at(row)));
    table.add(new Column("region", row -> picture.regions().at(row)));
    table.add(new Column("object_class", row -> picture.classes().at(row)));
    table.add(new Column("act", row -> picture.acts().at(row)));
    table.add(new Column("alleged_actor", row -> picture.actors().at(row)));
    table.add(new Column("claimed_by", row -> picture.claimants().at(row)));
    table.add(new Column("source", row -> picture.sources().at(row)));
    table.add(
        new Column("lat", row -> picture.isPlaced(row) ? degrees(picture.latitude(row)) : ""));
    table.add(
        new Column("lon", row -> picture.isPlaced(row) ? degrees(picture.longitude(row)) : ""));
    table.add(
        new Column(
            "radius_m", row -> picture.isPlaced(row) ? "" + (long) picture.radiusMeters(row) : ""));
    table.add(new Column("precision", row -> picture.precision(row).word()));
    table.add(new Column("grade", row -> "" + picture.grade(row)));
    for (int column : columns) {
      Reading reading = picture.pairs().get(column).reading();
      table.add(new Column("verdict_" + reading.id(), row -> picture.verdict(column, row).name()));
    }
    table.add(new Column("agreement", row -> picture.agreeing(term, row).name()));
    return table;
  }

  private static String instant(long seconds) {
    return seconds == Picture.OPEN_BEGIN || seconds == Picture.OPEN_END
        ? ""
        : Instant.ofEpochSecond(seconds).toString();
  }

  private static String degrees(double degrees) {
    // Five decimals are a metre.
    return BigDecimal.valueOf(degrees).setScale(5, RoundingMode.HALF_UP).toPlainString();
  }

  private int[] rows() {
    return selection.of(picture).stream().toArray();
  }

  /** Row by row, as all of these: no table stands in memory whole. */
  void csv(Writer out) throws IOException {
    List<Column> table = table();
    CsvWriter writer = writer(out);
    writer.writeRecord(table.stream().map(Column::name).toList());
    for (int row : rows()) {
      writer.writeRecord(
          table.stream().map(column -> CsvCells.harmless(column.cell().of(row))).toList());
    }
    writer.flush();
  }

  private static CsvWriter writer(Writer out) {
    return CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(out);
  }

  /** What each column means, and what the table is of. */
  void codebook(Writer out) throws IOException {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("column", "meaning"));
    rows.add(List.of("(case)", view.recorded().folder().title() + " (" + view.id() + ")"));
    rows.add(List.of("(rows)", rows().length + " " + texts.count("picture.of", picture.size())));
    rows.add(List.of("(filter)", selection.query()));
    rows.add(List.of("(term)", term.id() + ": " + term.title()));
    rows.add(
        List.of("(recorded)", recorded == null ? view.version() : recorded + " " + view.version()));
    rows.add(List.of("(licence)", view.recorded().folder().meta().getOrDefault("licence", "")));
    for (Column column : table()) {
      rows.add(List.of(column.name(), meaning(column.name())));
    }
    CsvWriter writer = writer(out);
    rows.forEach(row -> writer.writeRecord(row.stream().map(CsvCells::harmless).toList()));
    writer.flush();
  }

  private String meaning(String column) {
    for (int number : columns) {
      Reading reading = picture.pairs().get(number).reading();
      if (column.equals("verdict_" + reading.id())) {
        return texts.of(
            "picture.code.verdict", reading.label().isBlank() ? reading.id() : reading.label());
      }
    }
    return texts.of("picture.code." + column);
  }

  /** Put together feature by feature: the one place where a number with a fraction is written. */
  void geojson(Writer out) throws IOException {
    List<Column> table = table();
    out.write("{\"type\":\"FeatureCollection\",\"features\":[");
    String between = "\n";
    for (int row : rows()) {
      Json.Builder properties = Json.object();
      table.forEach(column -> properties.put(column.name(), column.cell().of(row)));
      out.append(between)
          .append("{\"type\":\"Feature\",\"id\":")
          .append(Json.text(picture.id(row)).canonical())
          .append(",\"geometry\":")
          .append(geometry(row))
          .append(",\"properties\":")
          .append(properties.build().canonical())
          .append('}');
      between = ",\n";
    }
    out.write("\n]}\n");
  }

  private String geometry(int row) {
    return picture.isPlaced(row)
        ? "{\"type\":\"Point\",\"coordinates\":[%s,%s]}"
            .formatted(degrees(picture.longitude(row)), degrees(picture.latitude(row)))
        : "null";
  }
}
