package org.treuga.app.page;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.treuga.agreement.Agreement;
import org.treuga.agreement.Choice;
import org.treuga.agreement.Citation;
import org.treuga.agreement.ClassSet;
import org.treuga.agreement.Document;
import org.treuga.agreement.Modality;
import org.treuga.agreement.Moment;
import org.treuga.agreement.Party;
import org.treuga.agreement.PlaceSet;
import org.treuga.agreement.Point;
import org.treuga.agreement.Reading;
import org.treuga.agreement.Slot;
import org.treuga.agreement.Standing;
import org.treuga.agreement.State;
import org.treuga.agreement.Term;
import org.treuga.agreement.Truth;
import org.treuga.evidence.Count;
import org.treuga.evidence.Rejection;
import org.treuga.evidence.ReportedObject;
import org.treuga.finding.Agreeing;
import org.treuga.finding.Because;
import org.treuga.finding.Differences;
import org.treuga.finding.Element;
import org.treuga.finding.ElementFinding;
import org.treuga.finding.Finding;
import org.treuga.finding.Fraction;
import org.treuga.finding.Verdict;
import org.treuga.incident.Claim;
import org.treuga.incident.Incident;
import org.treuga.place.Place;
import org.treuga.place.Position;
import org.treuga.place.Precision;
import org.treuga.process.Register;
import org.treuga.report.Assessment;
import org.treuga.time.Occurrence;
import org.treuga.time.Timeline;

/**
 * An invented pause between two invented parties, with all six verdicts, two terms, three readings,
 * places known well and badly, and texts that would like to be markup.
 */
final class Scene {

  static final String HOSTILE = "</script><img src=x onerror=\"alert(1)\"> & 'quoted' \u2028 end";
  private static final Instant DAY = Instant.parse("2031-05-01T00:00:00Z");
  private static final List<String> READINGS = List.of("north", "south", "strict");

  private final String north;
  private final String south;

  private Scene(String north, String south) {
    this.north = north;
    this.south = south;
  }

  static Assessment assessment() {
    return new Scene("Northland", "Southland").build();
  }

  /** The same with the names of the two parties exchanged. */
  static Assessment swapped() {
    return new Scene("Southland", "Northland").build();
  }

  private static Citation cite(String clause, String quote) {
    return new Citation("D1", clause, quote, null);
  }

  private Assessment build() {
    List<Incident> incidents = incidents();
    List<Finding> findings = new ArrayList<>();
    for (int i = 0; i < incidents.size(); i++) {
      findings.add(finding(incidents.get(i), "pause", 0, verdict(i, 0)));
      findings.add(finding(incidents.get(i), "pause", 1, verdict(i, 1)));
      findings.add(finding(incidents.get(i), "pause", 2, verdict(i, 2)));
      for (int r = 0; r < 2; r++) {
        findings.add(
            finding(incidents.get(i), "sea", r, i == 3 ? Verdict.ARGUABLE : Verdict.NOT_IN_FORCE));
        findings.add(finding(incidents.get(i), "quiet", r, Verdict.NOT_SCOPE));
      }
    }
    return new Assessment(
        "An invented pause " + HOSTILE,
        agreement(),
        process(),
        incidents,
        findings,
        standings(),
        Map.of("pause", differences(incidents)),
        incidents.size() + 2,
        List.of(
            new Rejection(
                "reports.csv", 7, "lat", "reports.lat.out-of-range", "a number to 90", HOSTILE),
            new Rejection("reports.csv", 9, "", "reports.row.short", "21 cells", "4 cells")),
        List.of("The encoding was taken to be UTF-8.", HOSTILE));
  }

  private static Verdict verdict(int incident, int reading) {
    Verdict[][] rows = {
      {Verdict.COVERED, Verdict.COVERED, Verdict.COVERED},
      {Verdict.COVERED, Verdict.NOT_SCOPE, Verdict.ARGUABLE},
      {Verdict.COVERED, Verdict.NOT_IN_FORCE, Verdict.NOT_IN_FORCE},
      {Verdict.ARGUABLE, Verdict.ARGUABLE, Verdict.NOT_SCOPE},
      {Verdict.EXCEPTED, Verdict.OTHER_ACTOR, Verdict.NOT_SCOPE},
      {Verdict.NOT_IN_FORCE, Verdict.NOT_IN_FORCE, Verdict.NOT_IN_FORCE},
    };
    return rows[incident % rows.length][reading];
  }

