package org.treuga.app.page;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The parameters of an address, to make the addresses of links from: what is not changed is kept.
 * Immutable.
 */
public final class Query {

  /** A parameter. */
  public record Part(String name, String value) {}

  private final List<Part> parts;

  private Query(List<Part> parts) {
    this.parts = List.copyOf(parts);
  }

  /** In the order of the address; empty values say nothing and are left out. */
  public static Query of(Map<String, List<String>> parameters) {
    List<Part> parts = new ArrayList<>();
    parameters.forEach((name, values) ->
        values.stream()
            .filter(value -> !value.isEmpty())
            .forEach(value -> parts.add(new Part(name, value))));
    return new Query(parts);
  }

  public List<Part> parts() {
    return parts;
  }

  /** The last value of a parameter, or empty. */
  public String value(String name) {
    return parts.stream()
        .filter(part -> part.name().equals(name))
        .map(Part::value)
        .reduce("", (before, last) -> last);
  }

  public List<String> values(String name) {
    return parts.stream().filter(part -> part.name().equals(name)).map(Part::value).toList();
  }

  /** With this value alone for a parameter; without it where the value is empty. */
  public Query with(String name, String value) {
    return value.isEmpty() ? without(name) : without(name).and(name, value);
  }

  /** With one more value for a parameter. */
  public Query and(String name, String value) {
    List<Part> more = new ArrayList<>(parts);
    more.add(new Part(name, value));
    return new Query(more);
  }

  public Query without(String... names) {
    Set<String> gone = Set.of(names);
    return new Query(parts.stream().filter(part -> !gone.contains(part.name())).toList());
  }

  /** Without one value of a parameter. */
  public Query less(String name, String value) {
    Part gone = new Part(name, value);
    return new Query(parts.stream().filter(part -> !part.equals(gone)).toList());
  }

  /** Empty, or beginning with {@code ?}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (Part part : parts) {
      text.append(text.isEmpty() ? '?' : '&')
          .append(URLEncoder.encode(part.name(), StandardCharsets.UTF_8))
          .append('=')
          .append(URLEncoder.encode(part.value(), StandardCharsets.UTF_8));
    }
    return text.toString();
  }
}
