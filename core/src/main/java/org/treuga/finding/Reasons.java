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
import org.treuga.time.Timeline;

/** Gives the values of the element tests their reasons, each with the clauses it rests on. */
final class Reasons {

  private final Agreement agreement;
  private final Reading reading;
  private final ElementTests tests;
  private final ResolvedTerm term;
  private final Actors actors;
  private final Because.InForce inForce;
  private final English english;

  Reasons(Agreement agreement, Reading reading, ElementTests tests, Actors actors) {
    this.agreement = agreement;
    this.reading = reading;
    this.tests = tests;
    this.term = tests.term();
    this.actors = actors;
    this.inForce = inForce(term);
    this.english = new English(agreement);
  }

  Finding finding(Incident incident, Values values, boolean exPost) {
    Actors.Named actor = actors.of(incident);
    List<ElementFinding> elements = new ArrayList<>();
    for (Element element : Element.values()) {
      Truth value = values.of(element);
      List<Because> because = because(element, value, incident, actor);
      elements.add(
          new ElementFinding(element, value, english.words(because), because, rests(element)));
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

  private List<Because> because(
      Element element, Truth value, Incident incident, Actors.Named actor) {
    return switch (element) {
      case OBJECT -> List.of(object(value, incident));
      case ACT -> act(incident);
      case TIME -> List.of(time(value, incident));
      case AREA -> List.of(area(value, incident));
      case BEARER -> bearer(value, actor);
      case EXCEPTION -> List.of(exception(value));
    };
  }

  // --- elements

  private Because object(Truth value, Incident incident) {
    String id = incident.object().objectClass();
    String also = incident.object().alsoReported();
    ClassSet set = term.object().valueOrNull();
    boolean byOther =
        set != null && !also.isEmpty() && value == Truth.ARGUABLE && set.member(id) == Truth.FALSE;
    return byOther
        ? Because.of("object.also", words(id), label(term.object()), words(also))
        : within(value, id, term.object(), "object");
  }

  private List<Because> act(Incident incident) {
    Because act = within(tests.act(incident), incident.act(), term.act(), "act");
    return term.means().valueOrNull() == null && !term.means().isUndetermined()
        ? List.of(act)
        : List.of(
            act,
            Because.of("next"),
            within(tests.means(incident), incident.means(), term.means(), "means"));
  }

  private Because within(Truth value, String id, Resolved<ClassSet> slot, String what) {
    if (slot.isUndetermined()) {
      return Because.of(what + ".unsaid");
    }
    if (slot.valueOrNull() == null) {
      return Because.of(what + ".unlimited");
    }
    if (id.isEmpty() || id.equals("unknown")) {
      return Because.of(what + ".unstated");
    }
    return Because.of("within." + value.name(), words(id), label(slot));
  }

  private Because time(Truth value, Incident incident) {
    return Because.of(
        "time." + value.name(), new Because.When(incident.occurred().within()), inForce);
  }

  /** When the term is in force, for whom where that differs. */
  private static Because.InForce inForce(ResolvedTerm term) {
    List<Because.Binding> each =
        term.bearers().stream()
            .map(bearer -> new Because.Binding(bearer, stretches(term.inForce(bearer))))
            .toList();
    if (each.isEmpty()) {
      return new Because.InForce(List.of(new Because.Binding("", stretches(term.inForceForAll()))));
    }
    boolean alike = each.stream().map(Because.Binding::stretches).distinct().count() == 1;
    return new Because.InForce(
        alike ? List.of(new Because.Binding("", each.getFirst().stretches())) : each);
  }

  private static List<Because.Stretch> stretches(Timeline<Truth> line) {
    return line.segments().stream()
        .filter(segment -> segment.value() != Truth.FALSE)
        .map(segment -> new Because.Stretch(segment.interval(), segment.value() == Truth.ARGUABLE))
        .toList();
  }

  private Because area(Truth value, Incident incident) {
    PlaceSet places = term.place().valueOrNull();
    if (term.place().isUndetermined()) {
      return Because.of("area.unsaid");
    }
    if (places == null) {
      return Because.of("area.unlimited");
    }
    Because.Words label = new Because.Words(placeLabel(places));
    return incident.place().names().isEmpty()
        ? Because.of("area.unnamed." + value.name(), label)
        : Because.of(
            "area." + value.name(), new Because.Words(incident.place().names().getFirst()), label);
  }

  private String placeLabel(PlaceSet places) {
    String own = label(term.place()).text();
    if (!own.isEmpty()) {
      return own;
    }
    return places.any().stream()
            .map(id ->
                agreement.areas().containsKey(id)
                    ? agreement.areas().get(id).getFirst().name()
                    : words(id).text())
            .collect(Collectors.joining(", "))
        + (places.noneOf().isEmpty() ? "" : " without " + String.join(", ", places.noneOf()));
  }

  private List<Because> bearer(Truth value, Actors.Named actor) {
    if (term.bearersOpen()) {
      return List.of(Because.of("bearer.unsaid"));
    }
    if (term.bearers().isEmpty()) {
      return List.of(Because.of("bearer.nobody"));
    }
    Because.Parties bound = new Because.Parties(List.copyOf(term.bearers()));
    String number = bound.ids().size() == 1 ? ".one" : ".other";
    if (actor.isUnknown()) {
      return List.of(Because.of("bearer.unnamed" + number, bound));
    }
    Because alleged =
        actor.parties().isEmpty()
            ? Because.of("bearer.alleged.none")
            : Because.of(
                actor.others() ? "bearer.alleged.open" : "bearer.alleged.named",
                new Because.Parties(List.copyOf(actor.parties())));
    return List.of(
        alleged,
        switch (value) {
          case TRUE -> Because.of("bearer.bound.TRUE");
          case FALSE -> Because.of("bearer.bound.FALSE" + number, bound);
          case ARGUABLE -> Because.of("bearer.bound.ARGUABLE", bound);
        });
  }

  private Because exception(Truth value) {
    boolean none =
        value == Truth.FALSE
            && term.unless().stream()
                .allMatch(slot -> slot.valueOrNull() == null && !slot.isUndetermined());
    return Because.of(none ? "exception.none" : "exception." + value.name());
  }

  // --- words

  private Because.Words words(String id) {
    String words = agreement.words(id);
    return new Because.Words(words.equals(id) ? id : words + " (" + id + ")");
  }

  private static Because.Words label(Resolved<?> slot) {
    if (!(slot instanceof Resolved.Given<?> given)) {
      return new Because.Words("");
    }
    if (!given.label().isEmpty()) {
      return new Because.Words("\u201c" + given.label() + "\u201d");
    }
    return new Because.Words(given.value() instanceof ClassSet set ? set.label() : "");
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
