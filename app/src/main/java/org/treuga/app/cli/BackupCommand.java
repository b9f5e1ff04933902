package org.treuga.app.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.treuga.app.store.DataDirectory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "backup",
    description = {
      "Writes ledger and captured files into a zip, whole as of now, while others work.",
      "To restore, unpack it; the store is made anew when it is first used."
    },
    mixinStandardHelpOptions = true)
final class BackupCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private DataOptions data;

  @Parameters(paramLabel = "FILE", description = "The zip to write.")
  private Path file;

  @Option(
      names = "--with-key",
      description = "Put the private key in too. Whoever has it can sign in the log's name.")
  private boolean withKey;

  @SuppressWarnings("NullAway.Init") // picocli fills the fields
  BackupCommand() {}

  @Override
  public Integer call() {
    try (DataDirectory directory = data.open()) {
      long entries = directory.backup(file, withKey);
      spec.commandLine().getOut().printf("%s: %d entries%n", file, entries);
      spec.commandLine().getOut().flush();
      if (!withKey) {
        spec.commandLine()
            .getErr()
            .println(
                "ledger.key is not in it; keep a copy elsewhere, to go on with the log after a restore");
      }
      return Treuga.DONE;
    }
  }
}
