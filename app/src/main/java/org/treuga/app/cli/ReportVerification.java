package org.treuga.app.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.treuga.Monitor;
import org.treuga.app.store.DataDirectory;
import org.treuga.app.store.RecordExtract;
import org.treuga.evidence.Intake;
import org.treuga.evidence.UnreadableInput;
import org.treuga.ledger.Checkpoint;
import org.treuga.wire.CaseFolder;
import org.treuga.wire.CaseReader;
import org.treuga.wire.Json;

/**
 * Checks the folder of a report: every file against the manifest, every entry it rests on against
 * the signed checkpoint, and the whole answer by working it out again from these entries. With the
 * data directory at hand also that the ledger still holds what the report was made from, and that
 * nothing it held was left out.
 */
final class ReportVerification {

  private static final int MAX_PROBLEMS = 100;
  private static final int SHOWN_CHARS = 160;

  /**
   * What was found.
   *
   * @param files compared with what the manifest says of them
   * @param entries proven to be in the ledger
   * @param derived whether the answer was worked out again
   * @param remarks what could not be checked, and why
   * @param problems what differs, with file and line
   */
  record Result(
      int files, int entries, boolean derived, List<String> remarks, List<String> problems) {
    Result {
      remarks = List.copyOf(remarks);
      problems = List.copyOf(problems);
    }
  }

  private final Path folder;
  private final List<String> problems = new ArrayList<>();
  private final List<String> remarks = new ArrayList<>();

  ReportVerification(Path folder) {
    this.folder = folder;
  }

  static boolean isReport(Path path) {
    return Files.exists(path.resolve("manifest.json"));
  }

  /**
   * @param caseFolder the case the report was made from, where it carries no record; or null
   * @param directory the data directory it was made from; or null
   */
  Result run(@Nullable Path caseFolder, @Nullable DataDirectory directory) {
    Json.Obj manifest = manifest();
    int files = compareDigests(manifest);
    Path record = folder.resolve(RecordExtract.FOLDER);
    boolean derived = false;
    int entries = 0;
    if (Files.isDirectory(record)) {
      RecordExtract.Opened opened = RecordExtract.open(record);
      opened.problems().forEach(this::problem);
      entries = opened.entries().size();
      if (opened.problems().isEmpty()) {
        derived = derive(manifest, record.resolve("case"), opened.intake());
      }
      if (directory != null && opened.checkpoint().isPresent()) {
        against(directory, manifest, opened, opened.checkpoint().get());
      } else {
        remarks.add(
            "that nothing recorded was left out only the ledger can show: name it with --data");
      }
    } else if (caseFolder != null) {
      CaseInput.Read read = CaseInput.of(caseFolder).knownAt(manifest.text("as_of")).read();
      derived = compare(manifest, read);
    } else {
      remarks.add(
          "made from files, so it carries no record to work it out from again; name the case with"
              + " --case");
    }
    return new Result(files, entries, derived, remarks, problems);
  }

  private void problem(String sentence) {
    if (problems.size() < MAX_PROBLEMS) {
      problems.add(sentence);
    }
  }

  private Json.Obj manifest() {
    Path file = folder.resolve("manifest.json");
    try {
      String text = Files.readString(file);
      if (Json.parse(text) instanceof Json.Obj manifest) {
        if (!text.equals(manifest.canonical() + "\n")) {
          problem("manifest.json: not in canonical form");
        }
        return manifest;
      }
    } catch (IOException | IllegalArgumentException unreadable) {
      throw new UnreadableInput(file + ": cannot be read (" + unreadable.getMessage() + ")");
    }
    throw new UnreadableInput(file + ": a JSON object was expected");
  }

  /** What is not as the manifest says, without working anything out again. */
  List<String> changed() {
    compareDigests(manifest());
    return problems;
  }

  private int compareDigests(Json.Obj manifest) {
    if (!manifest.text("self").equals(ResultFiles.selfDigest(manifest))) {
      problem("manifest.json: not what its own digest says");
    }
    if (!(manifest.fields().get("outputs") instanceof Json.Obj outputs)) {
      problem("manifest.json: outputs was expected, found none");
      return 0;
    }
    for (String name : outputs.fields().keySet()) {
      byte[] bytes = bytes(name);
      if (bytes != null && !ResultFiles.sha256(bytes).equals(outputs.text(name))) {
        problem(name + ": not the bytes whose digest the manifest gives");
      }
    }
    return outputs.fields().size();
  }

