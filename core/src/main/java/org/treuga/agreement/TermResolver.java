package org.treuga.agreement;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.treuga.time.Interval;
import org.treuga.time.Timeline;

/**
 * Works out one term under one choice: its slots, and its states by the event calculus.
 *
 * <p>Every guard of the state machine is a line of truth over time (begun, ended, conditions hold,
 * suspended, released ...); the state at an instant is read off the lines in one order of
 * precedence. A breach is no guard: it never changes a state by itself.
 */
final class TermResolver {

  /** Bearer under which a term stands that names nobody. */
  static final String NOBODY = "-";

  private static final int LEAST_BINDING_FORCE = 3;

  private final Resolution resolution;
  private final Term term;
  private final Choice choice;
  private final @Nullable Instant ownPublicFrom;
  private final Events events;

  private final List<String> bearers;
  private final boolean bearersOpen;
  private final int force;
  private final Truth present;
  private final List<Power> powers = new ArrayList<>();
  private final List<ResolvedTerm.CarriedBack> carriedBack = new ArrayList<>();

  TermResolver(
      Resolution resolution,
      Term term,
      Choice choice,
      @Nullable Instant ownPublicFrom,
      Events events) {
    this.resolution = resolution;
    this.term = term;
    this.choice = choice;
    this.ownPublicFrom = ownPublicFrom;
    this.events = events;
    Resolved<List<String>> bearer = Resolved.of(term.bearer(), choice);
    List<String> named = bearer.valueOrNull();
    bearersOpen = bearer.isUndetermined();
    bearers =
        named != null
            ? named
            : bearer instanceof Resolved.Undetermined<List<String>> open
                ? everyOption(open)
                : List.of();
    Integer strength = Resolved.of(term.force(), choice).valueOrNull();
    force = strength == null ? 0 : strength;
    Resolved<Boolean> exists = Resolved.of(term.present(), choice);
    Boolean there = exists.valueOrNull();
    present = exists.isUndetermined() ? Truth.ARGUABLE : Truth.of(there == null || there);
    for (Slot<Power> slot : term.powers()) {
      Power power = Resolved.of(slot, choice).valueOrNull();
      if (power != null) {
        powers.add(power);
      }
    }
  }

  private static List<String> everyOption(Resolved.Undetermined<List<String>> open) {
    Set<String> all = new LinkedHashSet<>();
    open.point()
        .options()
        .values()
        .forEach(option -> {
          if (option.value() != null) {
            all.addAll(option.value());
          }
        });
    return List.copyOf(all);
  }

  ResolvedTerm resolve() {
    List<ResolvedTerm.Instance> instances = new ArrayList<>();
    if (term.per() == null) {
      instances.add(instance(term.id(), null));
    } else {
      events
          .matching(term.per())
          .forEach(event -> instances.add(instance(term.id() + "#" + event.id(), event)));
    }
    return new ResolvedTerm(
        term,
        resolution.reading(),
        force,
        bearers,
        bearersOpen,
        Resolved.of(term.act(), choice),
        Resolved.of(term.object(), choice),
        Resolved.of(term.means(), choice),
        Resolved.of(term.place(), choice),
        term.unless().stream().map(slot -> Resolved.of(slot, choice)).toList(),
        powers,
        instances,
        ownPublicFrom != null
            ? ownPublicFrom
            : publications().stream().max(Comparator.naturalOrder()).orElse(null),
        carriedBack,
        timeCitations());
  }

  private ResolvedTerm.Instance instance(String id, @Nullable Event begunBy) {
    Map<String, Timeline<Standing>> standings = new LinkedHashMap<>();
    for (String bearer : bearers.isEmpty() ? List.of(NOBODY) : bearers) {
      standings.put(bearer, standing(bearer, begunBy));
    }
    String first = standings.keySet().iterator().next();
    return new ResolvedTerm.Instance(id, standings, due(first, begunBy));
  }

