package org.treuga.app.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Brings a store to the present schema by the numbered files V1.sql, V2.sql, ... each in a
 * transaction of its own. A file that was released is never changed; a change is a new file.
 */
final class Migrations {

  static final int LATEST = 5;

  private Migrations() {}

  /** In the order in which {@link Store} drops them. */
  static final List<String> TABLES =
      List.of(
          "applied",
          "capture",
          "observation",
          "import_receipt",
          "rejection",
          "case_version",
          "collected",
          "gone",
          "custody");

  static void run(Connection connection, int upTo) throws SQLException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute("create table if not exists schema_version (version integer primary key)");
      connection.commit();
      int version = version(statement);
      if (version > LATEST) {
        throw new StoreFailure(
            "the store has schema %d and this program knows %d; use a newer one, or store rebuild"
                .formatted(version, LATEST));
      }
      while (version < upTo) {
        version++;
        for (String sql : statements(version)) {
          statement.execute(sql);
        }
        statement.execute("insert into schema_version (version) values (" + version + ")");
        connection.commit();
      }
      connection.commit();
    } catch (SQLException | RuntimeException e) {
      connection.rollback();
      throw e;
    }
  }

  private static int version(Statement statement) throws SQLException {
    try (ResultSet rows =
        statement.executeQuery("select coalesce(max(version), 0) from schema_version")) {
      rows.next();
      return rows.getInt(1);
    }
  }

  static void drop(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      for (String table : TABLES) {
        statement.execute("drop table if exists " + table);
      }
      statement.execute("drop table if exists schema_version");
      connection.commit();
    }
  }

  private static List<String> statements(int version) {
    try (InputStream in = Migrations.class.getResourceAsStream("V" + version + ".sql")) {
      if (in == null) {
        throw new IllegalStateException("this jar lacks V" + version + ".sql");
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      String bare = String.join("\n", text.lines().filter(line -> !line.startsWith("--")).toList());
      List<String> statements = new ArrayList<>();
      for (String statement : bare.split(";", -1)) {
        if (!statement.isBlank()) {
          statements.add(statement);
        }
      }
      return statements;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
