package org.treuga.app.page;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.treuga.agreement.Agreement;
import org.treuga.agreement.Citation;
import org.treuga.agreement.Comparison;
import org.treuga.agreement.Modality;
import org.treuga.agreement.Reading;
import org.treuga.agreement.Resolution;
import org.treuga.agreement.Term;
import org.treuga.agreement.Truth;
import org.treuga.process.Register;
import org.treuga.time.Timeline;

/**
 * Puts the process register of a case into the words of its page. What is absent was not found and
 * is said to be not recorded; it is never a no. Not thread-safe; made anew for each page.
 */
public final class ProcessPageMaker {

  /** What a row shows apart from its facts. */
  private static final Set<String> APART = Set.of("date", "meetings", "reports", "order");

  private static final Set<String> SETTLED = Set.of("fulfilled", "ended", "declined");

  private final Shell shell;
  private final Texts texts;
  private final Agreement agreement;
  private final Register register;
  private final Times times;
  private final Wording wording;
  private final Cites cites;
  private final Map<String, String> titles = new TreeMap<>();

  public ProcessPageMaker(
      Shell shell, Agreement agreement, Register register, Comparison comparison) {
    this.shell = shell;
    this.texts = shell.texts();
    this.agreement = agreement;
    this.register = register;
    this.times = Times.of(texts, List.of());
    this.wording = new Wording(texts, times, agreement);
    this.cites = new Cites(shell, agreement);
    register
        .sections()
        .values()
        .forEach(rows -> rows.forEach(row -> titles.put(row.id(), row.title())));
    comparison.divergences().forEach(one -> titles.put(one.id(), one.subject()));
  }

  /**
   * @param dailyClaims text of the case's {@code daily-claims.csv}; empty where it has none
   */
  public ProcessPage page(String dailyClaims) {
    List<Register.Row> commitments = register.section("commitments");
    long unsettled =
        commitments.stream().filter(row -> !SETTLED.contains(row.text("state"))).count();
    List<String> sides = sides();
    return new ProcessPage(
        register.sections().isEmpty()
            ? texts.of("process.heading.none")
            : texts.of(
                "process.heading",
                texts.count("process.heading.stages", register.section("stages").size()),
                texts.count("process.heading.conditions", register.section("conditions").size()),
                texts.count("process.heading.commitments", commitments.size(), unsettled)),
        texts.of("process.lead"),
        shell.to("process.csv"),
        shell.to("process.codebook.csv"),
        register.section("stages").stream().map(this::stage).toList(),
        gateReadings().stream().map(this::reading).toList(),
        register.section("conditions").stream().map(row -> condition(row, sides)).toList(),
        sides.stream().map(wording::party).toList(),
        items("tracks"),
        items("working_groups"),
        commitments.stream().map(this::commitment).toList(),
        items("contacts"),
        harm(),
        harmWhen(),
        counts(dailyClaims),
        items("claims_register"),
        items("compliance_history"));
  }

  // --- words of a row

  private static String anchor(Register.Row row) {
    return "row-" + row.id();
  }

  private List<Cited> cited(Register.Row row) {
    return cites.of(row.sources());
  }

  private static List<String> urls(Register.Row row) {
    return row.urls().stream().filter(Cites::isLinkable).toList();
  }

  private String words(Register.Value value) {
    List<String> words = new ArrayList<>();
    for (Register.Value item : value.items()) {
      words.add(party(item.words()));
    }
    return String.join("; ", words);
  }

  /** The id of a party as its name, that of another row as its title, the rest as it is. */
  private String party(String words) {
    if (agreement.parties().containsKey(words)) {
      return wording.party(words);
    }
    return titles.getOrDefault(words, words);
  }

  private String words(Register.Row row, String name) {
    return row.find(name).map(this::words).orElse("");
  }

  private String recorded(Register.Row row, String name) {
    String words = words(row, name);
    return words.isEmpty() ? texts.of("process.unrecorded") : words;
  }

  private String field(String name) {
    return texts.has("process.field." + name)
        ? texts.of("process.field." + name)
        : name.replace('_', ' ');
  }

  /** A coded word in the language of the page, or as it is. */
  private String coded(String kind, String word) {
    String key = "process." + kind + "." + word;
    return texts.has(key) ? texts.of(key) : word.replace('_', ' ');
  }

