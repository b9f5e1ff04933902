package org.treuga.agreement;

import java.util.List;

/**
 * How the period of a term may be made longer.
 *
 * @param mutual whether all bearers must agree
 * @param by parties that may extend alone; empty for none
 * @param carriesBack whether an extension that comes after expiry counts from the old end (and is
 *     then ex post for what lies before it), or only from its own time
 */
public record Extension(boolean mutual, List<String> by, boolean carriesBack) {

  /**
   * The text does not speak of extension: what all agree, or what is recorded as a fact, extends.
   */
  public static final Extension UNSPOKEN = new Extension(true, List.of(), false);

  public Extension {
    by = List.copyOf(by);
  }
}
