package org.treuga.app.picture;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.treuga.agreement.Reading;
import org.treuga.agreement.Term;
import org.treuga.finding.Agreeing;
import org.treuga.finding.Verdict;
import org.treuga.place.Precision;

/**
 * A case's incidents with their verdicts, as columns: what map, timeline, list, matrix, exports and
 * API are all made from, so that they cannot differ. Rows are in order of incident id; a row's
 * number means something within one picture only.
 *
 * <p>A hundred thousand incidents take some 60 MB, most of it the text to search in. Immutable; for
 * any number of threads.
 */
public final class Picture {

  /** A column of verdicts. */
  public record Pair(Term term, Reading reading) {}

  /** Stands where a begin is open, or a time is not known. */
  public static final long OPEN_BEGIN = Long.MIN_VALUE;

  /** Stands where an end is open. */
  public static final long OPEN_END = Long.MAX_VALUE;

  private static final Verdict[] VERDICTS = Verdict.values();
  private static final Agreeing[] AGREEING = Agreeing.values();
  private static final Precision[] PRECISIONS = Precision.values();

  /** The columns, each as long as there are rows. */
  record Columns(
      String[] ids,
      long[] entries,
      long[] fromSeconds,
      long[] toSeconds,
      long[] knownSeconds,
      double[] latitudes,
      double[] longitudes,
      float[] radiusMeters,
      byte[] precisions,
      byte[] grades,
      Words names,
      Words places,
      Words regions,
      Words classes,
      Words acts,
      Words actors,
      Words claimants,
      Words sources,
      byte[] text,
      int[] textEnds) {}

  private final Columns columns;
  private final List<Term> terms;
  private final List<Pair> pairs;
  private final byte[][] verdicts;
  private final Map<String, byte[]> agreeing;

  Picture(
      Columns columns,
      List<Term> terms,
      List<Pair> pairs,
      byte[][] verdicts,
      Map<String, byte[]> agreeing) {
    this.columns = columns;
    this.terms = List.copyOf(terms);
    this.pairs = List.copyOf(pairs);
    this.verdicts = verdicts;
    this.agreeing = Collections.unmodifiableMap(agreeing);
  }

  /** How many incidents. */
  public int size() {
    return columns.ids.length;
  }

  public String id(int row) {
    return columns.ids[row];
  }

  /** The row of an incident. */
  public OptionalInt find(String id) {
    int row = Arrays.binarySearch(columns.ids, id);
    return row < 0 ? OptionalInt.empty() : OptionalInt.of(row);
  }

  /** The first row whose id comes after one that may be none's; the size if none does. */
  public int rowAfter(String id) {
    int row = Arrays.binarySearch(columns.ids, id);
    return row < 0 ? -row - 1 : row + 1;
  }

  /** The row of an id, or the first after it; the size if there is none. */
  public int rowAtOrAfter(String id) {
    int row = Arrays.binarySearch(columns.ids, id);
    return row < 0 ? -row - 1 : row;
  }

  /** The ledger entry of the observation that the incident is made from. */
  public long entry(int row) {
    return columns.entries[row];
  }

  /** Seconds since 1970, or {@link #OPEN_BEGIN}. */
  public long fromSeconds(int row) {
    return columns.fromSeconds[row];
  }

  /** Seconds since 1970, exclusive, or {@link #OPEN_END}. */
  public long toSeconds(int row) {
    return columns.toSeconds[row];
  }

  public boolean isTimed(int row) {
    return columns.fromSeconds[row] != OPEN_BEGIN || columns.toSeconds[row] != OPEN_END;
  }

  /** When it was known in public at the latest: its publication, else the end of what it says. */
  public OptionalLong knownSeconds(int row) {
    long known = columns.knownSeconds[row];
    return known == OPEN_END ? OptionalLong.empty() : OptionalLong.of(known);
  }

  public boolean hasPosition(int row) {
    return !Double.isNaN(columns.latitudes[row]);
  }

  /**
   * Whether the place is known better than by region: only then may it be drawn where it is said to
   * be.
   */
  public boolean isPlaced(int row) {
    Precision precision = precision(row);
    return hasPosition(row) && precision != Precision.REGION && precision != Precision.UNKNOWN;
  }

  public double latitude(int row) {
    return columns.latitudes[row];
  }

  public double longitude(int row) {
    return columns.longitudes[row];
  }

  /** Of the disc in which the place lies; 0 where there is none. */
  public float radiusMeters(int row) {
    return columns.radiusMeters[row];
  }

  public Precision precision(int row) {
    return PRECISIONS[columns.precisions[row]];
  }

  /** Grade of occurrence, 0 (claimed) to 5. */
  public int grade(int row) {
    return columns.grades[row];
  }

  /** What was affected, as the source calls it. */
  public Words names() {
    return columns.names;
  }

  public Words places() {
    return columns.places;
  }

  public Words regions() {
    return columns.regions;
  }

  public Words classes() {
    return columns.classes;
  }

  public Words acts() {
    return columns.acts;
  }

  /** Who is said to have acted. */
  public Words actors() {
    return columns.actors;
  }

  /** Who says so. */
  public Words claimants() {
    return columns.claimants;
  }

  /** Ids of sources. */
  public Words sources() {
    return columns.sources;
  }

  /** Terms with verdicts: that which takes in most incidents first. */
  public List<Term> terms() {
    return terms;
  }

  public Optional<Term> findTerm(String id) {
    return terms.stream().filter(term -> term.id().equals(id)).findFirst();
  }

  /** The columns of verdicts: by term as in {@link #terms()}, then in the order of the readings. */
  public List<Pair> pairs() {
    return pairs;
  }

  /** The numbers of the columns of one term, in the order of every strip. */
  public int[] columnsOf(Term term) {
    return java.util.stream.IntStream.range(0, pairs.size())
        .filter(column -> pairs.get(column).term().id().equals(term.id()))
        .toArray();
  }

  public Verdict verdict(int column, int row) {
    return VERDICTS[verdicts[column][row]];
  }

  /**
   * Whether the readings that are compared agree: the parties' own where two or more speak of the
   * term, else all.
   */
  public Agreeing agreeing(Term term, int row) {
    byte[] of = agreeing.get(term.id());
    if (of == null) {
      throw new IllegalArgumentException("term must have verdicts, was " + term.id());
    }
    return AGREEING[of[row]];
  }

  /** The incident's words, to search in. */
  byte[] text(int row) {
    int from = row == 0 ? 0 : columns.textEnds[row - 1];
    return Arrays.copyOfRange(columns.text, from, columns.textEnds[row]);
  }

  /**
   * Whether the incident's words hold a text: id, names, places, actors, claimants, class, summary.
   *
   * @param needle lower-case UTF-8
   */
  boolean says(int row, byte[] needle) {
    int from = row == 0 ? 0 : columns.textEnds[row - 1];
    int last = columns.textEnds[row] - needle.length;
    byte[] text = columns.text;
    outer:
    for (int at = from; at <= last; at++) {
      for (int i = 0; i < needle.length; i++) {
        if (text[at + i] != needle[i]) {
          continue outer;
        }
      }
      return true;
    }
    return false;
  }
}
