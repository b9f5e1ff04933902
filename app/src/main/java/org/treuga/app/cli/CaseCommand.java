package org.treuga.app.cli;

import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.treuga.app.store.DataDirectory;
import org.treuga.app.store.Receipt;
import org.treuga.app.store.StarterCase;
import org.treuga.app.store.StoredCase;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "case",
    description = "Makes case folders and takes them into the record.",
    mixinStandardHelpOptions = true,
    subcommands = {CaseCommand.New.class, CaseCommand.Import.class, CaseCommand.ListCases.class})
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

    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "A folder that does not exist yet, or is empty.")
    private Path folder;

    @SuppressWarnings("NullAway.Init") // picocli fills the fields
    New() {}

    @Override
    public Integer call() {
      StarterCase.write(folder);
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

  @Command(
      name = "import",
      description = {
        "Records a case folder and its reports, all of it or nothing.",
        "What is recorded already changes nothing."
      },
      mixinStandardHelpOptions = true)
  static final class Import implements Callable<Integer> {

    @Spec private CommandSpec spec;
    @Mixin private DataOptions data;

    @Parameters(paramLabel = "CASE", description = "A case folder.")
    private Path folder;

    @Mixin private AuthorOption author;

    @SuppressWarnings("NullAway.Init") // picocli fills the fields
    Import() {}

    @Override
    public Integer call() {
      try (DataDirectory directory = data.open()) {
        Receipt receipt =
            directory.importCase(folder, author.name(), "treuga " + Version.program());
        spec.commandLine()
            .getOut()
            .printf(
                "case %s; reports: %d accepted, %d updated, %d unchanged, %d rejected%n",
                receipt.newCaseVersion() ? "recorded" : "unchanged",
                receipt.accepted(),
                receipt.updated(),
                receipt.unchanged(),
                receipt.rejected());
        spec.commandLine().getOut().flush();
        return receipt.rejected() > 0 ? Treuga.ATTENTION : Treuga.DONE;
      }
    }
  }

  @Command(
      name = "list",
      description = "Lists the cases that are recorded.",
      mixinStandardHelpOptions = true)
  static final class ListCases implements Callable<Integer> {

    @Spec private CommandSpec spec;
    @Mixin private DataOptions data;

    @SuppressWarnings("NullAway.Init") // picocli fills the fields
    ListCases() {}

    @Override
    public Integer call() {
      try (DataDirectory directory = data.open()) {
        for (StoredCase one : directory.store().cases(Instant.MAX)) {
          spec.commandLine()
              .getOut()
              .printf("%s  recorded %s  %s%n", one.id(), one.recordedAt(), one.title());
        }
        spec.commandLine().getOut().flush();
        return Treuga.DONE;
      }
    }
  }
}
