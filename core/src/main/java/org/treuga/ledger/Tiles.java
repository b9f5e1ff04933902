package org.treuga.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The tiles of a log as of one size, read from disk when asked for and then kept: a proof in a log
 * of a million entries reads six files or so. For one proof, in one thread.
 */
final class Tiles implements Subtrees {

  private final Path ledger;
  private final long size;
  private final Hasher hasher = new Hasher();
  private final Map<Path, byte[]> read = new HashMap<>();

  Tiles(Path ledger, long size) {
    this.ledger = ledger;
    this.size = size;
  }

  @Override
  public byte[] root(long start, long end) {
    long width = end - start;
    if (Long.bitCount(width) == 1) {
      return complete(Long.numberOfTrailingZeros(width), start);
    }
    long middle = start + Subtrees.split(width);
    return hasher.node(root(start, middle), root(middle, end));
  }

  /** The hash of one leaf as the tile at level 0 has it. */
  byte[] leaf(long index) {
    return complete(0, index);
  }

  /** The hash over 2^height leaves from an aligned start: within one tile by construction. */
  private byte[] complete(int height, long start) {
    int level = height / 8;
    long first = TilePath.count(start, level);
    byte[] tile = hashes(level, first / TilePath.WIDTH);
    return hasher.root(tile, (int) (first % TilePath.WIDTH), 1 << height % 8);
  }

  private byte[] hashes(int level, long n) {
    return read.computeIfAbsent(
        TilePath.full(ledger, level, n),
        path -> {
          int length = TilePath.width(size, level, n) * Digest.BYTES;
          byte[] bytes = file(level, n);
          if (bytes.length < length) {
            throw new LedgerFailure(
                "%s: expected %s bytes, has %s; run verify".formatted(path, length, bytes.length));
          }
          return Arrays.copyOf(bytes, length);
        });
  }

  /** The entries of a bundle; not checked against their hashes. */
  EntryBundle bundle(long n) {
    int width = TilePath.width(size, TilePath.ENTRIES, n);
    EntryBundle bundle = EntryBundle.parse(file(TilePath.ENTRIES, n), width);
    if (bundle.count() < width) {
      throw new LedgerFailure(
          "%s: expected %s entries, has %s; run verify"
              .formatted(TilePath.full(ledger, TilePath.ENTRIES, n), width, bundle.count()));
    }
    return bundle;
  }

  /** The bytes of a tile or bundle as of this size: without what a writer has added since. */
  byte[] bytes(int level, long n) {
    if (level == TilePath.ENTRIES) {
      return Arrays.copyOf(file(level, n), bundle(n).length());
    }
    return hashes(level, n);
  }

  private byte[] file(int level, long n) {
    Path path = locate(ledger, size, level, n);
    try {
      return Files.readAllBytes(path);
    } catch (NoSuchFileException e) {
      return readFull(level, n);
    } catch (IOException e) {
      throw new LedgerFailure("cannot read " + path, e);
    }
  }

  /** The writer may have filled the tile, and dropped the partial one, a moment ago. */
  private byte[] readFull(int level, long n) {
    Path path = TilePath.full(ledger, level, n);
    try {
      return Files.readAllBytes(path);
    } catch (IOException e) {
      throw new LedgerFailure("cannot read " + path + "; restore it from a copy", e);
    }
  }

  /**
   * The file that holds a tile: the partial one of exactly the width needed, else the full one. The
   * full one may also be left over from a write that never came to a checkpoint, hence this order.
   */
  static Path locate(Path ledger, long size, int level, long n) {
    Path path = TilePath.of(ledger, level, n, TilePath.width(size, level, n));
    return Files.exists(path) ? path : TilePath.full(ledger, level, n);
  }
}
