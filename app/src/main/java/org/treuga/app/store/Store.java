package org.treuga.app.store;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.treuga.evidence.Rejection;
import org.treuga.ledger.LedgerView;
import org.treuga.time.Interval;

/**
 * The SQL shadow of a ledger, in SQLite or PostgreSQL: the same tables, the same statements. It
 * knows how many entries it has applied and can be made anew from the ledger at any time.
 *
 * <p>One connection, for one thread; others open their own.
 */
public final class Store implements AutoCloseable {

  private static final String COLUMNS =
      "entry, case_id, feed, external_id, author, recorded_from, recorded_to, body";
  private static final int FETCH_ROWS = 1_000;

  /** Entries asked for by one statement. */
  private static final int LOOKED_UP = 500;

  private final Connection connection;
  private final boolean isSqlite;

  private Store(Connection connection, String url) {
    this.connection = connection;
    this.isSqlite = url.startsWith("jdbc:sqlite:");
  }

  /**
   * Opens the store of a log, brings its schema up to date and begins it if it is empty.
   *
   * @param log the log's verifier key: a store serves one log only
   * @throws StoreFailure if it is that of another log, or cannot be reached
   */
  static Store open(String url, String log) {
    Connection connection = Connections.open(url);
    try {
      Migrations.run(connection, Migrations.LATEST);
      connection.setAutoCommit(true);
      Store store = new Store(connection, url);
      store.begin(log);
      return store;
    } catch (SQLException | RuntimeException e) {
      closeQuietly(connection);
      throw e instanceof StoreFailure failure ? failure : failed("cannot open the store", e);
    }
  }

  /**
   * Opens a store on a disk that cannot be written to; empty if it is of an earlier schema or lacks
   * entries.
   *
   * @throws StoreFailure if it is that of another log, or no store
   */
  static Optional<Store> findReadOnly(Path file, String log, long entries) {
    Connection connection = Connections.openReadOnly(file);
    try {
      Store store = new Store(connection, Connections.sqlite(file));
      if (Migrations.isLatest(connection) && store.number("select count(*) from applied") == 1) {
        store.begin(log);
        if (store.applied() == entries) {
          return Optional.of(store);
        }
      }
      connection.close();
      return Optional.empty();
    } catch (SQLException | RuntimeException e) {
      closeQuietly(connection);
      throw e instanceof StoreFailure failure ? failure : failed("cannot open the store", e);
    }
  }

