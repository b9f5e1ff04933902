package org.treuga.app.page;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.treuga.agreement.Agreement;
import org.treuga.agreement.Citation;
import org.treuga.agreement.ClassSet;
import org.treuga.agreement.Condition;
import org.treuga.agreement.Event;
import org.treuga.agreement.Extension;
import org.treuga.agreement.Lint;
import org.treuga.agreement.PlaceSet;
import org.treuga.agreement.Point;
import org.treuga.agreement.Power;
import org.treuga.agreement.Reading;
import org.treuga.agreement.Resolution;
import org.treuga.agreement.ResolvedTerm;
import org.treuga.agreement.Slot;
import org.treuga.agreement.Standing;
import org.treuga.agreement.State;
import org.treuga.agreement.Term;
import org.treuga.agreement.Truth;
import org.treuga.place.Area;
import org.treuga.time.Interval;
import org.treuga.time.Timeline;

/** Puts an agreement into the words of its page. Not thread-safe; made anew for each page. */
public final class AgreementPageMaker {

  private final Texts texts;
  private final Agreement agreement;
  private final Times times;
  private final Wording wording;
  private final Cites cites;
  private final Shell shell;

  public AgreementPageMaker(Shell shell, Agreement agreement) {
    this.shell = shell;
    this.texts = shell.texts();
    this.agreement = agreement;
    this.times = Times.of(texts, List.of());
    this.wording = new Wording(texts, times, agreement);
    this.cites = new Cites(shell, agreement);
  }

  public AgreementPage page() {
    List<Lint.Found> found = Lint.check(agreement);
    Map<Reading, Resolution> resolutions = new LinkedHashMap<>();
    agreement
        .readings()
        .forEach(reading -> resolutions.put(reading, Resolution.of(agreement, reading)));
    List<AgreementPage.TermPart> terms =
        agreement.terms().values().stream().map(term -> term(term, found, resolutions)).toList();
    long errors = found.stream().filter(one -> one.severity() == Lint.Severity.ERROR).count();
    return new AgreementPage(
        title(terms),
        lead(terms),
        found.isEmpty()
            ? texts.of("agreement.lint.none")
            : texts.of("agreement.lint", errors, found.size() - errors),
        shell.to("agreement.csv"),
        shell.to("agreement.codebook.csv"),
        terms,
        agreement.readings().stream().map(this::reading).toList(),
        zones(),
        agreement.events().stream().map(this::event).toList());
  }

  private String title(List<AgreementPage.TermPart> terms) {
    long points = terms.stream().mapToLong(term -> term.points().size()).sum();
    return texts.of(
        "agreement.heading",
        texts.count("agreement.terms", terms.size()),
        texts.count("agreement.points", points));
  }

  private String lead(List<AgreementPage.TermPart> terms) {
    Set<String> parting = new LinkedHashSet<>();
    terms.forEach(term ->
        term.points().stream()
            .filter(AgreementPage.Point::parts)
            .forEach(point -> parting.add(point.name().toLowerCase(Locale.ROOT))));
    return parting.isEmpty()
        ? texts.of("agreement.part.none")
        : texts.of("agreement.part", texts.list(List.copyOf(parting)));
  }

  private AgreementPage.ReadingRow reading(Reading reading) {
    return new AgreementPage.ReadingRow(
        reading.id(),
        Board.name(reading),
        reading.analyst()
            ? texts.of("reading.analyst")
            : texts.of("reading.issuer", wording.party(reading.issuer())),
        reading.publicFrom() == null
            ? texts.of("reading.undated")
            : times.full(reading.publicFrom()));
  }

  // --- a term

  /** The anchor of a term on the page. */
  static String anchor(String term) {
    return "term-" + term;
  }

  /** The anchor of a difference point on the page. */
  static String anchor(String term, String point) {
    return "point-" + term + "-" + point;
  }

