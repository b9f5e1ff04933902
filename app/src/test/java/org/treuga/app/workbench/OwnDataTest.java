package org.treuga.app.workbench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Own data, without script: forms and links as a plain browser would send them. */
class OwnDataTest {

  private static final String CASE = "/c/exercise-strait-pause";
  private static final Path EXERCISE = CaseServer.root().resolve("cases/exercise-strait-pause");

  @TempDir private Path folder;
  private CaseServer scene;
  private final HttpClient client =
      HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();

  @BeforeEach
  void open() {
    scene = new CaseServer(folder.resolve("data"), EXERCISE);
  }

  @AfterEach
  void close() {
    scene.close();
  }

  /** An answer and where it came from after redirections. */
  private record Answer(int status, String text, String path) {}

  private Answer send(HttpRequest.Builder request) throws Exception {
    HttpResponse<String> answer =
        client.send(
            request.header("Accept-Language", "en").build(), HttpResponse.BodyHandlers.ofString());
    return new Answer(answer.statusCode(), answer.body(), answer.uri().getPath());
  }

  private HttpRequest.Builder at(String path) {
    return HttpRequest.newBuilder(URI.create(scene.url() + path));
  }

  private Answer get(String path) throws Exception {
    return send(at(path));
  }

  private Answer post(String path, String form) throws Exception {
    return send(
        at(path)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form)));
  }

  private Answer bring(String path, String name, byte[] bytes) throws Exception {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(
        ("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\""
                + name
                + "\"\r\nContent-Type: application/octet-stream\r\n\r\n")
            .getBytes(UTF_8));
    body.writeBytes(bytes);
    body.writeBytes("\r\n--b--\r\n".getBytes(UTF_8));
    return send(
        at(path)
            .header("Content-Type", "multipart/form-data; boundary=b")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray())));
  }

  private Answer bring(String name, String text) throws Exception {
    return bring(CASE + "/data", name, text.getBytes(UTF_8));
  }

  /** Forty rows of which five are bad. */
  private static String forty() {
    StringBuilder csv = new StringBuilder("observation_id,occurred_from,lat,lon,place_name,act\n");
    for (int i = 1; i <= 40; i++) {
      csv.append("Z%02d,".formatted(i))
          .append(i % 8 == 0 ? "some day," : "2031-03-12T05:%02d:00Z,".formatted(i))
          .append("10.5,20.25,North Quay,fire\n");
    }
    return csv.toString();
  }

  private static String counts(String page) {
    Matcher numbers = Pattern.compile("<dd class=\"big[^\"]*\">([0-9]+)</dd>").matcher(page);
    StringBuilder counts = new StringBuilder();
    while (numbers.find()) {
      counts.append(counts.isEmpty() ? "" : " ").append(numbers.group(1));
    }
    return counts.toString();
  }

  private long entries() throws IOException {
    return Long.parseLong(Files.readAllLines(scene.data().resolve("ledger/checkpoint")).get(1));
  }

  @Test
  void forty_rows_with_five_bad_ones_are_mended_and_all_are_in() throws Exception {
    long before = entries();
    Answer look = bring("mine.csv", forty());
    assertThat(look.status()).isEqualTo(200);
    assertThat(look.text()).contains("35 of 40 rows can be recorded", "UTF-8", "commas");
    assertThat(counts(look.text())).isEqualTo("35 0 0 5 40");
    assertThat(look.text()).contains("reports.occurred_from.not-an-instant", "some day");
    assertThat(entries()).as("nothing is stored before the button").isEqualTo(before);

    String rejected = get(look.path() + "/rejected.csv").text();
    assertThat(rejected.lines()).hasSize(6);
    Answer receipt = post(look.path() + "/record", "");
    assertThat(receipt.path()).matches(CASE + "/receipt/[0-9]+");
    assertThat(receipt.text()).contains("35 reports were recorded");
    assertThat(get(receipt.path() + "/rejected.csv").text()).isEqualTo(rejected);

    Answer mended =
        bring("mended.csv", rejected.replace("some day,10.5", "2031-03-13T05:00:00Z,10.5"));
    assertThat(counts(mended.text())).isEqualTo("5 0 0 0 5");
    post(mended.path() + "/record", "");
    Answer all = bring("all.csv", forty().replace("some day,10.5", "2031-03-13T05:00:00Z,10.5"));
    assertThat(counts(all.text())).isEqualTo("0 0 40 0 40");
    assertThat(all.text()).contains("Nothing new: all 40 rows are recorded already");
  }

  @Test
  void the_same_file_again_changes_nothing() throws Exception {
    post(bring("mine.csv", forty()).path() + "/record", "");
    long after = entries();
    Answer again = bring("mine.csv", forty());
    assertThat(counts(again.text())).isEqualTo("0 0 35 5 40");
    Answer done = post(again.path() + "/record", "");
    assertThat(done.text()).contains("Nothing changed");
    assertThat(entries()).isEqualTo(after);
  }

  @Test
  void a_button_pressed_twice_records_once() throws Exception {
    Answer look = bring("mine.csv", forty());
    Answer first = post(look.path() + "/record", "");
    long after = entries();
    assertThat(post(look.path() + "/record", "").path()).isEqualTo(first.path());
    assertThat(get(look.path()).path()).isEqualTo(first.path());
    assertThat(entries()).isEqualTo(after);
  }

  @Test
  void after_a_restart_a_request_that_was_recorded_is_known() throws Exception {
    Answer look = bring("mine.csv", forty());
    Answer waiting = bring("other.csv", forty().replace("Z", "Y"));
    Answer first = post(look.path() + "/record", "");
    scene.close();
    scene = new CaseServer(folder.resolve("data"));
    assertThat(post(look.path() + "/record", "").path()).isEqualTo(first.path());
    assertThat(post(waiting.path() + "/record", "").status()).isEqualTo(410);
    try (Stream<Path> held = Files.list(scene.data().resolve("held"))) {
      assertThat(held).isEmpty();
    }
  }

  @Test
  void the_receipt_is_kept_as_data_too() throws Exception {
    Answer receipt = post(bring("mine.csv", forty()).path() + "/record", "");
    assertThat(get(receipt.path() + "/receipt.json").text())
        .contains("\"accepted\":35", "\"rejected\":5", "\"captures\":[\"");
    assertThat(get(CASE + "/receipt/0").status()).isEqualTo(404);
    assertThat(get(CASE + "/receipt/99999999").status()).isEqualTo(404);
    assertThat(get(CASE + "/receipt/-1").status()).isEqualTo(404);
  }

  @Test
  void columns_are_said_once_and_remembered() throws Exception {
    String own = "No;When;Where\nA1;2031-03-12T05:00:00Z;North Quay\n";
    Answer look = bring("own.csv", own);
    assertThat(look.status()).isEqualTo(200);
    assertThat(look.text()).contains("a header with columns such as observation_id", "semicolons");
    Answer mapped = post(look.path() + "/columns", "c0=id&c1=occurred_from&c2=place_name");
    assertThat(counts(mapped.text())).isEqualTo("1 0 0 0 1");
    post(mapped.path() + "/record", "");
    Answer later = bring("later.csv", own.replace("A1", "A2"));
    assertThat(later.text()).contains("As you chose for the last file");
    assertThat(counts(later.text())).isEqualTo("1 0 0 0 1");
    assertThat(post(later.path() + "/columns", "c0=id&c1=id").status()).isEqualTo(422);
    assertThat(post(later.path() + "/columns", "c0=drop+table").status()).isEqualTo(400);
  }

  @Test
  void a_file_can_be_dropped() throws Exception {
    Answer look = bring("mine.csv", forty());
    assertThat(get(CASE + "/data").text()).contains("1 file waits");
    Answer after = post(look.path() + "/drop", "");
    assertThat(after.text()).doesNotContain("file waits");
    assertThat(get(look.path()).status()).isEqualTo(410);
  }

  @Test
  void cells_with_html_or_formulas_do_no_harm() throws Exception {
    Answer look =
        bring(
            "<img src=x>.csv",
            "id,occurred_from,place,summary,<b>x</b>\n"
                + "A1,2031-03-12T05:00:00Z,<script>alert(1)</script>,ok,1\n"
                + "A2,never,\"=HYPERLINK(\"\"http://x\"\")\",+1+1,@y\n");
    assertThat(look.text())
        .doesNotContain("<script>alert", "<b>x</b>", "<img src=x>")
        .contains("&lt;script&gt;alert(1)&lt;/script&gt;");
    assertThat(get(look.path() + "/rejected.csv").text()).contains("'=HYPERLINK", "'+1+1", "'@y");
    Answer receipt = post(look.path() + "/record", "");
    assertThat(receipt.text()).doesNotContain("<script>alert", "<img src=x>");
  }

  @Test
  void ten_thousand_columns_are_refused_with_a_sentence() throws Exception {
    String header =
        String.join(",", Stream.iterate(0, i -> i + 1).limit(10_000).map(i -> "c" + i).toList());
    Answer look = bring("wide.csv", header + "\n");
    assertThat(look.status()).isEqualTo(422);
    assertThat(look.text()).contains("10000 columns, more than the limit of 1000");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/agreement",
        "/statements",
        "/process",
        "/evidence",
        "/data",
        "/receipt/1",
        "/case.zip"
      })
  void sql_in_every_parameter_is_only_text(String page) throws Exception {
    String sql = "%27%3B+drop+table+observation%3B--";
    String query = "?";
    for (String name :
        List.of("a", "b", "q", "term", "source", "region", "class", "act", "by", "i")) {
      query += name + "=" + sql + "&";
    }
    assertThat(get(CASE + page + query).status()).isIn(200, 404);
    assertThat(get("/c/" + sql + page).status()).isEqualTo(400);
    assertThat(get(CASE + page + "?recorded=" + sql).status()).isIn(200, 400, 404);
    assertThat(get(CASE + "/receipt/" + sql).status()).isEqualTo(404);
    assertThat(get(CASE + "/data/" + sql).status()).isEqualTo(410);
    assertThat(get(CASE + "/evidence").text()).contains("captured files");
  }

  @Test
  void a_foreign_page_can_neither_read_nor_record() throws Exception {
    Answer look = bring("mine.csv", forty());
    assertThat(
            send(at(look.path() + "/record")
                    .header("Origin", "http://evil.example")
                    .POST(HttpRequest.BodyPublishers.noBody()))
                .status())
        .isEqualTo(403);
    assertThat(
            send(at(CASE + "/data")
                    .header("Sec-Fetch-Site", "cross-site")
                    .POST(HttpRequest.BodyPublishers.noBody()))
                .status())
        .isEqualTo(403);
    try (Socket socket = new Socket("127.0.0.1", URI.create(scene.url()).getPort())) {
      socket
          .getOutputStream()
          .write(
              ("GET "
                      + CASE
                      + "/data HTTP/1.1\r\nHost: rebound.example\r\nConnection: close\r\n\r\n")
                  .getBytes(UTF_8));
      assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8))
          .startsWith("HTTP/1.1 421")
          .doesNotContain("case.zip");
    }
  }

  @Test
  void a_form_of_our_own_is_taken_though_it_tells_no_origin() throws Exception {
    Answer look = bring("mine.csv", forty());
    HttpRequest.Builder own =
        at(look.path() + "/record")
            .header("Origin", "null")
            .header("Sec-Fetch-Site", "same-origin")
            .POST(HttpRequest.BodyPublishers.noBody());
    assertThat(send(own).text()).contains("35 reports were recorded");
    HttpRequest.Builder sandboxed =
        at("/cases/new").header("Origin", "null").POST(HttpRequest.BodyPublishers.noBody());
    assertThat(send(sandboxed).status()).isEqualTo(403);
  }

  @Test
  void an_upload_beyond_the_limit_is_refused_before_it_is_read() throws Exception {
    try (Socket socket = new Socket("127.0.0.1", URI.create(scene.url()).getPort())) {
      socket
          .getOutputStream()
          .write(
              ("POST "
                      + CASE
                      + "/data HTTP/1.1\r\nHost: localhost\r\nAccept-Language: en\r\n"
                      + "Content-Type: multipart/form-data; boundary=b\r\n"
                      + "Content-Length: 900000000\r\nConnection: close\r\n\r\n--b\r\n")
                  .getBytes(UTF_8));
      String answer = new String(socket.getInputStream().readNBytes(4_000), UTF_8);
      assertThat(answer).startsWith("HTTP/1.1 413").contains("at most 200 MB");
    }
  }

  @Test
  void what_is_no_form_or_no_file_is_told() throws Exception {
    assertThat(post(CASE + "/data", "file=x").status()).isEqualTo(415);
    assertThat(bring("empty.csv", "").status()).isEqualTo(400);
    assertThat(bring("/data", "x.csv", forty().getBytes(UTF_8)).text())
        .contains("a case folder in a zip was expected here");
    assertThat(bring("x.bin", "\u0000\u0001\u0002").status()).isEqualTo(422);
  }

  // --- cases

  private static byte[] zip(Path folder, String extra, byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out);
        Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        zip.putNextEntry(new ZipEntry("strait/" + folder.relativize(file)));
        Files.copy(file, zip);
        zip.closeEntry();
      }
      if (!extra.isEmpty()) {
        zip.putNextEntry(new ZipEntry(extra));
        zip.write(bytes);
        zip.closeEntry();
      }
    }
    return out.toByteArray();
  }

  @Test
  void a_case_folder_in_a_zip_is_looked_at_and_then_recorded() throws Exception {
    scene.close();
    scene = new CaseServer(folder.resolve("empty"));
    assertThat(get("/data").text()).contains("Bring a case folder as a zip");
    Answer look = bring("/data", "strait.zip", zip(EXERCISE, "", new byte[0]));
    assertThat(look.status()).isEqualTo(200);
    assertThat(look.text()).contains("exercise-strait-pause", "Record this case");
    assertThat(scene.data().resolve("ledger/checkpoint")).doesNotExist();
    Answer receipt = post(look.path() + "/record", "");
    assertThat(receipt.path()).startsWith(CASE + "/receipt/");
    assertThat(get(CASE + "/agreement").status()).isEqualTo(200);
    try (Stream<Path> held = Files.list(scene.data().resolve("held"))) {
      assertThat(held).isEmpty();
    }
  }

  @Test
  void a_zip_that_is_refused_says_why_and_records_nothing() throws Exception {
    long before = entries();
    Answer look = bring(CASE + "/data", "evil.zip", zip(EXERCISE, "../evil.yaml", new byte[] {65}));
    assertThat(look.status()).isEqualTo(422);
    assertThat(look.text()).contains("leads out of it", "nothing of it was taken");
    assertThat(post(look.path() + "/record", "").status()).isEqualTo(400);
    assertThat(entries()).isEqualTo(before);
    Path broken = Files.createDirectories(folder.resolve("broken"));
    Files.writeString(broken.resolve("case.yaml"), "id: x\ntitle: [\n");
    Answer other = bring(CASE + "/data", "broken.zip", zip(broken, "", new byte[0]));
    assertThat(other.text()).contains("case.yaml:").doesNotContain(folder.toString());
  }

  @Test
  void a_new_case_is_made_recorded_and_taken_away() throws Exception {
    Answer made = post("/cases/new", "id=dam-1&title=%3Cb%3EThe+dam%3C%2Fb%3E");
    assertThat(made.status()).isEqualTo(200);
    assertThat(made.path()).isEqualTo("/c/dam-1/data");
    assertThat(made.text()).contains("&lt;b&gt;The dam").doesNotContain("<b>The dam");
    HttpResponse<byte[]> zip =
        client.send(at("/c/dam-1/case.zip").build(), HttpResponse.BodyHandlers.ofByteArray());
    assertThat(zip.statusCode()).isEqualTo(200);
    Answer again = bring("/data", "dam-1.zip", zip.body());
    assertThat(again.text()).contains("Record this case");
    assertThat(post(again.path() + "/record", "").text()).contains("Nothing changed");
    assertThat(post("/cases/new", "id=dam-1&title=x").text()).contains("is recorded already");
    assertThat(post("/cases/new", "id=..%2Fx&title=x").status()).isEqualTo(422);
  }
}
