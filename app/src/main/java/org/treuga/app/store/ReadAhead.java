package org.treuga.app.store;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;
import org.treuga.connectors.Feed;
import org.treuga.evidence.Observation;
import org.treuga.evidence.Rejection;
import org.treuga.ledger.FileLedger;
import org.treuga.wire.Canonical;
import org.treuga.wire.Json;

/**
 * Reads a feed on a thread of its own and hands what comes of it, in order, to the thread that
 * writes: so the database need not wait for the reading, nor the reading for the database. The
 * order of steps is that of the feed, whichever of the two is quicker.
 */
final class ReadAhead implements Feed.Sink {

  /** What a feed says about one row, or about its files. */
  sealed interface Step {}

  /**
   * An observation, made ready.
   *
   * @param text its canonical JSON
   * @param utf8 the bytes of the text
   * @param sha256 of those bytes
   */
  record Row(Feed.At at, String id, Facets facets, String text, byte[] utf8, String sha256)
      implements Step {}

  /** An observation as the feed gave it, of which the writing thread has something to seal. */
  record Open(Feed.At at, Observation observation) implements Step {}

  /** A row of a sheet that came back. */
  record Edited(Feed.Edit edit, Feed.At at) implements Step {}

  record Rejected(Rejection rejection) implements Step {}

  record Repeated(int rows) implements Step {}

  record Note(String sentence) implements Step {}

  private static final int BATCH_STEPS = 250;
  private static final int BATCH_BYTES = 1 << 20;

  /** Batches that wait: with those in work at most some 20 MiB. */
  private static final int MAX_WAITING = 4;

  /** Leaves room for what an entry says around the observation. */
  private static final int MAX_OBSERVATION_BYTES = FileLedger.MAX_ENTRY_BYTES - 4_096;

  private record Batch(List<Step> steps, boolean isLast) {}

  private final String feed;
  private final BlockingQueue<Batch> queue = new ArrayBlockingQueue<>(MAX_WAITING);
  private List<Step> steps = new ArrayList<>();
  private int bytes;
  private @Nullable Throwable failure;

  private final boolean seals;

  private ReadAhead(String feed, boolean seals) {
    this.feed = feed;
    this.seals = seals;
  }

  /** Where the steps go, on the thread that called. */
  interface Taker {
    void take(Step step);
  }

  /**
   * Reads all files.
   *
   * @param seals whether observations are handed out as they are, not made ready
   * @throws RuntimeException what the feed or the taker throws; the reading has then ended
   */
  static void read(Feed feed, List<Feed.Input> files, boolean seals, Taker taker) {
    ReadAhead ahead = new ReadAhead(feed.name(), seals);
    Thread reading = new Thread(() -> ahead.run(feed, files), "read " + feed.name());
    reading.setDaemon(true);
    reading.start();
    try {
      ahead.drain(taker);
    } finally {
      ended(reading);
    }
    ahead.rethrow();
  }

  private void run(Feed feed, List<Feed.Input> files) {
    try {
      feed.read(files, this);
    } catch (RuntimeException | Error e) {
      failure = e;
    }
    try {
      queue.put(new Batch(steps, true));
    } catch (InterruptedException _nobodyTakes) {
      Thread.currentThread().interrupt();
    }
  }

  private void drain(Taker taker) {
    try {
      Batch batch;
      do {
        batch = queue.take();
        batch.steps().forEach(taker::take);
      } while (!batch.isLast());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreFailure("interrupted while reading", e);
    }
  }

  /** The files must be free before the import goes on or ends. */
  private static void ended(Thread reading) {
    reading.interrupt();
    boolean interrupted = false;
    while (true) {
      try {
        reading.join();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Read after the last batch came through the queue, so it is seen. */
  private void rethrow() {
    if (failure instanceof RuntimeException e) {
      throw e;
    }
    if (failure instanceof Error e) {
      throw e;
    }
  }

  @Override
  public void accept(Observation observation, Feed.At at) {
    if (seals) {
      add(new Open(at, observation));
      return;
    }
    Step step =
        ready(
            feed, Canonical.observation(observation), observation.id(), Facets.of(observation), at);
    bytes += step instanceof Row row ? row.utf8().length : 0;
    add(step);
  }

  @Override
  public void edited(Feed.Edit edit, Feed.At at) {
    add(new Edited(edit, at));
  }

  /** An observation in its canonical form made ready, or why it cannot be recorded. */
  static Step ready(String feed, Json.Obj observation, Feed.At at) {
    String id = observation.text("observation_id");
    return ready(feed, observation, id, Facets.of(observation), at);
  }

  private static Step ready(String feed, Json json, String id, Facets facets, Feed.At at) {
    String text;
    try {
      text = json.canonical();
    } catch (IllegalArgumentException _halfSurrogate) {
      return new Rejected(notUnicode(feed, at, id));
    }
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    if (utf8.length > MAX_OBSERVATION_BYTES) {
      String expected = "at most " + MAX_OBSERVATION_BYTES + " bytes";
      return new Rejected(
          new Rejection(
              at.file(), at.line(), "", feed + ".row.too-large", expected, utf8.length + ""));
    }
    return new Row(at, id, facets, text, utf8, StoreWriter.sha256(utf8));
  }

  static Rejection notUnicode(String feed, Feed.At at, String id) {
    return new Rejection(
        at.file(), at.line(), "", feed + ".row.not-unicode", "well-formed text", id);
  }

  @Override
  public void reject(Rejection rejection) {
    add(new Rejected(rejection));
  }

  @Override
  public void repeated(int rows) {
    add(new Repeated(rows));
  }

  @Override
  public void note(String sentence) {
    add(new Note(sentence));
  }

  private void add(Step step) {
    steps.add(step);
    if (steps.size() >= BATCH_STEPS || bytes >= BATCH_BYTES) {
      try {
        queue.put(new Batch(steps, false));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new StoreFailure("interrupted while reading", e);
      }
      steps = new ArrayList<>(BATCH_STEPS);
      bytes = 0;
    }
  }
}
