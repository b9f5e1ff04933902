package org.treuga.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.treuga.app.cli.Program.treuga;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.treuga.ledger.LedgerView;
import org.treuga.wire.Json;

/** What is sealed stays sealed, is proven when shown, and can be destroyed. */
class SealingTest {

  private static final String HEAD =
      "observation_id,kind,source_id,occurred_from,occurred_to,published_at,lat,lon,precision,"
          + "place_name,act,url,summary,informant\n";
  private static final String FIELDS = "source,place.lat,place.lon,url,attributes.informant";
  private static final List<String> SECRETS =
      List.of(
          "Oriel Vantrape",
          "harbour-cook",
          "44.618273",
          "130.102938",
          "hidden.example",
          "Second Informant");

  @TempDir Path folder;
  private Path data;
  private Path key;
  private Path reports;

  @BeforeEach
  void reports_of_two_informants() {
    data = folder.resolve("data");
    key = folder.resolve("keys/seal.key");
    reports = file("reports.csv", row("X1", "Oriel Vantrape", "a crane"), second());
  }

  private Path file(String name, String... rows) {
    return Program.write(folder.resolve(name), HEAD + String.join("", rows));
  }

  private static String row(String id, String informant, String summary) {
    return id
        + ",report,harbour-cook,2031-03-05T03:00:00Z,2031-03-05T04:00:00Z,2031-03-05T12:00:00Z,"
        + "-44.618273,-130.102938,exact,North Quay,fire.drone,https://hidden.example/"
        + id
        + ","
        + summary
        + ","
        + informant
        + "\n";
  }

  private static String second() {
    return row("X2", "Second Informant", "a store");
  }

  private Program.Run ingest(Path file) {
    return ingest(file, "--seal", FIELDS, "--seal-key", key);
  }

  private Program.Run ingest(Path file, Object... options) {
    List<Object> words =
        new ArrayList<>(List.of("ingest", "reports", file, "--data", data, "--format", "json"));
    words.addAll(List.of(options));
    return treuga(words.toArray());
  }

  private static List<String> counts(Program.Run run) {
    Json.Obj receipt = (Json.Obj) Program.json(run.out());
    return Stream.of("accepted", "updated", "unchanged", "rejected")
        .map(name -> Objects.requireNonNull(receipt.fields().get(name)).canonical())
        .toList();
  }

  private Program.Run verify() {
    return treuga("verify", data, "--seal-key", key);
  }

  private LedgerView ledger() {
    return LedgerView.open(data.resolve("ledger"));
  }

  private static Json.Obj entry(LedgerView view, long index) {
    return (Json.Obj) Program.json(new String(view.entry(index), StandardCharsets.UTF_8));
  }

  private static Json.Obj object(Json.Obj json, String name) {
    return (Json.Obj) Objects.requireNonNull(json.fields().get(name));
  }

