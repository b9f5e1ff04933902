package org.treuga.finding;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.treuga.agreement.Agreement;
import org.treuga.agreement.Citation;
import org.treuga.agreement.ClassSet;
import org.treuga.agreement.PlaceSet;
import org.treuga.agreement.Reading;
import org.treuga.agreement.Resolved;
import org.treuga.agreement.ResolvedTerm;
import org.treuga.agreement.Truth;
import org.treuga.incident.Incident;
import org.treuga.time.Interval;

/** Puts the values of the element tests into words, each with the clauses it rests on. */
final class Reasons {

  private final Agreement agreement;
  private final Reading reading;
  private final ElementTests tests;
  private final ResolvedTerm term;
  private final Actors actors;
  private final String periodWords;

  Reasons(Agreement agreement, Reading reading, ElementTests tests, Actors actors) {
    this.agreement = agreement;
    this.reading = reading;
    this.tests = tests;
    this.term = tests.term();
    this.actors = actors;
    this.periodWords = Periods.words(term);
  }

  Finding finding(Incident incident, Values values, boolean exPost) {
    Actors.Named actor = actors.of(incident);
    List<ElementFinding> elements = new ArrayList<>();
    for (Element element : Element.values()) {
      Truth value = values.of(element);
      elements.add(
          new ElementFinding(element, value, why(element, value, incident, actor), rests(element)));
    }
    return new Finding(
        incident.id(),
        term.term().id(),
        reading.id(),
        elements,
        values.verdict(),
        exPost,
        0,
        sentence(values.verdict(), elements));
  }

  private String why(Element element, Truth value, Incident incident, Actors.Named actor) {
    return switch (element) {
      case OBJECT -> object(value, incident);
      case ACT -> act(value, incident);
      case TIME -> time(value, incident);
      case AREA -> area(value, incident);
      case BEARER -> bearer(value, actor);
      case EXCEPTION -> exception(value);
    };
  }

  // --- elements

  private String object(Truth value, Incident incident) {
    String id = incident.object().objectClass();
    String also = incident.object().alsoReported();
    ClassSet set = term.object().valueOrNull();
    boolean byOther =
        set != null && !also.isEmpty() && value == Truth.ARGUABLE && set.member(id) == Truth.FALSE;
    if (byOther) {
      return words(id)
          + " is not within "
          + label(term.object())
          + ", but "
          + words(also)
          + " is reported hit as well";
    }
    return within(value, id, term.object(), "object");
  }

  private String act(Truth value, Incident incident) {
    String act = within(tests.act(incident), incident.act(), term.act(), "act");
    return term.means().valueOrNull() == null && !term.means().isUndetermined()
        ? act
        : act + "; " + within(tests.means(incident), incident.means(), term.means(), "means");
  }

  private String within(Truth value, String id, Resolved<ClassSet> slot, String what) {
    if (slot.isUndetermined()) {
      return "the reading does not say which " + what + "s it takes in";
    }
    if (slot.valueOrNull() == null) {
      return "the term is not limited to any " + what;
    }
    if (id.isEmpty() || id.equals("unknown")) {
      return "the " + what + " is not stated";
    }
    return switch (value) {
      case TRUE -> words(id) + " is within " + label(slot);
      case FALSE -> words(id) + " is not within " + label(slot);
      case ARGUABLE -> "whether " + words(id) + " is within " + label(slot) + " is open";
    };
  }

  private String time(Truth value, Incident incident) {
    Interval within = incident.occurred().within();
    String when = Periods.words(within);
    return switch (value) {
      case TRUE -> when + " lies within the period in force, " + periodWords;
      case FALSE -> when + " lies outside the period in force, " + periodWords;
      case ARGUABLE ->
          when
              + " lies only partly within, or it is open whether it lies within, the period in force, "
              + periodWords;
    };
  }

  private String area(Truth value, Incident incident) {
    PlaceSet places = term.place().valueOrNull();
    if (term.place().isUndetermined()) {
      return "the reading does not say where it applies";
    }
    if (places == null) {
      return "the term is not limited to a place";
    }
    String label = placeLabel(places);
    String where =
        incident.place().names().isEmpty() ? "the place" : incident.place().names().getFirst();
    return switch (value) {
      case TRUE -> where + " lies within " + label;
      case FALSE -> where + " lies outside " + label;
      case ARGUABLE -> where + " may lie within " + label + " or outside it";
    };
  }

  private String placeLabel(PlaceSet places) {
    String own = label(term.place());
    if (!own.isEmpty()) {
      return own;
    }
    return places.any().stream()
            .map(id ->
                agreement.areas().containsKey(id)
                    ? agreement.areas().get(id).getFirst().name()
                    : words(id))
            .collect(Collectors.joining(", "))
        + (places.noneOf().isEmpty() ? "" : " without " + String.join(", ", places.noneOf()));
  }

