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
        && (by.isEmpty() || by.stream().anyMatch(event.by()::contains) || isJoint(event))
        && event.params().entrySet().containsAll(params.entrySet());
  }

  /** "By both together" is also met where the event names more than one side. */
  private boolean isJoint(Event event) {
    return by.contains("joint") && event.by().size() > 1;
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
