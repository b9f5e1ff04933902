package org.treuga.connectors.capture;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.netpreserve.jwarc.MessageHeaders;
import org.treuga.evidence.UnreadableInput;

/**
 * The headers of an HTTP response that a download tool has written to a file: a status line and one
 * header a line. After redirects there are several such blocks; the last is that of the bytes.
 */
public record HeaderFile(int status, List<Collected.Field> fields) {

  private static final int MAX_BYTES = 1 << 20;
  private static final Pattern STATUS_LINE = Pattern.compile("HTTP/[\\d.]+ (\\d{3})(?: .*)?");

  public HeaderFile {
    fields = List.copyOf(fields);
  }

  /**
   * Reads a file of headers.
   *
   * @throws UnreadableInput if it holds none
   */
  public static HeaderFile read(Path file) {
    try (var in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new UnreadableInput(file + ": more than 1 MiB; HTTP response headers were expected");
      }
      return parse(file, new String(bytes, StandardCharsets.ISO_8859_1));
    } catch (NoSuchFileException _missing) {
      throw new UnreadableInput(file + ": there is no such file");
    } catch (IOException unreadable) {
      throw new UnreadableInput(
          file
              + ": HTTP response headers were expected, a status line such as HTTP/1.1 200 OK and"
              + " one header a line ("
              + unreadable.getMessage()
              + ")");
    }
  }

  private static HeaderFile parse(Path file, String text) throws IOException {
    String[] blocks = text.replace("\r\n", "\n").strip().split("\n\\s*\n");
    String[] lines = blocks[blocks.length - 1].strip().split("\n", 2);
    Matcher status = STATUS_LINE.matcher(lines[0]);
    if (!status.matches()) {
      throw new UnreadableInput(
          file + ": a status line such as HTTP/1.1 200 OK was expected before the last headers");
    }
    String headers = lines.length < 2 ? "" : lines[1].replace("\n", "\r\n") + "\r\n";
    byte[] bytes = (headers + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
    return new HeaderFile(
        Integer.parseInt(status.group(1)),
        fields(MessageHeaders.parse(Channels.newChannel(new ByteArrayInputStream(bytes)))));
  }

  static List<Collected.Field> fields(MessageHeaders headers) {
    List<Collected.Field> fields = new ArrayList<>();
    for (Map.Entry<String, List<String>> header : headers.map().entrySet()) {
      header.getValue().forEach(value -> fields.add(new Collected.Field(header.getKey(), value)));
    }
    return fields;
  }
}
