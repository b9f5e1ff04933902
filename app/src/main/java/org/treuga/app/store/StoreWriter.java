package org.treuga.app.store;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.treuga.wire.Json;

/**
 * One transaction of the store: puts entries of the ledger into its tables. An import and a rebuild
 * go the same way, so that both give the same rows. Closed without {@link #finish}, nothing has
 * happened. For one thread.
 */
final class StoreWriter implements AutoCloseable {

  /** Ids asked for in one statement, and rows sent in one batch. */
  static final int CHUNK = 500;

  private static final int FIRST_ANALYZE_ROWS = 2_000;

  /** The version of an observation that holds now. */
  record Current(long entry, String sha256, boolean sealed) {}

  /** In canonical JSON no text can hold this, since its quotes would be escaped. */
  private static final String SEALED = "\"_sd\":[";

  static boolean isSealed(String canonical) {
    return canonical.contains(SEALED);
  }

  private final Connection connection;
  private final PreparedStatement find;
  private final PreparedStatement supersede;
  private final PreparedStatement insert;
  private final Set<String> inBatch = new HashSet<>();
  private final long entries;
  private long written;
  private long analyzeAt = FIRST_ANALYZE_ROWS;
  private Instant lastRecorded;

  StoreWriter(Connection connection) throws SQLException {
    this.connection = connection;
    Connections.cacheForWriting(connection);
    connection.setAutoCommit(false);
    try (var statement = connection.createStatement()) {
      // Takes the row, so that of two writers the second waits here.
      statement.executeUpdate("update applied set entries = entries where one = 1");
      try (ResultSet row =
          statement.executeQuery("select entries, last_recorded from applied where one = 1")) {
        row.next();
        entries = row.getLong(1);
        lastRecorded = Micros.instant(row.getLong(2));
      }
    }
    String ids = "?,".repeat(CHUNK).substring(0, 2 * CHUNK - 1);
    find =
        connection.prepareStatement(
            "select external_id, entry, sha256, sealed from observation"
                + " where superseded_by is null and case_id = ? and feed = ? and external_id in ("
                + ids
                + ")");
    supersede =
        connection.prepareStatement(
            "update observation set recorded_to = ?, superseded_by = ?"
                + " where case_id = ? and feed = ? and external_id = ? and superseded_by is null");
    insert =
        connection.prepareStatement(
            "insert into observation (entry, feed, external_id, sha256, author, recorded_from,"
                + " kind, act, occurred_from, occurred_to, latitude, longitude, body, case_id, span,"
                + " begins, ends, cell, sealed)"
                + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  }

  /** How many entries of the ledger the store had applied when the transaction began. */
  long entries() {
    return entries;
  }

  /** When the last entry was recorded. */
  Instant lastRecorded() {
    return lastRecorded;
  }

  /**
   * The versions of a case that hold now, by id; without those that are not there. At most {@link
   * #CHUNK}.
   */
  Map<String, Current> current(String caseId, String feed, List<String> ids) throws SQLException {
    flush();
    find.setString(1, caseId);
    find.setString(2, feed);
    for (int i = 0; i < CHUNK; i++) {
      // The last id fills the places left over.
      find.setString(i + 3, ids.get(Math.min(i, ids.size() - 1)));
    }
    Map<String, Current> current = new HashMap<>();
    try (ResultSet rows = find.executeQuery()) {
      while (rows.next()) {
        current.put(
            rows.getString(1),
            new Current(rows.getLong(2), rows.getString(3), rows.getInt(4) == 1));
      }
    }
    return current;
  }

  /** The canonical form of a version of an observation, by its digest. */
  Optional<String> version(String caseId, String feed, String id, String sha256)
      throws SQLException {
    flush();
    try (PreparedStatement select =
        connection.prepareStatement(
            "select body from observation where case_id = ? and feed = ? and external_id = ?"
                + " and sha256 = ? limit 1")) {
      select.setString(1, caseId);
      select.setString(2, feed);
      select.setString(3, id);
      select.setString(4, sha256);
      try (ResultSet rows = select.executeQuery()) {
        return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
      }
    }
  }

  boolean hasCapture(String sha256) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("select 1 from capture where sha256 = ? limit 1")) {
      select.setString(1, sha256);
      try (ResultSet rows = select.executeQuery()) {
        return rows.next();
      }
    }
  }

  /** Takes an entry in. What this program does not know is for a later one. */
  void apply(long index, Entry entry) throws SQLException {
    lastRecorded = entry.recordedAt();
    switch (entry.type()) {
      case Entry.OBSERVATION -> {
        Json.Obj observation = entry.object("observation");
        String text = observation.canonical();
        observation(
            new Version(
                index,
                entry.recordedAt(),
                entry.author(),
                entry.body().text("case"),
                entry.body().text("feed"),
                observation.text("observation_id"),
                text,
                sha256(text.getBytes(StandardCharsets.UTF_8))),
            Facets.of(observation),
            true);
      }
      case Entry.CASE -> caseVersion(index, entry);
      case Entry.CAPTURE -> capture(index, entry);
      case Entry.IMPORT -> receipt(index, entry);
      case Entry.REJECTIONS -> rejections(index, entry);
      case Entry.GONE -> gone(index, entry);
      case Entry.CUSTODY -> custody(index, entry);
      default -> {}
    }
  }

  static String sha256(byte[] bytes) {
    return HexFormat.of().formatHex(Blobs.sha256().digest(bytes));
  }

  /**
   * One version of an observation, as the ledger has it.
   *
   * @param text canonical JSON of the observation
   */
  record Version(
      long index,
      Instant recordedAt,
      String author,
      String caseId,
      String feed,
      String id,
      String text,
      String sha256) {}

  /**
   * Takes a version of an observation in.
   *
   * @param mayReplace whether an earlier version may be there, to be closed
   */
  void observation(Version version, Facets facets, boolean mayReplace) throws SQLException {
    String feed = version.feed();
    String id = version.id();
    long recorded = Micros.of(version.recordedAt());
    lastRecorded = version.recordedAt();
    String key = version.caseId() + " " + feed + " " + id;
    if (inBatch.size() >= CHUNK || !inBatch.add(key)) {
      flush();
      inBatch.add(key);
    }
    if (mayReplace) {
      supersede.setLong(1, recorded);
      supersede.setLong(2, version.index());
      supersede.setString(3, version.caseId());
      supersede.setString(4, feed);
      supersede.setString(5, id);
      supersede.addBatch();
    }
    insert.setLong(1, version.index());
    insert.setString(2, feed);
    insert.setString(3, id);
    insert.setString(4, version.sha256());
    insert.setString(5, version.author());
    insert.setLong(6, recorded);
    insert.setString(7, facets.kind());
    insert.setString(8, facets.act());
    setNumber(9, facets.occurredFrom());
    setNumber(10, facets.occurredTo());
    setDegrees(11, facets.latitude());
    setDegrees(12, facets.longitude());
    insert.setString(13, version.text());
    insert.setString(14, version.caseId());
    insert.setInt(15, Spans.of(facets));
    insert.setLong(16, facets.begins());
    insert.setLong(17, facets.ends());
    Integer cell = facets.cell();
    if (cell == null) {
      insert.setNull(18, Types.INTEGER);
    } else {
      insert.setInt(18, cell);
    }
    insert.setInt(19, isSealed(version.text()) ? 1 : 0);
    insert.addBatch();
  }

  private void setNumber(int parameter, @Nullable Long number) throws SQLException {
    if (number == null) {
      insert.setNull(parameter, Types.BIGINT);
    } else {
      insert.setLong(parameter, number);
    }
  }

  private void setDegrees(int parameter, @Nullable Double degrees) throws SQLException {
    if (degrees == null) {
      insert.setNull(parameter, Types.DOUBLE);
    } else {
      insert.setDouble(parameter, degrees);
    }
  }

  private void capture(long index, Entry entry) throws SQLException {
    run(
        "insert into capture (entry, sha256, bytes, name, feed, author, recorded_at)"
            + " values (?, ?, ?, ?, ?, ?, ?)",
        index,
        entry.body().text("sha256"),
        entry.whole("bytes"),
        entry.body().text("name"),
        entry.body().text("feed"),
        entry.author(),
        Micros.of(entry.recordedAt()));
    if (entry.body().fields().get("collected") instanceof Json.Obj statement) {
      collected(index, entry, statement);
    }
  }

  /** A capture that says how it came about; those of imports do not. */
  private void collected(long index, Entry entry, Json.Obj statement) throws SQLException {
    Json.Obj body = entry.body();
    String at = statement.text("collected_at");
    try (PreparedStatement sql =
        connection.prepareStatement(
            "insert into collected (entry, sha256, statement, name, url, collected_at, body)"
                + " values (?, ?, ?, ?, ?, ?, ?)")) {
      sql.setLong(1, index);
      sql.setString(2, body.text("sha256"));
      sql.setString(3, statementDigest(body.text("sha256"), body.text("name"), statement));
      sql.setString(4, body.text("name"));
      sql.setString(5, statement.text("url"));
      if (at.isEmpty()) {
        sql.setNull(6, Types.BIGINT);
      } else {
        sql.setLong(6, Micros.of(Instant.parse(at)));
      }
      sql.setString(7, body.canonical());
      sql.executeUpdate();
    }
  }

  /** By this two captures are one: bytes, name and all that is said of how they were collected. */
  static String statementDigest(String sha256, String name, Json.Obj statement) {
    return sha256(
        Json.object()
            .put("sha256", sha256)
            .put("name", name)
            .put("collected", statement)
            .build()
            .canonicalBytes());
  }

  boolean hasStatement(String digest) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("select 1 from collected where statement = ? limit 1")) {
      select.setString(1, digest);
      try (ResultSet rows = select.executeQuery()) {
        return rows.next();
      }
    }
  }

  private void gone(long index, Entry entry) throws SQLException {
    run(
        "insert into gone (entry, url, sha256, gone_at, note, author, recorded_at)"
            + " values (?, ?, ?, ?, ?, ?, ?)",
        index,
        entry.body().text("url"),
        entry.body().text("sha256"),
        Micros.of(Instant.parse(entry.body().text("at"))),
        entry.body().text("note"),
        entry.author(),
        Micros.of(entry.recordedAt()));
  }

  private void custody(long index, Entry entry) throws SQLException {
    run(
        "insert into custody (entry, sha256, act, note, author, recorded_at)"
            + " values (?, ?, ?, ?, ?, ?)",
        index,
        entry.body().text("sha256"),
        entry.body().text("act"),
        entry.body().text("note"),
        entry.author(),
        Micros.of(entry.recordedAt()));
  }

  private void caseVersion(long index, Entry entry) throws SQLException {
    run(
        "insert into case_version (entry, case_id, title, author, recorded_at, body)"
            + " values (?, ?, ?, ?, ?, ?)",
        index,
        entry.body().text("case"),
        entry.body().text("title"),
        entry.author(),
        Micros.of(entry.recordedAt()),
        entry.body().canonical());
  }

  /** What the version of a case that holds now says; empty if there is none. */
  String currentCase(String caseId) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "select body from case_version where case_id = ? order by entry desc limit 1")) {
      select.setString(1, caseId);
      try (ResultSet rows = select.executeQuery()) {
        return rows.next() ? rows.getString(1) : "";
      }
    }
  }

  private void receipt(long index, Entry entry) throws SQLException {
    run(
        "insert into import_receipt (entry, feed, author, recorded_at, accepted, updated,"
            + " unchanged, rejected, case_id) values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        index,
        entry.body().text("feed"),
        entry.author(),
        Micros.of(entry.recordedAt()),
        entry.whole("accepted"),
        entry.whole("updated"),
        entry.whole("unchanged"),
        entry.whole("rejected"),
        entry.body().text("case"));
  }

  private void rejections(long index, Entry entry) throws SQLException {
    List<Json> items =
        entry.body().fields().get("rejections") instanceof Json.Arr array
            ? array.items()
            : new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      if (items.get(i) instanceof Json.Obj item) {
        rejection(index, i, item);
      }
    }
  }

  private void rejection(long index, int place, Json.Obj item) throws SQLException {
    long line =
        item.fields().get("line") instanceof Json.Num number ? Long.parseLong(number.literal()) : 0;
    run(
        "insert into rejection (entry, place, file, line, column_name, code, expected, got)"
            + " values (?, ?, ?, ?, ?, ?, ?, ?)",
        index,
        place,
        item.text("file"),
        line,
        item.text("column"),
        item.text("code"),
        item.text("expected"),
        item.text("got"));
  }

  private void run(String sql, Object... values) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      statement.executeUpdate();
    }
  }

  /**
   * PostgreSQL takes a table it knows nothing of for nearly empty, and would look for each chunk of
   * ids through all there are; its own daemon sees nothing before the commit.
   */
  private void analyze() throws SQLException {
    if (connection.getMetaData().getDatabaseProductName().equals("PostgreSQL")) {
      try (var statement = connection.createStatement()) {
        statement.execute("analyze observation");
      }
    }
  }

  private void flush() throws SQLException {
    if (!inBatch.isEmpty()) {
      // The earlier versions first: only one may be current.
      supersede.executeBatch();
      insert.executeBatch();
      written += inBatch.size();
      inBatch.clear();
      if (written >= analyzeAt) {
        analyze();
        analyzeAt = 4 * written;
      }
    }
  }

  /** Sends what is left, so that a full disk shows before the ledger is written to. */
  void prepare() throws SQLException {
    flush();
  }

  /** Makes all of it hold. */
  void finish(long applied, String root, @Nullable Instant recorded) throws SQLException {
    flush();
    run(
        "update applied set entries = ?, root = ?, last_recorded = ? where one = 1",
        applied,
        root,
        Micros.of(recorded == null ? lastRecorded : recorded));
    connection.commit();
  }

  @Override
  public void close() throws SQLException {
    try {
      connection.rollback();
      connection.setAutoCommit(true);
      Connections.cacheForReading(connection);
    } finally {
      find.close();
      supersede.close();
      insert.close();
    }
  }
}
