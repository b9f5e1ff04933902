package org.treuga.app.page;

import java.time.Instant;
import java.util.List;
import org.treuga.agreement.Agreement;
import org.treuga.agreement.Party;
import org.treuga.agreement.Reading;
import org.treuga.agreement.Truth;
import org.treuga.finding.Because;
import org.treuga.finding.Element;
import org.treuga.finding.ElementFinding;
import org.treuga.finding.Finding;
import org.treuga.time.Interval;

/**
 * Puts reasons into the language of the page. In English they are word for word those of the files.
 * Immutable.
 */
final class Sentences {

  private final Texts texts;
  private final Agreement agreement;
  private final Times times;

  Sentences(Texts texts, Agreement agreement) {
    this.texts = texts;
    this.agreement = agreement;
    this.times = Times.of(texts, List.of());
  }

  /** Why an element has its value: half a sentence. */
  String why(ElementFinding found) {
    StringBuilder words = new StringBuilder();
    for (Because because : found.because()) {
      Object[] said =
          because.said().stream().map(one -> words(because.code(), one)).toArray(Object[]::new);
      words.append(texts.of("because." + because.code(), said));
    }
    return words.toString();
  }

  /** The reason of a finding: one sentence that names the reading. */
  String reason(Finding finding, Reading reading) {
    String name =
        reading.label().isEmpty()
            ? texts.of("reason.reading", reading.id())
            : texts.of("reason.reading.named", reading.id(), reading.label());
    return texts.of("reason." + finding.verdict().name(), name, grounds(finding));
  }

  private String grounds(Finding finding) {
    List<Element> those =
        switch (finding.verdict()) {
          case COVERED -> List.of(Element.OBJECT, Element.ACT, Element.TIME);
          case ARGUABLE -> with(finding, Truth.ARGUABLE, List.of(Element.values()));
          case NOT_SCOPE ->
              with(finding, Truth.FALSE, List.of(Element.OBJECT, Element.ACT, Element.AREA));
          case NOT_IN_FORCE -> List.of(Element.TIME);
          case EXCEPTED -> List.of(Element.EXCEPTION);
          case OTHER_ACTOR -> List.of(Element.BEARER);
        };
    return String.join(
        texts.of("because.next"), those.stream().map(e -> why(finding.element(e))).toList());
  }

  private static List<Element> with(Finding finding, Truth value, List<Element> among) {
    return among.stream().filter(element -> finding.value(element) == value).toList();
  }

  private String words(String code, Because.Said said) {
    return switch (said) {
      case Because.Words words -> words.text();
      case Because.Parties parties -> parties(code, parties.ids());
      case Because.When when -> words(when.within());
      case Because.InForce inForce ->
          String.join(
              texts.of("because.next"), inForce.bindings().stream().map(this::words).toList());
    };
  }

  private String parties(String code, List<String> ids) {
    String between =
        code.startsWith("bearer.alleged") ? texts.of("list.next") : texts.of("list.last");
    return String.join(between, ids.stream().map(this::party).toList());
  }

  private String party(String id) {
    Party party = agreement.parties().get(id);
    return party == null ? id : party.name(texts.language());
  }

  private String words(Because.Binding binding) {
    String words =
        binding.stretches().isEmpty()
            ? texts.of("period.never")
            : String.join(
                texts.of("list.last"), binding.stretches().stream().map(this::words).toList());
    return binding.bearer().isEmpty() ? words : binding.bearer() + ": " + words;
  }

  private String words(Because.Stretch stretch) {
    String words = words(stretch.interval());
    return stretch.open() ? texts.of("period.open", words) : words;
  }

  private String words(Interval interval) {
    if (interval.startsOpen() && interval.endsOpen()) {
      return texts.of("period.unknown");
    }
    if (interval.startsOpen()) {
      return texts.of("period.until", words(interval.endExclusive()));
    }
    if (interval.endsOpen()) {
      return texts.of("period.from", words(interval.startInclusive()));
    }
    return texts.of("period", words(interval.startInclusive()), words(interval.endExclusive()));
  }

  private String words(Instant instant) {
    return times.exact(instant);
  }
}
