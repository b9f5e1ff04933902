package org.treuga.app.workbench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.treuga.app.server.Server;
import org.treuga.app.server.Workbench;
import org.treuga.connectors.reports.ReportRules;
import org.treuga.connectors.reports.ReportsFeed;

/** A server over a data directory of its own, with cases recorded in it. */
public final class PagesScene implements AutoCloseable {

  /** The real case that is bundled. */
  public static final Path BUNDLED = root().resolve("cases/ua-ru-2025-energy");

  private final Path data;
  private final Workbench workbench;
  private final Server server;
  private final HttpClient client = HttpClient.newHttpClient();

  public PagesScene(Path data, Path... cases) {
    this.data = data;
    this.workbench = new Workbench(data, null, InstantSource.system());
    for (Path one : cases) {
      workbench.write(directory -> directory.importCase(one, "test", "test"));
    }
    this.server = Server.start(workbench, 0);
  }

  /** The checkout that this test runs in. */
  public static Path root() {
    Path root = Path.of("").toAbsolutePath();
    while (!Files.exists(root.resolve("cases/ua-ru-2025-energy/agreement.yaml"))) {
      root = Objects.requireNonNull(root.getParent(), "no bundled case above");
    }
    return root;
  }

  public Path data() {
    return data;
  }

  /** Where the server is, without a slash at the end. */
  public String url() {
    return server.url().replaceFirst("/$", "");
  }

  /** Records a file of reports for a case. */
  public void report(String caseId, Path file) {
    workbench.write(directory ->
        directory.ingest(new ReportsFeed(ReportRules.NONE), caseId, List.of(file), "test", "test"));
  }

  /** What the server answers, in a language. */
  public HttpResponse<byte[]> get(String path, String language) {
    try {
      return client.send(
          HttpRequest.newBuilder(URI.create(url() + path))
              .header("Accept-Language", language)
              .build(),
          HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException failed) {
      throw new java.io.UncheckedIOException(failed);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The page in English. */
  public String page(String path) {
    return new String(get(path, "en").body(), java.nio.charset.StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    server.close();
  }
}
