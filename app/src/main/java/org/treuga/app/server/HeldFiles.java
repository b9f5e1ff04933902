package org.treuga.app.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.treuga.app.store.CaseZip;
import org.treuga.app.store.StoreFailure;

/**
 * Files that wait in {@code held/} of the data directory until somebody records or drops them.
 * Bounded in number, size and age, and gone after a restart. For any number of threads.
 */
final class HeldFiles {

  static final long MAX_FILE_BYTES = 200L << 20;
  private static final long MAX_ALL_BYTES = 1L << 30;
  private static final int MAX_FILES = 20;
  private static final Duration MAX_AGE = Duration.ofHours(12);

  /** What came of a file is told for as long, so that a request that comes twice finds it. */
  private static final int MAX_REMEMBERED = 500;

  private final Path folder;
  private final Workbench workbench;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Held> held = new LinkedHashMap<>();

  HeldFiles(Workbench workbench) {
    this.workbench = workbench;
    this.folder = workbench.folder().resolve("held");
    CaseZip.delete(folder);
    try {
      Files.createDirectories(folder);
    } catch (IOException failed) {
      throw failed(failed);
    }
  }

  private static StoreFailure failed(IOException failed) {
    return new StoreFailure("cannot keep the file for now: " + failed.getMessage(), failed);
  }

  Path folder() {
    return folder;
  }

  /**
   * Keeps what somebody brought.
   *
   * @throws Refused if it is too large, or too much waits already
   */
  Held hold(String caseId, String name, InputStream bytes) {
    sweep();
    byte[] drawn = new byte[16];
    random.nextBytes(drawn);
    String token = HexFormat.of().formatHex(drawn);
    Path path = folder.resolve(token);
    String plain = plain(name);
    try {
      long size = copy(bytes, path);
      boolean isCase = new CaseZip(path, plain).isCase();
      Held one = new Held(token, caseId, plain, path, size, workbench.now(), isCase);
      synchronized (held) {
        held.put(token, one);
      }
      return one;
    } catch (IOException failed) {
      delete(path);
      throw failed(failed);
    } catch (Refused refused) {
      delete(path);
      throw refused;
    }
  }

  static Refused tooLarge() {
    return new Refused(
        413,
        "a file of at most "
            + (MAX_FILE_BYTES >> 20)
            + " MB was expected; pack it as .gz or .zip, split it, or use treuga ingest");
  }

  private static long copy(InputStream from, Path to) throws IOException {
    long size = 0;
    byte[] buffer = new byte[1 << 16];
    try (OutputStream out = Files.newOutputStream(to)) {
      for (int got; (got = from.read(buffer)) > 0; ) {
        size += got;
        if (size > MAX_FILE_BYTES) {
          throw tooLarge();
        }
        out.write(buffer, 0, got);
      }
    }
    return size;
  }

  /** The last part of a name, without what a shell, a header or a page could stumble over. */
  private static String plain(String name) {
    String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    StringBuilder plain = new StringBuilder();
    last.codePoints()
        .filter(c -> !Character.isISOControl(c) && "\"<>|:*?!".indexOf(c) < 0)
        .limit(120)
        .forEach(plain::appendCodePoint);
    return plain.isEmpty() || plain.charAt(0) == '.' ? "file" + plain : plain.toString();
  }

  /**
   * A file by its token.
   *
   * @throws Refused if it waits no longer
   */
  Held get(String token) {
    synchronized (held) {
      Held one = held.get(token);
      if (one == null) {
        throw new Refused(
            410,
            "this file waits no longer: it was dropped, too old, or the server was restarted;"
                + " bring it again. If it was recorded before, bringing it again changes nothing");
      }
      return one;
    }
  }

  Optional<Held> find(String token) {
    synchronized (held) {
      return Optional.ofNullable(held.get(token));
    }
  }

  /** Deletes the bytes; what came of them is still told. */
  void release(Held one) {
    delete(one.path);
    CaseZip.delete(one.folder());
  }

  /** Deletes and forgets. */
  void drop(Held one) {
    release(one);
    synchronized (held) {
      held.remove(one.token);
    }
  }

  private void sweep() {
    Instant oldest = workbench.now().minus(MAX_AGE);
    List<Held> all;
    synchronized (held) {
      all = List.copyOf(held.values());
    }
    all.stream().filter(one -> one.since.isBefore(oldest)).forEach(this::drop);
    List<Held> waiting = all.stream().filter(one -> Files.exists(one.path)).toList();
    long bytes = waiting.stream().mapToLong(one -> one.bytes).sum();
    if (waiting.size() >= MAX_FILES || bytes + MAX_FILE_BYTES > MAX_ALL_BYTES) {
      throw new Refused(
          507,
          waiting.size() + " files wait to be recorded already; record or drop some of them first");
    }
    all.stream()
        .filter(one -> one.done != null)
        .limit(Math.max(0, all.size() - MAX_REMEMBERED))
        .forEach(this::drop);
  }

  /** Files of a case that wait, oldest first. */
  List<Held> waiting(String caseId) {
    synchronized (held) {
      return held.values().stream()
          .filter(one -> one.caseId.equals(caseId) && Files.exists(one.path))
          .toList();
    }
  }

  private static void delete(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException failed) {
      throw failed(failed);
    }
  }
}
