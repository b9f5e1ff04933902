package org.treuga.app.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The sentences of the pages are whole in every language, and each of them is said somewhere. */
class TextsTest {

  private static final Path MAIN = Path.of("src/main");
  private static final Pattern PLURAL = Pattern.compile("\\.(one|few|many|other)$");
  private static final Pattern ASKED =
      Pattern.compile(
          "(?:\\bt|texts|texts\\(\\)|words)\\.(of|count)\\(\\s*[\"']([A-Za-z0-9_.-]+)[\"']\\s*[,)]");

  /** Formats and abbreviations are the same in every language; words are not. */
  private static final Pattern WORD = Pattern.compile("[a-z]{3,}");

  private static Map<String, String> sentences(String language) {
    Map<String, String> all = new TreeMap<>();
    for (Path file : files(MAIN.resolve("resources"), "_" + language + ".properties")) {
      Properties properties = new Properties();
      try (Reader in = Files.newBufferedReader(file)) {
        properties.load(in);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      properties.stringPropertyNames().forEach(key -> all.put(key, properties.getProperty(key)));
    }
    return all;
  }

  private static List<Path> files(Path folder, String end) {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(file -> file.toString().endsWith(end))
          .filter(file -> !file.toString().contains("node_modules"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String sources() throws IOException {
    List<Path> files = new ArrayList<>(files(MAIN.resolve("java"), ".java"));
    files.addAll(files(MAIN.resolve("jte"), ".jte"));
    files.addAll(files(MAIN.resolve("web/src"), ".ts"));
    StringBuilder all = new StringBuilder();
    for (Path file : files) {
      all.append(Files.readString(file)).append('\n');
    }
    return all.toString();
  }

  private static String base(String key) {
    return PLURAL.matcher(key).replaceFirst("");
  }

  @ParameterizedTest
  @ValueSource(strings = {"uk", "ru"})
  void no_sentence_is_missing_or_too_many(String language) {
    Set<String> english =
        sentences("en").keySet().stream().map(TextsTest::base).collect(Collectors.toSet());
    Set<String> other =
        sentences(language).keySet().stream().map(TextsTest::base).collect(Collectors.toSet());
    assertThat(other).containsExactlyInAnyOrderElementsOf(english);
  }

  /** One of several forms that a language has would otherwise be said with the wrong number. */
  @ParameterizedTest
  @ValueSource(strings = {"en", "uk", "ru"})
  void a_sentence_with_forms_for_numbers_has_all_that_its_language_needs(String language)
      throws IOException {
    Set<String> counted = new TreeSet<>();
    Matcher asked = ASKED.matcher(sources());
    while (asked.find()) {
      if (asked.group(1).equals("count")) {
        counted.add(asked.group(2));
      }
    }
    Map<String, Set<String>> forms = new TreeMap<>();
    for (String key : sentences(language).keySet()) {
      if (PLURAL.matcher(key).find() && counted.contains(base(key))) {
        forms
            .computeIfAbsent(base(key), _key -> new TreeSet<>())
            .add(key.substring(key.lastIndexOf('.') + 1));
      }
    }
    Set<String> needed =
        language.equals("en") ? Set.of("one", "other") : Set.of("one", "few", "many", "other");
    assertThat(forms).hasSizeGreaterThan(20);
    forms.values().removeIf(found -> found.equals(Set.of("other")) || found.containsAll(needed));
    assertThat(forms).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"uk", "ru"})
  void every_sentence_is_translated_and_tells_the_same_values(String language) {
    Map<String, String> english = sentences("en");
    List<String> bad = new ArrayList<>();
    sentences(language)
        .forEach((key, sentence) -> {
          String original =
              english.getOrDefault(key, english.getOrDefault(base(key) + ".other", sentence));
          if (sentence.equals(original) && WORD.matcher(original.replace("Treuga", "")).find()) {
            bad.add(key + " is not translated: " + sentence);
          }
          if (!PLURAL.matcher(key).find() && !values(sentence).equals(values(original))) {
            bad.add(key + " tells other values: " + sentence);
          }
        });
    assertThat(bad).isEmpty();
  }

  private static Set<String> values(String sentence) {
    Matcher found = Pattern.compile("\\{\\d\\}").matcher(sentence);
    Set<String> values = new TreeSet<>();
    while (found.find()) {
      values.add(found.group());
    }
    return values;
  }

  @Test
  void what_a_page_asks_for_is_there() throws IOException {
    Set<String> known = sentences("en").keySet();
    List<String> missing = new ArrayList<>();
    Matcher asked = ASKED.matcher(sources());
    int found = 0;
    while (asked.find()) {
      found++;
      String key = asked.group(2);
      boolean there =
          asked.group(1).equals("of") ? known.contains(key) : known.contains(key + ".other");
      if (!there && !key.endsWith(".")) {
        missing.add(key);
      }
    }
    assertThat(found).isGreaterThan(300);
    assertThat(missing).isEmpty();
  }

  /** A key is written out, or put together from a beginning that ends in a dot. */
  @Test
  void every_sentence_is_said_somewhere() throws IOException {
    String sources = sources();
    List<String> unused = new ArrayList<>();
    for (String key : sentences("en").keySet()) {
      boolean used = Stream.of(key, base(key)).anyMatch(one -> isQuoted(sources, one));
      for (int dot = key.indexOf('.'); dot > 0 && !used; dot = key.indexOf('.', dot + 1)) {
        String beginning = key.substring(0, dot + 1);
        used =
            sources.contains("\"" + beginning + "\"")
                || sources.contains("'" + beginning + "'")
                || sources.contains("`" + beginning + "${");
      }
      if (!used) {
        unused.add(key);
      }
    }
    assertThat(unused).isEmpty();
  }

  private static boolean isQuoted(String sources, String key) {
    return sources.contains(key + "\"") || sources.contains(key + "'");
  }
}
