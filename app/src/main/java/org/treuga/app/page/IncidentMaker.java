package org.treuga.app.page;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeSet;
import org.treuga.agreement.Term;
import org.treuga.app.picture.Arrangement;
import org.treuga.app.picture.Picture;
import org.treuga.app.store.StoredCapture;
import org.treuga.app.store.StoredObservation;
import org.treuga.evidence.Count;
import org.treuga.evidence.Observation;
import org.treuga.evidence.Source;
import org.treuga.finding.Finding;
import org.treuga.incident.Incident;
import org.treuga.ledger.NoteSignature;
import org.treuga.place.Place;
import org.treuga.time.Interval;
import org.treuga.wire.Json;

/** Makes the page of an incident. For one request. */
public final class IncidentMaker {

  /**
   * Checks the proof that was downloaded: hashes the entry, climbs the path, compares with the root
   * that was signed. Python 3 and nothing else.
   */
  public static final String CHECK =
      "python3 -c 'import base64,functools,hashlib,json,sys;"
          + " p=json.load(open(sys.argv[1])); b=base64.b64decode;"
          + " s=lambda x:hashlib.sha256(x).digest();"
          + " r=functools.reduce(lambda r,c:s(b\"\\1\"+(b(c[\"hash\"])+r if"
          + " c[\"side\"]==\"left\" else r+b(c[\"hash\"]))),p[\"path\"],s(b\"\\0\"+b(p[\"entry\"])));"
          + " print(\"proven\") if r==b(p[\"checkpoint\"].split(\"\\n\")[2]) else"
          + " sys.exit(\"NOT PROVEN\")' ";

  private static final int NEIGHBOURS = 8;
  private static final double NEAR_KILOMETERS = 100;
  private static final long NEAR_SECONDS = Duration.ofDays(4).toSeconds();
  private static final double EARTH_RADIUS_KILOMETERS = 6371.0088;

  private final Texts texts;
  private final OneIncident one;
  private final Incident incident;
  private final Observation observation;
  private final Picture picture;
  private final Query query;
  private final Recorded recorded;
  private final Rows rows;
  private final Times times;
  private final Wording wording;
  private final String base;

  public IncidentMaker(
      Texts texts, OneIncident one, Picture picture, Query query, Recorded recorded) {
    this.texts = texts;
    this.one = one;
    this.incident = one.incident();
    this.observation = one.observation();
    this.picture = picture;
    this.query = query;
    this.recorded = recorded;
    this.rows = new Rows(texts, picture, one.folder().agreement(), one.folder().id());
    this.times = rows.times();
    this.wording = new Wording(texts, times, one.folder().agreement());
    this.base = rows.href(incident.id(), Query.of(Map.of()));
  }

  /** What the incident is called. */
  public String name() {
    return rows.name(picture.find(incident.id()).orElseThrow());
  }

  public IncidentPage page() {
    int row = picture.find(incident.id()).orElseThrow();
    List<TermReasons> terms = new ReasonsMaker(texts, one, query.toString()).all();
    Optional<Term> first = picture.terms().stream().findFirst();
    TermReasons shown =
        first
            .flatMap(term -> terms.stream().filter(t -> t.term().equals(term.id())).findFirst())
            .orElse(null);
    return new IncidentPage(
        rows.name(row),
        String.join(" \u00b7 ", List.of(rows.where(row), rows.when(row), kind(incident))),
        shown == null
            ? texts.of("incident.noterm")
            : texts.of("incident.answer", shown.title(), shown.summary()),
        shown == null
            ? List.of()
            : shown.verdicts().stream().map(TermReasons.Verdict::mark).toList(),
        shown == null ? "" : shown.title(),
        reported(),
        placeTime(first),
        terms,
        grade(),
        history(),
        evidence(),
        neighbours(row, first),
        texts.of("incident.near.note", (int) NEAR_KILOMETERS, NEAR_SECONDS / 86_400));
  }

  private String kind(Incident of) {
    String kind = of.object().objectClass();
    return kind.isEmpty() ? texts.of("class.unknown") : one.folder().agreement().words(kind);
  }

  // --- what was said

