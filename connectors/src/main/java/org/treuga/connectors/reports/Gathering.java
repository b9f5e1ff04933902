package org.treuga.connectors.reports;

import java.util.Collection;
import java.util.Comparator;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.treuga.connectors.file.Texts;
import org.treuga.evidence.Observation;
import org.treuga.evidence.Rejection;
import org.treuga.evidence.UnreadableInput;

/**
 * Brings observations together by id, so that the order of rows and files does not matter.
 *
 * <p>Rows of one id with one content are one observation. Of several contents the one whose SHA-256
 * is smallest stays and the rows of the others become rejections: an arbitrary choice, but the same
 * one every time, and nobody can bring it about by being first.
 *
 * <p>Memory is bounded: rows are put in order by a {@link Sorter} and handed out one by one.
 */
final class Gathering implements AutoCloseable {

  /** A bound on the temporary file, well beyond any case. */
  private static final int MAX_REPORTS = 5_000_000;

  /** Of rows in memory before they go to the file: some ten thousand of them. */
  private static final int MAX_ROW_BYTES = 24 << 20;

  private static final int MAX_REJECTION_BYTES = 8 << 20;

  private final Sorter<TakenRow> rows;
  private final Sorter<Rejection> rejections;
  private int taken;

  Gathering() {
    this(MAX_ROW_BYTES, MAX_REJECTION_BYTES);
  }

  Gathering(int maxRowBytes, int maxRejectionBytes) {
    this.rows = new Sorter<>(TakenRow.BY_ID_AND_CONTENT, SortForms.ROW, maxRowBytes);
    this.rejections =
        new Sorter<>(Comparator.naturalOrder(), SortForms.REJECTION, maxRejectionBytes);
  }

  /** Takes what was gathered. */
  interface Taker {
    /** A remark for the reader; all of them come first. */
    void note(String sentence);

    /** Next, in order of file and line. */
    void reject(Rejection rejection);

    /** Next, in order of id. */
    void accept(Observation observation);

    /** Last: how many rows said what an accepted one says. */
    void repeated(int rows);
  }

  /** Adds an observation. */
  void add(Observation observation, TakenRow.Where where) {
    if (++taken > MAX_REPORTS) {
      throw new UnreadableInput(
          where.file() + ": more than " + MAX_REPORTS + " reports in one run, the limit; split it");
    }
    rows.add(new TakenRow(observation, where));
  }

  void reject(Rejection rejection) {
    rejections.add(rejection);
  }

  /** Hands out all that was gathered; once. */
  void handOut(Collection<String> notes, Taker taker) {
    notes.forEach(taker::note);
    walk(kept -> {}, (kept, other) -> reject(conflict(kept, other.where())));
    rejections.forEach(taker::reject);
    taker.repeated(walk(kept -> taker.accept(kept.observation()), (kept, other) -> {}));
  }

  /**
   * Goes through the rows in order.
   *
   * @return how many said again what the kept row of their id says
   */
  private int walk(Consumer<TakenRow> keep, BiConsumer<TakenRow, TakenRow> conflict) {
    Walk walk = new Walk(keep, conflict);
    rows.forEach(walk::next);
    return walk.repeated;
  }

  private static final class Walk {
    private final Consumer<TakenRow> keep;
    private final BiConsumer<TakenRow, TakenRow> conflict;
    private @Nullable TakenRow kept;
    private int repeated;

    Walk(Consumer<TakenRow> keep, BiConsumer<TakenRow, TakenRow> conflict) {
      this.keep = keep;
      this.conflict = conflict;
    }

    /** The first row of an id is the one of the smallest content. */
    void next(TakenRow row) {
      TakenRow before = kept;
      if (before == null || !before.id().equals(row.id())) {
        kept = row;
        keep.accept(row);
      } else if (before.saysWhat(row)) {
        repeated++;
      } else {
        conflict.accept(before, row);
      }
    }
  }

  private static Rejection conflict(TakenRow kept, TakenRow.Where where) {
    return new Rejection(
        where.file(),
        where.line(),
        where.idColumn(),
        Column.ID.code(Fault.CONFLICT),
        "one content for the id; another stands on line "
            + kept.where().line()
            + " of "
            + kept.where().file()
            + " and was kept",
        Texts.shown(kept.id()) + " on line " + where.line());
  }

  @Override
  public void close() {
    rows.close();
    rejections.close();
  }
}
