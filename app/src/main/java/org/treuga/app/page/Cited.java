package org.treuga.app.page;

/**
 * A clause that something rests on.
 *
 * @param target its address; empty where the document is not in the case
 * @param quote the words; empty where none are recorded
 */
public record Cited(String target, String key, String quote) {}
