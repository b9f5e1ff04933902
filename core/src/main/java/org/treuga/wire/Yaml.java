package org.treuga.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.parser.Parser;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;
import org.snakeyaml.engine.v2.schema.FailsafeSchema;
import org.treuga.evidence.UnreadableInput;

/**
 * Reads one YAML 1.2 document (of which JSON is a part) as a {@link Tree}.
 *
 * <p>Bounds, so that no file can hang or crash a reader: 16 MiB, 64 levels of nesting, 100 000 uses
 * of aliases. Text must be UTF-8; a byte order mark is allowed.
 */
public final class Yaml {

  private static final int MAX_BYTES = 16 << 20;
  private static final int MAX_DEPTH = 64;
  private static final int MAX_ALIASES = 100_000;

  private Yaml() {}

  /** Reads a file; messages call it by its path as given. */
  public static Tree read(Path path) {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(path);
    } catch (NoSuchFileException _missing) {
      throw new UnreadableInput(path + ": there is no such file");
    } catch (IOException unreadable) {
      throw new UnreadableInput(path + ": cannot be read (" + unreadable.getMessage() + ")");
    }
    return read(path.toString(), bytes);
  }

  /** Reads bytes; {@code file} is what messages call them. */
  public static Tree read(String file, byte[] bytes) {
    if (bytes.length > MAX_BYTES) {
      throw new UnreadableInput(
          file + ": larger than " + (MAX_BYTES >> 20) + " MiB, the limit for one YAML file");
    }
    String text = decode(file, bytes);
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel(file)
            .setSchema(new FailsafeSchema())
            .setAllowDuplicateKeys(true) // reported by Tree, with both lines
            .setMaxAliasesForCollections(MAX_ALIASES)
            .setCodePointLimit(MAX_BYTES)
            .build();
    try {
      Parser parser = new ParserImpl(settings, new StreamReader(settings, text));
      Optional<Node> root =
          new Composer(settings, new BoundedDepth(file, parser, MAX_DEPTH)).getSingleNode();
      return new Tree(
          file,
          root.orElseThrow(() ->
              new UnreadableInput(
                  file
                      + ": the file is empty; a mapping that begins with \"treuga: 1\" or \"id:\" was expected")),
          "the document");
    } catch (MarkedYamlEngineException wrong) {
      throw new UnreadableInput(sentence(file, text, wrong));
    } catch (YamlEngineException wrong) {
      throw new UnreadableInput(
          file + ": not valid YAML: " + oneLine(String.valueOf(wrong.getMessage())));
    }
  }

  private static String sentence(String file, String text, MarkedYamlEngineException wrong) {
    Optional<Mark> mark =
        wrong.getContextMark().isPresent() && isAboutItsContext(wrong)
            ? wrong.getContextMark()
            : wrong.getProblemMark();
    int line = mark.map(m -> m.getLine() + 1).orElse(0);
    int column = mark.map(m -> m.getColumn() + 1).orElse(0);
    String near = text.lines().skip(Math.max(0, line - 1)).findFirst().orElse("").strip();
    String context = wrong.getContext() == null ? "" : oneLine(wrong.getContext()) + ": ";
    return file
        + ":"
        + line
        + ":"
        + column
        + ": not valid YAML: "
        + context
        + oneLine(wrong.getProblem())
        + (near.isEmpty()
            ? ""
            : ", near \"" + (near.length() > 60 ? near.substring(0, 57) + "..." : near) + "\"")
        + (near.indexOf('\t') >= 0 ? " (the line holds a tab; indent with blanks)" : "");
  }

  /** A key without its colon is noticed on a later line than the one to mend. */
  private static boolean isAboutItsContext(MarkedYamlEngineException wrong) {
    return String.valueOf(wrong.getContext()).contains("simple key")
        || String.valueOf(wrong.getContext()).contains("quoted scalar");
  }

  private static String oneLine(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }

  private static String decode(String file, byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length + 1);
    CoderResult result =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT)
            .decode(in, out, true);
    if (result.isError()) {
      long line = 1;
      for (int i = 0; i < in.position(); i++) {
        line += bytes[i] == '\n' ? 1 : 0;
      }
      throw new UnreadableInput(
          file
              + ":"
              + line
              + ": not UTF-8 (byte 0x"
              + Integer.toHexString(bytes[in.position()] & 0xFF).toUpperCase(java.util.Locale.ROOT)
              + "); if it was saved in Windows-1251 or another encoding, save it again as UTF-8");
    }
    String text = out.flip().toString();
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }
}
