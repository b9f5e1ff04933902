package org.treuga.app.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.treuga.app.store.Receipt;
import org.treuga.connectors.reports.ReportRules;
import org.treuga.connectors.reports.ReportsFeed;

/** A server in a process of its own, which records what it is told to on its standard input. */
final class ServerProcess implements AutoCloseable {

  private final Process process;
  private final BufferedReader said;
  private final String first;

  private ServerProcess(List<String> arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path"))));
    command.addAll(arguments);
    this.process = new ProcessBuilder(command).redirectErrorStream(true).start();
    this.said =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    this.first = line();
  }

  /** This class's own main. */
  static ServerProcess start(Path data) throws IOException {
    return new ServerProcess(List.of(ServerProcess.class.getName(), data.toString()));
  }

  /** The program as users start it. */
  static ServerProcess treuga(String... arguments) throws IOException {
    List<String> all = new ArrayList<>(List.of("org.treuga.app.cli.Treuga"));
    all.addAll(List.of(arguments));
    return new ServerProcess(all);
  }

  /** The first line it said. */
  String first() {
    return first;
  }

  /** The next line; empty at the end. */
  String line() throws IOException {
    String line = said.readLine();
    return line == null ? "" : line;
  }

  void begin(Path reports) throws IOException {
    process.getOutputStream().write((reports + "\n").getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().flush();
  }

  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** SIGTERM; the exit code. */
  int terminate() throws InterruptedException {
    process.destroy();
    return end();
  }

  int end() throws InterruptedException {
    if (!process.waitFor(120, TimeUnit.SECONDS)) {
      throw new AssertionError("the process did not end");
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /**
   * Serves a data directory and records each file named on standard input. Says how a write that
   * was interrupted ended, then {@code open}, then {@code begun} and {@code done} for each file.
   */
  public static void main(String[] arguments) throws IOException {
    Workbench workbench = new Workbench(Path.of(arguments[0]), null, InstantSource.system());
    Server server = Server.start(workbench, 0);
    Runtime.getRuntime().addShutdownHook(new Thread(server::close));
    say("open " + server.url() + workbench.interruption().map(i -> " " + i.sentence()).orElse(""));
    BufferedReader told =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = told.readLine(); line != null; line = told.readLine()) {
      Path file = Path.of(line);
      try {
        Receipt receipt =
            workbench.write(directory -> {
              say("begun");
              return directory.ingest(
                  new ReportsFeed(ReportRules.NONE),
                  ApiScene.EXERCISE,
                  List.of(file),
                  "test",
                  "test");
            });
        say("done " + receipt.accepted());
      } catch (RuntimeException failed) {
        say("failed " + failed.getMessage());
      }
    }
  }

  private static void say(String line) {
    System.out.println(line);
    System.out.flush();
  }
}
