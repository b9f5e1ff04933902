package org.treuga.app.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.treuga.wire.Json;
import picocli.CommandLine;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;

/** Runs commands in this process and keeps what they say; and the folders that tests work on. */
final class Program {

  private Program() {}

  /** The checkout that this test runs in. */
  static final Path ROOT = root(Path.of("").toAbsolutePath());

  static final Path BUNDLED = ROOT.resolve("cases/ua-ru-2025-energy");

  /** What a command answered. */
  record Run(int exit, String out, String err) {}

  /** As the launcher does, tells the program where the checkout lies. */
  static Run treuga(Object... words) {
    System.setProperty("treuga.home", ROOT.toString());
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line = Treuga.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    int exit = line.execute(Stream.of(words).map(String::valueOf).toArray(String[]::new));
    return new Run(exit, out.toString(), err.toString());
  }

  private static Path root(Path folder) {
    Path root = folder;
    while (!Files.exists(root.resolve("cases/ua-ru-2025-energy/agreement.yaml"))) {
      root = Objects.requireNonNull(root.getParent(), "no bundled case above " + folder);
    }
    return root;
  }

  /** A file or folder of the test resources. */
  static Path resource(String name) {
    return ROOT.resolve("app/src/test/resources").resolve(name);
  }

  static Path copy(Path from, Path to) {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
      return to;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  static Path write(Path file, String text) {
    return write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  static Path write(Path file, byte[] bytes) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      return Files.write(file, bytes);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** The lines of a CSV file without line breaks in its cells: the header, then one line a row. */
  static List<String> lines(Path file) {
    return new ArrayList<>(text(file).lines().toList());
  }

  static Json json(String text) {
    try (JsonParser parser = Json.FACTORY.createParser(ObjectReadContext.empty(), text)) {
      parser.nextToken();
      Json read = Json.read(parser);
      if (parser.nextToken() != null) {
        throw new IllegalArgumentException("text must be one JSON value, more follows");
      }
      return read;
    }
  }

  /** Where two long texts part, so that a failure can be read; empty when they are the same. */
  static String firstDifference(String mine, String theirs) {
    if (mine.equals(theirs)) {
      return "";
    }
    int at = 0;
    while (at < Math.min(mine.length(), theirs.length()) && mine.charAt(at) == theirs.charAt(at)) {
      at++;
    }
    return "at character "
        + at
        + " of "
        + mine.length()
        + " and "
        + theirs.length()
        + ":\n  "
        + around(mine, at)
        + "\n  "
        + around(theirs, at);
  }

  private static String around(String text, int at) {
    return text.substring(Math.max(0, at - 120), Math.min(text.length(), at + 120))
        .replace('\n', '|');
  }
}
