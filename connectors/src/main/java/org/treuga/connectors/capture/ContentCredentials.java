package org.treuga.connectors.capture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Whether a file carries a C2PA manifest (Content Credentials 2.1), and what says it made it. Only
 * that it is there is found out: no signature and no hash in it is checked.
 *
 * @param where {@code jpeg}, {@code png}, {@code bmff} or {@code sidecar}
 * @param claimGenerator as the claim words it; empty where it cannot be read
 */
public record ContentCredentials(String where, String claimGenerator) {

  private static final int MAX_MANIFEST_BYTES = 4 << 20;
  private static final int MAX_PARTS = 100_000;
  private static final byte[] JUMBF_LABEL = "c2pa".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] BMFF_UUID =
      HexFormat.of().parseHex("d8fec3d61b0e483c92975828877ec481");

  /** Looks for a manifest; empty for all files of other kinds. */
  public static Optional<ContentCredentials> find(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      byte[] start = read(channel, 0, 12);
      if (start.length < 12) {
        return Optional.empty();
      }
      if ((start[0] & 0xFF) == 0xFF && (start[1] & 0xFF) == 0xD8) {
        return inJpeg(channel);
      }
      if (ascii(start, 1, 3).equals("PNG")) {
        return inPng(channel);
      }
      if (ascii(start, 4, 4).equals("ftyp")) {
        return inBmff(channel);
      }
      return ascii(start, 4, 4).equals("jumb")
          ? of("sidecar", read(channel, 0, MAX_MANIFEST_BYTES))
          : Optional.empty();
    }
  }

  private static byte[] read(FileChannel channel, long at, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate((int) Math.clamp(channel.size() - at, 0, length));
    while (buffer.hasRemaining() && channel.read(buffer, at + buffer.position()) > 0) {
      // until it is full or the file ends
    }
    return Arrays.copyOf(buffer.array(), buffer.position());
  }

  private static String ascii(byte[] bytes, int at, int length) {
    return bytes.length < at + length
        ? ""
        : new String(bytes, at, length, StandardCharsets.ISO_8859_1);
  }

  /** APP11 segments with JUMBF (ISO 19566-5), up to where the picture begins. */
  private static Optional<ContentCredentials> inJpeg(FileChannel channel) throws IOException {
    java.io.ByteArrayOutputStream manifest = new java.io.ByteArrayOutputStream();
    long at = 2;
    for (int i = 0; i < MAX_PARTS && manifest.size() < MAX_MANIFEST_BYTES; i++) {
      byte[] head = read(channel, at, 6);
      if (head.length < 4 || (head[0] & 0xFF) != 0xFF || (head[1] & 0xFF) == 0xDA) {
        break;
      }
      int length = (head[2] & 0xFF) << 8 | (head[3] & 0xFF);
      if ((head[1] & 0xFF) == 0xEB && ascii(head, 4, 2).equals("JP")) {
        manifest.writeBytes(read(channel, at + 4, Math.max(length - 2, 0)));
      }
      at += 2 + Math.max(length, 2);
    }
    return of("jpeg", manifest.toByteArray());
  }

  private static Optional<ContentCredentials> inPng(FileChannel channel) throws IOException {
    long at = 8;
    for (int i = 0; i < MAX_PARTS; i++) {
      byte[] head = read(channel, at, 8);
      if (head.length < 8) {
        break;
      }
      long length = ByteBuffer.wrap(head).getInt() & 0xFFFFFFFFL;
      if (ascii(head, 4, 4).equals("caBX")) {
        return of("png", read(channel, at + 8, (int) Math.min(length, MAX_MANIFEST_BYTES)));
      }
      at += 12 + length;
    }
    return Optional.empty();
  }

  private static Optional<ContentCredentials> inBmff(FileChannel channel) throws IOException {
    long at = 0;
    for (int i = 0; i < MAX_PARTS; i++) {
      byte[] head = read(channel, at, 24);
      if (head.length < 8) {
        break;
      }
      ByteBuffer box = ByteBuffer.wrap(head);
      long size = box.getInt() & 0xFFFFFFFFL;
      boolean wide = size == 1 && head.length >= 16;
      size = wide ? box.getLong(8) : size == 0 ? channel.size() - at : size;
      if (size < 8) {
        break;
      }
      if (ascii(head, 4, 4).equals("uuid")
          && !wide
          && head.length == 24
          && Arrays.equals(head, 8, 24, BMFF_UUID, 0, 16)) {
        Optional<ContentCredentials> found =
            of("bmff", read(channel, at + 24, (int) Math.min(size - 24, MAX_MANIFEST_BYTES)));
        if (found.isPresent()) {
          return found;
        }
      }
      at += size;
    }
    return Optional.empty();
  }

  private static Optional<ContentCredentials> of(String where, byte[] manifest) {
    return indexOf(manifest, "jumb".getBytes(StandardCharsets.US_ASCII), 0) < 0
            || indexOf(manifest, JUMBF_LABEL, 0) < 0
        ? Optional.empty()
        : Optional.of(new ContentCredentials(where, claimGenerator(manifest)));
  }

  /** The text after {@code claim_generator}, or the name within {@code claim_generator_info}. */
  private static String claimGenerator(byte[] manifest) {
    String plain = textAfter(manifest, "claim_generator", 0, 0);
    if (!plain.isEmpty()) {
      return plain;
    }
    int info = indexOf(manifest, key("claim_generator_info"), 0);
    return info < 0 ? "" : textAfter(manifest, "name", info, 256);
  }

  /** A text key of CBOR (RFC 8949) as it stands in a map. */
  private static byte[] key(String name) {
    byte[] text = name.getBytes(StandardCharsets.US_ASCII);
    byte[] key = new byte[text.length + 1];
    key[0] = (byte) (0x60 | text.length);
    System.arraycopy(text, 0, key, 1, text.length);
    return key;
  }

  private static String textAfter(byte[] bytes, String name, int from, int within) {
    byte[] key = key(name);
    int at = indexOf(bytes, key, from);
    if (at < 0 || (within > 0 && at - from > within)) {
      return "";
    }
    at += key.length;
    if (at + 1 >= bytes.length || (bytes[at] & 0xE0) != 0x60) {
      return "";
    }
    int length = bytes[at] & 0x1F;
    int start = at + 1;
    if (length == 24) {
      length = bytes[start++] & 0xFF;
    }
    return length > 24 && bytes[at] != 0x78 || start + length > bytes.length
        ? ""
        : new String(bytes, start, length, StandardCharsets.UTF_8);
  }

  private static int indexOf(byte[] bytes, byte[] wanted, int from) {
    for (int i = from; i + wanted.length <= bytes.length; i++) {
      if (Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
        return i;
      }
    }
    return -1;
  }
}
