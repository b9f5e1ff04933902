package org.treuga.connectors.capture;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.treuga.connectors.file.Container;
import org.treuga.connectors.file.CsvScanner;
import org.treuga.connectors.file.Encoding;
import org.treuga.connectors.file.Texts;
import org.treuga.evidence.UnreadableInput;
import org.treuga.wire.Json;

/**
 * Reads what auto-archiver leaves: its sheet, saved as CSV, or the {@code metadata.json} of one
 * item. The files it speaks of are looked for beside it, in its folder and below; a digest it
 * states ({@code SHA-256:...}, {@code SHA3-512:...}) must be theirs.
 *
 * <p>Columns of the sheet by the names of its documentation: link, archive status, archive
 * location, archive date, hash, and what else there is, which is kept in the note of the capture.
 */
final class AutoArchiverFile {

  private static final int MAX_JSON_BYTES = 16 << 20;
  private static final String TOOL = "auto-archiver";

  private final CaptureFiles.Input file;
  private final Path folder;
  private final Stated stated;
  private final CaptureSink sink;

  AutoArchiverFile(CaptureFiles.Input file, Stated stated, CaptureSink sink) {
    this.file = file;
    this.folder = Objects.requireNonNull(file.original().toAbsolutePath().normalize().getParent());
    this.stated = stated;
    this.sink = sink;
  }

  static boolean is(CaptureFiles.Input file) throws IOException {
    String start;
    try (var in = Files.newInputStream(file.copy())) {
      start = new String(in.readNBytes(1 << 16), java.nio.charset.StandardCharsets.UTF_8);
    }
    if (start.stripLeading().startsWith("{")) {
      return item(file.copy()).isPresent();
    }
    return !header(start).isEmpty() || isPythonTable(start);
  }

  private static boolean isPythonTable(String start) {
    return start.startsWith("status,metadata,media");
  }

  void read() throws IOException {
    sink.accept(
        Collected.named(CaptureFiles.baseName(file.name())).withNote(stated.note(), List.of()),
        file.copy(),
        new CaptureSink.At(file.name(), 0));
    Optional<Json.Obj> item = item(file.copy());
    if (item.isPresent()) {
      readItem(item.get());
    } else {
      readSheet();
    }
  }

  // ---- the sheet

  /**
   * Which cell is which, by a name without case and white space; empty if this is no such sheet.
   */
  private static Map<String, Integer> header(String start) {
    for (char separator : ",;\t".toCharArray()) {
      try {
        CsvScanner scanner = new CsvScanner(new StringReader(start), "", separator, 1);
        Map<String, Integer> columns = scanner.next() ? columns(scanner.cells()) : Map.of();
        if (isSheet(columns)) {
          return columns;
        }
      } catch (IOException | UnreadableInput _notCsv) {
        // Not a table by this separator.
      }
    }
    return Map.of();
  }

  private static Map<String, Integer> columns(List<String> cells) {
    Map<String, Integer> columns = new LinkedHashMap<>();
    for (int i = 0; i < cells.size(); i++) {
      String name = Texts.trim(cells.get(i)).toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
      columns.putIfAbsent(
          switch (name) {
            case "url", "media url" -> "link";
            case "textual content" -> "text content";
            default -> name;
          },
          i);
    }
    return columns;
  }

  private static boolean isSheet(Map<String, Integer> columns) {
    return columns.containsKey("link")
        && columns.containsKey("archive status")
        && columns.containsKey("archive location");
  }

  private void readSheet() throws IOException {
    Container.Text text = Container.open(file.copy(), file.name(), sink::note).getFirst();
    Encoding encoding = Encoding.of(text, sink::note);
    String start = encoding.beginning(text, 1 << 16);
    if (isPythonTable(start)) {
      throw new UnreadableInput(
          file.name()
              + ":1: cells in the notation of Python cannot be read safely; give the sheet saved as"
              + " CSV or the metadata.json of each item, or keep this with --as file");
    }
    if (header(start).isEmpty()) {
      throw new UnreadableInput(
          file.name()
              + ":1: a header with the columns link, archive status and archive location was"
              + " expected");
    }
    char separator = separator(start);
    try (Reader reader = encoding.reader(text)) {
      CsvScanner scanner = new CsvScanner(reader, file.name(), separator, 1);
      scanner.next();
      int width = scanner.cells().size();
      Map<String, Integer> columns = columns(scanner.cells());
      while (scanner.next()) {
        if (scanner.cells().stream().anyMatch(cell -> !cell.isBlank())) {
          readRow(scanner, columns, width);
        }
      }
    }
  }

