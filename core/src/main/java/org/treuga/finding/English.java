package org.treuga.finding;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.treuga.agreement.Agreement;
import org.treuga.agreement.Party;
import org.treuga.time.Interval;

/** Puts reasons into English, the language of every file. Times are in UTC. */
final class English {

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("d MMM uuuu HH:mm", Locale.ENGLISH).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("d MMM uuuu HH:mm:ss", Locale.ENGLISH).withZone(ZoneOffset.UTC);

  private static final Map<String, String> SENTENCES =
      Map.ofEntries(
          Map.entry("next", "; "),
          Map.entry("object.also", "{0} is not within {1}, but {2} is reported hit as well"),
          Map.entry("object.unsaid", "the reading does not say which objects it takes in"),
          Map.entry("act.unsaid", "the reading does not say which acts it takes in"),
          Map.entry("means.unsaid", "the reading does not say which means it takes in"),
          Map.entry("object.unlimited", "the term is not limited to any object"),
          Map.entry("act.unlimited", "the term is not limited to any act"),
          Map.entry("means.unlimited", "the term is not limited to any means"),
          Map.entry("object.unstated", "the object is not stated"),
          Map.entry("act.unstated", "the act is not stated"),
          Map.entry("means.unstated", "the means is not stated"),
          Map.entry("within.TRUE", "{0} is within {1}"),
          Map.entry("within.FALSE", "{0} is not within {1}"),
          Map.entry("within.ARGUABLE", "whether {0} is within {1} is open"),
          Map.entry("time.TRUE", "{0} lies within the period in force, {1}"),
          Map.entry("time.FALSE", "{0} lies outside the period in force, {1}"),
          Map.entry(
              "time.ARGUABLE",
              "{0} lies only partly within, or it is open whether it lies within, the period in"
                  + " force, {1}"),
          Map.entry("area.unsaid", "the reading does not say where it applies"),
          Map.entry("area.unlimited", "the term is not limited to a place"),
          Map.entry("area.TRUE", "{0} lies within {1}"),
          Map.entry("area.FALSE", "{0} lies outside {1}"),
          Map.entry("area.ARGUABLE", "{0} may lie within {1} or outside it"),
          Map.entry("area.unnamed.TRUE", "the place lies within {0}"),
          Map.entry("area.unnamed.FALSE", "the place lies outside {0}"),
          Map.entry("area.unnamed.ARGUABLE", "the place may lie within {0} or outside it"),
          Map.entry("bearer.unsaid", "the reading does not say whom it binds"),
          Map.entry("bearer.nobody", "the text names nobody whom it binds"),
          Map.entry("bearer.unnamed.one", "no actor is named; {0} is bound"),
          Map.entry("bearer.unnamed.other", "no actor is named; {0} are bound"),
          Map.entry("bearer.alleged.none", "the alleged actor is no party"),
          Map.entry("bearer.alleged.named", "the alleged actor is {0}"),
          Map.entry("bearer.alleged.open", "the alleged actor is {0} or another"),
          Map.entry("bearer.bound.TRUE", ", who is bound"),
          Map.entry("bearer.bound.FALSE.one", "; bound is {0}"),
          Map.entry("bearer.bound.FALSE.other", "; bound are {0}"),
          Map.entry("bearer.bound.ARGUABLE", "; of those only some are bound ({0})"),
          Map.entry("exception.TRUE", "an exception of this reading applies"),
          Map.entry("exception.none", "this reading has no exception"),
          Map.entry("exception.FALSE", "no exception applies"),
          Map.entry("exception.ARGUABLE", "whether an exception applies is open"));

  private final Agreement agreement;

  English(Agreement agreement) {
    this.agreement = agreement;
  }

  String words(List<Because> because) {
    return because.stream().map(this::words).collect(Collectors.joining());
  }

  private String words(Because because) {
    String sentence = Objects.requireNonNull(SENTENCES.get(because.code()), because.code());
    for (int i = 0; i < because.said().size(); i++) {
      sentence = sentence.replace("{" + i + "}", words(because.code(), because.said().get(i)));
    }
    return sentence;
  }

  private String words(String code, Because.Said said) {
    return switch (said) {
      case Because.Words words -> words.text();
      case Because.Parties parties ->
          parties.ids().stream()
              .map(this::party)
              .collect(Collectors.joining(code.startsWith("bearer.alleged") ? ", " : " and "));
      case Because.When when -> words(when.within());
      case Because.InForce inForce -> words(inForce);
    };
  }

  private String party(String id) {
    Party party = agreement.parties().get(id);
    return party == null ? id : party.name("en");
  }

  private static String words(Because.InForce inForce) {
    return inForce.bindings().stream()
        .map(binding ->
            (binding.bearer().isEmpty() ? "" : binding.bearer() + ": ")
                + words(binding.stretches(), " and "))
        .collect(Collectors.joining("; "));
  }

  private static String words(List<Because.Stretch> stretches, String between) {
    return stretches.isEmpty()
        ? "which never began"
        : stretches.stream()
            .map(stretch -> words(stretch.interval()) + (stretch.open() ? " (open)" : ""))
            .collect(Collectors.joining(between));
  }

  private static String words(Interval interval) {
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
