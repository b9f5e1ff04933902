package org.treuga.app.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.treuga.app.store.DataDirectory;
import org.treuga.evidence.UnreadableInput;
import org.treuga.finding.Duties;
import org.treuga.finding.Role;
import org.treuga.report.PublicationPolicy;
import org.treuga.wire.Json;
import org.treuga.wire.PolicyReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "release",
    description = {
      "Lets a report out: records who analysed, reviewed and published it, if they may and if",
      "nothing in its files is finer, sooner or nearer to a source than the policy allows."
    },
    mixinStandardHelpOptions = true)
final class ReleaseCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private DataOptions data;
  @Mixin private SealKeyOption sealKey;

  @Parameters(paramLabel = "REPORT", description = "The folder of the report, made with --data.")
  private Path folder;

  @Option(
      names = "--analyst",
      paramLabel = "NAME",
      required = true,
      description = "Who analysed it; may be given several times.")
  private List<String> analysts;

  @Option(
      names = "--reviewer",
      paramLabel = "NAME",
      required = true,
      description = "Who reviewed it; may be given several times.")
  private List<String> reviewers;

  @Option(
      names = "--publisher",
      paramLabel = "NAME",
      required = true,
      description = "Who lets it out.")
  private String publisher;

  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description =
          "What may be published (YAML). Default: cells of 10 km, 72 hours, sites after 14 days.")
  private @Nullable Path policyFile;

  @Option(names = "--dry-run", description = "Record nothing; say what stands in the way.")
  private boolean dryRun;

  @SuppressWarnings("NullAway.Init") // picocli fills the fields
  ReleaseCommand() {}

  @Override
  public Integer call() throws IOException {
    if (!ReportVerification.isReport(folder)) {
      throw new UnreadableInput(
          folder + ": the folder of a report was expected, found no manifest.json");
    }
    PublicationPolicy policy =
        policyFile == null ? PublicationPolicy.DEFAULT : PolicyReader.read(policyFile);
    try (DataDirectory directory = data.open()) {
      List<String> problems = new ArrayList<>(refusedDuties());
      Map<String, String> files = files(folder);
      Instant now = InstantSource.system().instant();
      problems.addAll(unverified(directory));
      problems.addAll(
          new ReleaseScan(policy, now, directory.hiddenWords(sealKey.file()))
              .of(folder, files.keySet()));
      if (!problems.isEmpty()) {
        return told(problems);
      }
      String said = "%d files, nothing in the way".formatted(files.size());
      if (!dryRun) {
        long entry = directory.release(body(files, policy), publisher);
        said = "%d files, recorded as entry %d".formatted(files.size(), entry);
      }
      PrintWriter out = spec.commandLine().getOut();
      out.printf("%s: %s%n", dryRun ? "may be released" : "released", said);
      out.flush();
      return Treuga.DONE;
    }
  }

  private List<String> unverified(DataDirectory directory) {
    ReportVerification.Result result = new ReportVerification(folder).run(null, directory);
    return result.derived() || !result.problems().isEmpty()
        ? result.problems()
        : List.of(
            "the report was made from files, so nothing in it can be proven; make it with --data");
  }

  private Integer told(List<String> problems) {
    PrintWriter out = spec.commandLine().getOut();
    problems.forEach(problem -> out.println("withheld: " + problem));
    out.printf("not released: %d in the way%n", problems.size());
    out.flush();
    return Treuga.ATTENTION;
  }

  private List<String> refusedDuties() {
    List<String> refused = new ArrayList<>();
    Duties duties = Duties.NONE;
    for (Duties.Duty duty : duties()) {
      var refusal = duties.refusal(duty);
      if (refusal.isPresent()) {
        refused.add(refusal.get());
      } else {
        duties = duties.and(duty);
      }
    }
    return refused;
  }

  private List<Duties.Duty> duties() {
    List<Duties.Duty> duties = new ArrayList<>();
    try {
      analysts.forEach(name -> duties.add(new Duties.Duty(Role.ANALYST, name)));
      reviewers.forEach(name -> duties.add(new Duties.Duty(Role.REVIEWER, name)));
      duties.add(new Duties.Duty(Role.PUBLISHER, publisher));
    } catch (IllegalArgumentException blank) {
      throw new UnreadableInput("a name was expected: " + blank.getMessage());
    }
    return duties;
  }

  /** Every file in the folder with its digest, whether the manifest names it or not. */
  private static Map<String, String> files(Path folder) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(path -> !Files.isDirectory(path)).toList()) {
        String name = folder.relativize(file).toString().replace('\\', '/');
        files.put(name, ResultFiles.sha256(Files.readAllBytes(file)));
      }
    }
    return files;
  }

  private Json.Obj body(Map<String, String> files, PublicationPolicy policy) {
    Json.Builder digests = Json.object();
    files.forEach(digests::put);
    return Json.object()
        .put("analysts", Json.texts(analysts))
        .put("reviewers", Json.texts(reviewers))
        .put("publisher", publisher)
        .put("policy", PolicyReader.json(policy))
        .put("files", files.size())
        .put("manifest_sha256", files.getOrDefault("manifest.json", ""))
        .put("files_sha256", ResultFiles.sha256(digests.build().canonicalBytes()))
        .build();
  }
}