  // --- publication

  /** When the options that the choice makes at this term's points became public. */
  private List<Instant> publications() {
    List<Instant> instants = new ArrayList<>();
    String owner = term.parent() != null ? term.parent() : term.id();
    for (Point<?> point : resolution.agreement().term(owner).points().values()) {
      choice
          .option(owner, point.name())
          .map(id -> point.options().get(id))
          .map(Point.Option::publishedAt)
          .ifPresent(instants::add);
    }
    if (instants.isEmpty()) {
      for (Citation citation : term.citations()) {
        Document document = resolution.agreement().documents().get(citation.document());
        if (document != null && document.publishedAt() != null) {
          instants.add(document.publishedAt());
        }
      }
    }
    return instants;
  }

  private Instant announced() {
    List<Instant> instants = new ArrayList<>(publications());
    events.of("announced", term).forEach(event -> instants.add(event.when().earliest()));
    return instants.stream().min(Comparator.naturalOrder()).orElse(Instant.MIN);
  }

  private List<Citation> timeCitations() {
    List<Citation> citations = new ArrayList<>();
    for (Term.Period period : term.periods()) {
      add(citations, Resolved.of(period.begin(), choice));
      add(citations, Resolved.of(period.end(), choice));
    }
    return citations.stream().distinct().toList();
  }

  private static void add(List<Citation> citations, Resolved<?> resolved) {
    if (resolved instanceof Resolved.Given<?> given) {
      citations.addAll(given.citations());
    }
  }

  // --- states

  /** The lines from which the state at an instant is read off. */
  private record Lines(
      Timeline<Truth> begun,
      Timeline<Truth> running,
      Timeline<Truth> when,
      Timeline<Truth> ended,
      Timeline<Truth> suspended,
      Timeline<Truth> terminated,
      Timeline<Truth> released,
      Timeline<Truth> superseded,
      Timeline<Truth> fulfilled) {

    List<Timeline<Truth>> all() {
      return List.of(
          begun, running, when, ended, suspended, terminated, released, superseded, fulfilled);
    }
  }

  private Timeline<Standing> standing(String bearer, @Nullable Event begunBy) {
    Timeline<Truth> when = whenLine();
    Instant announced = announced();
    Timeline<Truth> begun = Timeline.always(Truth.FALSE);
    Timeline<Truth> running = Timeline.always(Truth.FALSE);
    Timeline<Truth> ended = Timeline.always(Truth.TRUE);
    for (int i = 0; i < term.periods().size(); i++) {
      boolean last = i == term.periods().size() - 1;
      PeriodLines period = period(term.periods().get(i), bearer, begunBy, when, announced, last);
      begun = begun.with(period.begun(), Truth::or);
      running = running.with(period.running(), Truth::or);
      ended = ended.with(period.ended(), Truth::and);
    }
    Timeline<Truth> suspending = Timeline.always(Truth.FALSE);
    Timeline<Truth> terminating = terminated();
    Resolved<Term.Until> until = Resolved.of(term.until(), choice);
    Term.Until resolutive = until.valueOrNull();
    if (resolutive != null) {
      Timeline<Truth> holds = resolution.line(resolutive.condition(), bearers);
      if (resolutive.suspends()) {
        suspending = holds;
      } else {
        terminating = terminating.with(onceHeld(holds), Truth::or);
      }
    } else if (until.isUndetermined()) {
      terminating = terminating.map(value -> value.or(Truth.ARGUABLE));
    }
    Lines lines =
        new Lines(
            begun,
            running,
            when,
            ended,
            suspended().with(suspending, Truth::or),
            terminating,
            released(bearer),
            since(events.of("superseded", term)),
            fulfilled());
    List<Instant> changes = new ArrayList<>(List.of(announced));
    lines.all().forEach(line -> changes.addAll(line.changes()));
    return Timeline.at(changes, t -> at(t, lines, announced));
  }

