package org.treuga.connectors.reports;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.treuga.connectors.Feed;
import org.treuga.connectors.file.Texts;
import org.treuga.evidence.Rejection;
import org.treuga.wire.Canonical;
import org.treuga.wire.Json;

/**
 * A row of a sheet that came back. Which of its cells were edited is found by comparing them with
 * what was exported; only those are read, and all else stays as it was, to the byte.
 */
final class SheetRow implements Feed.Edit {

  /**
   * What the sheet still has of what was exported, and how it writes dates.
   *
   * @param columns a column that somebody has removed is no edit
   * @param attributes the names under {@code attribute:}, and columns that somebody has added
   */
  record Shape(Set<Column> columns, Set<String> attributes, SheetDates dates) {}

  private final Row row;
  private final Shape shape;
  private final ObservationMaker maker;

  SheetRow(Row row, Shape shape, ObservationMaker maker) {
    this.row = row;
    this.shape = shape;
    this.maker = maker;
  }

  @Override
  public String caseId() {
    return row.get(Column.CASE);
  }

  @Override
  public String feed() {
    return row.get(Column.FEED);
  }

  @Override
  public String id() {
    return row.get(Column.ID);
  }

  @Override
  public String version() {
    String mark = row.get(Column.VERSION);
    return mark.startsWith(Sheet.VERSION_MARK) ? mark.substring(Sheet.VERSION_MARK.length()) : mark;
  }

  @Override
  public Feed.Result whole() {
    try {
      return new Feed.Read((Json.Obj) Canonical.observation(maker.observation(row)));
    } catch (BadRow bad) {
      return refused(bad);
    }
  }

  private Feed.Result refused(BadRow bad) {
    return new Feed.Refused(
        new Rejection(
            row.file(),
            row.line(),
            row.written(bad.column()),
            bad.code(),
            bad.expected(),
            Texts.shown(bad.got())));
  }

  @Override
  public Feed.Result appliedTo(Json.Obj exported) {
    Map<Column, String> was = Sheet.cells(exported);
    Row now = row.sameLine();
    Set<Column> edited = EnumSet.noneOf(Column.class);
    for (Column column : Sheet.COLUMNS) {
      String before = was.getOrDefault(column, "");
      boolean same =
          !shape.columns().contains(column)
              || Sheet.isSame(column, before, row.get(column), shape.dates());
      now.put(column, same ? before : row.get(column));
      if (!same) {
        edited.add(column);
      }
    }
    Map<String, String> attributes = attributes(exported);
    boolean sameAttributes = attributes.equals(Sheet.attributes(exported));
    if (edited.isEmpty()) {
      return new Feed.Read(
          sameAttributes ? exported : with(exported, "attributes", texts(attributes)));
    }
    try {
      Json.Obj read = (Json.Obj) Canonical.observation(maker.observation(now));
      Json.Obj patched = patched(exported, read, edited);
      return new Feed.Read(
          sameAttributes ? patched : with(patched, "attributes", texts(attributes)));
    } catch (BadRow bad) {
      return refused(bad);
    }
  }

  private Map<String, String> attributes(Json.Obj exported) {
    Map<String, String> was = Sheet.attributes(exported);
    Map<String, String> came = row.attributes();
    Map<String, String> now = new TreeMap<>(was);
    Set<String> names = new TreeSet<>(came.keySet());
    names.addAll(shape.attributes());
    for (String name : names) {
      String before = was.getOrDefault(name, "");
      String cell = came.getOrDefault(name, "");
      if (Sheet.isSame(Column.ROW, before, cell, shape.dates())) {
        continue;
      }
      if (cell.isEmpty()) {
        now.remove(name);
      } else {
        now.put(name, cell);
      }
    }
    return now;
  }

  /** Takes from what was read the fields whose cells were edited, and nothing else. */
  private Json.Obj patched(Json.Obj exported, Json.Obj read, Set<Column> edited) {
    Map<String, Json> fields = new HashMap<>(exported.fields());
    Map<String, Json> place = new HashMap<>(Sheet.object(exported, "place").fields());
    Map<String, Json> harm = new HashMap<>(Sheet.object(exported, "harm").fields());
    Json.Obj readPlace = Sheet.object(read, "place");
    for (Column column : edited) {
      String[] count = Sheet.harmOf(column);
      if (count.length > 0) {
        take(harm, Sheet.object(read, "harm"), count[0]);
      } else if (Sheet.TOP.containsKey(column)) {
        take(fields, read, Sheet.TOP.getOrDefault(column, ""));
      } else {
        switch (column) {
          case CREDIBILITY -> take(fields, read, "credibility");
          case OCCURRED_FROM, OCCURRED_TO -> take(fields, read, "occurred");
          case ADMIN1 -> take(place, readPlace, "admin1");
          case COUNTRY -> take(place, readPlace, "countries");
          case PLACE_NAME -> place.put("place_names", names(row.get(Column.PLACE_NAME)));
          default ->
              List.of("lat", "lon", "precision", "uncertainty_m")
                  .forEach(name -> take(place, readPlace, name));
        }
      }
    }
    fields.put("place", new Json.Obj(place));
    fields.put("harm", new Json.Obj(harm));
    return new Json.Obj(fields);
  }

  private static void take(Map<String, Json> into, Json.Obj from, String name) {
    Json value = from.fields().get(name);
    if (value == null) {
      into.remove(name);
    } else {
      into.put(name, value);
    }
  }

  private static Json names(String cell) {
    return Json.texts(
        java.util.Arrays.stream(cell.split(Pattern.quote(Sheet.NAMES_JOINED)))
            .map(Texts::trim)
            .filter(name -> !name.isEmpty())
            .toList());
  }

  private static Json.Obj with(Json.Obj json, String name, Json value) {
    Map<String, Json> fields = new HashMap<>(json.fields());
    fields.put(name, value);
    return new Json.Obj(fields);
  }

  private static Json texts(Map<String, String> texts) {
    Map<String, Json> fields = new HashMap<>();
    texts.forEach((name, value) -> fields.put(name, Json.text(value)));
    return new Json.Obj(fields);
  }
}