  /** A day, an instant, or from one to another, as the file writes it. */
  private String when(String written) {
    if (written.isEmpty()) {
      return "";
    }
    List<String> parts = new ArrayList<>();
    for (String part : written.split("/", -1)) {
      parts.add(moment(part));
    }
    return String.join(" \u2013 ", parts);
  }

  private String moment(String written) {
    try {
      return written.length() == 10
          ? times.day(LocalDate.parse(written))
          : times.full(Instant.parse(written));
    } catch (DateTimeException _asWritten) {
      return written;
    }
  }

  private List<ProcessPage.Item> items(String section) {
    return register.section(section).stream().map(this::item).toList();
  }

  private ProcessPage.Item item(Register.Row row) {
    List<DataPages.Fact> facts = new ArrayList<>();
    row.details()
        .forEach((name, value) -> {
          if (!APART.contains(name)) {
            String words =
                name.equals("record") || name.equals("kind") || name.equals("denial")
                    ? coded(name, value.words())
                    : words(value);
            facts.add(new DataPages.Fact(field(name), words));
          }
        });
    List<ProcessPage.Sub> subs = new ArrayList<>();
    row.find("meetings")
        .ifPresent(meetings -> meetings.items().forEach(meeting -> subs.add(meeting(meeting))));
    return new ProcessPage.Item(
        anchor(row),
        row.title().equals(row.id())
            ? words(row, row.find("what").isPresent() ? "what" : "summary")
            : row.title(),
        when(row.text("date")),
        facts,
        subs,
        cited(row),
        urls(row));
  }

  private ProcessPage.Sub meeting(Register.Value meeting) {
    Map<String, Register.Value> fields = meeting.fields();
    List<String> head = new ArrayList<>();
    List<String> rest = new ArrayList<>();
    fields.forEach((name, value) -> {
      switch (name) {
        case "date" -> head.add(when(value.words()));
        case "place" -> head.add(value.words());
        case "sources" -> {}
        case "outcome" -> rest.add(value.words());
        default -> rest.add(field(name) + ": " + words(value));
      }
    });
    return new ProcessPage.Sub(
        String.join(", ", head), String.join(". ", rest), cites(fields.get("sources")));
  }

  private List<Cited> cites(Register.@Nullable Value sources) {
    List<Cited> all = new ArrayList<>();
    if (sources != null) {
      for (Register.Value source : sources.items()) {
        String key = source.words();
        int dot = key.lastIndexOf('.');
        if (!Cites.isLinkable(key)) {
          all.add(
              cites.of(
                  dot < 0 || agreement.documents().containsKey(key)
                      ? Citation.of(key)
                      : new Citation(key.substring(0, dot), key.substring(dot + 1), "", null)));
        }
      }
    }
    return all;
  }

  // --- stages

  private List<String> gateReadings() {
    Set<String> ids = new LinkedHashSet<>();
    register
        .section("stages")
        .forEach(row -> row.find("gate").ifPresent(gate -> ids.addAll(gate.fields().keySet())));
    return List.copyOf(ids);
  }

  private String reading(String id) {
    return agreement.findReading(id).map(Board::name).orElse(id);
  }

  private ProcessPage.Stage stage(Register.Row row) {
    Map<String, Register.Value> gate =
        row.find("gate").map(Register.Value::fields).orElse(Map.of());
    return new ProcessPage.Stage(
        anchor(row),
        row.title(),
        row.text("order"),
        gateReadings().stream().map(id -> gate(id, gate.get(id))).toList(),
        cited(row));
  }

  private ProcessPage.Gate gate(String reading, Register.@Nullable Value gate) {
    if (gate == null) {
      return new ProcessPage.Gate(
          reading(reading), texts.of("process.unrecorded"), List.of(), List.of());
    }
    Map<String, Register.Value> fields = gate.fields();
    Register.Value text = fields.get("text");
    Register.Value conditions = fields.get("conditions");
    return new ProcessPage.Gate(
        reading(reading),
        text == null ? gate.words() : text.words(),
        conditions == null
            ? List.of()
            : conditions.items().stream()
                .map(Register.Value::words)
                .map(id -> new StatementsPage.Link(titles.getOrDefault(id, id), "#row-" + id))
                .toList(),
        cites(fields.get("sources")));
  }

  // --- conditions