  private AgreementPage.TermPart term(
      Term term, List<Lint.Found> found, Map<Reading, Resolution> resolutions) {
    return new AgreementPage.TermPart(
        anchor(term.id()),
        term.id(),
        Board.name(term),
        texts.of("agreement.modality." + term.modality().name()),
        term.parent() != null,
        term.note(),
        slots(term),
        term.points().values().stream().map(point -> point(term, point)).toList(),
        resolutions.entrySet().stream()
            .filter(one -> one.getKey().speaksOf(term))
            .map(one -> standing(one.getKey(), one.getValue().term(term.id())))
            .toList(),
        found.stream()
            .filter(one -> one.term().equals(term.id()))
            .map(one -> DataPageMaker.finding(texts, one))
            .toList(),
        cites.of(term.citations()));
  }

  private List<AgreementPage.Slot> slots(Term term) {
    List<AgreementPage.Slot> slots = new ArrayList<>();
    add(slots, "bearer", term.bearer(), wording::parties);
    add(slots, "act", term.act(), this::classes);
    add(slots, "object", term.object(), this::classes);
    add(slots, "means", term.means(), this::classes);
    add(slots, "place", term.place(), this::places);
    for (Term.Period period : term.periods()) {
      add(slots, "begin", period.begin(), wording::words);
      add(slots, "end", period.end(), wording::words);
      add(slots, "extension", period.extension(), this::extension);
    }
    add(slots, "when", term.when(), this::condition);
    add(slots, "until", term.until(), this::until);
    term.unless().forEach(unless -> add(slots, "unless", unless, this::condition));
    term.powers().forEach(power -> add(slots, "power", power, this::power));
    add(slots, "deadline", term.deadline(), wording::words);
    add(slots, "force", term.force(), force -> texts.of("agreement.force." + force));
    term.monitor()
        .forEach((name, words) ->
            slots.add(
                new AgreementPage.Slot(
                    texts.of("agreement.slot.monitor"),
                    name.replace('_', ' ') + ": " + words,
                    List.of())));
    return slots;
  }

  private interface Words<V> {
    String of(V value);
  }

  /** A slot that all texts fill alike; where they differ it stands among the points. */
  private <V> void add(List<AgreementPage.Slot> slots, String name, Slot<V> slot, Words<V> words) {
    if (slot instanceof Slot.Common<V> common && common.value() != null) {
      String said = words.of(common.value());
      if (!said.isBlank()) {
        slots.add(
            new AgreementPage.Slot(
                texts.of("agreement.slot." + name), said, cites.of(common.citations())));
      }
    }
  }

  private String classes(ClassSet set) {
    List<String> parts = new ArrayList<>();
    if (!set.any().isEmpty()) {
      parts.add(named(set.any()));
    }
    if (!set.noneOf().isEmpty()) {
      parts.add(texts.of("agreement.without", named(set.noneOf())));
    }
    if (!set.arguable().isEmpty()) {
      parts.add(texts.of("agreement.open", named(set.arguable())));
    }
    return String.join("; ", parts);
  }

  private String named(Set<String> ids) {
    return texts.list(ids.stream().map(agreement::words).toList());
  }

  private String places(PlaceSet set) {
    List<String> parts = new ArrayList<>();
    if (!set.any().isEmpty()) {
      parts.add(texts.list(set.any().stream().map(this::area).toList()));
    }
    if (!set.noneOf().isEmpty()) {
      parts.add(
          texts.of(
              "agreement.without", texts.list(set.noneOf().stream().map(this::area).toList())));
    }
    if (!set.arguable().isEmpty()) {
      parts.add(
          texts.of("agreement.open", texts.list(set.arguable().stream().map(this::area).toList())));
    }
    return String.join("; ", parts);
  }

  private String area(String id) {
    List<Area> areas = agreement.areas().getOrDefault(id, List.of());
    return areas.isEmpty() ? agreement.words(id) : areas.getFirst().name();
  }

  private String extension(Extension extension) {
    return extension.equals(Extension.UNSPOKEN)
        ? ""
        : texts.of(
                extension.mutual() ? "agreement.extension.mutual" : "agreement.extension.alone",
                wording.parties(extension.by()))
            + (extension.carriesBack() ? texts.of("agreement.extension.back") : "");
  }

  private String until(Term.Until until) {
    return texts.of(
        until.suspends() ? "agreement.until.suspends" : "agreement.until.ends",
        condition(until.condition()));
  }

