package org.treuga.app.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.treuga.app.seal.Sealing;
import org.treuga.connectors.Feed;
import org.treuga.evidence.Rejection;
import org.treuga.wire.Canonical;
import org.treuga.wire.Json;

/**
 * Takes the rows of a feed: compares each with what holds, by id and content, and makes entries of
 * those that are new or changed. The store's open transaction holds them, the spool keeps their
 * bytes for the ledger; neither counts before both are finished. For one import, one thread.
 */
final class Importing implements ReadAhead.Taker {

  private static final int PREVIEW_ROWS = 5;
  private static final int REJECTIONS_IN_AN_ENTRY = 50;
  private static final int MAX_NOTES = 200;

  /** Rows of common size never reach it; long ones must not add up. */
  private static final int MAX_WAITING_BYTES = 4 << 20;

  /** Within one, an id is one observation. */
  private record Scope(String caseId, String feed) {}

  /** A row of a sheet that came back. */
  private record Returned(Scope scope, Feed.Edit edit, Feed.At at) {}

  /**
   * A row to be compared with what holds.
   *
   * @param sealed what of it is sealed; null where nothing is
   */
  private record Waiting(Scope scope, ReadAhead.Row row, Sealing.@Nullable Row sealed) {
    String id() {
      return row.id();
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
  private final @Nullable Sealing sealing;

  private final List<Waiting> waiting = new ArrayList<>();
  private final Map<Scope, Entry.Frame> frames = new HashMap<>();
  private final List<Returned> returned = new ArrayList<>();
  private final List<Rejection> unwritten = new ArrayList<>();
  private final List<Rejection> firstRejections = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final List<Json> preview = new ArrayList<>();
  private final Map<String, Long> rejectedByCode = new TreeMap<>();
  private int waitingBytes;
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
      Json.Obj asked,
      @Nullable Sealing sealing) {
    this.feed = feed;
    this.caseId = caseId;
    this.writer = writer;
    this.spool = spool;
    this.firstIndex = writer.entries();
    this.recordedAt = recordedAt;
    this.author = author;
    this.files = files;
    this.asked = asked;
    this.sealing = sealing;
  }

