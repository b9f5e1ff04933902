package org.treuga.app.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.treuga.Monitor;
import org.treuga.app.page.ReportPage;
import org.treuga.app.store.RecordExtract;
import org.treuga.app.store.RecordedCase;
import org.treuga.evidence.Observation;
import org.treuga.evidence.UnreadableInput;
import org.treuga.finding.Element;
import org.treuga.finding.Finding;
import org.treuga.report.Assessment;
import org.treuga.wire.Canonical;
import org.treuga.wire.Json;

/**
 * Writes the files of an assessment into a folder. Each appears whole or not at all, and {@code
 * manifest.json}, which names the digests of the others, comes last.
 */
final class ResultFiles {

  private final Path folder;
  private final Map<String, byte[]> files = new LinkedHashMap<>();

  ResultFiles(Path folder) {
    this.folder = folder;
  }

  void write(CaseInput.Read read, Assessment assessment) {
    make(read, assessment);
    try {
      Files.createDirectories(folder);
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        Path target = folder.resolve(file.getKey());
        Files.createDirectories(Objects.requireNonNull(target.getParent()));
        writeWhole(target, file.getValue());
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(
          "cannot write into " + folder + ": " + failed.getMessage(), failed);
    }
  }

  /** The files by name, the manifest last; writes nothing. */
  Map<String, byte[]> make(CaseInput.Read read, Assessment assessment) {
    String reportsDigest = digestOf(read.intake().accepted());
    // The page and the rows are both made from the same immutable answer: one core each.
    CompletableFuture<byte[]> page =
        CompletableFuture.supplyAsync(() -> utf8(page(read, assessment, reportsDigest)));
    files.put("verdicts.csv", utf8(verdicts(assessment.findings())));
    files.put(
        "findings.ndjson", lines(assessment.findings().stream().map(Canonical::finding).toList()));
    files.put(
        "incidents.ndjson",
        lines(assessment.incidents().stream().map(Canonical::incident).toList()));
    files.put(
        "rejections.ndjson",
        lines(assessment.rejected().stream().map(Canonical::rejection).toList()));
    files.put("report.html", page.join());
    files.put("report.json", utf8(Canonical.assessment(assessment).canonical() + "\n"));
    RecordedCase record = read.record();
    if (record != null) {
      read.input()
          .extract(record)
          .forEach((name, bytes) -> files.put(RecordExtract.FOLDER + "/" + name, bytes));
    }
    Json.Obj manifest = manifest(read, reportsDigest);
    Map<String, Json> complete = new TreeMap<>(manifest.fields());
    complete.put("self", Json.text(selfDigest(manifest)));
    files.put("manifest.json", utf8(new Json.Obj(complete).canonical() + "\n"));
    return files;
  }

  /** The digest of a manifest without the field {@code self} that holds it. */
  static String selfDigest(Json.Obj manifest) {
    Map<String, Json> fields = new TreeMap<>(manifest.fields());
    fields.remove("self");
    return sha256(new Json.Obj(fields).canonicalBytes());
  }

  /** What was accepted is named by its content, so that the order of arrival leaves no trace. */
  private static String page(CaseInput.Read read, Assessment assessment, String reportsDigest) {
    List<ReportPage.Input> inputs = new ArrayList<>();
    read.folder().files().forEach((name, sha256) -> inputs.add(new ReportPage.Input(name, sha256)));
    inputs.add(new ReportPage.Input("reports, as accepted", reportsDigest));
    return ReportPage.render(assessment, new ReportPage.Provenance(Version.program(), inputs));
  }

  private static void writeWhole(Path file, byte[] bytes) throws IOException {
    Path temporary = file.resolveSibling("." + file.getFileName() + ".part");
    try {
      Files.write(temporary, bytes);
      Files.move(
          temporary, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private Json.Obj manifest(CaseInput.Read read, String reportsDigest) {
    Json.Builder inputs = Json.object();
    read.folder().files().forEach(inputs::put);
    Json.Builder reportFiles = Json.object();
    for (Path file : read.reportFiles()) {
      try {
        reportFiles.put(file.getFileName().toString(), sha256(Files.readAllBytes(file)));
      } catch (IOException failed) {
        throw new UnreadableInput(file + ": cannot be read (" + failed.getMessage() + ")");
      }
    }
    Json.Builder outputs = Json.object();
    files.forEach((name, bytes) -> outputs.put(name, sha256(bytes)));
    return Json.object()
        .put("program", "treuga " + Version.program())
        .put("time_zones", Version.timeZones())
        .put("epoch_seed", Monitor.EPOCH_SEED)
        .put("case", read.folder().id())
        .put("as_of", read.input().knownAt())
        .put("recorded", read.input().recordedAt())
        .put("case_files", inputs.build())
        .put("report_files", reportFiles.build())
        .put("reports_sha256", reportsDigest)
        .put("outputs", outputs.build())
        .build();
  }

  /** Digest of what was accepted, whatever the order and the files it came in. */
  static String digestOf(List<Observation> observations) {
    StringBuilder all = new StringBuilder();
    observations.forEach(
        observation -> all.append(Canonical.observation(observation).canonical()).append('\n'));
    return sha256(utf8(all.toString()));
  }

  // --- verdicts.csv

  static String verdicts(List<Finding> findings) {
    StringBuilder csv =
        new StringBuilder(
            "incident_id,term,reading,object,act,time,area,bearer,exception,verdict,ex_post,grade\n");
    for (Finding finding : findings) {
      List<String> cells =
          new ArrayList<>(List.of(finding.incidentId(), finding.termId(), finding.readingId()));
      for (Element element : Element.values()) {
        cells.add(finding.value(element).name());
      }
      cells.add(finding.verdict().name());
      cells.add(String.valueOf(finding.exPost()));
      cells.add(String.valueOf(finding.grade()));
      csv.append(CsvCells.row(cells));
    }
    return csv.toString();
  }

  private static byte[] lines(List<Json> rows) {
    StringBuilder text = new StringBuilder();
    rows.forEach(row -> text.append(row.canonical()).append('\n'));
    return utf8(text.toString());
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }
}
