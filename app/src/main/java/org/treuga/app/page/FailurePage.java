package org.treuga.app.page;

/**
 * A page instead of the one that was asked for.
 *
 * @param sentence what was expected and what came, for the reader
 */
public record FailurePage(String sentence) {}
