package org.treuga.ledger;

import java.util.ArrayList;
import java.util.List;

/**
 * Why an older tree is a prefix of a newer one: nothing was removed, changed or put in between (RFC
 * 9162 section 2.1.4). At most 64 hashes. Immutable.
 *
 * @param fromSize of the older tree; the empty tree is a prefix of every tree
 * @param size of the newer tree
 * @param path the hashes, in the order of RFC 9162; empty if a size is 0 or both are equal
 */
public record ConsistencyProof(long fromSize, long size, List<Digest> path) {

  public ConsistencyProof {
    Bounds.size(fromSize, size);
    path = List.copyOf(path);
  }

  /** Whether the path leads to both roots (RFC 9162 section 2.1.4.2). */
  public boolean proves(Digest olderRoot, Digest newerRoot) {
    if (fromSize == 0) {
      return path.isEmpty() && olderRoot.equals(Digest.wrap(Hasher.EMPTY_ROOT));
    }
    if (fromSize == size) {
      return path.isEmpty() && olderRoot.equals(newerRoot);
    }
    List<Digest> hashes = new ArrayList<>(path);
    if (Long.bitCount(fromSize) == 1) {
      hashes.addFirst(olderRoot);
    }
    return !hashes.isEmpty() && leadsToBoth(hashes, olderRoot, newerRoot);
  }

  private boolean leadsToBoth(List<Digest> hashes, Digest olderRoot, Digest newerRoot) {
    Hasher hasher = new Hasher();
    int whole = Long.numberOfTrailingZeros(fromSize);
    long node = (fromSize - 1) >> whole;
    long last = (size - 1) >> whole;
    byte[] older = hashes.getFirst().shared();
    byte[] newer = older;
    for (Digest sibling : hashes.subList(1, hashes.size())) {
      if (last == 0) {
        return false;
      }
      if (node % 2 == 1 || node == last) {
        older = hasher.node(sibling.shared(), older);
        newer = hasher.node(sibling.shared(), newer);
        int skipped = Long.numberOfTrailingZeros(node);
        node >>= skipped;
        last >>= skipped;
      } else {
        newer = hasher.node(newer, sibling.shared());
      }
      node >>= 1;
      last >>= 1;
    }
    return last == 0
        && Digest.wrap(older).equals(olderRoot)
        && Digest.wrap(newer).equals(newerRoot);
  }
}
