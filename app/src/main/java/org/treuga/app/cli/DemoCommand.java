package org.treuga.app.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.treuga.Monitor;
import org.treuga.report.Assessment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "demo",
    description = "Assesses the bundled case, prints the answer and writes the report.",
    mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(names = "--no-serve", description = "Only print the answer and write the files.")
  private boolean noServe;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Where to write the files. Default: treuga-demo in this folder.")
  private @Nullable Path data;

  @SuppressWarnings("NullAway.Init") // picocli fills the fields
  DemoCommand() {}

  @Override
  public Integer call() {
    Path out = data == null ? Path.of("treuga-demo") : data;
    CaseInput.Read read = CaseInput.of(BundledCases.folder("ua-ru-2025-energy")).read();
    Assessment assessment = Monitor.assess(read.folder(), read.intake());
    new ResultFiles(out).write(read, assessment);
    AssessCommand.print(assessment, spec.commandLine().getOut(), Format.TEXT);
    AssessCommand.told(assessment, spec.commandLine().getErr(), out);
    return Treuga.DONE;
  }
}
