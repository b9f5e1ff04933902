package org.treuga.ledger;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * SHA-256 with the prefixes of RFC 9162 section 2.1.1: 0x00 before a leaf, 0x01 before a node, so
 * that a node can never be passed off as an entry. For one thread.
 */
final class Hasher {

  static final byte[] EMPTY_ROOT = sha256().digest();

  private final MessageDigest sha = sha256();
  private final byte[] node = new byte[1 + 2 * Digest.BYTES];

  Hasher() {
    node[0] = 1;
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform must provide SHA-256", e);
    }
  }

  byte[] leaf(byte[] bytes, int offset, int length) {
    sha.update((byte) 0);
    sha.update(bytes, offset, length);
    return sha.digest();
  }

  byte[] node(byte[] left, byte[] right) {
    System.arraycopy(left, 0, node, 1, Digest.BYTES);
    System.arraycopy(right, 0, node, 1 + Digest.BYTES, Digest.BYTES);
    return sha.digest(node);
  }

  /**
   * The tree hash over {@code count} consecutive hashes, each standing for a subtree.
   *
   * <p>Pairs are joined level by level and an odd last one moves up unchanged. That gives the same
   * tree as the recursive split at the largest power of two in RFC 9162.
   */
  byte[] root(byte[] hashes, int first, int count) {
    int from = first * Digest.BYTES;
    byte[] row = Arrays.copyOfRange(hashes, from, from + count * Digest.BYTES);
    int width = count;
    while (width > 1) {
      for (int pair = 0; pair < width / 2; pair++) {
        System.arraycopy(row, pair * 2 * Digest.BYTES, node, 1, 2 * Digest.BYTES);
        System.arraycopy(sha.digest(node), 0, row, pair * Digest.BYTES, Digest.BYTES);
      }
      if (width % 2 == 1) {
        System.arraycopy(
            row, (width - 1) * Digest.BYTES, row, width / 2 * Digest.BYTES, Digest.BYTES);
      }
      width = (width + 1) / 2;
    }
    return Arrays.copyOf(row, Digest.BYTES);
  }
}
