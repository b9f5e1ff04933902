package org.treuga.app.page;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.treuga.Monitor;
import org.treuga.agreement.Agreement;
import org.treuga.agreement.Reading;
import org.treuga.agreement.Standing;
import org.treuga.agreement.Term;
import org.treuga.agreement.Truth;
import org.treuga.app.picture.Arrangement;
import org.treuga.app.picture.Picture;
import org.treuga.app.picture.Selection;
import org.treuga.app.picture.Words;
import org.treuga.evidence.Intake;
import org.treuga.finding.Agreeing;
import org.treuga.finding.Verdict;
import org.treuga.time.Interval;
import org.treuga.time.Occurrence;
import org.treuga.time.Timeline;
import org.treuga.wire.CaseFolder;

/** Puts a picture and a selection of it into the words of its page. For one thread. */
public final class PicturePageMaker {

  private static final int ROWS = 50;
  private static final int OPTIONS = 300;

  /** Conditions of the address, in the order in which they are named. */
  private static final List<String> CONDITIONS =
      List.of(
          "from", "to", "known", "v", "agree", "class", "act", "by", "source", "region", "grade",
          "q", "bbox");

  private static final List<String> CARRIED = List.of("recorded", "at", "map", "bbox");

  private final Shell shell;
  private final Texts texts;
  private final CaseFolder folder;
  private final Agreement agreement;
  private final Picture picture;
  private final Map<String, List<String>> address;
  private final Times times;
  private final Wording wording;
  private final BitSet selected;
  private final Term term;
  private final int[] all;
  private final int[] columns;

  private PicturePageMaker(
      Shell shell,
      CaseFolder folder,
      Picture picture,
      Selection selection,
      Map<String, List<String>> address,
      Term term) {
    this.shell = shell;
    this.texts = shell.texts();
    this.folder = folder;
    this.agreement = folder.agreement();
    this.picture = picture;
    this.address = address;
    this.times = Times.of(texts, picture);
    this.wording = new Wording(texts, times, agreement);
    this.selected = selection.of(picture);
    this.term = term;
    this.all = picture.columnsOf(term);
    this.columns = focus(all, picture, value("reading"));
  }

  /**
   * @param address the parameters of the request
   * @param term that verdicts are shown of
   */
  public static PicturePage make(
      Shell shell,
      CaseFolder folder,
      Picture picture,
      Selection selection,
      Map<String, List<String>> address,
      Term term,
      List<PlaceName> places) {
    return new PicturePageMaker(shell, folder, picture, selection, address, term).page(places);
  }

  /** The one reading in focus, or all side by side. */
  private static int[] focus(int[] all, Picture picture, String reading) {
    int[] one =
        java.util.Arrays.stream(all)
            .filter(column -> picture.pairs().get(column).reading().id().equals(reading))
            .toArray();
    return one.length == 0 ? all : one;
  }

  static Occurrence occurred(Picture picture, int row) {
    long from = picture.fromSeconds(row);
    long to = picture.toSeconds(row);
    return new Occurrence(
        new Interval(
            from == Picture.OPEN_BEGIN ? Instant.MIN : Instant.ofEpochSecond(from),
            to == Picture.OPEN_END ? Instant.MAX : Instant.ofEpochSecond(to)));
  }

  private PicturePage page(List<PlaceName> places) {
    int shown = selected.cardinality();
    List<PicturePage.Option> tray = tray();
    int trayed = tray.stream().mapToInt(PicturePage.Option::count).sum();
    return new PicturePage(
        shown,
        picture.size(),
        texts.count("picture.of", picture.size()),
        CARRIED.stream().flatMap(name -> carried(name).stream()).toList(),
        field("from"),
        field("to"),
        field("known"),
        field("q"),
        terms(),
        readings(),
        verdicts(),
        verdictWords(),
        agreeing(Agreeing.SOME),
        List.of(agreeing(Agreeing.ALL), agreeing(Agreeing.ARGUABLE), agreeing(Agreeing.NONE)),
        facets(),
        active(),
        verdictMarks(),
        Board.name(term),
        lanes(),
        bands(),
        rows(),
        shown > ROWS ? texts.of("picture.rest", ROWS, shown) : "",
        texts.count("picture.tray", trayed),
        tray,
        places.isEmpty() ? "" : texts.of("picture.map.names"),
        exports());
  }

