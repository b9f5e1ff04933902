package org.treuga.app.page;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.treuga.agreement.Agreement;
import org.treuga.agreement.Citation;
import org.treuga.agreement.Moment;
import org.treuga.agreement.Party;
import org.treuga.agreement.Point;
import org.treuga.agreement.Reading;
import org.treuga.agreement.Slot;
import org.treuga.agreement.Term;

/** How a reading words the slots of a term. Immutable. */
final class Wording {

  private final Texts texts;
  private final Times times;
  private final Agreement agreement;

  Wording(Texts texts, Times times, Agreement agreement) {
    this.texts = texts;
    this.times = times;
    this.agreement = agreement;
  }

  /** The words in which a reading gives the begin of a term's first period. */
  Optional<String> begin(Term term, Reading reading) {
    return term.periods().isEmpty()
        ? Optional.empty()
        : moment(term.periods().getFirst().begin(), reading);
  }

  /** The words in which a reading gives the end of a term's last period. */
  Optional<String> end(Term term, Reading reading) {
    if (term.periods().isEmpty()) {
      return Optional.empty();
    }
    return switch (term.periods().getLast().end()) {
      case Slot.Common<Term.End> common -> Optional.of(words(common.value()));
      case Slot.Differing<Term.End> differing ->
          chosen(differing.point(), reading)
              .map(option -> option.label().isBlank() ? words(option.value()) : option.label());
    };
  }

  private Optional<String> moment(Slot<Moment> slot, Reading reading) {
    return switch (slot) {
      case Slot.Common<Moment> common -> Optional.of(words(common.value()));
      case Slot.Differing<Moment> differing ->
          chosen(differing.point(), reading)
              .map(option -> option.label().isBlank() ? words(option.value()) : option.label());
    };
  }

  private static <V> Optional<Point.Option<V>> chosen(Point<V> point, Reading reading) {
    return point.chosen(reading.choice());
  }

  String words(Term.@Nullable End end) {
    return words(end == null ? null : end.moment());
  }

  String words(@Nullable Moment moment) {
    return switch (moment) {
      case null -> texts.of("moment.unstated");
      case Moment.Unstated unstated -> texts.of("moment.unstated");
      case Moment.Fixed fixed -> times.written(fixed);
      case Moment.OnEvent event -> texts.of("moment.event", event.pattern().shown());
      case Moment.After after ->
          texts.of("moment.after", after.span().asWritten(), words(after.from()));
      case Moment.AfterBegin after -> texts.of("moment.begin", after.span().asWritten());
      case Moment.PerBearer bearers -> texts.of("moment.bearers");
    };
  }

  /** An option as a reader should see it: its label, else a plain value, else its id. */
  String option(Point.Option<?> option) {
    if (!option.label().isBlank()) {
      return option.label();
    }
    return switch (option.value()) {
      case Moment moment -> words(moment);
      case Term.End end -> words(end);
      case null, default -> option.id();
    };
  }

  String party(String id) {
    Party party = agreement.parties().get(id);
    return party == null ? id : party.name(texts.language());
  }

  String parties(List<String> ids) {
    return texts.list(ids.stream().map(this::party).toList());
  }

  /** {@code document.clause}. */
  static String key(Citation citation) {
    return citation.clause().isEmpty()
        ? citation.document()
        : citation.document() + "." + citation.clause();
  }
}
