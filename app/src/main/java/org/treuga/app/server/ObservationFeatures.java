package org.treuga.app.server;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.treuga.app.picture.Picture;
import org.treuga.app.store.StoredObservation;
import org.treuga.evidence.Observation;
import org.treuga.place.Position;
import org.treuga.place.Precision;
import org.treuga.wire.Json;
import org.treuga.wire.JsonOut;
import org.treuga.wire.ObservationReader;

/**
 * The observations that a case's incidents are made from, as they were recorded. Which ones is
 * asked of the picture, so that they can be counted like the incidents; what they say comes from
 * the store.
 */
final class ObservationFeatures extends PictureFeatures {

  private final Workbench workbench;

  ObservationFeatures(Workbench workbench) {
    this.workbench = workbench;
  }

  @Override
  public String id() {
    return "observations";
  }

  @Override
  public String title() {
    return "Observations";
  }

  @Override
  public String description() {
    return "What each source said, as it was recorded, with its entry in the ledger. What is known"
        + " only by region has no geometry.";
  }

  @Override
  public List<String> parameters() {
    return ItemsQuery.OF_SELECTION;
  }

  private Map<Long, StoredObservation> read(Picture picture, List<Integer> rows) {
    List<Long> entries = rows.stream().map(picture::entry).toList();
    return workbench.read(store -> store.observations(entries));
  }

  @Override
  public Page page(CaseView view, ItemsQuery query) {
    Picture picture = view.picture();
    Map<Long, StoredObservation> stored = new HashMap<>();
    return page(
        picture,
        query,
        rows -> stored.putAll(read(picture, rows)),
        (out, row) -> {
          StoredObservation one = stored.get(picture.entry(row));
          if (one == null) {
            throw new IllegalStateException("entry " + picture.entry(row) + " is not in the store");
          }
          observation(out, picture.id(row), one, links -> {});
        });
  }

  @Override
  public boolean feature(CaseView view, String id, JsonOut out, Consumer<JsonOut> links) {
    OptionalInt row = view.picture().find(id);
    if (row.isEmpty()) {
      return false;
    }
    read(view.picture(), List.of(row.getAsInt()))
        .values()
        .forEach(stored -> observation(out, id, stored, links));
    return true;
  }

  @Override
  public String page(String featureId) {
    return "i/" + Addresses.segment(featureId);
  }

  private static void observation(
      JsonOut out, String id, StoredObservation stored, Consumer<JsonOut> links) {
    Observation one = ObservationReader.read(stored.body());
    out.begin().put("type", "Feature").put("id", id);
    Position position = one.place().position();
    Precision precision = one.place().precision();
    boolean placed =
        position != null && precision != Precision.REGION && precision != Precision.UNKNOWN;
    if (position != null && placed) {
      Features.point(out, position.latitude(), position.longitude());
    } else {
      out.putNothing("geometry");
    }
    out.begin("properties");
    out.put("observation_id", one.id());
    out.put("kind", one.kind().name().toLowerCase(java.util.Locale.ROOT));
    out.putSaid("source", one.sourceId());
    out.put("occurred_from", one.occurred().within().startInclusive());
    out.put("occurred_to", one.occurred().within().endExclusive());
    out.put("published_at", one.publishedAt());
    out.put("recorded_at", stored.recordedFrom());
    out.put("recorded_by", stored.author());
    out.put("feed", stored.feed());
    out.put("ledger_entry", stored.entry());
    out.put("precision", precision.word());
    var radius = one.place().uncertaintyMeters();
    if (placed && radius.isPresent()) {
      out.put("uncertainty_m", radius.getAsDouble());
    } else {
      out.putNothing("uncertainty_m");
    }
    out.put("place_names", Json.texts(one.place().names()));
    out.putSaid("region", one.place().region());
    out.put("countries", Json.texts(one.place().countries()));
    out.putSaid("object_name", one.object().name());
    out.putSaid("object_class", one.object().objectClass());
    out.putSaid("act", one.act());
    out.putSaid("means", one.means());
    out.putSaid("alleged_actor", one.actor());
    out.putSaid("claimed_by", one.claimedBy());
    out.putSaid("denied_by", one.deniedBy());
    out.put("credibility", one.credibility());
    one.harm()
        .forEach((name, count) -> {
          out.put(name + "_low", count.low());
          out.put(name + "_best", count.best());
          out.put(name + "_high", count.high());
        });
    out.putSaid("url", one.url());
    out.putSaid("evidence_sha256", one.evidenceSha256());
    out.putSaid("summary", one.summary());
    out.end();
    links.accept(out);
    out.end();
  }
}