  private String power(Power power) {
    return texts.of(
            "agreement.power",
            texts.has("agreement.power." + power.kind())
                ? texts.of("agreement.power." + power.kind())
                : power.kind(),
            power.holders().isEmpty()
                ? texts.of("agreement.power.any")
                : wording.parties(power.holders()))
        + (power.form() == null ? "" : " (" + power.form() + ")");
  }

  private String condition(Condition condition) {
    return switch (condition) {
      case Condition.All all -> joined(all.parts(), "agreement.condition.and");
      case Condition.Any any -> joined(any.parts(), "agreement.condition.or");
      case Condition.Not not -> texts.of("agreement.condition.not", condition(not.part()));
      case Condition.Happened happened ->
          texts.of("agreement.condition.happened", happened.pattern().shown())
              + (happened.determinedBy() == null
                  ? ""
                  : texts.of("agreement.condition.by", determiner(happened.determinedBy())));
      case Condition.Holds holds ->
          texts.of(
              "agreement.condition.holds",
              term(holds.term()),
              texts.of("state." + holds.state().name()));
      case Condition.CountOf count ->
          texts.of("agreement.condition.count", count.atLeast(), count.pattern().shown());
      case Condition.Ground ground ->
          texts.of("agreement.condition.ground", classes(ground.grounds()));
      case Condition.InPlace in -> texts.of("agreement.condition.place", places(in.places()));
      case Condition.ObjectIs is -> texts.of("agreement.condition.object", classes(is.classes()));
      case Condition.ActIs is -> texts.of("agreement.condition.act", classes(is.acts()));
      case Condition.MeansIs is -> texts.of("agreement.condition.means", classes(is.means()));
      case Condition.ActorIs is ->
          texts.of("agreement.condition.actor", wording.parties(is.parties()));
      case Condition.Permitted permitted ->
          texts.of("agreement.condition.permitted", term(permitted.term()));
    };
  }

  private String determiner(String id) {
    return switch (id) {
      case "joint" -> texts.of("agreement.condition.joint");
      case "unstated" -> texts.of("agreement.condition.unstated");
      default -> wording.party(id);
    };
  }

  private String joined(List<Condition> parts, String key) {
    return String.join(texts.of(key), parts.stream().map(this::condition).toList());
  }

  private String term(String id) {
    Term term = agreement.terms().get(id);
    return texts.of("quoted", term == null ? id : Board.name(term));
  }

  // --- where the texts differ

  private AgreementPage.Point point(Term term, Point<?> point) {
    List<Reading> speaking =
        agreement.readings().stream().filter(reading -> reading.speaksOf(term)).toList();
    List<AgreementPage.Option> options = new ArrayList<>();
    int taken = 0;
    Set<Reading> settled = new LinkedHashSet<>();
    for (Point.Option<?> option : point.options().values()) {
      List<String> holders = new ArrayList<>();
      for (Reading reading : speaking) {
        boolean takes =
            point.chosen(reading.choice()).map(one -> one.id().equals(option.id())).orElse(false);
        if (takes) {
          settled.add(reading);
          boolean silent = reading.choice().option(point.term(), point.name()).isEmpty();
          holders.add(
              Board.name(reading) + (silent ? " (" + texts.of("option.assumed") + ")" : ""));
        }
      }
      taken += holders.isEmpty() ? 0 : 1;
      options.add(
          new AgreementPage.Option(
              capital(value(option)),
              holders,
              option.by().stream().map(this::side).reduce((a, b) -> a + ", " + b).orElse(""),
              option.publishedAt() == null ? "" : times.full(option.publishedAt()),
              cites.of(option.citations())));
    }
    List<String> silent =
        speaking.stream().filter(reading -> !settled.contains(reading)).map(Board::name).toList();
    if (!silent.isEmpty()) {
      options.add(new AgreementPage.Option(texts.of("option.silent"), silent, "", "", List.of()));
    }
    return new AgreementPage.Point(
        anchor(term.id(), point.name()),
        capital(point.name().replace('_', ' ')),
        taken + (silent.isEmpty() ? 0 : 1) > 1,
        options);
  }

  private String side(String id) {
    return id.equals("analyst") ? texts.of("analyst.word") : wording.party(id);
  }

