package org.treuga.ledger;

import java.security.KeyPair;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * The private half of a key, with its public half. Its text form is a secret. Immutable.
 *
 * <p>The secret text has two lines: {@code PRIVATE+KEY+name+id+base64(type || seed)}, the form of
 * golang.org/x/mod/sumdb/note, then the {@link VerifierKey} text, because the JDK offers no way
 * from the seed to the public key.
 */
public final class SigningKey {

  private static final String HEAD = "PRIVATE+KEY+";

  private final VerifierKey verifier;
  private final byte[] seed;

  private SigningKey(VerifierKey verifier, byte[] seed) {
    this.verifier = verifier;
    this.seed = seed;
  }

  /**
   * A new key.
   *
   * @param name of the signer, without spaces and plus signs; for a log its origin
   * @param random the source of the secret
   */
  public static SigningKey generate(String name, KeyUse use, SecureRandom random) {
    KeyPair pair = Ed25519.generate(random);
    return new SigningKey(
        new VerifierKey(name, use, Ed25519.publicBytes(pair)), Ed25519.seed(pair));
  }

  /**
   * Reads the secret text.
   *
   * @throws IllegalArgumentException if the form is wrong or the halves do not belong together; the
   *     message does not repeat the secret
   */
  public static SigningKey parse(String secretText) {
    String[] lines = secretText.split("\n", -1);
    if (lines.length != 3 || !lines[2].isEmpty() || !lines[0].startsWith(HEAD)) {
      throw new IllegalArgumentException(
          "a private key must be two lines, PRIVATE+KEY+... and the verifier key");
    }
    VerifierKey verifier = VerifierKey.parse(lines[1]);
    // The base64 part may hold plus signs of its own, hence the limit.
    String[] parts = lines[0].split("\\+", 5);
    SigningKey key = new SigningKey(verifier, Notes.keyOf(Notes.base64(parts[parts.length - 1])));
    byte[] probe = {1};
    if (!key.secretText().equals(secretText) || !verifier.verify(probe, key.sign(probe))) {
      throw new IllegalArgumentException(
          "the private key does not belong to verifier key " + verifier);
    }
    return key;
  }

  /** The public half. */
  public VerifierKey verifier() {
    return verifier;
  }

  /** The two lines to keep in a file that only its owner can read. */
  public String secretText() {
    return HEAD
        + verifier.name()
        + "+"
        + HexFormat.of().toHexDigits(verifier.id())
        + "+"
        + Notes.material(verifier.use(), seed)
        + "\n"
        + verifier.text()
        + "\n";
  }

  byte[] sign(byte[] message) {
    return Ed25519.sign(seed, message);
  }

  /** The public half only, so that a log line never shows the secret. */
  @Override
  public String toString() {
    return verifier.text();
  }
}
