package org.treuga.ledger;

/** What an Ed25519 key signs; the number is the signature type of C2SP signed-note. */
public enum KeyUse {
  /** The text of the log's own checkpoints. */
  LOG(1),
  /** A statement "seen at this time, consistent with all I saw before" (tlog-cosignature v1). */
  WITNESS(4);

  private final byte type;

  KeyUse(int type) {
    this.type = (byte) type;
  }

  byte type() {
    return type;
  }

  static KeyUse of(byte type) {
    for (KeyUse use : values()) {
      if (use.type == type) {
        return use;
      }
    }
    throw new IllegalArgumentException(
        "signature type must be 1 (log) or 4 (witness), was " + (type & 0xff));
  }
}