  /** Parties that any condition names a view of, or that demand or accept one. */
  private List<String> sides() {
    Set<String> named = new LinkedHashSet<>();
    for (Register.Row row : register.section("conditions")) {
      row.find("status_by_party").ifPresent(views -> named.addAll(views.fields().keySet()));
      for (String role : List.of("demanded_by", "accepted_by", "of")) {
        row.find(role).ifPresent(ids -> ids.items().forEach(one -> named.add(one.words())));
      }
    }
    return agreement.parties().keySet().stream().filter(named::contains).toList();
  }

  private ProcessPage.Condition condition(Register.Row row, List<String> sides) {
    Map<String, Register.Value> views =
        row.find("status_by_party").map(Register.Value::fields).orElse(Map.of());
    String determined = row.text("determined_by");
    return new ProcessPage.Condition(
        anchor(row),
        row.title(),
        recorded(row, "demanded_by"),
        recorded(row, "of"),
        recorded(row, "accepted_by"),
        determined.equals("unstated") || determined.isEmpty()
            ? texts.of("process.determined.unstated")
            : party(determined),
        sides.stream()
            .map(side ->
                views.containsKey(side)
                    ? String.valueOf(views.get(side).words())
                    : texts.of("process.unrecorded"))
            .toList(),
        row.text("note"),
        cited(row),
        urls(row));
  }

  // --- commitments

  private ProcessPage.Commitment commitment(Register.Row row) {
    String kind = row.text("kind");
    String state = row.text("state");
    // Nobody owes a gesture: it is fulfilled or open, whatever a file may call it.
    if (kind.equals("confidence_building") && !state.equals("fulfilled")) {
      state = "open";
    }
    String level = row.text("level");
    return new ProcessPage.Commitment(
        anchor(row),
        row.title(),
        coded("kind", kind),
        recorded(row, "debtor"),
        recorded(row, "creditor"),
        row.text("due").isEmpty() ? texts.of("process.due.none") : when(row.text("due")),
        state.isEmpty() ? texts.of("process.unrecorded") : coded("state", state),
        level.isEmpty() ? texts.of("process.level.none") : coded("level", level),
        row.text("note"),
        cited(row),
        urls(row));
  }

  // --- harm

  private record Figures(OptionalLong low, OptionalLong best, OptionalLong high) {
    long most() {
      return Math.max(high.orElse(0), Math.max(best.orElse(0), low.orElse(0)));
    }
  }

  private static Figures figures(Register.Row row) {
    return new Figures(number(row, "low"), number(row, "best"), number(row, "high"));
  }

  private static OptionalLong number(Register.Row row, String name) {
    String text = row.text(name);
    return text.matches("[0-9]{1,15}")
        ? OptionalLong.of(Long.parseLong(text))
        : OptionalLong.empty();
  }

  private List<ProcessPage.HarmGroup> harm() {
    Map<String, List<Register.Row>> groups = new LinkedHashMap<>();
    for (Register.Row row : register.section("harm")) {
      groups
          .computeIfAbsent(row.text("what") + "\n" + row.text("unit"), key -> new ArrayList<>())
          .add(row);
    }
    return groups.values().stream()
        .sorted((one, other) -> other.size() - one.size())
        .map(rows -> {
          long most = rows.stream().mapToLong(row -> figures(row).most()).max().orElse(0);
          return new ProcessPage.HarmGroup(
              rows.getFirst().text("what"),
              rows.getFirst().text("unit"),
              grouped(most),
              rows.stream().map(row -> harm(row, most)).toList());
        })
        .toList();
  }

  private ProcessPage.Harm harm(Register.Row row, long most) {
    Figures figures = figures(row);
    Map<String, Register.Value> period =
        row.find("period").map(Register.Value::fields).orElse(Map.of());
    return new ProcessPage.Harm(
        anchor(row),
        period(period),
        words(row, "claimed_by"),
        said(figures),
        range(figures, most),
        row.find("reports")
            .map(reports ->
                reports.items().stream()
                    .map(Register.Value::words)
                    .map(id -> new StatementsPage.Link(id, shell.to("i/" + id)))
                    .toList())
            .orElse(List.of()),
        cited(row),
        urls(row));
  }

