package org.treuga.app.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.treuga.app.page.Shell;
import org.treuga.evidence.UnreadableInput;

/** What a stranger may try from the network, or from a page in the same browser. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GuardTest {

  private static final String CASE = "/api/cases/" + ApiScene.EXERCISE;
  private static final String ITEMS = CASE + "/collections/incidents/items";

  private ApiScene scene;

  @SuppressWarnings("NullAway.Init") // made before all tests
  GuardTest() {}

  @BeforeAll
  void serve(@TempDir Path folder) {
    scene = new ApiScene(folder, ApiScene.EXERCISE, ApiScene.BUNDLED);
  }

  @AfterAll
  void stop() {
    scene.close();
  }

  /** Sent byte for byte: a client would mend what is to be tried. */
  private String raw(String head) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", scene.server.port())) {
      socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  private String rawGet(String target, String host) throws IOException {
    return raw("GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n".formatted(target, host));
  }

  static Stream<String> addresses() {
    List<String> all =
        new ArrayList<>(
            List.of(
                "/",
                "/healthz",
                "/metrics",
                "/assets/workbench.js",
                "/words/en",
                "/api",
                "/api/cases",
                ITEMS,
                "/ledger/checkpoint",
                "/nothing",
                "/api/nothing"));
    Shell.PAGES.forEach(page -> all.add("/c/" + ApiScene.EXERCISE + "/" + page));
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("addresses")
  void a_name_that_is_not_ours_is_refused_everywhere(String address) throws IOException {
    for (String host :
        List.of("evil.example", "127.0.0.1.evil.example", "localhost.evil.example:8080", "")) {
      String answer = rawGet(address, host);
      assertThat(answer).as(host).matches("(?s)HTTP/1.1 4(21|00) .*");
    }
    for (String host : List.of("localhost", "127.0.0.1:1", "[::1]:8080")) {
      assertThat(rawGet(address, host)).as(host).doesNotStartWith("HTTP/1.1 421");
    }
  }

  @ParameterizedTest
  @MethodSource("addresses")
  void every_answer_forbids_what_is_inline_or_from_elsewhere_and_guesses(String address) {
    HttpResponse<String> answer = scene.get(address);
    assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("default-src 'none'")
        .doesNotContain("unsafe");
    assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    assertThat(answer.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
    assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
  }

  /** Whatever is posted to, also where there is nothing: the guard stands before the routes. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/language",
        "/c/" + ApiScene.EXERCISE + "/data",
        "/api/cases",
        "/c/new",
        "/anything"
      })
  void a_page_of_another_origin_can_change_nothing(String address) {
    for (String[] headers :
        List.of(
            new String[] {"Origin", "http://evil.example"},
            new String[] {"Origin", "null"},
            new String[] {"Origin", "http://127.0.0.1:1"},
            new String[] {"Sec-Fetch-Site", "cross-site"},
            new String[] {"Sec-Fetch-Site", "same-site"})) {
      for (String method : List.of("POST", "PUT", "PATCH", "DELETE")) {
        HttpRequest request =
            scene
                .request(address, headers)
                .method(method, HttpRequest.BodyPublishers.ofString("lang=uk"))
                .build();
        assertThat(scene.send(request).statusCode()).as(method).isEqualTo(403);
      }
    }
  }

  @Test
  void a_page_of_ours_can_change_the_language() {
    HttpRequest request =
        scene
            .request("/language", "Origin", scene.url(), "Sec-Fetch-Site", "same-origin")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString("lang=uk&back=//evil.example/"))
            .build();
    HttpResponse<String> answer = scene.send(request);
    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(answer.headers().firstValue("Location").orElse("")).doesNotContain("evil");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bbox", "datetime", "limit", "cursor", "from", "to", "known", "term", "v", "agree", "class",
        "act", "by", "source", "region", "grade", "q", "reading", "verdict", "recorded", "f", "lang"
      })
  void SQL_in_a_parameter_is_a_text_like_any_other(String parameter) {
    long before = scene.workbench.entries();
    for (String text :
        List.of(
            "'; drop table observation; --",
            "1 or 1=1",
            "\" union select body from observation --",
            "%' or '1'='1",
            "1);delete from observation;--")) {
      String value = Addresses.value(text);
      for (String id : List.of("incidents", "findings", "observations", "zones", "sites")) {
        String path = CASE + "/collections/" + id + "/items?" + parameter + "=" + value;
        HttpResponse<String> answer = scene.get(path);
        assertThat(answer.statusCode()).as(path).isIn(200, 400);
        assertThat(answer.body())
            .doesNotContain("SQLITE")
            .doesNotContain("\"numberMatched\":12,")
            .doesNotContain("should not have happened");
      }
      for (String page : Shell.PAGES) {
        String path = "/c/" + ApiScene.EXERCISE + "/" + page + "?" + parameter + "=" + value;
        assertThat(scene.get(path).statusCode()).as(path).isIn(200, 400, 404);
      }
      assertThat(scene.get("/api/cases/" + Addresses.segment(text)).statusCode()).isEqualTo(404);
      assertThat(scene.get(ITEMS + "/" + Addresses.segment(text)).statusCode()).isEqualTo(404);
    }
    assertThat(scene.workbench.entries()).isEqualTo(before);
    assertThat(scene.get(ITEMS).body()).contains("\"numberMatched\":12,");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "limit=-1",
        "limit=NaN",
        "limit=Infinity",
        "limit=0x10",
        "limit=1.5",
        "limit=%00",
        "limit=99999999999999999999999999999",
        "bbox=NaN,NaN,NaN,NaN",
        "bbox=-1e999,0,1e999,1",
        "bbox=,,,",
        "datetime=999999999999-01-01T00:00:00Z",
        "datetime=-999999999-01-01T00:00:00Z/..",
        "recorded=-999999999-01-01T00:00:00Z",
        "recorded=%2B1000000000-01-01T00:00:00Z",
        "from=%2B1000000000-01-01T00:00:00Z",
        "grade=-2147483649",
        "cursor=%F0%9F%92%A3",
        "q=%ED%A0%80",
        "grade=0&grade=1&grade=2"
      })
  void numbers_beyond_all_measure_are_answered_or_told_but_break_nothing(String query) {
    for (String id : List.of("incidents", "findings", "observations", "zones")) {
      HttpResponse<String> answer = scene.get(CASE + "/collections/" + id + "/items?" + query);
      assertThat(answer.statusCode()).as(id + ": " + answer.body()).isIn(200, 400);
    }
    HttpResponse<String> page = scene.get("/c/" + ApiScene.EXERCISE + "/picture?" + query);
    assertThat(page.statusCode()).as(page.body()).isIn(200, 400, 404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/assets/../Server.class",
        "/assets/..%2f..%2fcli/Treuga.class",
        "/assets/%2e%2e/%2e%2e/application.properties",
        "/assets/workbench.js%00.css",
        "/assets/..\\..\\x.txt",
        "/assets/....//x.txt",
        "/assets//etc/passwd.txt",
        "/ledger/../ledger.key",
        "/ledger/..%2fledger.key",
        "/ledger/%2e%2e/ledger.key",
        "/ledger/tile/../../ledger.key",
        "/ledger/tile/0/..%2f..%2f..%2fledger.key",
        "/ledger/ledger.key",
        "/ledger/witnesses/../../ledger.key",
        "/ledger//etc/passwd",
        "/ledger/tile/0/000%00",
        "/ledger/tile/9/000",
        "/ledger/tile/0/000.p/256",
        "/ledger/tile/0/000.p/0",
        "/ledger/tile/0/0000",
        "/ledger/tile/entries/x001",
        "/api/cases/..%2f..",
        "/c/..%2f..%2fx/picture",
        "/words/..%2fen",
        "/words/en%00"
      })
  void a_path_leads_nowhere_but_to_what_is_meant(String target) throws IOException {
    String key = Files.readString(scene.folder.resolve("data/ledger.key")).strip();
    String answer = rawGet(target, "localhost");
    assertThat(answer).matches("(?s)HTTP/1.1 40[04] .*").doesNotContain(key);
  }

  @Test
  void the_ledger_is_handed_out_as_it_lies_on_the_disk() throws IOException {
    Path ledger = scene.folder.resolve("data/ledger");
    List<Path> files;
    try (Stream<Path> all = Files.walk(ledger)) {
      files = all.filter(Files::isRegularFile).toList();
    }
    int served = 0;
    for (Path file : files) {
      String name = ledger.relativize(file).toString();
      if (name.startsWith("tile/") || name.equals("checkpoint") || name.equals("vkey")) {
        String answer = rawGet("/ledger/" + name, "localhost");
        assertThat(answer).as(name).startsWith("HTTP/1.1 200");
        assertThat(answer)
            .as(name)
            .endsWith("\r\n\r\n" + Files.readString(file, StandardCharsets.ISO_8859_1));
        served++;
      }
    }
    assertThat(served).isGreaterThan(4);
  }

  @Test
  void a_port_that_is_taken_is_told_in_a_sentence(@TempDir Path other) {
    try (Workbench second = new Workbench(other, null, InstantSource.system())) {
      assertThatThrownBy(() -> Server.start(second, scene.server.port()))
          .isInstanceOf(UnreadableInput.class)
          .hasMessageContaining("port " + scene.server.port() + " is taken");
    }
  }

  @Test
  void a_directory_that_another_server_has_open_is_not_opened() {
    assertThatThrownBy(
            () -> new Workbench(scene.folder.resolve("data"), null, InstantSource.system()))
        .isInstanceOf(UnreadableInput.class)
        .hasMessageContaining("another server has this data directory open");
  }
}
