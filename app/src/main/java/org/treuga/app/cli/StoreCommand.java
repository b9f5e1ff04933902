package org.treuga.app.cli;

import java.util.concurrent.Callable;
import org.treuga.app.store.DataDirectory;
import org.treuga.app.store.Store;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "store",
    description = "The database beside the ledger.",
    mixinStandardHelpOptions = true,
    subcommands = StoreCommand.Rebuild.class)
final class StoreCommand implements Runnable {

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli fills the fields
  StoreCommand() {}

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "store needs a command: rebuild");
  }

  @Command(
      name = "rebuild",
      description = "Drops the store and makes it anew from the ledger.",
      mixinStandardHelpOptions = true)
  static final class Rebuild implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private DataOptions data;

    @SuppressWarnings("NullAway.Init") // picocli fills the fields
    Rebuild() {}

    @Override
    public Integer call() {
      try (DataDirectory directory = data.open()) {
        Store store = directory.rebuildStore();
        spec.commandLine()
            .getOut()
            .printf("store: %d entries applied, %d observations%n", store.applied(), store.count());
        spec.commandLine().getOut().flush();
        return Treuga.DONE;
      }
    }
  }
}
