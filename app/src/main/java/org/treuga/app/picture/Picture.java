package org.treuga.app.picture;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
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

  private static final byte[] AGREEING_OF = agreeingOf();

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
      Letters text) {

    Columns with(Columns changes, Rejoined rows) {
      return new Columns(
          rows.texts(ids, changes.ids),
          rows.longs(entries, changes.entries),
          rows.longs(fromSeconds, changes.fromSeconds),
          rows.longs(toSeconds, changes.toSeconds),
          rows.longs(knownSeconds, changes.knownSeconds),
          rows.doubles(latitudes, changes.latitudes),
          rows.doubles(longitudes, changes.longitudes),
          rows.floats(radiusMeters, changes.radiusMeters),
          rows.bytes(precisions, changes.precisions),
          rows.bytes(grades, changes.grades),
          names.with(changes.names, rows),
          places.with(changes.places, rows),
          regions.with(changes.regions, rows),
          classes.with(changes.classes, rows),
          acts.with(changes.acts, rows),
          actors.with(changes.actors, rows),
          claimants.with(changes.claimants, rows),
          sources.with(changes.sources, rows),
          text.with(changes.text, rows));
    }
  }

  /** The verdicts of a picture of some agreement, in the order in which the agreement has them. */
  record Verdicts(List<Term> terms, List<Pair> pairs, byte[][] columns) {}

  private final Columns columns;
  private final Verdicts declared;
  private final List<Term> terms;
  private final List<Pair> pairs;
  private final byte[][] verdicts;
  private final Map<String, byte[]> agreeing = new HashMap<>();
  private final Map<String, Integer> touched = new HashMap<>();
  private final boolean severalYears;
  private volatile int @Nullable [] timeRanks;

  /** Puts the terms in order: that which takes in most incidents first. */
  Picture(Columns columns, Verdicts declared) {
    this.columns = columns;
    this.declared = declared;
    List<Term> sorted = new ArrayList<>();
    for (Term term : declared.terms()) {
      int[] own = columnsOf(term, declared.pairs());
      if (own.length > 0) {
        sorted.add(term);
        touched.put(term.id(), touched(own));
        agreeing.put(term.id(), agreeing(own));
      }
    }
    sorted.sort(Comparator.comparing(term -> -touched(term)));
    int[] order =
        sorted.stream()
            .flatMapToInt(term -> Arrays.stream(columnsOf(term, declared.pairs())))
            .toArray();
    this.terms = List.copyOf(sorted);
    this.pairs = Arrays.stream(order).mapToObj(declared.pairs()::get).toList();
    this.verdicts =
        Arrays.stream(order).mapToObj(column -> declared.columns()[column]).toArray(byte[][]::new);
    this.severalYears = yearsDiffer();
  }

  /**
   * This picture with another of the same agreement put over it: of an incident that both have, the
   * other's row holds. Costs some milliseconds for a hundred thousand rows.
   */
  public Picture with(Picture changes) {
    Rejoined rows = Rejoined.of(columns.ids, changes.columns.ids);
    byte[][] both = new byte[declared.columns().length][];
    for (int column = 0; column < both.length; column++) {
      both[column] = rows.bytes(declared.columns()[column], changes.declared.columns()[column]);
    }
    return new Picture(
        columns.with(changes.columns, rows),
        new Verdicts(declared.terms(), declared.pairs(), both));
  }

  private int touched(int[] own) {
    int touched = 0;
    for (int row = 0; row < columns.ids.length; row++) {
      for (int column : own) {
        if (declared.columns()[column][row] <= Verdict.ARGUABLE.ordinal()) {
          touched++;
          break;
        }
      }
    }
    return touched;
  }

  private byte[] agreeing(int[] own) {
    int[] parties =
        Arrays.stream(own)
            .filter(column -> !declared.pairs().get(column).reading().analyst())
            .toArray();
    int[] compared = parties.length > 1 ? parties : own;
    byte[] result = new byte[columns.ids.length];
    for (int row = 0; row < result.length; row++) {
      int seen = 0;
      for (int column : compared) {
        seen |= 1 << declared.columns()[column][row];
      }
      result[row] = AGREEING_OF[seen];
    }
    return result;
  }

  /** By the verdicts that are among them, one bit each. */
  private static byte[] agreeingOf() {
    byte[] of = new byte[1 << VERDICTS.length];
    for (int seen = 0; seen < of.length; seen++) {
      List<Verdict> among = new ArrayList<>();
      for (Verdict verdict : VERDICTS) {
        if ((seen & 1 << verdict.ordinal()) != 0) {
          among.add(verdict);
        }
      }
      of[seen] = (byte) Agreeing.of(among).ordinal();
    }
    return of;
  }

  private boolean yearsDiffer() {
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    for (int row = 0; row < columns.ids.length; row++) {
      long from = columns.fromSeconds[row];
      long to = columns.toSeconds[row];
      if (from != OPEN_BEGIN && to != OPEN_END) {
        long middle = from + (to - from) / 2;
        first = Math.min(first, middle);
        last = Math.max(last, middle);
      }
    }
    return first > last || year(first) != year(last);
  }

  private static int year(long seconds) {
    return Instant.ofEpochSecond(seconds).atOffset(ZoneOffset.UTC).getYear();
  }

  /** Numbers in the order of {@link Arrangement#at}; worked out when first asked for. */
  int[] timeRanks() {
    int[] known = timeRanks;
    if (known == null) {
      // Two threads at once come to the same.
      known = Arrangement.ranks(this, row -> Arrangement.at(this, row));
      timeRanks = known;
    }
    return known;
  }

  /** Whether the incidents do not all lie in one year, by the middle of what is known of each. */
  public boolean hasSeveralYears() {
    return severalYears;
  }

  /** How many incidents a reading of a term takes in or leaves open. */
  public int touched(Term term) {
    return touched.getOrDefault(term.id(), 0);
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
    return columnsOf(term, pairs);
  }

  private static int[] columnsOf(Term term, List<Pair> pairs) {
    return IntStream.range(0, pairs.size())
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

  /**
   * Whether the incident's words hold a text: id, names, places, actors, claimants, class, summary.
   *
   * @param needle lower-case UTF-8
   */
  boolean says(int row, byte[] needle) {
    return columns.text.has(row, needle);
  }
}
