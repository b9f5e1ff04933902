package org.treuga.agreement;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Looks for what drafts of agreements leave out or leave open, in the list of methods 1.8 (L1 to
 * L12).
 *
 * <p>L1, a local time without a zone, is already an error of reading and never gets here.
 */
public final class Lint {

  /** How much it matters. */
  public enum Severity {
    /** Two readers will come to different answers. */
    ERROR,
    /** Worth settling before it is signed. */
    ADVICE
  }

  /**
   * One thing found.
   *
   * @param code {@code L2} to {@code L12}
   * @param term where
   * @param line of the term in its file
   * @param message what is missing or open
   * @param proposal the difference point or the clause that would settle it
   * @param rests the text it is about; empty when the file names none
   */
  public record Found(
      String code,
      Severity severity,
      String term,
      int line,
      String message,
      String proposal,
      List<Citation> rests)
      implements Comparable<Found> {

    public Found {
      rests = List.copyOf(rests);
    }

    @Override
    public int compareTo(Found other) {
      int byLine = Integer.compare(line, other.line);
      if (byLine != 0) {
        return byLine;
      }
      int byCode =
          Integer.compare(
              Integer.parseInt(code.substring(1)), Integer.parseInt(other.code.substring(1)));
      return byCode != 0 ? byCode : message.compareTo(other.message);
    }
  }

  private final Agreement agreement;
  private final List<Found> found = new ArrayList<>();

  private Lint(Agreement agreement) {
    this.agreement = agreement;
  }

  /** Everything found, in order of line and code. */
  public static List<Found> check(Agreement agreement) {
    Lint lint = new Lint(agreement);
    agreement.terms().values().forEach(lint::term);
    return lint.found.stream().distinct().sorted().toList();
  }

  private void term(Term term) {
    boolean binds = anyForce(term) >= 3 && term.modality() != Modality.PERMISSION;
    midnight(term);
    if (term.parent() == null && binds) {
      end(term);
      units(term);
    }
    // What a part takes over from its whole is told once, for the whole.
    if (isOwn(term, Term::place)) {
      areas(term);
    }
    if (isOwn(term, Term::object)) {
      classes(term, term.object());
      lists(term);
    }
    if (isOwn(term, Term::when)) {
      each(term.when(), (condition, option) -> determiner(term, condition, rests(option)));
    }
    if (isOwn(term, Term::until)) {
      each(term.until(), (until, option) -> determiner(term, until.condition(), rests(option)));
    }
    bearer(term);
    if (term.modality() == Modality.PROHIBITION && binds && isOwn(term, Term::unless)) {
      exceptions(term);
    }
    if (term.modality() == Modality.PROHIBITION && binds && isOwn(term, Term::place)) {
      contested(term);
    }
    if (binds && term.parent() == null) {
      monitoring(term);
    }
    if (isOwn(term, Term::powers)) {
      powers(term);
    }
  }

  private boolean isOwn(Term term, Function<Term, Object> slot) {
    String parent = term.parent();
    return parent == null || !slot.apply(agreement.term(parent)).equals(slot.apply(term));
  }

  private void add(
      String code,
      Severity severity,
      Term term,
      String message,
      String proposal,
      List<Citation> rests) {
    found.add(
        new Found(
            code,
            severity,
            term.id(),
            term.line(),
            message,
            proposal,
            rests.isEmpty() ? term.citations() : rests));
  }

  private static int anyForce(Term term) {
    return values(term.force()).stream().mapToInt(Integer::intValue).max().orElse(0);
  }

  /** Every value that a slot may take, with the option that gives it. */
  private static <V> List<V> values(Slot<V> slot) {
    List<V> values = new ArrayList<>();
    each(slot, (value, option) -> values.add(value));
    return values;
  }

  private interface Visit<V> {
    void value(V value, Point.@Nullable Option<V> option);
  }

  private static <V> void each(Slot<V> slot, Visit<V> visit) {
    switch (slot) {
      case Slot.Common<V> common -> {
        V value = common.value();
        if (value != null) {
          visit.value(value, null);
        }
      }
      case Slot.Differing<V> differing ->
          differing
              .point()
              .options()
              .values()
              .forEach(option -> {
                V value = option.value();
                if (value != null) {
                  visit.value(value, option);
                }
              });
    }
  }