  private List<Incident> incidents() {
    List<Incident> all = new ArrayList<>();
    double[][] at = {
      {64.1, -21.9},
      {64.1, -21.9},
      {64.1, -21.9},
      {65.7, -18.1},
      {65.3, -14.4},
      {66.0, -23.1},
      {63.9, -20.4},
      {64.5, -21.9},
      {65.0, -20.0}
    };
    for (int i = 0; i < 12; i++) {
      boolean placed = i < at.length;
      Precision precision =
          i == 4 ? Precision.DISTRICT : placed ? Precision.SETTLEMENT : Precision.REGION;
      Position position = placed ? new Position(at[i][0], at[i][1]) : null;
      List<String> names = placed ? List.of("Place " + (i < 3 ? 1 : i)) : List.of();
      Instant start = DAY.plus(Duration.ofHours(31L * i));
      Occurrence occurred =
          i == 11
              ? Occurrence.UNKNOWN
              : Occurrence.within(
                  start,
                  start.plus(
                      i % 3 == 0
                          ? Duration.ofMinutes(1)
                          : i % 3 == 1 ? Duration.ofDays(1) : Duration.ofDays(3)));
      all.add(
          new Incident(
              "incident-" + (char) ('a' + i),
              i == 0 ? List.of("r1", "r2") : List.of("r" + (i + 2)),
              occurred,
              new Place(position, precision, null, names, i % 2 == 0 ? "East" : "West", List.of()),
              new ReportedObject(i == 1 ? HOSTILE : "Water works " + i, "water.works", ""),
              "strike.air",
              "unknown",
              "",
              List.of(new Claim(i % 2 == 0 ? north : south, "a ministry", "s1")),
              i % 4 == 0 ? List.of(south) : List.of(),
              i == 0 ? Map.of("injured", new Count(1, 2, 4)) : Map.of(),
              i == 2 ? HOSTILE : "Somebody reported that works were hit."));
    }
    return all;
  }

  private Finding finding(Incident incident, String term, int reading, Verdict verdict) {
    String id = READINGS.get(reading);
    List<ElementFinding> elements = new ArrayList<>();
    for (Element element : Element.values()) {
      boolean decides =
          switch (verdict) {
            case COVERED -> false;
            case ARGUABLE, NOT_SCOPE -> element == Element.OBJECT;
            case NOT_IN_FORCE -> element == Element.TIME;
            case EXCEPTED -> element == Element.EXCEPTION;
            case OTHER_ACTOR -> element == Element.BEARER;
          };
      Truth usual = element == Element.EXCEPTION ? Truth.FALSE : Truth.TRUE;
      Truth value = !decides ? usual : verdict == Verdict.ARGUABLE ? Truth.ARGUABLE : usual.not();
      elements.add(
          new ElementFinding(
              element,
              value,
              decides ? "the text decides " + HOSTILE : "the text and the report agree",
              List.of(
                  new Because(
                      "area.unnamed.TRUE",
                      List.of(
                          new Because.Words(
                              decides
                                  ? "the text decides " + HOSTILE
                                  : "the text and the report agree")))),
              List.of(cite("c1", decides ? "all works" : ""))));
    }
    return new Finding(
        incident.id(),
        term,
        id,
        elements,
        verdict,
        reading == 1,
        0,
        "Under the reading " + id + " it is " + verdict.name() + ".");
  }

  private static Register process() {
    Register.Row row =
        new Register.Row(
            "C1",
            "A condition " + HOSTILE,
            Map.of("status", new Register.Value.Text(HOSTILE)),
            List.of(),
            List.of("https://example.org/a"));
    return new Register(Map.of("conditions", List.of(row)));
  }

  private Agreement agreement() {
    Map<String, Party> parties = new LinkedHashMap<>();
    parties.put("N", new Party("N", Map.of("en", north), List.of()));
    parties.put("S", new Party("S", Map.of("en", south), List.of()));
    Document document =
        new Document(
            "D1",
            List.of("N", "S"),
            Instant.parse("2031-05-02T00:00:00Z"),
            "en",
            "Joint text " + HOSTILE,
            "2031-05-02",
            List.of("https://example.org/text?a=1&b=2", "javascript:alert(1)"),
            "",
            Map.of(
                "c1", new Document.Clause("c1", "pauses strikes", List.of("all works"), Map.of())));
    Point<ClassSet> scope =
        new Point<>(
            "pause",
            "scope",
            "/object",
            options(
                option("wide", ClassSet.of("water"), "all works", "N"),
                option("listed", ClassSet.of("water.dam"), "listed works " + HOSTILE, "S")),
            null);
    Point<Term.End> end =
        new Point<>(
            "pause",
            "end",
            "/in_force/end",
            options(
                option("open", null, "no end stated", "N"),
                option("ten", new Term.End(fixed("2031-05-10T00:00:00Z"), null), "ten days", "S")),
            "open");
    Map<String, Point<?>> points = new LinkedHashMap<>();
    points.put("scope", scope);
    points.put("end", end);
    Map<String, Term> terms = new LinkedHashMap<>();
    terms.put(
        "pause",
        term(
            "pause",
            "Pause of strikes",
            new Slot.Differing<>(scope),
            new Slot.Differing<>(end),
            points));
    terms.put(
        "sea", term("sea", "Quiet at sea", common(ClassSet.of("ship")), common(null), Map.of()));
    terms.put(
        "quiet",
        term("quiet", "Night of quiet", common(ClassSet.of("noise")), common(null), Map.of()));
    List<Reading> readings =
        List.of(
            reading("north", "N", false, north, Map.of("scope", "wide", "end", "open")),
            reading("south", "S", false, south, Map.of("scope", "listed", "end", "ten")),
            reading("strict", "analyst", true, "strict", Map.of("scope", "listed")));
    return new Agreement(
        "invented",
        parties,
        Map.of("D1", document),
        Map.of(),
        Map.of("water.works", "water works"),
        terms,
        readings,
        List.of());
  }

