package org.treuga.app.cli;

import java.time.zone.ZoneRulesProvider;
import picocli.CommandLine;

/** Which program this is, and which rules of clocks it counts by. */
final class Version implements CommandLine.IVersionProvider {

  /** Version of the program, from the jar; {@code development} when run from classes. */
  static String program() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  /** Version of the tzdb that this Java carries: a part of the epoch, since it moves instants. */
  static String timeZones() {
    return ZoneRulesProvider.getVersions("Europe/London").lastKey();
  }

  @Override
  public String[] getVersion() {
    return new String[] {"treuga " + program(), "time zones " + timeZones()};
  }
}
