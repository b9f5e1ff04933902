package org.treuga.app.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.treuga.app.server.Server;
import org.treuga.app.server.Workbench;
import org.treuga.app.store.Receipt;
import org.treuga.evidence.UnreadableInput;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "serve",
    description = "Opens the workbench and the API on this machine, until it is stopped.",
    mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..*",
      paramLabel = "CASE",
      description = "Case folders to record first; what is recorded already changes nothing.")
  private List<Path> cases = new ArrayList<>();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "data",
      description = "The data directory. Default: data, in the folder you are in.")
  private Path data;

  @Option(
      names = "--db",
      paramLabel = "URL",
      description = "A PostgreSQL store, jdbc:postgresql://host/database, in place of store.db.")
  private @Nullable String database;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "8080",
      description = "The port on 127.0.0.1; 0 takes a free one. Default: 8080.")
  private int port;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      defaultValue = Server.ADDRESS,
      description = "127.0.0.1, the only one for now.")
  private String host;

  @Option(
      names = "--tiles",
      paramLabel = "FILE",
      description = "A map of your own to lie under the incidents, as one PMTiles archive.")
  private @Nullable Path tiles;

  @SuppressWarnings("NullAway.Init") // picocli fills the fields
  ServeCommand() {}

  @Override
  public Integer call() throws InterruptedException {
    requireLoopback();
    return serve(spec, new Workbench(data, database, InstantSource.system()), cases, port, tiles);
  }

  private void requireLoopback() {
    if (!host.equals(Server.ADDRESS) && !host.equals("localhost")) {
      throw new UnreadableInput(
          "--host must be 127.0.0.1, was "
              + host
              + ": there are no accounts yet, so whoever reaches the server may read and record"
              + " everything");
    }
    if (port < 0 || port > 65_535) {
      throw new UnreadableInput("--port must be from 0 to 65535, was " + port);
    }
  }

  /** Records the cases, serves, and returns when the program is told to stop. */
  static int serve(
      CommandSpec spec, Workbench workbench, List<Path> cases, int port, @Nullable Path tiles)
      throws InterruptedException {
    PrintWriter talk = spec.commandLine().getErr();
    workbench.interruption().ifPresent(found -> talk.println(found.sentence()));
    Server server;
    try {
      for (Path folder : cases) {
        Receipt receipt =
            workbench.write(
                directory -> directory.importCase(folder, "treuga", "treuga " + Version.program()));
        if (receipt.rejected() > 0) {
          talk.println(folder + ": " + receipt.rejected() + " rows were rejected");
        }
      }
      server = Server.start(workbench, port, tiles);
    } catch (RuntimeException failed) {
      workbench.close();
      throw failed;
    }
    spec.commandLine().getOut().println("Treuga is open at " + server.url());
    spec.commandLine().getOut().flush();
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> {
              server.close();
              stopped.countDown();
            }));
    stopped.await();
    return Treuga.DONE;
  }
}
