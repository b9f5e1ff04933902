package org.treuga.app.store;

import java.util.HashSet;
import java.util.Set;
import org.treuga.connectors.Feed;
import org.treuga.evidence.Observation;
import org.treuga.evidence.Rejection;

/** Looks which observations are in a file and takes nothing. */
final class IdsOnly implements Feed.Sink {

  private final Set<String> ids = new HashSet<>();

  Set<String> all() {
    return ids;
  }

  @Override
  public void accept(Observation observation, Feed.At at) {
    ids.add(observation.id());
  }

  @Override
  public void edited(Feed.Edit edit, Feed.At at) {
    ids.add(edit.id());
  }

  @Override
  public void reject(Rejection rejection) {}

  @Override
  public void repeated(int rows) {}

  @Override
  public void note(String sentence) {}
}
