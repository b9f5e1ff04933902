package org.treuga.app.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.treuga.app.store.Receipt;
import org.treuga.connectors.reports.ReportRules;
import org.treuga.connectors.reports.ReportsFeed;
import org.treuga.wire.Json;

/** A server over a data directory of its own, asked as a program asks. */
final class ApiScene implements AutoCloseable {

  static final String EXERCISE = "exercise-strait-pause";
  static final String BUNDLED = "ua-ru-2025-energy";

  final Path folder;
  final Workbench workbench;
  final Server server;
  private final HttpClient client = HttpClient.newHttpClient();

  ApiScene(Path folder, String... cases) {
    this.folder = folder;
    this.workbench = new Workbench(folder.resolve("data"), null, InstantSource.system());
    for (String one : cases) {
      Receipt _recorded =
          workbench.write(directory -> directory.importCase(caseFolder(one), "test", "test"));
    }
    this.server = Server.start(workbench, 0);
  }

  static Path caseFolder(String id) {
    Path root = Path.of("").toAbsolutePath();
    while (!Files.exists(root.resolve("cases").resolve(id))) {
      root = Objects.requireNonNull(root.getParent(), "no bundled case above");
    }
    return root.resolve("cases").resolve(id);
  }

  /** Without a slash at the end. */
  String url() {
    return server.url().replaceFirst("/$", "");
  }

  HttpResponse<String> get(String path, String... headers) {
    return send(request(path, headers).GET().build());
  }

  HttpRequest.Builder request(String path, String... headers) {
    String address = path.startsWith("http:") ? path : url() + path;
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address));
    return headers.length == 0 ? request : request.headers(headers);
  }

  HttpResponse<String> send(HttpRequest request) {
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  Json.Obj json(String path) {
    HttpResponse<String> answer = get(path);
    if (answer.statusCode() != 200) {
      throw new AssertionError(path + ": " + answer.statusCode() + " " + answer.body());
    }
    return object(answer.body());
  }

  static Json.Obj object(String text) {
    return (Json.Obj) Json.parse(text);
  }

  /** An object within another; empty where there is none. */
  static Json.Obj object(Json.Obj of, String name) {
    return of.fields().get(name) instanceof Json.Obj object ? object : Json.object().build();
  }

  static List<Json.Obj> objects(Json.Obj of, String name) {
    return of.fields().get(name) instanceof Json.Arr list
        ? list.items().stream().map(item -> (Json.Obj) item).toList()
        : List.of();
  }

  static long number(Json.Obj of, String name) {
    return of.fields().get(name) instanceof Json.Num number ? Long.parseLong(number.literal()) : -1;
  }

  /** The href of the first link with a relation; empty if there is none. */
  static String link(Json.Obj of, String rel) {
    return objects(of, "links").stream()
        .filter(link -> link.text("rel").equals(rel))
        .map(link -> link.text("href"))
        .findFirst()
        .orElse("");
  }

  /** The features of all pages, by following the links. */
  List<Json.Obj> walk(String path) {
    List<Json.Obj> all = new ArrayList<>();
    for (String next = path; !next.isEmpty(); ) {
      Json.Obj page = json(next);
      all.addAll(objects(page, "features"));
      next = link(page, "next");
    }
    return all;
  }

  Receipt report(String caseId, Path file) {
    return workbench.write(directory ->
        directory.ingest(new ReportsFeed(ReportRules.NONE), caseId, List.of(file), "test", "test"));
  }

  /** Reports on a case, one a minute, each with an id that begins with a word. */
  static Path reports(Path file, String word, int count) {
    List<String> rows = new ArrayList<>();
    rows.add(
        "observation_id,kind,source_id,occurred_from,occurred_to,published_at,lat,lon,precision,"
            + "place_name,admin1,object_class,object_name,act,alleged_actor,claimed_by,summary");
    Instant at = Instant.parse("2031-03-02T00:00:00Z");
    for (int i = 0; i < count; i++) {
      rows.add(
          "%s-%06d,claim,velmora-gazette,%s,%s,%s,%.3f,%.3f,facility,Quay %d,North,harbour.quay,Quay %d,fire.shelling,Tarnis,Harbour master,Shells on quay %d"
              .formatted(
                  word,
                  i,
                  at,
                  at.plusSeconds(60),
                  at.plusSeconds(3_600),
                  -45.4 + i % 80 * .01,
                  -130.9 + i % 170 * .01,
                  i % 40,
                  i % 40,
                  i));
      at = at.plusSeconds(60);
    }
    try {
      return Files.write(file, rows);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
