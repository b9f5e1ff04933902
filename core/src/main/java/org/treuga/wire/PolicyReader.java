package org.treuga.wire;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.treuga.report.PublicationPolicy;

/** Reads a policy of publication; what the file does not say is as by default. */
public final class PolicyReader {

  private static final List<String> KEYS =
      List.of("cell_km", "embargo_hours", "site_days", "least_sources", "named_by_both_sides");

  private PolicyReader() {}

  /**
   * @throws org.treuga.evidence.UnreadableInput if it is none, with file, line and column
   */
  public static PublicationPolicy read(Path file) {
    Tree.Fields fields = Yaml.read(file).mapping("a policy of publication", KEYS);
    PublicationPolicy usual = PublicationPolicy.DEFAULT;
    return new PublicationPolicy(
        whole(fields, "cell_km", 1, 100, usual.cellKilometers()),
        Duration.ofHours(whole(fields, "embargo_hours", 0, 10_000, usual.embargo().toHours())),
        Duration.ofDays(whole(fields, "site_days", 0, 10_000, usual.namedSiteAge().toDays())),
        whole(fields, "least_sources", 0, 1_000, usual.leastSources()),
        Set.copyOf(fields.textsOf("named_by_both_sides")));
  }

  private static int whole(Tree.Fields fields, String key, int least, int most, long usual) {
    return fields.find(key).map(tree -> tree.whole(least, most)).orElse((int) usual);
  }

  /** The policy as it is recorded with what was released under it. */
  public static Json.Obj json(PublicationPolicy policy) {
    return Json.object()
        .put("cell_km", policy.cellKilometers())
        .put("embargo_hours", policy.embargo().toHours())
        .put("site_days", policy.namedSiteAge().toDays())
        .put("least_sources", policy.leastSources())
        .put(
            "named_by_both_sides", Json.texts(policy.namedByBothSides().stream().sorted().toList()))
        .build();
  }
}
