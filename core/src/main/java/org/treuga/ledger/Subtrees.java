package org.treuga.ledger;

import java.util.ArrayList;
import java.util.List;

/**
 * A tree of which the hash of any aligned stretch of leaves can be asked; from that alone every
 * proof follows. Cost: about log2(size) questions a proof.
 */
interface Subtrees {

  /** The hash over the leaves {@code [start, end)}, which must not be empty. */
  byte[] root(long start, long end);

  /** The largest power of two below {@code width}, where RFC 9162 splits. */
  static long split(long width) {
    return Long.highestOneBit(width - 1);
  }

  /** PATH of RFC 9162 section 2.1.3.1. */
  default InclusionProof inclusion(long index, long size) {
    List<Digest> path = new ArrayList<>();
    long start = 0;
    long end = size;
    while (end - start > 1) {
      long middle = start + split(end - start);
      if (index < middle) {
        path.addFirst(Digest.wrap(root(middle, end)));
        end = middle;
      } else {
        path.addFirst(Digest.wrap(root(start, middle)));
        start = middle;
      }
    }
    return new InclusionProof(index, size, path);
  }

  /** PROOF of RFC 9162 section 2.1.4.1; from the empty tree it is empty. */
  default ConsistencyProof consistency(long fromSize, long size) {
    List<Digest> path = new ArrayList<>();
    if (fromSize == 0 || fromSize == size) {
      return new ConsistencyProof(fromSize, size, path);
    }
    long start = 0;
    long end = size;
    while (end != fromSize) {
      long middle = start + split(end - start);
      if (fromSize <= middle) {
        path.addFirst(Digest.wrap(root(middle, end)));
        end = middle;
      } else {
        path.addFirst(Digest.wrap(root(start, middle)));
        start = middle;
      }
    }
    // A verifier knows the old root already when the old tree is a whole subtree of the new one.
    if (start > 0) {
      path.addFirst(Digest.wrap(root(start, end)));
    }
    return new ConsistencyProof(fromSize, size, path);
  }
}