  /** Its label, else its value in words: an id says nothing to a reader. */
  private String value(Point.Option<?> option) {
    if (!option.label().isBlank()) {
      return option.label();
    }
    String words =
        switch (option.value()) {
          case null -> texts.of("agreement.none");
          case ClassSet set -> classes(set);
          case PlaceSet set -> places(set);
          case Condition condition -> condition(condition);
          case Term.Until until -> until(until);
          case Power power -> power(power);
          case Extension extension -> extension(extension);
          case Integer force -> texts.of("agreement.force." + force);
          case Boolean present -> texts.of(present ? "agreement.present" : "agreement.absent");
          case List<?> ids ->
              texts.list(ids.stream().map(id -> wording.party(String.valueOf(id))).toList());
          default -> wording.option(option);
        };
    return words.isBlank() ? option.id() : words;
  }

  private static String capital(String words) {
    return words.isEmpty()
        ? words
        : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }

  // --- what is in force when

  private AgreementPage.Standing standing(Reading reading, ResolvedTerm term) {
    Map<String, List<String>> alike = new LinkedHashMap<>();
    Timeline<Standing> first = null;
    for (ResolvedTerm.Instance instance : term.instances()) {
      for (Map.Entry<String, Timeline<Standing>> one : instance.standings().entrySet()) {
        first = first == null ? one.getValue() : first;
        String who = one.getKey().equals("-") ? "" : wording.party(one.getKey());
        alike.computeIfAbsent(words(one.getValue()), words -> new ArrayList<>()).add(who);
      }
    }
    List<String> lines = new ArrayList<>();
    alike.forEach((words, who) -> {
      List<String> named = who.stream().filter(one -> !one.isEmpty()).distinct().toList();
      lines.add(named.isEmpty() || alike.size() == 1 ? words : texts.list(named) + ": " + words);
    });
    return new AgreementPage.Standing(
        Board.name(reading),
        first == null ? "" : bar(first),
        lines.isEmpty() ? List.of(texts.of("agreement.standing.none")) : lines);
  }

  private String words(Timeline<Standing> line) {
    List<String> parts = new ArrayList<>();
    for (Timeline.Segment<Standing> segment : line.segments()) {
      State state = segment.value().state();
      if (state == State.DRAFT) {
        continue;
      }
      String name =
          segment.value().inForce() == Truth.ARGUABLE
              ? texts.of("agreement.state.open")
              : texts.of("state." + state.name());
      parts.add(name + " " + stretch(segment.interval()));
    }
    return parts.isEmpty() ? texts.of("agreement.standing.none") : String.join("; ", parts);
  }

  private String stretch(Interval interval) {
    if (interval.startsOpen() && interval.endsOpen()) {
      return texts.of("agreement.always");
    }
    if (interval.startsOpen()) {
      return texts.of("agreement.until", times.instant(interval.endExclusive()));
    }
    return interval.endsOpen()
        ? texts.of("agreement.from", times.instant(interval.startInclusive()))
        : times.instant(interval.startInclusive())
            + " \u2013 "
            + times.instant(interval.endExclusive());
  }

  private @Nullable Interval span;

  /** From the first to the last change of any term under any reading, and a bit on both sides. */
  private Interval span() {
    if (span == null) {
      Set<Instant> changes = new TreeSet<>();
      for (Reading reading : agreement.readings()) {
        Resolution resolution = Resolution.of(agreement, reading);
        for (String id : agreement.terms().keySet()) {
          resolution
              .term(id)
              .instances()
              .forEach(instance ->
                  instance.standings().values().forEach(line -> changes.addAll(line.changes())));
        }
      }
      List<Instant> ordered = List.copyOf(changes);
      Instant from = ordered.isEmpty() ? Instant.EPOCH : ordered.getFirst();
      Instant to = ordered.isEmpty() ? from.plusSeconds(1) : ordered.getLast();
      Duration margin = Duration.between(from, to).dividedBy(20).plusSeconds(3600);
      span = new Interval(from.minus(margin), to.plus(margin));
    }
    return span;
  }

