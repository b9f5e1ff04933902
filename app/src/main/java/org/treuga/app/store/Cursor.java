package org.treuga.app.store;

/**
 * Where a page ended: the key by which its order goes on. Opaque to others.
 *
 * @param order by time or by place
 * @param key the begin in microseconds, or the cell
 * @param entry of the last observation
 */
record Cursor(Order order, long key, long entry) {

  enum Order {
    TIME,
    PLACE
  }

  /** As others keep it: {@code time.1742299200000000.17}. */
  String text() {
    return (order == Order.TIME ? "time." : "place.") + key + "." + entry;
  }

  /**
   * @throws IllegalArgumentException if it is none that a page gave
   */
  static Cursor parse(String text) {
    if (!text.matches("(time|place)\\.-?\\d{1,19}\\.\\d{1,18}")) {
      throw new IllegalArgumentException("after must be the end of a page, was \"" + text + "\"");
    }
    String[] parts = text.split("\\.", -1);
    try {
      Order order = parts[0].equals("time") ? Order.TIME : Order.PLACE;
      return new Cursor(order, Long.parseLong(parts[1]), Long.parseLong(parts[2]));
    } catch (NumberFormatException tooLarge) {
      throw new IllegalArgumentException(
          "after must be the end of a page, was \"" + text + "\"", tooLarge);
    }
  }
}
