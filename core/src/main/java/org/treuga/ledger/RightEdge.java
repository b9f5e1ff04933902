package org.treuga.ledger;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Where a ledger grows on the disk: turns entries into tiles and bundles and writes those that
 * changed. Appending touches nothing else, whatever the size of the log. For one thread.
 */
final class RightEdge {

  private final Path ledger;
  private final Hasher hasher = new Hasher();
  private final TreeEdge tree;
  private final ByteArrayOutputStream bundle = new ByteArrayOutputStream();

  /** By level + 1: whether a part of its last tile is under a checkpoint or written by us. */
  private final BitSet begun = new BitSet();

  private final List<Path> outgrown = new ArrayList<>();

  /**
   * Reads the edge of a log of {@code size} entries and drops partial tiles beyond it, which a
   * crash may have left: they would look like earlier states of tiles still to come.
   */
  RightEdge(Path ledger, long size) throws IOException {
    this.ledger = ledger;
    Tiles tiles = new Tiles(ledger, size);
    this.tree = TreeEdge.read(tiles, size);
    for (int level = TilePath.ENTRIES; level < Long.BYTES; level++) {
      long tile = TilePath.count(size, level) / TilePath.WIDTH;
      int width = TilePath.width(size, level, tile);
      dropBeyond(level, tile, width);
      begun.set(level + 1, width > 0);
    }
    readBundle(tiles, size);
  }

  private void readBundle(Tiles tiles, long size) {
    long first = size - size % TilePath.WIDTH;
    if (first == size) {
      return;
    }
    EntryBundle entries = tiles.bundle(first / TilePath.WIDTH);
    for (int i = 0; i < entries.count(); i++) {
      if (!Digest.wrap(entries.leaf(hasher, i)).equals(Digest.wrap(tiles.leaf(first + i)))) {
        throw new LedgerFailure("entry " + (first + i) + " does not fit its hash; run verify");
      }
      EntryBundle.append(bundle, entries.entry(i));
    }
  }

  long size() {
    return tree.size();
  }

  /** The tree hash over everything appended. */
  Digest root() {
    return tree.root();
  }

  /** Takes an entry in; tiles that become full are written at once. */
  void append(byte[] entry, DurableFiles files) throws IOException {
    EntryBundle.append(bundle, entry);
    byte[] leaf = hasher.leaf(entry, 0, entry.length);
    tree.append(leaf, (level, tile, hashes, count) -> write(files, level, tile, hashes, count));
  }

  /** Writes the partial tiles that changed; with the full ones they are the state of the log. */
  void flush(DurableFiles files) throws IOException {
    tree.flush((level, tile, hashes, count) -> write(files, level, tile, hashes, count));
  }

  private void write(DurableFiles files, int level, long tile, byte[] hashes, int count)
      throws IOException {
    write(files, level, tile, count, hashes, count * Digest.BYTES);
    if (level == 0) {
      write(files, TilePath.ENTRIES, tile, count, bundle.toByteArray(), bundle.size());
      if (count == TilePath.WIDTH) {
        bundle.reset();
      }
    }
  }

  private void write(DurableFiles files, int level, long tile, int count, byte[] bytes, int length)
      throws IOException {
    boolean full = count == TilePath.WIDTH;
    if (!begun.get(level + 1)) {
      dropBeyond(level, tile, 0);
    } else if (full) {
      outgrown.add(TilePath.partials(ledger, level, tile));
    }
    files.write(TilePath.of(ledger, level, tile, count), bytes, length);
    begun.set(level + 1, !full);
  }

  /** Deletes partial tiles whose full tile is under a checkpoint now. */
  void dropOutgrown() {
    for (Path partials : outgrown) {
      try {
        dropBeyond(partials, 0);
      } catch (IOException e) {
        // They say nothing but what the full tile says: all we lose is room on the disk, and the
        // batch is safe already. The next attempt is not worth the state to remember it.
      }
    }
    outgrown.clear();
  }

  private void dropBeyond(int level, long tile, int width) throws IOException {
    dropBeyond(TilePath.partials(ledger, level, tile), width);
  }

  /** Deletes the partial forms wider than {@code width}, and the folder when that is all. */
  private static void dropBeyond(Path partials, int width) throws IOException {
    if (!Files.isDirectory(partials)) {
      return;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(partials)) {
      for (Path file : files) {
        if (TilePath.partialWidth(file) > width) {
          Files.delete(file);
        }
      }
    }
    if (width == 0) {
      Files.delete(partials);
    }
  }
}
