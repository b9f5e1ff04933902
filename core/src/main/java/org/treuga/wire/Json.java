package org.treuga.wire;

import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.core.json.JsonWriteFeature;

/**
 * A JSON value, and its canonical text.
 *
 * <p>Canonical means RFC 8785 for what we allow ourselves: names in order of UTF-16 code units,
 * least escaping, no white space, whole numbers within 2^53 - 1 and no others. A fraction is a
 * text. With those limits the number rules of RFC 8785 leave no choice, so no floating-point
 * printing is needed.
 */
public sealed interface Json {

  /** Objects, in order of name whatever the order they were put in. */
  record Obj(Map<String, Json> fields) implements Json {
    public Obj {
      // What was made here is in order and nobody else's: a million observations need no copy.
      Map<String, Json> own = fields instanceof OwnFields ? fields : new TreeMap<>(fields);
      fields = Collections.unmodifiableMap(own);
    }

    /** The text of a field, or empty when it is missing or no text. */
    public String text(String name) {
      return fields.get(name) instanceof Text text ? text.value() : "";
    }
  }

  record Arr(List<Json> items) implements Json {
    public Arr {
      items = List.copyOf(items);
    }
  }

  record Text(String value) implements Json {}

  /** A number by its literal, digit for digit as it was read. */
  record Num(String literal) implements Json {}

  record Bool(boolean value) implements Json {}

  record Nothing() implements Json {}

  /** The largest whole number that every JSON reader keeps exactly. */
  long MAX_WHOLE = (1L << 53) - 1;

  /** The literals of whole numbers that have one form only. */
  Pattern WHOLE = Pattern.compile("0|-?[1-9][0-9]{0,15}");

  /** The one factory: strict JSON, duplicate names refused, nesting and lengths bounded. */
  JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(JsonWriteFeature.WRITE_HEX_UPPER_CASE)
          .disable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .streamReadConstraints(
              StreamReadConstraints.builder().maxNestingDepth(64).maxStringLength(16 << 20).build())
          .build();

  static Json text(String value) {
    return new Text(value);
  }

  static Json whole(long value) {
    if (Math.abs(value) > MAX_WHOLE) {
      throw new IllegalArgumentException("value must be within 2^53 - 1, was " + value);
    }
    return new Num(Long.toString(value));
  }

  static Json bool(boolean value) {
    return new Bool(value);
  }

  /** An instant as {@code 2025-03-18T16:30:00Z}; an open end is null. */
  static Json instant(Instant instant) {
    return instant.equals(Instant.MIN) || instant.equals(Instant.MAX)
        ? new Nothing()
        : new Text(instant.toString());
  }

  static Json texts(Collection<String> values) {
    return new Arr(values.stream().map(Json::text).toList());
  }

  /** Starts an object; see {@link Builder}. */
  static Builder object() {
    return new Builder();
  }

  /** Collects the fields of an object. */
  final class Builder {
    private OwnFields fields = new OwnFields();

    private Builder() {}

    public Builder put(String name, Json value) {
      if (fields.put(name, value) != null) {
        throw new IllegalArgumentException("name must be new, was " + name);
      }
      return this;
    }

    public Builder put(String name, String value) {
      return put(name, text(value));
    }

    public Builder put(String name, long value) {
      return put(name, whole(value));
    }

    public Builder put(String name, boolean value) {
      return put(name, bool(value));
    }

    /** The object; the builder begins anew. */
    public Obj build() {
      OwnFields built = fields;
      fields = new OwnFields();
      return new Obj(built);
    }
  }

  /** The canonical text, without a line end. */
  default String canonical() {
    StringWriter out = new StringWriter();
    try (JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
      write(this, generator);
    }
    return out.toString();
  }

  default byte[] canonicalBytes() {
    return canonical().getBytes(StandardCharsets.UTF_8);
  }

  private static void write(Json json, JsonGenerator generator) {
    switch (json) {
      case Obj obj -> {
        generator.writeStartObject();
        obj.fields()
            .forEach((name, value) -> {
              generator.writeName(wellFormed(name));
              write(value, generator);
            });
        generator.writeEndObject();
      }
      case Arr arr -> {
        generator.writeStartArray();
        arr.items().forEach(item -> write(item, generator));
        generator.writeEndArray();
      }
      case Text text -> generator.writeString(wellFormed(text.value()));
      case Num num -> generator.writeNumber(wholeOf(num));
      case Bool bool -> generator.writeBoolean(bool.value());
      case Nothing _nothing -> generator.writeNull();
    }
  }

  private static long wholeOf(Num num) {
    if (!WHOLE.matcher(num.literal()).matches()
        || Math.abs(Long.parseLong(num.literal())) > MAX_WHOLE) {
      throw new IllegalArgumentException(
          "a canonical number must be whole and within 2^53 - 1, was " + num.literal());
    }
    return Long.parseLong(num.literal());
  }

  private static String wellFormed(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean paired =
          Character.isHighSurrogate(c)
              && i + 1 < text.length()
              && Character.isLowSurrogate(text.charAt(i + 1));
      if (paired) {
        i++;
      } else if (Character.isSurrogate(c)) {
        throw new IllegalArgumentException("text must not hold half a surrogate pair, at " + i);
      }
    }
    return text;
  }

  /**
   * What is wrong with a text, in one line and without what the parser says about itself: {@code
   * Unexpected end-of-input: expected close marker for Array}.
   */
  static String problem(JacksonException wrong) {
    String line = wrong.getOriginalMessage().lines().findFirst().orElse("no more is known");
    int source = line.indexOf(" (start marker at [Source");
    return source < 0 ? line : line.substring(0, source);
  }

  /**
   * Reads a text that is one JSON value.
   *
   * @throws IllegalArgumentException if it is not, in one line
   */
  static Json parse(String text) {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      parser.nextToken();
      Json json = read(parser);
      if (parser.nextToken() != null) {
        throw new IllegalArgumentException("one JSON value was expected, more follows it");
      }
      return json;
    } catch (JacksonException wrong) {
      throw new IllegalArgumentException("not JSON: " + problem(wrong), wrong);
    } catch (IllegalStateException | NullPointerException empty) {
      throw new IllegalArgumentException("not JSON: a value was expected", empty);
    }
  }

  /**
   * Reads the value at the parser's current token, to its end.
   *
   * @throws tools.jackson.core.JacksonException if the text is not JSON or beyond the bounds
   */
  static Json read(JsonParser parser) {
    return switch (parser.currentToken()) {
      case START_OBJECT -> {
        OwnFields fields = new OwnFields();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          String name = parser.currentName();
          parser.nextToken();
          fields.put(name, read(parser));
        }
        yield new Obj(fields);
      }
      case START_ARRAY -> {
        List<Json> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          items.add(read(parser));
        }
        yield new Arr(items);
      }
      case VALUE_STRING -> new Text(parser.getString());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Num(parser.getString());
      case VALUE_TRUE -> new Bool(true);
      case VALUE_FALSE -> new Bool(false);
      case VALUE_NULL -> new Nothing();
      default ->
          throw new IllegalStateException(
              "a JSON value was expected, was " + parser.currentToken());
    };
  }
}
