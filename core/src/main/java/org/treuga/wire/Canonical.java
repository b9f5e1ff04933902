package org.treuga.wire;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.treuga.agreement.Citation;
import org.treuga.agreement.Standing;
import org.treuga.evidence.Count;
import org.treuga.evidence.Observation;
import org.treuga.evidence.Rejection;
import org.treuga.finding.Differences;
import org.treuga.finding.Element;
import org.treuga.finding.ElementFinding;
import org.treuga.finding.Finding;
import org.treuga.finding.Fraction;
import org.treuga.incident.Incident;
import org.treuga.place.Place;
import org.treuga.place.Position;
import org.treuga.report.Assessment;
import org.treuga.time.Interval;
import org.treuga.time.Timeline;

/**
 * The one JSON form of every domain type: what ledger, files and HTTP carry.
 *
 * <p>Coordinates and probabilities are decimal strings, instants {@code YYYY-MM-DDTHH:MM:SSZ}, an
 * open end is null.
 */
public final class Canonical {

  private Canonical() {}

  public static Json observation(Observation o) {
    Json.Builder json =
        Json.object()
            .put("observation_id", o.id())
            .put("kind", o.kind().word())
            .put("source", o.sourceId())
            .put("occurred", interval(o.occurred().within()))
            .put("place", place(o.place()))
            .put("object_name", o.object().name())
            .put("class", o.object().objectClass())
            .put("also_reported", o.object().alsoReported())
            .put("act", o.act())
            .put("weapon", o.means())
            .put("alleged_actor", o.actor())
            .put("claimed_by", o.claimedBy())
            .put("denied_by", o.deniedBy())
            .put("stated_ground", o.statedGround())
            .put("credibility", o.credibility())
            .put("harm", counts(o.harm()))
            .put("url", o.url())
            .put("evidence_sha256", o.evidenceSha256())
            .put("summary", o.summary())
            .put("attributes", textMap(o.attributes()));
    if (o.publishedAt() != null) {
      json.put("published_at", Json.instant(o.publishedAt()));
    }
    return json.build();
  }

  public static Json incident(Incident i) {
    List<Json> claims = new ArrayList<>();
    i.claims()
        .forEach(claim ->
            claims.add(
                Json.object()
                    .put("actor", claim.actor())
                    .put("by", claim.by())
                    .put("source", claim.sourceId())
                    .build()));
    return Json.object()
        .put("incident_id", i.id())
        .put("version", 1)
        .put("members", Json.texts(i.members()))
        .put("copies", Json.texts(List.of()))
        .put("occurred", interval(i.occurred().within()))
        .put("place", place(i.place()))
        .put("sites", Json.texts(List.of()))
        .put("class", i.object().objectClass())
        .put("also_reported", i.object().alsoReported())
        .put("object_name", i.object().name())
        .put("act", i.act())
        .put("weapon", i.means())
        .put("casualties", counts(i.harm()))
        .put("claims", new Json.Arr(claims))
        .put("denials", Json.texts(i.denials()))
        // A report that stands alone is a claim; its probability is not worked out without fusion.
        .put("occurrence", Json.object().put("grade", 0).build())
        .put("lineage", Json.texts(List.of()))
        .put("summary", i.summary())
        .build();
  }

  public static Json finding(Finding f) {
    Json.Builder elements = Json.object();
    for (Element element : Element.values()) {
      ElementFinding found = f.element(element);
      elements.put(
          element.word(),
          Json.object()
              .put("value", found.value().name())
              .put("why", found.why())
              .put(
                  "rests_on",
                  new Json.Arr(found.rests().stream().map(Canonical::citation).toList()))
              .build());
    }
    return Json.object()
        .put("incident", f.incidentId())
        .put("term", f.termId())
        .put("reading", f.readingId())
        .put("verdict", f.verdict().name())
        .put("ex_post", f.exPost())
        .put("grade", f.grade())
        .put("elements", elements.build())
        .put("reason", f.reason())
        .build();
  }

  public static Json rejection(Rejection r) {
    return Json.object()
        .put("file", r.file())
        .put("line", r.line())
        .put("column", r.column())
        .put("code", r.code())
        .put("expected", r.expected())
        .put("got", r.got())
        .build();
  }

  public static Json differences(Differences d) {
    Json.Builder classes = Json.object();
    d.classes().forEach((agreeing, count) -> classes.put(agreeing.name(), count));
    List<Json> points = new ArrayList<>();
    for (Differences.PointCost point : d.points()) {
      Json.Builder residuals = Json.object();
      point.residuals().forEach(residuals::put);
      points.add(
          Json.object()
              .put("point", point.name())
              .put("cost", point.cost().toString())
              .put("left_if_settled", residuals.build())
              .put("ranks", new Json.Arr(point.ranks().stream().map(Json::whole).toList()))
              .put("flips", Json.texts(point.flips()))
              .build());
    }
    List<Json> pairs = new ArrayList<>();
    for (Differences.Pair pair : d.pairs()) {
      pairs.add(
          Json.object()
              .put("first", pair.first())
              .put("second", pair.second())
              .put("contested", pair.contested())
              .put("costs", fractions(pair.costs()))
              .put("masks", fractions(pair.masks()))
              .put("interactions", fractions(pair.interactions()))
              .put("flips", Json.texts(pair.flips()))
              .build());
    }
    List<Json> order = new ArrayList<>();
    d.order()
        .forEach(step ->
            order.add(
                Json.object()
                    .put("point", step.point())
                    .put("left_at_best", step.leftAtBest())
                    .put("left_at_worst", step.leftAtWorst())
                    .build()));
    return Json.object()
        .put("term", d.term())
        .put("readings", Json.texts(d.readings()))
        .put("incidents", d.incidents())
        .put("classes", classes.build())
        .put("points", new Json.Arr(points))
        .put("pairs", new Json.Arr(pairs))
        .put("contested", d.total())
        .put("order", new Json.Arr(order))
        .put("separable", d.separable())
        .build();
  }