  private String bearer(Truth value, Actors.Named actor) {
    if (term.bearersOpen()) {
      return "the reading does not say whom it binds";
    }
    if (term.bearers().isEmpty()) {
      return "the text names nobody whom it binds";
    }
    String bound = term.bearers().stream().map(this::party).collect(Collectors.joining(" and "));
    if (actor.isUnknown()) {
      return "no actor is named; "
          + bound
          + (term.bearers().size() == 1 ? " is bound" : " are bound");
    }
    String named = actor.parties().stream().map(this::party).collect(Collectors.joining(", "));
    String alleged =
        named.isEmpty()
            ? "the alleged actor is no party"
            : "the alleged actor is " + named + (actor.others() ? " or another" : "");
    return switch (value) {
      case TRUE -> alleged + ", who is bound";
      case FALSE -> alleged + "; bound " + (term.bearers().size() == 1 ? "is " : "are ") + bound;
      case ARGUABLE -> alleged + "; of those only some are bound (" + bound + ")";
    };
  }

  private String exception(Truth value) {
    return switch (value) {
      case TRUE -> "an exception of this reading applies";
      case FALSE ->
          term.unless().stream()
                  .allMatch(slot -> slot.valueOrNull() == null && !slot.isUndetermined())
              ? "this reading has no exception"
              : "no exception applies";
      case ARGUABLE -> "whether an exception applies is open";
    };
  }

  // --- words

  private String words(String id) {
    String words = agreement.words(id);
    return words.equals(id) ? id : words + " (" + id + ")";
  }

  private String party(String id) {
    var party = agreement.parties().get(id);
    return party == null ? id : party.name("en");
  }

  private static String label(Resolved<?> slot) {
    if (!(slot instanceof Resolved.Given<?> given)) {
      return "";
    }
    if (!given.label().isEmpty()) {
      return "\u201c" + given.label() + "\u201d";
    }
    return given.value() instanceof ClassSet set ? set.label() : "";
  }

  private List<Citation> rests(Element element) {
    List<Citation> rests = new ArrayList<>();
    switch (element) {
      case OBJECT -> add(rests, term.object());
      case ACT -> {
        add(rests, term.act());
        add(rests, term.means());
      }
      case TIME -> rests.addAll(term.timeCitations());
      case AREA -> add(rests, term.place());
      case BEARER -> {}
      case EXCEPTION -> term.unless().forEach(slot -> add(rests, slot));
    }
    return rests.isEmpty() ? term.term().citations() : rests;
  }

  private static void add(List<Citation> rests, Resolved<?> slot) {
    if (slot instanceof Resolved.Given<?> given) {
      rests.addAll(given.citations());
    }
  }

  // --- the sentence

  private String sentence(Verdict verdict, List<ElementFinding> elements) {
    String under = "Under " + name() + ", ";
    return switch (verdict) {
      case COVERED ->
          under
              + "an act of the prohibited kind is alleged within the term: "
              + why(elements, Element.OBJECT)
              + "; "
              + why(elements, Element.ACT)
              + "; "
              + why(elements, Element.TIME)
              + ".";
      case ARGUABLE -> under + "it is arguable: " + open(elements) + ".";
      case NOT_IN_FORCE ->
          under + "the term was not in force: " + why(elements, Element.TIME) + ".";
      case NOT_SCOPE -> under + "it is out of scope: " + outside(elements) + ".";
      case EXCEPTED -> under + "an exception applies: " + why(elements, Element.EXCEPTION) + ".";
      case OTHER_ACTOR ->
          under + "the alleged actor is not bound: " + why(elements, Element.BEARER) + ".";
    };
  }

  private String name() {
    return reading.label().isEmpty()
        ? "reading " + reading.id()
        : "reading " + reading.id() + " (" + reading.label() + ")";
  }

  private static String why(List<ElementFinding> elements, Element element) {
    return elements.get(element.ordinal()).why();
  }

  private static String open(List<ElementFinding> elements) {
    return elements.stream()
        .filter(e -> e.value() == Truth.ARGUABLE)
        .map(ElementFinding::why)
        .collect(Collectors.joining("; "));
  }

  private static String outside(List<ElementFinding> elements) {
    return elements.stream()
        .filter(e ->
            e.value() == Truth.FALSE
                && List.of(Element.OBJECT, Element.ACT, Element.AREA).contains(e.element()))
        .map(ElementFinding::why)
        .collect(Collectors.joining("; "));
  }
}
