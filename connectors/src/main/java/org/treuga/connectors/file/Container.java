package org.treuga.connectors.file;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.treuga.evidence.UnreadableInput;

/**
 * Opens a file as the one or more texts in it: itself, what gzip packed, the files of a zip.
 *
 * <p>What it is follows from its first bytes, not from its name. Bounds, on real bytes as they come
 * out and never on what a header promises: {@value #MAX_BYTES} bytes a text; from {@value
 * #RATIO_FROM_BYTES} bytes on no more than {@value #MAX_RATIO} times the packed size; {@value
 * #MAX_ENTRIES} files in a zip, none of them packed again, none with a name that leads out of its
 * folder.
 */
public final class Container {

  public static final long MAX_BYTES = 2L << 30;
  public static final long RATIO_FROM_BYTES = 64L << 20;
  public static final long MAX_RATIO = 200;
  public static final int MAX_ENTRIES = 1_000;

  private static final int MAX_PIPE_BYTES = 256 << 20;
  private static final List<String> REPORT_ENDINGS =
      List.of(
          ".csv",
          ".tsv",
          ".tab",
          ".txt",
          ".json",
          ".geojson",
          ".ndjson",
          ".jsonl",
          ".geojsonl",
          ".geojsons");
  private static final Set<String> PACKED_ENDINGS =
      Set.of(".zip", ".gz", ".tgz", ".tar", ".7z", ".rar", ".bz2", ".xz", ".xlsx", ".ods");

  private Container() {}

  /** A text that can be opened again and again, unpacked and bounded. */
  public interface Text {
    /** What messages call it: the file as given, and after {@code !} its name within a zip. */
    String name();

    InputStream open() throws IOException;
  }

  private record Opened(String name, Opener opener) implements Text {
    @Override
    public InputStream open() throws IOException {
      return opener.open();
    }
  }

  private interface Opener {
    InputStream open() throws IOException;
  }

  /**
   * The texts of a file, in order of name.
   *
   * @throws UnreadableInput if it is missing, empty of reports, or beyond a bound
   */
  public static List<Text> open(Path path, Consumer<String> notes) {
    return open(path, path.toString(), notes);
  }

  /**
   * The same, for a copy that messages shall call by the name of the original.
   *
   * @param name what messages call the file
   */
  public static List<Text> open(Path path, String name, Consumer<String> notes) {
    try {
      if (Files.isDirectory(path)) {
        throw new UnreadableInput(name + ": a file was expected, this is a folder");
      }
      Opener raw = Files.isRegularFile(path) ? () -> Files.newInputStream(path) : pipe(path, name);
      byte[] first = firstBytes(raw);
      if (isZip(first)) {
        return openZip(path, name, notes);
      }
      if (isGzip(first)) {
        return List.of(new Opened(name, () -> gunzip(name, raw)));
      }
      if (name.toLowerCase(Locale.ROOT).endsWith(".gz")) {
        notes.accept(name + ": named .gz but not compressed (no gzip header), read as it is");
      }
      return List.of(new Opened(name, () -> bounded(name, raw.open(), Long.MAX_VALUE)));
    } catch (NoSuchFileException _missing) {
      throw new UnreadableInput(name + ": there is no such file");
    } catch (AccessDeniedException _forbidden) {
      throw new UnreadableInput(name + ": may not be read (permission denied)");
    } catch (IOException wrong) {
      throw unreadable(name, wrong);
    }
  }

  /** The sentence for a failure while reading, by what kind of file it was. */
  public static UnreadableInput unreadable(String name, IOException wrong) {
    String reason =
        wrong.getMessage() == null ? wrong.getClass().getSimpleName() : wrong.getMessage();
    return new UnreadableInput(name + ": cannot be read (" + Texts.shown(reason) + ")");
  }

