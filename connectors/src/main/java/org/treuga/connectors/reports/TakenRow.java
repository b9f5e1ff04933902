package org.treuga.connectors.reports;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;
import org.treuga.evidence.Observation;

/** The observation of a row, and where the row stood. */
final class TakenRow {

  /** By id, then by content. Contents are compared by digest, so nobody can choose their order. */
  static final Comparator<TakenRow> BY_ID_AND_CONTENT =
      Comparator.comparing(TakenRow::id).thenComparing(TakenRow::digest);

  private final Observation observation;
  private final Where where;
  private @Nullable String digest;

  /** Where a row stood, and what its file calls the id. */
  record Where(String file, int line, String idColumn) {}

  TakenRow(Observation observation, Where where) {
    this.observation = observation;
    this.where = where;
  }

  Observation observation() {
    return observation;
  }

  Where where() {
    return where;
  }

  String id() {
    return observation.id();
  }

  boolean saysWhat(TakenRow other) {
    return digest().equals(other.digest());
  }

  /** Worked out when an id comes twice, which for most it does not. */
  private String digest() {
    String known = digest;
    if (known == null) {
      known = ContentDigest.sha256(observation);
      digest = known;
    }
    return known;
  }
}
