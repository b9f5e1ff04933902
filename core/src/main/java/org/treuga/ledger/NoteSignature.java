package org.treuga.ledger;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * One signature line of a checkpoint: {@code — name base64(key id || signature)} (C2SP
 * signed-note). It says who claims to have signed, not that it is true. Immutable.
 */
public final class NoteSignature {

  private static final String DASH = "\u2014 ";

  private final String name;
  private final int keyId;
  private final byte[] signature;

  NoteSignature(String name, int keyId, byte[] signature) {
    this.name = Notes.keyName(name);
    this.keyId = keyId;
    this.signature = signature;
  }

  static NoteSignature parse(String line) {
    int space = line.lastIndexOf(' ');
    if (!line.startsWith(DASH) || space < DASH.length()) {
      throw new IllegalArgumentException(
          "a signature line must be \"\u2014 name base64\", was \"" + line + "\"");
    }
    byte[] bytes = Notes.base64(line.substring(space + 1));
    if (bytes.length < Integer.BYTES) {
      throw new IllegalArgumentException("a signature must hold a key id, was \"" + line + "\"");
    }
    return new NoteSignature(
        line.substring(DASH.length(), space),
        ByteBuffer.wrap(bytes).getInt(),
        Arrays.copyOfRange(bytes, Integer.BYTES, bytes.length));
  }

  /** Who claims to have signed. */
  public String name() {
    return name;
  }

  /** The id of the key; name and id together find the key. */
  public int keyId() {
    return keyId;
  }

  boolean isBy(VerifierKey key) {
    return keyId == key.id() && name.equals(key.name());
  }

  byte[] signature() {
    return signature;
  }

  /** The line without its line end. */
  public String line() {
    ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES + signature.length);
    return DASH + name + " " + Notes.base64(bytes.putInt(keyId).put(signature).array());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NoteSignature that && line().equals(that.line());
  }

  @Override
  public int hashCode() {
    return line().hashCode();
  }

  @Override
  public String toString() {
    return line();
  }
}