  private byte @Nullable [] bytes(String name) {
    try {
      return Files.readAllBytes(folder.resolve(name));
    } catch (IOException unreadable) {
      problem(name + ": the file was expected, found none that can be read");
      return null;
    }
  }

  private boolean derive(Json.Obj manifest, Path caseFolder, Intake intake) {
    CaseFolder read = CaseReader.read(caseFolder);
    CaseInput input = CaseInput.of(caseFolder).knownAt(manifest.text("as_of"));
    return compare(manifest, input.known(read, intake));
  }

  private boolean compare(Json.Obj manifest, CaseInput.Read read) {
    Map<String, byte[]> derived =
        new ResultFiles(folder).make(read, Monitor.assess(read.folder(), read.intake()));
    boolean sameProgram = manifest.text("program").equals("treuga " + Version.program());
    if (!sameProgram && Arrays.equals(derived.get("report.html"), bytes("report.html"))) {
      problem("manifest.json: the page was not made by " + manifest.text("program"));
    } else if (!sameProgram) {
      remarks.add(
          "made by %s, checked by treuga %s: the page is not compared, all rows are"
              .formatted(manifest.text("program"), Version.program()));
    }
    derived.forEach((name, expected) -> {
      boolean own = !name.equals("manifest.json") && (sameProgram || !name.equals("report.html"));
      byte[] found = own ? bytes(name) : null;
      if (found != null && !Arrays.equals(expected, found)) {
        differs(name, expected, found);
      }
    });
    return true;
  }

  /** Names the lines that differ, or within one long line the place. */
  private void differs(String name, byte[] expected, byte[] found) {
    List<String> should = new String(expected, StandardCharsets.UTF_8).lines().toList();
    List<String> does = new String(found, StandardCharsets.UTF_8).lines().toList();
    int told = 0;
    for (int i = 0; i < Math.max(should.size(), does.size()) && told < 20; i++) {
      String one = i < should.size() ? should.get(i) : "";
      String other = i < does.size() ? does.get(i) : "";
      if (!one.equals(other)) {
        problem("%s:%d: %s".formatted(name, i + 1, difference(one, other)));
        told++;
      }
    }
    if (told == 0) {
      problem(name + ": line ends differ from those expected");
    }
  }

  private static String difference(String expected, String found) {
    int at = 0;
    while (at < Math.min(expected.length(), found.length())
        && expected.charAt(at) == found.charAt(at)) {
      at++;
    }
    int from = Math.max(0, at - SHOWN_CHARS / 2);
    return "expected \"" + shown(expected, from) + "\", found \"" + shown(found, from) + "\"";
  }

  private static String shown(String text, int from) {
    int begin = Math.min(from, text.length());
    int end = Math.min(text.length(), begin + SHOWN_CHARS);
    return (begin > 0 ? "..." : "")
        + text.substring(begin, end)
        + (end < text.length() ? "..." : "");
  }

  /** The ledger must hold the same entries, and the record of that day no others. */
  private void against(
      DataDirectory directory,
      Json.Obj manifest,
      RecordExtract.Opened opened,
      Checkpoint checkpoint) {
    if (!checkpoint.origin().equals(directory.ledger().checkpoint().origin())) {
      problem(
          "record/checkpoint: the log %s was expected, found %s"
              .formatted(directory.ledger().checkpoint().origin(), checkpoint.origin()));
      return;
    }
    directory.ledger().requireContinues(checkpoint);
    TreeSet<Long> held =
        new TreeSet<>(
            directory.entriesOf(manifest.text("case"), checkpoint, manifest.text("recorded")));
    TreeSet<Long> missing = new TreeSet<>(held);
    missing.removeAll(opened.entries().keySet());
    TreeSet<Long> more = new TreeSet<>(opened.entries().keySet());
    more.removeAll(held);
    missing.forEach(entry -> problem("ledger entry " + entry + " held then and is left out"));
    more.forEach(entry -> problem("ledger entry " + entry + " did not hold then and is used"));
  }
}
