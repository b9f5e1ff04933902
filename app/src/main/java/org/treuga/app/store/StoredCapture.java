package org.treuga.app.store;

import java.time.Instant;

/**
 * A captured file.
 *
 * @param entry its index in the ledger
 * @param name as it was called, without its folders
 * @param feed what it was read as; {@code case} for a file of a case
 */
public record StoredCapture(
    long entry,
    String sha256,
    long bytes,
    String name,
    String feed,
    String author,
    Instant recordedAt) {}
