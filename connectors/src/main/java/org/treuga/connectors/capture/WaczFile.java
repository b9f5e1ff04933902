package org.treuga.connectors.capture;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import org.treuga.connectors.file.Container;
import org.treuga.connectors.file.Texts;
import org.treuga.evidence.UnreadableInput;
import org.treuga.wire.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;

/**
 * Reads a WACZ (Web Archive Collection Zipped 1.1.1): a zip whose {@code datapackage.json} states a
 * digest of every member, and whose WARC files lie in {@code archive/}. An archive that is not what
 * it says of itself is refused as a whole, since nothing in it can then be told from what was put
 * in later; a bad record of a WARC is rejected alone.
 */
final class WaczFile {

  private static final int MAX_MEMBERS = 100_000;
  private static final int MAX_JSON_BYTES = 16 << 20;
  private static final String PACKAGE = "datapackage.json";
  private static final String DIGEST = "datapackage-digest.json";

  private final String name;
  private final String sha256;
  private final ZipFile zip;
  private final List<String> checked = new ArrayList<>();

  private WaczFile(String name, String sha256, ZipFile zip) {
    this.name = name;
    this.sha256 = sha256;
    this.zip = zip;
  }

  /** Whether a zip says it is one. */
  static boolean is(Path file) throws IOException {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      return zip.getEntry(PACKAGE) != null && zip.stream().anyMatch(WaczFile::isWarc);
    } catch (ZipException _broken) {
      return false;
    }
  }

  private static boolean isWarc(ZipEntry entry) {
    String lower = entry.getName().toLowerCase(Locale.ROOT);
    return lower.startsWith("archive/") && (lower.endsWith(".warc") || lower.endsWith(".warc.gz"));
  }

  /**
   * Reads one.
   *
   * @param sha256 digest of the whole file
   * @throws UnreadableInput if a member is not the one that the package states
   */
  static void read(
      Path file, String name, String sha256, Stated stated, Path scratch, CaptureSink sink)
      throws IOException {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      WaczFile wacz = new WaczFile(name, sha256, zip);
      wacz.checkNames();
      wacz.checkSizes(file);
      wacz.checkDigests(sink);
      sink.accept(wacz.archive(stated), file, new CaptureSink.At(name, 0));
      wacz.records(stated, scratch, sink);
    } catch (ZipException broken) {
      throw new UnreadableInput(
          name + ": not a readable zip (" + Texts.shown(String.valueOf(broken.getMessage())) + ")");
    }
  }

  private UnreadableInput refused(String what) {
    return new UnreadableInput(name + ": " + what + "; --as file keeps it as it is, unread");
  }

  private Collected archive(Stated stated) {
    return new Collected(
        CaptureFiles.baseName(name),
        "",
        null,
        stated.collector(),
        "",
        0,
        List.of(),
        "application/wacz",
        null,
        checked,
        stated.note());
  }

  private void checkNames() {
    if (zip.size() > MAX_MEMBERS) {
      throw refused("a zip of " + zip.size() + " files, more than the limit of " + MAX_MEMBERS);
    }
    Set<String> seen = new HashSet<>();
    for (ZipEntry entry : members()) {
      if (Container.leadsOut(entry.getName())) {
        throw refused(
            "a member is named \""
                + Texts.shown(entry.getName())
                + "\"; plain relative names were expected");
      }
      if (!seen.add(entry.getName())) {
        throw refused("two members are named \"" + Texts.shown(entry.getName()) + "\"");
      }
    }
  }

  private List<ZipEntry> members() {
    return zip.stream().map(e -> (ZipEntry) e).toList();
  }

  private void checkSizes(Path file) {
    long unpacked = 0;
    for (ZipEntry entry : members()) {
      unpacked += Math.min(entry.getSize(), WarcFile.MAX_BYTES);
    }
    long packed = file.toFile().length();
    if (unpacked > WarcFile.MAX_BYTES
        || (unpacked > Container.RATIO_FROM_BYTES && unpacked / Container.MAX_RATIO > packed)) {
      throw refused(
          "unpacks to "
              + (unpacked >> 20)
              + " MiB, beyond the limits of "
              + (WarcFile.MAX_BYTES >> 20)
              + " MiB and of a ratio of "
              + Container.MAX_RATIO);
    }
  }

  // ---- what the package states

  private void checkDigests(CaptureSink sink) throws IOException {
    Map<String, String> stated = resources();
    for (Map.Entry<String, String> resource : stated.entrySet()) {
      checkMember(resource.getKey(), resource.getValue());
    }
    for (ZipEntry entry : members()) {
      boolean told = stated.containsKey(entry.getName()) || entry.isDirectory();
      if (!told && isWarc(entry)) {
        throw refused(PACKAGE + " does not name " + entry.getName() + ", so it may be of anybody");
      }
    }
    checked.add(Texts.counted(stated.size(), "member") + " as " + PACKAGE + " states");
    checkPackage(sink);
  }

  private Map<String, String> resources() throws IOException {
    Map<String, String> resources = new TreeMap<>();
    if (json(PACKAGE).fields().get("resources") instanceof Json.Arr array) {
      for (Json item : array.items()) {
        if (item instanceof Json.Obj resource && !resource.text("path").isEmpty()) {
          resources.put(resource.text("path"), resource.text("hash"));
        }
      }
    }
    if (resources.isEmpty()) {
      throw refused(PACKAGE + " names no resources with path and hash");
    }
    return resources;
  }

  private void checkMember(String path, String hash) throws IOException {
    StatedDigest digest =
        StatedDigest.parse(hash)
            .orElseThrow(() ->
                refused(
                    PACKAGE
                        + " states for "
                        + Texts.shown(path)
                        + " the hash \""
                        + Texts.shown(hash)
                        + "\"; sha256: and 64 digits were expected"));
    try (InputStream in = open(path)) {
      if (!digest.isOf(in)) {
        throw refused(Texts.shown(path) + " is not what " + PACKAGE + " states (" + hash + ")");
      }
    }
  }

  private InputStream open(String path) throws IOException {
    ZipEntry entry = zip.getEntry(path);
    if (entry == null) {
      throw refused(PACKAGE + " names " + Texts.shown(path) + ", which is not there");
    }
    return zip.getInputStream(entry);
  }

  /** The digest of the package itself, and whether somebody has signed it. */
  private void checkPackage(CaptureSink sink) throws IOException {
    if (zip.getEntry(DIGEST) == null) {
      sink.note(name + ": no " + DIGEST + ", so nobody has signed it");
      return;
    }
    Json.Obj digest = json(DIGEST);
    Optional<StatedDigest> stated = StatedDigest.parse(digest.text("hash"));
    if (stated.isEmpty() || !stated.get().isOf(new ByteArrayInputStream(bytes(PACKAGE)))) {
      throw refused(PACKAGE + " is not what " + DIGEST + " states");
    }
    checked.add(PACKAGE + " as " + DIGEST + " states");
    if (digest.fields().get("signedData") instanceof Json.Obj signed) {
      String by = signed.text("domain").isEmpty() ? "an anonymous key" : signed.text("domain");
      sink.note(name + ": signed by " + Texts.shown(by) + "; the signature was not verified");
      checked.add("signature present, by " + Texts.shown(by) + ", not verified");
    }
  }

  private byte[] bytes(String member) throws IOException {
    try (InputStream in = open(member)) {
      byte[] bytes = in.readNBytes(MAX_JSON_BYTES + 1);
      if (bytes.length > MAX_JSON_BYTES) {
        throw refused(member + " is larger than " + (MAX_JSON_BYTES >> 20) + " MiB");
      }
      return bytes;
    }
  }

  private Json.Obj json(String member) throws IOException {
    return object(bytes(member)).orElseThrow(() -> refused(member + " is not a JSON object"));
  }

  /** The JSON object that bytes hold, if they do. */
  static Optional<Json.Obj> object(byte[] bytes) {
    try (JsonParser parser = Json.FACTORY.createParser(ObjectReadContext.empty(), bytes)) {
      parser.nextToken();
      return Json.read(parser) instanceof Json.Obj object ? Optional.of(object) : Optional.empty();
    } catch (JacksonException | IllegalStateException | NullPointerException _notJson) {
      return Optional.empty();
    }
  }

  // ---- the records

  private void records(Stated stated, Path scratch, CaptureSink sink) throws IOException {
    List<String> warcs =
        members().stream().filter(WaczFile::isWarc).map(ZipEntry::getName).sorted().toList();
    @Nullable WarcFile last = null;
    for (String member : warcs) {
      String file = name + "!" + member;
      Collected.Within within = new Collected.Within(sha256, member, "");
      last =
          last == null
              ? new WarcFile(file, within, stated, scratch, sink)
              : last.next(file, within);
      try (InputStream in = open(member)) {
        last.read(in);
      }
    }
  }
}
