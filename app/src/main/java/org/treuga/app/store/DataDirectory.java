package org.treuga.app.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.treuga.app.seal.Sealing;
import org.treuga.app.seal.Vault;
import org.treuga.app.stamp.Authority;
import org.treuga.app.stamp.Stamp;
import org.treuga.app.stamp.Stamps;
import org.treuga.connectors.Feed;
import org.treuga.connectors.capture.CaptureFiles;
import org.treuga.connectors.capture.Stated;
import org.treuga.connectors.reports.ReportRules;
import org.treuga.connectors.reports.ReportsFeed;
import org.treuga.evidence.UnreadableInput;
import org.treuga.ledger.Checkpoint;
import org.treuga.ledger.Disclosure;
import org.treuga.ledger.FileLedger;
import org.treuga.ledger.LedgerBusy;
import org.treuga.ledger.LedgerView;
import org.treuga.ledger.SigningKey;
import org.treuga.ledger.VerifierKey;
import org.treuga.wire.Json;

/**
 * A folder that holds all Treuga has recorded: {@code ledger/}, {@code ledger.key}, {@code blobs/}
 * and, unless another database is named, {@code store.db}. See docs/data-directory.md.
 *
 * <p>What counts is the ledger. An import first gathers everything in the store's open transaction
 * and in {@code incoming/}; then captured bytes get their lasting names, the ledger takes all
 * entries in one commit, and the store follows. A crash before that commit leaves nothing, a crash
 * after it leaves a store that catches up when it is next opened.
 *
 * <p>For one thread. The ledger is locked only while an import runs; reading needs no lock.
 */
public final class DataDirectory implements AutoCloseable {

  /** How long an import waits for another before it gives up. */
  private static final int BUSY_ATTEMPTS = 50;

  private static final int BUSY_PAUSE_MILLIS = 100;

  private final Path folder;
  private final String url;
  private final InstantSource clock;
  private final SecureRandom random;
  private @Nullable Store store;
  private volatile @Nullable Opened opened;

  /** The view of the ledger whose entries the store is known to have. */
  private @Nullable LedgerView caughtUp;

  private @Nullable Path scratch;

  private DataDirectory(Path folder, String url, InstantSource clock, SecureRandom random) {
    this.folder = folder;
    this.url = url;
    this.clock = clock;
    this.random = random;
  }

  /**
   * Names a data directory; the first import makes it.
   *
   * @param databaseUrl where its store is; null for {@code store.db} within it
   * @param clock tells when something is recorded
   * @param random the source of a new log's key and name
   */
  public static DataDirectory of(
      Path folder, @Nullable String databaseUrl, InstantSource clock, SecureRandom random) {
    String url = databaseUrl != null ? databaseUrl : Connections.sqlite(folder.resolve("store.db"));
    return new DataDirectory(folder, url, clock, random);
  }

  /** Where the ledger is. */
  public Path ledgerFolder() {
    return folder.resolve("ledger");
  }

  private Path keyFile() {
    return folder.resolve("ledger.key");
  }

  Blobs blobs() {
    return new Blobs(folder.resolve("blobs"));
  }

  /** Whether anything was ever recorded here. */
  public boolean exists() {
    return Files.exists(ledgerFolder().resolve("checkpoint"));
  }

  /**
   * The ledger as it is now.
   *
   * @throws UnreadableInput if there is none
   */
  public LedgerView ledger() {
    requireLedger();
    String checkpoint = checkpointText();
    Opened known = opened;
    if (known == null || !known.checkpoint().equals(checkpoint)) {
      known = new Opened(checkpoint, LedgerView.open(ledgerFolder()));
      opened = known;
    }
    return known.view();
  }

  /** Checking a signature takes longer than most questions, so one checkpoint is checked once. */
  private record Opened(String checkpoint, LedgerView view) {}

  /** Empty if it cannot be read; opening the ledger then says why. */
  private String checkpointText() {
    try {
      return Files.readString(ledgerFolder().resolve("checkpoint"), StandardCharsets.ISO_8859_1);
    } catch (IOException _toldByOpening) {
      return "";
    }
  }

  private void requireLedger() {
    if (!exists()) {
      throw new UnreadableInput(
          folder + ": no data directory (it has no ledger/checkpoint); ingest makes one");
    }
  }

  /**
   * The store, with every entry of the ledger applied.
   *
   * @throws UnreadableInput if there is no ledger
   * @throws StoreFailure if it cannot be opened or is the shadow of another ledger
   */
  public Store store() {
    LedgerView view = ledger();
    Store open = store;
    if (open == null) {
      open = mayWrite() ? Store.open(url, logOf(ledgerFolder())) : readOnlyStore(view);
      store = open;
    }
    if (caughtUp != view) {
      open.catchUp(view);
      caughtUp = view;
    }
    return open;
  }

  private Path storeFile() {
    return folder.resolve("store.db");
  }

  private boolean mayWrite() {
    return !url.equals(Connections.sqlite(storeFile())) || Files.isWritable(folder);
  }

