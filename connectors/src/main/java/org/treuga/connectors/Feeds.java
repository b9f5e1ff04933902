package org.treuga.connectors;

import java.util.List;
import java.util.Optional;
import org.treuga.connectors.airalert.AirAlertFeed;
import org.treuga.connectors.attacks.AttacksFeed;
import org.treuga.connectors.firms.FirmsFeed;
import org.treuga.connectors.gdelt.GdeltFeed;
import org.treuga.connectors.modposts.ModPostsFeed;
import org.treuga.connectors.reports.ReportRules;
import org.treuga.connectors.reports.ReportsFeed;
import org.treuga.connectors.ucdp.UcdpFeed;
import org.treuga.connectors.viina.ViinaFeed;

/** The feeds that come with the program. */
public final class Feeds {

  private Feeds() {}

  /** All of them, in order of name. */
  public static List<Feed> list() {
    return List.of(
        new AirAlertFeed(),
        new AttacksFeed(),
        new FirmsFeed(),
        new GdeltFeed(),
        new ModPostsFeed(),
        new ReportsFeed(ReportRules.NONE),
        new UcdpFeed(),
        new ViinaFeed());
  }

  public static Optional<Feed> find(String name) {
    return list().stream().filter(feed -> feed.name().equals(name)).findFirst();
  }
}
