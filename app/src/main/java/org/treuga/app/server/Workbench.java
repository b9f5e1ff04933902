package org.treuga.app.server;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.treuga.app.picture.Picture;
import org.treuga.app.picture.PictureMaker;
import org.treuga.app.store.DataDirectory;
import org.treuga.app.store.Filter;
import org.treuga.app.store.RecordedCase;
import org.treuga.app.store.Store;
import org.treuga.app.store.StoreFailure;
import org.treuga.app.store.StoredCase;
import org.treuga.app.store.StoredObservation;
import org.treuga.evidence.UnreadableInput;
import org.treuga.wire.ObservationReader;

/**
 * A data directory as the server uses it: views of its cases to read from, and one writer at a
 * time. Reading and writing are apart: a view is a snapshot, and a write makes the next one.
 *
 * <p>For any number of threads. While it is open, no other server can open the same directory.
 */
public final class Workbench implements AutoCloseable {

  /** Connections to the store for reading; a request waits for one. */
  private static final int READERS = 4;

  private static final int READER_WAIT_SECONDS = 20;

  /** So long a reader waits for a view that another program's writing made old. */
  private static final int STALE_MILLIS = 50;

  /** Views kept besides those of the present: days of the past that people come back to. */
  private static final int PAST_VIEWS = 4;

  private final Path folder;
  private final @Nullable String database;
  private final InstantSource clock;
  private final FileChannel lockFile;
  private final BlockingQueue<DataDirectory> readers = new ArrayBlockingQueue<>(READERS);
  private final ReentrantLock writing = new ReentrantLock();
  private final ReentrantLock viewing = new ReentrantLock();
  private final AtomicBoolean renewing = new AtomicBoolean();
  private final Map<String, CaseView> present = new ConcurrentHashMap<>();
  private final String run;
  private final Optional<Interruption> interruption;
  private volatile Listed listed = new Listed(-1, List.of());
  private final Map<String, CaseView> past = new LinkedHashMap<>(16, .75f, true);
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

  /** Asked for the ledger only, by any thread. */
  private final DataDirectory reader;

  /** The cases as of a size of the ledger. */
  private record Listed(long entries, List<StoredCase> cases) {}

  /**
   * @param folder the data directory; made when it is not there
   * @param database address of a PostgreSQL store; null for the file in the folder
   * @throws UnreadableInput if another server has it open
   */
  public Workbench(Path folder, @Nullable String database, InstantSource clock) {
    this.folder = folder;
    this.database = database;
    this.clock = clock;
    this.run = Long.toString(clock.instant().toEpochMilli(), Character.MAX_RADIX);
    this.lockFile = lock(folder);
    this.reader = directory();
    for (int i = 0; i < READERS; i++) {
      readers.add(directory());
    }
    this.interruption = Interruption.find(folder, entries());
  }

  /** A write that the run before did not see the end of. */
  public Optional<Interruption> interruption() {
    return interruption;
  }

  private DataDirectory directory() {
    return DataDirectory.of(folder, database, clock, new SecureRandom());
  }

