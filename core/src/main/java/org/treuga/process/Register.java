package org.treuga.process;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.treuga.agreement.Citation;

/**
 * What a case records of its process, section by section, each row with the clauses it comes from.
 *
 * <p>For now it is carried and shown as it was written. What is absent was not found; it is never a
 * no.
 *
 * @param sections rows by section ({@code stages}, {@code tracks}, ...), in the order of the file
 */
public record Register(Map<String, List<Row>> sections) {

  /** A case that records no process. */
  public static final Register EMPTY = new Register(Map.of());

  /**
   * One thing recorded.
   *
   * @param id unique within the register
   * @param title for people; the id where the file gives none
   * @param details the other properties, by name, in the order of the file
   * @param sources clauses it comes from
   * @param urls pages it comes from, where no document of the case holds it
   */
  public record Row(
      String id,
      String title,
      Map<String, Value> details,
      List<Citation> sources,
      List<String> urls) {

    /** A property, where the row has it. */
    public Optional<Value> find(String name) {
      return Optional.ofNullable(details.get(name));
    }

    /** A property in words; empty where the row does not have it. */
    public String text(String name) {
      return find(name).map(Value::words).orElse("");
    }

    public Row {
      details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
      sources = List.copyOf(sources);
      urls = List.copyOf(urls);
    }
  }

  /** What a property holds, as it was written. */
  public sealed interface Value {

    record Text(String text) implements Value {}

    record Items(List<Value> items) implements Value {
      public Items {
        items = List.copyOf(items);
      }
    }

    record Named(Map<String, Value> fields) implements Value {
      public Named {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
      }
    }

    /** As a reader would say it: lists by semicolons, mappings as name: value. */
    default String words() {
      return switch (this) {
        case Text text -> text.text();
        case Items list -> String.join("; ", list.items().stream().map(Value::words).toList());
        case Named named ->
            named.fields().entrySet().stream()
                .map(field -> field.getKey() + ": " + field.getValue().words())
                .collect(Collectors.joining(", "));
      };
    }

    /** The items of a list, or the one thing that it is. */
    default List<Value> items() {
      return this instanceof Items list ? list.items : List.of(this);
    }

    /** The fields of a mapping; none where it is none. */
    default Map<String, Value> fields() {
      return this instanceof Named named ? named.fields : Map.of();
    }
  }

  /** The rows of a section; none where the case has none. */
  public List<Row> section(String name) {
    return sections.getOrDefault(name, List.of());
  }

  public Register {
    sections = Collections.unmodifiableMap(new LinkedHashMap<>(sections));
  }
}
