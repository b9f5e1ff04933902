package org.treuga.app.workbench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.treuga.app.Exchange;
import org.treuga.app.page.IncidentMaker;

/** Matrix, comparison, differences and the page of an incident, as the server answers. */
class CasePagesTest {

  private static final String CASE = "/c/ua-ru-2025-energy";
  private static final String SUDZHA = CASE + "/i/20250328-sudzha-himars";

  @TempDir private static Path folder;

  @SuppressWarnings("NullAway.Init") // made before all tests
  private static CaseServer scene;

  @BeforeAll
  static void a_server_with_the_bundled_case() {
    scene = new CaseServer(folder.resolve("data"), CaseServer.BUNDLED);
  }

  @AfterAll
  static void it_stops() {
    scene.close();
  }

  private static int count(String text, String regex) {
    Matcher matcher = Pattern.compile(regex).matcher(text);
    int count = 0;
    while (matcher.find()) {
      count++;
    }
    return count;
  }

  private static String found(String text, String regex) {
    Matcher matcher = Pattern.compile(regex).matcher(text);
    assertThat(matcher.find()).as(regex).isTrue();
    return matcher.group(1).replace("&amp;", "&");
  }

  // --- the matrix

  @Test
  void the_matrix_pages_through_every_incident_once() {
    List<String> seen = new ArrayList<>();
    String path = CASE + "/matrix";
    for (int pages = 0; !path.isEmpty() && pages < 9; pages++) {
      String page = scene.page(path);
      Matcher rows =
          Pattern.compile("<a class=\"name\" href=\"/c/[^/]+/i/([^\"#?]+)").matcher(page);
      int before = seen.size();
      while (rows.find()) {
        seen.add(rows.group(1));
      }
      assertThat(seen.size() - before).isBetween(1, 150);
      path = page.contains("rel=\"next\"") ? found(page, "rel=\"next\" href=\"([^\"]+)\"") : "";
    }
    assertThat(seen).hasSize(193).doesNotHaveDuplicates();
  }

  @Test
  void the_page_before_ends_where_the_next_begins() {
    String first = scene.page(CASE + "/matrix?group=none");
    String second = scene.page(found(first, "rel=\"next\" href=\"([^\"]+)\""));
    String back = scene.page(found(second, "rel=\"prev\" href=\"([^\"]+)\""));
    assertThat(table(back)).isEqualTo(table(first));
  }

  private static String table(String page) {
    return found(page.replace("\n", " "), "(<table class=\"verdicts\".*?</table>)")
        .replaceAll("(after|before)=[^&#\"]*", "");
  }

  @Test
  void group_heads_count_the_whole_selection_and_not_the_page() {
    String page = scene.page(CASE + "/matrix");
    assertThat(page).contains("<b>29</b> in which the readings part");
    assertThat(page).contains("<b>77</b> covered under all");
  }

  @Test
  void a_filter_is_that_of_all_pages() {
    String page = scene.page(CASE + "/matrix?agree=SOME&from=2025-03-18&to=2025-03-25");
    int shown = Integer.parseInt(found(page, "<b>(\\d+) of 193 incidents</b>"));
    assertThat(shown).isPositive().isLessThan(29);
    assertThat(count(page, "<tr class=\"row\"")).isEqualTo(shown);
    assertThat(scene.page(CASE + "/matrix.csv?agree=SOME&from=2025-03-18&to=2025-03-25").lines())
        .hasSize(shown + 1);
  }

  @Test
  void an_empty_selection_says_what_it_does_not_say() {
    String page = scene.page(CASE + "/matrix?q=nosuchword");
    assertThat(page).contains("This says nothing of what happened").contains("0 of 193");
  }

