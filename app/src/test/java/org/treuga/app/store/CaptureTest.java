package org.treuga.app.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.treuga.app.store.WebArchive.digest;
import static org.treuga.app.store.WebArchive.join;
import static org.treuga.app.store.WebArchive.page;
import static org.treuga.app.store.WebArchive.response;
import static org.treuga.app.store.WebArchive.sha256;
import static org.treuga.app.store.WebArchive.utf8;
import static org.treuga.app.store.WebArchive.wacz;
import static org.treuga.app.store.WebArchive.warcGz;
import static org.treuga.app.store.WebArchive.zip;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.treuga.connectors.capture.CaptureFiles.Form;
import org.treuga.connectors.capture.Collected;
import org.treuga.connectors.capture.Flaw;
import org.treuga.connectors.capture.Stated;
import org.treuga.evidence.Rejection;
import org.treuga.evidence.UnreadableInput;
import org.treuga.wire.Json;

/** Captures: bytes and words are kept as they came, once, and archives are believed in nothing. */
class CaptureTest {

  private static final String URL = "https://news.example/a/page.html";
  private static final String DATE = "2025-03-18T16:30:00Z";

  @TempDir Path folder;
  private StoreScene scene;

  @BeforeEach
  void setTheScene() {
    scene = new StoreScene(folder, null);
  }

  private CaptureReceipt capture(Stated stated, Path... files) {
    return capture(Form.AUTO, stated, files);
  }

  private CaptureReceipt capture(Form form, Stated stated, Path... files) {
    try (DataDirectory directory = scene.open()) {
      return directory.capture(List.of(files), form, stated, false, "tester", "treuga test");
    }
  }

  private List<Captures.Capture> captures() {
    try (DataDirectory directory = scene.open()) {
      return directory.captures().list(null);
    }
  }

