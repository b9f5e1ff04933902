package org.treuga.app.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.treuga.Monitor;
import org.treuga.evidence.UnreadableInput;
import org.treuga.finding.Finding;
import org.treuga.report.Assessment;
import org.treuga.wire.Canonical;
import org.treuga.wire.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "errata",
    description = {
      "What changed in a recorded case between two instants: reports that came, went or were",
      "corrected, field by field, and every verdict that is another now."
    },
    mixinStandardHelpOptions = true)
final class ErrataCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "CASE", description = "The id of a recorded case.")
  private String caseId;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "data",
      description = "The data directory. Default: data, in the folder you are in.")
  private Path data;

  @Option(
      names = "--db",
      paramLabel = "URL",
      description = "A PostgreSQL store, in place of store.db.")
  private @Nullable String database;

  @Option(
      names = "--from",
      required = true,
      paramLabel = "INSTANT",
      description = "As it was recorded then, such as 2025-03-26T00:00:00Z.")
  private String from;

  @Option(
      names = "--to",
      paramLabel = "INSTANT",
      description = "As it was recorded then. Default: as it is now.")
  private @Nullable String to;

  @Option(
      names = "--as-of",
      paramLabel = "INSTANT",
      defaultValue = "",
      description = "Only what was publicly known at that instant, on either side.")
  private String asOf;

  @Option(
      names = "--format",
      paramLabel = "text|json|csv",
      defaultValue = "TEXT",
      description = "What to print: text, json or csv. Default: text.")
  private Format format;

  @SuppressWarnings("NullAway.Init") // picocli fills the fields
  ErrataCommand() {}

  /**
   * One thing that is another now.
   *
   * @param what {@code report}, {@code case} or {@code verdict}
   * @param field which field of a report, or term and reading of a verdict
   * @param before empty when it was not there
   * @param after empty when it is not there any more
   */
  record Erratum(String what, String id, String field, String before, String after) {}

  @Override
  public Integer call() {
    if (from.equals(to)) {
      throw new UnreadableInput("--from and --to must be two instants, both were " + from);
    }
    CaseInput.Read before = CaseInput.recorded(caseId, data, database, from).knownAt(asOf).read();
    CaseInput.Read after = CaseInput.recorded(caseId, data, database, to).knownAt(asOf).read();
    List<Erratum> errata = between(before, after);
    PrintWriter out = spec.commandLine().getOut();
    switch (format) {
      case TEXT -> text(errata, out);
      case JSON -> out.println(json(errata).canonical());
      case CSV -> csv(errata, out);
    }
    out.flush();
    return Treuga.DONE;
  }

  static List<Erratum> between(CaseInput.Read before, CaseInput.Read after) {
    List<Erratum> errata = new ArrayList<>();
    compare("case", fileDigests(before), fileDigests(after), errata);
    compare("report", reports(before), reports(after), errata);
    compare("verdict", verdicts(before), verdicts(after), errata);
    return errata;
  }

  private static Map<String, Map<String, String>> fileDigests(CaseInput.Read read) {
    Map<String, Map<String, String>> files = new TreeMap<>();
    if (read.record() != null) {
      read.record()
          .version()
          .files()
          .forEach((path, sha256) -> files.put(path, Map.of("sha256", sha256)));
    }
    return files;
  }

  private static Map<String, Map<String, String>> reports(CaseInput.Read read) {
    Map<String, Map<String, String>> reports = new TreeMap<>();
    read.intake()
        .accepted()
        .forEach(report -> {
          Map<String, String> fields = new TreeMap<>();
          flatten("", Canonical.observation(report), fields);
          reports.put(report.id(), fields);
        });
    return reports;
  }

  private static void flatten(String at, Json json, Map<String, String> fields) {
    if (json instanceof Json.Obj object) {
      object
          .fields()
          .forEach((name, value) -> flatten(at.isEmpty() ? name : at + "." + name, value, fields));
    } else {
      fields.put(at, json instanceof Json.Text text ? text.value() : json.canonical());
    }
  }

  private static Map<String, Map<String, String>> verdicts(CaseInput.Read read) {
    Assessment assessment = Monitor.assess(read.folder(), read.intake());
    Map<String, Map<String, String>> verdicts = new TreeMap<>();
    for (Finding finding : assessment.findings()) {
      verdicts
          .computeIfAbsent(finding.incidentId(), id -> new TreeMap<>())
          .put(finding.termId() + "/" + finding.readingId(), finding.verdict().name());
    }
    return verdicts;
  }

  /** A thing that came or went is told once, not field by field. */
  private static void compare(
      String what,
      Map<String, Map<String, String>> before,
      Map<String, Map<String, String>> after,
      List<Erratum> errata) {
    TreeSet<String> ids = new TreeSet<>(before.keySet());
    ids.addAll(after.keySet());
    for (String id : ids) {
      Map<String, String> old = before.get(id);
      Map<String, String> now = after.get(id);
      if (old == null || now == null) {
        if (!what.equals("verdict")) {
          errata.add(
              new Erratum(what, id, "", old == null ? "" : "there", now == null ? "" : "there"));
        }
      } else {
        fields(what, id, old, now, errata);
      }
    }
  }

  private static void fields(
      String what,
      String id,
      Map<String, String> old,
      Map<String, String> now,
      List<Erratum> errata) {
    TreeSet<String> names = new TreeSet<>(old.keySet());
    names.addAll(now.keySet());
    for (String name : names) {
      String before = old.getOrDefault(name, "");
      String after = now.getOrDefault(name, "");
      if (!Objects.equals(before, after)) {
        errata.add(new Erratum(what, id, name, before, after));
      }
    }
  }

  private void text(List<Erratum> errata, PrintWriter out) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    errata.forEach(erratum -> counts.merge(erratum.what(), 1, Integer::sum));
    out.printf(
        "%s, from the record of %s to that of %s: %s%n",
        caseId,
        from,
        to == null ? "now" : to,
        errata.isEmpty()
            ? "nothing changed"
            : String.join(
                ", ",
                counts.entrySet().stream()
                    .map(count -> count.getValue() + " in " + count.getKey() + "s")
                    .toList()));
    for (Erratum erratum : errata) {
      if (erratum.field().isEmpty()) {
        out.printf(
            "  %s %s %s%n",
            erratum.what(), erratum.id(), erratum.before().isEmpty() ? "came" : "is gone");
      } else {
        out.printf(
            "  %s %s %s: was \"%s\", is \"%s\"%n",
            erratum.what(), erratum.id(), erratum.field(), erratum.before(), erratum.after());
      }
    }
  }

  private Json json(List<Erratum> errata) {
    List<Json> rows =
        errata.stream()
            .map(erratum ->
                (Json)
                    Json.object()
                        .put("what", erratum.what())
                        .put("id", erratum.id())
                        .put("field", erratum.field())
                        .put("before", erratum.before())
                        .put("after", erratum.after())
                        .build())
            .toList();
    return Json.object()
        .put("case", caseId)
        .put("from", from)
        .put("to", to == null ? "" : to)
        .put("errata", new Json.Arr(rows))
        .build();
  }

  private static void csv(List<Erratum> errata, PrintWriter out) {
    out.print("what,id,field,before,after\n");
    errata.forEach(erratum ->
        out.print(
            CsvCells.row(
                List.of(
                    erratum.what(),
                    erratum.id(),
                    erratum.field(),
                    erratum.before(),
                    erratum.after()))));
  }
}