  /** Records the files whose bytes are new. */
  void captures(String tool) {
    for (Receipt.Captured file : files) {
      if (file.isNew()) {
        Json.Builder body =
            Json.object()
                .put("sha256", file.sha256())
                .put("bytes", file.bytes())
                .put("name", baseName(file.name()))
                .put("feed", file.feed())
                .put("tool", tool);
        if (sealing != null) {
          body.put("_sd", Json.texts(sealing.keepFile(file.sha256(), nextIndex())))
              .put("sealed", true);
        }
        append(new Entry(Entry.CAPTURE, recordedAt, author, body.build()));
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
  public void take(ReadAhead.Step step) {
    switch (step) {
      case ReadAhead.Row row -> add(new Waiting(new Scope(caseId, feed), row, null));
      case ReadAhead.Open open ->
          accept(
              new Scope(caseId, feed),
              (Json.Obj) Canonical.observation(open.observation()),
              open.at());
      case ReadAhead.Edited edited -> edited(edited.edit(), edited.at());
      case ReadAhead.Rejected rejected -> reject(rejected.rejection());
      case ReadAhead.Repeated repeated -> unchanged += repeated.rows();
      case ReadAhead.Note note -> note(note.sentence());
    }
  }

  private void add(Waiting row) {
    waiting.add(row);
    waitingBytes += row.row().utf8().length;
    if (waiting.size() == StoreWriter.CHUNK || waitingBytes > MAX_WAITING_BYTES) {
      settle();
    }
  }

  private void accept(Scope scope, Json.Obj json, Feed.At at) {
    Sealing.Row sealed = null;
    Json.Obj shown = json;
    if (sealing != null) {
      try {
        sealed = sealing.row(scope.caseId(), scope.feed(), json);
        shown = sealed.json();
      } catch (Sealing.Tells tells) {
        reject(
            row(
                at,
                "tells-sealed",
                "no sealed value in a field that is not sealed",
                "one in " + tells.getMessage()));
        return;
      } catch (IllegalArgumentException _halfSurrogate) {
        reject(ReadAhead.notUnicode(feed, at, json.text("observation_id")));
        return;
      }
    }
    switch (ReadAhead.ready(feed, shown, at)) {
      case ReadAhead.Row row -> add(new Waiting(scope, row, sealed));
      case ReadAhead.Rejected rejected -> reject(rejected.rejection());
      case ReadAhead.Step _other -> throw new IllegalStateException("a row is ready or rejected");
    }
  }

  private void edited(Feed.Edit edit, Feed.At at) {
    boolean exported = !edit.feed().isEmpty();
    Scope scope = exported ? new Scope(edit.caseId(), edit.feed()) : new Scope(caseId, feed);
    returned.add(new Returned(scope, edit, at));
    if (returned.size() == StoreWriter.CHUNK) {
      settleReturned();
    }
  }

  /** Finds what each row that came back was, and takes what it has become. */
  private void settleReturned() {
    // Two rows of one observation must meet each other.
    settle();
    try {
      Map<Scope, Map<String, StoreWriter.Current>> held = new HashMap<>();
      for (Scope scope : returned.stream().map(Returned::scope).distinct().toList()) {
        List<String> ids =
            returned.stream()
                .filter(row -> row.scope().equals(scope) && !row.edit().id().isEmpty())
                .map(row -> row.edit().id())
                .toList();
        held.put(
            scope, ids.isEmpty() ? Map.of() : writer.current(scope.caseId(), scope.feed(), ids));
      }
      for (Returned row : returned) {
        take(row, held.getOrDefault(row.scope(), Map.of()).get(row.edit().id()));
      }
      returned.clear();
    } catch (SQLException e) {
      throw Store.failed("cannot read the store", e);
    }
    settle();
  }

  private void take(Returned row, StoreWriter.@Nullable Current held) throws SQLException {
    Feed.Edit edit = row.edit();
    if (edit.version().isEmpty() || held == null) {
      take(row, edit.whole());
      return;
    }
    Optional<String> exported =
        writer.version(row.scope().caseId(), row.scope().feed(), edit.id(), edit.version());
    if (exported.isEmpty()) {
      reject(meanwhile(row, "a version of this observation that is recorded here"));
      return;
    }
    Json.Obj was = Entry.object(held.entry(), exported.get());
    Feed.Result result = edit.appliedTo(was);
    boolean stale = !held.sha256().equals(edit.version());
    if (stale && result instanceof Feed.Read read) {
      boolean edits = !read.observation().equals(was);
      boolean same = StoreWriter.sha256(read.observation().canonicalBytes()).equals(held.sha256());
      if (edits && !same) {
        reject(meanwhile(row, "the version that holds; export it again, and edit that"));
      } else {
        unchanged++;
      }
      return;
    }
    take(row, result);
  }

  private Rejection meanwhile(Returned row, String expected) {
    return row(row.at(), "edited-meanwhile", expected, row.edit().id());
  }

  private void take(Returned row, Feed.Result result) {
    switch (result) {
      case Feed.Read read -> accept(row.scope(), read.observation(), row.at());
      case Feed.Refused refused -> reject(refused.why());
    }
  }

  private Rejection row(Feed.At at, String what, String expected, String got) {
    return new Rejection(at.file(), at.line(), "", feed + ".row." + what, expected, got);
  }

  private void reject(Rejection rejection) {
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

  private void note(String sentence) {
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
      for (Scope scope : waiting.stream().map(Waiting::scope).distinct().toList()) {
        List<Waiting> rows = waiting.stream().filter(row -> row.scope().equals(scope)).toList();
        Map<String, StoreWriter.Current> current =
            new HashMap<>(
                writer.current(
                    scope.caseId(), scope.feed(), rows.stream().map(Waiting::id).toList()));
        for (Waiting row : rows) {
          settle(row, current.get(row.id()), current);
        }
      }
      waiting.clear();
      waitingBytes = 0;
    } catch (SQLException e) {
      throw Store.failed("cannot write to the store", e);
    }
  }

  private void settle(
      Waiting row, StoreWriter.@Nullable Current known, Map<String, StoreWriter.Current> current)
      throws SQLException {
    if (known != null && isHeld(row, known)) {
      unchanged++;
    } else if (known != null && known.sealed() && row.sealed() == null) {
      // To take it would say in the open what was sealed.
      reject(
          row(
              row.row().at(),
              "sealed",
              "--seal, since this observation is recorded with sealed fields",
              row.id()));
    } else if (known != null && known.entry() >= firstIndex) {
      // Two contents of one id in one import: which is the later, nobody can say.
      reject(
          new Rejection(
              row.row().at().file(),
              row.row().at().line(),
              "",
              feed + ".row.conflict",
              "one content for an id; another row of this import has it",
              row.id()));
    } else {
      accepted += known == null ? 1 : 0;
      updated += known == null ? 0 : 1;
      boolean sealed = StoreWriter.isSealed(row.row().text());
      if (known != null && sealed && !known.sealed()) {
        note("observations that were recorded in the open before stay so in their older versions");
      }
      current.put(row.id(), new StoreWriter.Current(nextIndex(), row.row().sha256(), sealed));
      record(row, known != null);
    }
  }

  private boolean isHeld(Waiting row, StoreWriter.Current known) {
    Sealing.Row sealed = row.sealed();
    return sealing == null || sealed == null
        ? known.sha256().equals(row.row().sha256())
        : sealing.isHeld(sealed, known.entry());
  }

  private void record(Waiting waited, boolean replaces) throws SQLException {
    ReadAhead.Row row = waited.row();
    Scope scope = waited.scope();
    if (preview.size() < PREVIEW_ROWS) {
      preview.add(Entry.object(nextIndex(), row.text()));
    }
    String capture = captureOf(row.at().file());
    if (sealing != null && waited.sealed() != null) {
      sealing.keep(waited.sealed(), nextIndex(), capture);
    }
    writer.observation(
        new StoreWriter.Version(
            nextIndex(),
            recordedAt,
            author,
            scope.caseId(),
            scope.feed(),
            row.id(),
            row.text(),
            row.sha256()),
        row.facets(),
        replaces);
    Entry.Frame frame =
        frames.computeIfAbsent(
            scope, of -> new Entry.Frame(recordedAt, author, of.caseId(), of.feed()));
    spool(frame.around(row.utf8(), capture, row.at().line()));
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
    for (Json.Obj body : rejectionBodies(scope(), unwritten.stream().map(this::masked).toList())) {
      append(new Entry(Entry.REJECTIONS, recordedAt, author, body));
    }
    unwritten.clear();
  }

  /** What came may be just what is to be sealed. */
  private Rejection masked(Rejection rejection) {
    return sealing == null
        ? rejection
        : new Rejection(
            rejection.file(),
            rejection.line(),
            rejection.column(),
            rejection.code(),
            rejection.expected(),
            "(sealed)");
  }

  /** The bodies of the entries that record rejections, a bounded number in each. */
  static List<Json.Obj> rejectionBodies(Json.Obj scope, List<Rejection> rejections) {
    List<Json.Obj> bodies = new ArrayList<>();
    for (int from = 0; from < rejections.size(); from += REJECTIONS_IN_AN_ENTRY) {
      int to = Math.min(from + REJECTIONS_IN_AN_ENTRY, rejections.size());
      List<Json> items = rejections.subList(from, to).stream().map(Importing::shortened).toList();
      Json.Builder body = Json.object();
      scope.fields().forEach(body::put);
      bodies.add(body.put("rejections", new Json.Arr(items)).build());
    }
    return bodies;
  }

  private static Json shortened(Rejection rejection) {
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
    settleReturned();
    settle();
    writeRejections();
    if (sealing != null) {
      sealing.notMet().forEach(path -> note("no row has " + path + ", so none was sealed"));
    }
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
        .put("captures", Json.texts(captures()))
        .build();
  }

  /** Without files of which nothing is kept. */
  private List<String> captures() {
    return files.stream().map(Receipt.Captured::sha256).filter(one -> !one.isEmpty()).toList();
  }

  private Json.Obj scope() {
    return scoped().build();
  }

  /** Starts a body that says what the import was of. */
  private Json.Builder scoped() {
    Json.Builder body = Json.object().put("feed", feed);
    return caseId.isEmpty() ? body : body.put("case", caseId);
  }
}