  private Path file(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes);
  }

  private static Stated from(String url, String at) {
    return new Stated(
        url,
        Instant.parse(at),
        "field office",
        "",
        200,
        List.of(new Collected.Field("Content-Type", "image/jpeg")));
  }

  // ---- files

  @Test
  void same_bytes_and_same_words_are_one_capture() throws IOException {
    Path file = file("a.jpg", utf8("picture"));
    assertThat(capture(from(URL, DATE), file).captured()).isEqualTo(1);
    byte[] checkpoint = Files.readAllBytes(scene.data.resolve("ledger/checkpoint"));
    CaptureReceipt again = capture(from(URL, DATE), file);
    assertThat(again.captured()).isZero();
    assertThat(again.unchanged()).isEqualTo(1);
    assertThat(Files.readAllBytes(scene.data.resolve("ledger/checkpoint"))).isEqualTo(checkpoint);
  }

  @Test
  void same_bytes_from_elsewhere_or_at_another_time_are_another_capture() throws IOException {
    Path file = file("a.jpg", utf8("picture"));
    capture(from(URL, DATE), file);
    assertThat(capture(from("https://copy.example/", DATE), file).newBytes()).isZero();
    assertThat(capture(from(URL, "2025-03-19T00:00:00Z"), file).captured()).isEqualTo(1);
    assertThat(captures()).hasSize(3).allMatch(one -> one.sha256().equals(sha256(utf8("picture"))));
    assertThat(scene.verify().captures()).isEqualTo(1);
    assertThat(scene.verify().problems()).isEmpty();
  }

  @Test
  void the_words_are_recorded_as_they_were_said() throws IOException {
    capture(from(URL, DATE), file("a.jpg", utf8("picture")));
    Captures.Capture one = captures().getFirst();
    assertThat(one.name()).isEqualTo("a.jpg");
    assertThat(one.mediaType()).isEqualTo("image/jpeg");
    assertThat(one.collected().canonical())
        .isEqualTo(
            "{\"collected_at\":\"2025-03-18T16:30:00Z\",\"collector\":\"field office\","
                + "\"headers\":[[\"Content-Type\",\"image/jpeg\"]],\"media_type\":\"image/jpeg\","
                + "\"status\":200,\"url\":\"https://news.example/a/page.html\"}");
    assertThat(one.body().text("tool")).isEqualTo("treuga test");
  }

  @Test
  void rehearsing_stores_nothing() throws IOException {
    Path file = file("a.jpg", utf8("picture"));
    try (DataDirectory directory = scene.open()) {
      CaptureReceipt receipt =
          directory.capture(List.of(file), Form.AUTO, from(URL, DATE), true, "tester", "t");
      assertThat(receipt.captured()).isEqualTo(1);
      assertThat(directory.exists()).isFalse();
    }
    assertThat(scene.data).doesNotExist();
  }

  @Test
  void captures_of_imports_from_before_are_still_read() throws IOException {
    scene.ingest(scene.file("a.csv", StoreScene.alert("North", 1, 30)));
    Captures.Capture old = captures().getFirst();
    assertThat(old.feed()).isEqualTo("airalert");
    assertThat(old.url()).isEmpty();
    assertThat(scene.verify().problems()).isEmpty();
  }

  @Test
  void one_URL_cannot_be_said_of_several_files_or_of_an_archive() throws IOException {
    Path a = file("a", utf8("a"));
    Path b = file("b", utf8("b"));
    Path archive = zip(folder.resolve("c.wacz"), wacz(warcGz(page(URL, DATE, "text"))));
    assertThatThrownBy(() -> capture(from(URL, DATE), a, b)).isInstanceOf(UnreadableInput.class);
    assertThatThrownBy(() -> capture(from(URL, DATE), archive))
        .isInstanceOf(UnreadableInput.class)
        .hasMessageContaining("--as file");
    assertThat(scene.entries()).isZero();
  }

  // ---- custody, gone, what stands on it

  @Test
  void a_working_copy_is_the_bytes_and_is_told_in_the_ledger() throws IOException {
    capture(from(URL, DATE), file("a.jpg", utf8("picture")));
    String sha256 = sha256(utf8("picture"));
    Path copy = folder.resolve("copy.jpg");
    try (DataDirectory directory = scene.open()) {
      assertThat(directory.copy(sha256, copy, "for geolocation", "analyst").mediaType())
          .isEqualTo("image/jpeg");
      assertThat(copy).hasContent("picture");
      assertThat(directory.captures().custody(sha256))
          .containsExactly(
              new Captures.Custody("working-copy", "for geolocation", "analyst", scene.now));
      assertThatThrownBy(() -> directory.copy(sha256, copy, "", "analyst"))
          .hasMessageContaining("is there already");
    }
    Files.writeString(copy, "changed");
    assertThat(scene.verify().problems()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"data/copy", "data/blobs/copy", "outside/../data/copy", "link/copy"})
  void a_working_copy_never_lies_with_the_evidence(String out) throws IOException {
    capture(from(URL, DATE), file("a.jpg", utf8("picture")));
    Files.createDirectory(folder.resolve("outside"));
    Files.createSymbolicLink(folder.resolve("link"), scene.data);
    long entries = scene.entries();
    try (DataDirectory directory = scene.open()) {
      assertThatThrownBy(
              () -> directory.copy(sha256(utf8("picture")), folder.resolve(out), "", "analyst"))
          .isInstanceOf(UnreadableInput.class)
          .hasMessageContaining("data directory");
    }
    assertThat(scene.entries()).isEqualTo(entries);
  }

  @Test
  void no_working_copy_is_made_of_bytes_that_were_changed() throws IOException {
    capture(from(URL, DATE), file("a.jpg", utf8("picture")));
    String sha256 = sha256(utf8("picture"));
    Files.writeString(blob(sha256), "Picture");
    Path copy = folder.resolve("copy.jpg");
    try (DataDirectory directory = scene.open()) {
      assertThatThrownBy(() -> directory.copy(sha256, copy, "", "analyst"))
          .isInstanceOf(StoreFailure.class)
          .hasMessageContaining("treuga verify");
    }
    assertThat(copy).doesNotExist();
    assertThat(folder).isDirectoryNotContaining("glob:**.part");
  }

  private Path blob(String sha256) {
    return scene.data.resolve("blobs").resolve(sha256.substring(0, 2)).resolve(sha256.substring(2));
  }

  @Test
  void a_source_that_is_gone_is_told_with_its_captures() throws IOException {
    capture(from(URL, DATE), file("a.jpg", utf8("picture")));
    Instant tried = Instant.parse("2025-04-01T00:00:00Z");
    try (DataDirectory directory = scene.open()) {
      directory.gone(URL, tried, "404", "tester");
      directory.gone(sha256(utf8("picture")), tried.plusSeconds(60), "", "tester");
      Captures captures = directory.captures();
      assertThat(captures.gone(captures.list(URL)))
          .extracting(Captures.Gone::url, Captures.Gone::at)
          .containsExactly(
              org.assertj.core.groups.Tuple.tuple(URL, tried),
              org.assertj.core.groups.Tuple.tuple(URL, tried.plusSeconds(60)));
      assertThatThrownBy(() -> directory.gone("https://other.example/", tried, "", "tester"))
          .isInstanceOf(UnreadableInput.class);
    }
    assertThat(scene.verify().problems()).isEmpty();
  }

  @Test
  void observations_that_stand_on_captured_bytes_are_found_by_file_and_by_digest()
      throws IOException {
    byte[] picture = utf8("picture");
    capture(from(URL, DATE), file("a.jpg", picture));
    Path reports =
        file(
            "reports.csv",
            utf8(
                "observation_id,occurred_from,evidence_sha256\nr1,"
                    + DATE
                    + ","
                    + sha256(picture)
                    + "\nr2,"
                    + DATE
                    + ",\n"));
    try (DataDirectory directory = scene.open()) {
      directory.ingest(
          org.treuga.connectors.Feeds.find("reports").orElseThrow(), List.of(reports), "t", "t");
      Captures captures = directory.captures();
      assertThat(captures.standingOn(sha256(picture)))
          .extracting(Captures.Standing::observationId, Captures.Standing::by)
          .containsExactly(org.assertj.core.groups.Tuple.tuple("r1", "evidence_sha256"));
      assertThat(captures.standingOn(sha256(Files.readAllBytes(reports))))
          .extracting(Captures.Standing::observationId, Captures.Standing::by)
          .containsExactly(
              org.assertj.core.groups.Tuple.tuple("r1", "file"),
              org.assertj.core.groups.Tuple.tuple("r2", "file"));
    }
  }

  // ---- archives

  @Test
  void each_response_of_a_WACZ_is_a_capture_with_URL_date_status_and_headers() throws IOException {
    byte[] chunked = utf8("4\r\nWiki\r\n5;x=1\r\npedia\r\n0\r\n\r\n");
    byte[] shot = {1, 2, 3};
    Path file =
        zip(
            folder.resolve("a.wacz"),
            wacz(
                warcGz(
                    new WebArchive.Record(
                            "warcinfo", "", DATE, utf8("software: crawler 1.2\r\nformat: WARC\r\n"))
                        .without("WARC-Target-URI"),
                    page(URL, DATE, "<p>text</p>"),
                    response(
                        "https://news.example/b?q=1",
                        "2025-03-18T16:30:01.123Z",
                        "HTTP/1.1 404 Not Found\r\nTransfer-Encoding: chunked",
                        chunked,
                        utf8("Wikipedia")),
                    new WebArchive.Record("request", URL, DATE, utf8("GET / HTTP/1.1\r\n\r\n")),
                    new WebArchive.Record("resource", "urn:view:" + URL, DATE, shot)
                        .with("Content-Type", "image/png")
                        .with("WARC-Payload-Digest", "sha-256:" + sha256(shot)))));
    CaptureReceipt receipt = capture(Stated.NOTHING, file);
    assertThat(receipt.rejections()).isEmpty();
    assertThat(receipt.captured()).isEqualTo(4);
    List<Captures.Capture> all = captures();
    assertThat(all.get(0).sha256()).isEqualTo(sha256(Files.readAllBytes(file)));
    assertThat(all.get(0).collected().canonical())
        .contains("signature present, by archive.example, not verified");
    Captures.Capture first = all.get(1);
    assertThat(first.sha256()).isEqualTo(sha256(utf8("<p>text</p>")));
    assertThat(first.collected().text("collected_with")).isEqualTo("crawler 1.2");
    assertThat(first.collected().canonical())
        .contains(
            "\"status\":200",
            "[\"X-Seen\",\"one\"],[\"X-Seen\",\"two\"]",
            "WARC-Payload-Digest sha1:");
    assertThat(first.collected().canonical()).contains("\"sha256\":\"" + all.get(0).sha256());
    assertThat(all.get(2).sha256()).isEqualTo(sha256(utf8("Wikipedia")));
    assertThat(all.get(2).collected().text("collected_at")).isEqualTo("2025-03-18T16:30:01.123Z");
    assertThat(all.get(3).mediaType()).isEqualTo("image/png");
    assertThat(receipt.notes()).anyMatch(note -> note.contains("signature was not verified"));

    CaptureReceipt again = capture(Stated.NOTHING, file);
    assertThat(again.captured()).isZero();
    assertThat(again.unchanged()).isEqualTo(4);
    assertThat(scene.verify().captures()).isEqualTo(4);
  }

  @Test
  void verify_finds_a_change_in_the_bytes_of_a_record() throws IOException {
    capture(
        Stated.NOTHING,
        zip(folder.resolve("a.wacz"), wacz(warcGz(page(URL, DATE, "<p>text</p>")))));
    Files.writeString(blob(sha256(utf8("<p>text</p>"))), "<p>Text</p>");
    assertThat(scene.verify().problems()).hasSize(1).first().asString().contains("blobs/");
  }

  @Test
  void a_rebuilt_store_knows_the_same_captures() throws IOException {
    capture(
        Stated.NOTHING,
        zip(folder.resolve("a.wacz"), wacz(warcGz(page(URL, DATE, "<p>text</p>")))));
    List<Captures.Capture> before = captures();
    try (DataDirectory directory = scene.open()) {
      directory.rebuildStore();
    }
    assertThat(captures()).isEqualTo(before);
  }

  @Test
  void a_digest_of_the_body_as_it_was_sent_fits_too() throws IOException {
    byte[] chunked = utf8("4\r\nWiki\r\n0\r\n\r\n");
    WebArchive.Record record =
        response(URL, DATE, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked", chunked, chunked);
    CaptureReceipt receipt = capture(Stated.NOTHING, file("a.warc", record.bytes()));
    assertThat(receipt.rejected()).isZero();
    assertThat(captures().getLast().sha256()).isEqualTo(sha256(utf8("Wiki")));
  }

  @Test
  void a_revisit_is_another_capture_of_the_bytes_it_refers_to() throws IOException {
    WebArchive.Record page = page(URL, DATE, "<p>text</p>");
    WebArchive.Record revisit =
        new WebArchive.Record(
                "revisit", URL + "?again", "2025-03-19T16:30:00Z", utf8("HTTP/1.1 200 OK\r\n\r\n"))
            .with("WARC-Payload-Digest", page.headers.getOrDefault("WARC-Payload-Digest", ""))
            .with(
                "WARC-Profile", "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest")
            .with("Content-Type", "application/http; msgtype=response");
    capture(Stated.NOTHING, file("a.warc.gz", warcGz(page, revisit)));
    assertThat(captures()).hasSize(3);
    assertThat(captures().getLast().sha256()).isEqualTo(sha256(utf8("<p>text</p>")));
    assertThat(captures().getLast().url()).isEqualTo(URL + "?again");
  }

  /** A WACZ that is not what it says of itself. */
  record Broken(String name, Map<String, byte[]> members, String says) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Broken> broken() {
    byte[] warc = warcGz(page(URL, DATE, "text"));
    List<Broken> all = new ArrayList<>();
    Map<String, byte[]> changed = wacz(warc);
    changed.put("archive/data.warc.gz", warcGz(page(URL, DATE, "Text")));
    all.add(new Broken("a member was changed", changed, "is not what datapackage.json states"));
    Map<String, byte[]> missing = wacz(warc);
    missing.remove("pages/pages.jsonl");
    all.add(new Broken("a member is missing", missing, "which is not there"));
    Map<String, byte[]> added = wacz(warc);
    added.put("archive/more.warc.gz", warc);
    all.add(new Broken("a WARC was put in", added, "does not name archive/more.warc.gz"));
    Map<String, byte[]> resigned = wacz(warc);
    resigned.put(
        "datapackage.json",
        join(resigned.getOrDefault("datapackage.json", new byte[0]), utf8(" ")));
    all.add(new Broken("the package was changed", resigned, "is not what datapackage-digest.json"));
    Map<String, byte[]> out = wacz(warc);
    out.put("../../etc/passwd", utf8("x"));
    all.add(new Broken("a name leads out", out, "plain relative names"));
    Map<String, byte[]> form = wacz(warc);
    form.put(
        "datapackage.json",
        utf8("{\"resources\":[{\"path\":\"archive/data.warc.gz\",\"hash\":\"crc:1\"}]}"));
    all.add(new Broken("a hash of another form", form, "sha256: and 64 digits were expected"));
    Map<String, byte[]> none = wacz(warc);
    none.put("datapackage.json", utf8("{}"));
    all.add(new Broken("no resources", none, "names no resources"));
    Map<String, byte[]> text = wacz(warc);
    text.put("datapackage.json", utf8("["));
    all.add(new Broken("no JSON", text, "is not a JSON object"));
    byte[] zeros = new byte[80 << 20];
    Map<String, byte[]> bomb = wacz(warc);
    bomb.put("pages/zeros", zeros);
    all.add(new Broken("a bomb in the zip", bomb, "beyond the limits"));
    byte[] packed = warcGz(response(URL, DATE, "HTTP/1.1 200 OK", zeros, zeros));
    all.add(new Broken("a bomb in the WARC", wacz(packed), "times its packed size"));
    return all;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("broken")
  void a_WACZ_that_is_not_what_it_says_leaves_nothing(Broken broken) throws IOException {
    Path file = zip(folder.resolve("a.wacz"), broken.members());
    Path good = file("good.txt", utf8("good"));
    assertThatThrownBy(() -> capture(Stated.NOTHING, good, file))
        .isInstanceOf(UnreadableInput.class)
        .hasMessageContaining(broken.says());
    assertThat(scene.entries()).isZero();
    assertThat(scene.data.resolve("blobs")).doesNotExist();
    assertThat(capture(Form.FILE, Stated.NOTHING, file).captured()).isEqualTo(1);
  }

  /** A record or row that is wrong, after one that is right. */
  record Bad(String name, Flaw flaw, Path file, int line, int captured) {
    @Override
    public String toString() {
      return name;
    }
  }

  @Test
  void every_code_has_the_record_that_earned_it_and_the_others_are_captured() throws IOException {
    Set<String> earned = new TreeSet<>();
    for (Bad bad : bad()) {
      scene = new StoreScene(Files.createTempDirectory(folder, "scene"), null);
      CaptureReceipt receipt = capture(Stated.NOTHING, bad.file());
      assertThat(receipt.rejections()).as(bad.name()).hasSize(1);
      Rejection rejection = receipt.rejections().getFirst();
      assertThat(rejection.code()).as(bad.name()).isEqualTo(bad.flaw().code());
      assertThat(rejection.line()).as(bad.name()).isEqualTo(bad.line());
      assertThat(receipt.captured()).as(bad.name()).isEqualTo(bad.captured());
      assertThat(scene.verify().problems()).as(bad.name()).isEmpty();
      earned.add(rejection.code());
    }
    assertThat(earned).isEqualTo(new TreeSet<>(Flaw.allCodes()));
  }

  private List<Bad> bad() throws IOException {
    List<Bad> all = new ArrayList<>();
    WebArchive.Record good = page(URL, DATE, "good");
    all.add(
        record(
            "a wrong payload digest",
            Flaw.DIGEST_DIFFERS,
            page(URL, DATE, "x")
                .with(
                    "WARC-Payload-Digest",
                    "sha1:" + WebArchive.base32(digest("SHA-1", utf8("y"))))));
    all.add(
        record(
            "a wrong block digest",
            Flaw.DIGEST_DIFFERS,
            page(URL, DATE, "x").with("WARC-Block-Digest", "sha256:" + sha256(utf8("y")))));
    all.add(
        record(
            "a digest nobody knows",
            Flaw.DIGEST_UNKNOWN_FORM,
            page(URL, DATE, "x").with("WARC-Payload-Digest", "crc32:abc")));
    all.add(record("no URL", Flaw.URL_MISSING, page(URL, DATE, "x").without("WARC-Target-URI")));
    all.add(
        record(
            "no such day",
            Flaw.DATE_NOT_AN_INSTANT,
            page(URL, DATE, "x").with("WARC-Date", "2025-02-30T00:00:00Z")));
    all.add(
        record(
            "no HTTP", Flaw.RECORD_NOT_HTTP, response(URL, DATE, "hello", utf8("x"), utf8("x"))));
    all.add(
        record(
            "a revisit of nothing",
            Flaw.REVISIT_PAYLOAD_MISSING,
            new WebArchive.Record("revisit", URL, DATE, utf8(""))
                .with(
                    "WARC-Payload-Digest",
                    "sha1:" + WebArchive.base32(digest("SHA-1", utf8("z"))))));
    all.add(
        record(
            "endless headers",
            Flaw.RECORD_TOO_LARGE,
            response(
                URL,
                DATE,
                "HTTP/1.1 200 OK\r\nX-Long: " + "y".repeat(70_000),
                utf8("x"),
                utf8("x"))));
    byte[] two = join(good.bytes(), page(URL + "2", DATE, "second").bytes());
    all.add(
        new Bad(
            "cut off",
            Flaw.RECORD_TRUNCATED,
            file("cut.warc", Arrays.copyOf(two, two.length - 20)),
            2,
            2));
    byte[] packed = warcGz(good, page(URL + "2", DATE, "second"));
    all.add(
        new Bad(
            "cut off in gzip",
            Flaw.RECORD_TRUNCATED,
            file("cut.warc.gz", Arrays.copyOf(packed, packed.length - 12)),
            2,
            2));
    all.add(
        new Bad(
            "no WARC any more",
            Flaw.RECORD_NOT_WARC,
            file("junk.warc", join(good.bytes(), utf8("this is no record\r\n\r\n"))),
            2,
            2));
    all.addAll(badRows());
    return all;
  }

  private Bad record(String name, Flaw flaw, WebArchive.Record record) throws IOException {
    Path file =
        file(
            name.replace(' ', '-') + ".warc",
            join(
                page(URL + "?good", DATE, "good").bytes(),
                record.bytes(),
                page(URL + "?after", DATE, "after").bytes()));
    return new Bad(name, flaw, file, 2, 3);
  }

  // ---- auto-archiver

  private static final String HEADER =
      "Link,Destination folder,Archive status,Archive location,Archive date,Upload title,Hash,WACZ";

  private Path sheet(String name, String... rows) throws IOException {
    Path own = Files.createDirectories(folder.resolve(name));
    Files.createDirectories(own.resolve("case-1"));
    Files.writeString(own.resolve("case-1/good.html"), "good");
    return Files.writeString(
        own.resolve("sheet.csv"), HEADER + "\n" + String.join("\n", rows) + "\n");
  }

  private static String row(String url, String status, String location, String date, String hash) {
    return String.join(",", url, "case-1", status, location, date, "A title", hash, "");
  }

  private static String goodRow() {
    return row(
        URL,
        "telethon: success",
        "https://bucket.example/x/case-1/good.html",
        DATE,
        "SHA-256:" + sha256(utf8("good")));
  }

  private List<Bad> badRows() throws IOException {
    List<Bad> all = new ArrayList<>();
    String hash = "SHA-256:" + sha256(utf8("good"));
    String at = "case-1/good.html";
    all.add(
        badRow(
            "failed", Flaw.ROW_NOT_ARCHIVED, row(URL, "Archive failed no archiver", "", DATE, "")));
    all.add(
        badRow("moved", Flaw.FILE_MISSING, row(URL, "success", "case-1/other.html", DATE, hash)));
    all.add(badRow("outside", Flaw.FILE_OUTSIDE, row(URL, "success", "../../secret", DATE, hash)));
    all.add(
        badRow(
            "changed",
            Flaw.DIGEST_DIFFERS,
            row(URL, "success", at, DATE, "SHA-256:" + sha256(utf8("other")))));
    all.add(
        badRow(
            "short-hash", Flaw.DIGEST_UNKNOWN_FORM, row(URL, "success", at, DATE, "SHA-256:12")));
    all.add(badRow("no-day", Flaw.DATE_NOT_AN_INSTANT, row(URL, "success", at, "yesterday", hash)));
    all.add(badRow("no-link", Flaw.URL_MISSING, row("", "success", at, DATE, hash)));
    all.add(badRow("few-cells", Flaw.ROW_BROKEN, URL + ",success"));
    Path own = Files.createDirectories(folder.resolve("half"));
    Files.writeString(own.resolve("m.txt"), "media");
    Path item = Files.writeString(own.resolve("metadata.json"), item("\\ud800", "m.txt", ""));
    all.add(new Bad("half a surrogate", Flaw.RECORD_NOT_UNICODE, item, 0, 1));
    return all;
  }

  private Bad badRow(String name, Flaw flaw, String row) throws IOException {
    return new Bad(name, flaw, sheet(name, goodRow(), row), 3, 2);
  }

  private static String item(String title, String file, String hash) {
    return """
    {"status": "yt-dlp: success", "metadata": {"url": "%s", "title": "%s",
     "_processed_at": "2025-03-18 16:30:00.250000+00:00"},
     "media": [{"filename": "/tmp/x/%s", "key": "case-1/%s", "urls": [], "properties": {"hash": "%s"}}]}
    """
        .formatted(URL, title, file, file, hash);
  }

  @Test
  void a_sheet_of_auto_archiver_gives_the_files_beside_it_with_link_date_and_checked_hash()
      throws IOException {
    Path sheet =
        sheet(
            "own",
            goodRow(),
            row(
                URL + "?2",
                "[cached] success",
                "good.html",
                "2025-03-18T16:30:00.5+00:00",
                "not-calculated"));
    Files.writeString(sheet.resolveSibling("good.html"), "other");
    CaptureReceipt receipt = capture(Stated.NOTHING, sheet);
    assertThat(receipt.captured()).isEqualTo(3);
    assertThat(receipt.notes()).anyMatch(note -> note.contains("no hash is stated"));
    Captures.Capture one = captures().get(1);
    assertThat(one.url()).isEqualTo(URL);
    assertThat(one.sha256()).isEqualTo(sha256(utf8("good")));
    assertThat(one.collected().text("collected_at")).isEqualTo(DATE);
    assertThat(one.collected().text("collected_with")).isEqualTo("auto-archiver");
    assertThat(one.collected().text("note")).isEqualTo("telethon: success; A title");
    assertThat(one.collected().canonical()).contains("\"checked\":[\"hash SHA-256:");
    assertThat(capture(Stated.NOTHING, sheet).unchanged()).isEqualTo(3);
  }

  @Test
  void a_metadata_file_of_auto_archiver_gives_its_media() throws IOException {
    Path own = Files.createDirectories(folder.resolve("own"));
    Files.writeString(own.resolve("v.mp4"), "video");
    String sha3 = HexFormat.of().formatHex(digest("SHA3-512", utf8("video")));
    Path item =
        Files.writeString(own.resolve("metadata.json"), item("T", "v.mp4", "SHA3-512:" + sha3));
    assertThat(capture(Stated.NOTHING, item).captured()).isEqualTo(2);
    assertThat(captures().getLast().collected().text("collected_at"))
        .isEqualTo("2025-03-18T16:30:00.250Z");
    assertThat(captures().getLast().mediaType()).isEqualTo("video/mp4");
  }

  @Test
  void a_table_in_the_notation_of_Python_is_refused_with_a_way_out() throws IOException {
    Path file = file("db.csv", utf8("status,metadata,media\nsuccess,\"{'url': 'x'}\",[]\n"));
    assertThatThrownBy(() -> capture(Stated.NOTHING, file))
        .isInstanceOf(UnreadableInput.class)
        .hasMessageContaining("metadata.json");
  }

  @Test
  void a_link_beside_the_list_leads_nowhere() throws IOException {
    Path sheet = sheet("own", row(URL, "success", "case-1/link.html", DATE, ""));
    Files.createSymbolicLink(
        sheet.resolveSibling("case-1").resolve("link.html"), file("secret", utf8("secret")));
    CaptureReceipt receipt = capture(Stated.NOTHING, sheet);
    assertThat(receipt.rejections())
        .extracting(Rejection::code)
        .containsExactly("capture.file.missing");
  }

  // ---- content credentials

  @Test
  void a_C2PA_manifest_is_noted_and_never_said_to_be_valid() throws IOException {
    byte[] old = jumbf("oclaim_generatormcamera maker 1");
    byte[] two =
        join(
            jumbfHead(),
            utf8("tclaim_generator_info"),
            new byte[] {(byte) 0xA1},
            utf8("dname"),
            new byte[] {0x78, 26},
            utf8("a generator with long name"));
    byte[] png =
        join(
            new byte[] {(byte) 0x89},
            utf8("PNG\r\n\32\n"),
            chunk("IHDR", new byte[13]),
            chunk("caBX", two));
    byte[] jpeg =
        join(
            bytes(0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 1, 2, 0xFF, 0xEB, 0, old.length + 10),
            utf8("JP"),
            new byte[6],
            old,
            bytes(0xFF, 0xDA, 0, 2));
    byte[] mp4 =
        join(
            box("ftyp", utf8("isom0000")),
            box("free", new byte[3]),
            box(
                "uuid",
                join(
                    HexFormat.of().parseHex("d8fec3d61b0e483c92975828877ec481"),
                    utf8("\0\0\0\0manifest\0"),
                    new byte[8],
                    old)));
    capture(
        Stated.NOTHING,
        file("a.jpg", jpeg),
        file("b.png", png),
        file("c.mp4", mp4),
        file("d.c2pa", old),
        file("e.png", Arrays.copyOf(png, 33)),
        file("f.txt", utf8("jumb c2pa, and no picture")));
    assertThat(
            captures().stream()
                .map(one ->
                    String.valueOf(
                        one.body().fields().get("c2pa") instanceof Json.Obj found
                            ? found.canonical()
                            : "none"))
                .toList())
        .containsExactly(
            noted("jpeg", "camera maker 1"),
            noted("png", "a generator with long name"),
            noted("bmff", "camera maker 1"),
            noted("sidecar", "camera maker 1"),
            "none",
            "none");
  }

  private static String noted(String where, String by) {
    return "{\"claim_generator\":\"%s\",\"present\":true,\"validated\":false,\"where\":\"%s\"}"
        .formatted(by, where);
  }

  private static byte[] jumbfHead() {
    return join(
        bytes(0, 0, 1, 0),
        utf8("jumb"),
        bytes(0, 0, 0, 30),
        utf8("jumdc2pa"),
        new byte[12],
        bytes(3),
        utf8("c2pa\0"));
  }

  private static byte[] jumbf(String claim) {
    byte[] text = claim.getBytes(StandardCharsets.ISO_8859_1);
    text[0] = 0x6f;
    text[16] = 0x60 | 14;
    return join(jumbfHead(), text);
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  private static byte[] chunk(String type, byte[] data) {
    return join(bytes(0, 0, data.length >> 8, data.length), utf8(type), data, new byte[4]);
  }

  private static byte[] box(String type, byte[] data) {
    int size = data.length + 8;
    return join(bytes(0, 0, size >> 8, size), utf8(type), data);
  }

  @Test
  void the_page_on_captures_names_every_code() throws IOException {
    Path page = Path.of("").toAbsolutePath();
    while (!Files.exists(page.resolve("docs/capture.md"))) {
      page = java.util.Objects.requireNonNull(page.getParent());
    }
    Matcher codes =
        Pattern.compile("`(capture\\.[a-z.-]+)`")
            .matcher(Files.readString(page.resolve("docs/capture.md")));
    Set<String> documented =
        codes.results().map(code -> code.group(1)).collect(Collectors.toCollection(TreeSet::new));
    assertThat(documented).isEqualTo(new TreeSet<>(Flaw.allCodes()));
  }
}
