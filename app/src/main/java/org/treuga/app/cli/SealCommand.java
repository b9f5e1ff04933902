package org.treuga.app.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.treuga.app.store.DataDirectory;
import org.treuga.ledger.KeyFile;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "seal",
    description = "What is sealed: destroy a field for good, or open a sealed file.",
    mixinStandardHelpOptions = true,
    subcommands = {SealCommand.Destroy.class, SealCommand.Open.class})
final class SealCommand implements Runnable {

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli fills the fields
  SealCommand() {}

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "seal needs a command: destroy or open");
  }

  @Command(
      name = "destroy",
      description = {
        "Destroys a sealed field of an observation, with the sealed files it stood in, for good.",
        "Digests and a tombstone stay, so every proof still holds."
      },
      mixinStandardHelpOptions = true)
  static final class Destroy implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private DataOptions data;
    @Mixin private SealKeyOption sealKey;

    @Parameters(paramLabel = "ID", description = "The observation.")
    private String id;

    @Option(
        names = "--field",
        paramLabel = "FIELD",
        required = true,
        description = "What to destroy.")
    private String field;

    @Option(
        names = "--reason",
        paramLabel = "WORDS",
        required = true,
        description = "Why; everybody can read it.")
    private String reason;

    @Option(
        names = "--feed",
        paramLabel = "FEED",
        description = "The feed of the observation, where several use one id.")
    private @Nullable String feed;

    @Mixin private AuthorOption author;

    @SuppressWarnings("NullAway.Init") // picocli fills the fields
    Destroy() {}

    @Override
    public Integer call() {
      try (DataDirectory directory = data.open()) {
        int files =
            directory.destroy(
                LedgerCommand.observation(directory, id, feed),
                field,
                reason,
                sealKey.file(),
                author.name());
        spec.commandLine()
            .getOut()
            .printf("destroyed: %s of %s; %d sealed files with it%n", field, id, files);
        spec.commandLine().getOut().flush();
        spec.commandLine()
            .getErr()
            .println("destroy copies of the seal key too, and what was disclosed to readers");
        return Treuga.DONE;
      }
    }
  }

  @Command(
      name = "open",
      description = "Writes the bytes of a sealed file as they were read.",
      mixinStandardHelpOptions = true)
  static final class Open implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private DataOptions data;
    @Mixin private SealKeyOption sealKey;

    @Parameters(paramLabel = "SHA256", description = "The name of the file in blobs.")
    private String sha256;

    @Option(
        names = "--out",
        paramLabel = "FILE",
        required = true,
        description = "Where to write, for your eyes only (mode 600).")
    private Path file;

    @SuppressWarnings("NullAway.Init") // picocli fills the fields
    Open() {}

    @Override
    public Integer call() throws IOException {
      try (DataDirectory directory = data.open()) {
        KeyFile.writeSecret(file, directory.unseal(sha256, sealKey.file()));
        spec.commandLine().getOut().println(file);
        spec.commandLine().getOut().flush();
        return Treuga.DONE;
      }
    }
  }
}
