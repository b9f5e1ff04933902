package org.treuga.evidence;

/**
 * Reliability of a source on the Admiralty scale: A completely reliable to E unreliable, F cannot
 * be judged.
 */
public enum Reliability {
  A,
  B,
  C,
  D,
  E,
  F
}
