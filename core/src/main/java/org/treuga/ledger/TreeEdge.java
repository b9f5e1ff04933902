package org.treuga.ledger;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The growing side of a tree in memory: the last, unfinished tile of every level. It makes every
 * tile of the log in turn and keeps 8 KiB a level, whatever the size. For one thread.
 *
 * <p>The writer puts the tiles on disk, the checker compares them with what is there.
 */
final class TreeEdge {

  /** Takes a tile: full, or at a {@link #flush} as far as it goes. The array is reused. */
  @FunctionalInterface
  interface TileSink {
    void tile(int level, long tile, byte[] hashes, int count) throws IOException;
  }

  private final Hasher hasher = new Hasher();
  private final List<Level> levels = new ArrayList<>();

  private static final class Level {
    final byte[] hashes = new byte[TilePath.WIDTH * Digest.BYTES];
    long tile;
    int count;
    boolean changed;

    void add(byte[] hash) {
      System.arraycopy(hash, 0, hashes, count * Digest.BYTES, Digest.BYTES);
      count++;
      changed = true;
    }

    void next() {
      tile++;
      count = 0;
      changed = false;
    }
  }

  /** The edge of a log of {@code size} entries, its hashes read from the tiles. */
  static TreeEdge read(Tiles tiles, long size) {
    TreeEdge edge = new TreeEdge();
    for (int number = 0; TilePath.count(size, number) > 0; number++) {
      Level level = edge.level(number);
      level.tile = TilePath.count(size, number) / TilePath.WIDTH;
      long leaves = 1L << (Byte.SIZE * number);
      for (int i = 0; i < TilePath.width(size, number, level.tile); i++) {
        long start = (level.tile * TilePath.WIDTH + i) * leaves;
        level.add(tiles.root(start, start + leaves));
      }
      level.changed = false;
    }
    return edge;
  }

  long size() {
    return levels.isEmpty() ? 0 : levels.getFirst().tile * TilePath.WIDTH + levels.getFirst().count;
  }

  /** Takes the next leaf hash in; tiles that become full go to the sink, from level 0 up. */
  void append(byte[] leaf, TileSink sink) throws IOException {
    push(0, leaf, sink);
  }

  private void push(int number, byte[] hash, TileSink sink) throws IOException {
    Level level = level(number);
    level.add(hash);
    if (level.count == TilePath.WIDTH) {
      sink.tile(number, level.tile, level.hashes, level.count);
      level.next();
      push(number + 1, hasher.root(level.hashes, 0, TilePath.WIDTH), sink);
    }
  }

  /** Hands out the partial tiles that changed since the last time. */
  void flush(TileSink sink) throws IOException {
    for (int number = 0; number < levels.size(); number++) {
      Level level = levels.get(number);
      if (level.changed) {
        sink.tile(number, level.tile, level.hashes, level.count);
        level.changed = false;
      }
    }
  }

  /** The tree hash over everything appended. */
  Digest root() {
    byte @Nullable [] right = null;
    for (Level level : levels) {
      right = rootWith(level, right);
    }
    return right == null ? Digest.of(Hasher.EMPTY_ROOT) : Digest.of(right);
  }

  /** What lies below and to the right of this level counts as its last hash. */
  private byte @Nullable [] rootWith(Level level, byte @Nullable [] right) {
    if (level.count == 0) {
      return right;
    }
    if (right == null) {
      return hasher.root(level.hashes, 0, level.count);
    }
    int end = level.count * Digest.BYTES;
    byte[] all = Arrays.copyOf(level.hashes, TilePath.WIDTH * Digest.BYTES);
    System.arraycopy(right, 0, all, end, Digest.BYTES);
    return hasher.root(all, 0, level.count + 1);
  }

  private Level level(int number) {
    while (levels.size() <= number) {
      levels.add(new Level());
    }
    return levels.get(number);
  }
}