  private static char separator(String start) throws IOException {
    for (char separator : ",;\t".toCharArray()) {
      CsvScanner scanner = new CsvScanner(new StringReader(start), "", separator, 1);
      if (scanner.next() && isSheet(columns(scanner.cells()))) {
        return separator;
      }
    }
    return ',';
  }

  private void readRow(CsvScanner scanner, Map<String, Integer> columns, int width)
      throws IOException {
    CaptureSink.At at = new CaptureSink.At(file.name(), scanner.line());
    List<String> cells = scanner.cells();
    if (scanner.isFlawed() || cells.size() != width) {
      sink.reject(Flaw.ROW_BROKEN.at(at, width + " cells", cells.size() + " cells"));
      return;
    }
    Map<String, String> row = new LinkedHashMap<>();
    columns.forEach((name, i) -> row.put(name, Texts.trim(cells.get(i))));
    String status = row.getOrDefault("archive status", "");
    if (!status.toLowerCase(Locale.ROOT).contains("success")) {
      sink.reject(Flaw.ROW_NOT_ARCHIVED.at(at, "an archive status that says success", status));
      return;
    }
    List<String> locations = row.getOrDefault("archive location", "").lines().toList();
    take(
        new Item(
            row.getOrDefault("link", ""),
            row.getOrDefault("archive date", ""),
            status,
            row.getOrDefault("upload title", "")),
        locations,
        row.getOrDefault("hash", ""),
        at);
  }

  /** What is said of an item of the list, whichever file of it is captured. */
  private record Item(String url, String date, String status, String title) {}

  // ---- metadata.json

  private static Optional<Json.Obj> item(Path copy) throws IOException {
    try (var in = Files.newInputStream(copy)) {
      byte[] bytes = in.readNBytes(MAX_JSON_BYTES + 1);
      return bytes.length > MAX_JSON_BYTES || bytes.length == 0 || bytes[0] != '{'
          ? Optional.empty()
          : WaczFile.object(bytes)
              .filter(json -> json.fields().get("metadata") instanceof Json.Obj)
              .filter(json -> json.fields().get("media") instanceof Json.Arr);
    }
  }

  private void readItem(Json.Obj json) throws IOException {
    Json.Obj metadata = (Json.Obj) Objects.requireNonNull(json.fields().get("metadata"));
    CaptureSink.At at = new CaptureSink.At(file.name(), 0);
    if (!json.text("status").contains("success")) {
      sink.reject(Flaw.ROW_NOT_ARCHIVED.at(at, "a status that says success", json.text("status")));
      return;
    }
    Item item =
        new Item(
            metadata.text("url"),
            metadata.text("_processed_at"),
            json.text("status"),
            metadata.text("title"));
    if (json.fields().get("media") instanceof Json.Arr media) {
      for (Json one : media.items()) {
        if (one instanceof Json.Obj object) {
          readMedia(item, object, at);
        }
      }
    }
  }

  private void readMedia(Item item, Json.Obj media, CaptureSink.At at) throws IOException {
    List<String> locations = new ArrayList<>();
    locations.add(media.text("key"));
    if (media.fields().get("urls") instanceof Json.Arr urls) {
      urls.items().forEach(url -> locations.add(url instanceof Json.Text t ? t.value() : ""));
    }
    locations.add(media.text("filename"));
    String hash =
        media.fields().get("properties") instanceof Json.Obj properties
            ? properties.text("hash")
            : "";
    take(item, locations.stream().filter(place -> !place.isEmpty()).toList(), hash, at);
  }

  // ---- one file

  private void take(Item item, List<String> locations, String hash, CaptureSink.At at)
      throws IOException {
    if (item.url().isEmpty()) {
      sink.reject(Flaw.URL_MISSING.at(at, "the link that was archived", ""));
      return;
    }
    Optional<Instant> date = instant(item.date());
    if (date.isEmpty()) {
      sink.reject(
          Flaw.DATE_NOT_AN_INSTANT.at(
              at,
              "an archive date with an offset, such as 2025-03-18T16:30:00+00:00",
              item.date()));
      return;
    }
    Optional<Path> found = beside(locations, at);
    if (found.isPresent()) {
      take(item, date.get(), found.get(), hash, at);
    }
  }