  private Standing at(Instant t, Lines lines, Instant announced) {
    Truth free =
        lines
            .terminated
            .at(t)
            .or(lines.superseded.at(t))
            .or(lines.released.at(t))
            .or(lines.fulfilled.at(t))
            .or(lines.suspended.at(t));
    Truth inForce =
        binds()
            ? lines.running.at(t).and(lines.when.at(t)).and(free.not()).and(present)
            : Truth.FALSE;
    return new Standing(state(t, lines, announced, inForce), inForce);
  }

  /** Declarations are open or fulfilled, and what is weaker than an undertaking never binds. */
  private boolean binds() {
    return force >= LEAST_BINDING_FORCE && term.modality() != Modality.DECLARATION;
  }

  private State state(Instant t, Lines lines, Instant announced, Truth inForce) {
    if (present == Truth.FALSE) {
      return State.ABSENT;
    }
    if (lines.terminated.at(t) == Truth.TRUE) {
      return State.TERMINATED;
    }
    if (lines.superseded.at(t) == Truth.TRUE) {
      return State.SUPERSEDED;
    }
    if (lines.released.at(t) == Truth.TRUE) {
      return State.RELEASED;
    }
    if (lines.fulfilled.at(t) == Truth.TRUE) {
      return State.FULFILLED;
    }
    if (lines.begun.at(t) == Truth.TRUE) {
      return begunState(t, lines, inForce);
    }
    if (t.isBefore(announced)) {
      return State.DRAFT;
    }
    if (term.modality() == Modality.DECLARATION && lines.begun.at(t) == Truth.ARGUABLE) {
      return State.OPEN;
    }
    return binds() && lines.when.at(t) != Truth.TRUE ? State.PENDING : State.ANNOUNCED;
  }

  private State begunState(Instant t, Lines lines, Truth inForce) {
    if (lines.ended.at(t) == Truth.TRUE && lines.running.at(t) == Truth.FALSE) {
      return State.EXPIRED;
    }
    if (term.modality() == Modality.DECLARATION) {
      return State.OPEN;
    }
    if (!binds()) {
      return State.ANNOUNCED;
    }
    if (lines.when.at(t) != Truth.TRUE) {
      return State.PENDING;
    }
    // Between two periods the norm rests; it has not expired, since it will bind again.
    boolean rests = lines.suspended.at(t) == Truth.TRUE || lines.running.at(t) == Truth.FALSE;
    return rests && inForce == Truth.FALSE ? State.SUSPENDED : State.IN_FORCE;
  }

  // --- periods

  private record PeriodLines(
      Timeline<Truth> begun, Timeline<Truth> running, Timeline<Truth> ended) {}

  private PeriodLines period(
      Term.Period period,
      String bearer,
      @Nullable Event begunBy,
      Timeline<Truth> when,
      Instant announced,
      boolean last) {
    Resolved<Moment> beginSlot = Resolved.of(period.begin(), choice);
    Moment beginMoment = beginSlot.valueOrNull();
    Reach begin =
        beginMoment == null
            ? new Reach.Unstated()
            : reach(beginMoment, bearer, begunBy, new Reach.Unstated());
    Timeline<Truth> begun = begun(beginMoment, begin, when, announced);
    Resolved<Term.End> endSlot = Resolved.of(period.end(), choice);
    Reach end = end(period, endSlot, bearer, begunBy, begin);
    if (end instanceof Reach.At at && last) {
      return extended(period, endSlot, bearer, begunBy, begin, begun, at);
    }
    Timeline<Truth> ended =
        end instanceof Reach.Unstated
            ? openEnd(period, endSlot, bearer, begunBy, begin)
            : end.line();
    return new PeriodLines(begun, begun.with(ended.map(Truth::not), Truth::and), ended);
  }

