package org.treuga.connectors.reports;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.treuga.connectors.file.Texts;
import org.treuga.wire.Json;

/** Turns one JSON object, or one GeoJSON Feature, into a row. */
final class JsonRecord {

  /**
   * Beyond these powers of ten a number is no coordinate, and writing it out would only be long.
   */
  private static final int MAX_EXPONENT = 30;

  private final String file;
  private final Mapping mapping;
  private final Consumer<String> notes;
  private final Map<String, Optional<Column>> known = new HashMap<>();
  private final Set<String> attributes = new TreeSet<>();

  JsonRecord(String file, Mapping mapping, Consumer<String> notes) {
    this.file = file;
    this.mapping = mapping;
    this.notes = notes;
  }

  /** A row without cells, for records that cannot be read. */
  Row empty(int line) {
    return new Row(file, line, false, Column::word);
  }

  /**
   * The row of a record.
   *
   * @throws BadRow if it is no object, or a value is not of a kind its column can have
   */
  Row row(Json value, int line) {
    if (!(value instanceof Json.Obj object)) {
      throw new BadRow(Column.ROW, Fault.NOT_AN_OBJECT, "a JSON object", Texts.shown(shown(value)));
    }
    boolean feature = object.text("type").equals("Feature");
    Json properties = feature ? object.fields().get("properties") : object;
    Map<Column, String> written = new EnumMap<>(Column.class);
    Row row = new Row(file, line, false, column -> written.getOrDefault(column, column.word()));
    if (properties instanceof Json.Obj members) {
      putMembers(row, members, written);
    } else if (properties != null && !(properties instanceof Json.Nothing)) {
      throw new BadRow(
          Column.ROW,
          Fault.NOT_AN_OBJECT,
          "properties that are a JSON object",
          Texts.shown(shown(properties)));
    }
    if (feature) {
      putFeatureId(row, object.fields().get("id"));
      putGeometry(row, object.fields().get("geometry"));
    }
    return row;
  }

  /**
   * The members of an object or of a Feature's properties as texts, and the point and the id of the
   * Feature; the value itself where it is no object.
   */
  static Map<String, String> cells(Json value) {
    Map<String, String> cells = new TreeMap<>();
    if (!(value instanceof Json.Obj object)) {
      cells.put("record", shown(value));
      return cells;
    }
    boolean feature = object.text("type").equals("Feature");
    Json members = feature ? object.fields().get("properties") : object;
    if (members instanceof Json.Obj named) {
      named
          .fields()
          .forEach(
              (name, inner) -> cells.put(name, inner instanceof Json.Nothing ? "" : shown(inner)));
    }
    if (feature && object.fields().get("id") instanceof Json id) {
      cells.putIfAbsent("id", shown(id));
    }
    if (feature
        && object.fields().get("geometry") instanceof Json.Obj geometry
        && geometry.fields().get("coordinates") instanceof Json.Arr point
        && point.items().size() >= 2
        && geometry.text("type").equals("Point")) {
      cells.putIfAbsent("lon", shown(point.items().get(0)));
      cells.putIfAbsent("lat", shown(point.items().get(1)));
    }
    return cells;
  }

  /** Names proper go before synonyms, whatever their order in the object. */
  private void putMembers(Row row, Json.Obj members, Map<Column, String> written) {
    members
        .fields()
        .forEach((name, value) ->
            mapping.exact(name).ifPresent(column -> putColumn(row, column, name, value, written)));
    members
        .fields()
        .forEach((name, value) -> {
          if (mapping.exact(name).isPresent()) {
            return;
          }
          Column column = synonym(name);
          if (column != null && !written.containsKey(column)) {
            notes.accept(file + ": \"" + name + "\" was read as " + column.word());
            putColumn(row, column, name, value, written);
          } else {
            noteLater(name);
            row.putAttribute(name, value instanceof Json.Nothing ? "" : shown(value));
          }
        });
  }

  private void noteLater(String name) {
    if (!Header.isAttributeProper(name)) {
      attributes.add(Texts.shown(name));
    }
  }

  private @Nullable Column synonym(String name) {
    return known.computeIfAbsent(name, mapping::synonym).orElse(null);
  }

  private static void putColumn(
      Row row, Column column, String name, Json value, Map<Column, String> written) {
    String earlier = written.put(column, name);
    if (earlier != null) {
      throw new BadRow(
          Column.ROW,
          Fault.NAME_TWICE,
          "each column once",
          "\"" + earlier + "\" and \"" + name + "\" are both " + column.word());
    }
    row.put(column, cell(column, value));
  }

  private static String cell(Column column, Json value) {
    return switch (value) {
      case Json.Text text -> text.value();
      case Json.Num number when column == Column.ID -> wholeId(number);
      case Json.Num number -> plain(number.literal());
      case Json.Bool bool -> String.valueOf(bool.value());
      case Json.Nothing _nothing -> "";
      case Json.Arr list when isListOfTexts(list) && column == Column.COUNTRY ->
          String.join("/", list.items().stream().map(item -> ((Json.Text) item).value()).toList());
      case Json.Arr list -> throw nested(column, list);
      case Json.Obj object -> throw nested(column, object);
    };
  }

  private static boolean isListOfTexts(Json.Arr list) {
    return list.items().stream().allMatch(item -> item instanceof Json.Text);
  }

  private static BadRow nested(Column column, Json value) {
    return new BadRow(
        Column.ROW,
        Fault.NESTED_VALUE,
        "a text, a number or null for " + column.word(),
        Texts.shown(shown(value)));
  }

