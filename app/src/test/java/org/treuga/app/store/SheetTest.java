package org.treuga.app.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.treuga.connectors.Feeds;
import org.treuga.evidence.Rejection;
import org.treuga.wire.Json;

/** Out into a spreadsheet and back: exactly the edits are taken, and nothing else. */
class SheetTest {

  @TempDir Path folder;
  private StoreScene scene;

  @BeforeEach
  void setTheScene() {
    scene = new StoreScene(folder, null);
  }

  private Receipt ingest(String feed, Path... files) {
    scene.now = scene.now.plus(Duration.ofHours(1));
    try (DataDirectory directory = scene.open()) {
      return directory.ingest(
          Feeds.find(feed).orElseThrow(), List.of(files), "tester", "treuga test");
    }
  }

  private Receipt ingestCase() {
    try (DataDirectory directory = scene.open()) {
      return directory.importCase(root().resolve("cases/ua-ru-2025-energy"), "tester", "test");
    }
  }

  private static Path root() {
    Path root = Path.of("").toAbsolutePath();
    while (!Files.exists(root.resolve("cases/ua-ru-2025-energy"))) {
      root = java.util.Objects.requireNonNull(root.getParent());
    }
    return root;
  }

  private Path reports(String name, String... rows) throws IOException {
    return Files.write(folder.resolve(name), List.of(rows));
  }

  /** A sheet as its header and rows, and how it is saved again. */
  private record Table(List<String> header, List<List<String>> rows) {
    int column(String name) {
      return header.indexOf(name);
    }

    void set(int row, String column, String text) {
      rows.get(row).set(column(column), text);
    }

    String get(int row, String column) {
      return rows.get(row).get(column(column));
    }
  }

  private Table export(String name) throws IOException {
    return read(exported(name, Instant.MAX));
  }

  private Path exported(String name, Instant recorded) {
    Path sheet = folder.resolve(name);
    try (DataDirectory directory = scene.open()) {
      directory.exportSheet(sheet, null, null, recorded);
    }
    return sheet;
  }

  private static Table read(Path sheet) throws IOException {
    List<List<String>> rows = new ArrayList<>();
    try (CsvReader<CsvRecord> csv =
        CsvReader.builder().ofCsvRecord(Files.readString(sheet).substring(1))) {
      csv.forEach(row -> rows.add(new ArrayList<>(row.getFields())));
    }
    return new Table(rows.removeFirst(), rows);
  }

  /** As an office program of a country with decimal commas saves it. */
  private Path saved(Table table, String name) throws IOException {
    StringWriter out = new StringWriter();
    CsvWriter csv =
        CsvWriter.builder()
            .fieldSeparator(';')
            .quoteStrategy(QuoteStrategies.ALWAYS)
            .lineDelimiter(LineDelimiter.CRLF)
            .build(out);
    csv.writeRecord(with(table.header(), ""));
    Set<Integer> numbers = Set.of(table.column("lat"), table.column("lon"));
    for (List<String> row : table.rows()) {
      List<String> cells = new ArrayList<>();
      for (int i = 0; i < row.size(); i++) {
        String cell = row.get(i).replace("\n", "\r\n");
        cells.add(numbers.contains(i) ? cell.replace('.', ',') : cell);
      }
      csv.writeRecord(with(cells, ""));
    }
    csv.flush();
    return Files.writeString(folder.resolve(name), out.toString());
  }

  private static List<String> with(List<String> cells, String more) {
    List<String> all = new ArrayList<>(cells);
    all.add(more);
    return all;
  }

  private Map<String, Json.Obj> held() {
    Map<String, Json.Obj> held = new TreeMap<>();
    try (DataDirectory directory = scene.open()) {
      directory
          .store()
          .asOf(
              org.treuga.time.Interval.ALWAYS,
              Instant.MAX,
              it -> held.put(it.feed() + " " + it.externalId(), Entry.object(0, it.body())));
    }
    return held;
  }

  private static List<Long> counts(Receipt receipt) {
    return List.of(receipt.accepted(), receipt.updated(), receipt.unchanged(), receipt.rejected());
  }

  // ---- nothing edited

