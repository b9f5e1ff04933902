package org.treuga.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.treuga.app.cli.Program.treuga;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the commands on captures and sheets say. */
class CaptureCommandTest {

  private static final String SHA256 =
      "a2a47e1f4f3a3dc5d6c1d4b8f5d6e3b2f8f0a5d1e9c7b6a5948372615d4c3b2a";

  @TempDir Path folder;

  private String captured() {
    Path file = Program.write(folder.resolve("a.jpg"), "picture");
    Path headers =
        Program.write(
            folder.resolve("headers.txt"),
            "HTTP/1.1 301 Moved\r\nLocation: /b\r\n\r\nHTTP/2 200\r\ncontent-type: image/jpeg\r\n");
    Program.Run run =
        treuga(
            "capture",
            file,
            "--url",
            "https://news.example/a.jpg",
            "--headers",
            headers,
            "--collected-at",
            "2025-03-18T16:30:00Z",
            "--collector",
            "field office",
            "--data",
            folder.resolve("data"));
    assertThat(run.err()).isEmpty();
    assertThat(run.exit()).isZero();
    return run.out().lines().skip(1).findFirst().orElseThrow().strip().split(" ")[0];
  }

  @Test
  void a_file_is_captured_shown_copied_and_its_source_told_gone() {
    String sha256 = captured();
    Path data = folder.resolve("data");
    Program.Run gone =
        treuga(
            "capture",
            "gone",
            "https://news.example/a.jpg",
            "--at",
            "2025-06-01T09:00:00Z",
            "--note",
            "404",
            "--data",
            data);
    assertThat(gone.exit()).isZero();
    Path copy = folder.resolve("copy.jpg");
    assertThat(treuga("capture", "copy", sha256, "--out", copy, "--data", data).out())
        .contains("7 bytes as captured, named \"a.jpg\", image/jpeg");
    assertThat(copy).hasContent("picture");
    assertThat(treuga("capture", "show", sha256, "--data", data).out())
        .contains("status: 200", "> content-type: image/jpeg", "collector: field office")
        .contains("gone at 2025-06-01T09:00:00Z", "working-copy at ");
    assertThat(
            treuga(
                    "capture",
                    "list",
                    "--url",
                    "https://news.example/a.jpg",
                    "--format",
                    "csv",
                    "--data",
                    data)
                .out())
        .contains(sha256 + ",7,a.jpg,image/jpeg,https://news.example/a.jpg,2025-03-18T16:30:00Z")
        .contains(",2025-06-01T09:00:00Z");
    assertThat(treuga("verify", data).out()).contains("1 captured files");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "capture | capture needs a FILE",
        "capture nofile.txt | there is no such file",
        "capture a.jpg --collected-at yesterday | --collected-at must be an instant",
        "capture a.jpg --as zip | --as must be",
        "capture a.jpg --format csv | --format must be text or json",
        "capture a.jpg --as wacz | not a readable zip",
        "export | export needs a command"
      })
  void wrong_use_is_one_sentence_and_leaves_nothing(String words, String says) {
    Program.write(folder.resolve("a.jpg"), "picture");
    Path data = folder.resolve("data");
    Object[] arguments =
        java.util.stream.Stream.concat(
                java.util.Arrays.stream(words.split(" "))
                    .map(word -> word.contains(".") ? folder.resolve(word) : word),
                words.equals("export")
                    ? java.util.stream.Stream.empty()
                    : java.util.stream.Stream.of("--data", data))
            .toArray();
    Program.Run run = treuga(arguments);
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains(says);
    assertThat(data.resolve("blobs")).doesNotExist();
  }

  @Test
  void what_was_never_captured_is_neither_shown_nor_gone() {
    captured();
    Path data = folder.resolve("data");
    assertThat(treuga("capture", "show", SHA256, "--data", data).err())
        .contains("no captured bytes have this SHA-256");
    assertThat(
            treuga(
                    "capture",
                    "gone",
                    "https://x.example/",
                    "--at",
                    "2025-06-01T09:00:00Z",
                    "--data",
                    data)
                .err())
        .contains("nothing was captured");
  }

  @Test
  void a_sheet_goes_out_and_comes_back() {
    Path reports =
        Program.write(folder.resolve("reports.csv"), "observation_id,summary\nr1,one\nr2,=two\n");
    Path data = folder.resolve("data");
    treuga("ingest", "reports", reports, "--data", data);
    Path sheet = folder.resolve("sheet.csv");
    assertThat(treuga("export", "observations", "--out", sheet, "--data", data).out())
        .contains("2 observations");
    assertThat(Program.text(sheet)).contains("'=two");
    Program.write(sheet, Program.text(sheet).replace(",one,", ",uno,"));
    assertThat(treuga("ingest", "reports", sheet, "--data", data).out())
        .contains("0 accepted, 1 updated, 1 unchanged, 0 rejected");
    assertThat(Files.exists(folder.resolve("sheet.csv.part"))).isFalse();
  }
}
