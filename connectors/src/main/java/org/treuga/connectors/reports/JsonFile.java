package org.treuga.connectors.reports;

import java.io.IOException;
import java.io.Reader;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.treuga.connectors.file.Container;
import org.treuga.connectors.file.Encoding;
import org.treuga.connectors.file.LineReader;
import org.treuga.connectors.file.Texts;
import org.treuga.evidence.UnreadableInput;
import org.treuga.wire.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.exc.StreamConstraintsException;

/**
 * Reads the records of one JSON text: one object a line (NDJSON, JSON Lines, RFC 8142 with its
 * record separators), a GeoJSON FeatureCollection (RFC 7946), or an array of objects.
 *
 * <p>A line that is not JSON is one rejection; a document that is not JSON is refused, because
 * nothing after the flaw can be trusted.
 */
final class JsonFile {

  private static final char RECORD_SEPARATOR = 0x1E;
  private static final int MAX_LINE_CHARS = 16 << 20;
  private static final List<String> LINE_ENDINGS =
      List.of(".ndjson", ".jsonl", ".geojsonl", ".geojsons", ".ndgeojson");

  private final Container.Text text;
  private final Encoding encoding;
  private final Consumer<String> notes;
  private final CsvFile.Sink sink;
  private final JsonRecord records;
  private long read;

  JsonFile(
      Container.Text text,
      Encoding encoding,
      Mapping mapping,
      Consumer<String> notes,
      CsvFile.Sink sink) {
    this.text = text;
    this.encoding = encoding;
    this.notes = notes;
    this.sink = sink;
    this.records = new JsonRecord(text.name(), mapping, notes);
  }

  /** Whether a text that begins so is JSON. */
  static boolean isJson(String beginning) {
    String start = beginning.stripLeading();
    return !start.isEmpty() && "{[\u001E".indexOf(start.charAt(0)) >= 0;
  }

  /** Reads all records. */
  void read(String beginning) throws IOException {
    if (isLines(beginning)) {
      readLines();
    } else {
      readDocument();
    }
    records.noteAttributes();
    if (read == 0) {
      notes.accept(text.name() + ": no records, 0 reports");
    }
  }

  /** Also where a line is corrupt: the next one then begins an object all the same. */
  boolean isLines(String beginning) {
    String start = beginning.stripLeading();
    if (start.charAt(0) == RECORD_SEPARATOR) {
      return true;
    }
    if (start.charAt(0) == '[') {
      return false;
    }
    List<String> lines = start.lines().filter(line -> !line.isBlank()).limit(2).toList();
    String first = lines.getFirst().strip();
    boolean oneEach =
        lines.size() < 2 || first.endsWith("}") || lines.getLast().stripLeading().startsWith("{");
    boolean spread = first.equals("{") || isCollection(first);
    boolean named = LINE_ENDINGS.stream().anyMatch(nameWithoutGz()::endsWith);
    return !spread && (named || oneEach);
  }

  private String nameWithoutGz() {
    String lower = text.name().toLowerCase(Locale.ROOT);
    return lower.endsWith(".gz") ? lower.substring(0, lower.length() - 3) : lower;
  }

