package org.treuga.app.server;

import java.util.List;
import org.treuga.time.Interval;
import org.treuga.wire.SiteReader;

/** The protected objects of a case, from the file of them that was recorded with it. */
final class CaseSites {

  private static final String FILE = "sites.geojson";

  private final Workbench workbench;

  CaseSites(Workbench workbench) {
    this.workbench = workbench;
  }

  /** In the order of the file; none where the case has no such file. */
  List<OutlineFeatures.Drawn> read(CaseView view) {
    if (!view.recorded().version().files().containsKey(FILE)) {
      return List.of();
    }
    return workbench
        .readDirectory(directory -> directory.readCaseFile(view.recorded().version(), FILE))
        .map(bytes -> SiteReader.read(FILE, bytes))
        .orElse(List.of())
        .stream()
        .map(site ->
            new OutlineFeatures.Drawn(
                site.id(), site.outline(), Interval.ALWAYS, site.properties()))
        .toList();
  }
}
