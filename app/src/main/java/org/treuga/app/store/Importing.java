package org.treuga.app.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.treuga.connectors.Feed;
import org.treuga.evidence.Observation;
import org.treuga.evidence.Rejection;
import org.treuga.ledger.FileLedger;
import org.treuga.wire.Canonical;
import org.treuga.wire.Json;

/**
 * Takes the rows of a feed: compares each with what holds, by id and content, and makes entries of
 * those that are new or changed. The store's open transaction holds them, the spool keeps their
 * bytes for the ledger; neither counts before both are finished. For one import, one thread.
 */
final class Importing implements Feed.Sink {

  private static final int PREVIEW_ROWS = 5;
  private static final int REJECTIONS_IN_AN_ENTRY = 50;
  private static final int MAX_NOTES = 200;

  private record Waiting(Feed.At at, Json.Obj json, String text, String sha256) {
    String id() {
      return json.text("observation_id");
    }
  }

  private final String feed;
  private final String caseId;
  private final StoreWriter writer;
  private final Spool spool;
  private final long firstIndex;
  private final Instant recordedAt;
  private final String author;
  private final List<Receipt.Captured> files;
  private final Json.Obj asked;

  private final List<Waiting> waiting = new ArrayList<>();
  private final List<Rejection> unwritten = new ArrayList<>();
  private final List<Rejection> firstRejections = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final List<Json> preview = new ArrayList<>();
  private final Map<String, Long> rejectedByCode = new TreeMap<>();
  private long accepted;
  private long updated;
  private long unchanged;
  private long rejected;
  private boolean newCaseVersion;

  Importing(
      String feed,
      String caseId,
      StoreWriter writer,
      Spool spool,
      Instant recordedAt,
      String author,
      List<Receipt.Captured> files,
      Json.Obj asked) {
    this.feed = feed;
    this.caseId = caseId;
    this.writer = writer;
    this.spool = spool;
    this.firstIndex = writer.entries();
    this.recordedAt = recordedAt;
    this.author = author;
    this.files = files;
    this.asked = asked;
  }

  /** Records the files whose bytes are new. */
  void captures(String tool) {
    for (Receipt.Captured file : files) {
      if (file.isNew()) {
        Json.Obj body =
            Json.object()
                .put("sha256", file.sha256())
                .put("bytes", file.bytes())
                .put("name", baseName(file.name()))
                .put("feed", file.feed())
                .put("tool", tool)
                .build();
        append(new Entry(Entry.CAPTURE, recordedAt, author, body));
      }
    }
  }

  /** Records a version of a case, unless it is the one that holds. */
  void caseVersion(Json.Obj version) {
    try {
      if (!writer.currentCase(caseId).equals(version.canonical())) {
        newCaseVersion = true;
        append(new Entry(Entry.CASE, recordedAt, author, version));
      }
    } catch (SQLException e) {
      throw Store.failed("cannot read the store", e);
    }
  }

  /** Without the folders: they may name the person at the machine. */
  private static String baseName(String name) {
    return name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
  }

  @Override
  public void accept(Observation observation, Feed.At at) {
    Json.Obj json;
    String text;
    try {
      json = (Json.Obj) Canonical.observation(observation);
      text = json.canonical();
    } catch (IllegalArgumentException _halfSurrogate) {
      reject(row(at, "not-unicode", "well-formed text", observation.id()));
      return;
    }
    if (text.length() > FileLedger.MAX_ENTRY_BYTES / 4 && bytes(text) > MAX_OBSERVATION_BYTES) {
      reject(row(at, "too-large", "at most " + MAX_OBSERVATION_BYTES + " bytes", bytes(text) + ""));
      return;
    }
    waiting.add(new Waiting(at, json, text, StoreWriter.sha256(text)));
    if (waiting.size() == StoreWriter.CHUNK) {
      settle();
    }
  }

  /** Leaves room for what an entry says around the observation. */
  private static final int MAX_OBSERVATION_BYTES = FileLedger.MAX_ENTRY_BYTES - 4_096;

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private Rejection row(Feed.At at, String what, String expected, String got) {
    return new Rejection(at.file(), at.line(), "", feed + ".row." + what, expected, got);
  }

  @Override
  public void reject(Rejection rejection) {
    rejected++;
    rejectedByCode.merge(rejection.code(), 1L, Long::sum);
    if (firstRejections.size() < Receipt.MAX_REJECTIONS) {
      firstRejections.add(rejection);
    }
    unwritten.add(rejection);
    if (unwritten.size() == REJECTIONS_IN_AN_ENTRY) {
      writeRejections();
    }
  }

  @Override
  public void repeated(int rows) {
    unchanged += rows;
  }

