package org.treuga.app.store;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import org.treuga.ledger.LedgerView;
import org.treuga.wire.Json;

/**
 * An entry of the ledger: what was recorded, when and by whom.
 *
 * @param recordedAt to the second, never before that of the entry before it
 * @param author who recorded it, as the program was told
 */
record Entry(String type, Instant recordedAt, String author, Json.Obj body) {

  static final String CASE = "case";
  static final String CAPTURE = "capture";
  static final String OBSERVATION = "observation";
  static final String REJECTIONS = "rejections";
  static final String IMPORT = "import";
  static final String TIMESTAMP = "timestamp";
  static final String DISCLOSURE = "disclosure";
  static final String DESTRUCTION = "destruction";
  static final String RELEASE = "release";
  static final String GONE = "gone";
  static final String CUSTODY = "custody";

  /** Canonical JSON (RFC 8785). */
  byte[] bytes() {
    return Json.object()
        .put("type", type)
        .put("recorded_at", Json.instant(recordedAt))
        .put("author", author)
        .put("body", body)
        .build()
        .canonicalBytes();
  }

  /**
   * What stands around the observations of one import: their entries are put together by hand from
   * canonical bytes, since writing every observation twice would be a third of the work.
   */
  static final class Frame {
    private final byte[] author;
    private final byte[] feed;
    private final byte[] end;

    /**
     * @param caseId the case they are recorded for, empty if for none
     */
    Frame(Instant recordedAt, String author, String caseId, String feed) {
      this.author = utf8("{\"author\":" + Json.text(author).canonical() + ",\"body\":{");
      String ofCase = caseId.isEmpty() ? "" : "\"case\":" + Json.text(caseId).canonical() + ",";
      this.feed = utf8(ofCase + "\"feed\":" + Json.text(feed).canonical() + ",");
      this.end =
          utf8(
              "},\"recorded_at\":"
                  + Json.instant(recordedAt).canonical()
                  + ",\"type\":\""
                  + OBSERVATION
                  + "\"}");
    }

    /**
     * The entry of an observation, the same bytes that {@link Entry#bytes} would give.
     *
     * @param observation its canonical JSON
     * @param capture digest of the file it stood in, empty if that is not known
     */
    byte[] around(byte[] observation, String capture, int line) {
      boolean known = !capture.isEmpty();
      byte[] from = known ? utf8("\"capture\":\"" + capture + "\",") : new byte[0];
      byte[] name = utf8((known ? "\"line\":" + line + "," : "") + "\"observation\":");
      return joined(author, from, feed, name, observation, end);
    }

    private static byte[] joined(byte[]... parts) {
      int length = 0;
      for (byte[] part : parts) {
        length += part.length;
      }
      byte[] all = new byte[length];
      int at = 0;
      for (byte[] part : parts) {
        System.arraycopy(part, 0, all, at, part.length);
        at += part.length;
      }
      return all;
    }

    private static byte[] utf8(String text) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
  }

  /**
   * Reads an entry.
   *
   * @throws StoreFailure if the bytes are not the canonical JSON of one
   */
  static Entry parse(long index, byte[] bytes) {
    Json.Obj json = object(index, new String(bytes, StandardCharsets.UTF_8));
    try {
      if (json.fields().get("body") instanceof Json.Obj body) {
        Instant recordedAt = Instant.parse(json.text("recorded_at"));
        return new Entry(json.text("type"), recordedAt, json.text("author"), body);
      }
    } catch (DateTimeException _noInstant) {
      // told below
    }
    throw new StoreFailure(
        "ledger entry " + index + " has not the form {type, recorded_at, author, body}");
  }

  static Json.Obj object(long index, String text) {
    try {
      if (Json.parse(text) instanceof Json.Obj json) {
        return json;
      }
    } catch (IllegalArgumentException wrong) {
      throw new StoreFailure("ledger entry " + index + " is not JSON", wrong);
    }
    throw new StoreFailure("ledger entry " + index + " is no JSON object");
  }

  /** Takes entries with their index. */
  @FunctionalInterface
  interface Reader {
    void read(long index, Entry entry);
  }

  /** Hands out the entries of one type, in order. */
  static void forEach(LedgerView view, String type, Reader reader) {
    byte[] end = ("\"type\":\"" + type + "\"}").getBytes(StandardCharsets.UTF_8);
    view.forEach(
        0,
        (index, bytes) -> {
          // Canonical JSON has the type last, so most entries need not be parsed.
          if (endsWith(bytes, end)) {
            reader.read(index, parse(index, bytes));
          }
        });
  }

  static boolean endsWith(byte[] bytes, byte[] end) {
    int from = bytes.length - end.length;
    return from >= 0 && Arrays.equals(bytes, from, bytes.length, end, 0, end.length);
  }

  /** A whole number of the body. */
  long whole(String name) {
    if (body.fields().get(name) instanceof Json.Num number) {
      return Long.parseLong(number.literal());
    }
    throw new StoreFailure("an entry of type " + type + " has no number " + name);
  }

  /** The field of the body that is an object. */
  Json.Obj object(String name) {
    if (body.fields().get(name) instanceof Json.Obj object) {
      return object;
    }
    throw new StoreFailure("an entry of type " + type + " has no object " + name);
  }
}