  /** Filled while in force, hatched while that is open, pale while it waits. */
  private String bar(Timeline<Standing> line) {
    Interval whole = span();
    double seconds = whole.length().toSeconds();
    Svg svg =
        new Svg()
            .open(
                "svg",
                "viewBox",
                "0 0 400 12",
                "preserveAspectRatio",
                "none",
                "class",
                "standing",
                "aria-hidden",
                "true");
    svg.rect(new Svg.Box(0, 5, 400, 2), "track");
    for (Timeline.Segment<Standing> segment : line.segments()) {
      String css = css(segment.value());
      if (css.isEmpty()) {
        continue;
      }
      double from =
          at(
              segment.interval().startsOpen() ? null : segment.interval().startInclusive(),
              whole,
              0);
      double to =
          at(
              segment.interval().endsOpen() ? null : segment.interval().endExclusive(),
              whole,
              seconds);
      svg.rect(new Svg.Box(400 * from / seconds, 1, 400 * (to - from) / seconds, 10), css);
    }
    return svg.close("svg").toString();
  }

  private static double at(@Nullable Instant instant, Interval whole, double open) {
    return instant == null
        ? open
        : Math.clamp(
            Duration.between(whole.startInclusive(), instant).toSeconds(),
            0,
            whole.length().toSeconds());
  }

  private static String css(Standing standing) {
    if (standing.inForce() == Truth.TRUE) {
      return "filled";
    }
    if (standing.inForce() == Truth.ARGUABLE) {
      return "hatched";
    }
    return switch (standing.state()) {
      case PENDING, ANNOUNCED, SUSPENDED, OPEN -> "track";
      default -> "";
    };
  }

  // --- zones and events

  private List<AgreementPage.Zone> zones() {
    return agreement.areas().values().stream()
        .flatMap(List::stream)
        .map(area ->
            new AgreementPage.Zone(
                area.id(),
                area.name(),
                area.outline() != null
                    ? texts.of("agreement.zone.outline")
                    : texts.of("agreement.zone.countries", String.join(", ", area.countries())),
                stretch(area.validity()),
                area.reading() == null
                    ? texts.of("agreement.zone.all")
                    : agreement
                        .findReading(String.valueOf(area.reading()))
                        .map(Board::name)
                        .orElse(String.valueOf(area.reading())),
                area.source()))
        .toList();
  }

  private AgreementPage.EventRow event(Event event) {
    return new AgreementPage.EventRow(
        times.written(event.when()),
        texts.has("agreement.event." + event.type())
            ? texts.of("agreement.event." + event.type())
            : event.type().replace('_', ' '),
        event.by().stream().map(this::side).reduce((a, b) -> a + ", " + b).orElse(""),
        texts.list(event.terms().stream().map(this::term).toList()),
        event.under().isEmpty()
            ? texts.of("agreement.zone.all")
            : texts.list(
                event.under().stream()
                    .map(id -> agreement.findReading(id).map(Board::name).orElse(id))
                    .toList()),
        cites.of(event.citations()));
  }

  // --- to take away

  /** One row for each option of each difference point. */
  public static Table table(Texts texts, Agreement agreement) {
    Table table =
        new Table(
            texts,
            "agreement.code.",
            "term",
            "modality",
            "point",
            "option",
            "label",
            "by",
            "readings",
            "published_at",
            "clauses",
            "quotes");
    for (Term term : agreement.terms().values()) {
      for (Point<?> point : term.points().values()) {
        for (Point.Option<?> option : point.options().values()) {
          table.row(
              term.id(),
              term.modality().word(),
              point.name(),
              option.id(),
              option.label(),
              String.join(";", option.by()),
              String.join(
                  ";",
                  agreement.readings().stream()
                      .filter(reading -> reading.speaksOf(term))
                      .filter(reading ->
                          point
                              .chosen(reading.choice())
                              .map(one -> one.id().equals(option.id()))
                              .orElse(false))
                      .map(Reading::id)
                      .toList()),
              option.publishedAt() == null ? "" : option.publishedAt().toString(),
              String.join(";", option.citations().stream().map(Wording::key).toList()),
              String.join(
                  ";",
                  option.citations().stream()
                      .map(Citation::quote)
                      .filter(quote -> !quote.isEmpty())
                      .toList()));
        }
      }
    }
    return table;
  }
}
