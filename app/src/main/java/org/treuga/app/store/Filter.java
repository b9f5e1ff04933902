package org.treuga.app.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.treuga.time.Interval;

/**
 * Which observations are asked for; what is null does not matter.
 *
 * @param feed the feed they came from
 * @param caseId the case they were recorded for; empty for those of no case
 * @param occurred what occurred, or possibly occurred, within it
 * @param box what has a position in it
 * @param recordedAsOf the versions held at that instant; null for those that hold now
 */
public record Filter(
    @Nullable String feed,
    @Nullable String caseId,
    Interval occurred,
    @Nullable Box box,
    @Nullable Instant recordedAsOf) {

  /** Everything that holds now. */
  public static final Filter ALL = new Filter(null, null, Interval.ALWAYS, null, null);

  /**
   * A part of the map, edges included; one whose west is greater than its east crosses the 180th
   * meridian.
   */
  public record Box(double south, double west, double north, double east) {
    public Box {
      if (!(south >= -90 && south <= north && north <= 90)) {
        throw new IllegalArgumentException(
            "south must be from -90 to north and north to 90, were " + south + " and " + north);
      }
      if (!(Math.abs(west) <= 180 && Math.abs(east) <= 180)) {
        throw new IllegalArgumentException(
            "west and east must be from -180 to 180, were " + west + " and " + east);
      }
    }
  }

  public Filter withFeed(String only) {
    return new Filter(only, caseId, occurred, box, recordedAsOf);
  }

  public Filter ofCase(String only) {
    return new Filter(feed, only, occurred, box, recordedAsOf);
  }

  public Filter within(Interval when) {
    return new Filter(feed, caseId, when, box, recordedAsOf);
  }

  public Filter within(Box where) {
    return new Filter(feed, caseId, occurred, where, recordedAsOf);
  }

  public Filter asOf(Instant recorded) {
    return new Filter(feed, caseId, occurred, box, recorded);
  }
}
