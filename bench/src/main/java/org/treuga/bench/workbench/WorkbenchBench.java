package org.treuga.bench.workbench;

import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import org.treuga.app.server.Server;
import org.treuga.app.server.Workbench;
import org.treuga.app.store.Receipt;
import org.treuga.connectors.reports.ReportRules;
import org.treuga.connectors.reports.ReportsFeed;

/**
 * One part of the measurement in one process; see bench/workbench.sh, which runs all of them.
 *
 * <pre>
 * record DATA CASE COUNT     records a case folder and that many drawn reports on it
 * serve DATA CASE-ID         serves, and records 200 more reports every two seconds
 * read URL CASE-ID SECONDS   50 readers, who think for a second between two requests on average
 * </pre>
 */
public final class WorkbenchBench {

  private static final int READERS = 50;
  private static final long SEED = 11;

  private WorkbenchBench() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    switch (arguments[0]) {
      case "record" ->
          record(Path.of(arguments[1]), Path.of(arguments[2]), Integer.parseInt(arguments[3]));
      case "serve" -> serve(Path.of(arguments[1]), arguments[2]);
      case "read" -> read(arguments[1], arguments[2], Integer.parseInt(arguments[3]));
      default -> throw new IllegalArgumentException("unknown: " + arguments[0]);
    }
  }

  /** Reports around the exercise's strait, of three months, of some objects, acts and claimants. */
  private static Path drawn(String word, int count, Random random) throws IOException {
    Path file = Files.createTempFile("drawn", ".csv");
    List<String> classes = List.of("harbour.quay", "harbour.store", "vessel.fishing", "dwelling");
    List<String> acts = List.of("fire.shelling", "fire.drone", "seizure", "blockade");
    List<String> actors = List.of("Tarnis", "Velmora", "");
    List<String> precisions = List.of("exact", "facility", "settlement", "district", "region");
    Instant begin = Instant.parse("2031-02-01T00:00:00Z");
    try (Writer out = Files.newBufferedWriter(file)) {
      out.write(
          "observation_id,kind,source_id,occurred_from,occurred_to,published_at,lat,lon,precision,place_name,admin1,object_class,object_name,act,alleged_actor,claimed_by,summary\n");
      for (int i = 0; i < count; i++) {
        Instant from = begin.plusSeconds(random.nextInt(90 * 86_400));
        out.write(
            "%s-%06d,claim,velmora-gazette,%s,%s,%s,%.4f,%.4f,%s,Place %d,Region %d,%s,Object %d,%s,%s,Office %d,%s\n"
                .formatted(
                    word,
                    i,
                    from,
                    from.plusSeconds(60L * (1 + random.nextInt(600))),
                    from.plusSeconds(86_400),
                    -45.6 + random.nextDouble() * 1.4,
                    -131.2 + random.nextDouble() * 2.4,
                    precisions.get(random.nextInt(precisions.size())),
                    random.nextInt(500),
                    random.nextInt(12),
                    classes.get(random.nextInt(classes.size())),
                    random.nextInt(2_000),
                    acts.get(random.nextInt(acts.size())),
                    actors.get(random.nextInt(actors.size())),
                    random.nextInt(20),
                    "Drawn report " + i + " of shells and drones seen from the shore"));
      }
    }
    return file;
  }

  private static Receipt ingest(Workbench workbench, String caseId, Path file) {
    return workbench.write(directory ->
        directory.ingest(
            new ReportsFeed(ReportRules.NONE), caseId, List.of(file), "bench", "bench"));
  }

  private static void record(Path data, Path folder, int count) throws IOException {
    try (Workbench workbench = new Workbench(data, null, InstantSource.system())) {
      Receipt _case = workbench.write(directory -> directory.importCase(folder, "bench", "bench"));
      String id = String.valueOf(folder.getFileName());
      long begin = System.nanoTime();
      Receipt receipt = ingest(workbench, id, drawn("d", count, new Random(SEED)));
      System.out.printf(
          Locale.ROOT,
          "%d reports were recorded in %.1f s.%n",
          receipt.accepted(),
          (System.nanoTime() - begin) / 1e9);
    }
  }

  private static void serve(Path data, String caseId) throws IOException, InterruptedException {
    try (Workbench workbench = new Workbench(data, null, InstantSource.system());
        Server server = Server.start(workbench, 0)) {
      System.out.println(server.url());
      Random random = new Random(SEED + 1);
      for (int i = 0; System.in.available() == 0; i++) {
        Receipt _more = ingest(workbench, caseId, drawn("more" + i, 200, random));
        Thread.sleep(2_000);
      }
    }
  }

  // --- readers

  private static Map<String, List<String>> questions(String id) {
    Map<String, List<String>> all = new LinkedHashMap<>();
    String items = "/api/cases/" + id + "/collections/%s/items?limit=100";
    all.put("/api/cases", List.of("/api/cases"));
    all.put(
        "landing, collections", List.of("/api/cases/" + id, "/api/cases/" + id + "/collections"));
    for (String one : List.of("incidents", "findings", "observations", "zones")) {
      String path = items.formatted(one);
      all.put(
          one,
          List.of(
              path,
              path + "&bbox=-131,-45.5,-130,-45",
              path + "&datetime=2031-03-01T00:00:00Z/2031-03-08T00:00:00Z"));
    }
    all.put("incidents by words", List.of(items.formatted("incidents") + "&q=drones+office"));
    all.put(
        "incidents by verdict",
        List.of(items.formatted("incidents") + "&term=T1&v=strict:COVERED&agree=SOME"));
    all.put(
        "a page of 1,000 findings",
        List.of("/api/cases/" + id + "/collections/findings/items?limit=1000"));
    for (String page :
        List.of("picture", "matrix", "agreement", "statements", "process", "evidence")) {
      all.put("page " + page, List.of("/c/" + id + "/" + page));
    }
    return all;
  }

  private static void read(String url, String id, int seconds) throws InterruptedException {
    String home = url.replaceFirst("/$", "");
    Map<String, List<String>> questions = questions(id);
    Map<String, ConcurrentLinkedQueue<Long>> micros = new LinkedHashMap<>();
    questions.keySet().forEach(name -> micros.put(name, new ConcurrentLinkedQueue<>()));
    Map<String, LongAdder> errors = new LinkedHashMap<>();
    Map<String, LongAdder> missing = new LinkedHashMap<>();
    questions.keySet().forEach(name -> errors.put(name, new LongAdder()));
    questions.keySet().forEach(name -> missing.put(name, new LongAdder()));
    HttpClient client = HttpClient.newHttpClient();
    long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
    Thread[] readers = new Thread[READERS];
    for (int reader = 0; reader < READERS; reader++) {
      Random random = new Random(SEED + reader);
      readers[reader] =
          Thread.ofVirtual()
              .start(() -> {
                List<String> names = List.copyOf(questions.keySet());
                while (System.nanoTime() < end) {
                  String name = names.get(random.nextInt(names.size()));
                  List<String> paths = questions.getOrDefault(name, List.of("/"));
                  String path = paths.get(random.nextInt(paths.size()));
                  long begin = System.nanoTime();
                  int status = status(client, home + path);
                  if (status == 200) {
                    micros
                        .getOrDefault(name, new ConcurrentLinkedQueue<>())
                        .add((System.nanoTime() - begin) / 1_000);
                  } else {
                    (status == 404 ? missing : errors)
                        .getOrDefault(name, new LongAdder())
                        .increment();
                  }
                  pause(random.nextInt(2_000));
                }
              });
    }
    for (Thread reader : readers) {
      reader.join();
    }
    micros.forEach((name, times) ->
        print(
            name,
            times.stream().mapToLong(Long::longValue).sorted().toArray(),
            errors.getOrDefault(name, new LongAdder()).sum(),
            missing.getOrDefault(name, new LongAdder()).sum()));
  }

  private static void pause(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** 0 where there was no answer. */
  private static int status(HttpClient client, String address) {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(address)).timeout(Duration.ofSeconds(60)).build();
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    } catch (IOException failed) {
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }

  private static void print(String name, long[] micros, long errors, long missing) {
    if (micros.length == 0 && errors == 0) {
      // Not there in this build.
      return;
    }
    System.out.printf(
        Locale.ROOT,
        "| %s | %d | %.1f | %.1f | %.1f | %d |%n",
        name + (missing > 0 ? " (not there " + missing + " times)" : ""),
        micros.length,
        at(micros, .5),
        at(micros, .95),
        Arrays.stream(micros).max().orElse(0) / 1e3,
        errors);
  }

  private static double at(long[] sortedMicros, double share) {
    return sortedMicros.length == 0
        ? Double.NaN
        : sortedMicros[(int) (sortedMicros.length * share)] / 1e3;
  }
}
