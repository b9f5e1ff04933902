package org.treuga.app.page;

import java.util.List;
import org.treuga.agreement.Reading;
import org.treuga.agreement.Standing;
import org.treuga.agreement.State;
import org.treuga.agreement.Term;
import org.treuga.time.Timeline;

/** Begin and end of a period in force, in the words of the reading. */
final class BandWords {

  private BandWords() {}

  /**
   * @param force the stretches in force or open, in order
   */
  static String begin(
      Texts texts,
      Times times,
      Wording wording,
      Term term,
      Reading reading,
      List<Timeline.Segment<Standing>> force) {
    if (force.isEmpty()) {
      return texts.of("timeline.never");
    }
    var first = force.getFirst().interval();
    return wording
        .begin(term, reading)
        .orElseGet(() -> first.startsOpen() ? "" : times.instant(first.startInclusive()));
  }

  static String end(
      Texts texts,
      Times times,
      Wording wording,
      Term term,
      Reading reading,
      Timeline<Standing> whole,
      List<Timeline.Segment<Standing>> force) {
    if (force.isEmpty()) {
      return "";
    }
    var last = force.getLast().interval();
    if (last.endsOpen()) {
      return wording.end(term, reading).orElse(texts.of("moment.unstated"));
    }
    State after = whole.at(last.endExclusive()).state();
    return after == State.EXPIRED
        ? wording.end(term, reading).orElseGet(() -> times.instant(last.endExclusive()))
        : texts.of("state." + after.name()) + " " + times.instant(last.endExclusive());
  }
}