  /**
   * On a disk that cannot be written to SQLite reads a file only if it is finished. One that is
   * not, or is missing or behind, is made anew in a folder of its own until we close.
   */
  private Store readOnlyStore(LedgerView view) {
    String log = logOf(ledgerFolder());
    try {
      Path unfinished = folder.resolve("store.db-wal");
      boolean finished = !Files.exists(unfinished) || Files.size(unfinished) == 0;
      if (finished && Files.exists(storeFile())) {
        Optional<Store> asItIs = Store.findReadOnly(storeFile(), log, view.size());
        if (asItIs.isPresent()) {
          return asItIs.get();
        }
      }
      Path made = Files.createTempDirectory("treuga-store");
      scratch = made;
      return Store.open(Connections.sqlite(made.resolve("store.db")), log);
    } catch (IOException e) {
      throw new StoreFailure("cannot make a store outside of " + folder, e);
    }
  }

  static String logOf(Path ledger) {
    try {
      return Files.readString(ledger.resolve("vkey")).strip();
    } catch (IOException e) {
      throw new StoreFailure("cannot read " + ledger.resolve("vkey"), e);
    }
  }

  /** Drops the store and makes it anew from the ledger. */
  public Store rebuildStore() {
    ledger();
    closeStore();
    Store.drop(url);
    return store();
  }

  /**
   * Takes files in: all of their good rows, or nothing. Rows that say what is recorded already
   * append nothing, and files and rows that are all known leave no trace at all.
   *
   * @param author who records this
   * @param tool name and version of the program
   * @throws UnreadableInput if a file is not what the feed reads
   * @throws LedgerBusy if another import runs and goes on for longer than five seconds
   */
  public Receipt ingest(Feed feed, List<Path> files, String author, String tool) {
    return ingest(feed, "", files, author, tool);
  }

  /**
   * The same for a case.
   *
   * @param caseId the case the files speak of; empty for none
   */
  public Receipt ingest(Feed feed, String caseId, List<Path> files, String author, String tool) {
    return take(new Work(feed, caseId, named(files), null, author, tool, null, ""));
  }

  /**
   * The same for one file of a case that somebody brought, under the name they gave it.
   *
   * @param key what the request is known by, recorded with the import: a request that comes twice
   *     can be told by {@link #imports}; empty for none
   */
  public Receipt ingest(
      Feed feed, String caseId, Feed.Input file, String author, String tool, String key) {
    return take(new Work(feed, caseId, List.of(file), null, author, tool, null, key));
  }

  private static List<Feed.Input> named(List<Path> files) {
    return files.stream().map(Feed.Input::of).toList();
  }

  /**
   * What is to be sealed.
   *
   * @param fields paths of fields, see {@link Sealing}; may be empty where nothing is imported
   * @param keyFile where the key of the vault is; null for the place in the user's settings
   */
  public record Seal(List<String> fields, @Nullable Path keyFile) {
    public Seal {
      fields = List.copyOf(fields);
    }
  }

  /**
   * The same with sealed fields: the record holds their digests, the vault their values, and of the
   * files only an encrypted form is kept. Holds what the vault holds in memory.
   */
  public Receipt ingest(
      Feed feed, String caseId, List<Path> files, String author, String tool, Seal seal) {
    return take(new Work(feed, caseId, named(files), null, author, tool, seal, ""));
  }

  /**
   * Takes a case folder in: its files as a version of the case, and its reports. All or nothing; a
   * folder that is recorded already changes nothing.
   *
   * @throws UnreadableInput if it is no case folder
   */
  public Receipt importCase(Path caseFolder, String author, String tool) {
    return importCase(caseFolder, author, tool, "");
  }

  /**
   * The same, asked for by a request.
   *
   * @param key what the request is known by; empty for none
   */
  public Receipt importCase(Path caseFolder, String author, String tool, String key) {
    CaseFiles files = CaseFiles.of(caseFolder);
    Feed feed = new ReportsFeed(ReportRules.ofCase(caseFolder));
    return take(new Work(feed, files.id(), named(files.reports()), files, author, tool, null, key));
  }

  /**
   * What an import takes in.
   *
   * @param rows files whose rows become observations
   * @param caseFiles a version of a case to record with them, or null
   * @param seal what to seal, or null
   */
  private record Work(
      Feed feed,
      String caseId,
      List<Feed.Input> rows,
      @Nullable CaseFiles caseFiles,
      String author,
      String tool,
      @Nullable Seal seal,
      String key) {

    List<Feed.Input> files() {
      List<Feed.Input> all = new ArrayList<>(rows);
      if (caseFiles != null) {
        all.addAll(named(List.copyOf(caseFiles.files().values())));
      }
      return all;
    }
  }

  private Receipt take(Work work) {
    try {
      Files.createDirectories(folder);
      try (FileLedger ledger = openLedger()) {
        Path incoming = emptied(folder.resolve("incoming"));
        try {
          return take(work, ledger, incoming);
        } finally {
          emptied(incoming);
        }
      }
    } catch (IOException e) {
      throw new StoreFailure("cannot write to " + folder + ": " + e.getMessage(), e);
    }
  }

