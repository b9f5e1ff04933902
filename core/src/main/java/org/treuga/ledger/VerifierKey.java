package org.treuga.ledger;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * The public half of a key: enough to check what a log or a witness signed, and safe to print in a
 * newspaper. Written {@code name+id+base64(type || key)} as in C2SP signed-note, "verifier keys".
 * Immutable.
 */
public final class VerifierKey {

  private final String name;
  private final KeyUse use;
  private final byte[] publicKey;
  private final int id;

  VerifierKey(String name, KeyUse use, byte[] publicKey) {
    this.name = Notes.keyName(name);
    this.use = use;
    this.publicKey = publicKey;
    this.id = Notes.keyId(name, use, publicKey);
  }

  /**
   * Reads the one-line form, without a line end. Only the canonical spelling is taken.
   *
   * @throws IllegalArgumentException if the form is wrong or the id does not fit name and key
   */
  public static VerifierKey parse(String text) {
    String[] parts = text.split("\\+", 3);
    if (parts.length != 3) {
      throw new IllegalArgumentException(
          "a verifier key must be name+id+base64, was \"" + text + "\"");
    }
    byte[] material = Notes.base64(parts[2]);
    byte[] publicKey = Notes.keyOf(material);
    VerifierKey key = new VerifierKey(parts[0], KeyUse.of(material[0]), publicKey);
    if (!key.text().equals(text)) {
      throw new IllegalArgumentException(
          "the id of verifier key \"%s\" must be %s".formatted(text, key.idHex()));
    }
    return key;
  }

  /** Who signs with it; for a log its origin. */
  public String name() {
    return name;
  }

  public KeyUse use() {
    return use;
  }

  /** The first four bytes of SHA-256(name || 0x0A || type || key), big-endian. */
  public int id() {
    return id;
  }

  /** The one-line form. */
  public String text() {
    return name + "+" + idHex() + "+" + Notes.material(use, publicKey);
  }

  boolean verify(byte[] message, byte[] signature) {
    return Ed25519.verify(publicKey, message, signature);
  }

  private String idHex() {
    return HexFormat.of().toHexDigits(id);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof VerifierKey key
        && name.equals(key.name)
        && use == key.use
        && Arrays.equals(publicKey, key.publicKey);
  }

  @Override
  public int hashCode() {
    return id;
  }

  @Override
  public String toString() {
    return text();
  }
}
