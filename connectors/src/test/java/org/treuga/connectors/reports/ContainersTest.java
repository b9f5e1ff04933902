package org.treuga.connectors.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.treuga.connectors.reports.Desk.ids;
import static org.treuga.connectors.reports.Desk.report;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.treuga.connectors.file.Container;
import org.treuga.evidence.Intake;
import org.treuga.evidence.UnreadableInput;

/** Packed files, whole and damaged. */
class ContainersTest {

  private static final byte[] REPORTS =
      (Desk.HEADER + "\n" + report("r1", "48.5") + "\n" + report("r2", "48.75") + "\n")
          .getBytes(StandardCharsets.UTF_8);

  @TempDir private Path folder;
  private Desk desk;

  @BeforeEach
  void open() {
    desk = new Desk(folder);
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }

  private static byte[] joined(byte[] one, byte[] other) {
    byte[] both = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }

  private static byte[] zip(Object... namesAndBytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (int i = 0; i < namesAndBytes.length; i += 2) {
        zip.putNextEntry(new ZipEntry((String) namesAndBytes[i]));
        zip.write((byte[]) namesAndBytes[i + 1]);
        zip.closeEntry();
      }
    }
    return out.toByteArray();
  }

  private Intake read(String name, byte[] bytes) {
    return desk.read(desk.file(name, bytes));
  }

  private void assertRefused(String name, byte[] bytes, String... words) {
    assertThatThrownBy(() -> read(name, bytes))
        .isInstanceOf(UnreadableInput.class)
        .hasMessageContaining(name)
        .message()
        .contains(words);
  }

  @Test
  void gzip_is_read_whatever_its_name_and_in_several_members() throws IOException {
    assertThat(ids(read("r.csv.gz", gzip(REPORTS)))).containsExactly("r1", "r2");
    assertThat(ids(read("r.csv", gzip(REPORTS)))).containsExactly("r1", "r2");
    byte[] members =
        joined(
            gzip(Arrays.copyOf(REPORTS, 200)),
            gzip(Arrays.copyOfRange(REPORTS, 200, REPORTS.length)));
    assertThat(ids(read("r.csv.gz", joined(members, new byte[64])))).containsExactly("r1", "r2");
  }

  @Test
  void a_gz_that_is_not_compressed_is_read_and_noted() {
    Intake intake = read("r.csv.gz", REPORTS);

    assertThat(ids(intake)).containsExactly("r1", "r2");
    assertThat(intake.notes()).anyMatch(note -> note.contains("not compressed"));
  }

  @Test
  void damaged_gzip_is_refused_and_no_row_is_taken() throws IOException {
    byte[] whole = gzip(REPORTS);
    for (int length = 2; length < whole.length; length++) {
      assertRefused("r.csv.gz", Arrays.copyOf(whole, length), "gzip", "truncated");
    }
    byte[] wrongSum = whole.clone();
    wrongSum[whole.length - 5] ^= 1;
    assertRefused("r.csv.gz", wrongSum, "gzip", "corrupt", "CRC");
    byte[] wrongLength = whole.clone();
    wrongLength[whole.length - 1] ^= 1;
    assertRefused("r.csv.gz", wrongLength, "gzip", "corrupt", "length");
    assertRefused("r.csv.gz", joined(whole, new byte[] {1, 2, 3}), "gzip", "corrupt");
    assertRefused("r.csv.gz", joined(whole, Arrays.copyOf(whole, 9)), "gzip", "truncated");
  }

  @Test
  void what_is_packed_twice_is_refused() throws IOException {
    assertRefused("r.csv.gz", gzip(gzip(REPORTS)), "gzip");
    assertRefused("r.csv.gz", gzip(zip("r.csv", REPORTS)), "zip");
    assertRefused("r.zip", zip("r.csv.gz", gzip(REPORTS)), "packed");
    assertRefused("r.zip", zip("r.csv", gzip(REPORTS)), "compressed twice");
  }

  @Test
  void all_files_of_reports_in_a_zip_are_read() throws IOException {
    byte[] other = "{\"id\": \"r3\"}\n".getBytes(StandardCharsets.UTF_8);
    Intake intake =
        read(
            "r.zip",
            zip(
                "b/x.ndjson",
                other,
                "a.csv",
                REPORTS,
                "read me.md",
                REPORTS,
                "__MACOSX/._a.csv",
                other));

    assertThat(ids(intake)).containsExactly("r1", "r2", "r3");
    assertThat(intake.notes()).anyMatch(note -> note.contains("read me.md"));
  }

  @Test
  void a_row_in_a_zip_is_named_by_both_files() throws IOException {
    Intake intake =
        read("r.zip", zip("a.csv", "id,lat,lon\nr1,x,y\n".getBytes(StandardCharsets.UTF_8)));

    assertThat(Desk.onlyRejection(intake).file()).endsWith("r.zip!a.csv");
  }

  @Test
  void a_zip_without_reports_is_refused() throws IOException {
    assertRefused("r.zip", zip(), "empty");
    assertRefused("r.zip", zip("a.pdf", REPORTS), "no file of reports");
    assertRefused(
        "r.zip", zip("[Content_Types].xml", REPORTS, "xl/workbook.xml", REPORTS), "spreadsheet");
    assertRefused("r.zip", Arrays.copyOf(zip("a.csv", REPORTS), 100), "not a readable zip");
  }

  @Test
  void a_zip_whose_names_lead_out_is_refused() throws IOException {
    for (String name :
        new String[] {"../a.csv", "/a.csv", "x/../../a.csv", "..\\a.csv", "C:a.csv"}) {
      assertRefused("r.zip", zip(name, REPORTS), "plain relative names");
    }
    assertRefused("r.zip", zip("a.csv", REPORTS, "A.csv", REPORTS), "two files named");
  }

  @Test
  void a_zip_with_a_wrong_checksum_is_refused() throws IOException {
    byte[] bytes = zip("a.csv", REPORTS);
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    int directory = text.indexOf("PK\u0001\u0002");
    bytes[directory + 16] ^= 1;

    assertRefused("r.zip", bytes, "corrupt", "CRC");
  }

  @Test
  void a_zip_of_too_many_files_is_refused() throws IOException {
    Object[] entries = new Object[2 * (Container.MAX_ENTRIES + 1)];
    for (int i = 0; i < entries.length; i += 2) {
      entries[i] = i + ".csv";
      entries[i + 1] = REPORTS;
    }

    assertRefused("r.zip", zip(entries), "limit of 1000");
  }

  @Test
  void what_unpacks_to_far_too_much_is_refused() throws IOException {
    byte[] blank = new byte[(int) Container.RATIO_FROM_BYTES + 1];
    Arrays.fill(blank, (byte) '\n');

    assertRefused("r.csv.gz", gzip(blank), "ratio");
    assertRefused("r.zip", zip("a.csv", blank), "ratio");
  }
}
