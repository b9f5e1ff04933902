package org.treuga.app.store;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.treuga.connectors.reports.Sheet;
import org.treuga.evidence.UnreadableInput;
import org.treuga.wire.Json;

/**
 * Writes the observations that were held at an instant as one CSV, in order of case, feed and id;
 * twice through the rows, first for the names of their attributes. Memory holds one row.
 */
final class ObservationSheet {

  /** The reader's bound, less the columns that every sheet has. */
  private static final int MAX_ATTRIBUTES = 900;

  private static final int FETCH_ROWS = 1_000;

  private interface Reader {
    void read(String caseId, String feed, String sha256, Json.Obj observation) throws IOException;
  }

  private final Connection connection;

  ObservationSheet(Connection connection) {
    this.connection = connection;
  }

  long write(Path out, @Nullable String feed, @Nullable String caseId, Instant recorded) {
    Path draft = out.resolveSibling(out.getFileName() + ".part");
    try {
      connection.setAutoCommit(false);
      try (Writer writer = Files.newBufferedWriter(draft)) {
        long rows = write(writer, feed, caseId, recorded);
        writer.close();
        Files.move(draft, out, StandardCopyOption.REPLACE_EXISTING);
        return rows;
      } finally {
        connection.rollback();
        connection.setAutoCommit(true);
        Files.deleteIfExists(draft);
      }
    } catch (SQLException e) {
      throw Store.failed("cannot read the store", e);
    } catch (IOException e) {
      throw new StoreFailure("cannot write " + out + ": " + e.getMessage(), e);
    }
  }

  private long write(
      Writer writer, @Nullable String feed, @Nullable String caseId, Instant recorded)
      throws SQLException, IOException {
    Set<String> attributes = new TreeSet<>();
    forEach(
        feed,
        caseId,
        recorded,
        (_case, _feed, _sha, it) -> attributes.addAll(Sheet.attributes(it).keySet()));
    if (attributes.size() > MAX_ATTRIBUTES) {
      throw new UnreadableInput(
          "the observations have %d different attributes, more than the %d columns a sheet has for them; narrow it with --feed or --case"
              .formatted(attributes.size(), MAX_ATTRIBUTES));
    }
    // Without the mark a spreadsheet takes the letters of most languages for others.
    writer.write('\uFEFF');
    long[] count = {0};
    CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(writer);
    csv.writeRecord(Sheet.header(attributes));
    forEach(
        feed,
        caseId,
        recorded,
        (ofCase, ofFeed, sha256, it) -> {
          csv.writeRecord(Sheet.row(it, attributes, ofCase, ofFeed, sha256));
          count[0]++;
        });
    csv.flush();
    return count[0];
  }

  private void forEach(
      @Nullable String feed, @Nullable String caseId, Instant recorded, Reader reader)
      throws SQLException, IOException {
    List<Object> values = new ArrayList<>(List.of(Micros.of(recorded), Micros.of(recorded)));
    String sql =
        "select case_id, feed, sha256, body, entry from observation where recorded_from <= ?"
            + " and (recorded_to is null or recorded_to > ?)";
    if (feed != null) {
      sql += " and feed = ?";
      values.add(feed);
    }
    if (caseId != null) {
      sql += " and case_id = ?";
      values.add(caseId);
    }
    try (PreparedStatement select =
        connection.prepareStatement(sql + " order by case_id, feed, external_id, entry")) {
      select.setFetchSize(FETCH_ROWS);
      for (int i = 0; i < values.size(); i++) {
        select.setObject(i + 1, values.get(i));
      }
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          reader.read(
              row.getString(1),
              row.getString(2),
              row.getString(3),
              Entry.object(row.getLong(5), row.getString(4)));
        }
      }
    }
  }
}
