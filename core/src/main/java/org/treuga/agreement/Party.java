package org.treuga.agreement;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A party to the conflict or to an agreement, or another that speaks about it.
 *
 * @param id stable key
 * @param names by language tag; may be empty, then the id is the name
 * @param aliases further names under which reports may call it or its forces
 */
public record Party(String id, Map<String, String> names, List<String> aliases) {

  public Party {
    names = Collections.unmodifiableMap(new LinkedHashMap<>(names));
    aliases = List.copyOf(aliases);
  }

  /** The name in a language, else in English, else the id. */
  public String name(String language) {
    String name = names.get(language);
    return name != null ? name : names.getOrDefault("en", id);
  }
}