  private IncidentPage.Reported reported() {
    List<Page.Fact> said = new ArrayList<>();
    said.add(fact("incident.kind", texts.of("incident.kind." + observation.kind().name())));
    said.add(fact("incident.source", source()));
    said.add(
        fact(
            "incident.credibility",
            texts.of(
                "incident.credibility.of",
                observation.credibility(),
                texts.of("incident.credibility." + observation.credibility()))));
    add(said, "incident.published", published());
    add(said, "fact.act", one.folder().agreement().words(incident.act()));
    add(said, "fact.means", one.folder().agreement().words(incident.means()));
    add(said, "fact.ground", one.folder().agreement().words(incident.statedGround()));
    add(said, "fact.also", one.folder().agreement().words(incident.object().alsoReported()));
    incident
        .harm()
        .forEach((name, count) ->
            said.add(
                new Page.Fact(
                    texts.has("harm." + name) ? texts.of("harm." + name) : name, count(count))));
    observation
        .attributes()
        .forEach((name, value) -> {
          if (!value.isEmpty()) {
            said.add(new Page.Fact(name.replace('_', ' '), value));
          }
        });
    said.add(fact("fact.id", incident.id()));
    boolean linkable =
        observation.url().startsWith("https://") || observation.url().startsWith("http://");
    return new IncidentPage.Reported(
        incident.summary(),
        said,
        incident.claims().stream()
            .filter(claim -> !claim.actor().isEmpty() || !claim.by().isEmpty())
            .map(claim ->
                new IncidentPage.Claim(
                    claim.actor().isEmpty() ? texts.of("incident.nobody") : claim.actor(),
                    claim.by().isEmpty() ? texts.of("incident.unsaid") : claim.by()))
            .toList(),
        incident.denials(),
        linkable ? observation.url() : "");
  }

  private Page.Fact fact(String key, String value) {
    return new Page.Fact(texts.of(key), value);
  }

  private void add(List<Page.Fact> facts, String key, String value) {
    if (!value.isEmpty()) {
      facts.add(fact(key, value));
    }
  }

  private String source() {
    Source source = one.folder().sources().get(observation.sourceId());
    if (source == null) {
      return observation.sourceId().isEmpty()
          ? texts.of("incident.source.none")
          : texts.of("incident.source.unknown", observation.sourceId());
    }
    String reliability =
        texts.of(
            "incident.reliability.of",
            source.reliability().name(),
            texts.of("incident.reliability." + source.reliability().name()));
    String affiliation =
        source.affiliation().isEmpty()
            ? texts.of("incident.affiliation.none")
            : wording.party(source.affiliation());
    return texts.of("incident.source.of", source.name(), affiliation, reliability);
  }

  private String published() {
    Instant at = observation.publishedAt();
    return at == null ? texts.of("incident.published.unknown") : times.full(at);
  }

  private String count(Count count) {
    return count.low() == count.high()
        ? Long.toString(count.best())
        : texts.of("fact.count", count.best(), count.low(), count.high());
  }

  // --- where and when

  private IncidentPage.PlaceTime placeTime(Optional<Term> first) {
    Place place = incident.place();
    List<String> names = new ArrayList<>(place.names());
    if (!place.region().isEmpty() && !names.contains(place.region())) {
      names.add(place.region());
    }
    OptionalDouble meters = place.uncertaintyMeters();
    String precision = texts.of("precision." + place.precision().name());
    if (meters.isPresent()) {
      StringBuilder kilometers = new StringBuilder();
      Svg.number(kilometers, meters.getAsDouble() / 1000);
      precision = texts.of("fact.within", precision, kilometers);
    }
    Interval within = incident.occurred().within();
    return new IncidentPage.PlaceTime(
        names.isEmpty() ? texts.of("where.unknown") : String.join(", ", names),
        precision,
        times.when(incident.occurred()),
        incident.occurred().isUnknown() ? "" : between(within),
        published(),
        first.flatMap(term -> new MapDrawing(texts, one.board(), term, true).draw()).orElse(""));
  }

  private String between(Interval within) {
    if (within.startsOpen() || within.endsOpen()) {
      return "";
    }
    return within.length().compareTo(Duration.ofSeconds(1)) <= 0
        ? texts.of("incident.at", times.full(within.startInclusive()))
        : texts.of(
            "incident.between",
            times.full(within.startInclusive()),
            times.full(within.endExclusive()));
  }

  // --- the grade

  private IncidentPage.Grade grade() {
    int grade =
        one.board().assessment().findings().stream().findFirst().map(Finding::grade).orElse(0);
    List<IncidentPage.Rung> ladder = new ArrayList<>();
    for (int i = 0; i <= 5; i++) {
      ladder.add(new IncidentPage.Rung(texts.of("grade." + i), i <= grade));
    }
    return new IncidentPage.Grade(
        texts.of("grade", grade, texts.of("grade." + grade)),
        ladder,
        texts.of("incident.grade.next"));
  }

  // --- the versions

  private IncidentPage.History history() {
    List<IncidentPage.Version> versions = new ArrayList<>();
    Map<String, String> before = Map.of();
    for (StoredObservation version : recorded.versions()) {
      Map<String, String> fields = Fields.flat(Fields.parse(version.body()));
      Instant to = version.recordedTo();
      versions.add(
          new IncidentPage.Version(
              version.entry(),
              times.full(version.recordedFrom()),
              to == null ? texts.of("incident.holds") : times.full(to),
              version.author(),
              versions.isEmpty() ? List.of() : changes(before, fields),
              base + query.with("recorded", version.recordedFrom().toString()),
              version.entry() == recorded.shown().entry()));
      before = fields;
    }
    return new IncidentPage.History(
        versions.size() == 1
            ? texts.of("incident.history.one")
            : texts.count("incident.history.some", versions.size()),
        versions);
  }