  private String period(Map<String, Register.Value> period) {
    Register.Value from = period.get("from");
    Register.Value to = period.get("to");
    if (from != null && to != null) {
      LocalDate first = Times.date(middle(from.words(), to.words()));
      return times.day(first);
    }
    return to == null ? texts.of("when.unknown") : texts.of("when.before", moment(to.words()));
  }

  private static Instant middle(String from, String to) {
    try {
      Instant start = Instant.parse(from);
      return start.plus(Duration.between(start, Instant.parse(to)).dividedBy(2));
    } catch (DateTimeException _noInstant) {
      return Instant.EPOCH;
    }
  }

  private String said(Figures figures) {
    if (figures.low().equals(figures.high()) && figures.low().isPresent()) {
      return grouped(figures.low().getAsLong());
    }
    List<String> parts = new ArrayList<>();
    figures.low().ifPresent(low -> parts.add(texts.of("process.low", grouped(low))));
    figures.best().ifPresent(best -> parts.add(texts.of("process.best", grouped(best))));
    figures.high().ifPresent(high -> parts.add(texts.of("process.high", grouped(high))));
    return parts.isEmpty() ? texts.of("process.unrecorded") : String.join(", ", parts);
  }

  /** With a thin space before each three digits, as all three languages can read it. */
  static String grouped(long number) {
    return number < 10_000
        ? String.valueOf(number)
        : String.valueOf(number).replaceAll("(?<=[0-9])(?=([0-9]{3})+$)", "\u202f");
  }

  /** From low to high, a dot at best; what is not bounded fades out to its side. */
  private static String range(Figures figures, long most) {
    double scale = most == 0 ? 0 : 240.0 / most;
    Svg svg =
        new Svg().open("svg", "viewBox", "-4 0 256 14", "class", "range", "aria-hidden", "true");
    svg.line(0, 7, 248, 7, "hair");
    double low = scale * figures.low().orElse(figures.best().orElse(0));
    double high = scale * figures.high().orElse(figures.best().orElse(figures.low().orElse(0)));
    if (figures.low().isEmpty() && figures.best().isEmpty()) {
      svg.line(0, 7, high, 7, "unbounded");
    } else if (figures.high().isEmpty() && figures.best().isEmpty()) {
      svg.line(low, 7, 248, 7, "unbounded");
    } else {
      svg.line(low, 7, high, 7, "bounded");
    }
    for (OptionalLong end : List.of(figures.low(), figures.high())) {
      end.ifPresent(value -> svg.line(scale * value, 3, scale * value, 11, "bounded"));
    }
    figures
        .best()
        .ifPresent(
            best -> svg.leaf("circle", "cx", scale * best, "cy", 7.0, "r", 3.5, "class", "mf"));
    return svg.close("svg").toString();
  }

  /** Whether figures lie before, within or after the first prohibition, reading by reading. */
  private List<ProcessPage.Moment> harmWhen() {
    List<Register.Row> rows = register.section("harm");
    Term term =
        agreement.terms().values().stream()
            .filter(one -> one.modality() == Modality.PROHIBITION)
            .findFirst()
            .orElse(null);
    if (rows.isEmpty() || term == null) {
      return List.of();
    }
    List<ProcessPage.Moment> moments = new ArrayList<>();
    for (Reading reading : agreement.readings()) {
      if (reading.speaksOf(term)) {
        Timeline<Truth> line = Resolution.of(agreement, reading).term(term.id()).inForceForAll();
        List<Timeline.Segment<Truth>> held =
            line.segments().stream().filter(one -> one.value() == Truth.TRUE).toList();
        if (!held.isEmpty()) {
          moments.add(moment(reading, held, rows));
        }
      }
    }
    return moments;
  }

  private static ProcessPage.Moment moment(
      Reading reading, List<Timeline.Segment<Truth>> held, List<Register.Row> rows) {
    Instant begin =
        held.getFirst().interval().startsOpen()
            ? Instant.MIN
            : held.getFirst().interval().startInclusive();
    Instant end =
        held.getLast().interval().endsOpen()
            ? Instant.MAX
            : held.getLast().interval().endExclusive();
    long[] counts = new long[4];
    for (Register.Row row : rows) {
      Map<String, Register.Value> period =
          row.find("period").map(Register.Value::fields).orElse(Map.of());
      Instant from = instant(period.get("from"), Instant.MIN);
      Instant to = instant(period.get("to"), Instant.MAX);
      int at =
          !to.isAfter(begin)
              ? 0
              : !from.isBefore(end) ? 2 : !from.isBefore(begin) && !to.isAfter(end) ? 1 : 3;
      counts[at]++;
    }
    return new ProcessPage.Moment(Board.name(reading), counts[0], counts[1], counts[2], counts[3]);
  }

