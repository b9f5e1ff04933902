package org.treuga.connectors.file;

/** Small work on the text of cells. */
public final class Texts {

  private static final int SHOWN_CHARS = 80;

  private Texts() {}

  /** Without white space, no-break spaces and stray byte order marks at both ends. */
  public static String trim(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && isBlank(text.charAt(start))) {
      start++;
    }
    while (end > start && isBlank(text.charAt(end - 1))) {
      end--;
    }
    return start == 0 && end == text.length() ? text : text.substring(start, end);
  }

  private static boolean isBlank(char c) {
    if (c > ' ' && c < 0x80) {
      return false;
    }
    return Character.isWhitespace(c)
        || Character.isSpaceChar(c)
        || c < ' '
        || c == '\uFEFF'
        || c == '\u200B';
  }

  /** On one line and short enough to read, in a message. */
  public static String shown(String text) {
    StringBuilder shown = new StringBuilder();
    int[] points = text.codePoints().limit(SHOWN_CHARS + 1L).toArray();
    for (int i = 0; i < Math.min(points.length, SHOWN_CHARS); i++) {
      shown.appendCodePoint(Character.isISOControl(points[i]) ? ' ' : points[i]);
    }
    return points.length > SHOWN_CHARS ? shown + "..." : shown.toString();
  }

  /**
   * Digits, minus and decimal point of any script as their ASCII forms, so that a coordinate typed
   * on an Arabic keyboard is the same coordinate.
   */
  public static String asciiNumber(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return toAscii(text);
      }
    }
    return text;
  }

  private static String toAscii(String text) {
    StringBuilder ascii = new StringBuilder(text.length());
    text.codePoints().forEach(c -> ascii.appendCodePoint(toAscii(c)));
    return ascii.toString();
  }

  private static int toAscii(int c) {
    if (c < 0x80) {
      return c;
    }
    if (Character.getType(c) == Character.DECIMAL_DIGIT_NUMBER) {
      return '0' + Character.digit(c, 10);
    }
    return switch (c) {
      case 0x066B -> '.';
      case 0x2212 -> '-';
      default -> c;
    };
  }

  public static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** Whether the text is one or more ASCII digits and nothing else. */
  public static boolean isDigits(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isDigit(text.charAt(i))) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  /** {@code 1 row}, {@code 2 rows}. */
  public static String counted(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}
