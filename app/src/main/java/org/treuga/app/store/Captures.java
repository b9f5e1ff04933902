package org.treuga.app.store;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.treuga.ledger.LedgerView;
import org.treuga.wire.Json;

/**
 * What is recorded of captured bytes: who says where they come from, that the source is gone, who
 * took working copies, what stands on them. In order of recording.
 */
public final class Captures {

  /**
   * One statement on captured bytes.
   *
   * @param entry its index in the ledger
   * @param feed the feed that read it; empty when it was captured and not ingested
   * @param body the whole statement, as recorded
   */
  public record Capture(
      long entry,
      String sha256,
      long bytes,
      String name,
      String feed,
      String author,
      Instant recordedAt,
      Json.Obj body) {

    /** How it was collected; empty for what an import took in. */
    public Json.Obj collected() {
      return body.fields().get("collected") instanceof Json.Obj said
          ? said
          : new Json.Obj(java.util.Map.of());
    }

    public String url() {
      return collected().text("url");
    }

    /** As the response stated it, else by the ending of the name; empty if neither says. */
    public String mediaType() {
      String stated = collected().text("media_type");
      String guessed = java.net.URLConnection.guessContentTypeFromName(name);
      return !stated.isEmpty() ? stated : guessed == null ? "" : guessed;
    }
  }

  /**
   * That a source could not be reached.
   *
   * @param sha256 of the bytes that were meant; empty when the URL was named
   */
  public record Gone(
      String url, String sha256, Instant at, String note, String author, Instant recordedAt) {}

  /** What was done with captured bytes: {@code working-copy}. */
  public record Custody(String act, String note, String author, Instant recordedAt) {}

  /**
   * A version of an observation that stands on captured bytes.
   *
   * @param by {@code file} if it was read in them, {@code evidence_sha256} if it names them
   */
  public record Standing(long entry, String feed, String observationId, String by) {}

  private static final String COLUMNS =
      "select c.entry, c.sha256, c.bytes, c.name, c.feed, c.author, c.recorded_at, s.body"
          + " from capture c left join collected s on s.entry = c.entry";

  private final Connection connection;
  private final LedgerView view;

  Captures(Connection connection, LedgerView view) {
    this.connection = connection;
    this.view = view;
  }

  static boolean isDigest(String text) {
    return text.matches("[0-9a-f]{64}");
  }

  /** All of them, or those of a URL. */
  public List<Capture> list(@Nullable String url) {
    return url == null
        ? captures(COLUMNS + " order by c.entry")
        : captures(COLUMNS + " where s.url = ? order by c.entry", url);
  }

  /** Those of a SHA-256, or else of a URL. */
  public List<Capture> of(String what) {
    return isDigest(what)
        ? captures(COLUMNS + " where c.sha256 = ? order by c.entry", what)
        : list(what);
  }

  private List<Capture> captures(String sql, String... values) {
    return rows(
        sql,
        row -> {
          long entry = row.getLong(1);
          String body = row.getString(8);
          return new Capture(
              entry,
              row.getString(2),
              row.getLong(3),
              row.getString(4),
              row.getString(5),
              row.getString(6),
              Micros.instant(row.getLong(7)),
              body == null ? new Json.Obj(java.util.Map.of()) : Entry.object(entry, body));
        },
        values);
  }

  /** When the sources of these captures were found gone. */
  public List<Gone> gone(List<Capture> captures) {
    List<String> urls = captures.stream().map(Capture::url).filter(u -> !u.isEmpty()).toList();
    List<String> digests = captures.stream().map(Capture::sha256).toList();
    return rows(
            "select url, sha256, gone_at, note, author, recorded_at from gone order by entry",
            row ->
                new Gone(
                    row.getString(1),
                    row.getString(2),
                    Micros.instant(row.getLong(3)),
                    row.getString(4),
                    row.getString(5),
                    Micros.instant(row.getLong(6))))
        .stream()
        .filter(gone -> urls.contains(gone.url()) || digests.contains(gone.sha256()))
        .toList();
  }

  /** What was done with captured bytes since. */
  public List<Custody> custody(String sha256) {
    return rows(
        "select act, note, author, recorded_at from custody where sha256 = ? order by entry",
        row ->
            new Custody(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                Micros.instant(row.getLong(4))),
        sha256);
  }

  /**
   * The versions of observations that stand on captured bytes. Goes through the whole ledger: which
   * file a row stood in is not worth a column for every row.
   */
  public List<Standing> standingOn(String sha256) {
    byte[] wanted = sha256.getBytes(StandardCharsets.US_ASCII);
    byte[] end = ("\"type\":\"" + Entry.OBSERVATION + "\"}").getBytes(StandardCharsets.US_ASCII);
    List<Standing> standing = new ArrayList<>();
    view.forEach(
        0,
        (index, bytes) -> {
          if (Entry.endsWith(bytes, end) && contains(bytes, wanted)) {
            Entry entry = Entry.parse(index, bytes);
            Json.Obj observation = entry.object("observation");
            String by =
                sha256.equals(entry.body().text("capture"))
                    ? "file"
                    : sha256.equals(observation.text("evidence_sha256")) ? "evidence_sha256" : "";
            if (!by.isEmpty()) {
              standing.add(
                  new Standing(
                      index, entry.body().text("feed"), observation.text("observation_id"), by));
            }
          }
        });
    return standing;
  }

  private static boolean contains(byte[] bytes, byte[] wanted) {
    for (int i = 0; i + wanted.length <= bytes.length; i++) {
      if (bytes[i] == wanted[0]
          && java.util.Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
        return true;
      }
    }
    return false;
  }

  private interface Reading<T> {
    T read(ResultSet row) throws SQLException;
  }

  private <T> List<T> rows(String sql, Reading<T> reading, String... values) {
    List<T> found = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        select.setString(i + 1, values[i]);
      }
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          found.add(reading.read(rows));
        }
      }
      return found;
    } catch (SQLException e) {
      throw Store.failed("cannot read the store", e);
    }
  }
}