  private static Timeline<Truth> begun(
      @Nullable Moment moment, Reach begin, Timeline<Truth> when, Instant announced) {
    boolean waitsForConditions =
        moment instanceof Moment.OnEvent event
            && event.pattern().type().equals("all_conditions_met");
    if (waitsForConditions) {
      return when;
    }
    if (begin instanceof Reach.Unstated) {
      // Nobody says when it begins: open since it was announced, and not before there was a text.
      return Timeline.step(Truth.FALSE, announced, Truth.ARGUABLE);
    }
    return begin.line();
  }

  private Reach end(
      Term.Period period,
      Resolved<Term.End> slot,
      String bearer,
      @Nullable Event begunBy,
      Reach begin) {
    Term.End end = slot.valueOrNull();
    if (end == null) {
      return new Reach.Unstated();
    }
    List<String> by =
        period.end() instanceof Slot.Differing<Term.End> differing
            ? differing.point().chosen(choice).map(Point.Option::by).orElse(List.of())
            : List.of();
    return reach(end.moment(), bearer, begunBy, ownBegin(period, by, bearer, begunBy, begin));
  }

  /**
   * The begin from which a text counts its own length. "Thirty days from the 18th" stays that, even
   * where it is joined with another text's begin; so an end that somebody holds counts from the
   * begin that the same holder gives, where there is just one such begin.
   */
  private Reach ownBegin(
      Term.Period period, List<String> by, String bearer, @Nullable Event begunBy, Reach chosen) {
    if (!(period.begin() instanceof Slot.Differing<Moment> differing)) {
      return chosen;
    }
    List<Moment> own =
        differing.point().options().values().stream()
            .filter(option -> option.by().stream().anyMatch(by::contains))
            .flatMap(option -> Stream.ofNullable(option.value()))
            .toList();
    return own.size() == 1 ? reach(own.getFirst(), bearer, begunBy, new Reach.Unstated()) : chosen;
  }

  /**
   * No end is stated: it goes on until something ends it. Where the reading is silent and others
   * give ends, it is open from the first of these on.
   */
  private Timeline<Truth> openEnd(
      Term.Period period,
      Resolved<Term.End> slot,
      String bearer,
      @Nullable Event begunBy,
      Reach begin) {
    if (!(slot instanceof Resolved.Undetermined<Term.End> open)) {
      return Timeline.always(Truth.FALSE);
    }
    List<Instant> ends = new ArrayList<>();
    for (Point.Option<Term.End> option : open.point().options().values()) {
      Reach own = ownBegin(period, option.by(), bearer, begunBy, begin);
      Term.End end = option.value();
      if (end != null && reach(end.moment(), bearer, begunBy, own) instanceof Reach.At at) {
        ends.add(at.earliest());
      }
    }
    return ends.stream()
        .min(Comparator.naturalOrder())
        .map(instant -> Timeline.step(Truth.FALSE, instant, Truth.ARGUABLE))
        .orElseGet(() -> Timeline.always(Truth.ARGUABLE));
  }

  private PeriodLines extended(
      Term.Period period,
      Resolved<Term.End> endSlot,
      String bearer,
      @Nullable Event begunBy,
      Reach begin,
      Timeline<Truth> begun,
      Reach.At firstEnd) {
    Extension rule = extensionRule(period, endSlot);
    Reach.At end = firstEnd;
    Timeline<Truth> ended = end.line();
    Timeline<Truth> running = begun.with(ended.map(Truth::not), Truth::and);
    for (Event event : events.of("extended", term)) {
      if (event.to() == null
          || !mayExtend(event, rule)
          || !(reach(event.to(), bearer, begunBy, begin) instanceof Reach.At to)
          || !to.latest().isAfter(end.latest())) {
        continue;
      }
      boolean inTime = !event.when().earliest().isAfter(end.latest());
      Instant resumes = inTime || rule.carriesBack() ? end.earliest() : event.when().earliest();
      Timeline<Truth> more =
          Timeline.at(
              List.of(resumes, to.latest()),
              t -> Truth.of(!t.isBefore(resumes) && t.isBefore(to.latest())));
      // Where the old end was known only to a stretch, the new period covers that stretch too.
      running = running.with(more.with(begun, Truth::and), Truth::or);
      ended = ended.with(more.map(Truth::not), Truth::and);
      ResolvedTerm.CarriedBack segment =
          new ResolvedTerm.CarriedBack(new Interval(resumes, to.latest()), event.knownFrom());
      if (!carriedBack.contains(segment)) {
        carriedBack.add(segment);
      }
      end = to;
    }
    return new PeriodLines(begun, running, ended);
  }