  /** Whether the object that begins here calls itself a collection, as far as can be seen. */
  private static boolean isCollection(String line) {
    try (JsonParser parser = Json.FACTORY.createParser(ObjectReadContext.empty(), line)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        boolean type = name.equals("type") && value == JsonToken.VALUE_STRING;
        if (type || (name.equals("features") && value == JsonToken.START_ARRAY)) {
          return !type || parser.getString().equals("FeatureCollection");
        }
        parser.skipChildren();
      }
      return false;
    } catch (JacksonException _cutOff) {
      return false;
    }
  }

  // ---- one object a line

  private void readLines() throws IOException {
    try (Reader reader = encoding.reader(text)) {
      LineReader lines = new LineReader(reader, text.name(), MAX_LINE_CHARS);
      for (String line = lines.next(); line != null; line = lines.next()) {
        String record = withoutSeparator(line);
        if (!record.isBlank()) {
          readLine(record, lines.line());
        }
      }
    }
  }

  private static String withoutSeparator(String line) {
    String stripped = line.strip();
    return stripped.indexOf(RECORD_SEPARATOR) == 0 ? stripped.substring(1) : stripped;
  }

  private void readLine(String line, int number) {
    read++;
    try (JsonParser parser = Json.FACTORY.createParser(ObjectReadContext.empty(), line)) {
      parser.nextToken();
      Json value = Json.read(parser);
      if (parser.nextToken() != null) {
        throw new BadRow(
            Column.ROW, Fault.SEVERAL_ON_A_LINE, "one object on a line", Texts.shown(line));
      }
      take(value, number);
    } catch (BadRow bad) {
      sink.reject(records.empty(number), bad);
    } catch (JacksonException wrong) {
      sink.reject(records.empty(number), notJson(wrong, line));
    }
  }

  private static BadRow notJson(JacksonException wrong, String line) {
    boolean deep = wrong instanceof StreamConstraintsException;
    return new BadRow(
        Column.ROW,
        deep ? Fault.TOO_DEEP : Fault.NOT_JSON,
        deep
            ? "JSON nested no deeper than 64 levels and of ordinary length"
            : "one JSON object on the line (" + Texts.shown(Json.problem(wrong)) + ")",
        Texts.shown(line));
  }

  private void take(Json value, int line) {
    if (sink instanceof CsvFile.RawSink raw) {
      Map<String, String> cells = JsonRecord.cells(value);
      raw.raw(line, List.copyOf(cells.keySet()), List.copyOf(cells.values()));
      return;
    }
    Row row = records.empty(line);
    try {
      row = records.row(value, line);
    } catch (BadRow bad) {
      sink.reject(row, bad);
      return;
    }
    sink.take(row);
  }

  // ---- a document

  private void readDocument() throws IOException {
    try (Reader reader = encoding.reader(text);
        JsonParser parser = Json.FACTORY.createParser(ObjectReadContext.empty(), reader)) {
      JsonToken start = parser.nextToken();
      if (start == JsonToken.START_ARRAY) {
        notes.accept(text.name() + ": one array of objects, read");
        readItems(parser);
      } else {
        readCollection(parser);
      }
      if (parser.nextToken() != null) {
        throw refused(parser, "one JSON document was expected, and more follows it");
      }
    } catch (JacksonException wrong) {
      throw refused(wrong);
    }
  }

  private void readItems(JsonParser parser) {
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      int line = parser.currentTokenLocation().getLineNr();
      read++;
      take(Json.read(parser), line);
    }
  }

  private void readCollection(JsonParser parser) {
    boolean features = false;
    String type = "";
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (name.equals("features") && value == JsonToken.START_ARRAY) {
        features = true;
        readItems(parser);
        continue;
      }
      Json other = Json.read(parser);
      if (name.equals("crs")) {
        checkCrs(parser, other);
      }
      type = name.equals("type") && other instanceof Json.Text word ? word.value() : type;
    }
    if (!features || !type.equals("FeatureCollection")) {
      throw refused(
          parser,
          "a FeatureCollection with features, an array of objects, or one object on each line was"
              + " expected");
    }
  }

  /** The member of the 2008 form; all it may say today is what RFC 7946 says anyway. */
  private void checkCrs(JsonParser parser, Json crs) {
    String name =
        crs instanceof Json.Obj obj && obj.fields().get("properties") instanceof Json.Obj inner
            ? inner.text("name").toUpperCase(Locale.ROOT)
            : "";
    boolean wgs84 = name.endsWith("CRS84") || name.endsWith(":4326");
    if (!wgs84 && !(crs instanceof Json.Nothing)) {
      throw refused(
          parser,
          "coordinates of WGS 84 (CRS84 or EPSG:4326) were expected, was crs "
              + Texts.shown(JsonRecord.shown(crs)));
    }
  }

  private UnreadableInput refused(JsonParser parser, String sentence) {
    int line = parser.currentTokenLocation().getLineNr();
    return new UnreadableInput(text.name() + ":" + Math.max(1, line) + ": " + sentence);
  }

  private UnreadableInput refused(JacksonException wrong) {
    String where =
        wrong.getLocation() == null
            ? ""
            : ":" + wrong.getLocation().getLineNr() + ":" + wrong.getLocation().getColumnNr();
    String reason =
        wrong instanceof StreamConstraintsException
            ? "nested too deep or too long: at most 64 levels of nesting were expected"
            : "not valid JSON on this line";
    return new UnreadableInput(
        text.name() + where + ": " + reason + " (" + Texts.shown(Json.problem(wrong)) + ")");
  }
}
