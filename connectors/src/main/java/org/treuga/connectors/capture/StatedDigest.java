package org.treuga.connectors.capture;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A digest as tools write it: {@code sha1:} and 32 characters of base 32, {@code sha256:} and 64 of
 * base 16 or 56 of base 32, {@code SHA3-512:} and base 16.
 */
record StatedDigest(String algorithm, String hex) {

  private static final Map<String, Integer> LENGTHS =
      Map.of("MD5", 16, "SHA-1", 20, "SHA-256", 32, "SHA-512", 64, "SHA3-256", 32, "SHA3-512", 64);

  /** Part of a file, from an offset to its end. */
  record Bytes(Path file, long from) {
    static Bytes of(Path file) {
      return new Bytes(file, 0);
    }
  }

  /** Empty if the text is not of a form that is known. */
  static Optional<StatedDigest> parse(String text) {
    String[] parts = text.strip().split(":", 2);
    if (parts.length != 2) {
      return Optional.empty();
    }
    String algorithm = name(parts[0]);
    Integer length = LENGTHS.get(algorithm);
    if (length == null) {
      return Optional.empty();
    }
    String digits = parts[1].strip();
    if (digits.length() == 2 * length && digits.matches("[0-9A-Fa-f]+")) {
      return Optional.of(new StatedDigest(algorithm, digits.toLowerCase(Locale.ROOT)));
    }
    return base32(digits, length).map(hex -> new StatedDigest(algorithm, hex));
  }

  private static String name(String written) {
    String upper = written.strip().toUpperCase(Locale.ROOT);
    return upper.matches("SHA\\d+") ? "SHA-" + upper.substring(3) : upper;
  }

  /** RFC 4648, with or without padding. */
  private static Optional<String> base32(String digits, int length) {
    String bare = digits.replaceFirst("=+$", "").toUpperCase(Locale.ROOT);
    if (bare.length() != (length * 8 + 4) / 5 || !bare.matches("[A-Z2-7]+")) {
      return Optional.empty();
    }
    byte[] bytes = new byte[length];
    int buffer = 0;
    int bits = 0;
    int at = 0;
    for (char c : bare.toCharArray()) {
      buffer = buffer << 5 | (c >= 'A' ? c - 'A' : c - '2' + 26);
      bits += 5;
      if (bits >= 8 && at < length) {
        bits -= 8;
        bytes[at++] = (byte) (buffer >> bits);
        buffer &= (1 << bits) - 1;
      }
    }
    return Optional.of(HexFormat.of().formatHex(bytes));
  }

  /** Whether it is the digest of these bytes. */
  boolean isOf(Bytes bytes) throws IOException {
    try (InputStream in = Files.newInputStream(bytes.file())) {
      in.skipNBytes(bytes.from());
      return isOf(in);
    }
  }

  boolean isOf(InputStream in) throws IOException {
    try {
      MessageDigest sha = MessageDigest.getInstance(algorithm);
      new DigestInputStream(in, sha).transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(sha.digest()).equals(hex);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has " + algorithm, e);
    }
  }
}
