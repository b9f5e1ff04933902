package org.treuga.bench.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The floor: the rows of a filled store put into an empty table of the same columns and indexes, by
 * plain JDBC in one transaction and batches of 500. Only the inserting and the commit are timed.
 */
final class PlainInsert {

  private static final int BATCH = 500;
  private static final int CHUNK = 10_000;

  private final String from;
  private final String to;
  private final boolean isSqlite;

  PlainInsert(Path folder, @Nullable String url) throws IOException {
    isSqlite = url == null;
    Path file = folder.resolve("floor.db");
    Files.deleteIfExists(file);
    from = url == null ? "jdbc:sqlite:" + folder.resolve("store.db") : url;
    to =
        url == null
            ? "jdbc:sqlite:" + file + "?journal_mode=WAL&synchronous=NORMAL&cache_size=-32768"
            : url + "&reWriteBatchedInserts=true";
  }

  double rowsPerSecond() throws SQLException {
    String table = isSqlite ? "observation" : "floor_observation";
    try (Connection source = DriverManager.getConnection(from);
        Connection target = DriverManager.getConnection(to)) {
      makeTable(source, target);
      target.setAutoCommit(false);
      source.setAutoCommit(false);
      long nanos = 0;
      long count = 0;
      try (Statement statement = source.createStatement()) {
        statement.setFetchSize(CHUNK);
        ResultSet rows = statement.executeQuery("select * from observation order by entry");
        int columns = rows.getMetaData().getColumnCount();
        String sql = "insert into " + table + " values (" + "?,".repeat(columns - 1) + "?)";
        try (PreparedStatement insert = target.prepareStatement(sql)) {
          for (List<Object[]> chunk = chunk(rows, columns);
              !chunk.isEmpty();
              chunk = chunk(rows, columns)) {
            long start = System.nanoTime();
            insert(insert, chunk);
            nanos += System.nanoTime() - start;
            count += chunk.size();
          }
        }
      }
      long start = System.nanoTime();
      target.commit();
      nanos += System.nanoTime() - start;
      return count / (nanos / 1e9);
    }
  }

  private void makeTable(Connection source, Connection target) throws SQLException {
    try (Statement made = target.createStatement();
        Statement asked = source.createStatement()) {
      if (!isSqlite) {
        made.execute("drop table if exists floor_observation");
        made.execute("create table floor_observation (like observation including all)");
        return;
      }
      ResultSet rows =
          asked.executeQuery(
              "select sql from sqlite_master where tbl_name = 'observation' and sql is not null"
                  + " order by type desc");
      while (rows.next()) {
        made.execute(rows.getString(1));
      }
    }
  }

  private static List<Object[]> chunk(ResultSet rows, int columns) throws SQLException {
    List<Object[]> chunk = new ArrayList<>();
    while (chunk.size() < CHUNK && rows.next()) {
      Object[] row = new Object[columns];
      for (int i = 0; i < columns; i++) {
        row[i] = rows.getObject(i + 1);
      }
      chunk.add(row);
    }
    return chunk;
  }

  private static void insert(PreparedStatement insert, List<Object[]> chunk) throws SQLException {
    int waiting = 0;
    for (Object[] row : chunk) {
      for (int i = 0; i < row.length; i++) {
        insert.setObject(i + 1, row[i]);
      }
      insert.addBatch();
      if (++waiting == BATCH) {
        insert.executeBatch();
        waiting = 0;
      }
    }
    insert.executeBatch();
  }
}