  @Override
  public void note(String sentence) {
    if (notes.size() < MAX_NOTES && !notes.contains(sentence)) {
      notes.add(sentence);
    }
  }

  /** Compares the rows that wait with what holds. */
  private void settle() {
    if (waiting.isEmpty()) {
      return;
    }
    try {
      Map<String, StoreWriter.Current> current =
          new HashMap<>(writer.current(caseId, feed, waiting.stream().map(Waiting::id).toList()));
      for (Waiting row : waiting) {
        settle(row, current.get(row.id()), current);
      }
      waiting.clear();
    } catch (SQLException e) {
      throw Store.failed("cannot write to the store", e);
    }
  }

  private void settle(
      Waiting row, StoreWriter.@Nullable Current known, Map<String, StoreWriter.Current> current)
      throws SQLException {
    if (known != null && known.sha256().equals(row.sha256())) {
      unchanged++;
    } else if (known != null && known.entry() >= firstIndex) {
      // Two contents of one id in one import: which is the later, nobody can say.
      reject(
          new Rejection(
              row.at().file(),
              row.at().line(),
              "",
              feed + ".row.conflict",
              "one content for an id; another row of this import has it",
              row.id()));
    } else {
      accepted += known == null ? 1 : 0;
      updated += known == null ? 0 : 1;
      current.put(row.id(), new StoreWriter.Current(nextIndex(), row.sha256()));
      record(row, known != null);
    }
  }

  private void record(Waiting row, boolean replaces) throws SQLException {
    if (preview.size() < PREVIEW_ROWS) {
      preview.add(row.json());
    }
    String capture = captureOf(row.at().file());
    writer.observation(
        new StoreWriter.Version(
            nextIndex(), recordedAt, author, caseId, feed, row.text(), row.sha256()),
        row.json(),
        replaces);
    spool(
        Entry.observationBytes(
            recordedAt, author, feed, caseId, capture, row.at().line(), row.text()));
  }

  /** The digest of the file a row stood in; the name of a file in a zip follows the zip's. */
  private String captureOf(String name) {
    for (Receipt.Captured file : files) {
      if (name.equals(file.name()) || name.startsWith(file.name() + "!")) {
        return file.sha256();
      }
    }
    return "";
  }

  private long nextIndex() {
    return firstIndex + spool.count();
  }

  private void writeRejections() {
    if (!unwritten.isEmpty()) {
      Json items = new Json.Arr(unwritten.stream().map(this::shortened).toList());
      Json.Obj body = scoped().put("rejections", items).build();
      append(new Entry(Entry.REJECTIONS, recordedAt, author, body));
      unwritten.clear();
    }
  }

  private Json shortened(Rejection rejection) {
    return Canonical.rejection(
        new Rejection(
            cut(baseName(rejection.file())),
            rejection.line(),
            cut(rejection.column()),
            rejection.code(),
            cut(rejection.expected()),
            cut(rejection.got())));
  }

  /** So that fifty of them fit into an entry. */
  private static String cut(String text) {
    int end = Math.min(text.length(), 120);
    return text.substring(
        0, end > 0 && Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end);
  }

  private void append(Entry entry) {
    try {
      writer.apply(nextIndex(), entry);
      spool(entry.bytes());
    } catch (SQLException e) {
      throw Store.failed("cannot write to the store", e);
    }
  }

  private void spool(byte[] entry) {
    try {
      spool.add(entry);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write to the data directory: " + e.getMessage(), e);
    }
  }

  /** Takes the last rows and closes the import with its receipt. */
  Receipt finish(boolean dryRun) {
    settle();
    writeRejections();
    Receipt receipt =
        new Receipt(
            feed,
            dryRun,
            accepted,
            updated,
            unchanged,
            rejected,
            files,
            firstRejections,
            notes,
            newCaseVersion,
            dryRun ? preview : List.of());
    if (receipt.changedAnything()) {
      append(new Entry(Entry.IMPORT, recordedAt, author, body()));
    }
    return receipt;
  }

  private Json.Obj body() {
    Json.Builder codes = Json.object();
    rejectedByCode.forEach(codes::put);
    Json.Builder body = scoped();
    asked.fields().forEach(body::put);
    return body.put("accepted", accepted)
        .put("updated", updated)
        .put("unchanged", unchanged)
        .put("rejected", rejected)
        .put("rejected_by_code", codes.build())
        .put("first_entry", firstIndex)
        .put("captures", Json.texts(files.stream().map(Receipt.Captured::sha256).toList()))
        .build();
  }

  /** Starts a body that says what the import was of. */
  private Json.Builder scoped() {
    Json.Builder body = Json.object().put("feed", feed);
    return caseId.isEmpty() ? body : body.put("case", caseId);
  }
}
