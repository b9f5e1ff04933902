package org.treuga.app.server;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import io.javalin.http.SameSite;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.treuga.app.page.CasesPage;
import org.treuga.app.page.FailurePage;
import org.treuga.app.page.Shell;
import org.treuga.app.page.WorkbenchPages;
import org.treuga.app.store.StoreFailure;
import org.treuga.app.store.StoredCase;
import org.treuga.evidence.UnreadableInput;
import org.treuga.ledger.LedgerFailure;
import org.treuga.wire.Json;

/**
 * The server: pages for people under {@code /c/}, data for programs under {@code /api}, and nothing
 * that anybody could ask from another machine. Javalin routes; what is shown comes from a {@link
 * Workbench}.
 */
public final class Server implements AutoCloseable {

  /** The only address it listens on. */
  public static final String ADDRESS = "127.0.0.1";

  private static final long STOP_MILLIS = 10_000;

  /** Requests work more than they wait, and a long one must not hold up the short ones. */
  private static final String CARRIERS = "jdk.virtualThreadScheduler.parallelism";

  static {
    if (System.getProperty(CARRIERS) == null) {
      System.setProperty(CARRIERS, "16");
    }
  }

  private static final long MAX_REQUEST_BYTES = 256L << 20;

  private final Workbench workbench;
  private final ChangeStream changes;
  private final Analyses analyses;
  private final Javalin javalin;
  private final LongAdder requests = new LongAdder();
  private final LongAdder failures = new LongAdder();

  private Server(Workbench workbench, int port) {
    this.workbench = workbench;
    this.changes = new ChangeStream(workbench);
    this.analyses = new Analyses(workbench);
    this.javalin = Javalin.create(config -> configure(config, port));
  }

  /**
   * Starts to serve.
   *
   * @param port 0 for one that is free
   * @throws UnreadableInput if the port is taken
   */
  public static Server start(Workbench workbench, int port) {
    Server server = new Server(workbench, port);
    try {
      server.javalin.start();
    } catch (RuntimeException failed) {
      if (isTaken(failed)) {
        throw new UnreadableInput(
            "port %d is taken by another program; name another with --port, or 0 for a free one"
                .formatted(port));
      }
      throw failed;
    }
    return server;
  }

