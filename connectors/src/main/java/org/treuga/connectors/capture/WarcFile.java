package org.treuga.connectors.capture;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.netpreserve.jwarc.HttpResponse;
import org.netpreserve.jwarc.ParsingException;
import org.netpreserve.jwarc.WarcReader;
import org.netpreserve.jwarc.WarcRecord;
import org.treuga.connectors.file.CountingStream;
import org.treuga.connectors.file.GunzipStream;
import org.treuga.connectors.file.Texts;
import org.treuga.evidence.UnreadableInput;

/**
 * Reads a WARC (ISO 28500), plain or gzip: each response and resource with its URL, date, status,
 * headers and the digests it states. A revisit is a capture of the bytes it refers to. A record
 * that is wrong is rejected; one that is cut off ends the file, and those before it stand.
 *
 * <p>The bytes of a response are its body without transfer encoding, with any content encoding left
 * as it came. A stated payload digest may be of the body with or without transfer encoding, since
 * tools differ.
 */
final class WarcFile {

  static final long MAX_BYTES = 64L << 30;
  private static final long MAX_RECORD_BYTES = 4L << 30;
  private static final long RATIO_FROM_BYTES = 64L << 20;
  private static final long MAX_RATIO = 200;
  private static final int MAX_HEADER_BYTES = 1 << 20;

  /** Bytes taken earlier, for the revisits that refer to them by digest. */
  private record Known(Path bytes, Collected collected) {}

  private final String name;
  private final Collected.@Nullable Within within;
  private final Stated stated;
  private final Path scratch;
  private final CaptureSink sink;
  private final Map<String, Known> byDigest;
  private String tool = "";
  private int number;
  private int others;

  /**
   * @param name what messages call the file
   * @param archive the archive and the member of it that this is; null for a WARC on its own
   * @param scratch a folder for files that last until the archive is read
   */
  WarcFile(
      String name,
      Collected.@Nullable Within archive,
      Stated stated,
      Path scratch,
      CaptureSink sink) {
    this(name, archive, stated, scratch, sink, new HashMap<>());
  }

  private WarcFile(
      String name,
      Collected.@Nullable Within archive,
      Stated stated,
      Path scratch,
      CaptureSink sink,
      Map<String, Known> byDigest) {
    this.name = name;
    this.within = archive;
    this.stated = stated;
    this.scratch = scratch;
    this.sink = sink;
    this.byDigest = byDigest;
  }

  /** The next WARC of the same archive, whose revisits may refer to what this one holds. */
  WarcFile next(String file, Collected.Within archive) {
    return new WarcFile(file, archive, stated, scratch, sink, byDigest);
  }

  /** Reads the stream to its end. */
  void read(InputStream raw) throws IOException {
    CountingStream packed = new CountingStream(new BufferedInputStream(raw, 1 << 16));
    InputStream unpacked = new BufferedInputStream(new Bounded(unpacked(packed), packed), 1 << 16);
    try (WarcReader reader = new WarcReader(unpacked)) {
      Optional<WarcRecord> record = next(reader);
      while (record.isPresent()) {
        take(record.get());
        record = next(reader);
      }
    } catch (ParsingException | IllegalArgumentException broken) {
      sink.reject(
          Flaw.RECORD_NOT_WARC.at(
              at(),
              "a WARC record; what follows it cannot be read either",
              String.valueOf(broken.getMessage())));
    } catch (EOFException | java.util.zip.ZipException cut) {
      sink.reject(
          Flaw.RECORD_TRUNCATED.at(
              at(), "a whole record; the file ends within it", String.valueOf(cut.getMessage())));
    }
    if (others > 0) {
      sink.note(
          name
              + ": "
              + Texts.counted(others, "record")
              + " of requests and metadata, not captured"
              + " apart");
    }
  }

  private Optional<WarcRecord> next(WarcReader reader) throws IOException {
    number++;
    return reader.next();
  }

  private static InputStream unpacked(InputStream in) throws IOException {
    in.mark(2);
    int first = in.read();
    int second = in.read();
    in.reset();
    return first == 0x1F && second == 0x8B ? new GunzipStream(in) : in;
  }

  private CaptureSink.At at() {
    return new CaptureSink.At(name, number);
  }

  private void take(WarcRecord record) throws IOException {
    switch (record.type()) {
      case "response", "resource", "conversion" -> takeBytes(record);
      case "revisit" -> takeRevisit(record);
      case "warcinfo" -> takeInfo(record);
      default -> others++;
    }
  }

