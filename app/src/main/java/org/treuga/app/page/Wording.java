package org.treuga.app.page;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
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
  private final Agreement agreement;

  Wording(Texts texts, Agreement agreement) {
    this.texts = texts;
    this.agreement = agreement;
  }

  /** The words in which a reading gives the begin of a term's first period. */
  Optional<String> begin(Term term, Reading reading) {
    return term.periods().isEmpty()
        ? Optional.empty()
        : words(term.periods().getFirst().begin(), reading, moment -> moment);
  }

  /** The words in which a reading gives the end of a term's last period. */
  Optional<String> end(Term term, Reading reading) {
    return term.periods().isEmpty()
        ? Optional.empty()
        : words(term.periods().getLast().end(), reading, Term.End::moment);
  }

  private <V> Optional<String> words(Slot<V> slot, Reading reading, Function<V, Moment> moment) {
    return switch (slot) {
      case Slot.Common<V> common -> Optional.of(words(common.value(), moment));
      case Slot.Differing<V> differing ->
          differing
              .point()
              .chosen(reading.choice())
              .map(option -> option.label().isBlank() ? words(option.value(), moment) : option.label());
    };
  }

  private <V> String words(@Nullable V value, Function<V, Moment> moment) {
    return words(value == null ? null : moment.apply(value));
  }

  private String words(@Nullable Moment moment) {
    return switch (moment) {
      case null -> texts.of("moment.unstated");
      case Moment.Unstated unstated -> texts.of("moment.unstated");
      case Moment.Fixed fixed -> fixed.asWritten();
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
    return option.value() instanceof Moment moment ? words(moment) : option.id();
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