  private static List<Citation> rests(Point.@Nullable Option<?> option) {
    return option == null ? List.of() : option.citations();
  }

  // --- L2, L3, L8: time

  private void midnight(Term term) {
    for (Term.Period period : term.periods()) {
      each(period.begin(), (moment, option) -> midnight(term, "begin", moment, rests(option)));
      each(period.end(), (end, option) -> midnight(term, "end", end.moment(), rests(option)));
    }
  }

  private void midnight(Term term, String what, Moment moment, List<Citation> rests) {
    Moment.Fixed fixed =
        moment instanceof Moment.After after && after.from() instanceof Moment.Fixed from
            ? from
            : moment instanceof Moment.Fixed own ? own : null;
    if (fixed != null && fixed.midnight()) {
      add(
          "L2",
          Severity.ERROR,
          term,
          "the "
              + what
              + " is "
              + fixed.asWritten()
              + ", which may be 00:00 as the day begins or 24:00 as it ends",
          "point " + what + ": " + fixed.earliest() + " or " + fixed.latest(),
          rests);
    }
  }

  private void end(Term term) {
    for (Term.Period period : term.periods()) {
      boolean common = period.end() instanceof Slot.Common<Term.End> slot && slot.value() == null;
      boolean untilStated = !values(term.until()).isEmpty();
      if (common
          && !untilStated
          && term.modality() != Modality.OBLIGATION_ACHIEVE
          && term.per() == null) {
        add(
            "L3",
            Severity.ADVICE,
            term,
            "no end and no date of review is stated",
            "point end: a date, a number of hours, or until terminated",
            List.of());
      }
      each(
          period.end(),
          (end, option) -> {
            if (end.moment() instanceof Moment.Unstated) {
              add(
                  "L3",
                  Severity.ADVICE,
                  term,
                  "no end is stated" + heldBy(option),
                  "point end: a date, a number of hours, or until terminated",
                  rests(option));
            }
          });
      each(
          period.begin(),
          (begin, option) -> {
            if (begin instanceof Moment.Unstated) {
              add(
                  "L3",
                  Severity.ADVICE,
                  term,
                  "no begin is stated" + heldBy(option),
                  "point begin: an instant with its zone",
                  rests(option));
            }
          });
    }
  }

  private static String heldBy(Point.@Nullable Option<?> option) {
    return option == null ? "" : " by " + String.join(", ", option.by());
  }

  /** Days of a calendar and days of 24 hours are told apart where that changes the end. */
  private void units(Term term) {
    for (Term.Period period : term.periods()) {
      each(
          period.end(),
          (end, option) -> {
            Moment.Span span =
                end.moment() instanceof Moment.AfterBegin after
                    ? after.span()
                    : end.moment() instanceof Moment.After after ? after.span() : null;
            if (span == null || !span.countsDays()) {
              return;
            }
            if (span.calendar().toTotalMonths() != 0) {
              add(
                  "L8",
                  Severity.ADVICE,
                  term,
                  "the length " + span.asWritten() + " counts months or years, whose length varies",
                  "point end: a number of days, or a date",
                  rests(option));
              return;
            }
            for (Moment begin : values(period.begin())) {
              if (begin instanceof Moment.Fixed fixed && differs(fixed, span)) {
                add(
                    "L8",
                    Severity.ADVICE,
                    term,
                    "the length "
                        + span.asWritten()
                        + " from "
                        + fixed.asWritten()
                        + " ends at another instant when counted as "
                        + span.calendar().getDays() * 24L
                        + " hours, since clocks change in between",
                    "point end: "
                        + span.asWritten()
                        + " by the calendar, or PT"
                        + span.calendar().getDays() * 24L
                        + "H",
                    rests(option));
              }
            }
          });
    }
  }

  private static boolean differs(Moment.Fixed begin, Moment.Span span) {
    Reach.At from = new Reach.At(begin.earliest(), begin.latest(), begin.zone());
    Instant byHours =
        begin.earliest().plus(Duration.ofDays(span.calendar().getDays())).plus(span.exact());
    return from.plus(span) instanceof Reach.At at && !at.earliest().equals(byHours);
  }

  // --- L4, L12: classes and places

