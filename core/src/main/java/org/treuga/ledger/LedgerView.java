package org.treuga.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A ledger on disk as of one signed checkpoint: entries by index, and proofs. Reading needs no key
 * and no lock, and goes on while a writer appends.
 *
 * <p>Only the checkpoint's signature is checked at opening. A proof is checked before it is given
 * out; entries come as they lie on the disk. {@link LedgerCheck} checks everything. Immutable, for
 * any thread.
 */
public final class LedgerView {

  /** Takes the files of a ledger one after another. */
  @FunctionalInterface
  public interface FileReader {
    /**
     * @param name relative to the ledger, with slashes: {@code tile/0/x001/067}
     */
    void read(String name, byte[] bytes) throws IOException;
  }

  /** Takes the entries one after another. */
  @FunctionalInterface
  public interface EntryReader {
    void read(long index, byte[] entry);
  }

  private final Path ledger;
  private final Checkpoint checkpoint;

  LedgerView(Path ledger, Checkpoint checkpoint) {
    this.ledger = ledger;
    this.checkpoint = checkpoint;
  }

  /**
   * Opens a ledger as of its last checkpoint, trusting the key that lies in it.
   *
   * @throws LedgerFailure if there is none, or checkpoint or key are damaged
   */
  public static LedgerView open(Path ledger) {
    try {
      return new LedgerView(
          ledger, LedgerFiles.readCheckpoint(ledger, LedgerFiles.readVkey(ledger)));
    } catch (IOException | IllegalArgumentException e) {
      throw new LedgerFailure("cannot read the ledger " + ledger + ": " + e.getMessage(), e);
    }
  }

  /** The checkpoint this is the view of. */
  public Checkpoint checkpoint() {
    return checkpoint;
  }

  /** How many entries. */
  public long size() {
    return checkpoint.size();
  }

  /**
   * One entry, as it lies on the disk.
   *
   * @throws IllegalArgumentException if there is no such index
   * @throws LedgerFailure if its file cannot be read
   */
  public byte[] entry(long index) {
    Bounds.index(index, size());
    return tiles().bundle(index / TilePath.WIDTH).entry((int) (index % TilePath.WIDTH));
  }

  /**
   * Hands every entry from {@code fromIndex} on to {@code reader}, in order; holds at most one
   * bundle of 256 in memory.
   *
   * @param fromIndex from 0 to the size
   * @throws LedgerFailure if a file cannot be read
   */
  public void forEach(long fromIndex, EntryReader reader) {
    long index = Bounds.size(fromIndex, size());
    Tiles tiles = tiles();
    while (index < size()) {
      EntryBundle bundle = tiles.bundle(index / TilePath.WIDTH);
      for (int i = (int) (index % TilePath.WIDTH); i < bundle.count(); i++) {
        reader.read(index, bundle.entry(i));
        index++;
      }
    }
  }

  /**
   * Hands out every file of this log, as of its checkpoint and no more: key, checkpoint,
   * cosignatures, entries, hashes. Written to a folder they are a whole ledger, whatever a writer
   * appends meanwhile.
   *
   * @throws LedgerFailure if a file cannot be read
   * @throws IOException what {@code reader} throws
   */
  public void forEachFile(FileReader reader) throws IOException {
    reader.read("vkey", Files.readAllBytes(LedgerFiles.vkey(ledger)));
    reader.read("checkpoint", checkpoint.bytes());
    if (Files.exists(LedgerFiles.witnesses(ledger))) {
      reader.read("witnesses", Files.readAllBytes(LedgerFiles.witnesses(ledger)));
    }
    for (Checkpoint cosigned : cosigned()) {
      reader.read("cosignatures/" + cosigned.size(), cosigned.bytes());
    }
    for (int level = TilePath.ENTRIES; TilePath.count(size(), level) > 0; level++) {
      for (long n = 0; TilePath.width(size(), level, n) > 0; n++) {
        // Anew for each: what was read is kept in memory by design.
        byte[] bytes = tiles().bytes(level, n);
        Path name = TilePath.of(Path.of(""), level, n, TilePath.width(size(), level, n));
        reader.read(name.toString().replace('\\', '/'), bytes);
      }
    }
  }

