package org.treuga.finding;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.treuga.agreement.ClassSet;
import org.treuga.agreement.Condition;
import org.treuga.agreement.PlaceSet;
import org.treuga.agreement.Resolution;
import org.treuga.agreement.Resolved;
import org.treuga.agreement.ResolvedTerm;
import org.treuga.agreement.Truth;
import org.treuga.incident.Incident;
import org.treuga.place.Area;
import org.treuga.time.Interval;
import org.treuga.time.Timeline;

/**
 * The element tests: each asks one thing of an incident and a resolved term and gives one of
 * Kleene's values. No texts are made here, so that the same tests serve explanation and mass
 * evaluation.
 */
final class ElementTests {

  private final Resolution resolution;
  private final ResolvedTerm term;
  private final Actors actors;
  private final Map<String, Timeline<Truth>> inForce = new HashMap<>();
  private final Map<String, ElementTests> permissions = new HashMap<>();

  ElementTests(Resolution resolution, ResolvedTerm term, Actors actors) {
    this.resolution = resolution;
    this.term = term;
    this.actors = actors;
    term.bearers().forEach(bearer -> inForce.put(bearer, term.inForce(bearer)));
  }

  ResolvedTerm term() {
    return term;
  }

  Values all(Incident incident) {
    Actors.Named actor = actors.of(incident);
    return new Values(
        object(incident),
        value(Element.ACT, incident, actor),
        time(incident, actor),
        area(incident),
        bearer(actor),
        exception(incident, actor));
  }

  Truth value(Element element, Incident incident, Actors.Named actor) {
    return switch (element) {
      case OBJECT -> object(incident);
      case ACT -> act(incident).and(means(incident));
      case TIME -> time(incident, actor);
      case AREA -> area(incident);
      case BEARER -> bearer(actor);
      case EXCEPTION -> exception(incident, actor);
    };
  }

  // --- classes

  Truth object(Incident incident) {
    return member(term.object(), incident.object().objectClass(), incident.object().alsoReported());
  }

  Truth act(Incident incident) {
    return member(term.act(), incident.act(), "");
  }

  Truth means(Incident incident) {
    return member(term.means(), incident.means(), "");
  }

  private Truth member(Resolved<ClassSet> slot, String id, String also) {
    if (slot.isUndetermined()) {
      return Truth.ARGUABLE;
    }
    ClassSet set = slot.valueOrNull();
    return set == null ? Truth.TRUE : member(set, id, also);
  }

  /**
   * The recorded class decides. Where it is outside and another thing named as hit is not, what was
   * aimed at is open, and so is the answer.
   */
  private Truth member(ClassSet set, String id, String also) {
    // A word that the case does not know may mean anything, so it settles nothing.
    Truth own = resolution.agreement().knows(id) ? set.member(id) : Truth.ARGUABLE;
    if (own == Truth.FALSE && !also.isEmpty()) {
      for (String other : also.split("[;,|] *")) {
        if (set.member(other.strip()) != Truth.FALSE) {
          return Truth.ARGUABLE;
        }
      }
    }
    return own;
  }

  // --- time

  /**
   * All of the incident's time in force is TRUE, none of it FALSE, a part ARGUABLE. For a known
   * bearer its own timeline counts; otherwise those of all bearers, where they agree.
   */
  Truth time(Incident incident, Actors.Named actor) {
    Interval within = incident.occurred().within();
    List<String> whose = new ArrayList<>(term.bearers());
    if (!actor.others()
        && term.bearers().containsAll(actor.parties())
        && !actor.parties().isEmpty()) {
      whose.retainAll(actor.parties());
    }
    if (whose.isEmpty()) {
      return during(term.inForceForAll(), within);
    }
    return Truth.agreed(whose.stream().map(bearer -> during(line(bearer), within)).toList());
  }

  private Timeline<Truth> line(String bearer) {
    Timeline<Truth> line = inForce.get(bearer);
    return line != null ? line : Timeline.always(Truth.FALSE);
  }

  static Truth during(Timeline<Truth> line, Interval within) {
    return Truth.agreed(line.within(within));
  }

  boolean exPost(Incident incident) {
    Interval within = incident.occurred().within();
    boolean beforePublication =
        term.publicFrom() != null && within.startInclusive().isBefore(term.publicFrom());
    return within.startsOpen() || beforePublication || carriedBack(within);
  }

  private boolean carriedBack(Interval within) {
    return term.carriedBack().stream()
        .anyMatch(segment ->
            segment.stretch().overlaps(within)
                && within.startInclusive().isBefore(segment.publishedAt()));
  }

  // --- place

  Truth area(Incident incident) {
    if (term.place().isUndetermined()) {
      return Truth.ARGUABLE;
    }
    PlaceSet places = term.place().valueOrNull();
    return places == null ? Truth.TRUE : in(places, incident);
  }

  private Truth in(PlaceSet places, Incident incident) {
    Truth inside = anyOf(places.any(), incident);
    Truth outside = anyOf(places.noneOf(), incident);
    Truth open = anyOf(places.arguable(), incident);
    Truth value = inside.and(outside.not());
    return open != Truth.FALSE && outside != Truth.TRUE ? Truth.ARGUABLE : value;
  }

  private Truth anyOf(List<String> names, Incident incident) {
    Truth value = Truth.FALSE;
    for (String name : names) {
      value = value.or(isIn(name, incident));
    }
    // Over the common border of two areas a place may lie in either, and surely in one of them.
    return value == Truth.ARGUABLE ? value.or(inUnion(names, incident)) : value;
  }

