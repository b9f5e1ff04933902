package org.treuga.connectors.reports;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Words to be found one after another in a text, whatever their case: {@code shot down}, {@code
 * intercept*}, {@code *attack}.
 *
 * <p>A star at the begin or end of a word stands for any letters there. Only whole words are found:
 * {@code fire} is not in {@code ceasefire}. Hyphened words are one word.
 */
public record Phrase(List<String> words) {

  public Phrase {
    words = List.copyOf(words);
    if (words.isEmpty()) {
      throw new IllegalArgumentException("words must not be empty");
    }
  }

  /** Splits a text at white space and punctuation; commas remain, as words of their own. */
  static List<String> wordsOf(String text) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    for (char c : (text.toLowerCase(Locale.ROOT) + " ").toCharArray()) {
      if (Character.isLetterOrDigit(c) || c == '-' || c == '*') {
        word.append(c);
        continue;
      }
      if (!word.isEmpty()) {
        words.add(word.toString());
        word.setLength(0);
      }
      if (c == ',') {
        words.add(",");
      }
    }
    return words;
  }

  boolean isIn(List<String> text) {
    for (int at = 0; at + words.size() <= text.size(); at++) {
      if (isAt(text, at)) {
        return true;
      }
    }
    return false;
  }

  boolean isAt(List<String> text, int at) {
    if (at < 0 || at + words.size() > text.size()) {
      return false;
    }
    for (int i = 0; i < words.size(); i++) {
      if (!matches(words.get(i), text.get(at + i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean matches(String pattern, String word) {
    boolean openStart = pattern.startsWith("*");
    boolean openEnd = pattern.length() > 1 && pattern.endsWith("*");
    String core =
        pattern.substring(openStart ? 1 : 0, openEnd ? pattern.length() - 1 : pattern.length());
    if (openStart) {
      return openEnd ? word.contains(core) : word.endsWith(core);
    }
    return openEnd ? word.startsWith(core) : word.equals(core);
  }
}
