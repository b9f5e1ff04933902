package org.treuga.app.page;

import java.util.Map;
import java.util.TreeMap;
import org.treuga.wire.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;

/** JSON for people: by lines, and field by field. */
final class Fields {

  private Fields() {}

  /** Reads what this program wrote itself. */
  static Json parse(String text) {
    try (JsonParser parser = Json.FACTORY.createParser(ObjectReadContext.empty(), text)) {
      parser.nextToken();
      return Json.read(parser);
    } catch (JacksonException wrong) {
      throw new IllegalStateException("what was recorded is no JSON", wrong);
    }
  }

  /** Every value by the path that leads to it: {@code place.latitude}. */
  static Map<String, String> flat(Json json) {
    Map<String, String> fields = new TreeMap<>();
    flat("", json, fields);
    return fields;
  }

  private static void flat(String path, Json json, Map<String, String> into) {
    switch (json) {
      case Json.Obj object ->
          object
              .fields()
              .forEach(
                  (name, value) -> flat(path.isEmpty() ? name : path + "." + name, value, into));
      case Json.Arr array -> {
        for (int i = 0; i < array.items().size(); i++) {
          flat(path + "[" + i + "]", array.items().get(i), into);
        }
      }
      case Json.Text text -> into.put(path, text.value());
      case Json.Num number -> into.put(path, number.literal());
      case Json.Bool bool -> into.put(path, Boolean.toString(bool.value()));
      case Json.Nothing _n -> into.put(path, "");
    }
  }

  /** The same value over several lines. */
  static String lines(Json json) {
    StringBuilder text = new StringBuilder();
    lines(json, 0, text);
    return text.toString();
  }

  private static void lines(Json json, int depth, StringBuilder into) {
    String inner = "\n" + "  ".repeat(depth + 1);
    String outer = "\n" + "  ".repeat(depth);
    switch (json) {
      case Json.Obj object when !object.fields().isEmpty() -> {
        String before = "{";
        for (Map.Entry<String, Json> field : object.fields().entrySet()) {
          into.append(before).append(inner).append(Json.text(field.getKey()).canonical());
          into.append(": ");
          lines(field.getValue(), depth + 1, into);
          before = ",";
        }
        into.append(outer).append('}');
      }
      case Json.Arr array when !array.items().isEmpty() -> {
        String before = "[";
        for (Json item : array.items()) {
          into.append(before).append(inner);
          lines(item, depth + 1, into);
          before = ",";
        }
        into.append(outer).append(']');
      }
      case Json.Obj _empty -> into.append("{}");
      case Json.Arr _empty -> into.append("[]");
      case Json.Text text -> into.append(text.canonical());
      case Json.Num number -> into.append(number.literal());
      case Json.Bool bool -> into.append(bool.value());
      case Json.Nothing _n -> into.append("null");
    }
  }
}
