package org.treuga.app.cli;

import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.treuga.app.store.DataDirectory;
import org.treuga.evidence.UnreadableInput;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "export",
    description = "Writes what is recorded in a form for other programs.",
    mixinStandardHelpOptions = true,
    subcommands = ExportCommand.Observations.class)
final class ExportCommand implements Runnable {

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli fills the fields
  ExportCommand() {}

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "export needs a command: observations");
  }

  @Command(
      name = "observations",
      description = {
        "Writes observations as CSV for a spreadsheet.",
        "Edit it, save it as CSV, and give it to treuga ingest reports: exactly the edits are taken."
      },
      mixinStandardHelpOptions = true)
  static final class Observations implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private DataOptions data;

    @Option(names = "--feed", paramLabel = "FEED", description = "Only those of this feed.")
    private @Nullable String feed;

    @Option(names = "--case", paramLabel = "ID", description = "Only those of this case.")
    private @Nullable String caseId;

    @Option(
        names = "--as-of",
        paramLabel = "INSTANT",
        description = "As they were recorded at this instant. Default: now.")
    private @Nullable String asOf;

    @Option(
        names = "--out",
        paramLabel = "FILE",
        required = true,
        description = "The CSV to write.")
    private Path out;

    @SuppressWarnings("NullAway.Init") // picocli fills the fields
    Observations() {}

    @Override
    public Integer call() {
      try (DataDirectory directory = data.open()) {
        long rows = directory.exportSheet(out, feed, caseId, recorded());
        spec.commandLine().getOut().printf("%s: %d observations%n", out, rows);
        spec.commandLine().getOut().flush();
        return Treuga.DONE;
      }
    }

    private Instant recorded() {
      try {
        return asOf == null ? Instant.MAX : Instant.parse(asOf);
      } catch (DateTimeParseException _notAnInstant) {
        throw new UnreadableInput(
            "--as-of must be an instant such as 2025-03-18T16:30:00Z, was \"" + asOf + "\"");
      }
    }
  }
}
