package org.treuga.app.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.treuga.evidence.UnreadableInput;
import org.treuga.wire.Json;

/** A commented case folder to start from: two parties, one term with one difference point. */
public final class StarterCase {

  private static final List<String> FILES = List.of("case.yaml", "agreement.yaml", "reports.csv");
  private static final String ID = "my-case";
  private static final String TITLE = "A pause of fire at the dam";

  private StarterCase() {}

  /** Writes it as it is. */
  public static void write(Path folder) {
    write(folder, ID, TITLE);
  }

  /**
   * Writes it under a name of its own.
   *
   * @param folder does not exist yet, or is empty
   * @throws UnreadableInput if the folder is not empty, or the id is none
   */
  public static void write(Path folder, String id, String title) {
    if (!id.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}")) {
      throw new UnreadableInput(
          "id: letters, digits, dots, - and _ were expected, at most 64, came \"" + id + "\"");
    }
    if (title.isBlank()
        || title.length() > 200
        || title.chars().anyMatch(Character::isISOControl)) {
      throw new UnreadableInput("title: a line of at most 200 characters was expected");
    }
    try {
      Files.createDirectories(folder);
      try (Stream<Path> inside = Files.list(folder)) {
        if (inside.findAny().isPresent()) {
          throw new UnreadableInput(folder + ": the folder is not empty; nothing was written");
        }
      }
      for (String name : FILES) {
        String text = template(name);
        if (name.equals("case.yaml")) {
          // A JSON text is a YAML text.
          text =
              text.replace("id: " + ID, "id: " + id)
                  .replace("\"" + TITLE + "\"", Json.text(title).canonical());
        }
        Files.writeString(folder.resolve(name), text);
      }
    } catch (IOException failed) {
      throw new StoreFailure("cannot write " + folder + ": " + failed.getMessage(), failed);
    }
  }

  private static String template(String name) throws IOException {
    try (InputStream in = StarterCase.class.getResourceAsStream("/new-case/" + name)) {
      if (in == null) {
        throw new IOException("the jar has no new-case/" + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
