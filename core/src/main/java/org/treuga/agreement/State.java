package org.treuga.agreement;

/** What has become of a term for one bearer under one reading. */
public enum State {
  /** Not yet announced. */
  DRAFT,
  /** Announced, and not begun. */
  ANNOUNCED,
  /** Announced, and waiting for its conditions. */
  PENDING,
  IN_FORCE,
  SUSPENDED,
  EXPIRED,
  TERMINATED,
  /** This bearer is released; others may not be. */
  RELEASED,
  SUPERSEDED,
  FULFILLED,
  /** A declaration or an undertaking without a deadline that nobody has fulfilled yet. */
  OPEN,
  /** The clause does not exist under this reading. */
  ABSENT
}
