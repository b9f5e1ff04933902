package org.treuga.app.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.treuga.app.store.DataDirectory;
import org.treuga.app.store.Packet;
import org.treuga.ledger.DurableFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "disclose",
    description = {
      "Shows sealed fields of an observation to one reader, in a file that proves itself.",
      "That it was done, which fields and for whom, is recorded; the values are not."
    },
    mixinStandardHelpOptions = true)
final class DiscloseCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private DataOptions data;
  @Mixin private SealKeyOption sealKey;

  @Parameters(paramLabel = "ID", description = "The observation.")
  private String id;

  @Option(
      names = "--fields",
      paramLabel = "FIELD",
      split = ",",
      required = true,
      description = "What to show, as it was sealed: url, place.lat, ...")
  private List<String> fields;

  @Option(names = "--for", paramLabel = "READER", required = true, description = "Who gets it.")
  private String reader;

  @Option(names = "--out", paramLabel = "FILE", required = true, description = "Where to write.")
  private Path file;

  @Option(
      names = "--feed",
      paramLabel = "FEED",
      description = "The feed of the observation, where several use one id.")
  private @Nullable String feed;

  @Mixin private AuthorOption author;

  @SuppressWarnings("NullAway.Init") // picocli fills the fields
  DiscloseCommand() {}

  @Override
  public Integer call() throws IOException {
    try (DataDirectory directory = data.open()) {
      Packet packet =
          directory.disclose(
              LedgerCommand.observation(directory, id, feed),
              fields,
              reader,
              sealKey.file(),
              author.name());
      DurableFiles.replace(file, packet.bytes());
      spec.commandLine()
          .getOut()
          .printf(
              "%s: %s of %s for %s; to check it:%n  treuga ledger check %s%n",
              file, String.join(", ", fields), id, reader, file);
      spec.commandLine().getOut().flush();
      return Treuga.DONE;
    }
  }
}
