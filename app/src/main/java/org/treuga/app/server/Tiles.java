package org.treuga.app.server;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.treuga.evidence.UnreadableInput;

/**
 * A map of the user's own to lie under the incidents: one PMTiles archive (version 3), of which the
 * script asks for parts. Nothing of it is part of the record.
 */
final class Tiles {

  private static final byte[] MAGIC = "PMTiles\u0003".getBytes(StandardCharsets.ISO_8859_1);

  private final @Nullable Path file;

  private Tiles(@Nullable Path file) {
    this.file = file;
  }

  /**
   * @param file null for none
   * @throws UnreadableInput if it is no such archive
   */
  static Tiles of(@Nullable Path file) {
    if (file != null && !Arrays.equals(begin(file), MAGIC)) {
      throw new UnreadableInput(
          file + ": a PMTiles archive of version 3 was expected; it does not begin as one");
    }
    return new Tiles(file);
  }

  private static byte[] begin(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(MAGIC.length);
    } catch (IOException failed) {
      throw new UnreadableInput(
          file + ": a PMTiles archive was expected; it cannot be read (" + failed + ")");
    }
  }

  void add(RoutesConfig routes) {
    routes.get("/tiles.pmtiles", this::serve);
  }

  /** Where the script finds it. */
  Optional<String> address() {
    return file == null ? Optional.empty() : Optional.of("/tiles.pmtiles");
  }

  private void serve(Context request) {
    Path archive = file;
    if (archive == null) {
      throw new Refused(404, "no map was named; treuga serve --tiles FILE names one");
    }
    try (FileChannel bytes = FileChannel.open(archive)) {
      Part part = Part.of(request.header("Range"), bytes.size());
      request.header("Cache-Control", "no-cache");
      request.header("Accept-Ranges", "bytes");
      request.contentType("application/vnd.pmtiles");
      if (part.isSome()) {
        request.status(206);
        request.header("Content-Range", part.text());
      }
      request.header("Content-Length", Long.toString(part.length()));
      WritableByteChannel out = Channels.newChannel(request.outputStream());
      for (long at = part.from(); at < part.to(); ) {
        at += bytes.transferTo(at, part.to() - at, out);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(archive.getFileName() + " cannot be read", failed);
    }
  }

  /**
   * What is asked for of a file: one range of bytes (RFC 9110, section 14), or all of it.
   *
   * @param to exclusive
   */
  private record Part(long from, long to, long size) {

    private static final Pattern RANGE = Pattern.compile("bytes=([0-9]{1,18})-([0-9]{0,18})");

    static Part of(@Nullable String range, long size) {
      Matcher asked = RANGE.matcher(range == null ? "" : range);
      if (!asked.matches()) {
        return new Part(0, size, size);
      }
      long from = Long.parseLong(asked.group(1));
      long last = asked.group(2).isEmpty() ? size - 1 : Long.parseLong(asked.group(2));
      if (from >= size || last < from) {
        throw new Refused(416, "bytes from 0 to " + (size - 1) + " are there, asked was " + range);
      }
      return new Part(from, Math.min(size, last + 1), size);
    }

    boolean isSome() {
      return length() < size;
    }

    long length() {
      return to - from;
    }

    String text() {
      return "bytes %d-%d/%d".formatted(from, to - 1, size);
    }
  }
}
