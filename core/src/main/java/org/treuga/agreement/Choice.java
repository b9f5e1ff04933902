package org.treuga.agreement;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An option for every difference point that somebody speaks to: the whole content of a reading.
 *
 * @param options term, then point, then option
 */
public record Choice(Map<String, Map<String, String>> options) {

  public Choice {
    Map<String, Map<String, String>> copy = new TreeMap<>();
    options.forEach(
        (term, points) -> copy.put(term, Collections.unmodifiableMap(new TreeMap<>(points))));
    options = Collections.unmodifiableMap(copy);
  }

  /** The option chosen at a point; empty when the reading is silent there. */
  public Optional<String> option(String term, String point) {
    return Optional.ofNullable(options.getOrDefault(term, Map.of()).get(point));
  }

  /** The same choice with another answer at one point; empty makes it silent there. */
  public Choice with(String term, String point, Optional<String> option) {
    Map<String, Map<String, String>> copy = new TreeMap<>(options);
    Map<String, String> points = new TreeMap<>(copy.getOrDefault(term, Map.of()));
    if (option.isPresent()) {
      points.put(point, option.get());
    } else {
      points.remove(point);
    }
    copy.put(term, points);
    return new Choice(copy);
  }
}
