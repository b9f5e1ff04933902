package org.treuga.app.store;

/** A grid of quarters of a degree, numbered row by row from the south-west. */
final class Grid {

  private static final int PER_DEGREE = 4;
  static final int ROWS = 180 * PER_DEGREE;
  static final int COLUMNS = 360 * PER_DEGREE;

  private Grid() {}

  static int cell(double latitude, double longitude) {
    return row(latitude) * COLUMNS + column(longitude);
  }

  /** The pole belongs to the row below it. */
  static int row(double latitude) {
    return Math.min(ROWS - 1, (int) Math.floor((latitude + 90) * PER_DEGREE));
  }

  static int column(double longitude) {
    return Math.min(COLUMNS - 1, (int) Math.floor((longitude + 180) * PER_DEGREE));
  }
}
