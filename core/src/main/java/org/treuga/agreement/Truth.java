package org.treuga.agreement;

import java.util.Collection;

/**
 * Kleene's three values: what holds, what does not, and what the text leaves open.
 *
 * <p>S. C. Kleene, Introduction to Metamathematics (1952), section 64, strong tables.
 */
public enum Truth {
  TRUE,
  FALSE,
  ARGUABLE;

  public Truth and(Truth other) {
    if (this == FALSE || other == FALSE) {
      return FALSE;
    }
    return this == TRUE && other == TRUE ? TRUE : ARGUABLE;
  }

  public Truth or(Truth other) {
    if (this == TRUE || other == TRUE) {
      return TRUE;
    }
    return this == FALSE && other == FALSE ? FALSE : ARGUABLE;
  }

  public Truth not() {
    return switch (this) {
      case TRUE -> FALSE;
      case FALSE -> TRUE;
      case ARGUABLE -> ARGUABLE;
    };
  }

  public static Truth of(boolean value) {
    return value ? TRUE : FALSE;
  }

  /** The value all agree on, otherwise arguable; arguable when there is none. */
  public static Truth agreed(Collection<Truth> values) {
    Truth first = null;
    for (Truth value : values) {
      if (first != null && first != value) {
        return ARGUABLE;
      }
      first = value;
    }
    return first == null ? ARGUABLE : first;
  }
}
