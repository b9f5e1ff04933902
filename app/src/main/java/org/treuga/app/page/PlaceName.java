package org.treuga.app.page;

import java.util.Map;

/**
 * A place that a case wants named on its map.
 *
 * @param names by language; that of no language under the empty key
 * @param source where name and position come from
 */
public record PlaceName(
    Map<String, String> names, double latitude, double longitude, String source) {

  public PlaceName {
    names = Map.copyOf(names);
  }

  String name(String language) {
    String own = names.getOrDefault(language, "");
    return own.isEmpty() ? names.getOrDefault("", "") : own;
  }
}
