package org.treuga.app.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.treuga.Monitor;
import org.treuga.agreement.Agreement;
import org.treuga.agreement.Reading;
import org.treuga.agreement.Resolution;
import org.treuga.agreement.ResolvedTerm;
import org.treuga.agreement.Standing;
import org.treuga.agreement.State;
import org.treuga.agreement.Term;
import org.treuga.agreement.Truth;
import org.treuga.app.picture.CsvCells;
import org.treuga.evidence.UnreadableInput;
import org.treuga.time.Timeline;
import org.treuga.wire.Canonical;
import org.treuga.wire.Tree;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "timeline",
    description = "Prints what was in force when, for each term, reading and bearer.",
    mixinStandardHelpOptions = true)
final class TimelineCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private CaseInput input;

  @Option(names = "--term", paramLabel = "T", description = "Only this term and its parts.")
  private @Nullable String term;

  @Option(names = "--reading", paramLabel = "R", description = "Only this reading.")
  private @Nullable String reading;

  @Option(
      names = "--format",
      paramLabel = "text|json|csv",
      defaultValue = "TEXT",
      description = "What to print: text, json or csv. Default: text.")
  private Format format;

  @SuppressWarnings("NullAway.Init") // picocli fills the fields
  TimelineCommand() {}

  @Override
  public Integer call() {
    Agreement agreement = chosen(input.folder().agreement());
    PrintWriter out = spec.commandLine().getOut();
    switch (format) {
      case JSON -> out.println(Canonical.standings(only(agreement)).canonical());
      case CSV -> csv(agreement, out);
      case TEXT -> text(agreement, out);
    }
    out.flush();
    return Treuga.DONE;
  }

  /** The agreement with the reading asked for only. */
  private Agreement chosen(Agreement agreement) {
    if (term != null && !agreement.terms().containsKey(term)) {
      throw new UnreadableInput(
          "--term names \""
              + term
              + "\", which this case does not have"
              + Tree.meant(term, agreement.terms().keySet())
              + " (it has: "
              + String.join(", ", agreement.terms().keySet())
              + ")");
    }
    if (reading == null) {
      return agreement;
    }
    Reading only = ReadingOption.find(agreement, reading, "--reading");
    return new Agreement(
        agreement.id(),
        agreement.parties(),
        agreement.documents(),
        agreement.areas(),
        agreement.vocabulary(),
        agreement.terms(),
        List.of(only),
        agreement.events());
  }

  private Map<String, Map<String, Map<String, Timeline<Standing>>>> only(Agreement agreement) {
    Map<String, Map<String, Map<String, Timeline<Standing>>>> all =
        new java.util.LinkedHashMap<>(Monitor.standings(agreement));
    all.keySet().removeIf(id -> !isWanted(agreement.term(termOf(id))));
    return all;
  }

  /** An instance is named {@code term#event}. */
  private static String termOf(String instance) {
    int hash = instance.indexOf('#');
    return hash < 0 ? instance : instance.substring(0, hash);
  }

  private boolean isWanted(Term candidate) {
    return term == null || candidate.id().equals(term) || term.equals(candidate.parent());
  }

  private void csv(Agreement agreement, PrintWriter out) {
    out.print(
        CsvCells.row(List.of("term", "reading", "bearer", "state", "in_force", "from", "to")));
    only(agreement)
        .forEach((id, readings) ->
            readings.forEach((r, bearers) ->
                bearers.forEach((bearer, line) -> {
                  for (Timeline.Segment<Standing> s : line.segments()) {
                    out.print(
                        CsvCells.row(
                            List.of(
                                id,
                                r,
                                bearer,
                                s.value().state().name(),
                                s.value().inForce().name(),
                                Canonical.instantOrOpen(s.interval().startInclusive()),
                                Canonical.instantOrOpen(s.interval().endExclusive()))));
                  }
                })));
  }

  private void text(Agreement agreement, PrintWriter out) {
    for (Term each : agreement.terms().values()) {
      if (!isWanted(each)) {
        continue;
      }
      out.println(each.id() + "  " + each.title() + " (" + each.modality().word() + ")");
      for (Reading r : agreement.readings()) {
        if (r.speaksOf(each)) {
          under(Resolution.of(agreement, r).term(each.id()), r, out);
        }
      }
      out.println();
    }
  }

  private static void under(ResolvedTerm resolved, Reading reading, PrintWriter out) {
    if (resolved.instances().isEmpty()) {
      out.printf(
          Locale.ROOT,
          "  %-10s no instance: none of the events that begin one is recorded%n",
          reading.id());
    }
    for (ResolvedTerm.Instance instance : resolved.instances()) {
      String name = instance.id().equals(resolved.term().id()) ? "" : " " + instance.id();
      boolean same = instance.standings().values().stream().distinct().count() == 1;
      if (same) {
        line(
            reading.id(),
            String.join(", ", instance.standings().keySet()) + name,
            instance.standings().values().iterator().next(),
            out);
      } else {
        instance
            .standings()
            .forEach((bearer, line) -> line(reading.id(), bearer + name, line, out));
      }
      if (instance.due() != null) {
        out.printf(Locale.ROOT, "  %-10s %-12s due by %s%n", reading.id(), "", instance.due());
      }
    }
  }

  private static void line(
      String reading, String bearer, Timeline<Standing> line, PrintWriter out) {
    String head = reading;
    for (Timeline.Segment<Standing> segment : line.segments()) {
      boolean draft = segment.value().state() == State.DRAFT;
      if (draft && line.segments().size() > 1) {
        continue;
      }
      String open =
          segment.value().inForce() == Truth.ARGUABLE ? "  (whether it binds is open)" : "";
      out.printf(
          Locale.ROOT,
          "  %-10s %-12s %-11s [%s, %s)%s%n",
          head,
          bearer,
          segment.value().state(),
          Canonical.instantOrOpen(segment.interval().startInclusive()),
          Canonical.instantOrOpen(segment.interval().endExclusive()),
          open);
    }
  }
}