  private static Instant instant(Register.@Nullable Value value, Instant otherwise) {
    try {
      return value == null ? otherwise : Instant.parse(value.words());
    } catch (DateTimeException _unreadable) {
      return otherwise;
    }
  }

  // --- counts as claimed

  private List<ProcessPage.Claimant> counts(String dailyClaims) {
    Map<String, List<NamedCsvRecord>> byClaimant = new LinkedHashMap<>();
    if (!dailyClaims.isEmpty()) {
      try (CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(dailyClaims)) {
        for (NamedCsvRecord row : csv) {
          byClaimant
              .computeIfAbsent(
                  cell(row, "claimant") + "\n" + cell(row, "accused"), key -> new ArrayList<>())
              .add(row);
        }
      } catch (java.io.IOException impossible) {
        throw new java.io.UncheckedIOException("a text in memory can be read", impossible);
      }
    }
    List<LocalDate> days =
        byClaimant.values().stream()
            .flatMap(List::stream)
            .map(row -> cell(row, "date"))
            .filter(day -> day.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}"))
            .map(LocalDate::parse)
            .sorted()
            .toList();
    return byClaimant.values().stream()
        .sorted((one, other) -> other.size() - one.size())
        .map(rows -> claimant(rows, days))
        .toList();
  }

  private static String cell(NamedCsvRecord row, String name) {
    return row.findField(name).orElse("");
  }

  private ProcessPage.Claimant claimant(List<NamedCsvRecord> rows, List<LocalDate> days) {
    return new ProcessPage.Claimant(
        cell(rows.getFirst(), "claimant"),
        cell(rows.getFirst(), "accused"),
        rows.size() < 3 || days.isEmpty() ? "" : columns(rows, days),
        rows.stream()
            .map(row ->
                new ProcessPage.Count(
                    moment(cell(row, "date")),
                    cell(row, "count"),
                    cell(row, "count_qualifier"),
                    cell(row, "period_covered"),
                    cell(row, "regions"),
                    Cites.isLinkable(cell(row, "url")) ? cell(row, "url") : ""))
            .toList());
  }

  /** One column a count, on the day it was published. */
  private static String columns(List<NamedCsvRecord> rows, List<LocalDate> days) {
    long first = days.getFirst().toEpochDay();
    double step = 600.0 / Math.max(1, days.getLast().toEpochDay() - first + 1);
    double most =
        rows.stream()
            .map(row -> cell(row, "count"))
            .filter(count -> count.matches("[0-9]{1,9}"))
            .mapToLong(Long::parseLong)
            .max()
            .orElse(1);
    Svg svg =
        new Svg().open("svg", "viewBox", "0 0 600 44", "class", "columns", "aria-hidden", "true");
    svg.line(0, 42, 600, 42, "hair");
    for (NamedCsvRecord row : rows) {
      String count = cell(row, "count");
      String day = cell(row, "date");
      if (count.matches("[0-9]{1,9}") && day.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}")) {
        double height = 38 * Long.parseLong(count) / Math.max(1, most);
        double x = (LocalDate.parse(day).toEpochDay() - first) * step;
        svg.rect(new Svg.Box(x, 42 - height, Math.max(2, step - 2), height), "filled");
      }
    }
    return svg.close("svg").toString();
  }

  // --- to take away

  /** One row a property of a row of the register. */
  public static Table table(Texts texts, Register register) {
    Table table =
        new Table(
            texts,
            "process.code.",
            "section",
            "id",
            "title",
            "property",
            "value",
            "clauses",
            "urls");
    register
        .sections()
        .forEach((section, rows) -> {
          for (Register.Row row : rows) {
            String clauses = String.join(";", row.sources().stream().map(Wording::key).toList());
            String urls = String.join(" ", row.urls());
            if (row.details().isEmpty()) {
              table.row(section, row.id(), row.title(), "title", row.title(), clauses, urls);
            }
            row.details()
                .forEach((name, value) ->
                    table.row(section, row.id(), row.title(), name, value.words(), clauses, urls));
          }
        });
    return table;
  }
}
