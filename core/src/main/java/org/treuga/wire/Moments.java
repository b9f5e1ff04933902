package org.treuga.wire;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.treuga.agreement.EventPattern;
import org.treuga.agreement.Moment;

/** Reads the ways in which a file gives an instant or a length of time. */
final class Moments {

  private static final String FORMS =
      "an instant: {utc: \"2025-03-18T16:30:00Z\"}, {at: \"2025-03-18T00:00:00\", zone: Area/City}, {day: \"2025-03-18\", zone: Area/City}, "
          + "{midnight: \"2025-03-18\", zone: Area/City}, {event: name}, {from: begin, plus: PT720H} or unstated";
  private static final List<String> KEYS =
      List.of(
          "utc",
          "at",
          "zone",
          "day",
          "midnight",
          "event",
          "by",
          "params",
          "plus",
          "from",
          "per_bearer");

  private final Names names;

  Moments(Names names) {
    this.names = names;
  }

  Moment read(Tree tree) {
    if (tree.isText()) {
      return bare(tree);
    }
    if (!tree.isMapping()) {
      throw tree.expected(FORMS);
    }
    Tree.Fields fields = tree.mapping(tree.name() + " (an instant)", KEYS);
    checkOneForm(tree, fields);
    if (fields.has("per_bearer")) {
      return perBearer(fields.get("per_bearer"));
    }
    if (fields.has("from")) {
      return after(fields);
    }
    if (fields.has("event")) {
      Moment event = new Moment.OnEvent(pattern(fields));
      return fields.has("plus") ? new Moment.After(event, span(fields)) : event;
    }
    Moment.Fixed fixed = fixed(tree, fields);
    return fields.has("plus") ? new Moment.After(fixed, span(fields)) : fixed;
  }

  private static void checkOneForm(Tree tree, Tree.Fields fields) {
    List<String> forms =
        List.of("utc", "at", "day", "midnight", "event", "from", "per_bearer").stream()
            .filter(fields::has)
            .toList();
    if (forms.size() > 1) {
      throw tree.error(
          tree.name() + " gives an instant in two ways: " + String.join(" and ", forms));
    }
  }

  /** A moment that must be known, for an event. */
  Moment.Fixed fixed(Tree tree) {
    if (!tree.isMapping()) {
      if (tree.isText() && tree.text().endsWith("Z")) {
        return exact(tree.instant(), tree.text(), null);
      }
      throw bareError(tree);
    }
    return fixed(tree, tree.mapping(tree.name() + " (an instant)", KEYS));
  }

  Moment.Fixed fixed(Tree tree, Tree.Fields fields) {
    if (fields.has("utc")) {
      Tree utc = fields.get("utc");
      return exact(utc.instant(), utc.text(), null);
    }
    if (fields.has("at")) {
      return local(fields);
    }
    if (fields.has("day") || fields.has("midnight")) {
      return day(fields, fields.has("midnight"));
    }
    throw tree.expected(FORMS);
  }

  private Moment bare(Tree tree) {
    if (tree.text().equals("unstated")) {
      return new Moment.Unstated();
    }
    if (tree.text().endsWith("Z")) {
      return exact(tree.instant(), tree.text(), null);
    }
    throw bareError(tree);
  }

  private static org.treuga.evidence.UnreadableInput bareError(Tree tree) {
    String text = tree.isText() ? tree.text() : "";
    if (text.matches("\\d{4}-\\d{2}-\\d{2}")) {
      return tree.error(
          "L1: "
              + tree.name()
              + " gives a date without a time; write {day: \""
              + text
              + "\", zone: Area/City}, or {midnight: \""
              + text
              + "\", zone: Area/City} if the text says midnight, or {at: \""
              + text
              + "T00:00:00\", zone: Area/City}");
    }
    if (text.matches("\\d{4}-\\d{2}-\\d{2}T.*")) {
      return tree.error(
          "L1: "
              + tree.name()
              + " gives the local time \""
              + text
              + "\" without a zone; write {at: \""
              + text
              + "\", zone: Area/City} or {utc: ...Z}");
    }
    return tree.expected(FORMS);
  }

  private static Moment.Fixed exact(Instant instant, String asWritten, @Nullable ZoneId zone) {
    return new Moment.Fixed(instant, instant, asWritten, zone, false);
  }

  private Moment.Fixed local(Tree.Fields fields) {
    Tree at = fields.get("at");
    if (!fields.has("zone")) {
      throw at.error(
          "L1: at gives the local time \""
              + at.text()
              + "\" without a zone; add zone: Area/City (a tzdb name)");
    }
    ZoneId zone = zone(fields.get("zone"));
    LocalDateTime local = localTime(at);
    List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
    if (offsets.isEmpty()) {
      ZoneOffsetTransition gap = zone.getRules().getTransition(local);
      throw at.error(
          "the local time "
              + at.text()
              + " does not exist in "
              + zone
              + ": clocks went from "
              + gap.getDateTimeBefore()
              + " to "
              + gap.getDateTimeAfter());
    }
    Instant earliest = local.toInstant(offsets.getFirst());
    Instant latest = local.toInstant(offsets.getLast());
    return new Moment.Fixed(earliest, latest, at.text() + " in " + zone, zone, false);
  }

