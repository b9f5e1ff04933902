package org.treuga.app.cli;

import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.treuga.app.store.RecordExtract;
import org.treuga.connectors.file.CsvScanner;
import org.treuga.evidence.UnreadableInput;
import org.treuga.place.Precision;
import org.treuga.report.PublicationPolicy;
import org.treuga.wire.Json;

/**
 * Looks through the files of a report for what a policy keeps from publication: coordinates that
 * are too fine, words that are sealed, incidents under embargo. It reads JSON and CSV by their
 * fields and all else as text.
 *
 * <p>Maps of the case that name their source, {@code record/case/areas/*} and {@code
 * record/case/places.csv}, are what was agreed on and what towns are called, not where something
 * was seen; their coordinates are let through.
 */
final class ReleaseScan {

  private static final Pattern PAIR =
      Pattern.compile(
          "(?<![\\d.])([-+]?\\d{1,2}\\.\\d+)\\s*°?\\s*[NS]?\\s*[,;/ ]\\s*([-+]?\\d{1,3}\\.\\d+)(?![\\d.])");

  /** Degrees with minutes: a minute is two kilometres. */
  private static final Pattern MINUTES =
      Pattern.compile(
          "\\d{1,3}\\s*°\\s*\\d{1,2}(\\.\\d+)?\\s*['′’](\\s*[\\d.]+\\s*[\"″”])?\\s*[NSEW]?");

  private static final Pattern NAMED =
      Pattern.compile(
          "(?i)\\b(?:data-)?(?:lat|latitude|lon|lng|longitude)[\"']?\\s*[:=]\\s*[\"']?([-+]?\\d{1,3}\\.\\d+)");

  /** Military grid: zone, band, square, and an even number of digits, two of which are 10 km. */
  private static final Pattern GRID =
      Pattern.compile(
          "\\b\\d{1,2}[C-HJ-NP-X]\\s?[A-HJ-NP-Z]{2}\\s?(?:\\d{4,10}|\\d{2,5} \\d{2,5})\\b");

  /** How things are drawn, which is no place on earth. */
  private static final Pattern DRAWN =
      Pattern.compile(
          "(?is)<(script|style)\\b.*?</\\1>|\\s(?:d|points|transform|viewBox|x|y|x1|x2|y1|y2|cx|cy|r|width|height|style)=\"[^\"]*\"");

  private static final int SHORTEST_HIDDEN = 4;

  private final PublicationPolicy policy;
  private final Instant now;
  private final Map<String, String> hidden = new TreeMap<>();
  private final List<String> found = new ArrayList<>();

  /**
   * @param hidden words that must not be in it, each with what it is; those without a letter or of
   *     fewer than four characters cannot be told from others and are not looked for
   */
  ReleaseScan(PublicationPolicy policy, Instant now, Map<String, String> hidden) {
    this.policy = policy;
    this.now = now;
    hidden.forEach((word, what) -> {
      String folded = folded(word);
      if (folded.length() >= SHORTEST_HIDDEN && folded.codePoints().anyMatch(Character::isLetter)) {
        this.hidden.put(folded, what);
      }
    });
  }

  /** What may not be published, each with file and place. */
  List<String> of(Path folder, Collection<String> names) {
    for (String name : names) {
      try {
        file(name, Files.readAllBytes(folder.resolve(name)));
      } catch (IOException unreadable) {
        throw new UnreadableInput(name + ": cannot be read (" + unreadable.getMessage() + ")");
      }
    }
    return found;
  }

  private void found(String file, String place, String what) {
    found.add(place.isEmpty() ? file + ": " + what : file + ":" + place + ": " + what);
  }

