package org.treuga.app.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.treuga.Monitor;
import org.treuga.app.page.Shell;
import org.treuga.app.server.Server;
import org.treuga.app.server.Workbench;
import org.treuga.report.Assessment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "demo",
    description = {
      "Assesses the bundled case, prints the answer, writes the report and opens the workbench."
    },
    mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

  private static final String CASE = "ua-ru-2025-energy";

  @Spec private CommandSpec spec;

  @Option(names = "--no-serve", description = "Only print the answer and write the files.")
  private boolean noServe;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "8080",
      description = "The workbench's port on 127.0.0.1; 0 takes a free one. Default: 8080.")
  private int port;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Where to write files and record. Default: treuga-demo in this folder.")
  private @Nullable Path data;

  @Option(
      names = "--rehearse",
      hidden = true,
      description = "For the launcher after a build: shows each page to itself and stops.")
  private boolean rehearse;

  @SuppressWarnings("NullAway.Init") // picocli fills the fields
  DemoCommand() {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path out = data == null ? Path.of("treuga-demo") : data;
    Path folder = BundledCases.folder(CASE);
    CaseInput.Read read = CaseInput.of(folder).read();
    Assessment assessment = Monitor.assess(read.folder(), read.intake());
    new ResultFiles(out).write(read, assessment);
    AssessCommand.print(assessment, spec.commandLine().getOut(), Format.TEXT);
    AssessCommand.told(assessment, spec.commandLine().getErr(), out);
    if (noServe) {
      return Treuga.DONE;
    }
    Workbench workbench = new Workbench(out.resolve("data"), null, InstantSource.system());
    if (rehearse) {
      return rehearse(workbench, folder);
    }
    return ServeCommand.serve(spec, workbench, List.of(folder), port, null);
  }

  private static Integer rehearse(Workbench workbench, Path folder)
      throws IOException, InterruptedException {
    workbench.write(directory -> directory.importCase(folder, "treuga", "treuga"));
    try (Server server = Server.start(workbench, 0);
        HttpClient browser = HttpClient.newHttpClient()) {
      for (String page : Shell.PAGES) {
        URI address = URI.create(server.url() + "c/" + CASE + "/" + page);
        browser.send(
            HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.discarding());
      }
    }
    return Treuga.DONE;
  }
}
