package org.treuga.connectors.reports;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.treuga.connectors.file.Texts;
import org.treuga.evidence.Intake;
import org.treuga.evidence.Observation;
import org.treuga.evidence.Rejection;
import org.treuga.evidence.UnreadableInput;

/**
 * Brings observations together by id, so that the order of rows and files does not matter.
 *
 * <p>Rows of one id with one content are one observation. Of several contents the one whose SHA-256
 * is smallest stays and the rows of the others become rejections: an arbitrary choice, but the same
 * one every time, and nobody can bring it about by being first.
 */
final class Gathering {

  /** Well beyond any case; what is gathered stays in memory. */
  private static final int MAX_REPORTS = 5_000_000;

  private final Map<String, Content> byId = new HashMap<>();
  private int taken;

  /** Where a row stood, and what its file calls the id. */
  record Where(String file, int line, String idColumn) {}

  /** One content of an id, the rows that had it, and the other contents of the same id. */
  private static final class Content {
    private final Observation observation;
    private final Where first;
    private List<Where> repeats = List.of();
    private List<Content> others = List.of();

    Content(Observation observation, Where first) {
      this.observation = observation;
      this.first = first;
    }

    boolean is(Observation other) {
      return observation.equals(other);
    }

    void repeatedAt(Where where) {
      repeats = with(repeats, where);
    }

    void differsFrom(Content other) {
      others = with(others, other);
    }

    private static <T> List<T> with(List<T> list, T item) {
      List<T> more = list.isEmpty() ? new ArrayList<>(1) : list;
      more.add(item);
      return more;
    }
  }

  /** Adds an observation. */
  void add(Observation observation, Where where) {
    if (++taken > MAX_REPORTS) {
      throw new UnreadableInput(
          where.file() + ": more than " + MAX_REPORTS + " reports in one run, the limit; split it");
    }
    Content known = byId.get(observation.id());
    if (known == null) {
      byId.put(observation.id(), new Content(observation, where));
    } else if (known.is(observation)) {
      known.repeatedAt(where);
    } else {
      addToOthers(known, observation, where);
    }
  }

  private static void addToOthers(Content known, Observation observation, Where where) {
    for (Content other : known.others) {
      if (other.is(observation)) {
        other.repeatedAt(where);
        return;
      }
    }
    known.differsFrom(new Content(observation, where));
  }

  /** All that was gathered, with the rejections and notes that came up elsewhere. */
  Intake intake(List<Rejection> rejections, List<String> notes) {
    List<Observation> accepted = new ArrayList<>(byId.size());
    List<Rejection> rejected = new ArrayList<>(rejections);
    int unchanged = 0;
    for (Content content : byId.values()) {
      Content kept = content.others.isEmpty() ? content : settle(content, rejected);
      accepted.add(kept.observation);
      unchanged += kept.repeats.size();
    }
    accepted.sort(Comparator.comparing(Observation::id));
    rejected.sort(null);
    return new Intake(accepted, unchanged, rejected, notes);
  }

  private static Content settle(Content known, List<Rejection> rejected) {
    List<Content> all = new ArrayList<>(known.others);
    all.add(known);
    all.sort(Comparator.comparing(content -> ContentDigest.sha256(content.observation)));
    Content kept = all.removeFirst();
    for (Content other : all) {
      rejected.add(conflict(kept, other.first));
      other.repeats.forEach(where -> rejected.add(conflict(kept, where)));
    }
    return kept;
  }

  private static Rejection conflict(Content kept, Where where) {
    return new Rejection(
        where.file(),
        where.line(),
        where.idColumn(),
        Column.ID.code(Fault.CONFLICT),
        "one content for the id; another stands on line "
            + kept.first.line()
            + " of "
            + kept.first.file()
            + " and was kept",
        Texts.shown(kept.observation.id()) + " on line " + where.line());
  }
}