  /** An id is kept digit for digit; a fraction or an exponent would have more than one spelling. */
  private static String wholeId(Json.Num number) {
    if (!number.literal().matches("-?\\d+")) {
      throw new BadRow(
          Column.ID, Fault.NOT_TEXT, "an id as text in quotes, or whole digits", number.literal());
    }
    return number.literal();
  }

  /** JSON may write 4.85e1 where CSV may not; it is the same number. */
  private static String plain(String literal) {
    if (literal.indexOf('e') < 0 && literal.indexOf('E') < 0) {
      return literal;
    }
    try {
      BigDecimal number = new BigDecimal(literal);
      boolean small = Math.abs((long) number.scale()) <= MAX_EXPONENT;
      return small ? number.toPlainString() : literal;
    } catch (NumberFormatException _exponentBeyondBounds) {
      return literal;
    }
  }

  private static void putFeatureId(Row row, @Nullable Json id) {
    if (id == null || id instanceof Json.Nothing) {
      return;
    }
    String text = cell(Column.ID, id);
    if (!row.has(Column.ID)) {
      row.put(Column.ID, text);
    } else if (!row.get(Column.ID).equals(text)) {
      row.putAttribute("feature_id", text);
    }
  }

  // ---- geometry

  private static void putGeometry(Row row, @Nullable Json geometry) {
    if (geometry == null || geometry instanceof Json.Nothing) {
      return;
    }
    if (!(geometry instanceof Json.Obj object) || !object.text("type").equals("Point")) {
      boolean empty =
          geometry instanceof Json.Obj object
              && object.fields().get("coordinates") instanceof Json.Arr list
              && list.items().isEmpty();
      throw empty ? noCoordinates() : notAPoint(geometry);
    }
    if (!(object.fields().get("coordinates") instanceof Json.Arr list)) {
      throw notNumbers(geometry);
    }
    putPoint(row, list.items(), geometry);
  }

  private static void putPoint(Row row, List<Json> numbers, Json geometry) {
    if (numbers.isEmpty()) {
      throw noCoordinates();
    }
    boolean allNumbers = numbers.stream().allMatch(item -> item instanceof Json.Num);
    if (!allNumbers || numbers.size() < 2 || numbers.size() > 3) {
      throw notNumbers(geometry);
    }
    putDegrees(row, Column.LON, numbers.get(0));
    putDegrees(row, Column.LAT, numbers.get(1));
    if (numbers.size() == 3) {
      row.putAttribute("altitude_m", shown(numbers.get(2)));
    }
  }

  private static void putDegrees(Row row, Column column, Json number) {
    String degrees = plain(((Json.Num) number).literal());
    if (row.has(column) && !isSame(row.get(column), degrees)) {
      throw new BadRow(
          Column.COORDINATES,
          Fault.CONTRADICTION,
          "coordinates that agree with " + column.word() + " of the properties",
          degrees + " against " + row.get(column));
    }
    row.put(column, degrees);
  }

  private static boolean isSame(String property, String coordinate) {
    return NumberCell.isDecimal(property)
        && NumberCell.isDecimal(coordinate)
        && Double.parseDouble(property) == Double.parseDouble(coordinate);
  }

  private static BadRow noCoordinates() {
    return new BadRow(
        Column.COORDINATES,
        Fault.EMPTY,
        "coordinates [longitude, latitude], or a geometry that is null when no place is known",
        "[]");
  }

  private static BadRow notAPoint(Json geometry) {
    return new BadRow(
        Column.COORDINATES,
        Fault.NOT_A_POINT,
        "a geometry of type Point with coordinates [longitude, latitude], or null",
        Texts.shown(shown(geometry)));
  }

  private static BadRow notNumbers(Json geometry) {
    return new BadRow(
        Column.COORDINATES,
        Fault.NOT_NUMBERS,
        "coordinates of two or three numbers, [longitude, latitude]",
        Texts.shown(shown(geometry)));
  }

  /** A value as text: what it is for a text or number, compact JSON for the rest. */
  static String shown(Json value) {
    return switch (value) {
      case Json.Text text -> text.value();
      case Json.Num number -> number.literal();
      case Json.Bool bool -> String.valueOf(bool.value());
      case Json.Nothing _nothing -> "null";
      case Json.Arr list -> withTextNumbers(list).canonical();
      case Json.Obj object -> withTextNumbers(object).canonical();
    };
  }

  /** Canonical JSON has no fractions, so numbers go in as their text. */
  private static Json withTextNumbers(Json value) {
    return switch (value) {
      case Json.Num number -> Json.text(number.literal());
      case Json.Arr list ->
          new Json.Arr(list.items().stream().map(JsonRecord::withTextNumbers).toList());
      case Json.Obj object -> {
        Map<String, Json> fields = new HashMap<>();
        object.fields().forEach((name, inner) -> fields.put(name, withTextNumbers(inner)));
        yield new Json.Obj(fields);
      }
      case Json.Text text -> Json.text(wellFormed(text.value()));
      case Json.Bool bool -> bool;
      case Json.Nothing nothing -> nothing;
    };
  }

  /** JSON can escape half a surrogate pair, which no canonical text may hold. */
  static String wellFormed(String text) {
    return new String(text.getBytes(UTF_8), UTF_8);
  }

  /** Says once which members have no meaning here. */
  void noteAttributes() {
    if (!attributes.isEmpty()) {
      notes.accept(file + ": kept as attributes: " + String.join(", ", attributes));
    }
  }
}
