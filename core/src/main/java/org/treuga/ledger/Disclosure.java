package org.treuga.ledger;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/**
 * One sensitive field, kept out of the record: the record holds only its digest, and whoever is
 * shown this disclosure can check that it is what was recorded (RFC 9901, SD-JWT, section 4.2).
 *
 * <p>To forget the field, destroy every copy of the disclosure: without the salt the digest says
 * nothing, and the record stays whole. Immutable.
 *
 * @param salt 128 random bits or more in base64url without padding
 * @param name of the field
 * @param valueJson the value as JSON text in canonical form; it is taken as it is and not checked
 */
public record Disclosure(String salt, String name, String valueJson) {

  /** Bytes of salt: 128 bits, as RFC 9901 recommends. */
  public static final int SALT_BYTES = 16;

  private static final Set<String> RESERVED = Set.of("_sd", "...");
  private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

  public Disclosure {
    if (Base64.getUrlDecoder().decode(salt).length < SALT_BYTES) {
      throw new IllegalArgumentException("salt must hold %s bytes or more".formatted(SALT_BYTES));
    }
    if (RESERVED.contains(name)) {
      throw new IllegalArgumentException("name must not be a word of SD-JWT, was " + name);
    }
    if (valueJson.isBlank()) {
      throw new IllegalArgumentException("valueJson must be JSON text, was blank");
    }
  }

  /** The disclosure of a field under a fresh salt. */
  public static Disclosure of(String name, String valueJson, SecureRandom random) {
    return new Disclosure(BASE64URL.encodeToString(draw(random, SALT_BYTES)), name, valueJson);
  }

  /**
   * Reads the encoded form. Whether the value is JSON is for its reader to find out.
   *
   * @throws IllegalArgumentException unless the text is exactly what {@link #encoded} would write
   */
  public static Disclosure parse(String encoded) {
    String array = Notes.text(Base64.getUrlDecoder().decode(encoded));
    JsonStrings json = new JsonStrings(array);
    json.expect('[');
    String salt = json.string();
    json.expect(',');
    String name = json.string();
    json.expect(',');
    if (!array.endsWith("]")) {
      throw new IllegalArgumentException("a disclosure must be a JSON array");
    }
    String value = array.substring(json.position(), array.length() - 1);
    Disclosure disclosure = new Disclosure(salt, name, value);
    if (!disclosure.encoded().equals(encoded)) {
      throw new IllegalArgumentException("a disclosure must be in its canonical form");
    }
    return disclosure;
  }

  /** base64url of {@code ["salt","name",value]}: what is handed to those who may see the field. */
  public String encoded() {
    String array =
        "[" + JsonStrings.quote(salt) + "," + JsonStrings.quote(name) + "," + valueJson + "]";
    return BASE64URL.encodeToString(array.getBytes(StandardCharsets.UTF_8));
  }

  /** base64url of the SHA-256 of the encoded form: what the record holds. */
  public String digest() {
    return digestOf(encoded().getBytes(StandardCharsets.US_ASCII));
  }

  /** Whether a record with these digests holds this field, name and value. */
  public boolean belongsTo(List<String> digests) {
    return digests.contains(digest());
  }

  /**
   * The digests of a record's sensitive fields among decoys, sorted so that their order tells
   * nothing (RFC 9901 sections 4.2.4.1 and 4.2.7).
   *
   * @param decoys how many digests of nothing to add, to hide how many fields there are
   */
  public static List<String> digests(
      List<Disclosure> disclosures, int decoys, SecureRandom random) {
    List<String> digests = new ArrayList<>();
    disclosures.forEach(disclosure -> digests.add(disclosure.digest()));
    for (int i = 0; i < decoys; i++) {
      digests.add(digestOf(draw(random, Digest.BYTES)));
    }
    digests.sort(null);
    return List.copyOf(digests);
  }

  /** Name only: the value must not end up in a log line. */
  @Override
  public String toString() {
    return "Disclosure[" + name + "]";
  }

  private static String digestOf(byte[] bytes) {
    return BASE64URL.encodeToString(Hasher.sha256().digest(bytes));
  }

  private static byte[] draw(SecureRandom random, int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }
}
