package org.treuga.connectors.reports;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.treuga.evidence.Observation;
import org.treuga.place.Place;
import org.treuga.wire.Json;

/** The SHA-256 of what an observation says, over its canonical JSON. */
final class ContentDigest {

  private ContentDigest() {}

  static String sha256(Observation observation) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(json(observation).canonicalBytes());
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java runtime has SHA-256", impossible);
    }
  }

  private static Json json(Observation it) {
    return Json.object()
        .put("id", safe(it.id()))
        .put("kind", it.kind().word())
        .put("source_id", safe(it.sourceId()))
        .put("from", Json.instant(it.occurred().within().startInclusive()))
        .put("to", Json.instant(it.occurred().within().endExclusive()))
        .put("published_at", instant(it.publishedAt()))
        .put("place", place(it.place()))
        .put("object_name", safe(it.object().name()))
        .put("object_class", safe(it.object().objectClass()))
        .put("also_reported", safe(it.object().alsoReported()))
        .put("act", safe(it.act()))
        .put("means", safe(it.means()))
        .put("actor", safe(it.actor()))
        .put("claimed_by", safe(it.claimedBy()))
        .put("denied_by", safe(it.deniedBy()))
        .put("stated_ground", safe(it.statedGround()))
        .put("credibility", it.credibility())
        .put("harm", texts(it.harm()))
        .put("url", safe(it.url()))
        .put("evidence_sha256", it.evidenceSha256())
        .put("summary", safe(it.summary()))
        .put("attributes", texts(it.attributes()))
        .build();
  }

  private static Json instant(@Nullable Instant instant) {
    return instant == null ? new Json.Nothing() : Json.instant(instant);
  }

  private static Json place(Place place) {
    return Json.object()
        .put("position", String.valueOf(place.position()))
        .put("precision", place.precision().word())
        .put("uncertainty_m", String.valueOf(place.statedUncertaintyMeters()))
        .put("names", Json.texts(place.names().stream().map(ContentDigest::safe).toList()))
        .put("region", safe(place.region()))
        .put("countries", Json.texts(place.countries()))
        .build();
  }

  private static Json texts(Map<String, ?> values) {
    Map<String, Json> fields = new LinkedHashMap<>();
    values.forEach((name, value) -> fields.put(safe(name), Json.text(safe(value.toString()))));
    return new Json.Obj(fields);
  }

  /** A JSON file can smuggle in half a surrogate pair, which has no bytes of its own. */
  private static String safe(String text) {
    return JsonRecord.wellFormed(text);
  }
}
