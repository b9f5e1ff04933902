package org.treuga.app.store;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A version of a case.
 *
 * @param entry its index in the ledger
 * @param files digests of its files by path within the case folder; the bytes are in {@code blobs/}
 */
public record StoredCase(
    long entry,
    String id,
    String title,
    String author,
    Instant recordedAt,
    Map<String, String> files) {

  public StoredCase {
    files = Collections.unmodifiableMap(new TreeMap<>(files));
  }
}
