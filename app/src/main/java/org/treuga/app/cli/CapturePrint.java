package org.treuga.app.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;
import org.treuga.app.store.Captures;
import org.treuga.wire.Json;

/** Prints captures as text, JSON or CSV. */
final class CapturePrint {

  private final PrintWriter out;

  CapturePrint(PrintWriter out) {
    this.out = out;
  }

  void list(List<Captures.Capture> captures, List<Captures.Gone> gone, Format format) {
    switch (format) {
      case TEXT -> captures.forEach(one -> out.println(line(one) + suffix(one, gone)));
      case JSON ->
          out.println(
              new Json.Arr(captures.stream().map(one -> json(one, gone)).toList()).canonical());
      case CSV -> {
        out.print(
            CsvCells.row(
                List.of(
                    "sha256",
                    "bytes",
                    "name",
                    "media_type",
                    "url",
                    "collected_at",
                    "collector",
                    "collected_with",
                    "status",
                    "recorded_at",
                    "author",
                    "feed",
                    "gone_since")));
        captures.forEach(one -> out.print(CsvCells.row(cells(one, gone))));
      }
    }
    out.flush();
  }

  private static List<String> cells(Captures.Capture one, List<Captures.Gone> gone) {
    Json.Obj said = one.collected();
    return List.of(
        one.sha256(),
        Long.toString(one.bytes()),
        one.name(),
        one.mediaType(),
        one.url(),
        said.text("collected_at"),
        said.text("collector"),
        said.text("collected_with"),
        status(said),
        one.recordedAt().toString(),
        one.author(),
        one.feed(),
        goneSince(one, gone));
  }

  private static String status(Json.Obj said) {
    return said.fields().get("status") instanceof Json.Num number ? number.literal() : "";
  }

  private static String line(Captures.Capture one) {
    String from =
        one.url().isEmpty()
            ? one.feed().isEmpty() ? "" : " read by " + one.feed()
            : " " + one.url();
    String at = one.collected().text("collected_at");
    return CaptureCommand.plain(
        "%s %d bytes \"%s\"%s%s"
            .formatted(
                one.sha256(),
                one.bytes(),
                one.name(),
                from,
                at.isEmpty() ? "" : " collected " + at));
  }

  private static String suffix(Captures.Capture one, List<Captures.Gone> gone) {
    String since = goneSince(one, gone);
    return since.isEmpty() ? "" : " gone at " + since;
  }

  /** The first time, after it was collected, that the source could not be reached. */
  private static String goneSince(Captures.Capture one, List<Captures.Gone> gone) {
    return gone.stream()
        .filter(g ->
            g.sha256().equals(one.sha256()) || (!g.url().isEmpty() && g.url().equals(one.url())))
        .map(g -> g.at().toString())
        .min(String::compareTo)
        .orElse("");
  }

  private static Json json(Captures.Capture one, List<Captures.Gone> gone) {
    Json.Builder json =
        Json.object()
            .put("entry", one.entry())
            .put("sha256", one.sha256())
            .put("bytes", one.bytes())
            .put("name", one.name())
            .put("media_type", one.mediaType())
            .put("feed", one.feed())
            .put("author", one.author())
            .put("recorded_at", Json.instant(one.recordedAt()))
            .put("collected", one.collected())
            .put("gone_since", goneSince(one, gone));
    Json credentials = one.body().fields().get("c2pa");
    if (credentials != null) {
      json.put("c2pa", credentials);
    }
    return json.build();
  }

  void show(
      List<Captures.Capture> captures,
      List<Captures.Gone> gone,
      List<Captures.Custody> custody,
      List<Captures.Standing> standing,
      Format format) {
    if (format == Format.JSON) {
      out.println(
          Json.object()
              .put("captures", new Json.Arr(captures.stream().map(one -> json(one, gone)).toList()))
              .put("gone", new Json.Arr(gone.stream().map(CapturePrint::json).toList()))
              .put("custody", new Json.Arr(custody.stream().map(CapturePrint::json).toList()))
              .put("observations", new Json.Arr(standing.stream().map(CapturePrint::json).toList()))
              .build()
              .canonical());
    } else {
      captures.forEach(this::text);
      gone.forEach(g -> say("gone at " + g.at() + " " + g.url() + by(g.author(), g.note())));
      custody.forEach(c -> say(c.act() + " at " + c.recordedAt() + by(c.author(), c.note())));
      standing.forEach(s ->
          say(
              "observation "
                  + s.feed()
                  + " "
                  + s.observationId()
                  + " by "
                  + s.by()
                  + ", entry "
                  + s.entry()));
    }
    out.flush();
  }

  private void text(Captures.Capture one) {
    say(line(one));
    say("  recorded " + one.recordedAt() + by(one.author(), "") + ", entry " + one.entry());
    Json.Obj said = one.collected();
    for (String field : List.of("collector", "collected_with", "media_type", "note")) {
      if (!said.text(field).isEmpty()) {
        say("  " + field.replace('_', ' ') + ": " + said.text(field));
      }
    }
    if (!status(said).isEmpty()) {
      say("  status: " + status(said));
    }
    items(said, "headers")
        .forEach(header -> say("  > " + texts(header).stream().collect(Collectors.joining(": "))));
    items(said, "checked").forEach(item -> say("  checked: " + ((Json.Text) item).value()));
    if (said.fields().get("within") instanceof Json.Obj within) {
      say(
          "  within "
              + within.text("sha256")
              + " "
              + within.text("member")
              + " "
              + within.text("record"));
    }
    if (one.body().fields().get("c2pa") instanceof Json.Obj found) {
      String by = found.text("claim_generator");
      say(
          "  c2pa: a manifest is present"
              + (by.isEmpty() ? "" : ", which says it was made by " + by)
              + "; not validated");
    }
  }

  private static List<Json> items(Json.Obj json, String name) {
    return json.fields().get(name) instanceof Json.Arr array ? array.items() : List.of();
  }

  private static List<String> texts(Json json) {
    return json instanceof Json.Arr array
        ? array.items().stream().map(item -> ((Json.Text) item).value()).toList()
        : List.of();
  }

  private static String by(String author, String note) {
    return " by " + author + (note.isEmpty() ? "" : ": " + note);
  }

  private void say(String line) {
    out.println(CaptureCommand.plain(line));
  }

  private static Json json(Captures.Gone gone) {
    return Json.object()
        .put("url", gone.url())
        .put("sha256", gone.sha256())
        .put("at", Json.instant(gone.at()))
        .put("note", gone.note())
        .put("author", gone.author())
        .put("recorded_at", Json.instant(gone.recordedAt()))
        .build();
  }

  private static Json json(Captures.Custody custody) {
    return Json.object()
        .put("act", custody.act())
        .put("note", custody.note())
        .put("author", custody.author())
        .put("recorded_at", Json.instant(custody.recordedAt()))
        .build();
  }

  private static Json json(Captures.Standing standing) {
    return Json.object()
        .put("entry", standing.entry())
        .put("feed", standing.feed())
        .put("observation_id", standing.observationId())
        .put("by", standing.by())
        .build();
  }
}
