package org.treuga.app.server;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.treuga.app.picture.Selection;
import org.treuga.place.Area;
import org.treuga.place.Outline;
import org.treuga.place.Position;
import org.treuga.time.Interval;
import org.treuga.wire.Json;
import org.treuga.wire.JsonOut;

/**
 * A collection of few features that the case's own files draw: zones, sites. In the order of the
 * files.
 */
final class OutlineFeatures implements Features {

  /**
   * @param outline null for what has none
   * @param properties besides {@code valid_from} and {@code valid_to}
   */
  record Drawn(String id, @Nullable Outline outline, Interval validity, Json.Obj properties) {}

  private final String id;
  private final String title;
  private final String description;
  private final Function<CaseView, List<Drawn>> features;

  OutlineFeatures(
      String id, String title, String description, Function<CaseView, List<Drawn>> features) {
    this.id = id;
    this.title = title;
    this.description = description;
    this.features = features;
  }

  static OutlineFeatures zones() {
    return new OutlineFeatures(
        "zones",
        "Zones",
        "The areas that the terms speak of, with the time for which an outline holds and, where"
            + " readings differ about it, the reading whose outline it is. An area given by"
            + " countries has no geometry.",
        OutlineFeatures::zones);
  }

  static OutlineFeatures sites(Workbench workbench) {
    return new OutlineFeatures(
        "sites",
        "Sites",
        "Protected objects, where the case has a file of them.",
        new CaseSites(workbench)::read);
  }

  private static List<Drawn> zones(CaseView view) {
    List<Drawn> zones = new ArrayList<>();
    view.recorded()
        .folder()
        .agreement()
        .areas()
        .forEach((id, versions) -> {
          for (int i = 0; i < versions.size(); i++) {
            zones.add(zone(versions.size() == 1 ? id : id + "." + (i + 1), versions.get(i)));
          }
        });
    return zones;
  }

  private static Drawn zone(String id, Area area) {
    Json.Builder properties = Json.object().put("area_id", area.id()).put("name", area.name());
    String reading = area.reading();
    properties.put("reading", reading == null ? new Json.Nothing() : Json.text(reading));
    properties.put("countries", Json.texts(area.countries()));
    properties.put(
        "source", area.source().isEmpty() ? new Json.Nothing() : Json.text(area.source()));
    return new Drawn(id, area.outline(), area.validity(), properties.build());
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public String title() {
    return title;
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public List<String> parameters() {
    return List.of();
  }

  @Override
  public Extent extent(CaseView view) {
    List<Position> all =
        features.apply(view).stream()
            .map(Drawn::outline)
            .filter(java.util.Objects::nonNull)
            .flatMap(outline -> outline.positions().stream())
            .toList();
    if (all.isEmpty()) {
      return new Extent(null, null, null);
    }
    var latitudes = all.stream().mapToDouble(Position::latitude).summaryStatistics();
    var longitudes = all.stream().mapToDouble(Position::longitude).summaryStatistics();
    return new Extent(
        new Extent.Box(
            longitudes.getMin(), latitudes.getMin(), longitudes.getMax(), latitudes.getMax()),
        null,
        null);
  }

  @Override
  public Page page(CaseView view, ItemsQuery query) {
    List<Drawn> all =
        features.apply(view).stream()
            .filter(one -> one.validity().overlaps(query.when()))
            .filter(one -> isWithin(one.outline(), query.box()))
            .toList();
    String after = query.after();
    int from = 0;
    while (after != null && from < all.size() && !all.get(from++).id().equals(after)) {
      // Up to and with the one that the page before ended with.
    }
    int to = Math.min(all.size(), from + query.limit());
    List<Drawn> shown = all.subList(from, to);
    return new Page(
        all.size(),
        shown.size(),
        to < all.size() ? shown.getLast().id() : null,
        out -> shown.forEach(one -> drawn(out, one, links -> {})));
  }

  private static boolean isWithin(@Nullable Outline outline, Selection.@Nullable Box box) {
    if (box == null || outline == null) {
      return box == null;
    }
    return box.west() <= box.east()
        ? outline.meets(box.south(), box.west(), box.north(), box.east())
        : outline.meets(box.south(), box.west(), box.north(), 180)
            || outline.meets(box.south(), -180, box.north(), box.east());
  }

  @Override
  public boolean feature(CaseView view, String featureId, JsonOut out, Consumer<JsonOut> links) {
    for (Drawn one : features.apply(view)) {
      if (one.id().equals(featureId)) {
        drawn(out, one, links);
        return true;
      }
    }
    return false;
  }

  @Override
  public String page(String featureId) {
    return "agreement";
  }

  private static void drawn(JsonOut out, Drawn one, Consumer<JsonOut> links) {
    out.begin().put("type", "Feature").put("id", one.id());
    Features.geometry(out, one.outline());
    out.begin("properties");
    one.properties().fields().forEach(out::put);
    Instant from = one.validity().startInclusive();
    out.put("valid_from", from).put("valid_to", one.validity().endExclusive());
    out.end();
    links.accept(out);
    out.end();
  }
}
