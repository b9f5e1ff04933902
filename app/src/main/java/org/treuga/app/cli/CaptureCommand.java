package org.treuga.app.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.treuga.app.store.CaptureReceipt;
import org.treuga.app.store.Captures;
import org.treuga.app.store.DataDirectory;
import org.treuga.connectors.capture.CaptureFiles;
import org.treuga.connectors.capture.HeaderFile;
import org.treuga.connectors.capture.Stated;
import org.treuga.evidence.UnreadableInput;
import org.treuga.wire.Json;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "capture",
    description = {
      "Records files with what is said of how they were collected, byte for byte.",
      "Of a WACZ, a WARC or the output of auto-archiver, what is in it too.",
      "Nothing is fetched. Doing it again changes nothing."
    },
    mixinStandardHelpOptions = true,
    subcommands = {
      CaptureCommand.Ls.class,
      CaptureCommand.Show.class,
      CaptureCommand.Gone.class,
      CaptureCommand.Copy.class
    })
final class CaptureCommand implements Callable<Integer> {

  private static final int SHOWN = 10;

  @Spec private CommandSpec spec;
  @Mixin private DataOptions data;

  @Parameters(
      arity = "0..*",
      paramLabel = "FILE",
      description = "Files to record. One named as a command below needs ./ before it.")
  private List<Path> files = new ArrayList<>();

  @Option(names = "--url", paramLabel = "URL", description = "Where the file was read.")
  private String url = "";

  @Option(
      names = "--headers",
      paramLabel = "FILE",
      description = "The headers of the response, as a download tool writes them to a file.")
  private @Nullable Path headers;

  @Option(
      names = "--collected-at",
      paramLabel = "INSTANT",
      description = "When it was collected: 2025-03-18T16:30:00Z. Default: not stated.")
  private @Nullable String collectedAt;

  @Option(names = "--collector", paramLabel = "NAME", description = "Who collected it.")
  private String collector = "";

  @Option(names = "--note", paramLabel = "TEXT", description = "A word on the circumstances.")
  private String note = "";

  @Option(
      names = "--as",
      paramLabel = "FORM",
      defaultValue = "AUTO",
      description =
          "What the files are: auto, file, wacz, warc or auto-archiver. Default: auto, as their bytes say.")
  private String form;

