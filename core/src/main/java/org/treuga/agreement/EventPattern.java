package org.treuga.agreement;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which events count.
 *
 * @param type kind of event
 * @param by parties of which one must be among the event's; empty for anybody's
 * @param params properties the event must have
 */
public record EventPattern(String type, List<String> by, Map<String, String> params) {

  public EventPattern {
    by = List.copyOf(by);
    params = Collections.unmodifiableMap(new TreeMap<>(params));
  }

  public boolean matches(Event event) {
    return event.type().equals(type)
        && (by.isEmpty() || by.stream().anyMatch(event.by()::contains))
        && event.params().entrySet().containsAll(params.entrySet());
  }

  /** {@code sanctions_lifted (on: banks)}. */
  public String shown() {
    StringBuilder text = new StringBuilder(type);
    if (!by.isEmpty()) {
      text.append(" by ").append(String.join(", ", by));
    }
    params.forEach(
        (name, value) -> text.append(" (").append(name).append(": ").append(value).append(')'));
    return text.toString();
  }
}