  private static LocalDateTime localTime(Tree at) {
    String text = at.text();
    try {
      if (text.matches("\\d{4}-\\d{2}-\\d{2}T24:00(:00)?")) {
        return LocalDate.parse(text.substring(0, 10)).plusDays(1).atStartOfDay();
      }
      if (text.matches("\\d{4}-\\d{2}-\\d{2}")) {
        throw at.error(
            "at gives a date without a time: \""
                + text
                + "\"; use day or midnight instead of at, or add the time");
      }
      return LocalDateTime.parse(text);
    } catch (DateTimeException _unreadable) {
      throw at.expected("a local time such as \"2025-03-18T00:00:00\"");
    }
  }

  private Moment.Fixed day(Tree.Fields fields, boolean midnight) {
    Tree day = fields.get(midnight ? "midnight" : "day");
    if (!fields.has("zone")) {
      throw day.error("L1: a day needs a zone; add zone: Area/City (a tzdb name)");
    }
    ZoneId zone = zone(fields.get("zone"));
    LocalDate date;
    try {
      date = LocalDate.parse(day.text());
    } catch (DateTimeException _unreadable) {
      throw day.expected("a date such as \"2025-03-18\"");
    }
    Instant start = date.atStartOfDay(zone).toInstant();
    Instant end = date.plusDays(1).atStartOfDay(zone).toInstant();
    String words = (midnight ? "midnight on " : "the day ") + date + " in " + zone;
    return new Moment.Fixed(start, end, words, zone, midnight);
  }

  ZoneId zone(Tree tree) {
    String id = tree.text();
    Set<String> known = ZoneId.getAvailableZoneIds();
    if (id.equals("UTC") || id.equals("Z")) {
      return ZoneOffset.UTC;
    }
    if (!known.contains(id) || !(id.contains("/"))) {
      String nearest =
          Tree.meant(
              id,
              new LinkedHashSet<>(
                  known.stream().filter(name -> name.contains("/")).sorted().toList()));
      throw tree.error(
          "zone must be a tzdb name such as Area/City (an abbreviation or an offset does not say when clocks change), was \""
              + id
              + "\""
              + nearest);
    }
    return ZoneId.of(id);
  }

  private Moment perBearer(Tree tree) {
    Map<String, Moment> moments = new LinkedHashMap<>();
    Tree.Fields fields = tree.openMapping("per_bearer");
    fields
        .entries()
        .forEach((party, value) -> moments.put(names.party(fields.key(party)), read(value)));
    return new Moment.PerBearer(moments);
  }

  private Moment after(Tree.Fields fields) {
    Tree from = fields.get("from");
    Moment.Span span = span(fields);
    if (from.isText() && from.text().equals("begin")) {
      return new Moment.AfterBegin(span);
    }
    return new Moment.After(read(from), span);
  }

  private Moment.Span span(Tree.Fields fields) {
    ZoneId zone = fields.find("zone").map(this::zone).orElse(null);
    return span(fields.get("plus"), zone);
  }

  /** An ISO 8601 length; weeks, days, months and years are counted on a calendar. */
  Moment.Span span(Tree tree, @Nullable ZoneId zone) {
    String text = tree.text();
    try {
      int split = text.indexOf('T');
      String calendar = split < 0 ? text : text.substring(0, split);
      Period period = calendar.equals("P") ? Period.ZERO : Period.parse(calendar);
      Duration exact = split < 0 ? Duration.ZERO : Duration.parse("P" + text.substring(split));
      if (period.isNegative() || exact.isNegative() || (period.isZero() && exact.isZero())) {
        throw new DateTimeException("not positive");
      }
      return new Moment.Span(period, exact, zone, text);
    } catch (DateTimeException _unreadable) {
      throw tree.expected("a positive length of time: P30D (days of a calendar) or PT720H (hours)");
    }
  }

  /** An exact length, for "within". */
  Duration exact(Tree tree) {
    Moment.Span span = span(tree, null);
    if (span.calendar().toTotalMonths() != 0) {
      throw tree.expected("a length in hours or days");
    }
    return span.exact().plusDays(span.calendar().getDays());
  }

  EventPattern pattern(Tree.Fields fields) {
    Tree type = fields.get("event");
    if (!Names.isId(type.text())) {
      throw type.expected("the name of an event, such as sanctions_lifted");
    }
    List<String> by =
        fields.find("by").map(tree -> names.parties(tree, Set.of(Names.JOINT))).orElse(List.of());
    names.awaits(type.text());
    return new EventPattern(type.text(), by, params(fields));
  }

  static Map<String, String> params(Tree.Fields fields) {
    Map<String, String> params = new TreeMap<>();
    fields
        .find("params")
        .ifPresent(tree ->
            tree.openMapping("params")
                .entries()
                .forEach((name, value) ->
                    // A word without a value, as {on: x, also}, is a property that is simply there.
                    params.put(name, value.isNull() ? "" : String.join(", ", value.texts()))));
    return params;
  }
}
