package org.treuga.app.picture;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.treuga.agreement.Term;
import org.treuga.evidence.UnreadableInput;
import org.treuga.finding.Agreeing;
import org.treuga.finding.Verdict;

/**
 * What of a picture is looked at: the filter that map, timeline, list, matrix, exports and API
 * share, in the words of an address. Conditions of different kinds must all hold; of several of one
 * kind, one must.
 *
 * @param from {@code from}: it may have happened at or after; null for any. Of incidents without a
 *     time none is selected while either bound is set
 * @param to {@code to}: it may have happened before
 * @param known {@code known}: it was known in public by then; null for whenever
 * @param term {@code term}: the term that verdicts and agreement are about; empty for the first
 * @param verdicts {@code v}: {@code reading:VERDICT}
 * @param agreeing {@code agree}: how the compared readings stand to each other
 * @param classes {@code class}: dotted classes; each takes in what is below it
 * @param acts {@code act}: likewise
 * @param claimants {@code by}: who says so
 * @param sources {@code source}: ids
 * @param regions {@code region}
 * @param grades {@code grade}: 0 to 5
 * @param text {@code q}: every word must occur in the incident's words, in any case
 * @param box {@code bbox}: west, south, east, north in degrees; what has no place better than a
 *     region is outside
 */
public record Selection(
    @Nullable Instant from,
    @Nullable Instant to,
    @Nullable Instant known,
    String term,
    List<Held> verdicts,
    List<Agreeing> agreeing,
    List<String> classes,
    List<String> acts,
    List<String> claimants,
    List<String> sources,
    List<String> regions,
    List<Integer> grades,
    String text,
    @Nullable Box box) {

  /** A verdict under a reading. */
  public record Held(String reading, Verdict verdict) {}

  /** Degrees; where west is greater than east the box lies over the antimeridian. */
  public record Box(double west, double south, double east, double north) {
    boolean has(double latitude, double longitude) {
      return latitude >= south
          && latitude <= north
          && (west <= east
              ? longitude >= west && longitude <= east
              : longitude >= west || longitude <= east);
    }
  }

  private static final int MAX_VALUES = 200;

  public Selection {
    verdicts = List.copyOf(verdicts);
    agreeing = List.copyOf(agreeing);
    classes = List.copyOf(classes);
    acts = List.copyOf(acts);
    claimants = List.copyOf(claimants);
    sources = List.copyOf(sources);
    regions = List.copyOf(regions);
    grades = List.copyOf(grades);
  }

  /** Everything. */
  public static final Selection ALL = parse(Map.of());

  /**
   * Reads the parameters of an address; those that are none of a filter's are passed over.
   *
   * @throws UnreadableInput naming the parameter, what was expected and what came
   */
  public static Selection parse(Map<String, List<String>> parameters) {
    return new Selection(
        instant(parameters, "from"),
        instant(parameters, "to"),
        instant(parameters, "known"),
        one(parameters, "term"),
        values(parameters, "v").stream().map(Selection::held).toList(),
        values(parameters, "agree").stream().map(Selection::agreeing).toList(),
        values(parameters, "class"),
        values(parameters, "act"),
        values(parameters, "by"),
        values(parameters, "source"),
        values(parameters, "region"),
        values(parameters, "grade").stream().map(Selection::grade).toList(),
        one(parameters, "q"),
        box(one(parameters, "bbox")));
  }

  private static List<String> values(Map<String, List<String>> parameters, String name) {
    List<String> values =
        parameters.getOrDefault(name, List.of()).stream().filter(v -> !v.isEmpty()).toList();
    if (values.size() > MAX_VALUES) {
      throw new UnreadableInput(
          name + ": at most " + MAX_VALUES + " values were expected, came " + values.size());
    }
    return values;
  }

  private static String one(Map<String, List<String>> parameters, String name) {
    List<String> values = values(parameters, name);
    return values.isEmpty() ? "" : values.getLast();
  }

  private static @Nullable Instant instant(Map<String, List<String>> parameters, String name) {
    String text = one(parameters, name);
    if (text.isEmpty()) {
      return null;
    }
    try {
      return text.length() == "2025-03-18".length()
          ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
          : Instant.parse(text);
    } catch (DateTimeException _unreadable) {
      throw wrong(name, "a day or an instant such as 2025-03-18T12:00:00Z", text);
    }
  }

  private static UnreadableInput wrong(String name, String expected, String came) {
    return new UnreadableInput(name + ": " + expected + " was expected, came \"" + came + "\"");
  }

  private static Held held(String text) {
    int colon = text.lastIndexOf(':');
    for (Verdict verdict : Verdict.values()) {
      if (colon > 0 && verdict.name().equals(text.substring(colon + 1))) {
        return new Held(text.substring(0, colon), verdict);
      }
    }
    throw wrong("v", "reading:VERDICT", text);
  }

  private static Agreeing agreeing(String text) {
    for (Agreeing agreeing : Agreeing.values()) {
      if (agreeing.name().equals(text)) {
        return agreeing;
      }
    }
    throw wrong("agree", "one of " + List.of(Agreeing.values()), text);
  }

  private static Integer grade(String text) {
    if (text.length() == 1 && text.charAt(0) >= '0' && text.charAt(0) <= '5') {
      return text.charAt(0) - '0';
    }
    throw wrong("grade", "a grade from 0 to 5", text);
  }

  private static @Nullable Box box(String text) {
    if (text.isEmpty()) {
      return null;
    }
    String[] parts = text.split(",", -1);
    try {
      double[] numbers = java.util.Arrays.stream(parts).mapToDouble(Double::parseDouble).toArray();
      if (numbers.length == 4
          && java.util.Arrays.stream(numbers).allMatch(Double::isFinite)
          && numbers[1] <= numbers[3]) {
        return new Box(numbers[0], numbers[1], numbers[2], numbers[3]);
      }
    } catch (NumberFormatException _unreadable) {
      // told below
    }
    throw wrong("bbox", "west,south,east,north in degrees", text);
  }

  /** The term that verdicts and agreement are about. */
  public Optional<Term> term(Picture picture) {
    if (term.isEmpty()) {
      return picture.terms().stream().findFirst();
    }
    Optional<Term> found = picture.findTerm(term);
    if (found.isEmpty()) {
      throw wrong("term", "a term with verdicts", term);
    }
    return found;
  }

  /** One bit a row, set where it is selected. */
  public BitSet of(Picture picture) {
    List<IntPredicate> tests = tests(picture);
    BitSet rows = new BitSet(picture.size());
    if (tests.isEmpty()) {
      rows.set(0, picture.size());
      return rows;
    }
    next:
    for (int row = 0; row < picture.size(); row++) {
      for (IntPredicate test : tests) {
        if (!test.test(row)) {
          continue next;
        }
      }
      rows.set(row);
    }
    return rows;
  }

  /** In order of cost: text comes last. */
  private List<IntPredicate> tests(Picture picture) {
    List<IntPredicate> tests = new ArrayList<>();
    if (from != null || to != null) {
      long begin = from == null ? Picture.OPEN_BEGIN : from.getEpochSecond();
      long end = to == null ? Picture.OPEN_END : to.getEpochSecond();
      tests.add(row ->
          picture.isTimed(row) && picture.fromSeconds(row) < end && picture.toSeconds(row) > begin);
    }
    if (known != null) {
      long limit = known.getEpochSecond();
      tests.add(row -> {
        var at = picture.knownSeconds(row);
        return at.isPresent() && at.getAsLong() <= limit;
      });
    }
    Term about = term(picture).orElse(null);
    if (about != null && !verdicts.isEmpty()) {
      tests.add(held(picture, about));
    }
    if (about != null && !agreeing.isEmpty()) {
      tests.add(row -> agreeing.contains(picture.agreeing(about, row)));
    }
    anyOf(tests, classes, picture.classes(), Selection::isWithin);
    anyOf(tests, acts, picture.acts(), Selection::isWithin);
    anyOf(tests, claimants, picture.claimants(), String::equals);
    anyOf(tests, sources, picture.sources(), String::equals);
    anyOf(tests, regions, picture.regions(), String::equals);
    if (!grades.isEmpty()) {
      tests.add(row -> grades.contains(picture.grade(row)));
    }
    if (box != null) {
      Box within = box;
      tests.add(row ->
          picture.isPlaced(row) && within.has(picture.latitude(row), picture.longitude(row)));
    }
    for (String word : text.toLowerCase(Locale.ROOT).split("\\s+")) {
      if (!word.isEmpty()) {
        byte[] needle = word.getBytes(StandardCharsets.UTF_8);
        tests.add(row -> picture.says(row, needle));
      }
    }
    return tests;
  }

  private IntPredicate held(Picture picture, Term about) {
    int[] columns = picture.columnsOf(about);
    record Wanted(int column, Verdict verdict) {}
    List<Wanted> wanted = new ArrayList<>();
    for (Held held : verdicts) {
      for (int column : columns) {
        if (picture.pairs().get(column).reading().id().equals(held.reading())) {
          wanted.add(new Wanted(column, held.verdict()));
        }
      }
    }
    return row -> wanted.stream().anyMatch(w -> picture.verdict(w.column(), row) == w.verdict());
  }

  private interface Match {
    boolean test(String wanted, String word);
  }

  private static void anyOf(
      List<IntPredicate> tests, List<String> wanted, Words column, Match match) {
    if (wanted.isEmpty()) {
      return;
    }
    Predicate<String> any = word -> wanted.stream().anyMatch(one -> match.test(one, word));
    BitSet numbers = new BitSet();
    for (int i = 0; i < column.words().size(); i++) {
      numbers.set(i, any.test(column.words().get(i)));
    }
    tests.add(row -> numbers.get(column.number(row)));
  }

  private static boolean isWithin(String above, String word) {
    return word.equals(above) || word.startsWith(above + ".");
  }

  /** As parameters of an address, in one order whatever the order they came in; empty for all. */
  public String query() {
    List<String> parts = new ArrayList<>();
    add(parts, "from", from == null ? "" : from.toString());
    add(parts, "to", to == null ? "" : to.toString());
    add(parts, "known", known == null ? "" : known.toString());
    add(parts, "term", term);
    verdicts.forEach(held -> add(parts, "v", held.reading() + ":" + held.verdict().name()));
    agreeing.forEach(one -> add(parts, "agree", one.name()));
    classes.forEach(one -> add(parts, "class", one));
    acts.forEach(one -> add(parts, "act", one));
    claimants.forEach(one -> add(parts, "by", one));
    sources.forEach(one -> add(parts, "source", one));
    regions.forEach(one -> add(parts, "region", one));
    grades.forEach(one -> add(parts, "grade", one.toString()));
    add(parts, "q", text);
    if (box != null) {
      add(parts, "bbox", box.west() + "," + box.south() + "," + box.east() + "," + box.north());
    }
    return String.join("&", parts);
  }

  private static void add(List<String> parts, String name, String value) {
    if (!value.isEmpty()) {
      parts.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
    }
  }
}
