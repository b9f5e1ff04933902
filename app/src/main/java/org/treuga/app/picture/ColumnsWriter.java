package org.treuga.app.picture;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.treuga.wire.Json;

/**
 * The columns of a picture as a browser takes them in: the length of a head (4 bytes, little
 * endian), the head (JSON, padded with blanks so that what follows begins at a multiple of 8), then
 * one array after another, each beginning at a multiple of 8. The head's {@code columns} say name,
 * type (as the browser's typed arrays call it) and offset of each, and its {@code words} the texts
 * that their numbers stand for.
 *
 * <p>Some hundred bytes an incident. For one thread.
 */
public final class ColumnsWriter {

  private final Picture picture;
  private final List<byte[]> arrays = new ArrayList<>();
  private final List<Json> columns = new ArrayList<>();
  private long offset;

  private ColumnsWriter(Picture picture) {
    this.picture = picture;
  }

  /**
   * @param head what else the browser is to know; {@code columns} and {@code words} are added
   */
  public static byte[] write(Picture picture, Json.Builder head) {
    return new ColumnsWriter(picture).bytes(head);
  }

  private byte[] bytes(Json.Builder head) {
    ids();
    doubles("from", row -> open(picture.fromSeconds(row)));
    doubles("to", row -> open(picture.toSeconds(row)));
    doubles("known", row -> picture.knownSeconds(row).orElse(Long.MAX_VALUE));
    doubles("latitude", picture::latitude);
    doubles("longitude", picture::longitude);
    floats("radius", picture::radiusMeters);
    octets("precision", row -> picture.precision(row).ordinal());
    octets("grade", picture::grade);
    Json.Builder words = Json.object();
    words("name", picture.names(), words);
    words("place", picture.places(), words);
    words("region", picture.regions(), words);
    words("class", picture.classes(), words);
    words("act", picture.acts(), words);
    words("actor", picture.actors(), words);
    words("by", picture.claimants(), words);
    words("source", picture.sources(), words);
    for (int i = 0; i < picture.pairs().size(); i++) {
      int column = i;
      octets("v" + column, row -> picture.verdict(column, row).ordinal());
    }
    picture
        .terms()
        .forEach(term -> octets("a." + term.id(), row -> picture.agreeing(term, row).ordinal()));
    byte[] json =
        head.put("size", picture.size())
            .put("columns", new Json.Arr(columns))
            .put("words", words.build())
            .build()
            .canonicalBytes();
    int begin = (4 + json.length + 7) / 8 * 8;
    ByteBuffer all = buffer(Math.toIntExact(begin + offset));
    all.putInt(begin - 4).put(json);
    while (all.position() < begin) {
      all.put((byte) ' ');
    }
    for (byte[] array : arrays) {
      all.put(array);
    }
    return all.array();
  }

  /** What is open is beyond every time that can be known, on its side. */
  private static double open(long seconds) {
    if (seconds == Picture.OPEN_BEGIN) {
      return Double.NEGATIVE_INFINITY;
    }
    return seconds == Picture.OPEN_END ? Double.POSITIVE_INFINITY : seconds;
  }

  private interface Whole {
    long at(int row);
  }

  private interface Real {
    double at(int row);
  }

  private static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private void add(String name, String type, ByteBuffer values) {
    columns.add(Json.object().put("name", name).put("type", type).put("offset", offset).build());
    byte[] padded = java.util.Arrays.copyOf(values.array(), (values.capacity() + 7) / 8 * 8);
    arrays.add(padded);
    offset += padded.length;
  }

  private void ids() {
    byte[][] ids = new byte[picture.size()][];
    ByteBuffer ends = buffer(4 * ids.length);
    int end = 0;
    for (int row = 0; row < ids.length; row++) {
      ids[row] = picture.id(row).getBytes(StandardCharsets.UTF_8);
      end += ids[row].length;
      ends.putInt(end);
    }
    ByteBuffer letters = buffer(end);
    for (byte[] id : ids) {
      letters.put(id);
    }
    add("idEnd", "Uint32", ends);
    add("id", "Uint8", letters);
  }

  private void doubles(String name, Real values) {
    ByteBuffer into = buffer(8 * picture.size());
    for (int row = 0; row < picture.size(); row++) {
      double value = values.at(row);
      into.putDouble(value >= Long.MAX_VALUE ? Double.POSITIVE_INFINITY : value);
    }
    add(name, "Float64", into);
  }

  private void floats(String name, Real values) {
    ByteBuffer into = buffer(4 * picture.size());
    for (int row = 0; row < picture.size(); row++) {
      into.putFloat((float) values.at(row));
    }
    add(name, "Float32", into);
  }

  private void octets(String name, Whole values) {
    ByteBuffer into = buffer(picture.size());
    for (int row = 0; row < picture.size(); row++) {
      into.put((byte) values.at(row));
    }
    add(name, "Uint8", into);
  }

  private void words(String name, Words words, Json.Builder into) {
    into.put(name, Json.texts(words.words()));
    boolean small = words.words().size() <= 1 << 16;
    ByteBuffer numbers = buffer((small ? 2 : 4) * picture.size());
    for (int row = 0; row < picture.size(); row++) {
      if (small) {
        numbers.putShort((short) words.number(row));
      } else {
        numbers.putInt(words.number(row));
      }
    }
    add(name, small ? "Uint16" : "Uint32", numbers);
  }
}
