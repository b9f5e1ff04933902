package org.treuga.app.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One version of an observation, with the time for which it was held.
 *
 * @param entry its index in the ledger
 * @param caseId the case it was recorded for, empty if for none
 * @param externalId the feed's id of it
 * @param recordedFrom when this version was recorded
 * @param recordedTo when a later version took its place; null while it holds
 * @param body canonical JSON of the observation
 */
public record StoredObservation(
    long entry,
    String caseId,
    String feed,
    String externalId,
    String author,
    Instant recordedFrom,
    @Nullable Instant recordedTo,
    String body) {}
