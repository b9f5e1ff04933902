package org.treuga.connectors.capture;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the person who captures says of the files. Empty or null where nothing is said.
 *
 * @param url of a single file; an archive has its own
 * @param status of the HTTP response, 0 for none
 */
public record Stated(
    String url,
    @Nullable Instant collectedAt,
    String collector,
    String note,
    int status,
    List<Collected.Field> headers) {

  public static final Stated NOTHING = new Stated("", null, "", "", 0, List.of());

  public Stated {
    headers = List.copyOf(headers);
  }

  /** Whether it speaks of one response, which cannot be true of a whole archive. */
  boolean speaksOfOneResponse() {
    return !url.isEmpty() || collectedAt != null || status != 0 || !headers.isEmpty();
  }
}
