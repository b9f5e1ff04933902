package org.treuga.app.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import org.treuga.connectors.file.Texts;
import org.treuga.evidence.UnreadableInput;

/**
 * A case folder in a zip, unpacked with bounds. Whatever is odd about the zip refuses all of it
 * with one sentence, before or while it is unpacked: nothing is ever written outside the folder.
 */
public final class CaseZip {

  static final long MAX_BYTES = 64L << 20;
  static final int MAX_ENTRIES = 2_000;
  static final int MAX_DEPTH = 5;

  /** A text of many equal lines packs to a fiftieth; a bomb to a thousandth. */
  static final int MAX_RATIO = 100;

  private static final long RATIO_FROM_BYTES = 1L << 20;
  private static final String HEAD = "case.yaml";
  private static final List<String> PACKED =
      List.of(".zip", ".gz", ".tgz", ".tar", ".7z", ".rar", ".bz2", ".xz", ".jar");

  private final Path file;
  private final String name;

  /**
   * @param name what messages call the file
   */
  public CaseZip(Path file, String name) {
    this.file = file;
    this.name = name;
  }

  /** Whether the file is a zip with a case in it; false where it cannot be read as one. */
  public boolean isCase() {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      return zip.stream()
          .map(ZipEntry::getName)
          .anyMatch(entry -> entry.equals(HEAD) || entry.endsWith("/" + HEAD));
    } catch (IOException | IllegalArgumentException _noZip) {
      return false;
    }
  }

  /**
   * Unpacks all files.
   *
   * @param into an empty folder, or one that does not exist yet
   * @return the folder in it that holds {@code case.yaml}
   * @throws UnreadableInput if the zip is refused; what was unpacked so far is to be deleted
   */
  public Path unpack(Path into) {
    try {
      refuseLinks();
      try (ZipFile zip = new ZipFile(file.toFile())) {
        List<? extends ZipEntry> entries = zip.stream().toList();
        check(entries);
        Files.createDirectories(into);
        unpack(zip, entries, into);
      }
      return root(into);
    } catch (ZipException | IllegalArgumentException wrong) {
      throw refused("it cannot be read as a zip (" + Texts.shown("" + wrong.getMessage()) + ")");
    } catch (IOException failed) {
      throw new StoreFailure("cannot unpack " + name + ": " + failed.getMessage(), failed);
    }
  }

  private UnreadableInput refused(String why) {
    return new UnreadableInput(name + ": " + why + "; nothing of it was taken");
  }

  private void check(List<? extends ZipEntry> entries) {
    if (entries.size() > MAX_ENTRIES) {
      throw refused(
          "at most %d files were expected in the zip, it has %d"
              .formatted(MAX_ENTRIES, entries.size()));
    }
    Set<String> seen = new HashSet<>();
    for (ZipEntry entry : entries) {
      checkName(entry.getName(), seen);
    }
  }

  private void checkName(String entry, Set<String> seen) {
    String shown = "\"" + Texts.shown(entry) + "\"";
    List<String> parts = List.of(entry.split("/", -1));
    if (entry.startsWith("/")) {
      throw refused("relative names were expected, it has the absolute name " + shown);
    }
    if (entry.indexOf('\\') >= 0) {
      throw refused("names with / were expected, it has a backslash in " + shown);
    }
    if (entry.indexOf(':') >= 0) {
      throw refused("plain names were expected, it has a drive letter or colon in " + shown);
    }
    if (parts.contains("..") || parts.contains(".")) {
      throw refused("names within the folder were expected, " + shown + " leads out of it");
    }
    if (entry.chars().anyMatch(Character::isISOControl) || entry.isEmpty()) {
      throw refused("plain names were expected, it has control characters in " + shown);
    }
    if (parts.size() > MAX_DEPTH) {
      throw refused(
          "folders at most " + (MAX_DEPTH - 1) + " deep were expected, " + shown + " is deeper");
    }
    if (!seen.add(entry.toLowerCase(Locale.ROOT))) {
      throw refused("it has two files named " + shown + ", or named so but for capital letters");
    }
    String lower = entry.toLowerCase(Locale.ROOT);
    if (PACKED.stream().anyMatch(lower::endsWith)) {
      throw refused("it holds another packed file, " + shown + "; unpack that first");
    }
  }

  private void unpack(ZipFile zip, List<? extends ZipEntry> entries, Path into) throws IOException {
    long total = 0;
    byte[] buffer = new byte[1 << 16];
    for (ZipEntry entry : entries) {
      if (entry.isDirectory() || isLitter(entry.getName())) {
        continue;
      }
      Path target = into.resolve(entry.getName()).normalize();
      if (!target.startsWith(into)) {
        throw refused("\"" + Texts.shown(entry.getName()) + "\" leads out of the folder");
      }
      Files.createDirectories(Objects.requireNonNull(target.getParent()));
      long bytes = 0;
      try (InputStream in = zip.getInputStream(entry);
          OutputStream out = Files.newOutputStream(target)) {
        for (int got; (got = in.read(buffer)) > 0; ) {
          refusePacked(entry, buffer, bytes, got);
          bytes += got;
          total += got;
          checkSize(entry, bytes, total);
          out.write(buffer, 0, got);
        }
      }
    }
  }

  /** What is really unpacked counts: a zip may lie about its sizes. */
  private void checkSize(ZipEntry entry, long bytes, long total) {
    if (total > MAX_BYTES) {
      throw refused(
          "at most " + (MAX_BYTES >> 20) + " MB were expected when unpacked, it has more");
    }
    long packed = Math.max(1, entry.getCompressedSize());
    if (bytes > RATIO_FROM_BYTES && bytes / packed > MAX_RATIO) {
      throw refused(
          "\"%s\" unpacks to more than %d times its size, as a zip bomb does"
              .formatted(Texts.shown(entry.getName()), MAX_RATIO));
    }
  }

  private void refusePacked(ZipEntry entry, byte[] buffer, long before, int got) {
    boolean zip = got > 3 && buffer[0] == 'P' && buffer[1] == 'K' && buffer[2] == 3;
    boolean gzip = got > 2 && buffer[0] == 0x1F && buffer[1] == (byte) 0x8B;
    if (before == 0 && (zip || gzip)) {
      throw refused(
          "it holds another packed file, \""
              + Texts.shown(entry.getName())
              + "\"; unpack that"
              + " first");
    }
  }

  private static boolean isLitter(String entry) {
    String last = entry.substring(entry.lastIndexOf('/') + 1);
    return entry.startsWith("__MACOSX/") || last.startsWith(".") || last.equals("Thumbs.db");
  }

  private Path root(Path into) throws IOException {
    List<Path> heads = new ArrayList<>();
    Files.walkFileTree(
        into,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) {
            if (path.getFileName().toString().equals(HEAD)) {
              heads.add(path);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    if (heads.size() != 1) {
      throw refused(
          heads.isEmpty()
              ? "a case folder with case.yaml was expected, it has none"
              : "one case folder was expected, it has " + heads.size());
    }
    return Objects.requireNonNull(heads.getFirst().getParent());
  }

  // ---- symbolic links

  private static final int END = 0x06054b50;
  private static final int CENTRAL = 0x02014b50;
  private static final int UNIX_TYPE = 0xF000;
  private static final int UNIX_LINK = 0xA000;

  /**
   * The JDK unpacks a link as a file and does not tell; the central directory (APPNOTE 4.3.12) says
   * what it is.
   */
  private void refuseLinks() throws IOException {
    if (Files.size(file) > MAX_BYTES) {
      throw refused("at most " + (MAX_BYTES >> 20) + " MB were expected, it is larger");
    }
    ByteBuffer zip = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    int end = end(zip);
    int at = zip.getInt(end + 16);
    while (at >= 0 && at + 46 <= zip.limit() && zip.getInt(at) == CENTRAL) {
      int nameLength = zip.getShort(at + 28) & 0xFFFF;
      int mode = zip.getInt(at + 38) >>> 16;
      if ((mode & UNIX_TYPE) == UNIX_LINK) {
        throw refused(
            "plain files were expected, it has the symbolic link \""
                + link(zip, at, nameLength)
                + "\"");
      }
      at += 46 + nameLength + (zip.getShort(at + 30) & 0xFFFF) + (zip.getShort(at + 32) & 0xFFFF);
    }
  }

  private static String link(ByteBuffer zip, int at, int length) {
    byte[] bytes = new byte[Math.min(length, zip.limit() - at - 46)];
    zip.get(at + 46, bytes);
    return Texts.shown(new String(bytes, java.nio.charset.StandardCharsets.UTF_8));
  }

  private int end(ByteBuffer zip) {
    for (int at = zip.limit() - 22; at >= Math.max(0, zip.limit() - 22 - 0xFFFF); at--) {
      if (zip.getInt(at) == END) {
        return at;
      }
    }
    throw refused("it cannot be read as a zip (it has no end record)");
  }

  /** Deletes a folder and what is in it; one that is not there is no matter. */
  public static void delete(@Nullable Path folder) {
    if (folder == null || !Files.exists(folder)) {
      return;
    }
    try {
      RecordedCase.delete(folder);
    } catch (IOException failed) {
      throw new StoreFailure("cannot delete " + folder + ": " + failed.getMessage(), failed);
    }
  }
}
