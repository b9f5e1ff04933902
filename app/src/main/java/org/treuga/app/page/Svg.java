package org.treuga.app.page;

/**
 * Writes SVG: elements and attributes in the order they come, everything escaped, every length
 * rounded to a tenth so that the bytes do not hang on the last digit of a sum. Not thread-safe.
 */
final class Svg {

  private final StringBuilder text = new StringBuilder(1 << 12);

  /** A rectangle of the page. */
  record Box(double x, double y, double width, double height) {
    boolean meets(Box other) {
      return x < other.x + other.width
          && other.x < x + width
          && y < other.y + other.height
          && other.y < y + height;
    }

    Box grown(double by) {
      return new Box(x - by, y - by, width + 2 * by, height + 2 * by);
    }
  }

  /** Opens an element; attributes are names and values in turn. */
  Svg open(String name, Object... attributes) {
    start(name, attributes);
    text.append('>');
    return this;
  }

  Svg close(String name) {
    text.append("</").append(name).append('>');
    return this;
  }

  /** An element without content. */
  Svg leaf(String name, Object... attributes) {
    start(name, attributes);
    text.append("/>");
    return this;
  }

  Svg label(double x, double y, String css, String words, Object... attributes) {
    start("text", "x", x, "y", y, "class", css);
    attributes(attributes);
    text.append('>');
    escape(words);
    return close("text");
  }

  Svg line(double x1, double y1, double x2, double y2, String css) {
    return leaf("line", "x1", x1, "y1", y1, "x2", x2, "y2", y2, "class", css);
  }

  Svg rect(Box box, String css) {
    return leaf(
        "rect",
        "x",
        box.x(),
        "y",
        box.y(),
        "width",
        box.width(),
        "height",
        box.height(),
        "class",
        css);
  }

  Svg words(String words) {
    escape(words);
    return this;
  }

  private void start(String name, Object... attributes) {
    text.append('<').append(name);
    attributes(attributes);
  }

  private void attributes(Object... attributes) {
    for (int i = 0; i < attributes.length; i += 2) {
      Object value = attributes[i + 1];
      text.append(' ').append(attributes[i]).append("=\"");
      if (value instanceof Double number) {
        number(text, number);
      } else {
        escape(String.valueOf(value));
      }
      text.append('"');
    }
  }

  /** To a tenth, without a needless zero. */
  static void number(StringBuilder into, double value) {
    long tenths = Math.round(value * 10);
    if (tenths < 0) {
      into.append('-');
      tenths = -tenths;
    }
    into.append(tenths / 10);
    if (tenths % 10 != 0) {
      into.append('.').append(tenths % 10);
    }
  }

  private void escape(String words) {
    for (int i = 0; i < words.length(); i++) {
      char c = words.charAt(i);
      switch (c) {
        case '<' -> text.append("&lt;");
        case '>' -> text.append("&gt;");
        case '&' -> text.append("&amp;");
        case '"' -> text.append("&quot;");
        default -> text.append(c);
      }
    }
  }

  /** About how wide a text comes out: measured on the page's sans, rounded up. */
  static double width(String words, double size) {
    double sum = 0;
    for (int i = 0; i < words.length(); i++) {
      char c = words.charAt(i);
      sum += "iljt.,:;'|!() ".indexOf(c) >= 0 ? 0.32 : Character.isUpperCase(c) ? 0.68 : 0.56;
    }
    return sum * size;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
