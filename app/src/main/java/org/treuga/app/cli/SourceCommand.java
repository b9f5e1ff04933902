package org.treuga.app.cli;

import java.io.PrintWriter;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.treuga.app.seal.Vault;
import org.treuga.app.store.DataDirectory;
import org.treuga.evidence.UnreadableInput;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "source",
    description = {
      "Who the sources are, kept encrypted and apart from the record.",
      "All else knows a source by its pseudonym, letter and affiliation."
    },
    mixinStandardHelpOptions = true,
    subcommands = {SourceCommand.Set.class, SourceCommand.Show.class})
final class SourceCommand implements Runnable {

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli fills the fields
  SourceCommand() {}

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "source needs a command: set or show");
  }

  @Command(
      name = "set",
      description = "Keeps who a source is; in place of what was kept of it before.",
      mixinStandardHelpOptions = true)
  static final class Set implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private DataOptions data;
    @Mixin private SealKeyOption sealKey;

    @Parameters(paramLabel = "PSEUDONYM", description = "The source's id in cases and reports.")
    private String pseudonym;

    @Option(names = "--name", paramLabel = "NAME", required = true, description = "Its name.")
    private String name;

    @Option(
        names = "--contact",
        paramLabel = "WORDS",
        defaultValue = "",
        description = "How it is reached.")
    private String contact;

    @SuppressWarnings("NullAway.Init") // picocli fills the fields
    Set() {}

    @Override
    public Integer call() {
      try (DataDirectory directory = data.open()) {
        directory.identify(pseudonym, new Vault.Identity(name, contact), sealKey.file());
        spec.commandLine().getOut().println(pseudonym + ": kept");
        spec.commandLine().getOut().flush();
        return Treuga.DONE;
      }
    }
  }

  @Command(
      name = "show",
      description = "Tells who a source is, or who all are.",
      mixinStandardHelpOptions = true)
  static final class Show implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private DataOptions data;
    @Mixin private SealKeyOption sealKey;

    @Parameters(paramLabel = "PSEUDONYM", arity = "0..1", description = "One source.")
    private @Nullable String pseudonym;

    @SuppressWarnings("NullAway.Init") // picocli fills the fields
    Show() {}

    @Override
    public Integer call() {
      try (DataDirectory directory = data.open()) {
        Map<String, Vault.Identity> all = new TreeMap<>(directory.identities(sealKey.file()));
        if (pseudonym != null && !all.containsKey(pseudonym)) {
          throw new UnreadableInput("nothing is kept of a source \"" + pseudonym + "\"");
        }
        PrintWriter out = spec.commandLine().getOut();
        all.forEach((id, who) -> {
          if (pseudonym == null || pseudonym.equals(id)) {
            out.println(id + "\t" + who.name() + "\t" + who.contact());
          }
        });
        out.flush();
        return Treuga.DONE;
      }
    }
  }
}