  private static boolean isTaken(Throwable failed) {
    for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
      if (cause instanceof BindException) {
        return true;
      }
    }
    return false;
  }

  public int port() {
    return javalin.port();
  }

  /** Where a browser finds it. */
  public String url() {
    return "http://" + ADDRESS + ":" + port() + "/";
  }

  private void configure(JavalinConfig config, int port) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.concurrency.useVirtualThreads = true;
    config.jetty.host = ADDRESS;
    config.jetty.port = port;
    config.jetty.modifyServer(server -> server.setStopTimeout(STOP_MILLIS));
    config.http.maxRequestSize = MAX_REQUEST_BYTES;
    config.routes.before(request -> requests.increment());
    config.routes.before(Guard::check);
    failures(config);
    Assets assets = new Assets();
    config.routes.get("/assets/{name}", assets::serve);
    config.routes.get("/words/{lang}", Server::words);
    config.routes.get("/healthz", request -> request.result("ok\n"));
    config.routes.get("/metrics", this::metrics);
    config.routes.post("/language", Server::language);
    new CaseRoutes(workbench, analyses).add(config.routes);
    new FeatureRoutes(workbench).add(config.routes);
    new LedgerRoutes(workbench).add(config.routes);
    config.routes.get("/api/stream", changes::serve);
    config.routes.get("/", this::home);
    new MatrixRoutes(workbench, analyses).add(config.routes);
    new IncidentRoutes(workbench).add(config.routes);
    new DataRoutes(workbench).add(config);
    new ReadingRoutes(workbench).add(config.routes);
    new PictureRoutes(workbench).add(config.routes);
  }

  // --- what goes wrong

  private void failures(JavalinConfig config) {
    config.routes.exception(
        NotFoundResponse.class,
        (missing, request) ->
            tell(request, 404, new Asked(request, workbench).texts().of("w.error.missing")));
    config.routes.exception(
        HttpResponseException.class,
        (wrong, request) -> tell(request, wrong.getStatus(), sentence(wrong)));
    config.routes.exception(
        Refused.class, (refused, request) -> tell(request, refused.status(), refused.sentence()));
    config.routes.exception(
        UnreadableInput.class, (wrong, request) -> tell(request, 400, sentence(wrong)));
    config.routes.exception(
        StoreFailure.class, (failed, request) -> tell(request, statusOf(failed), sentence(failed)));
    config.routes.exception(
        LedgerFailure.class,
        (failed, request) -> tell(request, statusOf(failed), sentence(failed)));
    config.routes.exception(
        UncheckedIOException.class,
        (failed, request) -> tell(request, statusOf(failed), sentence(failed)));
    config.routes.exception(
        Exception.class,
        (failed, request) -> {
          failures.increment();
          if (System.getenv("TREUGA_DEBUG") != null) {
            failed.printStackTrace();
          }
          tell(
              request,
              500,
              "this should not have happened ("
                  + failed.getClass().getSimpleName()
                  + "); please report it with what you did");
        });
  }

  /** 507 where there is no room left, which somebody can mend; 503 for the rest. */
  static int statusOf(RuntimeException failed) {
    for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
      String message = String.valueOf(cause.getMessage());
      if (message.contains("No space left on device")
          || message.contains("disk is full")
          || message.contains("Disk quota exceeded")) {
        return 507;
      }
    }
    return 503;
  }

  private static String sentence(Exception wrong) {
    return String.valueOf(wrong.getMessage()).lines().findFirst().orElse("no more is known");
  }

  /** A page for people, a problem document (RFC 9457) for programs. */
  private void tell(Context request, int status, String sentence) {
    request.status(status);
    if (request.path().matches("/(api|assets|ledger)(/.*)?")) {
      request.contentType("application/problem+json");
      request.result(
          Json.object()
              .put("type", "about:blank")
              .put("title", HttpStatus.forStatus(status).getMessage())
              .put("status", status)
              .put("detail", sentence)
              .build()
              .canonical());
      return;
    }
    Asked asked = new Asked(request, workbench);
    request.html(
        WorkbenchPages.render(
            "failure", asked.shell(asked.texts().of("w.error.title")), new FailurePage(sentence)));
  }

  /** The scripts' own sentences in one language. */
  private static void words(Context request) {
    String language = request.pathParam("lang");
    if (!Asked.isSpoken(language)) {
      throw new Refused(404, "en, uk or ru was expected, came \"" + language + "\"");
    }
    Json.Builder words = Json.object();
    Shell.texts(language).beginningWith("js.").forEach(words::put);
    request.header("Cache-Control", "no-cache");
    request.contentType("application/json");
    Etags.send(request, words.build().canonicalBytes());
  }

  // --- the pages that are about no case

  private void home(Context request) {
    List<StoredCase> cases = workbench.cases();
    if (cases.size() == 1) {
      request.redirect("/c/" + cases.getFirst().id() + "/picture");
      return;
    }
    Asked asked = new Asked(request, workbench);
    request.html(
        WorkbenchPages.render(
            "cases",
            asked.shell(asked.texts().of("w.cases.title")),
            new CasesPage(
                cases.stream().map(one -> new CasesPage.One(one.id(), one.title())).toList())));
  }

  /** Remembers the reader's language and goes back to the same address. */
  private static void language(Context request) {
    String language = request.formParam("lang");
    if (language != null && Asked.isSpoken(language)) {
      Cookie cookie = new Cookie("lang", language);
      cookie.setSameSite(SameSite.STRICT);
      cookie.setHttpOnly(true);
      cookie.setMaxAge(365 * 24 * 3600);
      request.cookie(cookie);
    }
    String back = request.formParam("back");
    // Only to a page of our own: neither another host nor a header that goes on.
    boolean own = back != null && back.matches("/(?![/\\\\])[^\\r\\n]*");
    request.redirect(own ? back : "/", HttpStatus.SEE_OTHER);
  }

  /** Prometheus text format 0.0.4. */
  private void metrics(Context request) {
    Runtime runtime = Runtime.getRuntime();
    request.contentType("text/plain; version=0.0.4; charset=utf-8");
    request.result(
        """
        # TYPE treuga_requests_total counter
        treuga_requests_total %d
        # TYPE treuga_failures_total counter
        treuga_failures_total %d
        # TYPE treuga_heap_used_bytes gauge
        treuga_heap_used_bytes %d
        """
            .formatted(
                requests.sum(), failures.sum(), runtime.totalMemory() - runtime.freeMemory()));
  }

  /** Lets requests under way end, then the write under way. */
  @Override
  public void close() {
    changes.close();
    javalin.stop();
    analyses.close();
    workbench.close();
  }
}
