package org.treuga.agreement;

/**
 * A term's state at an instant, and whether it binds then.
 *
 * @param inForce TRUE in {@link State#IN_FORCE}; ARGUABLE where the text leaves open whether it is
 */
public record Standing(State state, Truth inForce) {}