  private static List<IncidentPage.Change> changes(
      Map<String, String> before, Map<String, String> after) {
    TreeSet<String> names = new TreeSet<>(before.keySet());
    names.addAll(after.keySet());
    List<IncidentPage.Change> changes = new ArrayList<>();
    for (String name : names) {
      String was = before.getOrDefault(name, "");
      String is = after.getOrDefault(name, "");
      if (!was.equals(is)) {
        changes.add(new IncidentPage.Change(name, was, is));
      }
    }
    return changes;
  }

  // --- down to the bytes

  private IncidentPage.Evidence evidence() {
    Json.Obj entry = recorded.json();
    Json.Obj body = (Json.Obj) entry.fields().getOrDefault("body", Json.object().build());
    String file = "proof-" + recorded.proof().index() + ".json";
    String as = query.value("recorded").isEmpty() ? "" : recordedOnly();
    return new IncidentPage.Evidence(
        recorded.proof().index(),
        times.full(recorded.shown().recordedFrom()),
        recorded.shown().author(),
        recorded.shown().feed(),
        Fields.lines(entry),
        recorded.entry().length,
        base + "/entry" + as,
        captures(body.text("capture")),
        body.fields().get("line") instanceof Json.Num line ? Integer.parseInt(line.literal()) : 0,
        java.util.Base64.getEncoder().encodeToString(recorded.leaf()),
        recorded.path(),
        recorded.checkpoint().origin(),
        recorded.checkpoint().size(),
        recorded.checkpoint().root().base64(),
        recorded.checkpoint().signatures().stream().map(NoteSignature::line).toList(),
        base + "/proof" + as,
        file,
        CHECK + file,
        base + "/packet" + as,
        "unzip proof-%1$d.zip && python3 tools/check_proof.py proof-%1$d"
            .formatted(recorded.proof().index()));
  }

  private String recordedOnly() {
    return Query.of(Map.of()).with("recorded", query.value("recorded")).toString();
  }

  private List<IncidentPage.Capture> captures(String file) {
    List<IncidentPage.Capture> captures = new ArrayList<>();
    for (StoredCapture capture : recorded.captures()) {
      captures.add(
          new IncidentPage.Capture(
              texts.of(
                  capture.sha256().equals(file)
                      ? "incident.capture.file"
                      : "incident.capture.seen"),
              capture.name(),
              capture.sha256(),
              texts.count("incident.bytes", capture.bytes()),
              times.full(capture.recordedAt()),
              "/c/" + one.folder().id() + "/captured/" + capture.sha256()));
    }
    return captures;
  }

  // --- what is near

  private record Near(int row, double score) {}

  /** By time and place where both are known; by region and time where the place is not. */
  private List<ListedIncident> neighbours(int row, Optional<Term> first) {
    if (first.isEmpty()) {
      return List.of();
    }
    long at = Arrangement.at(picture, row);
    List<Near> near = new ArrayList<>();
    for (int other = 0; at != Long.MAX_VALUE && other < picture.size(); other++) {
      long seconds = Arrangement.at(picture, other);
      long apart = Math.abs(seconds - at);
      if (other == row || seconds == Long.MAX_VALUE || apart > NEAR_SECONDS) {
        continue;
      }
      double kilometers = kilometers(row, other);
      if (kilometers <= NEAR_KILOMETERS) {
        near.add(new Near(other, (double) apart / NEAR_SECONDS + kilometers / NEAR_KILOMETERS));
      }
    }
    Query kept = query;
    return near.stream()
        .sorted(Comparator.comparingDouble(Near::score).thenComparingInt(Near::row))
        .limit(NEIGHBOURS)
        .map(found -> rows.listed(found.row(), first.get(), kept))
        .toList();
  }

  private double kilometers(int row, int other) {
    if (picture.isPlaced(row) && picture.isPlaced(other)) {
      double south = Math.toRadians(picture.latitude(row));
      double north = Math.toRadians(picture.latitude(other));
      double turn = Math.toRadians(picture.longitude(other) - picture.longitude(row));
      double half =
          StrictMath.pow(StrictMath.sin((north - south) / 2), 2)
              + StrictMath.cos(south)
                  * StrictMath.cos(north)
                  * StrictMath.pow(StrictMath.sin(turn / 2), 2);
      return 2 * EARTH_RADIUS_KILOMETERS * StrictMath.asin(Math.min(1, StrictMath.sqrt(half)));
    }
    String region = picture.regions().at(row);
    return !region.isEmpty() && region.equals(picture.regions().at(other))
        ? NEAR_KILOMETERS
        : Double.MAX_VALUE;
  }
}