  private void file(String name, byte[] bytes) throws IOException {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException _binary) {
      found(name, "", "is no text, so nobody can tell what it shows; leave it out");
      return;
    }
    String kind = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    switch (kind) {
      case "ndjson" -> lines(name, text);
      case "json", "geojson" -> json(name, "", text);
      case "csv" -> csv(name, text);
      default -> text(name, text);
    }
  }

  // ---- JSON

  private void lines(String name, String text) {
    int line = 0;
    for (String one : text.split("\n", -1)) {
      line++;
      if (!one.isBlank()) {
        json(name, String.valueOf(line), one);
      }
    }
  }

  private void json(String name, String place, String text) {
    try {
      walk(new At(name, place), Json.parse(text), new ArrayDeque<>());
    } catch (IllegalArgumentException _none) {
      found(name, place, "is no JSON, so it cannot be looked into");
    }
  }

  /** Where in a file something stands. */
  private record At(String file, String place) {
    At within(String name) {
      return new At(file, place.isEmpty() ? name : place + ": " + name);
    }
  }

  private void walk(At at, Json json, Deque<Json.Obj> around) {
    switch (json) {
      case Json.Obj object -> {
        around.push(object);
        object(at, object, around);
        object
            .fields()
            .forEach((name, value) -> {
              words(at, name);
              walk(at.place().contains(": ") ? at : at.within(name), value, around);
            });
        around.pop();
      }
      case Json.Arr array -> {
        position(at, array, around);
        for (int i = 0; i < array.items().size(); i++) {
          walk(new At(at.file(), at.place() + "[" + i + "]"), array.items().get(i), around);
        }
      }
      case Json.Text text -> string(at, text.value(), around);
      case Json.Num number -> {}
      case Json.Bool bool -> {}
      case Json.Nothing nothing -> {}
    }
  }

  /** A ledger entry stands as text in the file that proves it. */
  private void string(At at, String text, Deque<Json.Obj> around) {
    if (text.startsWith("{\"")) {
      try {
        walk(at, Json.parse(text), around);
        return;
      } catch (IllegalArgumentException _words) {
        // looked at as words, below
      }
    }
    words(at, text);
    written(at, text);
  }

  private void object(At at, Json.Obj object, Deque<Json.Obj> around) {
    String latitude = value(object, "lat", "latitude");
    String longitude = value(object, "lon", "lng", "longitude");
    if (!latitude.isEmpty() && !longitude.isEmpty()) {
      coordinates(at, latitude, longitude, around);
    }
    boolean event = !value(object, "incident_id", "observation_id").isEmpty();
    if (event && (object.fields().containsKey("occurred") || has(object, "occurred_"))) {
      policy
          .embargoed(known(around), now)
          .ifPresent(why -> found(at.file(), at.place(), id(around) + " is " + why));
      policy
          .namesItsSite(spot(around), now)
          .ifPresent(why -> found(at.file(), at.place(), id(around) + " " + why));
    }
    if (!value(object, "observation_id").isEmpty()) {
      source(at, object, around);
    }
  }

  private static boolean has(Json.Obj object, String prefix) {
    return object.fields().keySet().stream().anyMatch(name -> name.startsWith(prefix));
  }

  private void source(At at, Json.Obj observation, Deque<Json.Obj> around) {
    String entered = find(around, "potential_sources");
    if (entered.isEmpty() && observation.fields().get("attributes") instanceof Json.Obj more) {
      entered = value(more, "potential_sources");
    }
    if (entered.isEmpty() && !observation.fields().containsKey("_sd")) {
      return;
    }
    Integer couldKnow = entered.matches("\\d{1,9}") ? (Integer) Integer.parseInt(entered) : null;
    policy
        .tellsTheSource(couldKnow)
        .ifPresent(why -> found(at.file(), at.place(), id(around) + ": " + why));
  }

  /** A position of GeoJSON: longitude, latitude. */
  private void position(At at, Json.Arr array, Deque<Json.Obj> around) {
    List<Json> items = array.items();
    if (items.size() >= 2
        && items.size() <= 3
        && items.get(0) instanceof Json.Num longitude
        && items.get(1) instanceof Json.Num latitude
        && around.stream().anyMatch(object -> object.fields().containsKey("coordinates"))) {
      coordinates(at, latitude.literal(), longitude.literal(), around);
    }
  }

  private void coordinates(At at, String latitude, String longitude, Deque<Json.Obj> around) {
    if (isMap(at.file()) && !find(around, "source").isEmpty()) {
      return;
    }
    BigDecimal north = decimal(latitude);
    BigDecimal east = decimal(longitude);
    if (north != null && east != null) {
      policy
          .refusal(north, east, spot(around), now)
          .ifPresent(why -> found(at.file(), at.place(), why));
    }
  }

  private static boolean isMap(String file) {
    String ofCase = RecordExtract.FOLDER + "/case/";
    return file.startsWith(ofCase + "areas/") || file.equals(ofCase + "places.csv");
  }

  private static @Nullable BigDecimal decimal(String text) {
    try {
      return new BigDecimal(text.strip());
    } catch (NumberFormatException _noNumber) {
      return null;
    }
  }

  private PublicationPolicy.Spot spot(Deque<Json.Obj> around) {
    return new PublicationPolicy.Spot(
        id(around),
        Precision.find(find(around, "precision")).orElse(null),
        !find(around, "object_name").isEmpty(),
        known(around));
  }

  private static String id(Deque<Json.Obj> around) {
    String incident = find(around, "incident_id");
    return incident.isEmpty() ? find(around, "observation_id") : incident;
  }

  /** When it ended; where that is open, when it was told of or began. */
  private static @Nullable Instant known(Deque<Json.Obj> around) {
    for (Json.Obj object : around) {
      if (object.fields().get("occurred") instanceof Json.Obj occurred) {
        return Optional.ofNullable(instant(value(occurred, "to")))
            .or(() -> Optional.ofNullable(instant(find(around, "published_at"))))
            .orElse(instant(value(occurred, "from")));
      }
    }
    return Optional.ofNullable(instant(find(around, "occurred_to")))
        .or(() -> Optional.ofNullable(instant(find(around, "published_at"))))
        .orElse(instant(find(around, "occurred_from")));
  }

  private static @Nullable Instant instant(String text) {
    try {
      return text.isEmpty() ? null : Instant.parse(text);
    } catch (DateTimeException _none) {
      return null;
    }
  }

  /** The value of the innermost object that has the field; a feature has its own apart. */
  private static String find(Deque<Json.Obj> around, String name) {
    for (Json.Obj object : around) {
      String value = value(object, name);
      if (value.isEmpty() && object.fields().get("properties") instanceof Json.Obj properties) {
        value = value(properties, name);
      }
      if (!value.isEmpty()) {
        return value;
      }
    }
    return "";
  }

  private static String value(Json.Obj object, String... names) {
    for (String name : names) {
      switch (object.fields().get(name)) {
        case Json.Text text when !text.value().isBlank() -> {
          return text.value();
        }
        case Json.Num number -> {
          return number.literal();
        }
        case null, default -> {}
      }
    }
    return "";
  }

  // ---- CSV

  private void csv(String name, String text) throws IOException {
    CsvScanner scanner = new CsvScanner(new StringReader(text), name, ',', 1);
    List<String> header = scanner.next() ? List.copyOf(scanner.cells()) : List.of();
    while (scanner.next()) {
      Map<String, Json> row = new TreeMap<>();
      for (int i = 0; i < scanner.cells().size(); i++) {
        String column = i < header.size() ? header.get(i) : "column_" + (i + 1);
        row.putIfAbsent(column.replace("attribute:", ""), Json.text(scanner.cells().get(i)));
      }
      walk(new At(name, String.valueOf(scanner.line())), new Json.Obj(row), new ArrayDeque<>());
    }
  }

  // ---- text

  private void text(String name, String text) {
    int line = 0;
    boolean markup = text.contains("</");
    String shown = markup ? keepingLines(text) : text;
    for (String one : shown.split("\n", -1)) {
      line++;
      At at = new At(name, String.valueOf(line));
      String plain = markup ? unescaped(one) : one;
      words(at, plain);
      written(at, plain);
    }
  }

  private static String keepingLines(String text) {
    return DRAWN
        .matcher(text)
        .replaceAll(
            drawn -> "\n".repeat((int) drawn.group().chars().filter(c -> c == '\n').count()));
  }

  private static String unescaped(String text) {
    String plain =
        Pattern.compile("&#(x?)([0-9a-fA-F]{1,6});")
            .matcher(text)
            .replaceAll(match -> {
              int code = Integer.parseInt(match.group(2), match.group(1).isEmpty() ? 10 : 16);
              return Matcher.quoteReplacement(
                  Character.isValidCodePoint(code) ? Character.toString(code) : "");
            });
    return plain
        .replace("&quot;", "\"")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&");
  }

  /** Coordinates in running text, where nothing says what they stand for. */
  private void written(At at, String text) {
    if (text.chars().noneMatch(Character::isDigit)) {
      return;
    }
    for (Matcher pair = PAIR.matcher(text); pair.find(); ) {
      BigDecimal north = new BigDecimal(pair.group(1));
      BigDecimal east = new BigDecimal(pair.group(2));
      if (north.abs().doubleValue() <= 90 && east.abs().doubleValue() <= 180) {
        policy
            .refusal(north, east, PublicationPolicy.Spot.UNKNOWN, now)
            .ifPresent(why -> found(at.file(), at.place(), why));
      }
    }
    for (Matcher named = NAMED.matcher(text); named.find(); ) {
      BigDecimal degrees = new BigDecimal(named.group(1));
      if (degrees.stripTrailingZeros().scale() > policy.cellDecimals()) {
        found(at.file(), at.place(), "a coordinate, " + named.group() + ", finer than a cell");
      }
    }
    for (Pattern pattern : List.of(MINUTES, GRID)) {
      for (Matcher match = pattern.matcher(text); match.find(); ) {
        found(
            at.file(),
            at.place(),
            "a coordinate, " + match.group().strip() + ", finer than a cell");
      }
    }
  }

  /** Never says the word itself: what this prints may be read by others. */
  private void words(At at, String text) {
    if (hidden.isEmpty()) {
      return;
    }
    String folded = folded(text);
    hidden.forEach((word, what) -> {
      int begin = folded.indexOf(word);
      while (begin >= 0 && !isWhole(folded, begin, begin + word.length())) {
        begin = folded.indexOf(word, begin + 1);
      }
      if (begin >= 0) {
        found(at.file(), at.place(), what + " stands here");
      }
    });
  }

  private static boolean isWhole(String text, int begin, int end) {
    return (begin == 0 || !Character.isLetterOrDigit(text.codePointBefore(begin)))
        && (end == text.length() || !Character.isLetterOrDigit(text.codePointAt(end)));
  }

  private static String folded(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKC)
        .strip()
        .replaceAll("\\s+", " ")
        .toLowerCase(Locale.ROOT);
  }
}
