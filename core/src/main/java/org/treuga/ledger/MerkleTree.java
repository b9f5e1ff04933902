package org.treuga.ledger;

import java.util.List;

/**
 * The hash tree of RFC 9162 section 2.1 over leaves held in memory: the definition in code, for
 * small trees, tests and checkers. A log on disk is read through {@link LedgerView}.
 *
 * <p>Every method recomputes from the leaves: linear in their number. All methods are pure.
 */
public final class MerkleTree {

  private MerkleTree() {}

  /** The hash of an entry: SHA-256(0x00 || entry). */
  public static Digest leaf(byte[] entry) {
    return Digest.wrap(new Hasher().leaf(entry, 0, entry.length));
  }

  /** The hash of an inner node: SHA-256(0x01 || left || right). */
  public static Digest node(Digest left, Digest right) {
    return Digest.wrap(new Hasher().node(left.shared(), right.shared()));
  }

  /** The tree hash over leaf hashes; without leaves the SHA-256 of nothing. */
  public static Digest root(List<Digest> leaves) {
    return leaves.isEmpty()
        ? Digest.of(Hasher.EMPTY_ROOT)
        : Digest.wrap(subtrees(leaves).root(0, leaves.size()));
  }

  /**
   * The proof that leaf {@code index} is in the tree of all {@code leaves}.
   *
   * @throws IllegalArgumentException if there is no such leaf
   */
  public static InclusionProof inclusion(List<Digest> leaves, long index) {
    return subtrees(leaves).inclusion(Bounds.index(index, leaves.size()), leaves.size());
  }

  /**
   * The proof that the first {@code fromSize} leaves are a prefix of all {@code leaves}.
   *
   * @throws IllegalArgumentException if there are fewer leaves than that
   */
  public static ConsistencyProof consistency(List<Digest> leaves, long fromSize) {
    return subtrees(leaves).consistency(Bounds.size(fromSize, leaves.size()), leaves.size());
  }

  private static Subtrees subtrees(List<Digest> leaves) {
    byte[] hashes = new byte[leaves.size() * Digest.BYTES];
    for (int i = 0; i < leaves.size(); i++) {
      System.arraycopy(leaves.get(i).shared(), 0, hashes, i * Digest.BYTES, Digest.BYTES);
    }
    Hasher hasher = new Hasher();
    return (start, end) -> hasher.root(hashes, (int) start, (int) (end - start));
  }
}
