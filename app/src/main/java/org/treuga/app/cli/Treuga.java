package org.treuga.app.cli;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.treuga.app.stamp.StampFailure;
import org.treuga.app.store.StoreFailure;
import org.treuga.evidence.UnreadableInput;
import org.treuga.ledger.LedgerFailure;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The program. Exit codes: 0 done; 1 done, and something needs attention; 2 wrong usage or
 * unreadable input, with one sentence on stderr.
 */
@Command(
    name = "treuga",
    description =
        "Keeps a ceasefire honest: what was agreed, what each reading of it covers, and why.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = {
      DemoCommand.class,
      AssessCommand.class,
      TimelineCommand.class,
      AmbiguityCommand.class,
      LintCommand.class,
      CaseCommand.class,
      IngestCommand.class,
      ErrataCommand.class,
      CaptureCommand.class,
      ExportCommand.class,
      VerifyCommand.class,
      LedgerCommand.class,
      ReleaseCommand.class,
      DiscloseCommand.class,
      SealCommand.class,
      SourceCommand.class,
      StoreCommand.class,
      BackupCommand.class,
      ServeCommand.class,
      CompletionCommand.class,
      CommandLine.HelpCommand.class
    })
public final class Treuga implements Runnable {

  static final int DONE = 0;
  static final int ATTENTION = 1;
  static final int UNREADABLE = 2;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli fills the fields
  public Treuga() {}

  public static void main(String[] args) {
    PrintStream out =
        new PrintStream(
            new java.io.FileOutputStream(java.io.FileDescriptor.out), true, StandardCharsets.UTF_8);
    PrintStream err =
        new PrintStream(
            new java.io.FileOutputStream(java.io.FileDescriptor.err), true, StandardCharsets.UTF_8);
    // The database driver would tell every user that it has nowhere to log to.
    System.setProperty("slf4j.internal.verbosity", "ERROR");
    System.setOut(out);
    System.setErr(err);
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    CommandLine line = new CommandLine(new Treuga());
    line.setOut(new java.io.PrintWriter(System.out, true, StandardCharsets.UTF_8));
    line.setErr(new java.io.PrintWriter(System.err, true, StandardCharsets.UTF_8));
    line.setExecutionExceptionHandler((failure, command, parsed) -> told(failure, command));
    line.setParameterExceptionHandler((wrong, args) -> misused(wrong));
    line.setCaseInsensitiveEnumValuesAllowed(true);
    return line;
  }

  /** One sentence on stderr, never a stack trace. */
  private static int told(Exception failure, CommandLine command) {
    if (failure instanceof UnreadableInput unreadable) {
      command.getErr().println("treuga: " + unreadable.getMessage());
      return UNREADABLE;
    }
    if (failure instanceof StoreFailure
        || failure instanceof LedgerFailure
        || failure instanceof StampFailure) {
      command.getErr().println("treuga: " + sentence(failure));
      return UNREADABLE;
    }
    if (failure instanceof java.io.UncheckedIOException || failure instanceof java.io.IOException) {
      command.getErr().println("treuga: " + sentence(failure));
      return UNREADABLE;
    }
    command
        .getErr()
        .println(
            "treuga: this should not have happened ("
                + failure.getClass().getSimpleName()
                + ": "
                + sentence(failure)
                + "); please report it with the command and the files. Set TREUGA_DEBUG=1 to see where it happened.");
    if (System.getenv("TREUGA_DEBUG") != null) {
      failure.printStackTrace(command.getErr());
    }
    return UNREADABLE;
  }

  private static String sentence(Throwable failure) {
    String message = failure.getMessage();
    return message == null
        ? "no more is known"
        : message.lines().findFirst().orElse("no more is known");
  }

  private static int misused(CommandLine.ParameterException wrong) {
    CommandLine command = wrong.getCommandLine();
    command.getErr().println("treuga: " + wrong.getMessage());
    CommandLine.UnmatchedArgumentException.printSuggestions(wrong, command.getErr());
    command
        .getErr()
        .println(
            "Try 'treuga "
                + ("treuga".equals(command.getCommandName()) ? "" : command.getCommandName() + " ")
                + "--help'.");
    return UNREADABLE;
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
