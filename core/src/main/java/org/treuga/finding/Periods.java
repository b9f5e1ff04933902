package org.treuga.finding;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.treuga.agreement.ResolvedTerm;
import org.treuga.agreement.Truth;
import org.treuga.time.Interval;
import org.treuga.time.Timeline;

/** Puts periods and instants into words, in UTC. */
final class Periods {

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("d MMM uuuu HH:mm", Locale.ENGLISH).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("d MMM uuuu HH:mm:ss", Locale.ENGLISH).withZone(ZoneOffset.UTC);

  private Periods() {}

  /** When a term is in force, for whom where that differs. */
  static String words(ResolvedTerm term) {
    Map<String, String> byBearer = new LinkedHashMap<>();
    term.bearers().forEach(bearer -> byBearer.put(bearer, words(term.inForce(bearer))));
    if (byBearer.isEmpty()) {
      return words(term.inForceForAll());
    }
    List<String> distinct = byBearer.values().stream().distinct().toList();
    if (distinct.size() == 1) {
      return distinct.getFirst();
    }
    return byBearer.entrySet().stream()
        .map(e -> e.getKey() + ": " + e.getValue())
        .collect(Collectors.joining("; "));
  }

  private static String words(Timeline<Truth> line) {
    List<String> parts =
        line.segments().stream()
            .filter(segment -> segment.value() != Truth.FALSE)
            .map(segment ->
                words(segment.interval()) + (segment.value() == Truth.ARGUABLE ? " (open)" : ""))
            .toList();
    return parts.isEmpty() ? "which never began" : String.join(" and ", parts);
  }

  static String words(Interval interval) {
    if (interval.startsOpen() && interval.endsOpen()) {
      return "an unknown time";
    }
    if (interval.startsOpen()) {
      return "some time up to " + words(interval.endExclusive());
    }
    if (interval.endsOpen()) {
      return "from " + words(interval.startInclusive()) + ", open-ended";
    }
    return words(interval.startInclusive()) + " to " + words(interval.endExclusive());
  }

  private static String words(Instant instant) {
    return (instant.getEpochSecond() % 60 == 0 ? MINUTE : SECOND).format(instant) + " UTC";
  }
}
