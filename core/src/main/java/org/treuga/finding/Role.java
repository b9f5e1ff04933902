package org.treuga.finding;

import java.util.Locale;

/** What a person does in a matter. One person may have several, within {@link Duties}. */
public enum Role {
  /** Brings in what was seen and said. */
  COLLECTOR,
  /** Reads and codes it, and proposes a grade. */
  ANALYST,
  /** Checks the analysis of somebody else. */
  REVIEWER,
  /** Decides on attribution, with at least one more. */
  PANEL,
  /** Lets a report out. */
  PUBLISHER,
  /** Keeps the keys of what is sealed, and so knows who the sources are. */
  KEEPER_OF_KEYS;

  /** Whether the role has a say in the grade. */
  boolean grades() {
    return this == ANALYST || this == REVIEWER || this == PANEL;
  }

  /** For sentences: {@code keeper of keys}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