  private static void closeQuietly(Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      // The failure that led here is the one to tell.
    }
  }

  static StoreFailure failed(String what, Exception e) {
    return new StoreFailure(what + ": " + Connections.firstLine(e), e);
  }

  private void begin(String log) throws SQLException {
    // Asked first: an import under way would let no second writer in.
    if (number("select count(*) from applied") == 0) {
      beginAnew(log);
    }
    String own = text("select log from applied where one = 1");
    if (!own.equals(log)) {
      throw new StoreFailure(
          "the store belongs to the log %s, not to %s; name another with --db".formatted(own, log));
    }
  }

  private void beginAnew(String log) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into applied (one, log, entries, root, last_recorded) values (1, ?, 0, '', 0)"
                + " on conflict (one) do nothing")) {
      insert.setString(1, log);
      insert.executeUpdate();
    }
  }

  private String text(String sql) throws SQLException {
    try (var statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }

  /** How many entries of the ledger are applied. */
  public long applied() {
    return number("select entries from applied where one = 1");
  }

  private long number(String sql) {
    try {
      return Long.parseLong(text(sql));
    } catch (SQLException e) {
      throw failed("cannot read the store", e);
    }
  }

  StoreWriter write() {
    try {
      return new StoreWriter(connection);
    } catch (SQLException e) {
      throw failed("cannot write to the store", e);
    }
  }

  /**
   * Applies the entries of the ledger that are not applied yet.
   *
   * @throws StoreFailure if the store is not a shadow of this ledger
   */
  void catchUp(LedgerView view) {
    requireShadow(view);
    if (applied() >= view.size()) {
      return;
    }
    try (StoreWriter writer = write()) {
      // Another process may have come first while we waited.
      if (writer.entries() < view.size()) {
        applyAll(view, writer);
        writer.finish(view.size(), view.checkpoint().root().hex(), null);
      }
    } catch (SQLException e) {
      throw failed("cannot write to the store", e);
    }
  }

  private static void applyAll(LedgerView view, StoreWriter writer) throws SQLException {
    List<SQLException> failures = new ArrayList<>();
    view.forEach(
        writer.entries(),
        (index, bytes) -> {
          try {
            if (failures.isEmpty()) {
              writer.apply(index, Entry.parse(index, bytes));
            }
          } catch (SQLException e) {
            failures.add(e);
          }
        });
    if (!failures.isEmpty()) {
      throw failures.getFirst();
    }
  }

  private void requireShadow(LedgerView view) {
    long applied = applied();
    if (applied == 0) {
      return;
    }
    try {
      String root = text("select root from applied where one = 1");
      if (applied <= view.size() && view.rootAt(applied).hex().equals(root)) {
        return;
      }
      // Read between two commits of another process: its ledger is ahead of our view of it.
      if (applied > view.size() && applied() == applied) {
        throw notShadow(applied);
      }
      if (applied <= view.size()) {
        throw notShadow(applied);
      }
    } catch (SQLException e) {
      throw failed("cannot read the store", e);
    }
  }

  private static StoreFailure notShadow(long applied) {
    return new StoreFailure(
        "the store has %d entries that are not those of the ledger; run treuga store rebuild"
            .formatted(applied));
  }

  /**
   * Hands out the observations that were held at {@code recorded} to lie, or possibly lie, within
   * {@code valid}, in order of recording.
   */
  public void asOf(Interval valid, Instant recorded, Consumer<StoredObservation> reader) {
    query(
        "select "
            + COLUMNS
            + " from observation where recorded_from <= ?"
            + " and (recorded_to is null or recorded_to > ?)"
            + " and (occurred_to is null or occurred_to > ?)"
            + " and (occurred_from is null or occurred_from < ?) order by entry",
        reader,
        Micros.of(recorded),
        Micros.of(recorded),
        Micros.of(valid.startInclusive()),
        Micros.of(valid.endExclusive()));
  }

  /** Hands out the observations of a case that were held at {@code recorded}. */
  public void ofCase(String caseId, Instant recorded, Consumer<StoredObservation> reader) {
    query(
        // By the order of entries: any index of the case would have all bodies sorted in memory.
        "select "
            + COLUMNS
            + " from observation where case_id || '' = ? and recorded_from <= ?"
            + " and (recorded_to is null or recorded_to > ?) order by entry",
        reader,
        caseId,
        Micros.of(recorded),
        Micros.of(recorded));
  }

  /** Hands out the observations of a case that hold now and were recorded by an entry or later. */
  public void ofCaseSince(String caseId, long entry, Consumer<StoredObservation> reader) {
    query(
        "select "
            + COLUMNS
            + " from observation where entry >= ? and case_id = ? and recorded_to is null"
            + " order by entry",
        reader,
        entry,
        caseId);
  }

  /** The version of an observation that an entry of the ledger recorded. */
  public Optional<StoredObservation> find(long entry) {
    List<StoredObservation> found = new ArrayList<>();
    query("select " + COLUMNS + " from observation where entry = ?", found::add, entry);
    return found.stream().findFirst();
  }

  /** Hands out the observations of a case that held at an instant, as the ledger was at a size. */
  void heldAt(String caseId, long entries, Instant recorded, Consumer<StoredObservation> reader) {
    query(
        "select "
            + COLUMNS
            + " from observation where case_id = ? and entry < ? and recorded_from <= ?"
            + " and (superseded_by is null or superseded_by >= ? or recorded_to > ?)"
            + " order by entry",
        reader,
        caseId,
        entries,
        Micros.of(recorded),
        entries,
        Micros.of(recorded));
  }

  /** The version of a case that held at {@code recorded}. */
  public Optional<StoredCase> findCase(String id, Instant recorded) {
    return cases(recorded).stream().filter(one -> one.id().equals(id)).findFirst();
  }

  /** The cases as they stood at {@code recorded}, in order of id. */
  public List<StoredCase> cases(Instant recorded) {
    return caseVersions(
        "select entry, case_id, title, author, recorded_at, body from case_version c"
            + " where recorded_at <= ? and not exists (select 1 from case_version later"
            + " where later.case_id = c.case_id and later.entry > c.entry"
            + " and later.recorded_at <= ?) order by case_id",
        Micros.of(recorded),
        Micros.of(recorded));
  }

  /** Every version of a case, first to last. */
  public List<StoredCase> caseHistory(String id) {
    return caseVersions(
        "select entry, case_id, title, author, recorded_at, body from case_version"
            + " where case_id = ? order by entry",
        id);
  }

  private List<StoredCase> caseVersions(String sql, Object... values) {
    List<StoredCase> versions = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        select.setObject(i + 1, values[i]);
      }
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          versions.add(
              new StoredCase(
                  row.getLong(1),
                  row.getString(2),
                  row.getString(3),
                  row.getString(4),
                  Micros.instant(row.getLong(5)),
                  RecordedCase.files(Entry.object(row.getLong(1), row.getString(6)))));
        }
      }
      return versions;
    } catch (SQLException e) {
      throw failed("cannot read the store", e);
    }
  }

  /** The entries of a case's import receipts by an instant, latest first. */
  List<Long> imports(String caseId, Instant recorded, int limit) {
    List<Long> entries = new ArrayList<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            "select entry from import_receipt where case_id = ? and recorded_at <= ?"
                + " order by entry desc limit ?")) {
      select.setString(1, caseId);
      select.setLong(2, Micros.of(recorded));
      select.setInt(3, limit);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          entries.add(row.getLong(1));
        }
      }
      return entries;
    } catch (SQLException e) {
      throw failed("cannot read the store", e);
    }
  }

  /**
   * The rejections of an import.
   *
   * @param of the import
   * @param limit at most so many, the first
   */
  public List<Rejection> rejections(StoredImport of, int limit) {
    List<Rejection> rejections = new ArrayList<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            "select file, line, column_name, code, expected, got from rejection"
                + " where entry >= ? and entry < ? order by entry, place limit ?")) {
      select.setLong(1, of.firstEntry());
      select.setLong(2, of.entry());
      select.setInt(3, limit);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          rejections.add(
              new Rejection(
                  row.getString(1),
                  row.getInt(2),
                  row.getString(3),
                  row.getString(4),
                  row.getString(5),
                  row.getString(6)));
        }
      }
      return rejections;
    } catch (SQLException e) {
      throw failed("cannot read the store", e);
    }
  }

  /** A captured file by its digest, as it was captured first. */
  public Optional<StoredCapture> findCapture(String sha256) {
    try (PreparedStatement select =
        connection.prepareStatement(
            "select entry, bytes, name, feed, author, recorded_at from capture"
                + " where sha256 = ? order by entry limit 1")) {
      select.setString(1, sha256);
      try (ResultSet row = select.executeQuery()) {
        return row.next()
            ? Optional.of(
                new StoredCapture(
                    row.getLong(1),
                    sha256,
                    row.getLong(2),
                    row.getString(3),
                    row.getString(4),
                    row.getString(5),
                    Micros.instant(row.getLong(6))))
            : Optional.empty();
      }
    } catch (SQLException e) {
      throw failed("cannot read the store", e);
    }
  }

  /** Every version of one observation, first to last. */
  public List<StoredObservation> history(String feed, String externalId) {
    List<StoredObservation> versions = new ArrayList<>();
    query(
        // Two halves, since each has an index of its own; every case has its receipts.
        "select "
            + COLUMNS
            + " from observation where case_id in (select case_id from import_receipt)"
            + " and feed = ? and external_id = ? and superseded_by is null"
            + " union all select "
            + COLUMNS
            + " from observation where feed = ? and external_id = ? and superseded_by is not null"
            + " order by entry",
        versions::add,
        feed,
        externalId,
        feed,
        externalId);
    return versions;
  }

  /** The version of an observation that an entry recorded; empty where it is no observation. */
  public Optional<StoredObservation> findObservation(long entry) {
    List<StoredObservation> found = new ArrayList<>();
    query("select " + COLUMNS + " from observation where entry = ?", found::add, entry);
    return found.stream().findFirst();
  }

  /** Every version of one observation, first to last; by the indexes of both kinds of version. */
  public List<StoredObservation> versionsOf(StoredObservation one) {
    List<StoredObservation> versions = new ArrayList<>();
    String same = " from observation where case_id = ? and feed = ? and external_id = ? and";
    query(
        "select "
            + COLUMNS
            + same
            + " superseded_by is null union all select "
            + COLUMNS
            + same
            + " superseded_by is not null order by entry",
        versions::add,
        one.caseId(),
        one.feed(),
        one.externalId(),
        one.caseId(),
        one.feed(),
        one.externalId());
    return versions;
  }

  /** The versions that hold now of the observations with an id, one of each feed that has it. */
  public List<StoredObservation> current(String externalId) {
    List<StoredObservation> versions = new ArrayList<>();
    query(
        "select "
            + COLUMNS
            + " from observation where external_id = ? and superseded_by is null order by entry",
        versions::add,
        externalId);
    return versions;
  }

  /** What is recorded of captures. */
  Captures captures(LedgerView view) {
    return new Captures(connection, view);
  }

  /** What entries of the ledger recorded of observations, by entry. */
  public Map<Long, StoredObservation> observations(List<Long> entries) {
    Map<Long, StoredObservation> found = new TreeMap<>();
    for (int from = 0; from < entries.size(); from += LOOKED_UP) {
      List<Long> some = entries.subList(from, Math.min(entries.size(), from + LOOKED_UP));
      query(
          "select "
              + COLUMNS
              + " from observation where entry in ("
              + "?,".repeat(some.size() - 1)
              + "?)",
          one -> found.put(one.entry(), one),
          some.toArray());
    }
    return found;
  }

  /** Writes observations as a sheet. */
  ObservationSheet sheet() {
    return new ObservationSheet(connection);
  }

  /** The most observations of one page. */
  public static final int MAX_PAGE = 10_000;

  /**
   * Hands out one page of what fits a filter. The order is that of begin, or of place where a box
   * is asked for, and of recording among equals; it is the same for all pages of one filter, and
   * what is recorded meanwhile moves nothing from one page to another.
   *
   * @param after what the page before gave back; null for the first page
   * @param limit from 1 to {@value #MAX_PAGE}
   * @return where this page ended, to be handed back for the next; empty after the last
   */
  public Optional<String> page(
      Filter filter, @Nullable String after, int limit, Consumer<StoredObservation> reader) {
    if (limit < 1 || limit > MAX_PAGE) {
      throw new IllegalArgumentException("limit must be from 1 to " + MAX_PAGE + ", was " + limit);
    }
    Cursor from = after == null ? null : Cursor.parse(after);
    if (from != null && from.order() == Cursor.Order.PLACE && filter.box() == null) {
      throw new IllegalArgumentException("after must be of the same filter, was " + after);
    }
    try {
      return new Search(connection, filter).page(from, limit, reader, COLUMNS).map(Cursor::text);
    } catch (SQLException e) {
      throw failed("cannot read the store", e);
    }
  }

  /** How many observations fit a filter. */
  public long count(Filter filter) {
    try {
      return new Search(connection, filter).count();
    } catch (SQLException e) {
      throw failed("cannot read the store", e);
    }
  }

  /** How many observations hold now. */
  public long count() {
    return number("select count(*) from observation where superseded_by is null");
  }

  private void query(String sql, Consumer<StoredObservation> reader, Object... values) {
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      startStreaming(select);
      for (int i = 0; i < values.length; i++) {
        select.setObject(i + 1, values[i]);
      }
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          reader.accept(observation(rows));
        }
      }
    } catch (SQLException e) {
      throw failed("cannot read the store", e);
    } finally {
      stopStreaming();
    }
  }

  /** PostgreSQL's driver holds all rows in memory unless it is within a transaction. */
  private void startStreaming(PreparedStatement select) throws SQLException {
    select.setFetchSize(FETCH_ROWS);
    connection.setAutoCommit(isSqlite);
  }

  private void stopStreaming() {
    try {
      connection.setAutoCommit(true);
    } catch (SQLException e) {
      throw failed("cannot read the store", e);
    }
  }

  static StoredObservation observation(ResultSet row) throws SQLException {
    long to = row.getLong(7);
    boolean open = row.wasNull();
    return new StoredObservation(
        row.getLong(1),
        row.getString(2),
        row.getString(3),
        row.getString(4),
        row.getString(5),
        Micros.instant(row.getLong(6)),
        open ? null : Micros.instant(to),
        row.getString(8));
  }

  /** What each table holds, as the SHA-256 of its rows in order, the same on either database. */
  Map<String, String> digests() {
    Map<String, String> digests = new TreeMap<>();
    try {
      digests.put("applied", digest("select log, entries, root, last_recorded from applied"));
      digests.put("capture", digest("select * from capture order by entry"));
      digests.put("observation", digest("select * from observation order by entry"));
      digests.put("import_receipt", digest("select * from import_receipt order by entry"));
      digests.put("case_version", digest("select * from case_version order by entry"));
      digests.put("rejection", digest("select * from rejection order by entry, place"));
      digests.put("collected", digest("select * from collected order by entry"));
      digests.put("gone", digest("select * from gone order by entry"));
      digests.put("custody", digest("select * from custody order by entry"));
      return digests;
    } catch (SQLException e) {
      throw failed("cannot read the store", e);
    }
  }

  private String digest(String sql) throws SQLException {
    MessageDigest sha = Blobs.sha256();
    long count = 0;
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      startStreaming(select);
      try (ResultSet rows = select.executeQuery()) {
        int columns = rows.getMetaData().getColumnCount();
        for (; rows.next(); count++) {
          for (int i = 1; i <= columns; i++) {
            update(sha, rows.getObject(i));
          }
        }
      }
    } finally {
      stopStreaming();
    }
    return count + " rows, " + HexFormat.of().formatHex(sha.digest());
  }

  private static void update(MessageDigest sha, @Nullable Object value) {
    byte[] bytes = String.valueOf(value).getBytes(StandardCharsets.UTF_8);
    sha.update((value == null ? "-" : bytes.length + ":").getBytes(StandardCharsets.UTF_8));
    sha.update(bytes);
  }

  /** Drops everything; the store must be opened again. */
  static void drop(String url) {
    try (Connection connection = Connections.open(url)) {
      Migrations.drop(connection);
    } catch (SQLException e) {
      throw failed("cannot empty the store", e);
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw failed("cannot close the store", e);
    }
  }
}