  /** Every file of the data directory in which one of the texts stands as plain bytes. */
  private List<String> filesThatTell(List<String> texts) throws IOException {
    List<String> telling = new ArrayList<>();
    try (Stream<Path> files = Files.walk(data)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
        texts.stream()
            .filter(bytes::contains)
            .forEach(text -> telling.add(data.relativize(file) + ": " + text));
      }
    }
    return telling;
  }

  private static String sha256(Path file) throws Exception {
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
  }

  @Test
  void no_sealed_value_stands_anywhere_in_the_data_directory() throws Exception {
    assertThat(counts(ingest(reports))).containsExactly("2", "0", "0", "0");
    List<String> texts = new ArrayList<>(SECRETS);
    // Without salt the digest of the file would tell who guesses what is in it.
    texts.add(sha256(reports));
    assertThat(filesThatTell(texts)).isEmpty();
    assertThat(filesThatTell(List.of("North Quay"))).isNotEmpty();
    assertThat(verify().out()).startsWith("sound: 4 entries, 1 captured files");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
        .isEqualTo("rw-------");
  }

  @Test
  void the_same_rows_again_are_unchanged_and_a_changed_one_is_a_new_version() throws IOException {
    ingest(reports);
    byte[] checkpoint = Files.readAllBytes(data.resolve("ledger/checkpoint"));
    assertThat(counts(ingest(reports))).containsExactly("0", "0", "2", "0");
    assertThat(Files.readAllBytes(data.resolve("ledger/checkpoint"))).isEqualTo(checkpoint);
    Path later = file("later.csv", row("X1", "Someone Else", "a crane"), second());
    assertThat(counts(ingest(later))).containsExactly("0", "1", "1", "0");
    assertThat(counts(ingest(later))).containsExactly("0", "0", "2", "0");
    assertThat(filesThatTell(List.of("Someone Else", "Oriel"))).isEmpty();
    assertThat(verify().exit()).isZero();
  }

  @Test
  void a_row_twice_in_one_file_is_one() {
    Path twice = file("twice.csv", second(), row("X1", "Oriel Vantrape", "a crane"), second());
    assertThat(counts(ingest(twice))).containsExactly("2", "0", "1", "0");
  }

  @Test
  void a_dry_run_shows_digests_and_leaves_nothing() {
    Program.Run run = ingest(reports, "--seal", FIELDS, "--seal-key", key, "--dry-run");
    assertThat(counts(run)).containsExactly("2", "0", "0", "0");
    assertThat(run.out()).contains("_sd").doesNotContain("hidden.example");
    assertThat(data).doesNotExist();
    assertThat(key).doesNotExist();
  }

  @Test
  void a_store_made_anew_has_sealed_fields_as_unknown() {
    ingest(reports);
    assertThat(treuga("store", "rebuild", "--data", data).out()).contains("2 observations");
    assertThat(verify().exit()).isZero();
  }

  @Test
  void more_fields_sealed_later_make_a_new_version_and_fewer_do_not_open_any() {
    ingest(reports, "--seal", "url", "--seal-key", key);
    assertThat(counts(ingest(reports))).containsExactly("0", "2", "0", "0");
    assertThat(counts(ingest(reports, "--seal", "url", "--seal-key", key)))
        .containsExactly("0", "0", "2", "0");
    Path later = file("later.csv", row("X1", "Someone Else", "a crane"));
    ingest(later, "--seal", "url", "--seal-key", key);
    assertThat(new String(ledger().entry(ledger().size() - 2), StandardCharsets.UTF_8))
        .doesNotContain("Someone Else");
  }

  @Test
  void what_is_sealed_is_not_taken_in_the_open() throws IOException {
    ingest(reports);
    Program.Run run = ingest(file("later.csv", row("X1", "Someone Else", "a crane")));
    assertThat(run.exit()).isZero();
    Program.Run open =
        treuga("ingest", "reports", reports, "--data", data, "--format", "json", "--quiet");
    assertThat(open.exit()).isEqualTo(Treuga.ATTENTION);
    assertThat(open.err()).isEmpty();
    run = treuga("ingest", "reports", reports, "--data", data);
    assertThat(run.err()).contains("reports.row.sealed");
  }

  @Test
  void a_sealed_value_that_stands_in_another_field_too_is_refused() throws IOException {
    Path file = file("tells.csv", row("X3", "Oriel Vantrape", "Oriel Vantrape saw it"), second());
    Program.Run run = ingest(file);
    assertThat(counts(run)).containsExactly("1", "0", "0", "1");
    assertThat(run.out()).contains("reports.row.tells-sealed").contains("one in summary");
    assertThat(filesThatTell(SECRETS)).isEmpty();
  }

  @Test
  void what_came_in_a_bad_cell_is_not_recorded() throws IOException {
    Path file = file("bad.csv", second(), second().replace("X2", "X9").replace("-44.6", "91.6"));
    Program.Run run = ingest(file);
    assertThat(run.err()).contains("91.618273");
    assertThat(filesThatTell(List.of("91.618273"))).isEmpty();
  }

  @Test
  void an_id_made_of_what_a_row_says_does_not_give_it_away() throws IOException {
    Path alerts =
        Program.write(
            folder.resolve("alerts.csv"),
            "region,started_at,finished_at,naive\n"
                + "North,2025-03-01 05:00:00+00:00,2025-03-01 05:30:00+00:00,False\n");
    treuga("ingest", "airalert", alerts, "--data", folder.resolve("open"));
    Json.Obj open = entry(LedgerView.open(folder.resolve("open/ledger")), 1);
    String id = object(object(open, "body"), "observation").text("observation_id");
    assertThat(id).matches(".*[0-9a-f]{64}");
    Object[] sealed = {
      "ingest",
      "airalert",
      alerts,
      "--data",
      data,
      "--seal",
      "place,occurred,attributes",
      "--seal-key",
      key,
      "--format",
      "json"
    };
    assertThat(counts(treuga(sealed))).containsExactly("1", "0", "0", "0");
    assertThat(filesThatTell(List.of(id, "North"))).isEmpty();
    assertThat(counts(treuga(sealed))).containsExactly("0", "0", "1", "0");
  }

  @Test
  void a_reader_sees_that_what_is_shown_is_what_was_recorded() throws IOException {
    ingest(reports);
    Path packet = folder.resolve("for-the-panel.json");
    Program.Run run =
        treuga(
            "disclose",
            "X1",
            "--fields",
            "attributes.informant,place.lat",
            "--for",
            "the panel",
            "--out",
            packet,
            "--data",
            data,
            "--seal-key",
            key);
    assertThat(run.exit()).as(run.err()).isZero();
    Program.Run check = treuga("ledger", "check", packet);
    assertThat(check.exit()).isZero();
    assertThat(check.out())
        .contains("proven: entry 1 is in the log", "for the panel")
        .contains("informant = \"Oriel Vantrape\"", "lat = \"-44.618273\"", "withheld: ")
        .doesNotContain("hidden.example");
    assertThat(new String(ledger().entry(ledger().size() - 1), StandardCharsets.UTF_8))
        .contains("\"type\":\"disclosure\"", "the panel", "place.lat")
        .doesNotContain("Oriel");
    assertThat(filesThatTell(SECRETS)).isEmpty();
    assertThat(verify().exit()).isZero();
  }

  @Test
  void a_packet_with_another_value_or_entry_is_found_out() throws IOException {
    ingest(reports);
    Path packet = folder.resolve("packet.json");
    treuga(
        "disclose",
        "X1",
        "--fields",
        "url",
        "--for",
        "a",
        "--out",
        packet,
        "--data",
        data,
        "--seal-key",
        key);
    Path other = folder.resolve("other.json");
    treuga(
        "disclose",
        "X2",
        "--fields",
        "url",
        "--for",
        "a",
        "--out",
        other,
        "--data",
        data,
        "--seal-key",
        key);
    Json.Obj mine = (Json.Obj) Program.json(Program.text(packet));
    Json.Obj theirs = (Json.Obj) Program.json(Program.text(other));
    for (String field : List.of("disclosures", "entry", "proof")) {
      java.util.Map<String, Json> mixed = new java.util.TreeMap<>(mine.fields());
      mixed.put(field, theirs.fields().get(field));
      Path file = Program.write(folder.resolve("mixed.json"), new Json.Obj(mixed).canonical());
      Program.Run check = treuga("ledger", "check", file);
      assertThat(check.exit()).as(field).isEqualTo(Treuga.ATTENTION);
      assertThat(check.out()).startsWith("differs: ");
    }
  }

  @Test
  void a_field_that_is_not_sealed_cannot_be_disclosed() {
    ingest(reports);
    Program.Run run =
        treuga(
            "disclose",
            "X1",
            "--fields",
            "summary",
            "--for",
            "a",
            "--out",
            folder.resolve("p.json"),
            "--data",
            data,
            "--seal-key",
            key);
    assertThat(run.exit()).isEqualTo(Treuga.UNREADABLE);
    assertThat(run.err()).contains("a sealed field of X1").contains("place.lat");
  }

  private Program.Run destroy() {
    return treuga(
        "seal",
        "destroy",
        "X1",
        "--field",
        "attributes.informant",
        "--reason",
        "asked for protection",
        "--data",
        data,
        "--seal-key",
        key);
  }

  @Test
  void a_destroyed_field_is_gone_and_every_proof_still_holds() throws IOException {
    ingest(reports);
    Path proof = folder.resolve("proof");
    treuga("ledger", "prove", "X1", "--out", proof, "--data", data);
    Path vault = Files.copy(data.resolve("sealed/vault"), folder.resolve("old-vault"));
    Program.Run run = destroy();
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.out()).contains("1 sealed files with it");
    assertThat(treuga("ledger", "check", proof).exit()).isZero();
    assertThat(verify().exit()).isZero();
    assertThat(verify().out())
        .contains("remark: attributes.informant of observation X1 was destroyed on ")
        .contains("for: asked for protection");
    assertThat(
            treuga(
                    "disclose",
                    "X1",
                    "--fields",
                    "attributes.informant",
                    "--for",
                    "a",
                    "--out",
                    folder.resolve("p.json"),
                    "--data",
                    data,
                    "--seal-key",
                    key)
                .err())
        .contains("attributes.informant of X1 was destroyed");
    // Not even a copy of the vault from before opens with the key as it is now.
    Files.copy(vault, data.resolve("sealed/vault"), StandardCopyOption.REPLACE_EXISTING);
    assertThat(verify().out()).contains("does not open with its seal key");
  }

  /** The vault cannot be written, as when the program ends between the two. */
  @Test
  void a_destruction_that_stopped_after_its_entry_is_told_and_can_be_finished() throws IOException {
    ingest(reports);
    Path inTheWay = Files.createDirectories(data.resolve("sealed/vault.new/in-the-way"));
    Program.Run stopped = destroy();
    assertThat(stopped.exit()).isEqualTo(Treuga.UNREADABLE);
    long recorded = ledger().size();
    assertThat(entry(ledger(), recorded - 1).text("type")).isEqualTo("destruction");

    Program.Run told = verify();
    assertThat(told.exit()).isEqualTo(Treuga.ATTENTION);
    assertThat(told.out())
        .contains("attributes.informant of entry 1 should be destroyed (entry ")
        .contains("destroy it again");

    Files.delete(inTheWay);
    Files.delete(data.resolve("sealed/vault.new"));
    assertThat(destroy().exit()).isZero();
    assertThat(ledger().size()).as("no second tombstone").isEqualTo(recorded);
    assertThat(verify().exit()).as(verify().out()).isZero();
    assertThat(filesThatTell(List.of("Oriel Vantrape"))).isEmpty();
  }

  @Test
  void what_was_destroyed_does_not_come_back_with_the_same_file() throws IOException {
    ingest(reports);
    destroy();
    byte[] checkpoint = Files.readAllBytes(data.resolve("ledger/checkpoint"));
    assertThat(counts(ingest(reports))).containsExactly("0", "0", "2", "0");
    assertThat(Files.readAllBytes(data.resolve("ledger/checkpoint"))).isEqualTo(checkpoint);
    Path later = file("later.csv", row("X1", "Oriel Vantrape", "two cranes"));
    assertThat(counts(ingest(later))).containsExactly("0", "1", "0", "0");
    assertThat(counts(ingest(later))).containsExactly("0", "0", "1", "0");
    assertThat(
            treuga(
                    "disclose",
                    "X1",
                    "--fields",
                    "attributes.informant",
                    "--for",
                    "a",
                    "--out",
                    folder.resolve("p.json"),
                    "--data",
                    data,
                    "--seal-key",
                    key)
                .err())
        .contains("was destroyed");
    assertThat(filesThatTell(SECRETS)).isEmpty();
    assertThat(verify().exit()).isZero();
  }

  @Test
  void a_sealed_file_can_be_read_by_who_has_the_key() throws IOException {
    ingest(reports);
    Json.Obj capture = object(entry(ledger(), 0), "body");
    Path opened = folder.resolve("opened.csv");
    Program.Run run =
        treuga(
            "seal",
            "open",
            capture.text("sha256"),
            "--out",
            opened,
            "--data",
            data,
            "--seal-key",
            key);
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(opened).hasSameBinaryContentAs(reports);
  }

  @Test
  void an_import_that_a_crash_took_back_can_be_done_again() throws IOException {
    ingest(file("first.csv", second()));
    byte[] checkpoint = Files.readAllBytes(data.resolve("ledger/checkpoint"));
    ingest(reports);
    // The vault was written, the ledger's checkpoint was not.
    Files.write(data.resolve("ledger/checkpoint"), checkpoint);
    Files.delete(data.resolve("store.db"));
    assertThat(verify().exit()).isZero();
    assertThat(counts(ingest(reports))).containsExactly("1", "0", "1", "0");
    assertThat(verify().out()).startsWith("sound: 6 entries, 2 captured files");
  }

  @Test
  void who_a_source_is_stands_in_the_vault_only() throws IOException {
    Object[] options = {"--data", data, "--seal-key", key};
    Program.Run run =
        treuga(
            "source",
            "set",
            "harbour-cook",
            "--name",
            "Oriel Vantrape",
            "--contact",
            "tel 112",
            options[0],
            options[1],
            options[2],
            options[3]);
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(treuga("source", "show", "harbour-cook", "--data", data, "--seal-key", key).out())
        .isEqualTo("harbour-cook\tOriel Vantrape\ttel 112" + System.lineSeparator());
    assertThat(filesThatTell(List.of("Oriel", "tel 112", "harbour-cook"))).isEmpty();
    assertThat(treuga("source", "show", "nobody", "--data", data, "--seal-key", key).exit())
        .isEqualTo(Treuga.UNREADABLE);
    ingest(reports);
    assertThat(treuga("source", "show", "--data", data, "--seal-key", key).out()).contains("112");
  }

  @Test
  void any_changed_byte_of_the_vault_is_found() throws IOException {
    ingest(reports);
    Path vault = data.resolve("sealed/vault");
    byte[] bytes = Files.readAllBytes(vault);
    for (int at = 0; at < bytes.length; at += 7) {
      byte[] changed = bytes.clone();
      changed[at] ^= 1;
      Files.write(vault, changed);
      assertThat(verify().exit()).as("byte " + at).isEqualTo(Treuga.ATTENTION);
    }
  }

  @Test
  void without_the_key_all_else_is_checked_and_that_is_said() {
    ingest(reports);
    Program.Run run = treuga("verify", data, "--seal-key", folder.resolve("none"));
    assertThat(run.exit()).isZero();
    assertThat(run.out()).contains("remark: sealed/vault: not checked");
    assertThat(ingest(reports, "--seal", "url", "--seal-key", folder.resolve("none")).err())
        .contains("the seal key is missing");
  }

  @Test
  void a_key_within_the_data_directory_or_of_another_one_is_refused() {
    assertThat(ingest(reports, "--seal", "url", "--seal-key", data.resolve("k")).err())
        .contains("must lie outside the data directory");
    ingest(reports);
    Program.Run other =
        treuga(
            "ingest",
            "reports",
            reports,
            "--data",
            folder.resolve("other"),
            "--seal",
            "url",
            "--seal-key",
            key);
    assertThat(other.exit()).isEqualTo(Treuga.UNREADABLE);
    assertThat(other.err()).contains("the seal key of another data directory");
  }

  @Test
  void a_field_that_no_observation_has_is_refused() {
    for (String field : List.of("sorce", "url.x", "observation_id", "place.")) {
      Program.Run run = ingest(reports, "--seal", field, "--seal-key", key);
      assertThat(run.exit()).as(field).isEqualTo(Treuga.UNREADABLE);
      assertThat(run.err()).contains("--seal must name fields").contains(field);
    }
    assertThat(ingest(reports, "--seal", "attributes.name", "--seal-key", key).err())
        .contains("no row has attributes.name");
  }
}
