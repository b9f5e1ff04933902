package org.treuga.ledger;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The one writer of a ledger in a folder: takes entries in batches, and a batch that was taken
 * stays, whatever happens to the process or the power.
 *
 * <p>A batch goes to the disk in this order, each step durable before the next: tiles and entry
 * bundles; the signed checkpoint, put in place by one rename. Until the rename the log is the old
 * one and new tiles beyond it mean nothing; after it the log is the new one. So a crash at any
 * instant leaves a whole log, and loses at most the batch that was not yet acknowledged.
 *
 * <p>One writer at a time, held by a lock on the file {@code lock}, which nothing else in this
 * process may open; readers need no lock and see the last checkpoint. Methods may be called from
 * any thread, and appends wait for one another. After a {@link LedgerFailure} the ledger takes no
 * more entries until it is opened again: what reached the disk is then read anew, not guessed.
 *
 * <p>Cost of an append: linear in its entries, and about fifteen calls that wait for the disk; so
 * batch. Files: C2SP tlog-tiles, see docs/ledger.md.
 */
public final class FileLedger implements AutoCloseable {

  /** The longest entry, in bytes; larger things belong in blobs/, named by their SHA-256. */
  public static final int MAX_ENTRY_BYTES = EntryBundle.MAX_ENTRY_BYTES;

  /**
   * Ledgers this process writes to. The lock alone does not do: on Linux closing a second channel
   * to the file, as a refused writer must, would give up the lock of the first.
   */
  private static final Set<Path> OPEN = ConcurrentHashMap.newKeySet();

  private final Path ledger;
  private final SigningKey key;
  private final FileChannel lock;
  private final RightEdge edge;
  private Checkpoint checkpoint;
  private boolean failed;

  private FileLedger(Path ledger, SigningKey key, FileChannel lock) throws IOException {
    this.ledger = ledger;
    this.key = key;
    this.lock = lock;
    this.checkpoint = LedgerFiles.readCheckpoint(ledger, key.verifier());
    this.edge = new RightEdge(ledger, checkpoint.size());
    if (!edge.root().equals(checkpoint.root())) {
      throw new LedgerFailure("the last tiles of " + ledger + " are damaged; run verify");
    }
  }

  /**
   * Opens a ledger for writing; on first use makes the folder, a key pair and the checkpoint of the
   * empty log.
   *
   * @param ledger the folder others may copy and serve
   * @param keyFile the private key, outside that folder; made with mode 600
   * @param origin the name of the log, such as {@code example.org/ceasefire}: no spaces, no plus
   *     sign
   * @param random the source of a new key; not used when the key exists
   * @throws IllegalArgumentException if the origin is no such name or the key file lies in the
   *     ledger
   * @throws LedgerBusy if another writer holds the ledger
   * @throws LedgerFailure if it or its key is damaged, missing or of another origin, or the disk
   *     fails
   */
  public static FileLedger open(Path ledger, Path keyFile, String origin, SecureRandom random) {
    Notes.keyName(origin);
    if (keyFile.toAbsolutePath().normalize().startsWith(ledger.toAbsolutePath().normalize())) {
      throw new IllegalArgumentException(
          "keyFile must lie outside the ledger that others may copy, was " + keyFile);
    }
    try {
      Files.createDirectories(ledger);
      Path folder = ledger.toRealPath();
      if (!OPEN.add(folder)) {
        throw new LedgerBusy("this process has the ledger open already: " + ledger);
      }
      try {
        return openAlone(folder, keyFile, origin, random);
      } catch (IOException | RuntimeException e) {
        OPEN.remove(folder);
        throw e;
      }
    } catch (IOException | IllegalArgumentException e) {
      throw new LedgerFailure("cannot open the ledger " + ledger + ": " + e.getMessage(), e);
    }
  }

