package org.treuga.connectors;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.treuga.evidence.Observation;
import org.treuga.evidence.Rejection;

/** All that a feed made of a file. */
final class Gathered implements Feed.Sink {

  final List<Observation> accepted = new ArrayList<>();
  final List<Rejection> rejected = new ArrayList<>();
  final List<String> notes = new ArrayList<>();

  static Gathered of(String feed, Path... files) {
    Gathered gathered = new Gathered();
    Feeds.find(feed)
        .orElseThrow()
        .read(Arrays.stream(files).map(Feed.Input::of).toList(), gathered);
    return gathered;
  }

  @Override
  public void accept(Observation observation, Feed.At at) {
    accepted.add(observation);
  }

  @Override
  public void reject(Rejection rejection) {
    rejected.add(rejection);
  }

  @Override
  public void repeated(int rows) {}

  @Override
  public void note(String sentence) {
    notes.add(sentence);
  }

  @Override
  public void edited(Feed.Edit edit, Feed.At at) {
    throw new AssertionError("no feed but reports has sheets, came " + edit.id());
  }
}
