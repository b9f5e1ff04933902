package org.treuga.app.store;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.treuga.connectors.Feed;
import org.treuga.connectors.reports.ReportRules;
import org.treuga.connectors.reports.ReportsFeed;
import org.treuga.evidence.UnreadableInput;
import org.treuga.ledger.FileLedger;
import org.treuga.ledger.LedgerBusy;
import org.treuga.ledger.LedgerView;
import org.treuga.ledger.SigningKey;
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

  Path ledgerFolder() {
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
    if (!exists()) {
      throw new UnreadableInput(
          folder + ": no data directory (it has no ledger/checkpoint); ingest makes one");
    }
    return LedgerView.open(ledgerFolder());
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
      open = Store.open(url, logOf(ledgerFolder()));
      store = open;
    }
    open.catchUp(view);
    return open;
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
    return take(new Work(feed, caseId, named(files), null, author, tool, ""));
  }

  /**
   * The same for one file of a case that somebody brought, under the name they gave it.
   *
   * @param key what the request is known by, recorded with the import: a request that comes twice
   *     can be told by {@link #imports}; empty for none
   */
  public Receipt ingest(
      Feed feed, String caseId, Feed.Input file, String author, String tool, String key) {
    return take(new Work(feed, caseId, List.of(file), null, author, tool, key));
  }

  private static List<Feed.Input> named(List<Path> files) {
    return files.stream().map(Feed.Input::of).toList();
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
    return take(new Work(feed, files.id(), named(files.reports()), files, author, tool, key));
  }

  /**
   * What an import takes in.
   *
   * @param rows files whose rows become observations
   * @param caseFiles a version of a case to record with them, or null
   */
  private record Work(
      Feed feed,
      String caseId,
      List<Feed.Input> rows,
      @Nullable CaseFiles caseFiles,
      String author,
      String tool,
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
    List<Blobs.Draft> drafts = drafts(work.files(), incoming);
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
              importBody(work));
      importing.captures(work.tool());
      if (work.caseFiles() != null) {
        importing.caseVersion(version(work.caseFiles(), drafts, work.rows().size()));
      }
      work.feed().read(inputs(work.rows(), drafts), importing);
      Receipt receipt = importing.finish(false);
      if (receipt.changedAnything()) {
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

  private static List<Blobs.Draft> drafts(List<Feed.Input> files, Path incoming)
      throws IOException {
    List<Blobs.Draft> drafts = new ArrayList<>();
    for (Feed.Input input : files) {
      Path file = input.path();
      if (Files.isDirectory(file)) {
        throw new UnreadableInput(file + ": a file was expected, this is a folder");
      }
      try {
        drafts.add(Blobs.copy(file, incoming.resolve("file-" + drafts.size())));
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
              !twice && !writer.hasCapture(draft.sha256())));
    }
    return captured;
  }

  /** The copies are read, not the originals, which may change meanwhile. */
  private static List<Feed.Input> inputs(List<Feed.Input> files, List<Blobs.Draft> drafts) {
    List<Feed.Input> inputs = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      inputs.add(new Feed.Input(drafts.get(i).path(), files.get(i).name()));
    }
    return inputs;
  }

  /** What {@link #ingest} would do, with the first rows; stores nothing. */
  public Receipt preview(Feed feed, List<Path> files) {
    return preview(feed, "", files);
  }

  /** The same for a case; empty for none. */
  public Receipt preview(Feed feed, String caseId, List<Path> files) {
    return rehearse(feed, caseId, named(files));
  }

  /** The same for one file that somebody brought, under the name they gave it. */
  public Receipt preview(Feed feed, String caseId, Feed.Input file) {
    return rehearse(feed, caseId, List.of(file));
  }

  private Receipt rehearse(Feed feed, String caseId, List<Feed.Input> files) {
    try {
      Path scratch = Files.createTempDirectory("treuga-preview");
      try {
        return preview(new Work(feed, caseId, files, null, "", "", ""), scratch);
      } finally {
        emptied(scratch);
        Files.delete(scratch);
      }
    } catch (IOException e) {
      throw new StoreFailure("cannot read for a preview: " + e.getMessage(), e);
    }
  }

  private Receipt preview(Work work, Path scratch) throws IOException {
    List<Blobs.Draft> drafts = drafts(work.files(), scratch);
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
              importBody(work));
      work.feed().read(inputs(work.rows(), drafts), importing);
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

  /** The key by which anybody checks the checkpoint, as one line. */
  public String verifierKey() {
    return logOf(ledgerFolder());
  }

  /** Where captured bytes lie, if they were captured. */
  public Optional<Path> findCaptured(String sha256) {
    return sha256.matches("[0-9a-f]{64}") && blobs().has(sha256)
        ? Optional.of(blobs().file(sha256))
        : Optional.empty();
  }

  /** Writes a copy that is whole as of now, while others may go on; see {@link Backup}. */
  public long backup(Path zip, boolean withKey) {
    return new Backup(folder, ledger()).write(zip, withKey);
  }

  /** Checks everything against everything; see {@link Verification}. */
  public Verification.Result verify() {
    ledger();
    return new Verification(this, folder, url).run();
  }

  private void closeStore() {
    if (store != null) {
      store.close();
      store = null;
    }
  }

  @Override
  public void close() {
    closeStore();
  }
}