  @Test
  void the_bundled_case_comes_back_unchanged() throws IOException {
    ingestCase();
    Map<String, Json.Obj> before = held();
    Path sheet = exported("sheet.csv", Instant.MAX);
    assertThat(counts(ingest("reports", sheet))).containsExactly(0L, 0L, 193L, 0L);
    Path again = saved(read(sheet), "saved.csv");
    assertThat(counts(ingest("reports", again))).containsExactly(0L, 0L, 193L, 0L);
    assertThat(held()).isEqualTo(before);
    assertThat(scene.verify().problems()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "viina, viina-incidents-ukraine, viina_incidents_2025*.csv.gz",
    "ucdp, ucdp-ged-ukraine, *.csv.gz",
    "firms, firms-modis-global, modis*west*.csv",
    "airalert, air-raid-alerts-ukraine, official*.csv.gz",
    "gdelt, gdelt-samples, events*.tsv"
  })
  void rows_of_a_real_set_come_back_unchanged_and_under_their_own_feed(
      String feed, String set, String glob) throws IOException {
    Path shared = root();
    while (shared != null && !Files.isDirectory(shared.resolve("shared/data"))) {
      shared = shared.getParent();
    }
    assumeTrue(shared != null, "skipped: shared/data is not there");
    Receipt first =
        ingest(feed, beginning(shared.resolve("shared/data").resolve(set), glob, 1_500));
    assertThat(first.accepted()).isPositive();
    Map<String, Json.Obj> before = held();
    Table table = export("sheet.csv");
    assertThat(counts(ingest("reports", saved(table, "saved.csv"))))
        .containsExactly(0L, 0L, first.accepted(), 0L);
    assertThat(held()).isEqualTo(before);
    table.set(7, "summary", "looked at");
    assertThat(counts(ingest("reports", saved(table, "edited.csv"))))
        .containsExactly(0L, 1L, first.accepted() - 1, 0L);
    assertThat(differing(before, held()))
        .containsOnlyKeys(feed + " " + table.get(7, "observation_id"));
  }

  private Path beginning(Path set, String glob, int lines) throws IOException {
    try (DirectoryStream<Path> found = Files.newDirectoryStream(set, glob)) {
      java.util.Iterator<Path> files = found.iterator();
      assumeTrue(files.hasNext(), "skipped: the set is not there");
      Path file = files.next();
      List<String> kept = new ArrayList<>();
      try (InputStream raw = Files.newInputStream(file);
          BufferedReader in =
              new BufferedReader(
                  new InputStreamReader(
                      file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw,
                      StandardCharsets.UTF_8))) {
        in.lines().limit(lines).forEach(kept::add);
      }
      return Files.write(folder.resolve("beginning.csv"), kept);
    }
  }

  /** The fields in which two states of the store differ, by observation. */
  private static Map<String, Set<String>> differing(
      Map<String, Json.Obj> before, Map<String, Json.Obj> after) {
    Map<String, Set<String>> differing = new TreeMap<>();
    after.forEach((id, now) -> {
      Json.Obj was = before.getOrDefault(id, new Json.Obj(Map.of()));
      Set<String> fields = new TreeSet<>();
      flat("", was)
          .forEach((field, value) -> {
            if (!value.equals(flat("", now).get(field))) {
              fields.add(field);
            }
          });
      flat("", now).keySet().stream()
          .filter(f -> !flat("", was).containsKey(f))
          .forEach(fields::add);
      if (!fields.isEmpty()) {
        differing.put(id, fields);
      }
    });
    return differing;
  }

  private static Map<String, String> flat(String path, Json json) {
    Map<String, String> flat = new TreeMap<>();
    if (json instanceof Json.Obj object) {
      object.fields().forEach((name, value) -> flat.putAll(flat(path + "/" + name, value)));
    } else {
      flat.put(path, json.canonical());
    }
    return flat;
  }

  // ---- edits

  /** Columns that may be edited freely, with the field each is and a new value for it. */
  private static final Map<String, List<String>> EDITS = new LinkedHashMap<>();

