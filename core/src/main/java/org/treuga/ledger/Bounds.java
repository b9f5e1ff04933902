package org.treuga.ledger;

/** The two range checks of the package, with the wording its callers see. */
final class Bounds {

  private Bounds() {}

  static long index(long index, long size) {
    if (index < 0 || index >= size) {
      throw new IllegalArgumentException("index must be in [0, " + size + "), was " + index);
    }
    return index;
  }

  static long size(long fromSize, long size) {
    if (fromSize < 0 || fromSize > size) {
      throw new IllegalArgumentException("fromSize must be in [0, " + size + "], was " + fromSize);
    }
    return fromSize;
  }
}