  private void takeInfo(WarcRecord record) throws IOException {
    others++;
    String text =
        new String(
            record.body().stream().readNBytes(MAX_HEADER_BYTES),
            java.nio.charset.StandardCharsets.UTF_8);
    tool =
        text.lines()
            .filter(line -> line.regionMatches(true, 0, "software:", 0, 9))
            .map(line -> Texts.trim(line.substring(9)))
            .findFirst()
            .orElse("");
  }

  private void takeBytes(WarcRecord record) throws IOException {
    Path block = scratch.resolve("block");
    try {
      if (!copy(record, block)) {
        return;
      }
      Optional<Collected> base = base(record);
      if (base.isPresent()) {
        takeBlock(record, base.get(), block);
      }
    } finally {
      Files.deleteIfExists(block);
    }
  }

  /** Whether all of it came; the length that the record states must be there. */
  private boolean copy(WarcRecord record, Path to) throws IOException {
    long length = record.body().size();
    if (length > MAX_RECORD_BYTES) {
      sink.reject(
          Flaw.RECORD_TOO_LARGE.at(
              at(), "a record of at most " + (MAX_RECORD_BYTES >> 30) + " GiB", length + " bytes"));
      return false;
    }
    long copied;
    try (OutputStream out = Files.newOutputStream(to)) {
      copied = record.body().stream().transferTo(out);
    }
    if (copied < length) {
      throw new EOFException(copied + " bytes of " + length);
    }
    return true;
  }

  /** What the headers of the record say; empty, and rejected, where they say too little. */
  private Optional<Collected> base(WarcRecord record) {
    String url = record.headers().first("WARC-Target-URI").orElse("").strip();
    if (url.startsWith("<") && url.endsWith(">")) {
      url = url.substring(1, url.length() - 1);
    }
    if (url.isEmpty()) {
      sink.reject(Flaw.URL_MISSING.at(at(), "a header WARC-Target-URI", ""));
      return Optional.empty();
    }
    String date = record.headers().first("WARC-Date").orElse("");
    Instant collectedAt;
    try {
      collectedAt = Instant.parse(date.strip());
    } catch (DateTimeException _notAnInstant) {
      sink.reject(
          Flaw.DATE_NOT_AN_INSTANT.at(
              at(), "a header WARC-Date such as 2025-03-18T16:30:00Z", date));
      return Optional.empty();
    }
    String id = record.headers().first("WARC-Record-ID").orElse("").strip();
    return Optional.of(
        new Collected(
            fileName(url),
            url,
            collectedAt,
            stated.collector(),
            tool,
            0,
            List.of(),
            record.headers().first("Content-Type").orElse(""),
            within == null ? null : new Collected.Within(within.sha256(), within.member(), id),
            List.of(),
            stated.note()));
  }

  /** The last part of the path, as a browser would name a download. */
  static String fileName(String url) {
    String path = url.replaceFirst("[?#].*$", "");
    String last = path.substring(path.lastIndexOf('/') + 1);
    String plain = last.replaceAll("[\\p{Cntrl}\\\\:*\"<>|]", "_");
    return plain.isEmpty() ? "index" : plain.substring(0, Math.min(plain.length(), 120));
  }

  private void takeBlock(WarcRecord record, Collected base, Path block) throws IOException {
    List<String> checked = new ArrayList<>();
    if (!fits(record, "WARC-Block-Digest", List.of(StatedDigest.Bytes.of(block)), checked)) {
      return;
    }
    boolean http =
        record.type().equals("response")
            && base.mediaType().toLowerCase(java.util.Locale.ROOT).startsWith("application/http");
    if (http) {
      takeResponse(record, base, block, checked);
    } else if (fits(
        record, "WARC-Payload-Digest", List.of(StatedDigest.Bytes.of(block)), checked)) {
      accept(record, base.withNote(base.note(), checked), block);
    }
  }

  private void takeResponse(WarcRecord record, Collected base, Path block, List<String> checked)
      throws IOException {
    Path payload = scratch.resolve("payload");
    try (FileChannel channel = FileChannel.open(block)) {
      HttpResponse response = HttpResponse.parse(channel);
      try (OutputStream out = Files.newOutputStream(payload)) {
        response.body().stream().transferTo(out);
      }
      List<StatedDigest.Bytes> either =
          List.of(
              StatedDigest.Bytes.of(payload), new StatedDigest.Bytes(block, headerLength(block)));
      if (fits(record, "WARC-Payload-Digest", either, checked)) {
        accept(record, withResponse(base, response, checked), payload);
      }
    } catch (ParsingException | EOFException | IllegalArgumentException broken) {
      sink.reject(
          Flaw.RECORD_NOT_HTTP.at(at(), "an HTTP response", String.valueOf(broken.getMessage())));
    } finally {
      Files.deleteIfExists(payload);
    }
  }

