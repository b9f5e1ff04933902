package org.treuga.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.treuga.app.cli.Program.treuga;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.treuga.app.stamp.TimeStampServer;
import org.treuga.ledger.KeyFile;

/** What the keeper of a log, a witness and a stranger do with it. */
class LedgerCommandTest {

  @TempDir Path folder;
  private Path data;
  private Path ledger;
  private Path witnessKey;

  @BeforeEach
  void something_is_recorded() {
    data = folder.resolve("data");
    ledger = data.resolve("ledger");
    witnessKey = folder.resolve("witness/w.key");
    ingest("one", "R1");
  }

  private void ingest(String name, String... ids) {
    StringBuilder rows = new StringBuilder("observation_id,kind,occurred_from,summary\n");
    for (String id : ids) {
      rows.append(id).append(",report,2031-03-05T00:00:00Z,").append(name).append('\n');
    }
    Path file = Program.write(folder.resolve(name + ".csv"), rows.toString());
    Program.Run run = treuga("ingest", "reports", file, "--data", data);
    assertThat(run.exit()).as(run.err()).isZero();
  }

  private Path proof(String what) {
    Path proof = folder.resolve("proof-" + what);
    Program.Run run = treuga("ledger", "prove", what, "--out", proof, "--data", data);
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.out()).contains("treuga ledger check " + proof);
    return proof;
  }

  @Test
  void a_stranger_checks_an_entry_offline_by_the_files_of_its_proof() throws IOException {
    Path proof = proof("R1");
    assertThat(Program.text(proof.resolve("entry"))).contains("\"observation_id\":\"R1\"");
    Program.Run check = treuga("ledger", "check", proof);
    assertThat(check.exit()).isZero();
    assertThat(check.out())
        .startsWith("proven: entry 1 is in the log treuga.local/")
        .contains("remark: by the key that came with it");
    assertThat(treuga("ledger", "check", proof, "--key", ledger.resolve("vkey")).out())
        .doesNotContain("remark");
    assertThat(proof("1").resolve("entry")).hasSameBinaryContentAs(proof.resolve("entry"));
    Files.writeString(
        proof.resolve("entry"), Program.text(proof.resolve("entry")).replace("one", "two"));
    assertThat(treuga("ledger", "check", proof).exit()).isEqualTo(Treuga.ATTENTION);
  }

  @Test
  void the_checker_in_another_language_proves_the_entry_too() throws Exception {
    Path proof = proof("R1");
    assertThat(python(proof)).startsWith("proven: entry 1 is in the log");
    for (String name : List.of("entry", "entry.tlog-proof", "vkey")) {
      byte[] bytes = Files.readAllBytes(proof.resolve(name));
      for (int at = 0; at < bytes.length; at += 5) {
        byte[] changed = bytes.clone();
        changed[at] ^= 1;
        Files.write(proof.resolve(name), changed);
        Program.Run check = treuga("ledger", "check", proof);
        assertThat(check.exit()).as("byte %s of %s", at, name).isNotZero();
      }
      bytes[3] ^= 1;
      Files.write(proof.resolve(name), bytes);
      assertThat(python(proof)).as(name).startsWith("wrong: ");
      bytes[3] ^= 1;
      Files.write(proof.resolve(name), bytes);
    }
  }

  private static String python(Path proof) throws Exception {
    try {
      Process process =
          new ProcessBuilder(
                  "python3",
                  "-B",
                  Program.ROOT.resolve("tools/check_proof.py").toString(),
                  proof.toString())
              .redirectErrorStream(true)
              .start();
      String words = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor();
      return words;
    } catch (IOException e) {
      abort("skipped: there is no python3 (" + e.getMessage() + ")");
      return "";
    }
  }

  @Test
  void what_is_not_there_cannot_be_proven() {
    assertThat(treuga("ledger", "prove", "99", "--data", data).err())
        .contains("INDEX must be below 3");
    assertThat(treuga("ledger", "prove", "R9", "--data", data).err())
        .contains("no observation with the id \"R9\"");
    assertThat(treuga("ledger", "check", folder).exit()).isEqualTo(Treuga.UNREADABLE);
  }

  private Program.Run cosign(Path out) {
    return treuga(
        "ledger",
        "cosign",
        ledger,
        "--key",
        witnessKey,
        "--name",
        "witness.example/w",
        "--out",
        out);
  }

  private String witness() {
    try {
      return KeyFile.read(witnessKey).verifier().text();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private Program.Run add(Path cosigned) {
    return treuga("ledger", "add-cosignature", cosigned, "--witness", witness(), "--data", data);
  }

  @Test
  void a_witness_follows_a_log_and_its_word_is_kept() {
    Path first = folder.resolve("first");
    assertThat(cosign(first).err()).contains("the first checkpoint seen");
    ingest("two", "R2");
    Path second = folder.resolve("second");
    Program.Run run = cosign(second);
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.err()).isEmpty();
    // The log may have grown when the witness's word comes back.
    assertThat(add(first).exit()).isZero();
    assertThat(add(second).exit()).isZero();
    assertThat(Program.text(ledger.resolve("checkpoint"))).contains("witness.example/w");
    ingest("three", "R3");
    assertThat(treuga("ledger", "show", "--data", data).out())
        .contains("entries  9", "witness  witness.example/w+", ", last at 6 entries, ");
    assertThat(ledger.resolve("cosignatures/3")).exists();
    assertThat(treuga("verify", data).exit()).isZero();
    assertThat(treuga("verify", ledger).exit()).isZero();
  }

  @Test
  void a_witness_does_not_sign_a_log_that_was_rewritten() throws IOException {
    cosign(folder.resolve("first"));
    Path other = folder.resolve("other");
    Path file =
        Program.write(
            folder.resolve("x.csv"),
            "observation_id,kind,occurred_from,summary\nR7,report,2031-03-05T00:00:00Z,x\n");
    Files.createDirectories(other);
    Files.copy(
        data.resolve("ledger.key"),
        other.resolve("ledger.key"),
        StandardCopyOption.COPY_ATTRIBUTES);
    assertThat(treuga("ingest", "reports", file, "--data", other).exit()).isZero();
    String state = Program.text(folder.resolve("witness/w.key.last"));
    Program.Run run = treuga("ledger", "cosign", other.resolve("ledger"), "--key", witnessKey);
    assertThat(run.exit()).isEqualTo(Treuga.ATTENTION);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("not signed", "does not continue");
    assertThat(Program.text(folder.resolve("witness/w.key.last"))).isEqualTo(state);
  }

  @Test
  void a_word_that_is_not_the_witness_s_is_refused() throws IOException {
    Path first = folder.resolve("first");
    cosign(first);
    String cosigned = Program.text(first);
    int last = cosigned.length() - 10;
    char other = cosigned.charAt(last) == 'A' ? 'B' : 'A';
    Program.write(first, cosigned.substring(0, last) + other + cosigned.substring(last + 1));
    Program.Run run = add(first);
    assertThat(run.exit()).isEqualTo(Treuga.UNREADABLE);
    assertThat(run.err()).contains("must carry a true line");
    assertThat(ledger.resolve("witnesses")).doesNotExist();
  }

  @Test
  void a_witness_without_key_or_name_is_told() {
    Program.Run run = treuga("ledger", "cosign", ledger, "--key", folder.resolve("none"));
    assertThat(run.exit()).isEqualTo(Treuga.UNREADABLE);
    assertThat(run.err()).contains("there is no such key; --name makes one");
  }

  @Test
  void a_stamp_is_had_shown_and_verified() {
    try (TimeStampServer server = TimeStampServer.honest()) {
      Path root = server.rootFile(folder.resolve("root.pem"));
      Program.Run run =
          treuga("ledger", "stamp", "--authority", server.address(), "--ca", root, "--data", data);
      assertThat(run.exit()).as(run.err()).isZero();
      assertThat(run.out()).startsWith("stamped: the first 3 entries were there by ");
      assertThat(treuga("ledger", "show", "--data", data).out()).contains("stamp    3 entries, ");
      Program.Run verify = treuga("verify", data, "--ca", root);
      assertThat(verify.exit()).isZero();
      assertThat(verify.out())
          .contains("time: the first 3 entries were there by ")
          .doesNotContain("remark");
      assertThat(treuga("verify", data).out()).contains("not in the trust anchors given");
    }
  }

  @Test
  void an_address_that_is_none_is_told() {
    Program.Run run = treuga("ledger", "stamp", "--authority", "nowhere", "--data", data);
    assertThat(run.exit()).isEqualTo(Treuga.UNREADABLE);
    assertThat(run.err()).contains("--authority must be an http or https address");
  }
}
