package org.treuga.connectors.table;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.treuga.evidence.Count;
import org.treuga.evidence.Kind;
import org.treuga.evidence.Observation;
import org.treuga.evidence.ReportedObject;
import org.treuga.place.Place;
import org.treuga.time.Occurrence;

/**
 * An observation while it is being put together: all is unknown but what a feed sets. For one row.
 */
public final class Draft {

  private final String id;
  private final Kind kind;
  private final String source;
  private final Occurrence occurred;
  private @Nullable Instant publishedAt;
  private Place place = Place.UNKNOWN;
  private String act = "";
  private String means = "";
  private String actor = "";
  private String url = "";
  private Map<String, Count> harm = Map.of();

  /**
   * @param source {@link org.treuga.evidence.Source#id}
   */
  public Draft(String id, Kind kind, String source, Occurrence occurred) {
    this.id = id;
    this.kind = kind;
    this.source = source;
    this.occurred = occurred;
  }

  public Draft published(Instant at) {
    publishedAt = at;
    return this;
  }

  public Draft at(Place where) {
    place = where;
    return this;
  }

  public Draft act(String what) {
    act = what;
    return this;
  }

  public Draft means(String what) {
    means = what;
    return this;
  }

  public Draft actor(String who) {
    actor = who;
    return this;
  }

  public Draft url(String where) {
    url = where;
    return this;
  }

  public Draft harm(String name, Count count) {
    harm = Map.of(name, count);
    return this;
  }

  /** The observation; nobody has judged it. */
  public Observation with(Map<String, String> attributes) {
    return new Observation(
        id,
        kind,
        source,
        occurred,
        publishedAt,
        place,
        ReportedObject.UNKNOWN,
        act,
        means,
        actor,
        "",
        "",
        "",
        6,
        harm,
        url,
        "",
        "",
        attributes);
  }
}