  static {
    EDITS.put("summary", List.of("/summary", "=an edit, \"quoted\"\nof two lines"));
    EDITS.put("weapon", List.of("/weapon", "1-2"));
    EDITS.put("object_class", List.of("/class", "edited.class"));
    EDITS.put("alleged_actor", List.of("/alleged_actor", "somebody else"));
    EDITS.put("credibility", List.of("/credibility", "2"));
    EDITS.put("url", List.of("/url", "https://edited.example/"));
    EDITS.put("admin1", List.of("/place/admin1", "Edited Region"));
    EDITS.put("place_name", List.of("/place/place_names", "Edited Place"));
    EDITS.put("evidence_sha256", List.of("/evidence_sha256", "ab".repeat(32)));
    EDITS.put("attribute:consequence", List.of("/attributes/consequence", "edited"));
    EDITS.put("stated_ground", List.of("/stated_ground", "ground.edited"));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void random_edits_are_taken_and_nothing_else(long seed) throws IOException {
    ingestCase();
    Map<String, Json.Obj> before = held();
    Table table = export("sheet.csv");
    Random random = new Random(seed);
    Map<String, Set<String>> expected = new TreeMap<>();
    List<String> columns = List.copyOf(EDITS.keySet());
    for (int i = 0; i < 40; i++) {
      int row = random.nextInt(table.rows().size());
      String column = columns.get(random.nextInt(columns.size()));
      List<String> edit = EDITS.getOrDefault(column, List.of());
      table.set(row, column, edit.getLast());
      expected
          .computeIfAbsent("reports " + table.get(row, "observation_id"), _id -> new TreeSet<>())
          .add(edit.getFirst());
    }
    Path edited = saved(table, "edited.csv");
    Receipt receipt = ingest("reports", edited);
    assertThat(receipt.rejections()).as("seed " + seed).isEmpty();
    assertThat(counts(receipt))
        .as("seed " + seed)
        .containsExactly(0L, (long) expected.size(), 193L - expected.size(), 0L);
    assertThat(differing(before, held())).as("seed " + seed).isEqualTo(expected);
    assertThat(counts(ingest("reports", edited))).containsExactly(0L, 0L, 193L, 0L);
    assertThat(scene.verify().problems()).isEmpty();
  }

  @Test
  void times_places_and_counts_can_be_edited_too() throws IOException {
    ingest(
        "reports",
        reports(
            "a.csv",
            "observation_id,occurred_from,occurred_to,lat,lon,precision,killed_best,x",
            "r1,2025-03-20T02:00:00Z,2025-03-20T03:00:00Z,48.5,35.25,facility,3,007"));
    Map<String, Json.Obj> before = held();
    Table table = export("sheet.csv");
    assertThat(table.get(0, "attribute:x")).isEqualTo("'007");
    assertThat(table.get(0, "uncertainty_m")).isEmpty();
    table.set(0, "occurred_to", "2025-03-20T04:00:00Z");
    table.set(0, "lat", "48.75");
    table.set(0, "precision", "district");
    table.set(0, "killed_high", "5");
    assertThat(counts(ingest("reports", saved(table, "edited.csv"))))
        .containsExactly(0L, 1L, 0L, 0L);
    assertThat(differing(before, held()))
        .containsOnly(
            Map.entry(
                "reports r1",
                Set.of(
                    "/harm/killed/high",
                    "/occurred/to",
                    "/place/lat",
                    "/place/precision",
                    "/place/uncertainty_m")));
  }

  @Test
  void an_edit_that_cannot_be_read_is_rejected_and_the_others_are_taken() throws IOException {
    ingest("reports", reports("a.csv", "observation_id,lat,lon", "r1,1,2", "r2,1,2"));
    Table table = export("sheet.csv");
    table.set(0, "lat", "far north");
    table.set(1, "lat", "3");
    Receipt receipt = ingest("reports", saved(table, "edited.csv"));
    assertThat(counts(receipt)).containsExactly(0L, 1L, 0L, 1L);
    assertThat(receipt.rejections())
        .extracting(Rejection::code, Rejection::line)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("reports.lat.not-degrees", 2));
  }

