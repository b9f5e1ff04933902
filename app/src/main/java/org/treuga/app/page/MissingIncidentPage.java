package org.treuga.app.page;

/**
 * Instead of an incident that is not on record.
 *
 * @param now the same address in the record as it is now; empty where that was asked for
 * @param all the address of every incident
 */
public record MissingIncidentPage(String sentence, String now, String all) {}