  private static Json fractions(Map<String, Fraction> fractions) {
    Json.Builder json = Json.object();
    fractions.forEach((name, fraction) -> json.put(name, fraction.toString()));
    return json.build();
  }

  /** Which states hold when, one row a segment. */
  public static Json standings(
      Map<String, Map<String, Map<String, Timeline<Standing>>>> standings) {
    List<Json> rows = new ArrayList<>();
    standings.forEach((term, readings) ->
        readings.forEach((reading, bearers) ->
            bearers.forEach((bearer, line) -> {
              for (Timeline.Segment<Standing> segment : line.segments()) {
                rows.add(
                    Json.object()
                        .put("term", term)
                        .put("reading", reading)
                        .put("bearer", bearer)
                        .put("state", segment.value().state().name())
                        .put("in_force", segment.value().inForce().name())
                        .put("from", Json.instant(segment.interval().startInclusive()))
                        .put("to", Json.instant(segment.interval().endExclusive()))
                        .build());
              }
            })));
    return new Json.Arr(rows);
  }

  /** The whole answer, the twin of the page that people read. */
  public static Json assessment(Assessment a) {
    Json.Builder verdicts = Json.object();
    counts(a)
        .forEach((term, readings) -> {
          Json.Builder byReading = Json.object();
          readings.forEach((reading, counts) -> {
            Json.Builder each = Json.object();
            counts.forEach(each::put);
            byReading.put(reading, each.build());
          });
          verdicts.put(term, byReading.build());
        });
    Json.Builder differences = Json.object();
    a.differences().forEach((term, d) -> differences.put(term, differences(d)));
    return Json.object()
        .put("case", a.agreement().id())
        .put("title", a.title())
        .put("reports_read", a.reportsRead())
        .put("incidents", a.incidents().size())
        .put("rejected", new Json.Arr(a.rejected().stream().map(Canonical::rejection).toList()))
        .put("notes", Json.texts(a.notes()))
        .put("verdicts", verdicts.build())
        .put("differences", differences.build())
        .put("standings", standings(a.standings()))
        .build();
  }

  /** Counts of verdicts by term and reading, side by side and never added up over readings. */
  public static Map<String, Map<String, Map<String, Integer>>> counts(Assessment a) {
    Map<String, Map<String, Map<String, Integer>>> counts = new TreeMap<>();
    for (Finding finding : a.findings()) {
      counts
          .computeIfAbsent(finding.termId(), term -> new TreeMap<>())
          .computeIfAbsent(finding.readingId(), reading -> new TreeMap<>())
          .merge(finding.verdict().name(), 1, Integer::sum);
    }
    return counts;
  }

  // --- parts

  private static Json citation(Citation c) {
    Json.Builder json =
        Json.object()
            .put("document", c.document())
            .put("clause", c.clause())
            .put("quote", c.quote());
    Citation.Span span = c.span();
    if (span != null) {
      json.put("from", span.from()).put("to", span.to());
    }
    return json.build();
  }

  private static Json interval(Interval interval) {
    return Json.object()
        .put("from", Json.instant(interval.startInclusive()))
        .put("to", Json.instant(interval.endExclusive()))
        .build();
  }

  private static Json place(Place place) {
    Json.Builder json =
        Json.object()
            .put("precision", place.precision().word())
            .put("place_names", Json.texts(place.names()))
            .put("admin1", place.region())
            .put("countries", Json.texts(place.countries()));
    Position position = place.position();
    if (position != null) {
      json.put("lat", decimal(position.latitude())).put("lon", decimal(position.longitude()));
    }
    place.uncertaintyMeters().ifPresent(meters -> json.put("uncertainty_m", decimal(meters)));
    return json.build();
  }

  /** The shortest decimal that reads back as the same number. */
  public static String decimal(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }

  private static Json counts(Map<String, Count> counts) {
    Json.Builder json = Json.object();
    counts.forEach((name, count) ->
        json.put(
            name,
            Json.object()
                .put("low", count.low())
                .put("best", count.best())
                .put("high", count.high())
                .build()));
    return json.build();
  }

  private static Json textMap(Map<String, String> texts) {
    Json.Builder json = Json.object();
    texts.forEach(json::put);
    return json.build();
  }

  /** {@code 2025-03-18T16:30:00Z}, or {@code open}. */
  public static String instantOrOpen(Instant instant) {
    return instant.equals(Instant.MIN) || instant.equals(Instant.MAX) ? "open" : instant.toString();
  }
}
