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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.treuga.app.picture.PictureMaker;
import org.treuga.app.store.DataDirectory;
import org.treuga.app.store.RecordedCase;
import org.treuga.app.store.Store;
import org.treuga.app.store.StoreFailure;
import org.treuga.app.store.StoredCase;
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

  /** Views kept besides those of the present: days of the past that people come back to. */
  private static final int PAST_VIEWS = 4;

  private final Path folder;
  private final @Nullable String database;
  private final InstantSource clock;
  private final FileChannel lockFile;
  private final BlockingQueue<DataDirectory> readers = new ArrayBlockingQueue<>(READERS);
  private final ReentrantLock writing = new ReentrantLock();
  private final ReentrantLock viewing = new ReentrantLock();
  private final Map<String, CaseView> present = new LinkedHashMap<>();
  private final Map<String, CaseView> past = new LinkedHashMap<>(16, .75f, true);
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

  /**
   * @param folder the data directory; made when it is not there
   * @param database address of a PostgreSQL store; null for the file in the folder
   * @throws UnreadableInput if another server has it open
   */
  public Workbench(Path folder, @Nullable String database, InstantSource clock) {
    this.folder = folder;
    this.database = database;
    this.clock = clock;
    this.lockFile = lock(folder);
    for (int i = 0; i < READERS; i++) {
      readers.add(directory());
    }
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
      return work.apply(directory);
    } finally {
      writing.unlock();
      listeners.forEach(Runnable::run);
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

  /** The cases recorded now, in order of id; none where nothing was ever recorded. */
  public List<StoredCase> cases() {
    return readDirectory(
        directory -> directory.exists() ? directory.store().cases(Instant.MAX) : List.of());
  }

  /**
   * A case as it was recorded at an instant.
   *
   * @param recorded null for as it stands now
   * @throws UnreadableInput if there is none
   */
  public CaseView view(String caseId, @Nullable Instant recorded) {
    return readDirectory(directory -> view(directory, caseId, recorded));
  }

  private CaseView view(DataDirectory directory, String caseId, @Nullable Instant recorded) {
    long entries = directory.ledger().size();
    viewing.lock();
    try {
      if (recorded != null) {
        return pastView(directory, caseId, recorded, entries);
      }
      CaseView known = present.get(caseId);
      if (known == null || known.entries() != entries) {
        known = make(directory, caseId, null, entries);
        present.put(caseId, known);
      }
      return known;
    } finally {
      viewing.unlock();
    }
  }

  private CaseView pastView(
      DataDirectory directory, String caseId, Instant recorded, long entries) {
    String key = caseId + " " + recorded;
    CaseView known = past.get(key);
    // What was recorded at an instant that has passed can no longer change.
    if (known == null || !recorded.isBefore(clock.instant()) && known.entries() != entries) {
      known = make(directory, caseId, recorded, entries);
      past.put(key, known);
      if (past.size() > PAST_VIEWS) {
        past.remove(past.keySet().iterator().next());
      }
    }
    return known;
  }

  private static CaseView make(
      DataDirectory directory, String caseId, @Nullable Instant recorded, long entries) {
    Store store = directory.store();
    RecordedCase read = directory.readCase(caseId, recorded == null ? Instant.MAX : recorded);
    PictureMaker maker = new PictureMaker(read.folder().agreement());
    store.ofCase(
        caseId,
        read.recorded(),
        stored -> maker.add(ObservationReader.read(stored.body()), stored.entry()));
    return new CaseView(read, maker.make(), entries, recorded == null);
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
