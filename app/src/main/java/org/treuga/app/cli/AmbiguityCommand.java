package org.treuga.app.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.treuga.Monitor;
import org.treuga.agreement.Agreement;
import org.treuga.agreement.Reading;
import org.treuga.app.picture.CsvCells;
import org.treuga.evidence.UnreadableInput;
import org.treuga.finding.Agreeing;
import org.treuga.finding.Differences;
import org.treuga.finding.Fraction;
import org.treuga.incident.Incident;
import org.treuga.wire.Canonical;
import org.treuga.wire.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "ambiguity",
    description =
        "Says which difference of wording flips which incidents, in exact shares, and what to settle first.",
    mixinStandardHelpOptions = true)
final class AmbiguityCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private CaseInput input;

  @Option(
      names = "--pair",
      paramLabel = "A,B",
      split = ",",
      description = "Only these two readings.")
  private List<String> pair = new ArrayList<>();

  @Option(
      names = "--analysts",
      description =
          "Compare the readings of analysts as well; by default only those that parties hold.")
  private boolean analysts;

  @Option(names = "--term", paramLabel = "T", description = "Only this term.")
  private @Nullable String term;

  @Option(
      names = "--format",
      paramLabel = "text|json|csv",
      defaultValue = "TEXT",
      description = "What to print: text, json or csv. Default: text.")
  private Format format;

  @SuppressWarnings("NullAway.Init") // picocli fills the fields
  AmbiguityCommand() {}

  @Override
  public Integer call() {
    CaseInput.Read read = input.read();
    Agreement agreement = read.folder().agreement();
    List<Incident> incidents = read.intake().accepted().stream().map(Incident::of).toList();
    Map<String, Differences> all = Monitor.differences(agreement, incidents, readings(agreement));
    List<Differences> wanted =
        all.values().stream()
            .filter(d -> term == null ? d.total() > 0 : d.term().equals(term))
            .toList();
    if (term != null && wanted.isEmpty()) {
      throw new UnreadableInput(
          "--term must be one of " + String.join(", ", all.keySet()) + ", was \"" + term + "\"");
    }
    PrintWriter out = spec.commandLine().getOut();
    switch (format) {
      case JSON ->
          out.println(
              new Json.Arr(wanted.stream().map(Canonical::differences).toList()).canonical());
      case CSV -> csv(wanted, out);
      case TEXT -> {
        if (wanted.isEmpty()) {
          out.println(
              "The readings do not differ on any of the " + incidents.size() + " incidents.");
        }
        wanted.forEach(d -> text(agreement, d, out));
      }
    }
    out.flush();
    return Treuga.DONE;
  }

  private List<Reading> readings(Agreement agreement) {
    if (!pair.isEmpty()) {
      if (pair.size() != 2 || pair.getFirst().strip().equals(pair.getLast().strip())) {
        throw new UnreadableInput(
            "--pair must name two readings, such as A,B; was " + String.join(",", pair));
      }
      return pair.stream().map(id -> ReadingOption.find(agreement, id.strip(), "--pair")).toList();
    }
    return analysts ? agreement.readings() : Monitor.partyReadings(agreement);
  }

  private static void csv(List<Differences> wanted, PrintWriter out) {
    out.print(CsvCells.row(List.of("term", "first", "second", "point", "contested", "cost")));
    for (Differences d : wanted) {
      for (Differences.Pair each : d.pairs()) {
        each.costs()
            .forEach((point, cost) ->
                out.print(
                    CsvCells.row(
                        List.of(
                            d.term(),
                            each.first(),
                            each.second(),
                            point,
                            String.valueOf(each.contested()),
                            cost.toString()))));
      }
    }
  }

  private static void text(Agreement agreement, Differences d, PrintWriter out) {
    out.println(d.term() + "  " + agreement.term(d.term()).title());
    out.printf(
        Locale.ROOT,
        "%d incidents; covered under all %d, under some only %d, under none %d, arguable %d. Over %d pairs, %d times one says covered and the other not.%n%n",
        d.incidents(),
        d.classes().getOrDefault(Agreeing.ALL, 0),
        d.classes().getOrDefault(Agreeing.SOME, 0),
        d.classes().getOrDefault(Agreeing.NONE, 0),
        d.classes().getOrDefault(Agreeing.ARGUABLE, 0),
        d.pairs().size(),
        d.total());
    pairs(d, out);
    out.println();
    for (Differences.PointCost point : d.points()) {
      String options =
          point.residuals().entrySet().stream()
              .map(e -> e.getKey() + " " + e.getValue())
              .collect(Collectors.joining(", "));
      out.printf(
          Locale.ROOT,
          "%s carries %s of %d%s%n",
          point.name(),
          point.cost().mixed(),
          d.total(),
          options.isEmpty() ? "" : "; left if every reading took: " + options);
      if (!point.flips().isEmpty()) {
        out.println("  " + wrapped(point.flips()));
      }
    }
    out.println();
    out.println(
        "Order of settlement: "
            + d.order().stream()
                .map(step ->
                    step.point()
                        + " (then "
                        + (step.leftAtBest() == step.leftAtWorst()
                            ? "" + step.leftAtBest()
                            : step.leftAtBest() + " to " + step.leftAtWorst())
                        + " left)")
                .collect(Collectors.joining(", ")));
    out.println(
        d.separable()
            ? "The first place holds in at least 95 of 100 resamples of nights."
            : "Which comes first is not separable with this record.");
    out.println();
  }

  private static String wrapped(List<String> ids) {
    int shown = 8;
    String list = ids.stream().limit(shown).collect(Collectors.joining(", "));
    return ids.size() <= shown
        ? list
        : list + " and " + (ids.size() - shown) + " more (--format json lists all)";
  }

  private static void pairs(Differences d, PrintWriter out) {
    Set<String> points = new LinkedHashSet<>();
    d.points().forEach(point -> points.add(point.name()));
    StringBuilder head =
        new StringBuilder(String.format(Locale.ROOT, "%-18s %10s", "pair", "contested"));
    points.forEach(point -> head.append(String.format(Locale.ROOT, " %10s", point)));
    out.println(head);
    for (Differences.Pair each : d.pairs()) {
      StringBuilder row =
          new StringBuilder(
              String.format(
                  Locale.ROOT,
                  "%-18s %10d",
                  each.first() + " - " + each.second(),
                  each.contested()));
      for (String point : points) {
        Fraction cost = each.costs().get(point);
        row.append(String.format(Locale.ROOT, " %10s", cost == null ? "-" : cost.mixed()));
      }
      out.println(row);
      each.masks()
          .forEach((point, mask) -> out.println("  of which " + point + " hides " + mask.mixed()));
    }
    StringBuilder total =
        new StringBuilder(String.format(Locale.ROOT, "%-18s %10d", "all pairs", d.total()));
    d.points()
        .forEach(point -> total.append(String.format(Locale.ROOT, " %10s", point.cost().mixed())));
    out.println(total);
  }
}