  @ParameterizedTest
  @CsvSource({
    "matrix?group=colour,group",
    "matrix?sort=blame,sort",
    "matrix?after=nobody,after",
    "matrix?term=T99,term",
    "matrix/compare?a=us&b=us,b",
    "matrix/compare?a=xx,a",
    "matrix/compare?cell=zz,cell",
    "matrix/compare?point=zz,point",
    "differences?whatif=scope,whatif",
    "differences?whatif=scope:*:nothing,whatif",
    "differences?who=nobody,who"
  })
  void what_cannot_be_asked_is_refused_with_its_name(String path, String name) {
    HttpResponse<byte[]> answer = scene.get(CASE + "/" + path.replace(" ", "%20"), "en");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(new String(answer.body(), StandardCharsets.UTF_8)).contains(name + ": ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"matrix", "differences"})
  void a_table_comes_with_a_codebook_that_names_its_columns(String table) {
    String head = scene.page(CASE + "/" + table + ".csv").lines().findFirst().orElse("");
    String codebook = scene.page(CASE + "/" + table + "-codebook.csv");
    for (String column : head.split(",", -1)) {
      assertThat(codebook).contains(column.replaceFirst("verdict_.*", "verdict_"));
    }
  }

  @Test
  void the_reason_of_a_cell_names_each_element_and_marks_the_words_it_rests_on() {
    String reason =
        scene.page(CASE + "/matrix/reason?id=20250328-sudzha-himars&term=T1&reading=ru");
    assertThat(reason).doesNotContain("<html").contains("id=\"T1.ru\" class=\"asked\"");
    for (String element : List.of("Object", "Act", "In force", "Area", "Bearer", "Exception")) {
      assertThat(reason).contains("<dt>" + element + "</dt>");
    }
    assertThat(reason).contains("<mark>").contains("/statements#S-0325-KR-LIST.c2");
    assertThat(reason).contains("class=\"timeline\"");
  }

  // --- two readings

  @Test
  void the_numbers_of_two_readings_add_up_and_open_their_incidents() {
    String page = scene.page(CASE + "/matrix/compare?a=us&b=ru");
    assertThat(page).contains("United States and Russia part over 70 of 193 incidents.");
    int sum = 0;
    Matcher numbers =
        Pattern.compile("href=\"([^\"]*cell=(\\w\\w)[^\"]*)\"[^>]*>(?:<b>)?(\\d+)").matcher(page);
    while (numbers.find()) {
      int count = Integer.parseInt(numbers.group(3));
      sum += count;
      String opened = scene.page(numbers.group(1).replace("&amp;", "&").replaceFirst("#.*", ""));
      assertThat(opened).contains(Math.min(count, 150) + " of " + count + " shown");
    }
    assertThat(sum).isEqualTo(193);
  }

  @Test
  void the_table_of_two_readings_says_which_point_alone_would_settle_it() {
    String csv = scene.page(CASE + "/matrix/compare.csv?a=us&b=ru");
    assertThat(csv.lines().filter(line -> line.contains(",true,"))).hasSize(70);
    assertThat(csv.lines().filter(line -> line.endsWith(",true,scope"))).isNotEmpty();
  }

  // --- the differences

  @Test
  void the_differences_say_first_what_divides_most() {
    String page = scene.page(CASE + "/differences");
    assertThat(page).contains("<h1>Scope divides the readings most; end comes second.</h1>");
    assertThat(page).contains("<b>92 1/2</b>").contains("36 to 74 of 146");
  }

  @Test
  void another_answer_moves_the_counts_and_says_what_they_were() {
    String page = scene.page(CASE + "/differences?whatif=scope:*:ua");
    assertThat(page).contains("<b>145</b> <span class=\"was\">was 150</span>");
    assertThat(page).contains("<b>120</b> <span class=\"was\">was 80</span>");
    assertThat(page).contains("What if all readings took scope: all energy");
    String fragment = scene.page(CASE + "/differences/whatif?whatif=scope:*:ua");
    assertThat(fragment).doesNotContain("<html").contains("was 150");
  }

  @Test
  void an_answer_tried_for_one_reading_moves_that_one_only() {
    String page = scene.page(CASE + "/differences?whatif=scope:ru:ua");
    assertThat(page).contains("was 80").doesNotContain("was 150");
  }

  @Test
  void a_choice_made_again_is_taken_back() {
    String page = scene.page(CASE + "/differences?whatif=scope:*:ua");
    String again =
        found(page, "<a data-move class=\"option\" href=\"([^\"]+)\" aria-current=\"true\">");
    assertThat(again).doesNotContain("whatif");
  }

  @Test
  void what_is_tried_is_stored_nowhere() {
    String before = found(scene.page(SUDZHA), "of a log of (\\d+) entries");
    String page = scene.page(CASE + "/differences?whatif=scope:*:ua&whatif=end:*:us");
    assertThat(page).contains("was 146");
    assertThat(found(scene.page(SUDZHA), "of a log of (\\d+) entries")).isEqualTo(before);
    assertThat(scene.page(CASE + "/differences")).doesNotContain("class=\"was\"");
  }

  @Test
  void analysts_readings_are_taken_in_when_asked_for() {
    assertThat(scene.page(CASE + "/differences?analysts=on"))
        .contains("4 readings, 193 reported incidents, 6 pairs");
  }

  // --- the incident

  @Test
  void an_incident_shows_claims_and_denials_apart() {
    String page = scene.page(SUDZHA);
    assertThat(page.indexOf("<h3>Claims</h3>")).isLessThan(page.indexOf("<h3>Denials</h3>"));
    assertThat(page).contains("Ukraine (armed forces)").contains("UA General Staff");
    assertThat(page).contains("reliability F, cannot be judged").contains("within 10 km");
  }

  @Test
  void the_downloaded_entry_is_the_very_entry_that_the_proof_is_about() throws Exception {
    byte[] entry = scene.get(SUDZHA + "/entry", "en").body();
    assertThat(new String(entry, StandardCharsets.UTF_8))
        .startsWith("{\"author\":\"test\"")
        .contains("20250328-sudzha-himars");
    Path proof = folder.resolve("proof.json");
    Files.write(proof, scene.get(SUDZHA + "/proof", "en").body());
    assertThat(shell(IncidentMaker.CHECK + proof)).isEqualTo("proven");
    String forged = Files.readString(proof).replaceFirst("(\"entry\": \")(.)", "$1" + "A");
    Files.writeString(proof, forged.replaceFirst("\"entry\": \"A.", "\"entry\": \"AB"));
    assertThat(shell(IncidentMaker.CHECK + proof)).isEqualTo("NOT PROVEN");
  }

  @Test
  void the_archive_is_checked_with_the_signature_by_another_program() throws Exception {
    byte[] zip = scene.get(SUDZHA + "/packet", "en").body();
    Path out = folder.resolve("packet");
    Path one = out;
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (ZipEntry file = in.getNextEntry(); file != null; file = in.getNextEntry()) {
        Path target = out.resolve(file.getName());
        one = Objects.requireNonNull(target.getParent());
        Files.createDirectories(one);
        Files.write(target, in.readAllBytes());
      }
    }
    Path tool = CaseServer.root().resolve("tools/check_proof.py");
    assertThat(shell("python3 " + tool + " " + one)).startsWith("proven: entry");
  }

  private static String shell(String command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder("sh", "-c", command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assumeTrue(process.exitValue() != 127, "no Python here: the command is not tried");
    return said.strip();
  }

  @Test
  void captured_bytes_come_as_a_file_and_are_never_shown_in_place() throws Exception {
    String href = found(scene.page(SUDZHA), "href=\"(/c/[^\"]+/captured/[0-9a-f]{64})\"");
    HttpResponse<byte[]> answer = scene.get(href, "en");
    assertThat(answer.body())
        .isEqualTo(Files.readAllBytes(CaseServer.BUNDLED.resolve("reports.csv")));
    assertThat(answer.headers().firstValue("Content-Disposition").orElse(""))
        .isEqualTo("attachment; filename=\"reports.csv\"");
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/octet-stream");
    assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("sandbox");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0000000000000000000000000000000000000000000000000000000000000000",
        "..%2F..%2Fledger.key",
        "ledger.key",
        "%27%20or%201=1--"
      })
  void bytes_that_the_ledger_does_not_name_are_not_given_out(String name) {
    assertThat(scene.get(CASE + "/captured/" + name, "en").statusCode()).isIn(400, 404);
  }

  @ParameterizedTest
  @CsvSource({"en,not on record", "uk,немає в записі", "ru,нет в записи"})
  void an_incident_that_is_not_on_record_says_so(String language, String words) {
    HttpResponse<byte[]> answer = scene.get(CASE + "/i/nothing%3Cb%3E", language);
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(new String(answer.body(), StandardCharsets.UTF_8))
        .contains(words)
        .contains("nothing&lt;b&gt;")
        .contains(CASE + "/matrix");
  }

  @Test
  void a_corrected_report_leaves_both_versions_field_by_field(@TempDir Path own) throws Exception {
    Path first = own.resolve("first.csv");
    Path second = own.resolve("second.csv");
    String head =
        "observation_id,kind,occurred_from,occurred_to,object_name,summary,object_class\n";
    String row = "H1,report,2031-03-12T05:00:00Z,2031-03-12T05:05:00Z,";
    Files.writeString(first, head + row + "Quay,first words,port\n");
    Files.writeString(second, head + row + "=Quay<script>,other words,port\n");
    Path folder = CaseServer.root().resolve("cases/exercise-strait-pause");
    try (CaseServer strait = new CaseServer(own.resolve("data"), folder)) {
      strait.report("exercise-strait-pause", first);
      strait.report("exercise-strait-pause", second);
      String page = strait.page("/c/exercise-strait-pause/i/H1");
      assertThat(page).contains("2 versions are recorded");
      assertThat(page).contains("<td>first words</td><td>other words</td>");
      assertThat(page).contains("=Quay&lt;script&gt;").doesNotContain("<script>,");
      // What would be a formula in a spreadsheet is one no longer.
      assertThat(strait.page("/c/exercise-strait-pause/matrix.csv")).contains("'=Quay<script>");
    }
  }

  // --- no side

  @Test
  void exchanged_parties_of_the_bundled_case_exchange_the_words_and_nothing_else(@TempDir Path own)
      throws Exception {
    Exchange exchange = Exchange.RUSSIA_AND_UKRAINE;
    Path other = exchange.copy(CaseServer.BUNDLED, own.resolve("case"));
    try (CaseServer exchanged = new CaseServer(own.resolve("data"), other)) {
      for (String page :
          List.of(
              "/matrix?group=none",
              "/matrix/compare?a=us&b=ru",
              "/differences",
              "/differences?analysts=on&whatif=scope:*:ua",
              "/i/20250328-sudzha-himars")) {
        String plain = main(scene.page(CASE + page));
        String back = exchange.of(main(exchanged.page(exchange.of(CASE + page))));
        assertThat(back).as(page).isEqualTo(plain);
      }
    }
  }

  /** Lists to choose from are in order of their words; hashes are of the words themselves. */
  private static String main(String page) {
    return page.substring(page.indexOf("<main"))
        .replace("%3A", ":")
        .replaceAll("(?s)<form class=\"filter\".*?</form>", "")
        .replaceAll(
            "(?s)<section class=\"panel\" id=\"history\">.*?<section class=\"panel\" id=\"near\">",
            "");
  }
}
