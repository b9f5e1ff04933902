package org.treuga.app.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.treuga.agreement.Citation;
import org.treuga.agreement.Lint;
import org.treuga.evidence.UnreadableInput;
import org.treuga.wire.CaseFolder;
import org.treuga.wire.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "lint",
    description =
        "Checks a case: what cannot be read, what two readers will read differently, what a draft leaves out.",
    mixinStandardHelpOptions = true)
final class LintCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private CaseInput input;

  @Option(
      names = "--format",
      paramLabel = "text|json",
      defaultValue = "TEXT",
      description = "What to print: text or json. Default: text.")
  private Format format;

  @SuppressWarnings("NullAway.Init") // picocli fills the fields
  LintCommand() {}

  @Override
  public Integer call() {
    if (format == Format.CSV) {
      throw new UnreadableInput("--format of lint must be text or json, was csv");
    }
    CaseFolder folder = input.folder();
    List<Lint.Found> found = Lint.check(folder.agreement());
    List<String> failed = FixtureCheck.run(folder);
    PrintWriter out = spec.commandLine().getOut();
    String file = folder.folder().resolve("agreement.yaml").toString();
    if (format == Format.JSON) {
      out.println(new Json.Arr(found.stream().map(f -> json(file, f)).toList()).canonical());
    } else {
      folder.warnings().forEach(warning -> out.println("warning: " + warning));
      found.forEach(f -> out.println(line(file, f)));
      failed.forEach(message -> out.println(file + ":" + message));
      long errors =
          found.stream().filter(f -> f.severity() == Lint.Severity.ERROR).count() + failed.size();
      out.println(
          found.isEmpty() && failed.isEmpty()
              ? "Nothing to remark."
              : errors
                  + " to mend, "
                  + (found.size() + failed.size() - errors)
                  + " to consider before signing.");
    }
    out.flush();
    boolean broken =
        !failed.isEmpty() || found.stream().anyMatch(f -> f.severity() == Lint.Severity.ERROR);
    return broken ? Treuga.ATTENTION : Treuga.DONE;
  }

  private static String line(String file, Lint.Found found) {
    String rests =
        found.rests().stream()
            .map(Citation::shown)
            .distinct()
            .limit(3)
            .collect(Collectors.joining("; "));
    return file
        + ":"
        + found.line()
        + ": "
        + found.code()
        + " "
        + found.term()
        + ": "
        + found.message()
        + (rests.isEmpty() ? "" : " [" + rests + "]")
        + "\n    propose "
        + found.proposal();
  }

  private static Json json(String file, Lint.Found found) {
    return Json.object()
        .put("file", file)
        .put("line", found.line())
        .put("code", found.code())
        .put("severity", found.severity() == Lint.Severity.ERROR ? "error" : "advice")
        .put("term", found.term())
        .put("message", found.message())
        .put("proposal", found.proposal())
        .put("rests_on", Json.texts(found.rests().stream().map(Citation::shown).toList()))
        .build();
  }
}