  @Option(names = "--dry-run", description = "Store nothing; say what would be recorded.")
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
      description = "Exit with 1 when more records than this are rejected. Default: 0.")
  private long maxRejected;

  @Option(names = "--quiet", description = "Print nothing but errors.")
  private boolean quiet;

  @SuppressWarnings("NullAway.Init") // picocli fills the fields
  CaptureCommand() {}

  @Override
  public Integer call() {
    if (files.isEmpty()) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "capture needs a FILE, or a command: list, show, gone, copy");
    }
    if (format == Format.CSV) {
      throw new UnreadableInput("--format must be text or json for capture, was csv");
    }
    Stated stated = stated();
    CaptureFiles.Form taken = formOf(form);
    try (DataDirectory directory = data.open()) {
      CaptureReceipt receipt =
          directory.capture(
              files, taken, stated, dryRun, author.name(), "treuga " + Version.program());
      if (!quiet) {
        print(receipt);
      }
      return receipt.rejected() > maxRejected ? Treuga.ATTENTION : Treuga.DONE;
    }
  }

  private Stated stated() {
    Instant at = collectedAt == null ? null : instant("--collected-at", collectedAt);
    if (headers == null) {
      return new Stated(url.strip(), at, collector.strip(), note.strip(), 0, List.of());
    }
    HeaderFile read = HeaderFile.read(headers);
    return new Stated(
        url.strip(), at, collector.strip(), note.strip(), read.status(), read.fields());
  }

  private static CaptureFiles.Form formOf(String word) {
    String name = word.toUpperCase(Locale.ROOT).replace('-', '_');
    for (CaptureFiles.Form form : CaptureFiles.Form.values()) {
      if (form.name().equals(name)) {
        return form;
      }
    }
    throw new UnreadableInput(
        "--as must be auto, file, wacz, warc or auto-archiver, was \"" + word + "\"");
  }

  private static Instant instant(String option, String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException _notAnInstant) {
      throw new UnreadableInput(
          option + " must be an instant such as 2025-03-18T16:30:00Z, was \"" + text + "\"");
    }
  }

  private void print(CaptureReceipt receipt) {
    PrintWriter out = spec.commandLine().getOut();
    if (format == Format.JSON) {
      out.println(receipt.json().canonical());
    } else {
      out.printf(
          "%d captured (%d with bytes that were not there), %d unchanged, %d rejected%s%n",
          receipt.captured(),
          receipt.newBytes(),
          receipt.unchanged(),
          receipt.rejected(),
          receipt.dryRun() ? "; dry run, nothing stored" : "");
      receipt.first().stream().limit(SHOWN).forEach(one -> out.println("  " + line(one)));
      if (receipt.captured() > SHOWN) {
        out.println("  and " + (receipt.captured() - SHOWN) + " more; treuga capture list");
      }
    }
    out.flush();
    PrintWriter talk = spec.commandLine().getErr();
    receipt.notes().forEach(sentence -> talk.println("note: " + sentence));
    receipt.rejections().stream()
        .limit(SHOWN)
        .forEach(r ->
            talk.println(
                "rejected %s:%d [%s]: expected %s, got %s"
                    .formatted(r.file(), r.line(), r.code(), r.expected(), r.got())));
    talk.flush();
  }

  private static String line(Json capture) {
    Json.Obj one = (Json.Obj) capture;
    String where = one.text("url").isEmpty() ? one.text("name") : one.text("url");
    return one.text("sha256") + " " + plain(where);
  }

  /** What others have written must not steer the terminal. */
  static String plain(String text) {
    return text.replaceAll("\\p{Cntrl}", " ");
  }

  @Command(
      name = "list",
      description = "Lists captures, in order of recording.",
      mixinStandardHelpOptions = true)
  static final class Ls implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private DataOptions data;

    @Option(names = "--url", paramLabel = "URL", description = "Only those of this URL.")
    private @Nullable String url;

    @Option(
        names = "--format",
        paramLabel = "text|json|csv",
        defaultValue = "TEXT",
        description = "What to print: text, json or csv. Default: text.")
    private Format format;

    @SuppressWarnings("NullAway.Init") // picocli fills the fields
    Ls() {}

    @Override
    public Integer call() {
      try (DataDirectory directory = data.open()) {
        Captures captures = directory.captures();
        List<Captures.Capture> list = captures.list(url);
        new CapturePrint(spec.commandLine().getOut()).list(list, captures.gone(list), format);
        return Treuga.DONE;
      }
    }
  }

  @Command(
      name = "show",
      description = {
        "Shows all that is recorded of captured bytes: where they come from, headers, custody,",
        "when the source was gone, which observations stand on them."
      },
      mixinStandardHelpOptions = true)
  static final class Show implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private DataOptions data;

    @Parameters(paramLabel = "SHA256", description = "Digest of the captured bytes.")
    private String sha256;

    @Option(
        names = "--format",
        paramLabel = "text|json",
        defaultValue = "TEXT",
        description = "What to print: text or json. Default: text.")
    private Format format;

    @SuppressWarnings("NullAway.Init") // picocli fills the fields
    Show() {}

    @Override
    public Integer call() {
      if (format == Format.CSV) {
        throw new UnreadableInput("--format must be text or json for capture show, was csv");
      }
      try (DataDirectory directory = data.open()) {
        Captures captures = directory.captures();
        String digest = sha256.toLowerCase(Locale.ROOT);
        List<Captures.Capture> found = captures.of(digest);
        if (found.isEmpty()) {
          throw new UnreadableInput(sha256 + ": no captured bytes have this SHA-256");
        }
        new CapturePrint(spec.commandLine().getOut())
            .show(
                found,
                captures.gone(found),
                captures.custody(digest),
                captures.standingOn(digest),
                format);
        return Treuga.DONE;
      }
    }
  }

  @Command(
      name = "gone",
      description = "Records that the source of captured bytes could not be reached any more.",
      mixinStandardHelpOptions = true)
  static final class Gone implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private DataOptions data;

    @Parameters(paramLabel = "URL|SHA256", description = "The source, or what was captured of it.")
    private String what;

    @Option(
        names = "--at",
        paramLabel = "INSTANT",
        required = true,
        description = "When it was tried: 2025-03-18T16:30:00Z.")
    private String at;

    @Option(names = "--note", paramLabel = "TEXT", description = "What was found instead.")
    private String note = "";

    @Mixin private AuthorOption author;

    @SuppressWarnings("NullAway.Init") // picocli fills the fields
    Gone() {}

    @Override
    public Integer call() {
      Instant tried = instant("--at", at);
      try (DataDirectory directory = data.open()) {
        Captures.Gone gone = directory.gone(what, tried, note, author.name());
        spec.commandLine()
            .getOut()
            .printf(
                "recorded: %s not reachable at %s%n",
                plain(gone.url().isEmpty() ? gone.sha256() : gone.url()), gone.at());
        spec.commandLine().getOut().flush();
        return Treuga.DONE;
      }
    }
  }

  @Command(
      name = "copy",
      description = {
        "Writes a working copy of captured bytes, checked on the way, and records that it was made.",
        "The captured bytes themselves are never written again."
      },
      mixinStandardHelpOptions = true)
  static final class Copy implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private DataOptions data;

    @Parameters(paramLabel = "SHA256", description = "Digest of the captured bytes.")
    private String sha256;

    @Option(
        names = "--out",
        paramLabel = "FILE",
        required = true,
        description = "The file to write, which must not be there yet.")
    private Path out;

    @Option(names = "--note", paramLabel = "TEXT", description = "What the copy is for.")
    private String note = "";

    @Mixin private AuthorOption author;

    @SuppressWarnings("NullAway.Init") // picocli fills the fields
    Copy() {}

    @Override
    public Integer call() {
      try (DataDirectory directory = data.open()) {
        Captures.Capture copied =
            directory.copy(sha256.toLowerCase(Locale.ROOT), out, note, author.name());
        String type = copied.mediaType();
        spec.commandLine()
            .getOut()
            .printf(
                "%s: working copy, %d bytes as captured, named \"%s\"%s%n",
                out,
                copied.bytes(),
                plain(copied.name()),
                type.isEmpty() ? ", media type not stated" : ", " + plain(type));
        spec.commandLine().getOut().flush();
        return Treuga.DONE;
      }
    }
  }
}