  /**
   * The proof that entry {@code index} is in this log.
   *
   * @throws IllegalArgumentException if there is no such index
   * @throws LedgerFailure if the tiles on the disk do not prove it
   */
  public InclusionProof inclusion(long index) {
    Tiles tiles = tiles();
    InclusionProof proof = tiles.inclusion(Bounds.index(index, size()), size());
    if (!proof.proves(Digest.wrap(tiles.leaf(index)), checkpoint.root())) {
      throw new LedgerFailure(
          "the tiles of %s do not prove entry %s; run verify".formatted(ledger, index));
    }
    return proof;
  }

  /**
   * The proof that this log continues itself at {@code fromSize} entries.
   *
   * @throws IllegalArgumentException if the log is shorter
   * @throws LedgerFailure if the tiles on the disk do not prove it
   */
  public ConsistencyProof consistency(long fromSize) {
    ConsistencyProof proof = tiles().consistency(Bounds.size(fromSize, size()), size());
    if (!proof.proves(rootAt(fromSize), checkpoint.root())) {
      throw new LedgerFailure(
          "the tiles of %s do not prove size %s; run verify".formatted(ledger, fromSize));
    }
    return proof;
  }

  /**
   * The root this log had at an earlier size.
   *
   * @throws IllegalArgumentException if the log is shorter
   */
  public Digest rootAt(long earlierSize) {
    return Bounds.size(earlierSize, size()) == 0
        ? Digest.of(Hasher.EMPTY_ROOT)
        : Digest.wrap(tiles().root(0, earlierSize));
  }

  /**
   * Proves that this log continues an older checkpoint of it.
   *
   * @return the proof, for others to check
   * @throws LedgerInconsistency if it does not, or is shorter than it was
   * @throws IllegalArgumentException if the checkpoint is of another log
   */
  public ConsistencyProof requireContinues(Checkpoint older) {
    if (!older.origin().equals(checkpoint.origin())) {
      throw new IllegalArgumentException(
          "older must be of log %s, was of %s".formatted(checkpoint.origin(), older.origin()));
    }
    // No proof leads backwards; the trivial one of the shorter log stands in for it.
    ConsistencyProof proof = consistency(Math.min(older.size(), size()));
    if (older.size() > size() || !proof.proves(older.root(), checkpoint.root())) {
      throw new LedgerInconsistency(older, checkpoint, proof);
    }
    return proof;
  }

  /** The log's own key, as it lies in the ledger. */
  public VerifierKey verifier() {
    try {
      return LedgerFiles.readVkey(ledger);
    } catch (IOException | IllegalArgumentException e) {
      throw new LedgerFailure("cannot read " + LedgerFiles.vkey(ledger), e);
    }
  }

  /**
   * The witnesses whose cosignatures are kept, in the order in which they came.
   *
   * @throws LedgerFailure if the file that lists them is damaged
   */
  public List<VerifierKey> witnesses() {
    try {
      return Cosignatures.witnesses(ledger);
    } catch (IOException | IllegalArgumentException e) {
      throw new LedgerFailure("cannot read " + LedgerFiles.witnesses(ledger), e);
    }
  }

  /**
   * The checkpoints up to this one that witnesses cosigned, in order of size.
   *
   * @throws LedgerFailure if one of the files is damaged
   */
  public List<Checkpoint> cosigned() {
    try {
      List<Checkpoint> cosigned = new ArrayList<>();
      for (long size : Cosignatures.sizes(ledger).headSet(size() + 1)) {
        cosigned.add(Cosignatures.read(ledger, size));
      }
      return cosigned;
    } catch (IOException | IllegalArgumentException e) {
      throw new LedgerFailure("cannot read " + LedgerFiles.cosignatures(ledger), e);
    }
  }

  /**
   * What proves entry {@code index} to somebody who has nothing else of this log.
   *
   * @throws IllegalArgumentException if there is no such index
   * @throws LedgerFailure if the tiles on the disk do not prove it
   */
  public EntryProof prove(long index) {
    return new EntryProof(inclusion(index), checkpoint);
  }

  private Tiles tiles() {
    return new Tiles(ledger, size());
  }
}
