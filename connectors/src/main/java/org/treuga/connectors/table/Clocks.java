package org.treuga.connectors.table;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;

/**
 * The clocks a feed's times may be on when its files do not say: data beside the feed, {@code
 * clocks.txt}, one zone a line.
 */
public final class Clocks {

  private final List<ZoneId> zones;

  private Clocks(List<ZoneId> zones) {
    this.zones = zones;
  }

  /** Those of the file {@code clocks.txt} in the package of a feed. */
  public static Clocks of(Class<?> feed) {
    try (InputStream in = feed.getResourceAsStream("clocks.txt")) {
      if (in == null) {
        throw new IllegalArgumentException("feed must have a clocks.txt beside it, was " + feed);
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return new Clocks(
          text.lines()
              .filter(line -> !line.isBlank() && !line.startsWith("#"))
              .map(line -> ZoneId.of(line.strip()))
              .toList());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read clocks.txt of " + feed, e);
    }
  }

  /** The first instant at which one of the clocks may show this. */
  public Instant earliest(LocalDateTime local) {
    return zones.stream()
        .map(zone -> local.atZone(zone).withEarlierOffsetAtOverlap().toInstant())
        .min(Comparator.naturalOrder())
        .orElseThrow();
  }

  /** The last instant at which one of the clocks may show this. */
  public Instant latest(LocalDateTime local) {
    return zones.stream()
        .map(zone -> local.atZone(zone).withLaterOffsetAtOverlap().toInstant())
        .max(Comparator.naturalOrder())
        .orElseThrow();
  }
}
