package org.treuga.ledger;

import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** A SHA-256 hash value: always 32 bytes. Immutable. */
public final class Digest {

  /** Length in bytes. */
  public static final int BYTES = 32;

  private final byte[] bytes;

  private Digest(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * The digest with these bytes; they are copied.
   *
   * @throws IllegalArgumentException unless there are 32
   */
  public static Digest of(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("a digest has 32 bytes, was " + bytes.length);
    }
    return new Digest(bytes.clone());
  }

  /** The digest written as 64 hexadecimal digits. */
  public static Digest parseHex(String hex) {
    return of(HexFormat.of().parseHex(hex));
  }

  /** Wraps without a copy: only for arrays that nobody else holds. */
  static Digest wrap(byte[] bytes) {
    return new Digest(bytes);
  }

  /** A copy of the 32 bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** The bytes themselves, not to be written to. */
  byte[] shared() {
    return bytes;
  }

  /** 64 lower-case hexadecimal digits. */
  public String hex() {
    return HexFormat.of().formatHex(bytes);
  }

  /** Standard base64 with padding, as a checkpoint writes it (RFC 4648 section 4). */
  public String base64() {
    return Base64.getEncoder().encodeToString(bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Digest digest && Arrays.equals(bytes, digest.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return hex();
  }
}
