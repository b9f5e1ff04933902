package org.treuga.app.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.treuga.evidence.UnreadableInput;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "case",
    description = "Makes case folders.",
    mixinStandardHelpOptions = true,
    subcommands = CaseCommand.New.class)
final class CaseCommand implements Runnable {

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli fills the fields
  CaseCommand() {}

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  @Command(
      name = "new",
      description = "Makes a commented case folder to start from.",
      mixinStandardHelpOptions = true)
  static final class New implements Callable<Integer> {

    private static final List<String> FILES =
        List.of("case.yaml", "agreement.yaml", "rules.yaml", "reports.csv");

    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "A folder that does not exist yet, or is empty.")
    private Path folder;

    @SuppressWarnings("NullAway.Init") // picocli fills the fields
    New() {}

    @Override
    public Integer call() {
      try {
        Files.createDirectories(folder);
        try (Stream<Path> inside = Files.list(folder)) {
          if (inside.findAny().isPresent()) {
            throw new UnreadableInput(folder + ": the folder is not empty; nothing was written");
          }
        }
        for (String name : FILES) {
          try (InputStream template = New.class.getResourceAsStream("/new-case/" + name)) {
            if (template != null) {
              Files.copy(template, folder.resolve(name));
            }
          }
        }
      } catch (IOException failed) {
        throw new UncheckedIOException(
            "cannot write " + folder + ": " + failed.getMessage(), failed);
      }
      spec.commandLine()
          .getOut()
          .println(
              "Made "
                  + folder
                  + ". Next: treuga lint "
                  + folder
                  + ", then treuga assess "
                  + folder);
      spec.commandLine().getOut().flush();
      return Treuga.DONE;
    }
  }
}