  private Extension extensionRule(Term.Period period, Resolved<Term.End> endSlot) {
    Extension own = Resolved.of(period.extension(), choice).valueOrNull();
    if (own != null) {
      return own;
    }
    Term.End end = endSlot.valueOrNull();
    return end != null && end.extension() != null ? end.extension() : Extension.UNSPOKEN;
  }

  private boolean mayExtend(Event event, Extension rule) {
    return event.by().isEmpty()
        || Events.isJoint(event, bearers)
        || rule.by().stream().anyMatch(event.by()::contains)
        || holdsPower("extend", event);
  }

  private boolean holdsPower(String kind, Event event) {
    return powers.stream()
        .anyMatch(
            power -> power.kind().equals(kind) && event.by().stream().anyMatch(power::heldBy));
  }

  private Reach reach(Moment moment, String bearer, @Nullable Event begunBy, Reach begin) {
    return switch (moment) {
      case Moment.Fixed fixed -> new Reach.At(fixed.earliest(), fixed.latest(), fixed.zone());
      case Moment.OnEvent event -> onEvent(event.pattern(), begunBy);
      case Moment.After after -> reach(after.from(), bearer, begunBy, begin).plus(after.span());
      case Moment.AfterBegin after -> begin.plus(after.span());
      case Moment.PerBearer each -> {
        Moment own = each.moments().get(bearer);
        yield own == null ? new Reach.Unstated() : reach(own, bearer, begunBy, begin);
      }
      case Moment.Unstated _unstated -> new Reach.Unstated();
    };
  }

  private Reach onEvent(EventPattern pattern, @Nullable Event begunBy) {
    boolean own = begunBy != null && term.per() != null && pattern.type().equals(term.per().type());
    Optional<Event> event = own ? Optional.ofNullable(begunBy) : events.first(pattern);
    return event
        .<Reach>map(e -> new Reach.At(e.when().earliest(), e.when().latest(), e.when().zone()))
        .orElseGet(Reach.NotYet::new);
  }

  /** The deadline, moved by every extension that counts. */
  private @Nullable Instant due(String bearer, @Nullable Event begunBy) {
    Moment moment = Resolved.of(term.deadline(), choice).valueOrNull();
    if (moment == null) {
      return null;
    }
    Moment beginMoment = Resolved.of(term.periods().getFirst().begin(), choice).valueOrNull();
    Reach begin =
        beginMoment == null
            ? new Reach.Unstated()
            : reach(beginMoment, bearer, begunBy, new Reach.Unstated());
    if (!(reach(moment, bearer, begunBy, begin) instanceof Reach.At at)) {
      return null;
    }
    Instant due = at.latest();
    for (Event event : events.of("extended", term)) {
      Moment later = event.to();
      if (later != null
          && mayExtend(event, Extension.UNSPOKEN)
          && reach(later, bearer, begunBy, begin) instanceof Reach.At to
          && to.latest().isAfter(due)) {
        due = to.latest();
      }
    }
    return due;
  }

  // --- the other lines

  private Timeline<Truth> whenLine() {
    Resolved<Condition> when = Resolved.of(term.when(), choice);
    if (when.isUndetermined()) {
      return Timeline.always(Truth.ARGUABLE);
    }
    Condition condition = when.valueOrNull();
    return condition == null ? Timeline.always(Truth.TRUE) : resolution.line(condition, bearers);
  }

