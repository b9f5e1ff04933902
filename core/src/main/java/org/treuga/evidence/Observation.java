package org.treuga.evidence;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.treuga.place.Place;
import org.treuga.time.Occurrence;

/**
 * What one source says about one event: recorded as it was said, apart from what it may mean.
 *
 * <p>Texts are empty, never null, when the source does not say. Unknown is a normal value.
 *
 * @param id stable key; equal ids with equal content are one observation
 * @param sourceId {@link Source#id}, empty when the file names none
 * @param occurred when it is said to have happened
 * @param publishedAt when it was published; null when not recorded
 * @param place where it is said to have happened
 * @param object what was affected
 * @param act the kind of act, a dotted class id; empty when not stated
 * @param means weapon or other means as stated
 * @param actor who is said to have acted, as the source words it
 * @param claimedBy who makes the claim, as worded
 * @param deniedBy who denies it, as worded
 * @param statedGround the ground the acting side gave for the act, a dotted class id; empty when
 *     none is recorded
 * @param credibility Admiralty figure 1 to 6; 6 when nobody judged it
 * @param harm counts by name ({@code killed}, {@code injured}, {@code affected}, {@code count})
 * @param url where it was read
 * @param evidenceSha256 digest of the captured bytes, lower-case hex; empty when nothing was
 *     captured
 * @param summary in the recorder's own words
 * @param attributes every other column of the file, by name, in order of name
 */
public record Observation(
    String id,
    Kind kind,
    String sourceId,
    Occurrence occurred,
    @Nullable Instant publishedAt,
    Place place,
    ReportedObject object,
    String act,
    String means,
    String actor,
    String claimedBy,
    String deniedBy,
    String statedGround,
    int credibility,
    Map<String, Count> harm,
    String url,
    String evidenceSha256,
    String summary,
    Map<String, String> attributes) {

  public Observation {
    if (id.isBlank()) {
      throw new IllegalArgumentException("id must not be blank");
    }
    if (credibility < 1 || credibility > 6) {
      throw new IllegalArgumentException("credibility must be from 1 to 6, was " + credibility);
    }
    harm = inOrder(harm);
    attributes = inOrder(attributes);
  }

  /** Most reports have neither, and there may be a million of them. */
  private static <V> Map<String, V> inOrder(Map<String, V> map) {
    return map.isEmpty() ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(map));
  }
}
