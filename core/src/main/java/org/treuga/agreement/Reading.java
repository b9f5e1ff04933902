package org.treuga.agreement;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one issuer, or an analyst, says the terms mean: a choice at every point it speaks to.
 *
 * @param id as it stands in every output
 * @param issuer party id, or {@code analyst}
 * @param analyst whether it is an analyst's stipulation and no party's
 * @param version grows when the issuer's reading changes
 * @param knownFrom when this version became known; null when not recorded
 * @param label for people
 */
public record Reading(
    String id,
    String issuer,
    boolean analyst,
    int version,
    @Nullable Instant knownFrom,
    String label,
    Choice choice) {}