  private List<PicturePage.Field> carried(String name) {
    return address.getOrDefault(name, List.of()).stream()
        .filter(value -> !value.isEmpty())
        .map(value -> new PicturePage.Field(name, value))
        .toList();
  }

  private String value(String name) {
    List<String> values = address.getOrDefault(name, List.of());
    return values.isEmpty() ? "" : values.getLast();
  }

  private boolean has(String name, String value) {
    return address.getOrDefault(name, List.of()).contains(value);
  }

  private PicturePage.Field field(String name) {
    return new PicturePage.Field(name, value(name));
  }

  private List<PicturePage.Option> terms() {
    return picture.terms().stream()
        .map(one -> new PicturePage.Option(one.id(), Board.name(one), 0, one.equals(term), 0))
        .toList();
  }

  private List<PicturePage.Option> readings() {
    List<PicturePage.Option> options = new ArrayList<>();
    String chosen = value("reading");
    options.add(new PicturePage.Option("", texts.of("picture.side"), 0, chosen.isEmpty(), 0));
    for (int column : all) {
      Reading reading = picture.pairs().get(column).reading();
      options.add(
          new PicturePage.Option(reading.id(), label(reading), 0, chosen.equals(reading.id()), 0));
    }
    return options;
  }

  private String label(Reading reading) {
    return Board.tagged(reading)
        ? texts.of("picture.analyst", Board.name(reading))
        : Board.name(reading);
  }

  private List<String> verdictWords() {
    return java.util.Arrays.stream(Verdict.values()).map(v -> Marks.word(texts, v)).toList();
  }

  private List<Page.Mark> verdictMarks() {
    return java.util.Arrays.stream(Verdict.values())
        .map(verdict -> new Page.Mark(Marks.symbol(verdict), Marks.word(texts, verdict)))
        .toList();
  }

  private List<PicturePage.VerdictRow> verdicts() {
    List<PicturePage.VerdictRow> rows = new ArrayList<>();
    for (int column : all) {
      Reading reading = picture.pairs().get(column).reading();
      int[] counts = new int[Verdict.values().length];
      for (int row = 0; row < picture.size(); row++) {
        counts[picture.verdict(column, row).ordinal()]++;
      }
      List<PicturePage.Option> options = new ArrayList<>();
      for (Verdict verdict : Verdict.values()) {
        String value = reading.id() + ":" + verdict.name();
        options.add(
            new PicturePage.Option(
                value, Marks.word(texts, verdict), counts[verdict.ordinal()], has("v", value), 0));
      }
      rows.add(new PicturePage.VerdictRow(label(reading), options));
    }
    return rows;
  }

  private PicturePage.Option agreeing(Agreeing agreeing) {
    int count = 0;
    for (int row = 0; row < picture.size(); row++) {
      count += picture.agreeing(term, row) == agreeing ? 1 : 0;
    }
    return new PicturePage.Option(
        agreeing.name(),
        texts.of("group." + agreeing.name() + ".why"),
        count,
        has("agree", agreeing.name()),
        0);
  }

  private List<PicturePage.Facet> facets() {
    List<PicturePage.Facet> facets = new ArrayList<>();
    facets.add(tree("class", picture.classes()));
    facets.add(tree("act", picture.acts()));
    facets.add(plain("by", picture.claimants()));
    facets.add(plain("source", picture.sources()));
    facets.add(plain("region", picture.regions()));
    facets.add(grades());
    return facets;
  }

  /** Dotted classes: each is counted with what lies below it. */
  private PicturePage.Facet tree(String name, Words column) {
    Map<String, Integer> counts = new java.util.TreeMap<>();
    tally(column)
        .forEach((id, count) -> {
          String at = id;
          while (!at.isEmpty()) {
            counts.merge(at, count, Integer::sum);
            at = at.substring(0, Math.max(0, at.lastIndexOf('.')));
          }
        });
    List<PicturePage.Option> options = new ArrayList<>();
    counts.forEach((id, count) ->
        options.add(
            new PicturePage.Option(
                id,
                agreement.words(id),
                count,
                has(name, id),
                Math.min(4, (int) id.chars().filter(c -> c == '.').count()))));
    return facet(name, options);
  }

