package org.treuga.app.picture;

import java.util.Arrays;

/**
 * The rows of a picture with changes put over it: where each is taken from. Rows of both are in
 * order of id; an id that both have is taken from the changes. Immutable.
 */
final class Rejoined {

  /** The row before where not negative, else the complement of the row of the changes. */
  private final int[] from;

  private Rejoined(int[] from) {
    this.from = from;
  }

  static Rejoined of(String[] before, String[] changes) {
    int[] from = new int[before.length + changes.length];
    int size = 0;
    int row = 0;
    for (int change = 0; change < changes.length; change++) {
      int at = Arrays.binarySearch(before, row, before.length, changes[change]);
      int until = at < 0 ? -at - 1 : at;
      while (row < until) {
        from[size++] = row++;
      }
      if (at >= 0) {
        row++;
      }
      from[size++] = ~change;
    }
    while (row < before.length) {
      from[size++] = row++;
    }
    return new Rejoined(Arrays.copyOf(from, size));
  }

  String[] texts(String[] before, String[] changes) {
    String[] all = new String[from.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = from[i] >= 0 ? before[from[i]] : changes[~from[i]];
    }
    return all;
  }

  long[] longs(long[] before, long[] changes) {
    long[] all = new long[from.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = from[i] >= 0 ? before[from[i]] : changes[~from[i]];
    }
    return all;
  }

  double[] doubles(double[] before, double[] changes) {
    double[] all = new double[from.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = from[i] >= 0 ? before[from[i]] : changes[~from[i]];
    }
    return all;
  }

  float[] floats(float[] before, float[] changes) {
    float[] all = new float[from.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = from[i] >= 0 ? before[from[i]] : changes[~from[i]];
    }
    return all;
  }

  int[] ints(int[] before, int[] changes) {
    int[] all = new int[from.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = from[i] >= 0 ? before[from[i]] : changes[~from[i]];
    }
    return all;
  }

  short[] shorts(short[] before, short[] changes) {
    short[] all = new short[from.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = from[i] >= 0 ? before[from[i]] : changes[~from[i]];
    }
    return all;
  }

  byte[] bytes(byte[] before, byte[] changes) {
    byte[] all = new byte[from.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = from[i] >= 0 ? before[from[i]] : changes[~from[i]];
    }
    return all;
  }
}
