package org.treuga.connectors.capture;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.treuga.wire.Json;

/**
 * What is said of how bytes were collected. Texts are empty, never null, where nothing is said.
 *
 * @param name of the file, without folders
 * @param url where the bytes were read
 * @param collectedAt when; null when not stated
 * @param collector the person or office that collected them
 * @param tool name and version of what collected them
 * @param status of the HTTP response; 0 when there was none
 * @param headers of the HTTP response
 * @param mediaType as the response states it
 * @param within the archive it was taken from; null when it came as it is
 * @param checked digests stated by the tool that were found to fit, one sentence each
 */
public record Collected(
    String name,
    String url,
    @Nullable Instant collectedAt,
    String collector,
    String tool,
    int status,
    List<Field> headers,
    String mediaType,
    @Nullable Within within,
    List<String> checked,
    String note) {

  /** A header of an HTTP response. */
  public record Field(String name, String value) {}

  /**
   * Where in an archive bytes stood.
   *
   * @param sha256 of the archive
   * @param member file in it
   * @param record id of the record in that file
   */
  public record Within(String sha256, String member, String record) {}

  public Collected {
    headers = List.copyOf(headers);
    checked = List.copyOf(checked);
  }

  /** A file of which nothing is known but its name. */
  static Collected named(String name) {
    return new Collected(name, "", null, "", "", 0, List.of(), "", null, List.of(), "");
  }

  Collected withNote(String sentence, List<String> found) {
    return new Collected(
        name,
        url,
        collectedAt,
        collector,
        tool,
        status,
        headers,
        mediaType,
        within,
        found,
        sentence);
  }

  /**
   * The statement in the form that is recorded; what is not said is left out. Two captures of the
   * same bytes are one when this is the same.
   */
  public Json.Obj statement() {
    Json.Builder json = Json.object();
    put(json, "url", url);
    if (collectedAt != null) {
      json.put("collected_at", Json.instant(collectedAt));
    }
    put(json, "collector", collector);
    put(json, "collected_with", tool);
    put(json, "media_type", mediaType);
    put(json, "note", note);
    if (status != 0) {
      json.put("status", status);
    }
    if (!headers.isEmpty()) {
      json.put(
          "headers",
          new Json.Arr(
              headers.stream().map(f -> Json.texts(List.of(f.name(), f.value()))).toList()));
    }
    if (!checked.isEmpty()) {
      json.put("checked", Json.texts(checked));
    }
    if (within != null) {
      json.put(
          "within",
          Json.object()
              .put("sha256", within.sha256())
              .put("member", within.member())
              .put("record", within.record())
              .build());
    }
    return json.build();
  }

  private static void put(Json.Builder json, String name, String text) {
    if (!text.isEmpty()) {
      json.put(name, text);
    }
  }
}