  private PicturePage.Facet plain(String name, Words column) {
    List<PicturePage.Option> options = new ArrayList<>();
    tally(column).entrySet().stream()
        .sorted(
            Map.Entry.<String, Integer>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .forEach(entry ->
            options.add(
                new PicturePage.Option(
                    entry.getKey(),
                    words(name, entry.getKey()),
                    entry.getValue(),
                    has(name, entry.getKey()),
                    0)));
    return facet(name, options);
  }

  private String words(String name, String value) {
    if (name.equals("source") && folder.sources().containsKey(value)) {
      return folder.sources().get(value).name();
    }
    if (name.equals("grade")) {
      return texts.of("grade", value, texts.of("grade." + value));
    }
    return name.equals("class") || name.equals("act") ? agreement.words(value) : value;
  }

  private PicturePage.Facet grades() {
    int[] counts = new int[6];
    IntStream.range(0, picture.size()).forEach(row -> counts[picture.grade(row)]++);
    List<PicturePage.Option> options = new ArrayList<>();
    for (int grade = 0; grade < counts.length; grade++) {
      String value = Integer.toString(grade);
      options.add(
          new PicturePage.Option(
              value, words("grade", value), counts[grade], has("grade", value), 0));
    }
    return facet("grade", options);
  }

  private PicturePage.Facet facet(String name, List<PicturePage.Option> options) {
    List<String> chosen =
        options.stream().filter(PicturePage.Option::chosen).map(PicturePage.Option::words).toList();
    List<PicturePage.Option> shown =
        options.stream()
            .filter(option -> option.chosen() || options.indexOf(option) < OPTIONS)
            .toList();
    return new PicturePage.Facet(
        name,
        texts.of("picture.filter." + name),
        chosen.size() == 1 ? chosen.getFirst() : chosen.isEmpty() ? "" : "" + chosen.size(),
        shown,
        shown.size() < options.size()
            ? texts.of("picture.options", shown.size(), options.size())
            : "");
  }

  /** How many rows have each text; the empty one is left out. */
  private static Map<String, Integer> tally(Words column) {
    int[] counts = column.counts();
    Map<String, Integer> tally = new HashMap<>();
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > 0 && !column.words().get(i).isEmpty()) {
        tally.put(column.words().get(i), counts[i]);
      }
    }
    return tally;
  }

  private List<PicturePage.Active> active() {
    List<PicturePage.Active> active = new ArrayList<>();
    for (String name : CONDITIONS) {
      for (String value : address.getOrDefault(name, List.of())) {
        if (!value.isEmpty()) {
          active.add(
              new PicturePage.Active(
                  texts.of("picture.active", texts.of("picture.filter." + name), said(name, value)),
                  "?" + query(name, value)));
        }
      }
    }
    return active;
  }

  private String said(String name, String value) {
    return switch (name) {
      case "v" -> {
        int colon = value.lastIndexOf(':');
        String reading = value.substring(0, colon);
        yield agreement.findReading(reading).map(Board::name).orElse(reading)
            + ": "
            + texts.of("verdict." + value.substring(colon + 1));
      }
      case "agree" -> texts.of("group." + value + ".why");
      case "bbox" -> texts.of("picture.box");
      default -> words(name, value);
    };
  }

  /** The address without one condition. */
  private String query(String name, String value) {
    List<String> parts = new ArrayList<>();
    address.forEach((key, values) -> {
      for (String one : values) {
        if (!(key.equals(name) && one.equals(value))) {
          parts.add(encode(key) + "=" + encode(one));
        }
      }
    });
    return String.join("&", parts);
  }

  /** As a part of a path. */
  static String encoded(String id) {
    return encode(id).replace("+", "%20");
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private List<PicturePage.Lane> lanes() {
    Map<String, Map<String, Timeline<Standing>>> standings =
        Monitor.standings(agreement).getOrDefault(term.id(), Map.of());
    List<PicturePage.Lane> lanes = new ArrayList<>();
    for (int column : columns) {
      Reading reading = picture.pairs().get(column).reading();
      int[] counts = new int[Verdict.values().length];
      selected.stream().forEach(row -> counts[picture.verdict(column, row).ordinal()]++);
      int covered = counts[Verdict.COVERED.ordinal()];
      int arguable = counts[Verdict.ARGUABLE.ordinal()];
      String begin = texts.of("timeline.never");
      String end = "";
      for (Timeline<Standing> whole : standings.getOrDefault(reading.id(), Map.of()).values()) {
        List<Timeline.Segment<Standing>> force =
            whole.segments().stream()
                .filter(segment -> segment.value().inForce() != Truth.FALSE)
                .toList();
        if (!force.isEmpty()) {
          begin = BandWords.begin(texts, times, wording, term, reading, force);
          end = BandWords.end(texts, times, wording, term, reading, whole, force);
        }
      }
      lanes.add(
          new PicturePage.Lane(
              Board.name(reading),
              Board.tagged(reading),
              begin,
              end,
              covered,
              arguable,
              selected.cardinality() - covered - arguable));
    }
    return lanes;
  }

  /** Only the periods: cells of a hundred thousand incidents are no page. */
  private String bands() {
    Board board = new Board(Monitor.assess(folder, new Intake(List.of(), 0, List.of(), List.of())));
    return TimelineDrawing.of(texts, times, board, wording)
        .map(drawing ->
            drawing.compact(List.of(term), texts.of("picture.bands.alt", Board.name(term))))
        .orElse("");
  }

  private List<PicturePage.Row> rows() {
    Arrangement inTime =
        new Arrangement(
            picture, selected, term, Arrangement.Grouping.NONE, Arrangement.Sorting.TIME);
    return IntStream.range(0, Math.min(ROWS, inTime.size()))
        .map(inTime::row)
        .mapToObj(this::row)
        .toList();
  }

  private PicturePage.Row row(int row) {
    List<Page.Mark> strip = new ArrayList<>();
    for (int column : columns) {
      Verdict verdict = picture.verdict(column, row);
      strip.add(
          new Page.Mark(
              Marks.symbol(verdict),
              Board.name(picture.pairs().get(column).reading())
                  + ": "
                  + Marks.word(texts, verdict)));
    }
    String name = picture.names().at(row);
    String kind = agreement.words(picture.classes().at(row));
    return new PicturePage.Row(
        shell.to("i/" + encoded(picture.id(row))),
        name.isEmpty() ? kind.isEmpty() ? picture.id(row) : kind : name,
        where(picture.places().at(row), picture.regions().at(row)),
        times.when(occurred(picture, row)),
        picture.classes().at(row),
        strip);
  }

  static String where(String place, String region) {
    return place.isEmpty() || region.isEmpty() || place.equals(region)
        ? place + (place.equals(region) ? "" : region)
        : place + " \u00b7 " + region;
  }

  private List<PicturePage.Option> tray() {
    Map<String, Integer> counts = new LinkedHashMap<>();
    selected.stream()
        .filter(row -> !picture.isPlaced(row))
        .forEach(row -> counts.merge(picture.regions().at(row), 1, Integer::sum));
    return counts.entrySet().stream()
        .sorted(
            Map.Entry.<String, Integer>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(OPTIONS)
        .map(entry ->
            new PicturePage.Option(
                entry.getKey(),
                entry.getKey().isEmpty() ? texts.of("picture.nowhere") : entry.getKey(),
                entry.getValue(),
                false,
                0))
        .toList();
  }

  private List<PicturePage.Link> exports() {
    String query = shell.query();
    String base = "/c/" + shell.caseId() + "/";
    return List.of(
        new PicturePage.Link(base + "incidents.csv" + query, texts.of("picture.export.csv")),
        new PicturePage.Link(base + "codebook.csv" + query, texts.of("picture.export.codebook")),
        new PicturePage.Link(
            base + "incidents.geojson" + query, texts.of("picture.export.geojson")));
  }
}