  private Receipt take(Work work, FileLedger ledger, Path incoming) throws IOException {
    Sealing sealing = sealing(work, ledger.size());
    List<Blobs.Draft> drafts = drafts(work.files(), incoming, sealing);
    withholdDestroyed(work, drafts, sealing);
    try (StoreWriter writer = store().write();
        Spool spool = new Spool(incoming.resolve("entries"))) {
      requireAbreast(writer, ledger);
      Instant recordedAt = now(writer);
      Importing importing =
          new Importing(
              work.feed().name(),
              work.caseId(),
              writer,
              spool,
              recordedAt,
              work.author(),
              captured(work, drafts, writer),
              importBody(work),
              sealing);
      importing.captures(work.tool());
      if (work.caseFiles() != null) {
        importing.caseVersion(version(work.caseFiles(), drafts, work.rows().size()));
      }
      ReadAhead.read(work.feed(), inputs(work.rows(), drafts, sealing), sealing != null, importing);
      Receipt receipt = importing.finish(false);
      if (sealing != null) {
        requireUnchanged(work.rows(), drafts);
      }
      if (receipt.changedAnything()) {
        if (sealing != null) {
          sealing.save();
        }
        commit(receipt, drafts, writer, spool, ledger, recordedAt);
      }
      return receipt;
    } catch (SQLException e) {
      throw Store.failed("cannot write to the store", e);
    }
  }

  /** The store was caught up while we held the ledger, so they must agree. */
  private static void requireAbreast(StoreWriter writer, FileLedger ledger) {
    if (writer.entries() != ledger.size()) {
      throw new StoreFailure(
          "the store has %d entries and the ledger %d; run treuga store rebuild"
              .formatted(writer.entries(), ledger.size()));
    }
  }

