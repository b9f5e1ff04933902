package org.treuga.wire;

import java.io.OutputStream;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;

/**
 * Writes JSON for programs of others as it comes: fields in the order given, fractions as numbers,
 * nothing held in memory. For what is signed or compared byte by byte there is {@link
 * Json#canonical()}.
 *
 * <p>For one thread.
 */
public final class JsonOut implements AutoCloseable {

  private final JsonGenerator generator;

  /** Writes UTF-8 to a stream, and closes it when closed. */
  public JsonOut(OutputStream out) {
    this.generator = Json.FACTORY.createGenerator(ObjectWriteContext.empty(), out);
  }

  public JsonOut begin() {
    generator.writeStartObject();
    return this;
  }

  public JsonOut begin(String name) {
    generator.writeName(name);
    return begin();
  }

  public JsonOut end() {
    generator.writeEndObject();
    return this;
  }

  public JsonOut list() {
    generator.writeStartArray();
    return this;
  }

  public JsonOut list(String name) {
    generator.writeName(name);
    return list();
  }

  public JsonOut endList() {
    generator.writeEndArray();
    return this;
  }

  public JsonOut put(String name, String value) {
    generator.writeName(name);
    generator.writeString(value);
    return this;
  }

  /** The same, but an empty text is null: the source does not say. */
  public JsonOut putSaid(String name, String value) {
    return value.isEmpty() ? putNothing(name) : put(name, value);
  }

  public JsonOut put(String name, long value) {
    generator.writeName(name);
    generator.writeNumber(value);
    return this;
  }

  public JsonOut put(String name, boolean value) {
    generator.writeName(name);
    generator.writeBoolean(value);
    return this;
  }

  /**
   * @param value finite; JSON has no other numbers
   */
  public JsonOut put(String name, double value) {
    generator.writeName(name);
    return add(value);
  }

  /**
   * @param value null, and an open end, are null
   */
  public JsonOut put(String name, @Nullable Instant value) {
    boolean open = value == null || value.equals(Instant.MIN) || value.equals(Instant.MAX);
    return open ? putNothing(name) : put(name, String.valueOf(value));
  }

  public JsonOut put(String name, Json value) {
    generator.writeName(name);
    return add(value);
  }

  public JsonOut putNothing(String name) {
    generator.writeName(name);
    generator.writeNull();
    return this;
  }

  public JsonOut add(String value) {
    generator.writeString(value);
    return this;
  }

  public JsonOut add(double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("value must be finite, was " + value);
    }
    generator.writeNumber(value);
    return this;
  }

  public JsonOut addNothing() {
    generator.writeNull();
    return this;
  }

  /** A value as it was read: its numbers digit for digit. */
  public JsonOut add(Json value) {
    switch (value) {
      case Json.Obj object -> {
        begin();
        object.fields().forEach(this::put);
        end();
      }
      case Json.Arr array -> {
        list();
        array.items().forEach(this::add);
        endList();
      }
      case Json.Text text -> generator.writeString(text.value());
      case Json.Num number -> generator.writeNumber(number.literal());
      case Json.Bool bool -> generator.writeBoolean(bool.value());
      case Json.Nothing _nothing -> generator.writeNull();
    }
    return this;
  }

  @Override
  public void close() {
    generator.close();
  }
}
