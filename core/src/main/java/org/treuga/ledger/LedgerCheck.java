package org.treuga.ledger;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads a whole ledger again and believes nothing: makes every hash anew from the entries, compares
 * every tile, and checks who signed the root that results.
 *
 * <p>It finds every changed byte in key, checkpoint, tiles and entry bundles up to the checkpoint,
 * cosignatures and the keys of witnesses. Two things it cannot know: whether the key is the right
 * one, unless it is handed in, and whether the log was longer once, for which see {@link
 * LedgerView#requireContinues}. Files beyond the checkpoint are what a crash may leave and are not
 * looked at, nor is anything outside the layout. Time-stamps are for a module that can read them.
 *
 * <p>It may run beside a writer, and checks the log as of the checkpoint it found. Cost: reads
 * every file once, in order, and two hashes an entry; memory of one bundle and one tile a level.
 */
public final class LedgerCheck {

  /** What a check found. */
  public sealed interface Outcome permits Sound, Difference {}

  /**
   * Every byte is as it must be.
   *
   * @param checkpoint of the whole log
   * @param cosigned those of the witnesses asked for who cosigned it
   */
  public record Sound(Checkpoint checkpoint, List<VerifierKey> cosigned) implements Outcome {
    public Sound {
      cosigned = List.copyOf(cosigned);
    }
  }

  /**
   * The first thing that is not as it must be.
   *
   * @param file relative to the ledger
   * @param index of the entry in the log, for a bundle; of the hash in its level, for a tile; of
   *     the byte, for an older partial file; else 0
   * @param expected what should be there
   * @param found what is there
   */
  public record Difference(String file, long index, String expected, String found)
      implements Outcome {

    @Override
    public String toString() {
      return "%s, at %s: expected %s, found %s".formatted(file, index, expected, found);
    }
  }

  /** Carries the one difference out of the walk, through whoever hands out the tiles. */
  private static final class Stop extends IOException {
    private static final long serialVersionUID = 1L;
    final transient Difference difference;

    Stop(Difference difference) {
      super(difference.toString());
      this.difference = difference;
    }
  }

  private final Path ledger;
  private final Hasher hasher = new Hasher();
  private final TreeEdge tree = new TreeEdge();
  private long size;

  private LedgerCheck(Path ledger) {
    this.ledger = ledger;
  }

  /**
   * Checks a ledger by the key that lies in it.
   *
   * @throws LedgerFailure if a file that is there cannot be read
   */
  public static Outcome check(Path ledger) {
    return run(ledger, null, List.of());
  }

  /**
   * Checks a ledger by a key got some other way, and the cosignatures of witnesses.
   *
   * @param trusted the key of the log; the file {@code vkey} must hold the same
   * @param witnesses whose lines on the checkpoint, if there, must be true
   * @throws LedgerFailure if a file that is there cannot be read
   */
  public static Outcome check(Path ledger, VerifierKey trusted, List<VerifierKey> witnesses) {
    return run(ledger, trusted, witnesses);
  }

  private static Outcome run(
      Path ledger, @Nullable VerifierKey trusted, List<VerifierKey> witnesses) {
    LedgerCheck check = new LedgerCheck(ledger);
    try {
      VerifierKey key = check.key(trusted);
      Set<VerifierKey> known = check.witnesses(witnesses);
      Checkpoint checkpoint = check.checkpoint(key);
      check.lines(LedgerFiles.checkpoint(ledger), checkpoint, key, known);
      List<VerifierKey> cosigned = witnesses.stream().filter(checkpoint::claims).toList();
      check.tree(checkpoint);
      check.cosignatures(checkpoint, key, known);
      return new Sound(checkpoint, cosigned);
    } catch (Stop stop) {
      return stop.difference;
    } catch (IOException e) {
      throw new LedgerFailure("cannot read the ledger " + ledger, e);
    }
  }

  private VerifierKey key(@Nullable VerifierKey trusted) throws IOException {
    Path file = LedgerFiles.vkey(ledger);
    try {
      VerifierKey key = LedgerFiles.readVkey(ledger);
      if (trusted != null && !trusted.equals(key)) {
        throw stop(file, 0, trusted.text(), key.text());
      }
      return key;
    } catch (NoSuchFileException e) {
      throw missing(file);
    } catch (IllegalArgumentException e) {
      throw stop(file, 0, "a verifier key", message(e));
    }
  }

  private Checkpoint checkpoint(VerifierKey key) throws IOException {
    Path file = LedgerFiles.checkpoint(ledger);
    try {
      return LedgerFiles.readCheckpoint(ledger, key);
    } catch (NoSuchFileException e) {
      throw missing(file);
    } catch (IllegalArgumentException e) {
      throw stop(file, 0, "a checkpoint of " + key.name(), message(e));
    }
  }

  /** Those asked for and those whose keys are kept with the ledger. */
  private Set<VerifierKey> witnesses(List<VerifierKey> asked) throws IOException {
    try {
      Set<VerifierKey> known = new LinkedHashSet<>(asked);
      known.addAll(Cosignatures.witnesses(ledger));
      return known;
    } catch (IllegalArgumentException e) {
      throw stop(LedgerFiles.witnesses(ledger), 0, "keys of witnesses, one a line", message(e));
    }
  }

  /** Every line must be of the log or of a witness that is known, and true. */
  private void lines(Path file, Checkpoint checkpoint, VerifierKey log, Set<VerifierKey> witnesses)
      throws Stop {
    for (VerifierKey witness : witnesses) {
      if (checkpoint.claims(witness) && checkpoint.cosignedBy(witness).isEmpty()) {
        throw stop(file, 0, "a true cosignature of " + witness, "another one");
      }
    }
    List<VerifierKey> known = new ArrayList<>(witnesses);
    known.add(log);
    for (NoteSignature signature : checkpoint.signatures()) {
      if (known.stream().noneMatch(signature::isBy)) {
        throw stop(file, 0, "lines of the log and of known witnesses", signature.line());
      }
    }
  }

  /** What witnesses cosigned must be what the log was, at every size. */
  private void cosignatures(Checkpoint checkpoint, VerifierKey log, Set<VerifierKey> witnesses)
      throws IOException {
    for (long at : Cosignatures.sizes(ledger)) {
      Path file = Cosignatures.file(ledger, at);
      try {
        Checkpoint cosigned = Cosignatures.read(ledger, at);
        if (!cosigned.origin().equals(log.name()) || !cosigned.isSignedBy(log)) {
          throw stop(file, 0, "a checkpoint signed by " + log, "another one");
        }
        lines(file, cosigned, log, witnesses);
        if (at > checkpoint.size() && at > checkpoint(log).size()) {
          throw stop(
              LedgerFiles.checkpoint(ledger), 0, at + " entries, as cosigned", size + " entries");
        }
        Digest root = at > size ? cosigned.root() : rootAt(at);
        if (!cosigned.root().equals(root)) {
          throw stop(file, 0, "root " + root.base64(), cosigned.root().base64());
        }
      } catch (IllegalArgumentException e) {
        throw stop(file, 0, "a cosigned checkpoint", message(e));
      }
    }
  }

  private Digest rootAt(long earlier) {
    return earlier == 0
        ? Digest.of(Hasher.EMPTY_ROOT)
        : Digest.wrap(new Tiles(ledger, size).root(0, earlier));
  }

  private void tree(Checkpoint checkpoint) throws IOException {
    size = checkpoint.size();
    for (long n = 0; n * TilePath.WIDTH < size; n++) {
      bundle(n, checkpoint);
    }
    tree.flush(this::compare);
    if (!tree.root().equals(checkpoint.root())) {
      throw stop(
          LedgerFiles.checkpoint(ledger),
          0,
          "root " + tree.root().base64(),
          checkpoint.root().base64());
    }
  }

  private void bundle(long n, Checkpoint checkpoint) throws IOException {
    int width = TilePath.width(size, TilePath.ENTRIES, n);
    long first = n * TilePath.WIDTH;
    Located bundle = located(TilePath.ENTRIES, n);
    Path file = bundle.file;
    EntryBundle entries = EntryBundle.parse(bundle.bytes, width);
    byte[] tile = tile(0, n, width);
    for (int i = 0; i < entries.count(); i++) {
      byte[] leaf = entries.leaf(hasher, i);
      if (!equal(leaf, 0, tile, i)) {
        throw blame(checkpoint, file, first + i, Digest.wrap(leaf));
      }
      tree.append(leaf, this::compare);
    }
    if (entries.count() < width) {
      throw stop(file, first + entries.count(), "an entry", "the end of the file");
    }
    requireEnd(file, TilePath.ENTRIES, n, width, entries.length(), bundle.bytes.length);
    earlier(TilePath.ENTRIES, n, width, bundle.bytes, entries);
  }

  /** An entry and its hash disagree: the signed root tells which of the two was changed. */
  private Stop blame(Checkpoint checkpoint, Path bundle, long index, Digest made) {
    Tiles tiles = new Tiles(ledger, size);
    Digest kept = Digest.wrap(tiles.leaf(index));
    boolean keptIsSigned;
    try {
      keptIsSigned = tiles.inclusion(index, size).proves(kept, checkpoint.root());
    } catch (LedgerFailure e) {
      keptIsSigned = false;
    }
    if (keptIsSigned) {
      return stop(bundle, index, "an entry with hash " + kept, made.hex());
    }
    Path tile = Tiles.locate(ledger, size, 0, index / TilePath.WIDTH);
    return stop(tile, index, made.hex(), kept.hex());
  }

  /** Compares a tile made from the entries with the one on the disk. */
  private void compare(int level, long n, byte[] made, int count) throws IOException {
    byte[] tile = tile(level, n, count);
    for (int i = 0; i < count; i++) {
      if (!equal(made, i, tile, i)) {
        Path file = Tiles.locate(ledger, size, level, n);
        throw stop(file, n * TilePath.WIDTH + i, hex(made, i), hex(tile, i));
      }
    }
    earlier(level, n, count, tile, null);
  }

  /** The hashes of a tile, as many as the log of this size has in it. */
  private byte[] tile(int level, long n, int width) throws IOException {
    Located tile = located(level, n);
    int length = width * Digest.BYTES;
    if (tile.bytes.length < length) {
      long whole = tile.bytes.length / Digest.BYTES;
      throw stop(tile.file, n * TilePath.WIDTH + whole, "a hash", "the end of the file");
    }
    requireEnd(tile.file, level, n, width, length, tile.bytes.length);
    return Arrays.copyOf(tile.bytes, length);
  }

  /** A file of exactly this width must end here; a full one may go on beyond the checkpoint. */
  private void requireEnd(Path file, int level, long n, int width, int length, int actual)
      throws Stop {
    if (actual > length && file.equals(TilePath.of(ledger, level, n, width))) {
      throw stop(
          file, n * TilePath.WIDTH + width, "the end of the file", actual - length + " more bytes");
    }
  }

  /** Narrower forms of a tile, kept from earlier checkpoints, must be the begin of this one. */
  private void earlier(int level, long n, int width, byte[] tile, @Nullable EntryBundle entries)
      throws IOException {
    TreeMap<Integer, Path> narrower = new TreeMap<>();
    Path folder = TilePath.partials(ledger, level, n);
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      files.forEach(file -> narrower.put(TilePath.partialWidth(file), file));
    } catch (NoSuchFileException e) {
      // There a moment ago; a writer has filled the tile since and dropped its narrower forms.
      return;
    }
    for (var form : narrower.headMap(width).entrySet()) {
      int count = form.getKey();
      int length = entries == null ? count * Digest.BYTES : entries.length(count);
      requireBegin(form.getValue(), tile, length);
    }
  }

  private void requireBegin(Path file, byte[] tile, int length) throws IOException {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      // Listed a moment ago; a writer has filled the tile since and needs it no more.
      return;
    }
    int different = Arrays.mismatch(bytes, 0, bytes.length, tile, 0, length);
    if (different >= 0) {
      throw stop(file, different, "the first " + length + " bytes of the tile", "other bytes");
    }
  }

  /** A tile's file and what it holds. */
  private static final class Located {
    final Path file;
    final byte[] bytes;

    Located(Path file, byte[] bytes) {
      this.file = file;
      this.bytes = bytes;
    }
  }

  private Located located(int level, long n) throws IOException {
    Path file = Tiles.locate(ledger, size, level, n);
    try {
      return new Located(file, Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      // A writer may have dropped the partial form between the two steps.
      Path full = TilePath.full(ledger, level, n);
      return new Located(full, read(full));
    }
  }

  private byte[] read(Path file) throws IOException {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw missing(file);
    }
  }

  private Stop missing(Path file) {
    return stop(file, 0, "a file", "none");
  }

  private Stop stop(Path file, long index, String expected, String found) {
    String name = ledger.relativize(file).toString().replace('\\', '/');
    return new Stop(new Difference(name, index, expected, found));
  }

  private static boolean equal(byte[] left, int i, byte[] right, int j) {
    return Arrays.equals(
        left,
        i * Digest.BYTES,
        (i + 1) * Digest.BYTES,
        right,
        j * Digest.BYTES,
        (j + 1) * Digest.BYTES);
  }

  private static String hex(byte[] hashes, int i) {
    return Digest.wrap(Arrays.copyOfRange(hashes, i * Digest.BYTES, (i + 1) * Digest.BYTES)).hex();
  }

  private static String message(Exception e) {
    return String.valueOf(e.getMessage());
  }
}