  private void areas(Term term) {
    each(
        term.place(),
        (places, option) -> {
          Set<String> named = new LinkedHashSet<>(places.any());
          named.addAll(places.noneOf());
          for (String name : named) {
            boolean known =
                agreement.areas().containsKey(name)
                    || name.indexOf('.') >= 0
                    || agreement.vocabulary().containsKey(name);
            if (!known) {
              add(
                  "L4",
                  Severity.ADVICE,
                  term,
                  "the area \"" + name + "\" is named and nowhere delimited",
                  "an outline in areas/, or a definition",
                  rests(option));
            }
          }
        });
  }

  private void classes(Term term, Slot<ClassSet> slot) {
    each(
        slot,
        (set, option) -> {
          if (!set.arguable().isEmpty()) {
            add(
                "L4",
                Severity.ADVICE,
                term,
                "the words of \""
                    + label(set, option)
                    + "\" leave open: "
                    + String.join(", ", set.arguable()),
                "point scope: each of these inside or outside",
                rests(option));
          }
        });
  }

  private static String label(ClassSet set, Point.@Nullable Option<?> option) {
    return option != null && !option.label().isEmpty() ? option.label() : set.label();
  }

  private void lists(Term term) {
    each(
        term.object(),
        (set, option) -> {
          if (set.any().size() > 1 && set.closed() == Truth.ARGUABLE) {
            add(
                "L12",
                Severity.ADVICE,
                term,
                "the list \"" + label(set, option) + "\" does not say whether it is exhaustive",
                "point scope: exhaustively, or including but not limited to",
                rests(option));
          }
        });
  }

  // --- L5, L6, L7, L9, L10, L11

  private void determiner(Term term, Condition condition, List<Citation> rests) {
    forEachEvent(
        condition,
        happened -> {
          if (happened.determinedBy() == null || happened.determinedBy().equals("unstated")) {
            add(
                "L5",
                Severity.ADVICE,
                term,
                "nobody is named who determines that \""
                    + happened.pattern().shown()
                    + "\" has happened",
                "point determined_by: a party, jointly, or a third party",
                rests);
          }
        });
  }

  private static void forEachEvent(Condition condition, Consumer<Condition.Happened> visit) {
    switch (condition) {
      case Condition.All all -> all.parts().forEach(part -> forEachEvent(part, visit));
      case Condition.Any any -> any.parts().forEach(part -> forEachEvent(part, visit));
      case Condition.Not not -> forEachEvent(not.part(), visit);
      case Condition.Happened happened -> visit.accept(happened);
      case Condition.Holds _c -> {}
      case Condition.CountOf _c -> {}
      case Condition.Ground _c -> {}
      case Condition.InPlace _c -> {}
      case Condition.ObjectIs _c -> {}
      case Condition.ActIs _c -> {}
      case Condition.MeansIs _c -> {}
      case Condition.ActorIs _c -> {}
      case Condition.Permitted _c -> {}
    }
  }

  private void bearer(Term term) {
    boolean missing =
        values(term.bearer()).isEmpty() || values(term.bearer()).stream().anyMatch(List::isEmpty);
    if (missing) {
      add(
          "L6",
          Severity.ADVICE,
          term,
          "nobody is named whom it binds",
          "point bearer: each side, or one",
          List.of());
    }
  }

  private void exceptions(Term term) {
    if (term.unless().isEmpty()) {
      add(
          "L7",
          Severity.ADVICE,
          term,
          "no rule on self-defence or other exceptions",
          "point unless: none, or self-defence as defined",
          List.of());
    }
  }

  private void contested(Term term) {
    if (values(term.place()).isEmpty()) {
      add(
          "L9",
          Severity.ADVICE,
          term,
          "no word on where it applies, such as facilities in contested territory",
          "point place: wherever it lies, or by who controls it",
          List.of());
    }
  }

  private void monitoring(Term term) {
    if (term.monitor().isEmpty()) {
      add(
          "L10",
          Severity.ADVICE,
          term,
          "no channel of monitoring or complaint",
          "point monitor: who reports to whom, and how soon",
          List.of());
    }
  }

  private void powers(Term term) {
    for (Slot<Power> slot : term.powers()) {
      each(
          slot,
          (power, option) -> {
            if (power.form() == null) {
              add(
                  "L11",
                  Severity.ADVICE,
                  term,
                  "the power to " + power.kind() + " has no form: who tells whom, and how",
                  "point powers: notice in writing, with its delay",
                  rests(option));
            }
          });
    }
  }
}
