package org.treuga.app.page;

import com.ibm.icu.text.PluralRules;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The pages' own sentences: for each language a file for the report, one for what surrounds the
 * pages of the workbench, and one for each of these pages. Numbers stand in them as they are: no
 * locale of the machine is asked, so the same page comes out everywhere. Immutable.
 */
public final class Texts {

  private final String language;
  private final Properties sentences = new Properties();

  /** The languages of the workbench, in the order of its switch. */
  static final List<String> LANGUAGES = List.of("en", "uk", "ru");

  private static final List<String> PARTS =
      List.of(
          "report",
          "workbench",
          "picture",
          "matrix",
          "differences",
          "incident",
          "agreement",
          "statements",
          "process",
          "evidence",
          "data");

  private static final Map<String, Texts> KNOWN = new ConcurrentHashMap<>();

  private Texts(String language) {
    this.language = language;
    PARTS.forEach(part -> load(part + "_" + language + ".properties"));
  }

  private void load(String name) {
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
    return KNOWN.computeIfAbsent(language, Texts::new);
  }

  public String language() {
    return language;
  }

  /** The sentences whose keys begin so, for the scripts of the pages. */
  public Map<String, String> beginningWith(String prefix) {
    Map<String, String> found = new TreeMap<>();
    for (String key : sentences.stringPropertyNames()) {
      if (key.startsWith(prefix)) {
        found.put(key, sentences.getProperty(key));
      }
    }
    return found;
  }

  public boolean has(String key) {
    return sentences.containsKey(key);
  }

  /** The sentence with {@code {0}}, {@code {1}} ... replaced, once each, by what they stand for. */
  public String of(String key, Object... values) {
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

  /**
   * The sentence for a number of things: {@code key.one}, {@code key.few}, {@code key.many} or
   * {@code key.other}, as the language has it (Unicode CLDR, plural rules).
   */
  public String count(String key, long count, Object... values) {
    Object[] all = new Object[values.length + 1];
    all[0] = count;
    System.arraycopy(values, 0, all, 1, values.length);
    String form = key + "." + category(count);
    // A sentence that has one form for all numbers need not repeat it.
    return of(has(form) ? form : key + ".other", all);
  }

  /** English is asked for at every start of the program and has two forms only. */
  private String category(long count) {
    return language.equals("en")
        ? count == 1 ? "one" : "other"
        : PluralRules.forLocale(Locale.forLanguageTag(language)).select(count);
  }

  /** {@code a, b and c}. */
  public String list(List<String> items) {
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
