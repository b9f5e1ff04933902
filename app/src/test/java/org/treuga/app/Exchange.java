package org.treuga.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Words of the same kind that stand for each other; to exchange twice is to do nothing. */
public final class Exchange {

  /** The parties of the bundled case. */
  public static final Exchange RUSSIA_AND_UKRAINE =
      new Exchange()
          .of("RU", "UA")
          .of("ru", "ua")
          .of("Russia", "Ukraine")
          .of("russia", "ukraine")
          .of("RUSSIA", "UKRAINE")
          .of("Russian", "Ukrainian")
          .of("russian", "ukrainian")
          .of("Russians", "Ukrainians")
          .of("russians", "ukrainians")
          .of("russias", "ukraines")
          .of("Россия", "Украина")
          .of("Российская", "Украинская")
          .of("Росія", "Україна")
          .of("Російська", "Українська");

  /** Those of the invented case. */
  public static final Exchange HILL_AND_VALE =
      new Exchange().of("HILL", "VALE").of("Hill", "Vale").of("hill", "vale").of("XH", "XV");

  private static final Pattern WORD = Pattern.compile("\\p{L}+");
  private final Map<String, String> other = new HashMap<>();

  private Exchange of(String one, String another) {
    assertThat(other).doesNotContainKeys(one, another);
    other.put(one, another);
    other.put(another, one);
    return this;
  }

  /** The text with every word for one side in the place of that for the other. */
  public String of(String text) {
    Matcher words = WORD.matcher(text);
    return words.replaceAll(
        word -> Matcher.quoteReplacement(other.getOrDefault(word.group(), word.group())));
  }

  /** A folder with its files, exchanged. */
  public Path copy(Path from, Path to) throws IOException {
    int changed = 0;
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String text = Files.readString(file);
        assertThat(of(of(text))).as(file.toString()).isEqualTo(text);
        changed += of(text).equals(text) ? 0 : 1;
        Path target = to.resolve(of(from.relativize(file).toString()));
        Files.createDirectories(Objects.requireNonNull(target.getParent()));
        Files.write(target, of(text).getBytes(StandardCharsets.UTF_8));
      }
    }
    assertThat(changed).as("files that name the parties").isGreaterThanOrEqualTo(3);
    return to;
  }
}
