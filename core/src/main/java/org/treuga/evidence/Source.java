package org.treuga.evidence;

/**
 * Who says something.
 *
 * @param id stable key within a case
 * @param name as shown to readers
 * @param affiliation a party id, or a word such as {@code independent}; empty when not known
 * @param reliability Admiralty letter; F when nobody judged it
 */
public record Source(String id, String name, String affiliation, Reliability reliability) {}
