package org.treuga.ledger;

import java.util.HexFormat;

/**
 * The strings of a disclosure array, written and read in the one form RFC 8785 section 3.2.2.2
 * allows. Not a JSON library: that lives elsewhere, and this package needs only the JDK.
 */
final class JsonStrings {

  private static final String SHORT_ESCAPES = "\"\\\b\t\n\f\r";
  private static final String SHORT_NAMES = "\"\\btnfr";

  private final String text;
  private int position;

  JsonStrings(String text) {
    this.text = text;
  }

  static String quote(String value) {
    StringBuilder quoted = new StringBuilder("\"");
    value.codePoints().forEach(c -> appendEscaped(quoted, c));
    return quoted.append('"').toString();
  }

  private static void appendEscaped(StringBuilder quoted, int c) {
    int named = SHORT_ESCAPES.indexOf(c);
    if (named >= 0) {
      quoted.append('\\').append(SHORT_NAMES.charAt(named));
    } else if (c < 0x20) {
      quoted.append("\\u").append(HexFormat.of().toHexDigits((char) c));
    } else if (Character.getType(c) == Character.SURROGATE) {
      throw new IllegalArgumentException("text must not hold half of a surrogate pair");
    } else {
      quoted.appendCodePoint(c);
    }
  }

  int position() {
    return position;
  }

  void expect(char wanted) {
    if (position >= text.length() || text.charAt(position) != wanted) {
      throw new IllegalArgumentException(
          "expected '%s' at character %s of a disclosure".formatted(wanted, position));
    }
    position++;
  }

  /** The string that begins here. Laxer than {@link #quote}: the caller compares both ways. */
  String string() {
    expect('"');
    StringBuilder value = new StringBuilder();
    while (peek() != '"') {
      char c = text.charAt(position++);
      value.append(c == '\\' ? escaped() : c);
    }
    position++;
    return value.toString();
  }

  private char escaped() {
    char c = peek();
    position++;
    int named = SHORT_NAMES.indexOf(c);
    if (named >= 0) {
      return SHORT_ESCAPES.charAt(named);
    }
    if (c != 'u' || position + 4 > text.length()) {
      throw new IllegalArgumentException("unknown escape at character " + position);
    }
    position += 4;
    return (char) HexFormat.fromHexDigits(text, position - 4, position);
  }

  private char peek() {
    if (position >= text.length()) {
      throw new IllegalArgumentException("a string of a disclosure does not end");
    }
    return text.charAt(position);
  }
}
