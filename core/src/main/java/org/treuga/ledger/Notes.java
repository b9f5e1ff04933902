package org.treuga.ledger;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/** The text rules of C2SP signed-note: strict, so that one byte sequence has one reading. */
final class Notes {

  private Notes() {}

  /** Decodes UTF-8 and refuses bytes that are not, instead of replacing them. */
  static String text(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("must be valid UTF-8", e);
    }
  }

  /** Decodes base64 and refuses any other spelling of the same bytes. */
  static byte[] base64(String text) {
    byte[] bytes = Base64.getDecoder().decode(text);
    if (!base64(bytes).equals(text)) {
      throw new IllegalArgumentException("base64 must be in its canonical form, was " + text);
    }
    return bytes;
  }

  static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  static String keyName(String name) {
    boolean spaced = name.codePoints().anyMatch(c -> c < 0x20 || isUnicodeSpace(c) || c == '+');
    if (name.isEmpty() || spaced) {
      throw new IllegalArgumentException(
          "a key name must be non-empty, without space and plus sign, was \"" + name + "\"");
    }
    return name;
  }

  private static boolean isUnicodeSpace(int c) {
    return Character.isSpaceChar(c) || c == 0x85;
  }

  static String line(String line) {
    if (line.isEmpty() || line.codePoints().anyMatch(c -> c < 0x20)) {
      throw new IllegalArgumentException(
          "a line must be non-empty, without control characters, was \"" + line + "\"");
    }
    return line;
  }

  /** SHA-256(name || 0x0A || type || public key), its first four bytes. */
  static int keyId(String name, KeyUse use, byte[] publicKey) {
    var sha = Hasher.sha256();
    sha.update(name.getBytes(StandardCharsets.UTF_8));
    sha.update((byte) '\n');
    sha.update(use.type());
    return ByteBuffer.wrap(sha.digest(publicKey)).getInt();
  }

  /** The key material of both key forms: base64(type || 32 bytes). */
  static String material(KeyUse use, byte[] key) {
    byte[] typed = new byte[1 + key.length];
    typed[0] = use.type();
    System.arraycopy(key, 0, typed, 1, key.length);
    return base64(typed);
  }

  static byte[] keyOf(byte[] material) {
    if (material.length != 1 + Ed25519.KEY_BYTES) {
      throw new IllegalArgumentException("key material must be 33 bytes, was " + material.length);
    }
    return Arrays.copyOfRange(material, 1, material.length);
  }
}
