package org.treuga.app.store;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.treuga.wire.Json;

/** Writes WARC records and WACZ files for tests, by hand, so that every part can be made wrong. */
final class WebArchive {

  private WebArchive() {}

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static byte[] digest(String algorithm, byte[] bytes) {
    try {
      return MessageDigest.getInstance(algorithm).digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  static String sha256(byte[] bytes) {
    return HexFormat.of().formatHex(digest("SHA-256", bytes));
  }

  static String base32(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    int buffer = 0;
    int bits = 0;
    for (byte b : bytes) {
      buffer = buffer << 8 | (b & 0xFF);
      for (bits += 8; bits >= 5; bits -= 5) {
        text.append("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".charAt(buffer >> (bits - 5) & 31));
      }
      buffer &= (1 << bits) - 1;
    }
    return bits == 0
        ? text.toString()
        : text.append("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".charAt(buffer << (5 - bits) & 31))
            .toString();
  }

  /** A record with headers that a test may change before its bytes are taken. */
  static final class Record {
    final Map<String, String> headers = new LinkedHashMap<>();
    final byte[] block;

    Record(String type, String url, String date, byte[] block) {
      this.block = block;
      headers.put("WARC-Type", type);
      headers.put(
          "WARC-Record-ID",
          "<urn:uuid:" + java.util.UUID.nameUUIDFromBytes(utf8(type + url + date)) + ">");
      headers.put("WARC-Target-URI", url);
      headers.put("WARC-Date", date);
      headers.put("WARC-Block-Digest", "sha256:" + sha256(block));
      headers.put("Content-Length", Integer.toString(block.length));
    }

    Record with(String header, String value) {
      headers.put(header, value);
      return this;
    }

    Record without(String header) {
      headers.remove(header);
      return this;
    }

    byte[] bytes() {
      StringBuilder head = new StringBuilder("WARC/1.1\r\n");
      headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
      return join(utf8(head + "\r\n"), block, utf8("\r\n\r\n"));
    }
  }

  static Record response(String url, String date, String head, byte[] rawBody, byte[] body) {
    return new Record("response", url, date, join(utf8(head + "\r\n\r\n"), rawBody))
        .with("Content-Type", "application/http; msgtype=response")
        .with("WARC-Payload-Digest", "sha1:" + base32(digest("SHA-1", body)));
  }

  static Record page(String url, String date, String text) {
    return response(
        url,
        date,
        "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nX-Seen: one\r\nX-Seen: two",
        utf8(text),
        utf8(text));
  }

  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  static byte[] gzip(byte[] bytes) {
    try {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
        gzip.write(bytes);
      }
      return out.toByteArray();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** One gzip member a record, as WARC asks for. */
  static byte[] warcGz(Record... records) {
    return join(java.util.Arrays.stream(records).map(r -> gzip(r.bytes())).toArray(byte[][]::new));
  }

  static byte[] dataPackage(Map<String, byte[]> members) {
    List<Json> resources = new ArrayList<>();
    members.forEach((path, bytes) ->
        resources.add(
            Json.object()
                .put("name", path.substring(path.lastIndexOf('/') + 1))
                .put("path", path)
                .put("hash", "sha256:" + sha256(bytes))
                .put("bytes", bytes.length)
                .build()));
    return Json.object()
        .put("profile", "data-package")
        .put("wacz_version", "1.1.1")
        .put("resources", new Json.Arr(resources))
        .build()
        .canonicalBytes();
  }

  static byte[] packageDigest(byte[] dataPackage, String signer) {
    return Json.object()
        .put("path", "datapackage.json")
        .put("hash", "sha256:" + sha256(dataPackage))
        .put("signedData", Json.object().put("domain", signer).put("signature", "c2ln").build())
        .build()
        .canonicalBytes();
  }

  /** The members of a sound WACZ around one WARC. */
  static Map<String, byte[]> wacz(byte[] warc) {
    Map<String, byte[]> members = new LinkedHashMap<>();
    members.put("archive/data.warc.gz", warc);
    members.put("pages/pages.jsonl", utf8("{\"format\":\"json-pages-1.0\",\"id\":\"pages\"}\n"));
    byte[] described = dataPackage(members);
    members.put("datapackage.json", described);
    members.put("datapackage-digest.json", packageDigest(described, "archive.example"));
    return members;
  }

  static Path zip(Path file, Map<String, byte[]> members) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (Map.Entry<String, byte[]> member : members.entrySet()) {
        ZipEntry entry = new ZipEntry(member.getKey());
        entry.setTimeLocal(java.time.LocalDateTime.of(2025, 3, 18, 0, 0));
        zip.putNextEntry(entry);
        zip.write(member.getValue());
        zip.closeEntry();
      }
    }
    return file;
  }
}