  /** Never before what was recorded last, even if somebody has set the clock back. */
  private Instant now(StoreWriter writer) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    return now.isBefore(writer.lastRecorded()) ? writer.lastRecorded() : now;
  }

  private void commit(
      Receipt receipt,
      List<Blobs.Draft> drafts,
      StoreWriter writer,
      Spool spool,
      FileLedger ledger,
      Instant recordedAt)
      throws IOException, SQLException {
    writer.prepare();
    for (int i = 0; i < drafts.size(); i++) {
      if (receipt.files().get(i).isNew()) {
        blobs().keep(drafts.get(i));
      }
    }
    append(writer, spool, ledger, recordedAt);
  }

  /** From the checkpoint on it holds. */
  private static void append(StoreWriter writer, Spool spool, FileLedger ledger, Instant recordedAt)
      throws IOException {
    try (Spool.Reading entries = spool.read()) {
      ledger.append(entries);
    }
    try {
      writer.finish(ledger.size(), ledger.checkpoint().root().hex(), recordedAt);
    } catch (SQLException e) {
      throw Store.failed(
          "all was recorded in the ledger, but the store failed; it catches up at next use", e);
    }
  }

  /** What the entry of the import says of how it came about. */
  private static Json.Obj importBody(Work work) {
    Json.Builder body = Json.object();
    if (!work.feed().columns().isEmpty()) {
      Json.Builder columns = Json.object();
      work.feed().columns().forEach(columns::put);
      body.put("columns", columns.build());
    }
    return (work.key().isEmpty() ? body : body.put("key", work.key())).build();
  }

  private @Nullable Sealing sealing(Work work, long ledgerSize) throws IOException {
    Seal seal = work.seal();
    if (seal == null) {
      return null;
    }
    Vault vault = Vault.open(folder, seal.keyFile(), random);
    vault.dropBeyond(ledgerSize);
    return new Sealing(vault, seal.fields(), random);
  }

  /** Of a file that holds what was destroyed not even an encrypted form is kept again. */
  private static void withholdDestroyed(
      Work work, List<Blobs.Draft> drafts, @Nullable Sealing sealing) {
    String feed = work.feed().name();
    if (sealing == null || !sealing.mayHaveDestroyed(work.caseId(), feed)) {
      return;
    }
    for (int i = 0; i < work.rows().size(); i++) {
      IdsOnly ids = new IdsOnly();
      work.feed().read(List.of(work.rows().get(i)), ids);
      if (ids.all().stream().anyMatch(id -> sealing.hasDestroyed(work.caseId(), feed, id))) {
        drafts.set(i, drafts.get(i).withheld());
      }
    }
  }

  /** They were read where they lie, since a plain copy must not be. */
  private static void requireUnchanged(List<Feed.Input> files, List<Blobs.Draft> drafts)
      throws IOException {
    for (int i = 0; i < files.size(); i++) {
      if (!Blobs.digest(files.get(i).path()).equals(drafts.get(i).plainSha256())) {
        throw new UnreadableInput(files.get(i).name() + ": changed while it was read; try again");
      }
    }
  }

  private static List<Blobs.Draft> drafts(
      List<Feed.Input> files, Path incoming, @Nullable Sealing sealing) throws IOException {
    List<Blobs.Draft> drafts = new ArrayList<>();
    for (Feed.Input input : files) {
      Path file = input.path();
      if (Files.isDirectory(file)) {
        throw new UnreadableInput(file + ": a file was expected, this is a folder");
      }
      try {
        drafts.add(draft(file, incoming.resolve("file-" + drafts.size()), sealing));
      } catch (NoSuchFileException missing) {
        if (!Files.exists(file)) {
          throw new UnreadableInput(file + ": there is no such file");
        }
        throw missing;
      } catch (java.nio.file.AccessDeniedException forbidden) {
        throw new UnreadableInput(forbidden.getFile() + ": permission denied");
      }
    }
    return drafts;
  }

  private static Blobs.Draft draft(Path file, Path draft, @Nullable Sealing sealing)
      throws IOException {
    if (sealing == null) {
      return Blobs.copy(file, draft);
    }
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new UnreadableInput(
          file + ": with --seal a plain file was expected, since it is read twice");
    }
    Sealing.Encrypted encrypted = sealing.encrypt(file, draft);
    return new Blobs.Draft(draft, encrypted.sha256(), encrypted.bytes(), encrypted.plainSha256());
  }

  /** The body of the entry: digests are those of the copies, which are what is kept. */
  private static Json.Obj version(CaseFiles files, List<Blobs.Draft> drafts, int first) {
    Json.Builder digests = Json.object();
    int at = first;
    for (String path : files.files().keySet()) {
      digests.put(path, drafts.get(at++).sha256());
    }
    return Json.object()
        .put("case", files.id())
        .put("title", files.title())
        .put("files", digests.build())
        .build();
  }

  private static List<Receipt.Captured> captured(
      Work work, List<Blobs.Draft> drafts, StoreWriter writer) throws SQLException {
    List<Feed.Input> files = work.files();
    List<Receipt.Captured> captured = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      Blobs.Draft draft = drafts.get(i);
      boolean twice = captured.stream().anyMatch(c -> c.sha256().equals(draft.sha256()));
      captured.add(
          new Receipt.Captured(
              files.get(i).name(),
              i < work.rows().size() ? work.feed().name() : Entry.CASE,
              draft.sha256(),
              draft.bytes(),
              !draft.isWithheld() && !twice && !writer.hasCapture(draft.sha256())));
    }
    return captured;
  }

  /** The copies are read, not the originals, which may change meanwhile; unless they are sealed. */
  private static List<Feed.Input> inputs(
      List<Feed.Input> files, List<Blobs.Draft> drafts, @Nullable Sealing sealing) {
    List<Feed.Input> inputs = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      Path read = sealing == null ? drafts.get(i).path() : files.get(i).path();
      inputs.add(new Feed.Input(read, files.get(i).name()));
    }
    return inputs;
  }

  /** What is put together under the lock: a result, and the bytes that its entries name. */
  record Recorded<R>(R result, List<Blobs.Draft> drafts) {}

  /** Puts entries together; what it throws leaves no trace. */
  interface Recording<R> {
    Recorded<R> run(StoreWriter writer, Spool spool, Instant recordedAt, Path incoming)
        throws IOException, SQLException;
  }

  /** Records what is put together, all of it or nothing; without entries nothing is written. */
  private <R> R record(Recording<R> recording) {
    try {
      Files.createDirectories(folder);
      try (FileLedger ledger = openLedger()) {
        Path incoming = emptied(folder.resolve("incoming"));
        try (StoreWriter writer = store().write();
            Spool spool = new Spool(incoming.resolve("entries"))) {
          requireAbreast(writer, ledger);
          Instant recordedAt = now(writer);
          Recorded<R> recorded = recording.run(writer, spool, recordedAt, incoming);
          if (spool.count() > 0) {
            writer.prepare();
            blobs().keepAll(recorded.drafts());
            append(writer, spool, ledger, recordedAt);
          }
          return recorded.result();
        } finally {
          emptied(incoming);
        }
      }
    } catch (SQLException e) {
      throw Store.failed("cannot write to the store", e);
    } catch (IOException e) {
      throw new StoreFailure("cannot write to " + folder + ": " + e.getMessage(), e);
    }
  }

  /** What {@link #record} would do; stores nothing. */
  private <R> R rehearse(Recording<R> recording) {
    try {
      Path scratch = Files.createTempDirectory("treuga-preview");
      try (Store none =
              exists() ? null : Store.open(Connections.sqlite(scratch.resolve("preview.db")), "");
          StoreWriter writer = (none == null ? store() : none).write();
          Spool spool = new Spool(scratch.resolve("entries"))) {
        return recording.run(writer, spool, now(writer), scratch).result();
      } finally {
        emptied(scratch);
        Files.delete(scratch);
      }
    } catch (SQLException e) {
      throw Store.failed("cannot read the store", e);
    } catch (IOException e) {
      throw new StoreFailure("cannot read for a preview: " + e.getMessage(), e);
    }
  }

  /**
   * Records files with what is said of how they were collected, and what archives among them hold.
   * All of it or nothing; bytes that were recorded with the same words change nothing.
   *
   * @throws UnreadableInput if a file is missing, or not the archive it claims to be
   */
  public CaptureReceipt capture(
      List<Path> files,
      CaptureFiles.Form form,
      Stated stated,
      boolean dryRun,
      String author,
      String tool) {
    Recording<CaptureReceipt> recording =
        (writer, spool, recordedAt, incoming) -> {
          List<Blobs.Draft> drafts = drafts(named(files), incoming, null);
          List<CaptureFiles.Input> inputs = new ArrayList<>();
          for (int i = 0; i < files.size(); i++) {
            Blobs.Draft draft = drafts.get(i);
            inputs.add(new CaptureFiles.Input(draft.path(), files.get(i), draft.sha256()));
          }
          Capturing capturing = new Capturing(writer, spool, recordedAt, author, tool, incoming);
          CaptureFiles.read(inputs, form, stated, incoming, capturing);
          return new Recorded<>(
              capturing.finish(dryRun, drafts.stream().map(Blobs.Draft::sha256).toList()),
              capturing.drafts());
        };
    return dryRun ? rehearse(recording) : record(recording);
  }

  /**
   * Records that a source could not be reached any more.
   *
   * @param what a URL, or the SHA-256 of captured bytes, whose latest URL is meant
   * @throws UnreadableInput if nothing was captured from there
   */
  public Captures.Gone gone(String what, Instant at, String note, String author) {
    List<Captures.Capture> known = captures().of(what);
    if (known.isEmpty()) {
      throw new UnreadableInput(what + ": nothing was captured by this URL or SHA-256");
    }
    Captures.Capture last = known.getLast();
    String sha256 = Captures.isDigest(what) ? what : "";
    String url = Captures.isDigest(what) ? last.url() : what;
    return record((writer, spool, recordedAt, _incoming) -> {
      Json.Obj body =
          Json.object()
              .put("url", url)
              .put("sha256", sha256)
              .put("at", Json.instant(at))
              .put("note", note)
              .build();
      append(writer, spool, new Entry(Entry.GONE, recordedAt, author, body));
      return new Recorded<>(
          new Captures.Gone(url, sha256, at, note, author, recordedAt), List.of());
    });
  }

  private static void append(StoreWriter writer, Spool spool, Entry entry)
      throws SQLException, IOException {
    writer.apply(writer.entries() + spool.count(), entry);
    spool.add(entry.bytes());
  }

  /**
   * Writes a working copy of captured bytes and records that it was made.
   *
   * @throws UnreadableInput if the bytes are not there, or the file is, or lies in this directory
   * @throws StoreFailure if the bytes are not those that were captured
   */
  public Captures.Capture copy(String sha256, Path out, String note, String author) {
    List<Captures.Capture> known = captures().of(sha256);
    if (!Captures.isDigest(sha256) || known.isEmpty()) {
      throw new UnreadableInput(sha256 + ": no captured bytes have this SHA-256");
    }
    return record((writer, spool, recordedAt, _incoming) -> {
      // Under the lock and with the key at hand, so that there is no copy of which nothing is told.
      new WorkingCopy(folder, blobs()).write(sha256, out);
      Json.Obj body =
          Json.object().put("sha256", sha256).put("act", "working-copy").put("note", note).build();
      append(writer, spool, new Entry(Entry.CUSTODY, recordedAt, author, body));
      return new Recorded<>(known.getLast(), List.of());
    });
  }

  /**
   * Writes observations as a sheet that a spreadsheet can edit and {@link #ingest} takes back.
   *
   * @param feed only of this feed, or null
   * @param caseId only of this case, or null
   * @param recorded as they were held at this instant
   * @return how many
   */
  public long exportSheet(
      Path out, @Nullable String feed, @Nullable String caseId, Instant recorded) {
    return store().sheet().write(out, feed, caseId, recorded);
  }

  /** What is recorded of captures. */
  public Captures captures() {
    return store().captures(ledger());
  }

  /** What {@link #ingest} would do, with the first rows; stores nothing. */
  public Receipt preview(Feed feed, List<Path> files) {
    return preview(feed, "", files);
  }

  /** The same for a case; empty for none. */
  public Receipt preview(Feed feed, String caseId, List<Path> files) {
    return preview(new Work(feed, caseId, named(files), null, "", "", null, ""));
  }

  /** The same for one file that somebody brought, under the name they gave it. */
  public Receipt preview(Feed feed, String caseId, Feed.Input file) {
    return preview(new Work(feed, caseId, List.of(file), null, "", "", null, ""));
  }

  /** The same with sealed fields; the first rows are shown as they would be recorded. */
  public Receipt preview(Feed feed, String caseId, List<Path> files, Seal seal) {
    return preview(new Work(feed, caseId, named(files), null, "", "", seal, ""));
  }

  private Receipt preview(Work work) {
    try {
      Path scratch = Files.createTempDirectory("treuga-preview");
      try {
        return preview(work, scratch);
      } finally {
        emptied(scratch);
        Files.delete(scratch);
      }
    } catch (IOException e) {
      throw new StoreFailure("cannot read for a preview: " + e.getMessage(), e);
    }
  }

  private Receipt preview(Work work, Path scratch) throws IOException {
    Sealing sealing = sealing(work, exists() ? ledger().size() : 0);
    List<Blobs.Draft> drafts = drafts(work.files(), scratch, sealing);
    withholdDestroyed(work, drafts, sealing);
    try (Store none =
            exists() ? null : Store.open(Connections.sqlite(scratch.resolve("preview.db")), "");
        StoreWriter writer = (none == null ? store() : none).write();
        Spool spool = new Spool(scratch.resolve("entries"))) {
      Importing importing =
          new Importing(
              work.feed().name(),
              work.caseId(),
              writer,
              spool,
              now(writer),
              "",
              captured(work, drafts, writer),
              importBody(work),
              sealing);
      ReadAhead.read(work.feed(), inputs(work.rows(), drafts, sealing), sealing != null, importing);
      return importing.finish(true);
    } catch (SQLException e) {
      throw Store.failed("cannot read the store", e);
    }
  }

  private FileLedger openLedger() throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        return FileLedger.open(ledgerFolder(), keyFile(), origin(), random);
      } catch (LedgerBusy busy) {
        if (attempt == BUSY_ATTEMPTS) {
          throw busy;
        }
        pause();
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(BUSY_PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreFailure("interrupted while waiting for another import", e);
    }
  }

  /** The name in the key; a new log draws one, since no two logs may share it. */
  private String origin() throws IOException {
    if (Files.exists(keyFile())) {
      return SigningKey.parse(Files.readString(keyFile())).verifier().name();
    }
    if (Files.exists(ledgerFolder().resolve("vkey"))) {
      return ledger().checkpoint().origin();
    }
    byte[] name = new byte[8];
    random.nextBytes(name);
    return "treuga.local/" + HexFormat.of().formatHex(name);
  }

  /** A folder with nothing in it: what a crash left there is of no account. */
  private static Path emptied(Path folder) throws IOException {
    Files.createDirectories(folder);
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    }
    return folder;
  }

  /**
   * A case as it was recorded at an instant.
   *
   * @throws UnreadableInput if no such case was recorded by then
   */
  public RecordedCase readCase(String id, Instant recorded) {
    return RecordedCase.read(this, id, recorded);
  }

  /** Where captured bytes lie, if they were captured. */
  public Optional<Path> findCaptured(String sha256) {
    return sha256.matches("[0-9a-f]{64}") && blobs().has(sha256)
        ? Optional.of(blobs().file(sha256))
        : Optional.empty();
  }

  /** The verifier key of the log, as it lies beside it: one line. */
  public String verifierKey() {
    return logOf(ledgerFolder());
  }

  /** The bytes of a case's file; empty where that version of the case has no such file. */
  public Optional<byte[]> readCaseFile(StoredCase version, String path) {
    String sha256 = version.files().get(path);
    if (sha256 == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(Files.readAllBytes(blobs().file(sha256)));
    } catch (IOException e) {
      throw new StoreFailure("cannot read the recorded bytes of " + path, e);
    }
  }

  /**
   * The ledger entries that a report on a case rests on: those of the case and its observations.
   *
   * @param checkpoint of the ledger the report was made from
   * @param recorded as of which instant it was made; empty for as it stood at the checkpoint
   */
  public List<Long> entriesOf(String caseId, Checkpoint checkpoint, String recorded) {
    Store shadow = store();
    long size = checkpoint.size();
    Instant at = recorded.isEmpty() ? Instant.MAX : Instant.parse(recorded);
    List<Long> entries = new ArrayList<>();
    shadow.caseHistory(caseId).stream()
        .filter(one -> one.entry() < size && !one.recordedAt().isAfter(at))
        .map(StoredCase::entry)
        .reduce((earlier, later) -> later)
        .ifPresent(entries::add);
    shadow.heldAt(caseId, size, at, stored -> entries.add(stored.entry()));
    return entries;
  }

  /**
   * The imports of a case that had been recorded by an instant, latest first.
   *
   * @param limit at most so many
   */
  public List<StoredImport> imports(String caseId, Instant recorded, int limit) {
    LedgerView view = ledger();
    return store().imports(caseId, recorded, limit).stream()
        .map(index -> StoredImport.of(index, Entry.parse(index, view.entry(index))))
        .toList();
  }

  /** The import whose receipt is an entry of the ledger. */
  public Optional<StoredImport> findImport(long entry) {
    LedgerView view = ledger();
    if (entry < 0 || entry >= view.size()) {
      return Optional.empty();
    }
    Entry read = Entry.parse(entry, view.entry(entry));
    return read.type().equals(Entry.IMPORT)
        ? Optional.of(StoredImport.of(entry, read))
        : Optional.empty();
  }

  /** Writes a copy that is whole as of now, while others may go on; see {@link Backup}. */
  public long backup(Path zip, boolean withKey) {
    return new Backup(folder, ledger()).write(zip, withKey);
  }

  /** Checks everything against everything; see {@link Verification}. */
  public Verification.Result verify() {
    return verify(List.of(), null);
  }

  /**
   * The same, and whether time-stamps are by somebody trusted, and what is sealed.
   *
   * @param anchors certificates that are trusted; empty if nobody was named
   * @param sealKey the file with the key of the vault; null for the place in the user's settings
   */
  public Verification.Result verify(List<X509Certificate> anchors, @Nullable Path sealKey) {
    requireLedger();
    return new Verification(this, folder, url, anchors, sealKey).run();
  }

  /**
   * Has an authority say that the log is there now, and records that. A log of which nothing but
   * its own stamps came since the last one needs no other.
   *
   * @return the size that is stamped, and the stamp
   * @throws org.treuga.app.stamp.StampFailure if the authority gives none
   */
  public Stamped stamp(Authority authority, String author) {
    LedgerView view = ledger();
    Stamps stamps = new Stamps(ledgerFolder());
    try {
      Optional<Stamped> earlier = unchangedSinceStamp(view, stamps);
      if (earlier.isPresent()) {
        return earlier.get();
      }
      Checkpoint checkpoint = view.checkpoint().only(List.of(view.verifier()));
      Stamp stamp;
      Stamps.Recorded recorded;
      if (stamps.sizes().contains(view.size())) {
        // A crash came between keeping a stamp and recording it.
        stamp = stamps.checked(view, view.size());
        recorded = stamps.recorded(view.size());
      } else {
        stamp = authority.ask(checkpoint.text().getBytes(StandardCharsets.UTF_8));
        recorded = stamps.keep(checkpoint, stamp);
      }
      record(Entry.TIMESTAMP, body(recorded, stamp, authority), author);
      return new Stamped(view.size(), stamp, true);
    } catch (IOException e) {
      throw new StoreFailure("cannot write to " + ledgerFolder() + ": " + e.getMessage(), e);
    }
  }

  /**
   * A stamp and what it is of.
   *
   * @param size entries of the log that it covers
   * @param isNew whether it was asked for just now
   */
  public record Stamped(long size, Stamp stamp, boolean isNew) {}

  private static Optional<Stamped> unchangedSinceStamp(LedgerView view, Stamps stamps)
      throws IOException {
    long size = view.size();
    if (size == 0 || !Entry.parse(size - 1, view.entry(size - 1)).type().equals(Entry.TIMESTAMP)) {
      return Optional.empty();
    }
    long covered = Entry.parse(size - 1, view.entry(size - 1)).whole("size");
    return covered == size - 1
        ? Optional.of(new Stamped(covered, stamps.checked(view, covered), false))
        : Optional.empty();
  }

  private static Json.Obj body(Stamps.Recorded recorded, Stamp stamp, Authority authority) {
    return Json.object()
        .put("size", recorded.size())
        .put("stamp_sha256", recorded.stampSha256())
        .put("checkpoint_sha256", recorded.checkpointSha256())
        .put("authority", authority.name())
        .put("signer", stamp.signer())
        .put("time", Json.instant(stamp.time()))
        .build();
  }

  /**
   * Shows sealed fields of an observation to one reader, and records that, without values.
   *
   * @param fields paths; all of them must be sealed and not destroyed
   * @param reader who gets them
   * @return what the reader gets, see {@link Packet}
   * @throws UnreadableInput if one of the fields cannot be shown
   */
  public Packet disclose(
      StoredObservation version,
      List<String> fields,
      String reader,
      @Nullable Path keyFile,
      String author) {
    requireVault();
    try (FileLedger ledger = openLedger()) {
      Vault vault = Vault.open(folder, keyFile, random);
      List<Disclosure> shown = new ArrayList<>();
      for (String path : fields) {
        shown.add(sealed(vault, version, path));
      }
      Json.Obj body = about(version).put("fields", Json.texts(fields)).put("for", reader).build();
      record(ledger, Entry.DISCLOSURE, body, author);
      LedgerView view = ledger();
      return new Packet(
          reader, view.verifier(), view.prove(version.entry()), view.entry(version.entry()), shown);
    } catch (IOException e) {
      throw new StoreFailure("cannot write to " + folder + ": " + e.getMessage(), e);
    }
  }

  private void requireVault() {
    requireLedger();
    if (!Vault.exists(folder)) {
      throw new UnreadableInput(folder + ": nothing is sealed here (it has no sealed/vault)");
    }
  }

  private static Json.Builder about(StoredObservation version) {
    Json.Builder body =
        Json.object()
            .put("entry", version.entry())
            .put("feed", version.feed())
            .put("observation_id", version.externalId());
    return version.caseId().isEmpty() ? body : body.put("case", version.caseId());
  }

  private static Vault.Name name(StoredObservation version) {
    return new Vault.Name(version.caseId(), version.feed(), version.externalId());
  }

  private static Disclosure sealed(Vault vault, StoredObservation observation, String path) {
    Vault.Version version =
        vault
            .find(name(observation))
            .orElseThrow(() ->
                new UnreadableInput(
                    "nothing of observation " + observation.externalId() + " is sealed"));
    Disclosure field = version.fields().get(path);
    if (field == null) {
      throw new UnreadableInput(
          version.destroyed().contains(path)
              ? path + " of " + observation.externalId() + " was destroyed"
              : "a sealed field of %s (%s) was expected, was \"%s\""
                  .formatted(
                      observation.externalId(),
                      String.join(", ", new TreeSet<>(version.fields().keySet())),
                      path));
    }
    return field;
  }

  /**
   * Destroys a sealed field of an observation in all its versions, with the keys of the files it
   * stood in, and records that. The digests stay, so every proof still holds.
   *
   * @return how many sealed files can no longer be read
   * @throws UnreadableInput if the field is not sealed
   */
  public int destroy(
      StoredObservation version,
      String path,
      String reason,
      @Nullable Path keyFile,
      String author) {
    requireVault();
    try (FileLedger ledger = openLedger()) {
      Vault vault = Vault.open(folder, keyFile, random);
      vault.dropBeyond(ledger.size());
      sealed(vault, version, path);
      Set<String> captures = new TreeSet<>();
      for (Vault.Version one : vault.versions()) {
        if (one.name().equals(name(version))
            && one.fields().containsKey(path)
            && vault.findFile(one.capture()).isPresent()) {
          captures.add(one.capture());
        }
      }
      if (!isRecordedDestroyed(version, path)) {
        Json.Obj body =
            about(version)
                .put("field", path)
                .put("reason", reason)
                .put("captures", Json.texts(captures))
                .build();
        record(ledger, Entry.DESTRUCTION, body, author);
      }
      vault.destroy(name(version), path, Entry.object(version.entry(), version.body()));
      return captures.size();
    } catch (IOException e) {
      throw new StoreFailure("cannot write to " + folder + ": " + e.getMessage(), e);
    }
  }

  /** True when a crash came between the entry and the deed. */
  private boolean isRecordedDestroyed(StoredObservation version, String path) {
    boolean[] found = {false};
    Entry.forEach(
        ledger(),
        Entry.DESTRUCTION,
        (_index, entry) ->
            found[0] |=
                entry.body().text("field").equals(path) && entry.whole("entry") == version.entry());
    return found[0];
  }

  /**
   * The bytes of a sealed file as they were read.
   *
   * @param sha256 by which it is kept
   * @throws UnreadableInput if it is not there or was destroyed
   */
  public byte[] unseal(String sha256, @Nullable Path keyFile) {
    requireVault();
    try {
      Vault.SealedFile sealed =
          Vault.open(folder, keyFile, random)
              .findFile(sha256)
              .orElseThrow(() ->
                  new UnreadableInput("no sealed file " + sha256 + ", or its key was destroyed"));
      return Vault.decryptFile(sealed, Files.readAllBytes(blobs().file(sha256)));
    } catch (IOException e) {
      throw new StoreFailure("cannot read the sealed file: " + e.getMessage(), e);
    }
  }

  /** Keeps who a source is, encrypted and apart from all that is recorded. */
  public void identify(String pseudonym, Vault.Identity who, @Nullable Path keyFile) {
    try {
      Files.createDirectories(folder);
      // For its lock: one may change the vault at a time.
      try (FileLedger ledger = openLedger()) {
        Vault vault = Vault.open(folder, keyFile, random);
        vault.dropBeyond(ledger.size());
        vault.identify(pseudonym, who);
        vault.save();
      }
    } catch (IOException e) {
      throw new StoreFailure("cannot write to " + folder + ": " + e.getMessage(), e);
    }
  }

  /** Who the sources are, by pseudonym. */
  public Map<String, Vault.Identity> identities(@Nullable Path keyFile) {
    if (!Vault.exists(folder)) {
      return Map.of();
    }
    try {
      return Vault.open(folder, keyFile, random).identities();
    } catch (IOException e) {
      throw new StoreFailure("cannot read " + folder + ": " + e.getMessage(), e);
    }
  }

  /** Fields of few words, which other observations say in the open. */
  private static final Set<String> OF_FEW_WORDS =
      Set.of("kind", "class", "act", "weapon", "place.precision", "place.countries");

  /**
   * Words that must not leave the house, each with what it is: who the sources are, by what
   * pseudonym, and every sealed value but instants and those of fields that have few words.
   *
   * @throws UnreadableInput if something is sealed and its key is not at hand
   */
  public Map<String, String> hiddenWords(@Nullable Path keyFile) {
    if (!Vault.exists(folder)) {
      return Map.of();
    }
    try {
      Vault vault = Vault.open(folder, keyFile, random);
      Map<String, String> words = new HashMap<>();
      for (Vault.Version version : vault.versions()) {
        version
            .fields()
            .forEach((path, field) -> {
              String value = valueOf(field);
              if (!OF_FEW_WORDS.contains(path)
                  && !value.matches("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z")) {
                words.put(value, "what is sealed in " + path + " of " + version.name().id());
              }
            });
      }
      vault
          .identities()
          .forEach((pseudonym, who) -> {
            words.put(pseudonym, "the pseudonym of a source that is kept apart");
            words.put(who.name(), "the name of a source");
            words.put(who.contact(), "how a source is reached");
          });
      return words;
    } catch (IOException e) {
      throw new StoreFailure("cannot read " + folder + ": " + e.getMessage(), e);
    }
  }

  private static String valueOf(Disclosure field) {
    return Json.parse(field.valueJson()) instanceof Json.Text text
        ? text.value()
        : field.valueJson();
  }

  /** Records that a report was let out, by whom and with which bytes. */
  public long release(Json.Obj body, String publisher) {
    requireLedger();
    try {
      return record(Entry.RELEASE, body, publisher);
    } catch (IOException e) {
      throw new StoreFailure("cannot write to " + folder + ": " + e.getMessage(), e);
    }
  }

  /** Takes one entry in that comes from a command, not from files. */
  private long record(String type, Json.Obj body, String author) throws IOException {
    try (FileLedger ledger = openLedger()) {
      return record(ledger, type, body, author);
    }
  }

  private long record(FileLedger ledger, String type, Json.Obj body, String author)
      throws IOException {
    try (StoreWriter writer = store().write()) {
      requireAbreast(writer, ledger);
      long index = ledger.size();
      Entry entry = new Entry(type, now(writer), author, body);
      writer.apply(index, entry);
      writer.prepare();
      ledger.append(List.of(entry.bytes()));
      writer.finish(ledger.size(), ledger.checkpoint().root().hex(), entry.recordedAt());
      return index;
    } catch (SQLException e) {
      throw Store.failed("cannot write to the store", e);
    }
  }

  /**
   * Keeps what a witness gave back.
   *
   * @throws IllegalArgumentException if it is not a true cosignature of this log
   */
  public void addCosignature(Checkpoint cosigned, VerifierKey witness) {
    ledger();
    try (FileLedger ledger = openLedger()) {
      ledger.addCosignature(cosigned, witness);
    } catch (IOException e) {
      throw new StoreFailure("cannot write to " + ledgerFolder() + ": " + e.getMessage(), e);
    }
  }

  private void closeStore() {
    if (store != null) {
      store.close();
      store = null;
      caughtUp = null;
    }
    if (scratch != null) {
      try {
        emptied(scratch);
        Files.delete(scratch);
      } catch (IOException e) {
        throw new StoreFailure("cannot remove " + scratch, e);
      }
      scratch = null;
    }
  }

  @Override
  public void close() {
    closeStore();
  }
}