  @SafeVarargs
  private static <V> Map<String, Point.Option<V>> options(Point.Option<V>... options) {
    Map<String, Point.Option<V>> map = new LinkedHashMap<>();
    for (Point.Option<V> option : options) {
      map.put(option.id(), option);
    }
    return map;
  }

  private static <V> Point.Option<V> option(String id, @Nullable V value, String label, String by) {
    return new Point.Option<>(id, value, List.of(by), null, label, List.of(cite("c1", "")));
  }

  private static Moment.Fixed fixed(String instant) {
    return new Moment.Fixed(Instant.parse(instant), Instant.parse(instant), instant, null, false);
  }

  private static Reading reading(
      String id, String issuer, boolean analyst, String label, Map<String, String> options) {
    return new Reading(
        id, issuer, analyst, 1, null, label, Set.of(), new Choice(Map.of("pause", options)));
  }

  private static <V> Slot<V> common(@Nullable V value) {
    return new Slot.Common<>(value, List.of());
  }

  private static Term term(
      String id,
      String title,
      Slot<ClassSet> object,
      Slot<Term.End> end,
      Map<String, Point<?>> points) {
    return new Term(
        id,
        null,
        title,
        Modality.PROHIBITION,
        common(5),
        common(true),
        common(List.of("N", "S")),
        common(ClassSet.of("strike")),
        object,
        common(null),
        common(new PlaceSet(List.of("everywhere"), List.of(), List.of())),
        List.of(new Term.Period(common((Moment) fixed("2031-05-02T00:00:00Z")), end, common(null))),
        common(null),
        common(null),
        List.of(),
        List.of(),
        common(null),
        null,
        null,
        Map.of(),
        List.of(cite("c1", "")),
        new LinkedHashMap<>(points),
        "",
        1);
  }

  private static Map<String, Map<String, Map<String, Timeline<Standing>>>> standings() {
    Standing before = new Standing(State.ANNOUNCED, Truth.FALSE);
    Standing in = new Standing(State.IN_FORCE, Truth.TRUE);
    Standing after = new Standing(State.EXPIRED, Truth.FALSE);
    Standing released = new Standing(State.RELEASED, Truth.FALSE);
    Instant begin = Instant.parse("2031-05-02T00:00:00Z");
    Instant end = Instant.parse("2031-05-10T00:00:00Z");
    Timeline<Standing> open = Timeline.step(before, begin, in);
    Timeline<Standing> ten =
        Timeline.at(
            List.of(begin, end), at -> at.isBefore(begin) ? before : at.isBefore(end) ? in : after);
    Timeline<Standing> freed =
        Timeline.at(
            List.of(begin, end),
            at -> at.isBefore(begin) ? before : at.isBefore(end) ? in : released);
    Map<String, Map<String, Map<String, Timeline<Standing>>>> all = new LinkedHashMap<>();
    Map<String, Map<String, Timeline<Standing>>> pause = new LinkedHashMap<>();
    pause.put("north", bearers(open, open));
    pause.put("south", bearers(ten, freed));
    pause.put("strict", bearers(ten, ten));
    all.put("pause", pause);
    all.put("sea", Map.of("north", bearers(open, open)));
    all.put("quiet", Map.of("south", bearers(Timeline.always(before), Timeline.always(before))));
    return all;
  }

  private static Map<String, Timeline<Standing>> bearers(
      Timeline<Standing> one, Timeline<Standing> other) {
    Map<String, Timeline<Standing>> map = new LinkedHashMap<>();
    map.put("N", one);
    map.put("S", other);
    return map;
  }

  private static Differences differences(List<Incident> incidents) {
    return new Differences(
        "pause",
        List.of("north", "south"),
        incidents.size(),
        Map.of(Agreeing.ALL, 2, Agreeing.SOME, 4, Agreeing.NONE, 4, Agreeing.ARGUABLE, 2),
        List.of(
            new Differences.PointCost(
                "scope",
                Fraction.of(5, 2),
                Map.of("wide", 2, "listed", 1),
                List.of(incidents.get(1).id(), incidents.get(7).id()),
                List.of(600, 400)),
            new Differences.PointCost(
                "end",
                Fraction.of(3, 2),
                Map.of("open", 2, "ten", 2),
                List.of(),
                List.of(400, 600))),
        List.of(
            new Differences.Pair(
                "north",
                "south",
                4,
                Map.of("scope", Fraction.of(5, 2), "end", Fraction.of(3, 2)),
                Map.of("scope", Fraction.of(-1, 2)),
                Map.of(),
                List.of(incidents.get(1).id()))),
        4,
        List.of(new Differences.Step("scope", 1, 2), new Differences.Step("end", 0, 0)),
        false);
  }
}