  private static Collected withResponse(
      Collected base, HttpResponse response, List<String> checked) {
    return new Collected(
        base.name(),
        base.url(),
        base.collectedAt(),
        base.collector(),
        base.tool(),
        response.status(),
        HeaderFile.fields(response.headers()),
        response.headers().first("Content-Type").orElse(""),
        base.within(),
        checked,
        base.note());
  }

  /** Where the body begins: after the first empty line. */
  private static long headerLength(Path block) throws IOException {
    try (InputStream in = Files.newInputStream(block)) {
      byte[] start = in.readNBytes(MAX_HEADER_BYTES);
      for (int i = 0; i + 1 < start.length; i++) {
        if (start[i] == '\n' && start[i + 1] == '\n') {
          return i + 2L;
        }
        if (start[i] == '\n'
            && start[i + 1] == '\r'
            && i + 2 < start.length
            && start[i + 2] == '\n') {
          return i + 3L;
        }
      }
      return start.length;
    }
  }

  /** Whether a digest that the record states is that of any of the bytes; it need not state one. */
  private boolean fits(
      WarcRecord record, String header, List<StatedDigest.Bytes> candidates, List<String> checked)
      throws IOException {
    Optional<String> text = record.headers().first(header);
    if (text.isEmpty()) {
      return true;
    }
    Optional<StatedDigest> digest = StatedDigest.parse(text.get());
    if (digest.isEmpty()) {
      sink.reject(
          Flaw.DIGEST_UNKNOWN_FORM.at(
              at(), header + " with sha1, sha256, sha512 or md5 in base 32 or 16", text.get()));
      return false;
    }
    for (StatedDigest.Bytes bytes : candidates) {
      if (digest.get().isOf(bytes)) {
        checked.add(header + " " + text.get().strip());
        return true;
      }
    }
    sink.reject(
        Flaw.DIGEST_DIFFERS.at(at(), "bytes with " + header + " " + text.get(), "other bytes"));
    return false;
  }

  private void accept(WarcRecord record, Collected collected, Path bytes) throws IOException {
    Optional<Path> kept = sink.accept(collected, bytes, at());
    record
        .headers()
        .first("WARC-Payload-Digest")
        .ifPresent(digest ->
            kept.ifPresent(path -> byDigest.putIfAbsent(digest, new Known(path, collected))));
  }

  private void takeRevisit(WarcRecord record) throws IOException {
    String digest = record.headers().first("WARC-Payload-Digest").orElse("");
    Known known = byDigest.get(digest);
    Optional<Collected> base = base(record);
    if (base.isEmpty()) {
      return;
    }
    if (known == null) {
      sink.reject(
          Flaw.REVISIT_PAYLOAD_MISSING.at(
              at(),
              "a record earlier in the archive with the bytes this one refers to",
              digest.isEmpty() ? "no WARC-Payload-Digest" : digest));
      return;
    }
    Collected earlier = known.collected();
    Collected said = base.get();
    sink.accept(
        new Collected(
            said.name(),
            said.url(),
            said.collectedAt(),
            said.collector(),
            said.tool(),
            earlier.status(),
            List.of(),
            earlier.mediaType(),
            said.within(),
            List.of(
                "WARC-Payload-Digest " + digest + " stated again, bytes those of " + earlier.url()),
            said.note()),
        known.bytes(),
        at());
  }

  /** Breaks off where more comes out than an honest archive holds. */
  private final class Bounded extends FilterInputStream {
    private final CountingStream packed;
    private long bytes;

    Bounded(InputStream in, CountingStream packed) {
      super(in);
      this.packed = packed;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int got = in.read(target, offset, length);
      bytes += Math.max(got, 0);
      if (bytes > MAX_BYTES || (bytes > RATIO_FROM_BYTES && bytes / MAX_RATIO > packed.count())) {
        throw new UnreadableInput(
            "%s: unpacks to more than %d times its packed size, or more than %d GiB, the limits"
                .formatted(name, MAX_RATIO, MAX_BYTES >> 30));
      }
      return got;
    }
  }
}
