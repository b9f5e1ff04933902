package org.treuga.evidence;

import java.util.Locale;
import java.util.Optional;

/** What sort of statement an observation is. */
public enum Kind {
  REPORT,
  CLAIM,
  DENIAL,
  FIELD,
  IMAGERY,
  THERMAL,
  AIS;

  /** The word used in files: {@code report}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Kind> find(String word) {
    for (Kind kind : values()) {
      if (kind.word().equals(word)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }
}
