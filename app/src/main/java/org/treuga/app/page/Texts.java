package org.treuga.app.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/**
 * The page's own sentences, one file for each language. Numbers stand in them as they are: no
 * locale is asked, so the same page comes out everywhere. Immutable.
 */
final class Texts {

  private final String language;
  private final Properties sentences = new Properties();

  private Texts(String language) {
    this.language = language;
    String name = "report_" + language + ".properties";
    try (InputStream in = Texts.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalArgumentException("language must have a file " + name);
      }
      sentences.load(new InputStreamReader(in, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(name + " cannot be read from the jar", e);
    }
  }

  static Texts in(String language) {
    return new Texts(language);
  }

  String language() {
    return language;
  }

  boolean has(String key) {
    return sentences.containsKey(key);
  }

  /** The sentence with {@code {0}}, {@code {1}} ... replaced, once each, by what they stand for. */
  String of(String key, Object... values) {
    String pattern = sentences.getProperty(key);
    if (pattern == null) {
      throw new IllegalArgumentException("key must be a sentence's, was " + key);
    }
    StringBuilder text = new StringBuilder(pattern.length() + 32);
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c == '{' && i + 2 < pattern.length() && pattern.charAt(i + 2) == '}') {
        text.append(values[pattern.charAt(i + 1) - '0']);
        i += 2;
      } else {
        text.append(c);
      }
    }
    return text.toString();
  }

  /** The sentence for a number of things: {@code key.one} or {@code key.other}. */
  String count(String key, long count, Object... values) {
    Object[] all = new Object[values.length + 1];
    all[0] = count;
    System.arraycopy(values, 0, all, 1, values.length);
    return of(key + (count == 1 ? ".one" : ".other"), all);
  }

  /** {@code a, b and c}. */
  String list(java.util.List<String> items) {
    if (items.isEmpty()) {
      return "";
    }
    StringBuilder text = new StringBuilder(items.getFirst());
    for (int i = 1; i < items.size(); i++) {
      text.append(i + 1 == items.size() ? of("list.last") : of("list.next")).append(items.get(i));
    }
    return text.toString();
  }
}
