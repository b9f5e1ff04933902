package org.treuga.app.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.treuga.app.seal.Vault;
import org.treuga.app.stamp.Stamps;
import org.treuga.evidence.UnreadableInput;
import org.treuga.ledger.LedgerCheck;
import org.treuga.ledger.LedgerFailure;
import org.treuga.ledger.LedgerView;
import org.treuga.wire.Json;

/**
 * Checks a data directory and believes nothing: every hash and the signature of the ledger, the
 * form and order of its entries, every time-stamp, the digest of every captured file, and that the
 * store holds what a store made anew from the ledger would hold.
 */
public final class Verification {

  private static final int MAX_PROBLEMS = 100;

  /**
   * What was found.
   *
   * @param entries in the ledger
   * @param captures files whose bytes were checked
   * @param storeEntries how many entries the store has applied, -1 if there is no store
   * @param proven what outsiders prove of the log's age, one sentence each
   * @param remarks what a reader should know and is no fault
   * @param problems one sentence each, with file and what differs; empty when all is well
   */
  public record Result(
      long entries,
      long captures,
      long storeEntries,
      List<String> proven,
      List<String> remarks,
      List<String> problems) {
    public Result {
      proven = List.copyOf(proven);
      remarks = List.copyOf(remarks);
      problems = List.copyOf(problems);
    }

    public boolean isSound() {
      return problems.isEmpty();
    }
  }

  private final DataDirectory directory;
  private final Path folder;
  private final String url;
  private final List<X509Certificate> anchors;
  private final @Nullable Path sealKey;
  private final List<String> proven = new ArrayList<>();
  private final List<String> remarks = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();

  Verification(
      DataDirectory directory,
      Path folder,
      String url,
      List<X509Certificate> anchors,
      @Nullable Path sealKey) {
    this.directory = directory;
    this.folder = folder;
    this.url = url;
    this.anchors = anchors;
    this.sealKey = sealKey;
  }

  Result run() {
    LedgerCheck.Outcome outcome = LedgerCheck.check(directory.ledgerFolder());
    if (outcome instanceof LedgerCheck.Difference difference) {
      // On a ledger that does not hold, the rest would only say the same in other words.
      return differs(difference);
    }
    LedgerView view = directory.ledger();
    entries(view);
    stamps(view, directory.ledgerFolder());
    sealed(view);
    long captures = captures(view);
    long storeEntries = problems.isEmpty() ? store() : -1;
    return new Result(view.size(), captures, storeEntries, proven, remarks, problems);
  }

  private static Result differs(LedgerCheck.Difference difference) {
    return new Result(0, 0, -1, List.of(), List.of(), List.of("ledger/" + difference));
  }

  /**
   * Checks a ledger that lies alone, without captured files and store.
   *
   * @param anchors who is trusted to give time-stamps; empty if nobody was named
   */
  public static Result ofLedger(Path ledger, List<X509Certificate> anchors) {
    DataDirectory none = DataDirectory.of(ledger, "", InstantSource.system(), new SecureRandom());
    Verification check = new Verification(none, ledger, "", anchors, null);
    return switch (LedgerCheck.check(ledger)) {
      case LedgerCheck.Difference difference -> differs(difference);
      case LedgerCheck.Sound _sound -> {
        LedgerView view = LedgerView.open(ledger);
        check.stamps(view, ledger);
        yield new Result(view.size(), 0, -1, check.proven, check.remarks, check.problems);
      }
    };
  }

  private void stamps(LedgerView view, Path ledger) {
    List<Stamps.Recorded> recorded = new ArrayList<>();
    Entry.forEach(view, Entry.TIMESTAMP, (_index, entry) -> recorded.add(stamp(entry)));
    try {
      Stamps.Findings found = new Stamps(ledger).check(recorded, anchors);
      proven.addAll(found.proven());
      remarks.addAll(found.remarks());
      found.problems().forEach(this::problem);
    } catch (IOException unreadable) {
      problem("ledger/timestamps: cannot be read (" + unreadable.getMessage() + ")");
    }
  }

  /** What was destroyed, and whether the vault has what the ledger says is sealed. */
  private void sealed(LedgerView view) {
    Map<String, Long> destroyed = new TreeMap<>();
    Entry.forEach(
        view,
        Entry.DESTRUCTION,
        (index, entry) -> {
          String field = entry.body().text("field");
          String id = entry.body().text("observation_id");
          destroyed.put(
              entry.body().text("case")
                  + "\n"
                  + entry.body().text("feed")
                  + "\n"
                  + id
                  + "\n"
                  + field,
              index);
          remarks.add(
              "%s of observation %s was destroyed on %s for: %s (entry %d)"
                  .formatted(field, id, entry.recordedAt(), entry.body().text("reason"), index));
        });
    if (!Vault.exists(folder)) {
      return;
    }
    try {
      if (!Vault.keyIsHere(folder, sealKey)) {
        remarks.add("sealed/vault: not checked, since its key is not here (--seal-key names it)");
        return;
      }
      Vault vault = Vault.open(folder, sealKey, new SecureRandom());
      for (Vault.Version version : vault.versions()) {
        if (version.entry() < view.size()) {
          sealed(view, version, destroyed);
        }
      }
    } catch (UnreadableInput closed) {
      problem(String.valueOf(closed.getMessage()));
    } catch (IOException | LedgerFailure unreadable) {
      problem("sealed/vault: cannot be read (" + unreadable.getMessage() + ")");
    }
  }

  private void sealed(LedgerView view, Vault.Version version, Map<String, Long> destroyed) {
    String entry = new String(view.entry(version.entry()), StandardCharsets.UTF_8);
    version
        .fields()
        .forEach((path, disclosure) -> {
          // A digest is 43 characters of base64url, which nothing else in an entry holds by chance.
          if (!entry.contains('"' + disclosure.digest() + '"')) {
            problem(
                "sealed/vault: %s of entry %d is not what was recorded"
                    .formatted(path, version.entry()));
          }
          Vault.Name name = version.name();
          Long tombstone =
              destroyed.get(name.caseId() + "\n" + name.feed() + "\n" + name.id() + "\n" + path);
          if (tombstone != null && version.entry() < tombstone) {
            problem(
                "sealed/vault: %s of entry %d should be destroyed (entry %d); destroy it again"
                    .formatted(path, version.entry(), tombstone));
          }
        });
  }

  static Stamps.Recorded stamp(Entry entry) {
    return new Stamps.Recorded(
        entry.whole("size"),
        entry.body().text("stamp_sha256"),
        entry.body().text("checkpoint_sha256"));
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
        .put("proven", Json.texts(result.proven()))
        .put("remarks", Json.texts(result.remarks()))
        .put("problems", Json.texts(result.problems()))
        .build();
  }
}
