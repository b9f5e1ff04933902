package org.treuga.app.picture;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import org.treuga.agreement.Term;
import org.treuga.finding.Agreeing;

/**
 * The selected rows of a picture in groups and in order, and the place of any row among them: what
 * a page of a table is cut from. Rows that weigh the same are in order of id. Immutable.
 */
public final class Arrangement {

  /** How rows are put together. */
  public enum Grouping {
    AGREEMENT,
    DAY,
    REGION,
    CLASS,
    NONE;

    /** The word in an address: {@code region}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What decides the order within a group. */
  public enum Sorting {
    TIME,
    NAME,
    CLASS,
    REGION;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final List<Agreeing> AGREEING =
      List.of(Agreeing.SOME, Agreeing.ARGUABLE, Agreeing.ALL, Agreeing.NONE);
  private static final long DAY_SECONDS = 86_400;

  private final int[] groups;
  private final int[] keys;
  private final int[] rows;
  private final int[] counts;

  public Arrangement(
      Picture picture, BitSet selected, Term term, Grouping grouping, Sorting sorting) {
    this.groups = groups(picture, term, grouping);
    this.keys = keys(picture, sorting);
    this.rows = inOrder(inOrder(selected.stream().toArray(), keys), groups);
    this.counts = new int[Arrays.stream(groups).max().orElse(0) + 1];
    for (int row : rows) {
      counts[groups[row]]++;
    }
  }

  /** Sorts by rank; what has the same rank stays as it was. */
  private static int[] inOrder(int[] rows, int[] ranks) {
    long[] packed = new long[rows.length];
    for (int place = 0; place < packed.length; place++) {
      packed[place] = (long) ranks[rows[place]] << 32 | place;
    }
    Arrays.sort(packed);
    return Arrays.stream(packed).mapToInt(one -> rows[(int) one]).toArray();
  }

  private static int[] groups(Picture picture, Term term, Grouping grouping) {
    return switch (grouping) {
      case AGREEMENT ->
          IntStream.range(0, picture.size())
              .map(row -> AGREEING.indexOf(picture.agreeing(term, row)))
              .toArray();
      case DAY -> ranks(picture, row -> day(picture, row));
      case REGION -> ranks(picture.regions(), picture.size());
      case CLASS -> ranks(picture.classes(), picture.size());
      case NONE -> new int[picture.size()];
    };
  }

  private static int[] keys(Picture picture, Sorting sorting) {
    return switch (sorting) {
      case TIME -> picture.timeRanks();
      case NAME -> ranks(picture.names(), picture.size());
      case CLASS -> ranks(picture.classes(), picture.size());
      case REGION -> ranks(picture.regions(), picture.size());
    };
  }

  /** Numbers in the order of the values. */
  static int[] ranks(Picture picture, IntToLongFunction value) {
    long[] values = IntStream.range(0, picture.size()).mapToLong(value).toArray();
    long[] sorted = values.clone();
    Arrays.sort(sorted);
    return Arrays.stream(values).mapToInt(one -> firstOf(sorted, one)).toArray();
  }

  private static int firstOf(long[] sorted, long value) {
    int low = 0;
    int high = sorted.length - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Numbers in the order of the words, the empty word last. */
  private static int[] ranks(Words column, int size) {
    List<String> words = column.words();
    int[] byRank =
        IntStream.range(0, words.size())
            .boxed()
            .sorted(
                Comparator.comparing((Integer word) -> words.get(word).isEmpty())
                    .thenComparing(words::get))
            .mapToInt(Integer::intValue)
            .toArray();
    int[] ranks = new int[words.size()];
    for (int rank = 0; rank < byRank.length; rank++) {
      ranks[byRank[rank]] = rank;
    }
    return IntStream.range(0, size).map(row -> ranks[column.number(row)]).toArray();
  }

  /** The middle of what is known of the time, in seconds; last where nothing is. */
  public static long at(Picture picture, int row) {
    long from = picture.fromSeconds(row);
    long to = picture.toSeconds(row);
    if (from == Picture.OPEN_BEGIN) {
      return to == Picture.OPEN_END ? Long.MAX_VALUE : to - 1;
    }
    return to == Picture.OPEN_END ? from : from + (to - from) / 2;
  }

  private static long day(Picture picture, int row) {
    long at = at(picture, row);
    return at == Long.MAX_VALUE ? at : Math.floorDiv(at, DAY_SECONDS);
  }

  public int size() {
    return rows.length;
  }

  /** The row at a place in the order. */
  public int row(int place) {
    return rows[place];
  }

  /** What tells the group of a row from others; in the order of the groups. */
  public int group(int row) {
    return groups[row];
  }

  /** How many of a group are selected. */
  public int count(int group) {
    return counts[group];
  }

  /** The place of the first row that comes after a row, whether that one is selected or not. */
  public int after(int row) {
    int low = 0;
    int high = rows.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (compare(rows[middle], row) <= 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private int compare(int one, int other) {
    int byGroup = Integer.compare(groups[one], groups[other]);
    int byKey = byGroup != 0 ? byGroup : Integer.compare(keys[one], keys[other]);
    return byKey != 0 ? byKey : Integer.compare(one, other);
  }

  /** The place of a row, or that at which it would stand. */
  public int at(int row) {
    int after = after(row);
    return after > 0 && rows[after - 1] == row ? after - 1 : after;
  }

  /** All rows in order. */
  public int[] rows() {
    return Arrays.copyOf(rows, rows.length);
  }
}
