package org.treuga.app.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.treuga.Monitor;
import org.treuga.evidence.UnreadableInput;
import org.treuga.report.Assessment;
import org.treuga.wire.Canonical;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "assess",
    description =
        "Says what each reported incident means for each term under each reading, and why.",
    mixinStandardHelpOptions = true)
final class AssessCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private CaseInput input;

  @Option(
      names = "--no-fuse",
      description =
          "Every report stands for one incident. Reports are not fused yet, so this is what happens in any case.")
  private boolean noFuse;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Write verdicts.csv, findings.ndjson, incidents.ndjson, rejections.ndjson, report.html, report.json and manifest.json there.")
  private @Nullable Path out;

  @Option(
      names = "--format",
      paramLabel = "text|json|csv",
      defaultValue = "TEXT",
      description = "What to print: text, json or csv. Default: text.")
  private Format format;

  @Option(
      names = "--max-rejected",
      paramLabel = "N",
      defaultValue = "0",
      description = "Exit with 1 when more rows than this are rejected. Default: 0.")
  private int maxRejected;

  @Option(names = "--quiet", description = "Print nothing but errors.")
  private boolean quiet;

  @SuppressWarnings("NullAway.Init") // picocli fills the fields
  AssessCommand() {}

  @Override
  public Integer call() {
    if (maxRejected < 0) {
      throw new UnreadableInput("--max-rejected must be 0 or more, was " + maxRejected);
    }
    CaseInput.Read read = input.read();
    Assessment assessment = Monitor.assess(read.folder(), read.intake());
    if (out != null) {
      new ResultFiles(out).write(read, assessment);
    }
    PrintWriter talk = spec.commandLine().getErr();
    if (!quiet) {
      print(assessment, spec.commandLine().getOut(), format);
      if (read.intake().unchanged() > 0) {
        talk.println(
            read.intake().unchanged() + " rows repeat a report word for word and count once.");
      }
      told(assessment, talk, out);
    }
    return assessment.rejected().size() > maxRejected ? Treuga.ATTENTION : Treuga.DONE;
  }

  static void print(Assessment assessment, PrintWriter out, Format format) {
    switch (format) {
      case TEXT -> new Answer(assessment, out).print();
      case JSON -> out.println(Canonical.assessment(assessment).canonical());
      case CSV -> out.print(ResultFiles.verdicts(assessment.findings()));
    }
    out.flush();
  }

  /** Rejections and files are talk about the result, so they go to stderr. */
  static void told(Assessment assessment, PrintWriter talk, @Nullable Path out) {
    int shown = 10;
    assessment.rejected().stream()
        .limit(shown)
        .forEach(r ->
            talk.println(
                "rejected "
                    + r.file()
                    + ":"
                    + r.line()
                    + (r.column().isEmpty() ? "" : " " + r.column())
                    + " ["
                    + r.code()
                    + "]: expected "
                    + r.expected()
                    + ", got "
                    + r.got()));
    if (assessment.rejected().size() > shown) {
      talk.println(
          "and "
              + (assessment.rejected().size() - shown)
              + " more of "
              + assessment.rejected().size()
              + (out == null
                  ? "; write them all with --out DIR"
                  : "; all are in rejections.ndjson"));
    }
    if (out != null) {
      talk.println(
          "Files written to " + out + "; open " + out.resolve("report.html") + " in a browser.");
    }
    talk.flush();
  }
}
