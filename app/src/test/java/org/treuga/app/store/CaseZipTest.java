package org.treuga.app.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.treuga.evidence.UnreadableInput;

class CaseZipTest {

  @TempDir private Path folder;

  private Path zip(Map<String, byte[]> files) throws IOException {
    Path zip = folder.resolve("case.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        out.putNextEntry(new ZipEntry(file.getKey()));
        out.write(file.getValue());
        out.closeEntry();
      }
    }
    return zip;
  }

  private static Map<String, byte[]> with(String name, byte[] bytes) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("case.yaml", "id: c\n".getBytes(UTF_8));
    files.put(name, bytes);
    return files;
  }

  private void refuses(Map<String, byte[]> files, String why) throws IOException {
    refuses(zip(files), why);
  }

  private void refuses(Path zip, String why) throws IOException {
    Path into = folder.resolve("in/to");
    assertThatThrownBy(() -> new CaseZip(zip, "case.zip").unpack(into))
        .isInstanceOf(UnreadableInput.class)
        .hasMessageStartingWith("case.zip: ")
        .hasMessageContaining(why);
    assertThat(folder.resolve("in/evil.yaml")).doesNotExist();
    assertThat(folder.resolve("evil.yaml")).doesNotExist();
  }

  @Test
  void a_case_at_the_top_or_in_a_folder_is_found() throws Exception {
    Path flat = zip(with("reports.csv", "id\n".getBytes(UTF_8)));
    assertThat(new CaseZip(flat, "case.zip").isCase()).isTrue();
    assertThat(new CaseZip(flat, "case.zip").unpack(folder.resolve("a")).resolve("reports.csv"))
        .exists();
    Map<String, byte[]> nested = new LinkedHashMap<>();
    nested.put("my/case.yaml", "id: c\n".getBytes(UTF_8));
    nested.put("__MACOSX/my/._case.yaml", new byte[] {0});
    assertThat(new CaseZip(zip(nested), "case.zip").unpack(folder.resolve("b")).getFileName())
        .hasToString("my");
  }

  @Test
  void reports_in_a_zip_are_no_case() throws Exception {
    assertThat(new CaseZip(zip(Map.of("reports.csv", new byte[] {65})), "r.zip").isCase())
        .isFalse();
    Path text = Files.writeString(folder.resolve("t.csv"), "id\n");
    assertThat(new CaseZip(text, "t.csv").isCase()).isFalse();
    refuses(Map.of("reports.csv", new byte[] {65}), "it has none");
  }

  @Test
  void names_that_lead_out_are_refused() throws Exception {
    byte[] evil = "id: evil\n".getBytes(UTF_8);
    refuses(with("../evil.yaml", evil), "leads out of it");
    refuses(with("a/../../evil.yaml", evil), "leads out of it");
    refuses(with("/evil.yaml", evil), "absolute");
    refuses(with("..\\evil.yaml", evil), "backslash");
    refuses(with("C:evil.yaml", evil), "drive letter");
    refuses(with("a\u0001.yaml", evil), "control characters");
  }

  @Test
  void names_that_differ_by_case_only_are_refused() throws Exception {
    refuses(with("CASE.yaml", new byte[] {65}), "two files");
  }

  @Test
  void deep_folders_are_refused() throws Exception {
    refuses(with("a/b/c/d/e/f.yaml", new byte[] {65}), "deep");
  }

  @Test
  void a_zip_in_the_zip_is_refused_by_name_and_by_content() throws Exception {
    refuses(with("inner.zip", new byte[] {65}), "another packed file");
    refuses(with("inner.csv", new byte[] {'P', 'K', 3, 4, 0}), "another packed file");
    refuses(with("inner.csv", new byte[] {0x1F, (byte) 0x8B, 8, 0}), "another packed file");
  }

  @Test
  void a_bomb_is_refused_while_it_unpacks() throws Exception {
    refuses(with("bomb.csv", new byte[8 << 20]), "zip bomb");
  }

  @Test
  void more_than_the_limit_when_unpacked_is_refused() throws Exception {
    byte[] some = new byte[4 << 20];
    Random random = new Random(7);
    // Half noise and half nought: packs well, yet not as a bomb does.
    for (int i = 0; i < some.length; i += 64) {
      some[i] = (byte) random.nextInt();
      some[i + 1] = (byte) random.nextInt();
    }
    Map<String, byte[]> files = with("0.csv", some);
    for (int i = 1; i < 17; i++) {
      files.put(i + ".csv", some);
    }
    refuses(files, "at most 64 MB");
  }

  @Test
  void too_many_files_are_refused() throws Exception {
    Map<String, byte[]> files = with("a.csv", new byte[] {65});
    for (int i = 0; i < 2_000; i++) {
      files.put("f" + i + ".csv", new byte[] {65});
    }
    refuses(files, "at most 2000 files");
  }

  @Test
  void a_symbolic_link_is_refused() throws Exception {
    Path zip = zip(with("link.yaml", "/etc/hostname".getBytes(UTF_8)));
    byte[] bytes = Files.readAllBytes(zip);
    List<Integer> headers = new ArrayList<>();
    for (int at = 0; at + 4 < bytes.length; at++) {
      if (bytes[at] == 'P' && bytes[at + 1] == 'K' && bytes[at + 2] == 1 && bytes[at + 3] == 2) {
        headers.add(at);
      }
    }
    // External attributes of the last entry: a link of Unix, as Info-ZIP writes it.
    int at = headers.getLast();
    bytes[at + 5] = 3;
    bytes[at + 40] = (byte) 0xFF;
    bytes[at + 41] = (byte) 0xA1;
    refuses(Files.write(zip, bytes), "symbolic link \"link.yaml\"");
  }

  @Test
  void what_is_no_zip_is_refused() throws Exception {
    refuses(Files.writeString(folder.resolve("case.zip"), "case.yaml"), "cannot be read as a zip");
  }
}