  /** A pipe can be read once only, so it is kept, up to a bound. */
  private static Opener pipe(Path path, String name) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      byte[] bytes = in.readNBytes(MAX_PIPE_BYTES + 1);
      if (bytes.length > MAX_PIPE_BYTES) {
        throw new UnreadableInput(
            name + ": more than " + (MAX_PIPE_BYTES >> 20) + " MiB from a pipe; save it as a file");
      }
      return () -> new ByteArrayInputStream(bytes);
    }
  }

  private static byte[] firstBytes(Opener opener) throws IOException {
    try (InputStream in = opener.open()) {
      return in.readNBytes(4);
    }
  }

  static boolean isGzip(byte[] bytes) {
    return bytes.length >= 2 && bytes[0] == 0x1F && bytes[1] == (byte) 0x8B;
  }

  static boolean isZip(byte[] bytes) {
    return bytes.length >= 4
        && bytes[0] == 'P'
        && bytes[1] == 'K'
        && (bytes[2] == 3 && bytes[3] == 4 || bytes[2] == 5 && bytes[3] == 6);
  }

  private static InputStream gunzip(String name, Opener raw) throws IOException {
    CountingStream packed = new CountingStream(raw.open());
    return new BoundedStream(name, new GunzipStream(packed), "gzip data", packed::count);
  }

  private static InputStream bounded(String name, InputStream in, long packedBytes) {
    return new BoundedStream(name, in, "file", () -> packedBytes);
  }

  private static List<Text> openZip(Path path, String name, Consumer<String> notes)
      throws IOException {
    try (ZipFile zip = new ZipFile(path.toFile())) {
      List<String> entries = reportEntries(zip, name, notes);
      List<Text> texts = new ArrayList<>();
      for (String entry : entries) {
        texts.add(new Opened(name + "!" + entry, () -> openEntry(path, name + "!" + entry, entry)));
      }
      return texts;
    } catch (ZipException broken) {
      throw new UnreadableInput(
          name + ": not a readable zip (" + Texts.shown(String.valueOf(broken.getMessage())) + ")");
    }
  }

  private static List<String> reportEntries(ZipFile zip, String name, Consumer<String> notes) {
    if (zip.size() > MAX_ENTRIES) {
      throw new UnreadableInput(
          name + ": a zip of " + zip.size() + " files, more than the limit of " + MAX_ENTRIES);
    }
    Set<String> reports = new java.util.TreeSet<>();
    Set<String> seen = new HashSet<>();
    List<String> others = new ArrayList<>();
    for (ZipEntry entry : zip.stream().map(e -> (ZipEntry) e).toList()) {
      checkName(name, entry.getName(), seen);
      if (entry.isDirectory() || isLitter(entry.getName())) {
        continue;
      }
      if (endsWithAny(entry.getName(), REPORT_ENDINGS)) {
        reports.add(entry.getName());
      } else {
        others.add(Texts.shown(entry.getName()));
      }
    }
    if (reports.isEmpty()) {
      throw new UnreadableInput(name + ": " + nothingInside(seen));
    }
    checkSizes(zip, name, reports);
    if (!others.isEmpty()) {
      notes.accept(name + ": files of other kinds were not read: " + String.join(", ", others));
    }
    return List.copyOf(reports);
  }

  /** All together, since files in a zip can be made to share their packed bytes. */
  private static void checkSizes(ZipFile zip, String name, Set<String> reports) {
    long unpacked = 0;
    for (String report : reports) {
      ZipEntry entry = zip.getEntry(report);
      unpacked += entry == null ? 0 : Math.min(entry.getSize(), MAX_BYTES + 1);
    }
    long packed = Path.of(zip.getName()).toFile().length();
    if (unpacked > MAX_BYTES || (unpacked > RATIO_FROM_BYTES && unpacked / MAX_RATIO > packed)) {
      throw new UnreadableInput(
          name
              + ": unpacks to "
              + (unpacked >> 20)
              + " MiB, beyond the limits of "
              + (MAX_BYTES >> 20)
              + " MiB and of a ratio of "
              + MAX_RATIO
              + " to its packed size");
    }
  }

  private static String nothingInside(Set<String> names) {
    if (names.isEmpty()) {
      return "the zip is empty; a file of reports (.csv, .geojson, .ndjson) was expected in it";
    }
    if (names.contains("[content_types].xml") || names.contains("content.xml")) {
      return "this is a spreadsheet, not a text; save it as CSV (UTF-8)";
    }
    return "no file of reports (.csv, .geojson, .ndjson) in the zip";
  }

  private static void checkName(String zip, String entry, Set<String> seen) {
    if (leadsOut(entry)) {
      throw new UnreadableInput(
          zip
              + ": the zip has a file named \""
              + Texts.shown(entry)
              + "\"; plain relative names were expected");
    }
    if (!seen.add(entry.toLowerCase(Locale.ROOT))) {
      throw new UnreadableInput(
          zip + ": the zip has two files named \"" + Texts.shown(entry) + "\"");
    }
    if (endsWithAny(entry, PACKED_ENDINGS)) {
      throw new UnreadableInput(
          zip + ": the zip holds another packed file, " + Texts.shown(entry) + "; unpack it first");
    }
  }

  /** Whether the name of a member of an archive is anything but a plain relative one. */
  public static boolean leadsOut(String entry) {
    return entry.startsWith("/")
        || entry.indexOf('\\') >= 0
        || entry.indexOf(':') >= 0
        || List.of(entry.split("/", -1)).contains("..")
        || entry.chars().anyMatch(Character::isISOControl);
  }

  private static boolean endsWithAny(String name, Iterable<String> endings) {
    String lower = name.toLowerCase(Locale.ROOT);
    for (String ending : endings) {
      if (lower.endsWith(ending)) {
        return true;
      }
    }
    return false;
  }

  /** What desktop systems put into zips by themselves. */
  private static boolean isLitter(String name) {
    String last = name.substring(name.lastIndexOf('/') + 1);
    return name.startsWith("__MACOSX/")
        || last.startsWith("._")
        || last.equals(".DS_Store")
        || last.equals("Thumbs.db");
  }

  private static InputStream openEntry(Path path, String name, String entryName)
      throws IOException {
    ZipFile zip = new ZipFile(path.toFile());
    try {
      ZipEntry entry = zip.getEntry(entryName);
      if (entry == null) {
        throw new ZipException("the file changed while it was read");
      }
      InputStream unpacked = new CheckedEntry(zip, zip.getInputStream(entry), entry);
      return bounded(name, unpacked, entry.getCompressedSize());
    } catch (IOException | RuntimeException wrong) {
      zip.close();
      throw wrong;
    }
  }
}