  @Test
  void a_row_that_was_changed_meanwhile_is_rejected_if_it_was_edited() throws IOException {
    ingest("reports", reports("a.csv", "observation_id,summary", "r1,one", "r2,two"));
    Table table = export("sheet.csv");
    ingest("reports", reports("b.csv", "observation_id,summary", "r1,one b", "r2,two b"));
    table.set(0, "summary", "one c");
    Receipt receipt = ingest("reports", saved(table, "edited.csv"));
    assertThat(counts(receipt)).containsExactly(0L, 0L, 1L, 1L);
    assertThat(receipt.rejections())
        .extracting(Rejection::code, Rejection::line)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("reports.row.edited-meanwhile", 2));
    assertThat(held().values())
        .extracting(it -> it.text("summary"))
        .containsExactly("one b", "two b");
  }

  @Test
  void new_rows_are_accepted_missing_rows_are_kept_and_removed_columns_are_no_edit()
      throws IOException {
    ingest("reports", reports("a.csv", "observation_id,summary,weapon", "r1,one,w", "r2,two,w"));
    Table table = export("sheet.csv");
    table.rows().remove(1);
    List<String> added = new ArrayList<>(List.of("r3"));
    while (added.size() < table.header().size()) {
      added.add("");
    }
    table.rows().add(added);
    table.set(1, "summary", "three");
    Table narrow = new Table(table.header(), table.rows());
    int weapon = narrow.column("weapon");
    narrow.header().remove(weapon);
    narrow.rows().forEach(row -> row.remove(weapon));
    Receipt receipt = ingest("reports", saved(narrow, "edited.csv"));
    assertThat(counts(receipt)).containsExactly(1L, 0L, 1L, 0L);
    assertThat(receipt.notes()).anyMatch(note -> note.contains("stay as they are"));
    assertThat(held()).containsOnlyKeys("reports r1", "reports r2", "reports r3");
  }

  @Test
  void what_a_spreadsheet_does_to_cells_nobody_touched_is_no_edit() throws IOException {
    ingest(
        "reports",
        reports(
            "a.csv",
            "observation_id,occurred_from,occurred_to,lat,lon,summary,x,y",
            "r1,2025-03-20T02:00:00Z,2025-03-20T03:00:00Z,48.123456789012,35.25,\"a\nb\",=1+1,12.50",
            "r2,2025-04-05T02:00:00Z,2025-04-05T03:00:00Z,48.5,35.25,c,1-2,12.50"));
    Table table = export("sheet.csv");
    assertThat(table.get(0, "attribute:x")).isEqualTo("'=1+1");
    table.set(0, "occurred_from", "3/20/2025 2:00");
    table.set(0, "occurred_to", "3/20/25 3:00:00");
    table.set(1, "occurred_from", "4/5/2025 2:00");
    table.set(0, "lat", "48.12345679");
    table.set(0, "attribute:y", "12.5");
    table.set(1, "attribute:x", "1-2");
    assertThat(counts(ingest("reports", saved(table, "edited.csv"))))
        .containsExactly(0L, 0L, 2L, 0L);
  }

  @Test
  void dates_of_which_nobody_can_tell_the_order_are_rejected_and_not_guessed() throws IOException {
    ingest("reports", reports("a.csv", "observation_id,occurred_from", "r1,2025-04-05T02:00:00Z"));
    Table table = export("sheet.csv");
    table.set(0, "occurred_from", "05/04/2025 02:00");
    Receipt receipt = ingest("reports", saved(table, "edited.csv"));
    assertThat(receipt.rejections())
        .extracting(Rejection::code)
        .containsExactly("reports.occurred_from.day-month-order");
  }

  @Test
  void a_sheet_of_an_earlier_day_holds_what_was_held_then() throws IOException {
    ingest("reports", reports("a.csv", "observation_id,summary", "r1,one"));
    Instant then = scene.now;
    ingest("reports", reports("b.csv", "observation_id,summary", "r1,two"));
    Table old = read(exported("old.csv", then));
    assertThat(old.get(0, "summary")).isEqualTo("one");
  }

  // ---- rows that no entry can hold

  @Test
  void a_row_larger_than_an_entry_is_rejected_by_its_own_code() throws IOException {
    Receipt receipt =
        ingest(
            "reports",
            reports("a.csv", "observation_id,summary", "r1,one", "r2," + "x".repeat(62_000)));
    assertThat(counts(receipt)).containsExactly(1L, 0L, 0L, 1L);
    assertThat(receipt.rejections())
        .extracting(Rejection::code)
        .containsExactly("reports.row.too-large");
  }

  @Test
  void a_row_with_half_a_surrogate_pair_is_rejected_by_its_own_code() throws IOException {
    Receipt receipt =
        ingest(
            "reports",
            reports(
                "a.ndjson",
                "{\"observation_id\": \"r1\", \"summary\": \"one\"}",
                "{\"observation_id\": \"r2\", \"summary\": \"\\ud800\"}"));
    assertThat(counts(receipt)).containsExactly(1L, 0L, 0L, 1L);
    assertThat(receipt.rejections())
        .extracting(Rejection::code)
        .containsExactly("reports.row.not-unicode");
  }
}