  private static FileChannel lock(Path folder) {
    try {
      Files.createDirectories(folder);
      FileChannel channel =
          FileChannel.open(
              folder.resolve("server.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = tryLock(channel);
      if (lock == null) {
        channel.close();
        throw new UnreadableInput(
            folder + ": another server has this data directory open; stop it, or name another");
      }
      return channel;
    } catch (IOException failed) {
      throw new StoreFailure("cannot open " + folder + ": " + failed.getMessage(), failed);
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException _inThisProcess) {
      return null;
    }
  }

  /** Asks the store something. */
  public <T> T read(Function<Store, T> question) {
    return readDirectory(directory -> question.apply(directory.store()));
  }

  /** The same with the ledger and the captured bytes at hand. */
  public <T> T readDirectory(Function<DataDirectory, T> question) {
    DataDirectory reader = borrow();
    try {
      return question.apply(reader);
    } finally {
      readers.add(reader);
    }
  }

  private DataDirectory borrow() {
    try {
      DataDirectory reader = readers.poll(READER_WAIT_SECONDS, TimeUnit.SECONDS);
      if (reader == null) {
        throw new StoreFailure(
            "no connection to the store within %d s: too many readers at once"
                .formatted(READER_WAIT_SECONDS),
            null);
      }
      return reader;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreFailure("interrupted while waiting for the store", e);
    }
  }

  /** Records something: one writer at a time, the others wait their turn. */
  public <T> T write(Function<DataDirectory, T> work) {
    writing.lock();
    try (DataDirectory directory = directory()) {
      Interruption.mark(folder, clock.instant(), entries());
      return work.apply(directory);
    } finally {
      try {
        Interruption.unmark(folder);
        renewPresent();
      } finally {
        writing.unlock();
        listeners.forEach(Runnable::run);
      }
    }
  }

  /** Whoever wrote reads what was written; what is not looked at is made when it is. */
  private void renewPresent() {
    try {
      present.keySet().forEach(this::renewed);
    } catch (RuntimeException _seenAgain) {
      // What became of the write is what the writer is told; the next reader begins anew.
    }
  }

  /** Tries what a write would do, without doing it; waits its turn among the writers. */
  public <T> T rehearse(Function<DataDirectory, T> work) {
    writing.lock();
    try (DataDirectory directory = directory()) {
      return work.apply(directory);
    } finally {
      writing.unlock();
    }
  }

  /** The data directory, for what is kept beside the record for a while. */
  Path folder() {
    return folder;
  }

  /** When it is. */
  Instant now() {
    return clock.instant();
  }

  /** Calls after each write, on the writer's thread: to be quick. */
  public void onChange(Runnable listener) {
    listeners.add(listener);
  }

  /** Forgets a listener. */
  public void offChange(Runnable listener) {
    listeners.remove(listener);
  }

  /** How many entries the ledger has now; 0 where nothing was ever recorded. */
  public long entries() {
    return reader.exists() ? reader.ledger().size() : 0;
  }

  /** The cases recorded now, in order of id; none where nothing was ever recorded. */
  public List<StoredCase> cases() {
    long entries = entries();
    Listed known = listed;
    if (known.entries() != entries) {
      known =
          new Listed(entries, entries == 0 ? List.of() : read(store -> store.cases(Instant.MAX)));
      listed = known;
    }
    return known.cases();
  }

  /**
   * A case as it was recorded at an instant. What this program records is seen as soon as it is
   * recorded; what another one records is seen a little later when the case is a large one, and
   * what was seen until then is seen meanwhile.
   *
   * @param recorded null for as it stands now
   * @throws UnreadableInput if there is none
   */
  public CaseView view(String caseId, @Nullable Instant recorded) {
    return recorded == null ? presentView(caseId) : pastView(caseId, recorded);
  }

  private CaseView presentView(String caseId) {
    CaseView known = present.get(caseId);
    long entries = known == null ? 0 : entries();
    if (known != null && known.entries() >= entries) {
      return known;
    }
    if (known == null) {
      return renewed(caseId);
    }
    // Somebody is at it or begins now; whoever came meanwhile does not wait long.
    if (renewing.compareAndSet(false, true)) {
      Thread.ofVirtual().start(() -> renewInBackground(caseId));
    }
    return waited(caseId, known);
  }

  private void renewInBackground(String caseId) {
    try {
      renewed(caseId);
    } catch (RuntimeException _seenAgain) {
      // The next reader begins anew, and what is known goes on to be shown.
    } finally {
      renewing.set(false);
    }
  }

  private CaseView waited(String caseId, CaseView known) {
    try {
      if (viewing.tryLock(STALE_MILLIS, TimeUnit.MILLISECONDS)) {
        viewing.unlock();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return present.getOrDefault(caseId, known);
  }

  /** Makes the view of a case anew if it is not of the ledger as it is. */
  private CaseView renewed(String caseId) {
    return readDirectory(directory -> {
      viewing.lock();
      try {
        long entries = directory.ledger().size();
        CaseView known = present.get(caseId);
        if (known == null || known.entries() != entries) {
          known = make(directory, caseId, known, entries);
          present.put(caseId, known);
        }
        return known;
      } finally {
        viewing.unlock();
      }
    });
  }

  private CaseView pastView(String caseId, Instant recorded) {
    String key = caseId + " " + recorded;
    return readDirectory(directory -> {
      viewing.lock();
      try {
        long entries = directory.ledger().size();
        CaseView known = past.get(key);
        // What was recorded at an instant that has passed can no longer change.
        if (known == null || !recorded.isBefore(clock.instant()) && known.entries() != entries) {
          known = makeAll(directory, directory.readCase(caseId, recorded), entries, false);
          past.put(key, known);
          if (past.size() > PAST_VIEWS) {
            past.remove(past.keySet().iterator().next());
          }
        }
        return known;
      } finally {
        viewing.unlock();
      }
    });
  }

  /** From what was there before and what came since, where the case's files are the same. */
  private CaseView make(
      DataDirectory directory, String caseId, @Nullable CaseView before, long entries) {
    Store store = directory.store();
    boolean sameFiles =
        before != null
            && store
                .findCase(caseId, Instant.MAX)
                .map(StoredCase::entry)
                .equals(Optional.of(before.recorded().version().entry()));
    if (before == null || !sameFiles) {
      return makeAll(directory, directory.readCase(caseId, Instant.MAX), entries, true);
    }
    List<StoredObservation> since = new ArrayList<>();
    store.ofCaseSince(caseId, before.entries(), since::add);
    if (since.isEmpty() && store.count(Filter.ALL.ofCase(caseId)) == before.picture().size()) {
      return new CaseView(before.recorded(), before.picture(), entries, true, run);
    }
    Map<String, StoredObservation> newest = new HashMap<>();
    since.forEach(stored -> newest.put(ObservationReader.read(stored.body()).id(), stored));
    PictureMaker changes = new PictureMaker(before.recorded().folder().agreement());
    newest.values().forEach(stored -> add(changes, stored));
    Picture picture = before.picture().with(changes.make());
    // Something was taken away, or two feeds have one id: rare, and not for a shortcut.
    return picture.size() == store.count(Filter.ALL.ofCase(caseId))
        ? new CaseView(before.recorded(), picture, entries, true, run)
        : makeAll(directory, before.recorded(), entries, true);
  }

  private CaseView makeAll(
      DataDirectory directory, RecordedCase read, long entries, boolean isNow) {
    try {
      PictureMaker maker = new PictureMaker(read.folder().agreement());
      directory.store().ofCase(read.version().id(), read.recorded(), stored -> add(maker, stored));
      return new CaseView(read, maker.make(), entries, isNow, run);
    } catch (OutOfMemoryError tooMany) {
      throw new StoreFailure(
          "this case has more incidents than the server has memory for (%d MiB): stop it, and start it with TREUGA_JAVA_OPTS=-Xmx1g"
              .formatted(Runtime.getRuntime().maxMemory() >> 20),
          tooMany);
    }
  }

  private static void add(PictureMaker maker, StoredObservation stored) {
    maker.add(ObservationReader.read(stored.body()), stored.entry());
  }

  @Override
  public void close() {
    // A write under way is finished first.
    writing.lock();
    try {
      readers.forEach(DataDirectory::close);
      lockFile.close();
    } catch (IOException failed) {
      throw new StoreFailure("cannot close " + folder + ": " + failed.getMessage(), failed);
    } finally {
      writing.unlock();
    }
  }
}
