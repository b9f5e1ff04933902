package org.treuga.app.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.treuga.app.store.DataDirectory;
import org.treuga.app.store.Receipt;
import org.treuga.connectors.Feed;
import org.treuga.connectors.Feeds;
import org.treuga.evidence.UnreadableInput;
import org.treuga.wire.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "ingest",
    description = {
      "Records the rows of files: what is new or changed, all of it or nothing.",
      "Doing it again changes nothing."
    },
    mixinStandardHelpOptions = true)
final class IngestCommand implements Callable<Integer> {

  private static final int REJECTIONS_SHOWN = 10;

  @Spec private CommandSpec spec;
  @Mixin private DataOptions data;

  @Parameters(
      index = "0",
      paramLabel = "FEED",
      description =
          "What the files are: airalert, attacks, firms, gdelt, modposts, reports, ucdp or viina.")
  private String feed;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "FILE",
      description = "Files to read, plain, .gz or .zip.")
  private List<Path> files;

  @Option(
      names = "--case",
      paramLabel = "ID",
      defaultValue = "",
      description =
          "The recorded case that the files speak of. Reports are then read by its rules.")
  private String caseId;

  @Option(
      names = "--seal",
      paramLabel = "FIELD",
      split = ",",
      description = {
        "Fields that only those may read to whom they are disclosed: url, place.lat,",
        "attributes.NAME, ... Of the files an encrypted form is kept."
      })
  private List<String> sealed = List.of();

  @Mixin private SealKeyOption sealKey;

  @Option(names = "--dry-run", description = "Store nothing; count and show the first rows.")
  private boolean dryRun;

  @Mixin private AuthorOption author;

  @Option(
      names = "--format",
      paramLabel = "text|json",
      defaultValue = "TEXT",
      description = "What to print: text or json. Default: text.")
  private Format format;

  @Option(
      names = "--max-rejected",
      paramLabel = "N",
      defaultValue = "0",
      description = "Exit with 1 when more rows than this are rejected. Default: 0.")
  private long maxRejected;

  @Option(names = "--quiet", description = "Print nothing but errors.")
  private boolean quiet;

  @SuppressWarnings("NullAway.Init") // picocli fills the fields
  IngestCommand() {}

  @Override
  public Integer call() {
    if (format == Format.CSV) {
      throw new UnreadableInput("--format must be text or json for ingest, was csv");
    }
    try (DataDirectory directory = data.open()) {
      Feed reader = reader(directory);
      Receipt receipt = sealed.isEmpty() ? open(directory, reader) : sealed(directory, reader);
      if (!quiet) {
        print(receipt);
      }
      return receipt.rejected() > maxRejected ? Treuga.ATTENTION : Treuga.DONE;
    }
  }

  private Feed reader(DataDirectory directory) {
    Feed reader = Feeds.find(feed).orElseThrow(() -> unknown(feed));
    return caseId.isEmpty() ? reader : directory.readCase(caseId, Instant.MAX).feed(reader);
  }

  private Receipt open(DataDirectory directory, Feed reader) {
    return dryRun
        ? directory.preview(reader, caseId, files)
        : directory.ingest(reader, caseId, files, author.name(), "treuga " + Version.program());
  }

  private Receipt sealed(DataDirectory directory, Feed reader) {
    DataDirectory.Seal seal = new DataDirectory.Seal(sealed, sealKey.file());
    return dryRun
        ? directory.preview(reader, caseId, files, seal)
        : directory.ingest(
            reader, caseId, files, author.name(), "treuga " + Version.program(), seal);
  }

  private static UnreadableInput unknown(String feed) {
    String known = Feeds.list().stream().map(Feed::name).collect(Collectors.joining(", "));
    return new UnreadableInput("FEED must be one of " + known + ", was \"" + feed + "\"");
  }

  private void print(Receipt receipt) {
    PrintWriter out = spec.commandLine().getOut();
    if (format == Format.JSON) {
      out.println(receipt.json().canonical());
    } else {
      out.printf(
          "%s%s: %d accepted, %d updated, %d unchanged, %d rejected%n",
          receipt.feed(),
          receipt.dryRun() ? ", dry run, nothing stored" : "",
          receipt.accepted(),
          receipt.updated(),
          receipt.unchanged(),
          receipt.rejected());
      receipt.preview().forEach(row -> out.println(shown(row)));
    }
    out.flush();
    talk(receipt);
  }

  /** The fields of a row that say something, on one line. */
  private static String shown(Json row) {
    return "  " + row.canonical();
  }

  private void talk(Receipt receipt) {
    PrintWriter talk = spec.commandLine().getErr();
    receipt.notes().forEach(note -> talk.println("note: " + note));
    receipt.rejections().stream()
        .limit(REJECTIONS_SHOWN)
        .forEach(r ->
            talk.println(
                "rejected %s:%d%s [%s]: expected %s, got %s"
                    .formatted(
                        r.file(),
                        r.line(),
                        r.column().isEmpty() ? "" : " " + r.column(),
                        r.code(),
                        r.expected(),
                        r.got())));
    if (receipt.rejected() > REJECTIONS_SHOWN) {
      talk.println(
          "and " + (receipt.rejected() - REJECTIONS_SHOWN) + " more; --format json lists them");
    }
    talk.flush();
  }
}
