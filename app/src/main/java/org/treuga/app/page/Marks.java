package org.treuga.app.page;

import org.treuga.finding.Verdict;

/** The verdict strip: the texture of each verdict, by the id of its symbol in the page. */
final class Marks {

  private Marks() {}

  static String symbol(Verdict verdict) {
    return switch (verdict) {
      case COVERED -> "c";
      case ARGUABLE -> "a";
      case NOT_SCOPE -> "s";
      case NOT_IN_FORCE -> "f";
      case EXCEPTED -> "e";
      case OTHER_ACTOR -> "o";
    };
  }

  /** The word of a verdict: {@code out of scope}. */
  static String word(Texts texts, Verdict verdict) {
    return texts.of("verdict." + verdict.name());
  }

  static void draw(Svg svg, Verdict verdict, double x, double y, double size, Object... more) {
    Object[] own = {"href", "#" + symbol(verdict), "x", x, "y", y, "width", size, "height", size};
    Object[] attributes = new Object[own.length + more.length];
    System.arraycopy(own, 0, attributes, 0, own.length);
    System.arraycopy(more, 0, attributes, own.length, more.length);
    svg.leaf("use", attributes);
  }

  /**
   * One bar of several incidents under one reading: the filled part covered, the hatched part
   * arguable, on a pale track of all.
   */
  static void bar(Svg svg, Svg.Box box, int covered, int arguable, int all) {
    svg.rect(box, "track");
    if (all == 0) {
      return;
    }
    double filled = box.height() * covered / all;
    double hatched = box.height() * arguable / all;
    if (arguable > 0) {
      svg.rect(
          new Svg.Box(box.x(), box.y() + box.height() - filled - hatched, box.width(), hatched),
          "hatched");
    }
    if (covered > 0) {
      svg.rect(
          new Svg.Box(box.x(), box.y() + box.height() - filled, box.width(), filled), "filled");
    }
  }
}
