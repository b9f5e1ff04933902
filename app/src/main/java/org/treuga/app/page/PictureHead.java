package org.treuga.app.page;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.treuga.Monitor;
import org.treuga.agreement.Agreement;
import org.treuga.agreement.Reading;
import org.treuga.agreement.Standing;
import org.treuga.agreement.Term;
import org.treuga.agreement.Truth;
import org.treuga.app.picture.Picture;
import org.treuga.finding.Agreeing;
import org.treuga.finding.Verdict;
import org.treuga.place.Area;
import org.treuga.place.Position;
import org.treuga.place.Precision;
import org.treuga.time.Timeline;
import org.treuga.wire.CaseFolder;
import org.treuga.wire.Json;

/**
 * What the script of the picture knows beside the columns: terms, readings, when which term is in
 * force and in which words, zones, the case's place names, and words of the page. For one thread.
 */
public final class PictureHead {

  private static final List<String> SAID =
      List.of("verdict.", "when.", "month.", "date", "precision.", "grade.", "group.", "list.");

  /** Positions are sent as whole millionths of a degree, some ten centimetres. */
  private static final double UNITS = 1e6;

  private final Texts texts;
  private final CaseFolder folder;
  private final Agreement agreement;
  private final Picture picture;
  private final Times times;
  private final Wording wording;

  private PictureHead(Texts texts, CaseFolder folder, Picture picture) {
    this.texts = texts;
    this.folder = folder;
    this.agreement = folder.agreement();
    this.picture = picture;
    this.times = Times.of(texts, picture);
    this.wording = new Wording(texts, times, agreement);
  }

  public static Json.Builder of(
      Texts texts, CaseFolder folder, Picture picture, List<PlaceName> places) {
    return new PictureHead(texts, folder, picture).head(places);
  }

  private Json.Builder head(List<PlaceName> places) {
    Json.Builder said = Json.object();
    SAID.forEach(prefix -> texts.beginningWith(prefix).forEach(said::put));
    return Json.object()
        .put("title", folder.title())
        .put("asOf", folder.meta().getOrDefault("as_of", ""))
        .put("licence", folder.meta().getOrDefault("licence", ""))
        .put("terms", terms())
        .put("readings", readings())
        .put("pairs", pairs())
        .put("standings", standings())
        .put("verdicts", names(Verdict.values()))
        .put("agreeing", names(Agreeing.values()))
        .put("precisions", names(Precision.values()))
        .put("classWords", classWords())
        .put("sourceNames", sourceNames())
        .put("zones", zones())
        .put("places", places(places))
        .put("years", times.hasYears())
        .put("said", said.build());
  }

  private static Json names(Enum<?>[] values) {
    return Json.texts(java.util.Arrays.stream(values).map(Enum::name).toList());
  }

  private Json terms() {
    return array(
        picture.terms().stream()
            .map(term -> Json.object().put("id", term.id()).put("title", Board.name(term)).build())
            .toList());
  }

  private Json readings() {
    return array(
        agreement.readings().stream()
            .map(reading ->
                Json.object()
                    .put("id", reading.id())
                    .put("label", Board.name(reading))
                    .put("analyst", reading.analyst())
                    .build())
            .toList());
  }

  private Json pairs() {
    return array(
        picture.pairs().stream()
            .map(pair ->
                Json.object()
                    .put("term", pair.term().id())
                    .put("reading", pair.reading().id())
                    .build())
            .toList());
  }

  private static Json array(List<Json.Obj> items) {
    return new Json.Arr(List.copyOf(items));
  }

  /** Every term with a timeline, under every reading that speaks of it, bearers alike together. */
  private Json standings() {
    Map<String, Map<String, Map<String, Timeline<Standing>>>> all = Monitor.standings(agreement);
    List<Json.Obj> rows = new ArrayList<>();
    for (Term term : agreement.terms().values()) {
      Map<String, Map<String, Timeline<Standing>>> of = all.getOrDefault(term.id(), Map.of());
      for (Reading reading : agreement.readings()) {
        Map<Timeline<Standing>, List<String>> alike = new LinkedHashMap<>();
        of.getOrDefault(reading.id(), Map.of())
            .forEach((bearer, timeline) ->
                alike.computeIfAbsent(timeline, t -> new ArrayList<>()).add(wording.party(bearer)));
        alike.forEach((timeline, bearers) ->
            rows.add(band(term, reading, timeline, alike.size() > 1 ? bearers : List.of())));
      }
    }
    return array(rows);
  }

  private Json.Obj band(
      Term term, Reading reading, Timeline<Standing> timeline, List<String> bearers) {
    List<Timeline.Segment<Standing>> force =
        timeline.segments().stream()
            .filter(segment -> segment.value().inForce() != Truth.FALSE)
            .toList();
    return Json.object()
        .put("term", term.id())
        .put("title", Board.name(term))
        .put("reading", reading.id())
        .put("bearers", bearers.isEmpty() ? "" : texts.list(bearers))
        .put("begin", BandWords.begin(texts, times, wording, term, reading, force))
        .put("end", BandWords.end(texts, times, wording, term, reading, timeline, force))
        .put(
            "segments",
            array(
                force.stream()
                    .map(segment ->
                        Json.object()
                            .put("from", seconds(segment.interval().startInclusive()))
                            .put("to", seconds(segment.interval().endExclusive()))
                            .put("open", segment.value().inForce() == Truth.ARGUABLE)
                            .build())
                    .toList()))
        .build();
  }

  private static Json seconds(Instant instant) {
    return instant.equals(Instant.MIN) || instant.equals(Instant.MAX)
        ? new Json.Nothing()
        : Json.whole(instant.getEpochSecond());
  }

  private Json classWords() {
    Json.Builder words = Json.object();
    agreement.vocabulary().forEach(words::put);
    return words.build();
  }

  private Json sourceNames() {
    Json.Builder names = Json.object();
    folder.sources().forEach((id, source) -> names.put(id, source.name()));
    return names.build();
  }

  private Json zones() {
    List<Json.Obj> zones = new ArrayList<>();
    for (List<Area> areas : agreement.areas().values()) {
      for (Area area : areas) {
        if (area.outline() != null) {
          String reading = area.reading();
          zones.add(
              Json.object()
                  .put("id", area.id())
                  .put("name", area.name())
                  .put("source", area.source())
                  .put(
                      "reading",
                      reading == null
                          ? ""
                          : agreement.findReading(reading).map(Board::name).orElse(reading))
                  .put("from", seconds(area.validity().startInclusive()))
                  .put("to", seconds(area.validity().endExclusive()))
                  .put("surface", area.outline().isSurface())
                  .put(
                      "lines",
                      new Json.Arr(area.outline().lines().stream().map(PictureHead::line).toList()))
                  .build());
        }
      }
    }
    return array(zones);
  }

  private static Json line(List<Position> positions) {
    List<Json> numbers = new ArrayList<>();
    for (Position position : positions) {
      numbers.add(Json.whole(Math.round(position.longitude() * UNITS)));
      numbers.add(Json.whole(Math.round(position.latitude() * UNITS)));
    }
    return new Json.Arr(numbers);
  }

  private Json places(List<PlaceName> places) {
    return array(
        places.stream()
            .map(place ->
                Json.object()
                    .put("name", place.name(texts.language()))
                    .put("longitude", Math.round(place.longitude() * UNITS))
                    .put("latitude", Math.round(place.latitude() * UNITS))
                    .put("source", place.source())
                    .build())
            .toList());
  }
}
