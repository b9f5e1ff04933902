package org.treuga.connectors.capture;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.treuga.connectors.file.GunzipStream;
import org.treuga.evidence.UnreadableInput;

/**
 * Reads files that were collected. What a file is follows from its bytes: a WACZ, a WARC, a list or
 * a metadata file of auto-archiver; all else is a capture of its own. Stateless.
 */
public final class CaptureFiles {

  private CaptureFiles() {}

  /** What files are taken for. */
  public enum Form {
    AUTO,
    FILE,
    WACZ,
    WARC,
    AUTO_ARCHIVER
  }

  /**
   * A file to read.
   *
   * @param copy where its bytes are
   * @param original as the user named it; what lies beside it may be looked for there
   * @param sha256 of its bytes
   */
  public record Input(Path copy, Path original, String sha256) {
    String name() {
      return original.toString();
    }
  }

  /**
   * Hands all captures in the files to the sink.
   *
   * @param scratch a folder for files that are gone when this returns
   * @throws UnreadableInput if a file is not what it claims to be: what the sink has taken so far
   *     must then be thrown away
   */
  public static void read(
      List<Input> files, Form form, Stated stated, Path scratch, CaptureSink sink)
      throws IOException {
    if (files.size() > 1 && stated.speaksOfOneResponse()) {
      throw new UnreadableInput(
          "--url, --headers and --collected-at are of one file, came "
              + files.size()
              + " files; capture them one by one");
    }
    for (Input file : files) {
      Form found = form == Form.AUTO ? formOf(file) : form;
      if (found != Form.FILE && stated.speaksOfOneResponse()) {
        throw new UnreadableInput(
            file.name()
                + ": an archive says itself when and where its records were collected; leave out"
                + " --url, --headers and --collected-at, or keep it unread with --as file");
      }
      switch (found) {
        case AUTO, FILE -> sink.accept(stated(file, stated), file.copy(), at(file));
        case WACZ -> WaczFile.read(file.copy(), file.name(), file.sha256(), stated, scratch, sink);
        case WARC -> readWarc(file, stated, scratch, sink);
        case AUTO_ARCHIVER -> new AutoArchiverFile(file, stated, sink).read();
      }
    }
  }

  private static CaptureSink.At at(Input file) {
    return new CaptureSink.At(file.name(), 0);
  }

  private static void readWarc(Input file, Stated stated, Path scratch, CaptureSink sink)
      throws IOException {
    sink.accept(stated(file, stated), file.copy(), at(file));
    Collected.Within within = new Collected.Within(file.sha256(), "", "");
    try (InputStream in = Files.newInputStream(file.copy())) {
      new WarcFile(file.name(), within, stated, scratch, sink).read(in);
    }
  }

  private static Collected stated(Input file, Stated stated) {
    return new Collected(
        baseName(file.name()),
        stated.url(),
        stated.collectedAt(),
        stated.collector(),
        "",
        stated.status(),
        stated.headers(),
        stated.headers().stream()
            .filter(field -> field.name().equalsIgnoreCase("Content-Type"))
            .map(Collected.Field::value)
            .findFirst()
            .orElse(""),
        null,
        List.of(),
        stated.note());
  }

  /** Without the folders: they may name the person at the machine. */
  static String baseName(String name) {
    return name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
  }

  private static Form formOf(Input file) throws IOException {
    byte[] start;
    try (InputStream in = Files.newInputStream(file.copy())) {
      start = in.readNBytes(64);
    }
    if (startsWith(start, "PK\3\4")) {
      return WaczFile.is(file.copy()) ? Form.WACZ : Form.FILE;
    }
    if (startsWith(start, "WARC/1.") || isPackedWarc(file.copy(), start)) {
      return Form.WARC;
    }
    return AutoArchiverFile.is(file) ? Form.AUTO_ARCHIVER : Form.FILE;
  }

  private static boolean isPackedWarc(Path file, byte[] start) throws IOException {
    if (start.length < 2 || start[0] != 0x1F || start[1] != (byte) 0x8B) {
      return false;
    }
    try (InputStream in = new GunzipStream(new BufferedInputStream(Files.newInputStream(file)))) {
      return startsWith(in.readNBytes(8), "WARC/1.");
    } catch (IOException _noGzip) {
      return false;
    }
  }

  private static boolean startsWith(byte[] bytes, String text) {
    return new String(bytes, StandardCharsets.ISO_8859_1).startsWith(text);
  }
}