  /**
   * From the first instant at which it held on: what has ended a norm does not revive it by
   * passing.
   */
  private static Timeline<Truth> onceHeld(Timeline<Truth> line) {
    Truth[] worst = {Truth.FALSE};
    List<Instant> changes = line.changes();
    List<Truth> values = new ArrayList<>();
    for (Timeline.Segment<Truth> segment : line.segments()) {
      worst[0] = worst[0].or(segment.value());
      values.add(worst[0]);
    }
    return Timeline.at(changes, t -> values.get(indexAt(line, t)));
  }

  private static int indexAt(Timeline<Truth> line, Instant t) {
    int index = 0;
    while (!line.segments().get(index).interval().contains(t)) {
      index++;
    }
    return index;
  }

  private static Timeline<Truth> since(List<Event> happened) {
    return happened.stream()
        .map(event -> new Reach.At(event.when().earliest(), event.when().latest(), null).line())
        .reduce(Timeline.always(Truth.FALSE), (a, b) -> a.with(b, Truth::or));
  }

  /** An act of one side alone ends a norm only where the text gives it the power to. */
  private boolean takesEffect(String power, Event event) {
    return event.by().isEmpty()
        || Events.isJoint(event, bearers)
        || holdsPower(power, event)
        || isThird(event);
  }

  private boolean isThird(Event event) {
    return event.by().stream().noneMatch(bearers::contains);
  }

  private Timeline<Truth> terminated() {
    return since(
        events.of("terminated", term).stream()
            .filter(event -> takesEffect("terminate", event))
            .toList());
  }

  private Timeline<Truth> suspended() {
    List<Event> stops =
        events.of("suspended", term).stream()
            .filter(event -> takesEffect("suspend", event))
            .toList();
    List<Event> goes =
        events.of("resumed", term).stream()
            .filter(event -> takesEffect("resume", event) || takesEffect("suspend", event))
            .toList();
    List<Instant> changes = new ArrayList<>();
    stops.forEach(event -> changes.add(event.when().earliest()));
    goes.forEach(event -> changes.add(event.when().earliest()));
    return Timeline.at(
        changes,
        t -> {
          Instant stopped = latest(stops, t);
          // At one instant suspension comes before resumption.
          return Truth.of(!stopped.equals(Instant.MIN) && latest(goes, t).isBefore(stopped));
        });
  }

  private static Instant latest(List<Event> events, Instant t) {
    return events.stream()
        .map(event -> event.when().earliest())
        .filter(at -> !at.isAfter(t))
        .max(Comparator.naturalOrder())
        .orElse(Instant.MIN);
  }

  /** Released by its own notice, or by another's where the power frees all. */
  private Timeline<Truth> released(String bearer) {
    List<Event> notices = new ArrayList<>();
    for (Event event : events.of("release_notice", term)) {
      for (Power power : powers) {
        boolean holder =
            power.kind().equals("release")
                && event.by().stream().anyMatch(by -> power.heldBy(by) && bearers.contains(by));
        if (holder && (power.forAll() || event.by().contains(bearer))) {
          notices.add(event);
        }
      }
    }
    return since(notices);
  }

  private Timeline<Truth> fulfilled() {
    boolean canBe =
        term.modality() == Modality.OBLIGATION_ACHIEVE || term.modality() == Modality.DECLARATION;
    if (!canBe) {
      return Timeline.always(Truth.FALSE);
    }
    if (term.broughtAbout() != null) {
      return onceHeld(resolution.line(term.broughtAbout(), bearers));
    }
    List<Event> deeds = new ArrayList<>(events.of("fulfilled", term));
    ClassSet act = Resolved.of(term.act(), choice).valueOrNull();
    if (act != null) {
      act.any().forEach(deed -> deeds.addAll(events.of(deed, term)));
    }
    return since(deeds);
  }
}
