package org.treuga.app.store;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.treuga.ledger.LedgerCheck;
import org.treuga.ledger.LedgerView;
import org.treuga.wire.Json;

/**
 * Checks a data directory and believes nothing: every hash and the signature of the ledger, the
 * form and order of its entries, the digest of every captured file, and that the store holds what a
 * store made anew from the ledger would hold.
 */
public final class Verification {

  private static final int MAX_PROBLEMS = 100;

  /**
   * What was found.
   *
   * @param entries in the ledger
   * @param captures files whose bytes were checked
   * @param storeEntries how many entries the store has applied, -1 if there is no store
   * @param problems one sentence each, with file and what differs; empty when all is well
   */
  public record Result(long entries, long captures, long storeEntries, List<String> problems) {
    public Result {
      problems = List.copyOf(problems);
    }

    public boolean isSound() {
      return problems.isEmpty();
    }
  }

  private final DataDirectory directory;
  private final Path folder;
  private final String url;
  private final List<String> problems = new ArrayList<>();

  Verification(DataDirectory directory, Path folder, String url) {
    this.directory = directory;
    this.folder = folder;
    this.url = url;
  }

  Result run() {
    LedgerView view = directory.ledger();
    LedgerCheck.Outcome outcome = LedgerCheck.check(directory.ledgerFolder());
    if (outcome instanceof LedgerCheck.Difference difference) {
      // On a ledger that does not hold, the rest would only say the same in other words.
      return new Result(view.size(), 0, -1, List.of("ledger/" + difference));
    }
    entries(view);
    long captures = captures(view);
    long storeEntries = problems.isEmpty() ? store() : -1;
    return new Result(view.size(), captures, storeEntries, problems);
  }

  private void problem(String sentence) {
    if (problems.size() < MAX_PROBLEMS) {
      problems.add(sentence);
    }
  }

  private void entries(LedgerView view) {
    Instant[] last = {Instant.MIN};
    view.forEach(
        0,
        (index, bytes) -> {
          try {
            Entry entry = Entry.parse(index, bytes);
            if (!Arrays.equals(entry.bytes(), bytes)) {
              problem("ledger entry " + index + " is not in canonical form");
            }
            if (entry.recordedAt().isBefore(last[0])) {
              problem("ledger entry " + index + " was recorded before the one before it");
            }
            last[0] = entry.recordedAt();
          } catch (StoreFailure | IllegalArgumentException wrong) {
            problem(String.valueOf(wrong.getMessage()));
          }
        });
  }

  private long captures(LedgerView view) {
    long count = 0;
    for (String sha256 : Backup.captures(view)) {
      Path file = directory.blobs().file(sha256);
      String name = folder.relativize(file).toString();
      try {
        String found = Blobs.digest(file);
        if (!found.equals(sha256)) {
          problem(name + ": expected bytes with SHA-256 " + sha256 + ", found " + found);
        }
        count++;
      } catch (NoSuchFileException missing) {
        problem(name + ": expected the captured file, found none");
      } catch (IOException unreadable) {
        problem(name + ": cannot be read (" + unreadable.getMessage() + ")");
      }
    }
    return count;
  }

  /** Makes a store anew as of what the store has applied, and compares. */
  private long store() {
    if (url.startsWith("jdbc:sqlite:") && !Files.exists(folder.resolve("store.db"))) {
      return -1;
    }
    try {
      Path scratch = Files.createTempDirectory("treuga-verify");
      try {
        return compare(scratch);
      } finally {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(scratch)) {
          for (Path file : files) {
            Files.delete(file);
          }
        }
        Files.delete(scratch);
      }
    } catch (IOException e) {
      throw new StoreFailure("cannot check the store: " + e.getMessage(), e);
    }
  }

  private long compare(Path scratch) {
    // Brings the store up to the ledger first: being behind is no fault.
    Store own;
    try {
      own = directory.store();
    } catch (StoreFailure wrong) {
      problem(String.valueOf(wrong.getMessage()));
      return -1;
    }
    String log = DataDirectory.logOf(directory.ledgerFolder());
    try (Store made = Store.open(Connections.sqlite(scratch.resolve("store.db")), log)) {
      made.catchUp(directory.ledger());
      Map<String, String> expected = made.digests();
      Map<String, String> found = own.digests();
      expected.forEach((table, digest) -> {
        if (!digest.equals(found.get(table))) {
          problem(
              "store, table %s: expected %s, found %s; run treuga store rebuild"
                  .formatted(table, digest, found.get(table)));
        }
      });
      return own.applied();
    }
  }

  /** The result for a program to read. */
  public static Json json(Result result) {
    return Json.object()
        .put("entries", result.entries())
        .put("captures", result.captures())
        .put("store_entries", result.storeEntries())
        .put("sound", result.isSound())
        .put("problems", Json.texts(result.problems()))
        .build();
  }
}