  private void take(Item item, Instant date, Path found, String hash, CaptureSink.At at)
      throws IOException {
    List<String> checked = new ArrayList<>();
    if (hash.isEmpty() || hash.equals("not-calculated")) {
      sink.note(
          at.file() + ": no hash is stated for " + found.getFileName() + ", none was checked");
    } else {
      // Releases before 0.5 wrote the digits alone.
      String named = hash.indexOf(':') < 0 && hash.length() == 64 ? "SHA-256:" + hash : hash;
      Optional<StatedDigest> digest = StatedDigest.parse(named);
      if (digest.isEmpty()) {
        sink.reject(Flaw.DIGEST_UNKNOWN_FORM.at(at, "a hash such as SHA-256: and 64 digits", hash));
        return;
      }
      if (!digest.get().isOf(StatedDigest.Bytes.of(found))) {
        sink.reject(
            Flaw.DIGEST_DIFFERS.at(at, found.getFileName() + " with hash " + hash, "other bytes"));
        return;
      }
      checked.add("hash " + named);
    }
    sink.accept(
        new Collected(
            String.valueOf(found.getFileName()),
            item.url(),
            date,
            stated.collector(),
            TOOL,
            0,
            List.of(),
            "",
            new Collected.Within(
                file.sha256(),
                CaptureFiles.baseName(file.name()),
                at.line() == 0 ? "" : "line " + at.line()),
            checked,
            note(item)),
        found,
        at);
  }

  private String note(Item item) {
    List<String> parts = new ArrayList<>();
    for (String part : List.of(stated.note(), item.status(), item.title())) {
      if (!part.isEmpty()) {
        parts.add(part);
      }
    }
    return String.join("; ", parts);
  }

  /** With an offset as written, else UTC, which is what auto-archiver writes. */
  private static Optional<Instant> instant(String text) {
    String iso = text.strip().replaceFirst("^(\\d{4}-\\d{2}-\\d{2}) ", "$1T");
    try {
      return Optional.of(
          OffsetDateTime.parse(iso, DateTimeFormatter.ISO_OFFSET_DATE_TIME).toInstant());
    } catch (DateTimeException _noOffset) {
      try {
        return Optional.of(LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC));
      } catch (DateTimeException _noTime) {
        return Optional.empty();
      }
    }
  }

  /**
   * The file at one of the locations, by the longest end of its path that is there in the folder:
   * the list names where the file was stored, and that was another machine.
   */
  private Optional<Path> beside(List<String> locations, CaptureSink.At at) throws IOException {
    for (String location : locations) {
      String path =
          location.replaceFirst("^[A-Za-z][A-Za-z0-9+.-]*://[^/]*/", "").replace('\\', '/');
      List<String> parts = List.of(path.replaceFirst("[?#].*$", "").split("/", -1));
      if (parts.contains("..")) {
        sink.reject(Flaw.FILE_OUTSIDE.at(at, "a location without ..", location));
        return Optional.empty();
      }
      for (int from = 0; from < parts.size(); from++) {
        Optional<Path> file = at(String.join("/", parts.subList(from, parts.size())));
        if (file.isPresent()) {
          return file;
        }
      }
    }
    sink.reject(
        Flaw.FILE_MISSING.at(
            at, "the archived file in the folder of the list", String.join(" ", locations)));
    return Optional.empty();
  }

  private Optional<Path> at(String relative) throws IOException {
    if (relative.isBlank() || relative.indexOf('\0') >= 0) {
      return Optional.empty();
    }
    try {
      Path found = folder.resolve(relative.replaceFirst("^/+", "")).normalize();
      // A link may not lead out of the folder either.
      boolean within =
          Files.isRegularFile(found) && found.toRealPath().startsWith(folder.toRealPath());
      return within ? Optional.of(found) : Optional.empty();
    } catch (java.nio.file.InvalidPathException _noPath) {
      return Optional.empty();
    }
  }
}
