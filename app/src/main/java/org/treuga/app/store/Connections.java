package org.treuga.app.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.sqlite.SQLiteConfig;

/** Connects to either database, with the settings each needs to be safe and quick. */
final class Connections {

  /** How long one writer of SQLite waits for another. */
  private static final int BUSY_MILLIS = 10_000;

  private static final int SQLITE_CACHE_KIB = 8 << 10;

  /** An import goes to random pages of every index; with the heap it stays far below 512 MiB. */
  private static final int SQLITE_WRITING_CACHE_KIB = 128 << 10;

  private Connections() {}

  static String sqlite(Path file) {
    return "jdbc:sqlite:" + file;
  }

  /**
   * @throws StoreFailure if it is no address of ours, or nobody answers there
   */
  static Connection open(String url) {
    try {
      return url.startsWith("jdbc:sqlite:")
          ? DriverManager.getConnection(url, sqliteSettings())
          : DriverManager.getConnection(requirePostgres(url), postgresSettings());
    } catch (SQLException e) {
      throw new StoreFailure("cannot open the store: " + firstLine(e), e);
    }
  }

  /** Opens a file of SQLite that nobody writes to, on a disk that may take no locks. */
  static Connection openReadOnly(Path file) {
    SQLiteConfig settings = new SQLiteConfig();
    settings.setReadOnly(true);
    try {
      return DriverManager.getConnection(
          "jdbc:sqlite:file:" + file.toUri().getRawPath() + "?immutable=1",
          settings.toProperties());
    } catch (SQLException e) {
      throw new StoreFailure("cannot open the store: " + firstLine(e), e);
    }
  }

  private static String requirePostgres(String url) {
    if (!url.startsWith("jdbc:postgresql:")) {
      throw new StoreFailure(
          "--db must be an address as jdbc:postgresql://host/database, was of another kind");
    }
    return url;
  }

  private static Properties sqliteSettings() {
    Properties settings = new Properties();
    settings.setProperty("journal_mode", "WAL");
    // The ledger is what must survive a power cut; the store catches up with it.
    settings.setProperty("synchronous", "NORMAL");
    // In KiB where negative. The default of 2 MiB would write pages of the indexes again and again.
    settings.setProperty("cache_size", String.valueOf(-SQLITE_CACHE_KIB));
    settings.setProperty("temp_store", "MEMORY");
    settings.setProperty("busy_timeout", String.valueOf(BUSY_MILLIS));
    // A read that turns into a write would fail at once if another writer came between.
    settings.setProperty("transaction_mode", "IMMEDIATE");
    return settings;
  }

  private static Properties postgresSettings() {
    Properties settings = new Properties();
    settings.setProperty("reWriteBatchedInserts", "true");
    settings.setProperty("ApplicationName", "treuga");
    // Compiling a query takes longer than all of ours.
    settings.setProperty("options", "-c jit=off");
    return settings;
  }

  static void cacheForWriting(Connection connection) throws SQLException {
    setSqliteCache(connection, SQLITE_WRITING_CACHE_KIB);
  }

  static void cacheForReading(Connection connection) throws SQLException {
    setSqliteCache(connection, SQLITE_CACHE_KIB);
  }

  private static void setSqliteCache(Connection connection, int kib) throws SQLException {
    if (connection.getMetaData().getDatabaseProductName().equals("SQLite")) {
      try (Statement statement = connection.createStatement()) {
        statement.execute("pragma cache_size = -" + kib);
      }
    }
  }

  static String firstLine(Exception e) {
    String line = String.valueOf(e.getMessage()).lines().findFirst().orElse("no more is known");
    // Drivers like to add the address, and with it the password.
    return line.replaceAll("(?i)password=[^&\\s]*", "password=...");
  }
}
