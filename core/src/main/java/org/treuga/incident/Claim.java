package org.treuga.incident;

/**
 * An allegation: somebody says that an actor did it. Recorded, never turned into fact.
 *
 * @param actor who is said to have acted, as worded; empty when nobody is named
 * @param by who says so, as worded
 * @param sourceId where it was read
 */
public record Claim(String actor, String by, String sourceId) {}
