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
import java.util.Set;
import java.util.TreeSet;

/**
 * Brings a store to the present schema by the numbered files V1.sql, V2.sql, ... each in a
 * transaction of its own. A file that was released is never changed; a change is a new file.
 */
final class Migrations {

  /** In order; a number may be left out. */
  private static final List<Integer> VERSIONS = List.of(1, 2, 3, 4, 5, 6);

  static final int LATEST = VERSIONS.getLast();

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
    // A store that is as it should be is not written to: a reader must not wait for an import.
    List<Integer> missing = missing(connection, upTo);
    if (missing.isEmpty()) {
      return;
    }
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute("create table if not exists schema_version (version integer primary key)");
      connection.commit();
      for (int version : missing(connection, upTo)) {
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

  static boolean isLatest(Connection connection) throws SQLException {
    return missing(connection, LATEST).isEmpty();
  }

  /** The versions up to one that the store has not seen. */
  private static List<Integer> missing(Connection connection, int upTo) throws SQLException {
    Set<Integer> seen = new TreeSet<>();
    try (ResultSet table =
        connection.getMetaData().getTables(null, null, "schema_version", new String[] {"TABLE"})) {
      if (table.next()) {
        seen.addAll(seen(connection));
      }
    }
    int newest = seen.stream().max(Integer::compare).orElse(0);
    if (newest > LATEST) {
      throw new StoreFailure(
          "the store has schema %d and this program knows %d; use a newer one, or store rebuild"
              .formatted(newest, LATEST));
    }
    return VERSIONS.stream().filter(version -> version <= upTo && !seen.contains(version)).toList();
  }

  private static List<Integer> seen(Connection connection) throws SQLException {
    List<Integer> seen = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select version from schema_version")) {
      while (rows.next()) {
        seen.add(rows.getInt(1));
      }
    }
    return seen;
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
