package org.treuga.app.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.treuga.app.stamp.Stamp;
import org.treuga.app.store.DataDirectory;
import org.treuga.app.store.Verification;
import org.treuga.evidence.UnreadableInput;
import org.treuga.wire.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "verify",
    description =
        "Checks a report, a data directory or a ledger, offline: every hash, every proof, and every answer by working it out again.",
    mixinStandardHelpOptions = true)
final class VerifyCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "PATH",
      description = "The folder of a report, a data directory, or the ledger within one.")
  private Path path;

  @Option(
      names = "--db",
      paramLabel = "URL",
      description = "A PostgreSQL store, in place of store.db.")
  private @Nullable String database;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "With a report: the data directory it was made from.")
  private @Nullable Path data;

  @Option(
      names = "--case",
      paramLabel = "CASE",
      description = "With a report made from files: the case folder it was made from.")
  private @Nullable Path caseFolder;

  @Option(
      names = "--ca",
      paramLabel = "FILE",
      description = "Certificates (PEM) of those you trust to give time-stamps.")
  private @Nullable Path authorities;

  @Option(
      names = "--seal-key",
      paramLabel = "FILE",
      description = "The key of sealed fields. Default: in your settings.")
  private @Nullable Path sealKey;

  @Option(
      names = "--format",
      paramLabel = "text|json",
      defaultValue = "TEXT",
      description = "What to print: text or json. Default: text.")
  private Format format;

  @SuppressWarnings("NullAway.Init") // picocli fills the fields
  VerifyCommand() {}

  @Override
  public Integer call() {
    if (ReportVerification.isReport(path)) {
      return report();
    }
    Verification.Result result = result();
    PrintWriter out = spec.commandLine().getOut();
    if (format == Format.JSON) {
      out.println(Verification.json(result).canonical());
    } else {
      text(result, out);
    }
    out.flush();
    return result.isSound() ? Treuga.DONE : Treuga.ATTENTION;
  }

  private static void text(Verification.Result result, PrintWriter out) {
    if (result.isSound()) {
      out.printf(
          "sound: %d entries, %d captured files%s%n",
          result.entries(),
          result.captures(),
          result.storeEntries() < 0 ? ", no store" : ", store as the ledger");
    } else {
      result.problems().forEach(problem -> out.println("differs: " + problem));
    }
    result.proven().forEach(sentence -> out.println("time: " + sentence));
    result.remarks().forEach(remark -> out.println("remark: " + remark));
  }

  private Integer report() {
    ReportVerification.Result result;
    if (data == null) {
      result = new ReportVerification(path).run(caseFolder, null);
    } else {
      try (DataDirectory directory = DataOptions.open(data, database)) {
        result = new ReportVerification(path).run(caseFolder, directory);
      }
    }
    PrintWriter out = spec.commandLine().getOut();
    if (format == Format.JSON) {
      out.println(
          Json.object()
              .put("files", result.files())
              .put("entries", result.entries())
              .put("derived", result.derived())
              .put("remarks", Json.texts(result.remarks()))
              .put("problems", Json.texts(result.problems()))
              .build()
              .canonical());
    } else {
      told(result, out);
    }
    out.flush();
    return result.problems().isEmpty() ? Treuga.DONE : Treuga.ATTENTION;
  }

  private static void told(ReportVerification.Result result, PrintWriter out) {
    if (result.problems().isEmpty()) {
      out.printf(
          "sound: %d files as their manifest says, %d entries proven, %s%n",
          result.files(),
          result.entries(),
          result.derived() ? "worked out again with the same answer" : "not worked out again");
    }
    result.problems().forEach(problem -> out.println("differs: " + problem));
    result.remarks().forEach(remark -> out.println("note: " + remark));
  }

  private Verification.Result result() {
    List<X509Certificate> anchors = authorities == null ? List.of() : Stamp.anchors(authorities);
    if (Files.exists(path.resolve("ledger"))) {
      try (DataDirectory directory = DataOptions.open(path, database)) {
        return directory.verify(anchors, sealKey);
      }
    }
    if (!Files.exists(path.resolve("checkpoint"))) {
      throw new UnreadableInput(
          path
              + ": a data directory (with ledger/checkpoint) or a ledger (with checkpoint) was expected");
    }
    return Verification.ofLedger(path, anchors);
  }
}
