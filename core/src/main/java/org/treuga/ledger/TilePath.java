package org.treuga.ledger;

import java.nio.file.Path;

/**
 * Where a tile lies (C2SP tlog-tiles): {@code tile/<level>/<N>} for hashes, {@code
 * tile/entries/<N>} for entries. N is written in groups of three digits, all but the last after an
 * {@code x}: 1234067 is {@code x001/x234/067}.
 */
final class TilePath {

  /** Hashes in a full tile, entries in a full bundle. */
  static final int WIDTH = 256;

  /** Level name of the entry bundles beside the levels 0, 1, ... of hashes. */
  static final int ENTRIES = -1;

  private TilePath() {}

  /** The full tile, relative to the ledger. */
  static Path full(Path ledger, int level, long n) {
    String name = level == ENTRIES ? "entries" : Integer.toString(level);
    return ledger.resolve("tile").resolve(name).resolve(number(n));
  }

  /** The folder of a tile's partial forms, each named by its width. */
  static Path partials(Path ledger, int level, long n) {
    Path full = full(ledger, level, n);
    return full.resolveSibling(full.getFileName() + ".p");
  }

  static Path of(Path ledger, int level, long n, int width) {
    return width == WIDTH
        ? full(ledger, level, n)
        : partials(ledger, level, n).resolve(Integer.toString(width));
  }

  /**
   * How many hashes of a level, or entries, a log of {@code size} entries has: size / 256^level.
   */
  static long count(long size, int level) {
    // Eight levels hold every long; a shift by 64 would be none at all.
    return level >= Long.BYTES ? 0 : size >> (Byte.SIZE * Math.max(level, 0));
  }

  /** How many hashes or entries tile {@code n} holds in a log of {@code size} entries. */
  static int width(long size, int level, long n) {
    return (int) Math.clamp(count(size, level) - n * WIDTH, 0L, (long) WIDTH);
  }

  /** The width a partial tile's file name tells; beyond every width if it is no such name. */
  static int partialWidth(Path file) {
    String name = file.getFileName().toString();
    return name.matches("[1-9][0-9]{0,2}") ? Integer.parseInt(name) : Integer.MAX_VALUE;
  }

  static String number(long n) {
    String path = threeDigits(n % 1000);
    for (long rest = n / 1000; rest > 0; rest /= 1000) {
      path = "x" + threeDigits(rest % 1000) + "/" + path;
    }
    return path;
  }

  private static String threeDigits(long n) {
    return Long.toString(1000 + n).substring(1);
  }
}
