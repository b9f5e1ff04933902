package org.treuga.app.server;

import org.treuga.app.picture.Picture;
import org.treuga.app.store.RecordedCase;

/**
 * A case as it was recorded at an instant, ready to be looked at. Immutable.
 *
 * @param entries how many entries the ledger had: a later view of the same case has more
 * @param isNow whether it is the record as it stands, not as of an instant of the past
 * @param run tells this run of the program from any other, whose answers may be of another record
 */
public record CaseView(
    RecordedCase recorded, Picture picture, long entries, boolean isNow, String run) {

  public String id() {
    return recorded.folder().id();
  }

  /** Changes whenever anything shown may have changed; for ETags. */
  public String version() {
    return recorded.version().entry() + "-" + entries + "-" + run;
  }
}
