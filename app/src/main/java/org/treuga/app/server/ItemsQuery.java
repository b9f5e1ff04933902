package org.treuga.app.server;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.treuga.app.picture.Selection;
import org.treuga.evidence.UnreadableInput;
import org.treuga.time.Interval;

/**
 * What is asked of the items of a collection (OGC API - Features Part 1, 7.15): the standard's own
 * parameters, and those of a {@link Selection} beside them.
 *
 * @param limit how many features at most, from 1 to {@value #MAX_LIMIT}
 * @param after where the page before ended; null for the first page
 * @param when the features' time must have an instant in common with it; always when not asked for
 * @param box null for anywhere
 * @param selection both of these and everything else, for what is selected from a picture
 * @param readings ids; empty for all
 * @param verdicts names; empty for all
 */
record ItemsQuery(
    int limit,
    @Nullable String after,
    Interval when,
    Selection.@Nullable Box box,
    Selection selection,
    List<String> readings,
    List<String> verdicts) {

  static final int DEFAULT_LIMIT = 100;
  static final int MAX_LIMIT = 1_000;

  /** Understood by every resource of the API. */
  static final Set<String> COMMON = Set.of("f", "recorded");

  /** Understood by the items of every collection. */
  static final List<String> OF_ITEMS = List.of("bbox", "datetime", "limit", "cursor");

  /** Understood besides where the features come from a picture. */
  static final List<String> OF_SELECTION =
      List.of(
          "from", "to", "known", "term", "v", "agree", "class", "act", "by", "source", "region",
          "grade", "q");

  private static final int CRS84_NUMBERS = 4;
  private static final int CRS84H_NUMBERS = 6;

  ItemsQuery {
    readings = List.copyOf(readings);
    verdicts = List.copyOf(verdicts);
  }

  /**
   * @param understood the parameters that the collection takes besides the standard's
   * @throws UnreadableInput naming a parameter that is not understood, or its value
   */
  static ItemsQuery parse(Map<String, List<String>> parameters, List<String> understood) {
    requireUnderstood(parameters, Stream.concat(OF_ITEMS.stream(), understood.stream()).toList());
    Selection.Box box = box(one(parameters, "bbox"));
    Interval when = when(one(parameters, "datetime"));
    Map<String, List<String>> selected = new HashMap<>(parameters);
    selected.remove("bbox");
    if (box != null) {
      selected.put(
          "bbox", List.of(box.west() + "," + box.south() + "," + box.east() + "," + box.north()));
    }
    if (!when.equals(Interval.ALWAYS)) {
      if (parameters.containsKey("from") || parameters.containsKey("to")) {
        throw new UnreadableInput("datetime: either it or from and to was expected, came both");
      }
      if (!when.startsOpen()) {
        selected.put("from", List.of(when.startInclusive().toString()));
      }
      if (!when.endsOpen()) {
        selected.put("to", List.of(when.endExclusive().toString()));
      }
    }
    return new ItemsQuery(
        limit(one(parameters, "limit")),
        after(one(parameters, "cursor")),
        when,
        box,
        Selection.parse(selected),
        parameters.getOrDefault("reading", List.of()),
        parameters.getOrDefault("verdict", List.of()));
  }

  /** An address that asks for something else than its writer believed is worse than an error. */
  static void requireUnderstood(Map<String, List<String>> parameters, List<String> understood) {
    for (String name : parameters.keySet()) {
      if (!COMMON.contains(name) && !understood.contains(name)) {
        throw new UnreadableInput(
            "one of the parameters "
                + Stream.concat(understood.stream(), COMMON.stream().sorted()).toList()
                + " was expected, came \""
                + name
                + "\"");
      }
    }
    String form = one(parameters, "f");
    if (!form.isEmpty() && !form.equals("json")) {
      throw wrong("f", "json", form);
    }
  }

  private static String one(Map<String, List<String>> parameters, String name) {
    List<String> values = parameters.getOrDefault(name, List.of());
    if (values.size() > 1) {
      throw new UnreadableInput(name + ": one value was expected, came " + values.size());
    }
    return values.isEmpty() ? "" : values.getFirst();
  }

  private static UnreadableInput wrong(String name, String expected, String came) {
    return new UnreadableInput(name + ": " + expected + " was expected, came \"" + came + "\"");
  }

  /** A limit beyond ours is no error; the next link tells that there is more. */
  private static int limit(String text) {
    if (text.isEmpty()) {
      return DEFAULT_LIMIT;
    }
    if (!text.matches("0*[1-9][0-9]*")) {
      throw wrong("limit", "a whole number from 1 to " + MAX_LIMIT, text);
    }
    String digits = text.replaceFirst("^0+", "");
    return digits.length() > 4 ? MAX_LIMIT : Math.min(MAX_LIMIT, Integer.parseInt(digits));
  }

  // --- where

  private static Selection.@Nullable Box box(String text) {
    if (text.isEmpty()) {
      return null;
    }
    double[] numbers = numbers(text);
    boolean flat = numbers.length == CRS84_NUMBERS;
    if (!flat && numbers.length != CRS84H_NUMBERS
        || !Arrays.stream(numbers).allMatch(Double::isFinite)) {
      throw wrong("bbox", "four or six numbers: west,south,east,north in degrees", text);
    }
    // With heights between the corners, which say nothing about features on the ground.
    Selection.Box box =
        flat
            ? new Selection.Box(numbers[0], numbers[1], numbers[2], numbers[3])
            : new Selection.Box(numbers[0], numbers[1], numbers[3], numbers[4]);
    if (box.south() > box.north()) {
      throw wrong("bbox", "a south that is not north of the north", text);
    }
    return box;
  }

  private static double[] numbers(String text) {
    try {
      return Arrays.stream(text.split(",", -1)).mapToDouble(Double::parseDouble).toArray();
    } catch (NumberFormatException _unreadable) {
      return new double[0];
    }
  }

  // --- when

  /** Both ends of what is asked for are inside, to the second; ours are half-open. */
  private static Interval when(String text) {
    if (text.isEmpty()) {
      return Interval.ALWAYS;
    }
    int slash = text.indexOf('/');
    String begin = slash < 0 ? text : text.substring(0, slash);
    String end = slash < 0 ? text : text.substring(slash + 1);
    if (slash < 0 && isOpen(begin)) {
      throw wrong("datetime", "an instant or an interval such as 2025-03-18T00:00:00Z/..", text);
    }
    try {
      Instant from = isOpen(begin) ? Instant.MIN : first(begin);
      Instant to = isOpen(end) ? Instant.MAX : last(end);
      if (to.isAfter(from)) {
        return new Interval(from, to);
      }
    } catch (DateTimeException | ArithmeticException _unreadable) {
      throw wrong("datetime", "an instant or an interval such as 2025-03-18T00:00:00Z/..", text);
    }
    throw wrong("datetime", "a begin that is not after its end", text);
  }

  private static boolean isOpen(String end) {
    return end.isEmpty() || end.equals("..");
  }

  private static boolean isDay(String text) {
    return text.length() == "2025-03-18".length();
  }

  private static Instant day(String text) {
    return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  private static Instant second(String text) {
    return Instant.ofEpochSecond(OffsetDateTime.parse(text).toEpochSecond());
  }

  private static Instant first(String text) {
    return isDay(text) ? day(text) : second(text);
  }

  private static Instant last(String text) {
    return isDay(text) ? day(text).plus(java.time.Duration.ofDays(1)) : second(text).plusSeconds(1);
  }

  // --- where a page ended

  /**
   * As others keep it: opaque, and of characters that an address may hold. Begins with a word, so
   * that few texts are taken for one.
   */
  static String cursor(String after) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(("after " + after).getBytes(StandardCharsets.UTF_8));
  }

  private static @Nullable String after(String cursor) {
    if (cursor.isEmpty()) {
      return null;
    }
    try {
      String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
      if (text.startsWith("after ") && cursor(text.substring(6)).equals(cursor)) {
        return text.substring(6);
      }
    } catch (IllegalArgumentException _unreadable) {
      // told below
    }
    throw wrong("cursor", "that of a next link", cursor);
  }
}
