package org.treuga.app.store;

import java.util.List;
import org.treuga.evidence.Rejection;
import org.treuga.wire.Canonical;
import org.treuga.wire.Json;

/**
 * What came of capturing. Every file and every record in an archive is in one of the three counts.
 *
 * @param captured captures that were not recorded before
 * @param unchanged those whose bytes were recorded with the same words already
 * @param newBytes how many of the captures brought bytes that were not there
 * @param first the first captures, with digest, name and URL
 */
public record CaptureReceipt(
    boolean dryRun,
    long captured,
    long unchanged,
    long rejected,
    long newBytes,
    List<Json> first,
    List<Rejection> rejections,
    List<String> notes) {

  /** Captures kept in memory for the user. */
  public static final int MAX_SHOWN = 1_000;

  public CaptureReceipt {
    first = List.copyOf(first);
    rejections = List.copyOf(rejections);
    notes = List.copyOf(notes);
  }

  public Json json() {
    return Json.object()
        .put("dry_run", dryRun)
        .put("captured", captured)
        .put("unchanged", unchanged)
        .put("rejected", rejected)
        .put("new_bytes", newBytes)
        .put("captures", new Json.Arr(first))
        .put("rejections", new Json.Arr(rejections.stream().map(Canonical::rejection).toList()))
        .put("notes", Json.texts(notes))
        .build();
  }
}
