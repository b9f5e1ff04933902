package org.treuga.ledger;

import java.util.List;

/**
 * Why an entry is in a tree: the hashes that lead from its leaf to the root (RFC 9162 section
 * 2.1.3). At most 63 hashes. Immutable.
 *
 * @param index of the entry, from 0
 * @param size of the tree
 * @param path sibling hashes, from the leaf upwards
 */
public record InclusionProof(long index, long size, List<Digest> path) {

  public InclusionProof {
    Bounds.index(index, size);
    path = List.copyOf(path);
  }

  /** Whether this path leads from {@code leaf} to {@code root} (RFC 9162 section 2.1.3.2). */
  public boolean proves(Digest leaf, Digest root) {
    Hasher hasher = new Hasher();
    long node = index;
    long last = size - 1;
    byte[] hash = leaf.shared();
    for (Digest sibling : path) {
      if (last == 0) {
        return false;
      }
      if (node % 2 == 1 || node == last) {
        hash = hasher.node(sibling.shared(), hash);
        // On the right edge a node without a sibling moves up unchanged.
        int skipped = Long.numberOfTrailingZeros(node);
        node >>= skipped;
        last >>= skipped;
      } else {
        hash = hasher.node(hash, sibling.shared());
      }
      node >>= 1;
      last >>= 1;
    }
    return last == 0 && Digest.wrap(hash).equals(root);
  }
}
