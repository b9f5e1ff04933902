package org.treuga.incident;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.treuga.evidence.Count;
import org.treuga.evidence.Observation;
import org.treuga.evidence.ReportedObject;
import org.treuga.place.Place;
import org.treuga.time.Occurrence;

/**
 * What we hold to be one event, from one or more observations of it.
 *
 * @param id stable key; with one observation, that observation's id
 * @param members ids of the observations, in order
 * @param occurred when
 * @param place where
 * @param object what was affected
 * @param act kind of act, dotted class id, empty when not stated
 * @param means weapon or other means, empty when not stated
 * @param statedGround ground given by the acting side, empty when none is recorded
 * @param claims who says who did it
 * @param denials who denies it, as worded
 * @param harm counts by name
 */
public record Incident(
    String id,
    List<String> members,
    Occurrence occurred,
    Place place,
    ReportedObject object,
    String act,
    String means,
    String statedGround,
    List<Claim> claims,
    List<String> denials,
    Map<String, Count> harm,
    String summary) {

  public Incident {
    members = List.copyOf(members);
    claims = List.copyOf(claims);
    denials = List.copyOf(denials);
    harm = Collections.unmodifiableMap(new TreeMap<>(harm));
  }

  /** The incident that one observation alone stands for. */
  public static Incident of(Observation observation) {
    return new Incident(
        observation.id(),
        List.of(observation.id()),
        observation.occurred(),
        observation.place(),
        observation.object(),
        observation.act(),
        observation.means(),
        observation.statedGround(),
        List.of(new Claim(observation.actor(), observation.claimedBy(), observation.sourceId())),
        observation.deniedBy().isEmpty() ? List.of() : List.of(observation.deniedBy()),
        observation.harm(),
        observation.summary());
  }
}