  private Truth inUnion(List<String> names, Incident incident) {
    Interval within = incident.occurred().within();
    List<Area> together =
        names.stream()
            .flatMap(name -> applying(name).stream())
            .filter(area -> area.validity().contains(within))
            .toList();
    boolean inside =
        together.size() > 1
            && Area.union(together)
                .filter(area -> area.relation(incident.place()) == Area.Relation.INSIDE)
                .isPresent();
    return Truth.of(inside);
  }

  /** The outlines of an area that hold under this reading: its own, else those of nobody's. */
  private List<Area> applying(String name) {
    List<Area> variants = resolution.agreement().areas().getOrDefault(name, List.of());
    boolean own = variants.stream().anyMatch(area -> term.reading().equals(area.reading()));
    return variants.stream()
        .filter(area -> own ? term.reading().equals(area.reading()) : area.reading() == null)
        .toList();
  }

  /** In an area by its outline; a name that is no area is a class of places, such as ports. */
  private Truth isIn(String name, Incident incident) {
    if (resolution.agreement().areas().containsKey(name)) {
      return inArea(name, incident);
    }
    if (name.indexOf('.') >= 0 || resolution.agreement().vocabulary().containsKey(name)) {
      return ClassSet.of(name).member(incident.object().objectClass());
    }
    // Named and never delimited: only an incident whose object is of that very class is surely
    // inside.
    return incident.object().objectClass().equals(name) ? Truth.TRUE : Truth.ARGUABLE;
  }

  private Truth inArea(String name, Incident incident) {
    List<Area> applying = applying(name);
    if (applying.isEmpty()) {
      return Truth.ARGUABLE; // outlined only by others
    }
    Truth value = Truth.FALSE;
    for (Area area : applying) {
      value = value.or(inValid(area, incident));
    }
    return value;
  }

  private static Truth inValid(Area area, Incident incident) {
    Interval within = incident.occurred().within();
    if (!area.validity().overlaps(within)) {
      return Truth.FALSE;
    }
    Truth inside =
        switch (area.relation(incident.place())) {
          case INSIDE -> Truth.TRUE;
          case OUTSIDE -> Truth.FALSE;
          case OPEN -> Truth.ARGUABLE;
        };
    return area.validity().contains(within) ? inside : inside.and(Truth.ARGUABLE);
  }

  // --- bearer

  /** Nobody known is TRUE where at least two are bound, since whoever of them acted was bound. */
  Truth bearer(Actors.Named actor) {
    if (term.bearersOpen() || term.bearers().isEmpty()) {
      return Truth.ARGUABLE;
    }
    if (actor.isUnknown()) {
      return term.bearers().size() >= 2 ? Truth.TRUE : Truth.ARGUABLE;
    }
    List<Truth> each =
        new ArrayList<>(
            actor.parties().stream()
                .map(party -> Truth.of(term.bearers().contains(party)))
                .toList());
    if (actor.others()) {
      each.add(Truth.FALSE);
    }
    return Truth.agreed(each);
  }

  // --- exceptions

  Truth exception(Incident incident, Actors.Named actor) {
    Truth value = Truth.FALSE;
    for (Resolved<Condition> slot : term.unless()) {
      Condition condition = slot.valueOrNull();
      if (slot.isUndetermined()) {
        value = value.or(Truth.ARGUABLE);
      } else if (condition != null) {
        value = value.or(holds(condition, incident, actor));
      }
    }
    return value;
  }

  private Truth holds(Condition condition, Incident incident, Actors.Named actor) {
    return switch (condition) {
      case Condition.All all -> {
        Truth value = Truth.TRUE;
        for (Condition part : all.parts()) {
          value = value.and(holds(part, incident, actor));
        }
        yield value;
      }
      case Condition.Any any -> {
        Truth value = Truth.FALSE;
        for (Condition part : any.parts()) {
          value = value.or(holds(part, incident, actor));
        }
        yield value;
      }
      case Condition.Not not -> holds(not.part(), incident, actor).not();
      case Condition.Ground ground -> ground(ground.grounds(), incident);
      case Condition.InPlace place -> in(place.places(), incident);
      case Condition.ObjectIs object ->
          member(object.classes(), incident.object().objectClass(), "");
      case Condition.ActIs act -> member(act.acts(), incident.act(), "");
      case Condition.MeansIs means -> member(means.means(), incident.means(), "");
      case Condition.ActorIs is -> actorIs(is.parties(), actor);
      case Condition.Permitted permitted -> permitted(permitted.term(), incident);
      case Condition.Happened _c ->
          during(resolution.line(condition, term.bearers()), incident.occurred().within());
      case Condition.CountOf _c ->
          during(resolution.line(condition, term.bearers()), incident.occurred().within());
      case Condition.Holds _c ->
          during(resolution.line(condition, term.bearers()), incident.occurred().within());
    };
  }

  /** A ground counts only when the acting side stated it: no ground recorded is no exception. */
  private static Truth ground(ClassSet grounds, Incident incident) {
    return incident.statedGround().isEmpty()
        ? Truth.FALSE
        : grounds.member(incident.statedGround());
  }

  private static Truth actorIs(List<String> parties, Actors.Named actor) {
    if (actor.isUnknown()) {
      return Truth.ARGUABLE;
    }
    List<Truth> each =
        new ArrayList<>(
            actor.parties().stream().map(party -> Truth.of(parties.contains(party))).toList());
    if (actor.others()) {
      each.add(Truth.FALSE);
    }
    return Truth.agreed(each);
  }

  private Truth permitted(String id, Incident incident) {
    return permissions
        .computeIfAbsent(id, term -> new ElementTests(resolution, resolution.term(term), actors))
        .all(incident)
        .conjunction();
  }
}