  private static FileLedger openAlone(Path ledger, Path keyFile, String origin, SecureRandom random)
      throws IOException {
    FileChannel lock =
        FileChannel.open(
            ledger.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (lock.tryLock() == null) {
        throw new LedgerBusy("another process writes to the ledger " + ledger + "; stop it first");
      }
      return openLocked(ledger, keyFile, origin, random, lock);
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private static FileLedger openLocked(
      Path ledger, Path keyFile, String origin, SecureRandom random, FileChannel lock)
      throws IOException {
    SigningKey key = key(ledger, keyFile, origin, random);
    if (!Files.exists(LedgerFiles.vkey(ledger))) {
      DurableFiles.replace(LedgerFiles.vkey(ledger), LedgerFiles.vkeyBytes(key.verifier()));
    }
    if (!LedgerFiles.readVkey(ledger).equals(key.verifier())) {
      throw new LedgerFailure(
          "the ledger %s belongs to another key than %s".formatted(ledger, keyFile));
    }
    if (!Files.exists(LedgerFiles.checkpoint(ledger))) {
      beginAt(ledger, key);
    }
    return new FileLedger(ledger, key, lock);
  }

  private static void beginAt(Path ledger, SigningKey key) throws IOException {
    // Tiles without a checkpoint are a damaged log. A new, empty one would bury it.
    if (Files.exists(ledger.resolve("tile"))) {
      throw new LedgerFailure(
          LedgerFiles.checkpoint(ledger) + " is missing; restore it from a copy");
    }
    Checkpoint empty =
        Checkpoint.of(key.verifier().name(), 0, Digest.of(Hasher.EMPTY_ROOT)).signed(key);
    DurableFiles.replace(LedgerFiles.checkpoint(ledger), empty.bytes());
  }

  private static SigningKey key(Path ledger, Path keyFile, String origin, SecureRandom random)
      throws IOException {
    if (!Files.exists(keyFile)) {
      // The key is made before the ledger, so a ledger without its key has lost it.
      if (Files.exists(LedgerFiles.vkey(ledger))) {
        throw new LedgerFailure(
            "the private key %s of ledger %s is missing; restore it from a copy"
                .formatted(keyFile, ledger));
      }
      return KeyFile.create(keyFile, origin, KeyUse.LOG, random);
    }
    SigningKey key = KeyFile.read(keyFile);
    if (!key.verifier().name().equals(origin) || key.verifier().use() != KeyUse.LOG) {
      throw new LedgerFailure(
          "the private key %s is that of %s, not of log %s"
              .formatted(keyFile, key.verifier().name(), origin));
    }
    return key;
  }

  /**
   * Takes a batch: all of it or, on an exception, none. When this returns, the entries are durable
   * and under a signed checkpoint.
   *
   * @param entries in order; an empty batch changes nothing
   * @return the index of the first entry of the batch
   * @throws IllegalArgumentException if an entry is longer than {@link #MAX_ENTRY_BYTES}
   * @throws LedgerFailure if the disk fails; the batch may or may not be in the log when it is
   *     opened again, so compare its size
   */
  public synchronized long append(List<byte[]> entries) {
    entries.forEach(FileLedger::requireFits);
    return append(entries.iterator());
  }

  /**
   * Takes a batch of any length as it comes: all of it or, on an exception, none. Holds one bundle
   * of 256 entries in memory; tiles beyond the checkpoint mean nothing until the one checkpoint at
   * the end.
   *
   * @param entries in order; read to the end, or to the first failure
   * @return the index of the first entry of the batch
   * @throws IllegalArgumentException if an entry is longer than {@link #MAX_ENTRY_BYTES}; the
   *     ledger must then be opened again, since the entries before it are in its tiles
   * @throws LedgerFailure if the disk fails; the batch may or may not be in the log when it is
   *     opened again, so compare its size
   */
  public synchronized long append(Iterator<byte[]> entries) {
    requireSound();
    long first = checkpoint.size();
    if (!entries.hasNext()) {
      return first;
    }
    failed = true;
    try {
      writeTiles(entries);
      commit(Checkpoint.of(checkpoint.origin(), edge.size(), edge.root()).signed(key));
    } catch (IOException e) {
      throw new LedgerFailure(
          "cannot write to %s: %s; free the disk and open it again"
              .formatted(ledger, e.getMessage()),
          e);
    }
    failed = false;
    edge.dropOutgrown();
    return first;
  }

  private static void requireFits(byte[] entry) {
    if (entry.length > MAX_ENTRY_BYTES) {
      throw new IllegalArgumentException(
          "an entry must be at most %s bytes, was %s; put large things in blobs/"
              .formatted(MAX_ENTRY_BYTES, entry.length));
    }
  }

  private void requireSound() {
    if (failed || !lock.isOpen()) {
      throw new LedgerFailure(
          "the ledger %s is closed or failed before; open it again".formatted(ledger));
    }
  }

  private void writeTiles(Iterator<byte[]> entries) throws IOException {
    try (DurableFiles files = new DurableFiles()) {
      while (entries.hasNext()) {
        byte[] entry = entries.next();
        requireFits(entry);
        edge.append(entry, files);
      }
      edge.flush(files);
      files.sync();
    }
  }

  private void commit(Checkpoint next) throws IOException {
    DurableFiles.replace(LedgerFiles.checkpoint(ledger), next.bytes());
    checkpoint = next;
  }

  /**
   * Keeps a witness's cosignature under {@code cosignatures/}, for good, and the witness's key
   * among the known ones. A cosignature of the present checkpoint also goes into that file, where
   * readers of other programs look for it, until the next append replaces it.
   *
   * @param cosigned a checkpoint of this log, present or past, as the witness gave it back
   * @throws IllegalArgumentException if it is no checkpoint of this log or the witness's
   *     cosignature on it is not true
   * @throws LedgerFailure if the disk fails
   */
  public synchronized void addCosignature(Checkpoint cosigned, VerifierKey witness) {
    requireSound();
    requireOurs(cosigned);
    if (cosigned.cosignedBy(witness).isEmpty()) {
      throw new IllegalArgumentException("cosigned must carry a true line of " + witness);
    }
    try {
      Cosignatures.add(ledger, cosigned.only(List.of(key.verifier(), witness)), witness);
      if (cosigned.size() == checkpoint.size()) {
        commit(checkpoint.withAll(cosigned.only(List.of(witness))));
      }
    } catch (IOException e) {
      failed = true;
      throw new LedgerFailure("cannot write to " + ledger + ": " + e.getMessage(), e);
    }
  }

  private void requireOurs(Checkpoint cosigned) {
    boolean ours =
        cosigned.origin().equals(checkpoint.origin())
            && cosigned.size() <= checkpoint.size()
            && cosigned.isSignedBy(key.verifier())
            && view().rootAt(cosigned.size()).equals(cosigned.root());
    if (!ours) {
      throw new IllegalArgumentException(
          "cosigned must be a checkpoint of log %s, of size %s at most, was of %s, size %s"
              .formatted(
                  checkpoint.origin(), checkpoint.size(), cosigned.origin(), cosigned.size()));
    }
  }

  /** The checkpoint of the last batch taken. */
  public synchronized Checkpoint checkpoint() {
    return checkpoint;
  }

  /** How many entries the log holds. */
  public long size() {
    return checkpoint().size();
  }

  /** The public half of the key that signs this log. */
  public VerifierKey verifier() {
    return key.verifier();
  }

  /** The log as it is now, to read from and to prove from; later appends do not change it. */
  public LedgerView view() {
    return new LedgerView(ledger, checkpoint());
  }

  /** Lets the next writer in. */
  @Override
  public synchronized void close() {
    if (!lock.isOpen()) {
      return;
    }
    try {
      lock.close();
      OPEN.remove(ledger);
    } catch (IOException e) {
      throw new LedgerFailure("cannot release " + ledger.resolve("lock"), e);
    }
  }
}
