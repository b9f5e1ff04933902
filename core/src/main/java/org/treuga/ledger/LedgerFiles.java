package org.treuga.ledger;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The two small files of a ledger: whose it is, and how far it goes. */
final class LedgerFiles {

  private LedgerFiles() {}

  static Path checkpoint(Path ledger) {
    return ledger.resolve("checkpoint");
  }

  static Path vkey(Path ledger) {
    return ledger.resolve("vkey");
  }

  static Path witnesses(Path ledger) {
    return ledger.resolve("witnesses");
  }

  static Path cosignatures(Path ledger) {
    return ledger.resolve("cosignatures");
  }

  static byte[] vkeyBytes(VerifierKey key) {
    return (key.text() + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Reads the verifier key.
   *
   * @throws IllegalArgumentException if the file holds anything but one key and a line end
   */
  static VerifierKey readVkey(Path ledger) throws IOException {
    String text = Notes.text(Files.readAllBytes(vkey(ledger)));
    if (!text.endsWith("\n")) {
      throw new IllegalArgumentException("must end with a line end");
    }
    VerifierKey key = VerifierKey.parse(text.substring(0, text.length() - 1));
    Checkpoint.requireUse(key, KeyUse.LOG);
    return key;
  }

  /**
   * Reads the checkpoint and checks who signed it.
   *
   * @throws IllegalArgumentException if it is malformed or not signed by {@code key}
   */
  static Checkpoint readCheckpoint(Path ledger, VerifierKey key) throws IOException {
    Checkpoint checkpoint = Checkpoint.parse(Files.readAllBytes(checkpoint(ledger)));
    if (!checkpoint.origin().equals(key.name())) {
      throw new IllegalArgumentException(
          "origin must be %s, was %s".formatted(key.name(), checkpoint.origin()));
    }
    if (!checkpoint.isSignedBy(key)) {
      throw new IllegalArgumentException("must be signed by " + key);
    }
    return checkpoint;
  }
}
