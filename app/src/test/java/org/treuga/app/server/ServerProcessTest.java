package org.treuga.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.treuga.app.store.DataDirectory;
import org.treuga.app.store.Filter;
import org.treuga.app.store.Receipt;

/** The server as a process: how it starts, how it ends, and what is there when it was killed. */
@Timeout(600)
class ServerProcessTest {

  /** -Dtreuga.server.kills=100 for the long run. */
  private static final int KILLS = Integer.getInteger("treuga.server.kills", 3);

  private static final int ROWS = 6_000;

  @TempDir Path folder;
  private Path data;

  @SuppressWarnings("NullAway.Init") // set before each test
  ServerProcessTest() {}

  @BeforeEach
  void recordACase() {
    data = folder.resolve("data");
    try (Workbench workbench = new Workbench(data, null, InstantSource.system())) {
      Receipt _case =
          workbench.write(directory ->
              directory.importCase(ApiScene.caseFolder(ApiScene.EXERCISE), "test", "test"));
    }
  }

  private DataDirectory open() {
    return DataDirectory.of(data, null, InstantSource.system(), new SecureRandom());
  }

  private long entries() {
    try (DataDirectory directory = open()) {
      return directory.ledger().size();
    }
  }

  private long observations() {
    try (DataDirectory directory = open()) {
      return directory.store().count(Filter.ALL.ofCase(ApiScene.EXERCISE));
    }
  }

  @Test
  void an_import_under_way_when_the_server_is_killed_is_there_wholly_or_not_and_it_says_which()
      throws IOException, InterruptedException {
    long seed = 7;
    Random random = new Random(seed);
    for (int kill = 0; kill < KILLS; kill++) {
      Path file = ApiScene.reports(folder.resolve(kill + ".csv"), "k" + kill, ROWS);
      long before = entries();
      long rows = observations();
      try (ServerProcess server = ServerProcess.start(data)) {
        server.begin(file);
        assertThat(server.line()).isEqualTo("begun");
        Thread.sleep(random.nextInt(1_500));
        server.kill();
      }
      long after = entries();
      // One capture, the rows, one receipt.
      assertThat(after).as("seed %s, kill %s", seed, kill).isIn(before, before + ROWS + 2);
      assertThat(observations()).isEqualTo(after == before ? rows : rows + ROWS);
      try (DataDirectory directory = open()) {
        assertThat(directory.verify().problems()).isEmpty();
      }
      try (Workbench again = new Workbench(data, null, InstantSource.system())) {
        // Without a mark the write had ended before the kill came.
        again
            .interruption()
            .ifPresentOrElse(
                found -> {
                  assertThat(found.recorded()).isEqualTo(after > before);
                  assertThat(found.sentence())
                      .contains(after > before ? "wholly recorded" : "nothing of it is there");
                },
                () -> assertThat(after).isGreaterThan(before));
      }
    }
  }

  @Test
  void a_write_that_was_interrupted_is_told_at_the_next_start_by_the_API_and_on_the_pages()
      throws IOException, InterruptedException {
    Interruption.mark(data, Instant.parse("2031-03-01T00:00:00Z"), entries());
    try (ServerProcess server = ServerProcess.start(data)) {
      assertThat(server.first())
          .contains("began at 2031-03-01T00:00:00Z", "nothing of it is there");
      server.kill();
    }
    try (Workbench workbench = new Workbench(data, null, InstantSource.system());
        Server server = Server.start(workbench, 0)) {
      HttpClient client = HttpClient.newHttpClient();
      assertThat(told(client, server, "api/cases"))
          .contains("\"interrupted_write\":{", "\"recorded\":false");
      for (String page : List.of("data", "evidence")) {
        assertThat(told(client, server, "c/" + ApiScene.EXERCISE + "/" + page))
            .contains("began at 2031-03-01T00:00:00Z", "please do it again");
      }
    }
  }

  private static String told(HttpClient client, Server server, String path)
      throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(server.url() + path)).build();
    return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  @Test
  void a_write_under_way_is_finished_before_the_server_stops()
      throws IOException, InterruptedException {
    long before = entries();
    Path file = ApiScene.reports(folder.resolve("r.csv"), "r", ROWS);
    try (ServerProcess server = ServerProcess.start(data)) {
      server.begin(file);
      assertThat(server.line()).isEqualTo("begun");
      // 128 + SIGTERM, after the hook has waited for the write.
      assertThat(server.terminate()).isEqualTo(143);
    }
    assertThat(entries()).isEqualTo(before + ROWS + 2);
    assertThat(Interruption.find(data, entries())).isEqualTo(Optional.empty());
  }

  @Test
  void the_program_refuses_another_address_and_a_directory_in_use_in_a_sentence()
      throws IOException, InterruptedException {
    try (ServerProcess refused =
        ServerProcess.treuga("serve", "--host", "0.0.0.0", "--data", data.toString())) {
      assertThat(refused.first()).contains("--host must be 127.0.0.1, was 0.0.0.0: there are no");
      assertThat(refused.end()).isEqualTo(2);
    }
    try (ServerProcess server =
            ServerProcess.treuga("serve", "--port", "0", "--data", data.toString());
        ServerProcess second =
            ServerProcess.treuga("serve", "--port", "0", "--data", data.toString())) {
      assertThat(server.first()).startsWith("Treuga is open at http://127.0.0.1:");
      assertThat(second.first()).contains("another server has this data directory open");
      assertThat(second.end()).isEqualTo(2);
      assertThat(server.terminate()).isEqualTo(143);
    }
  }
}
