package org.treuga.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.treuga.app.cli.Program.treuga;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every kind of malformed input gives one sentence that names file and line, or a rejection and the
 * rest of the answer. Each row is the invented case with one flaw.
 */
class MalformedInputTest {

  private static final String CASE = "case.yaml";
  private static final String AGREEMENT = "agreement.yaml";
  private static final String REPORTS = "reports.csv";
  private static final String RULES = "rules.yaml";
  private static final String BAY = "areas/bay.geojson";

  /** What only a programmer could read. */
  private static final Pattern MACHINE_TALK =
      Pattern.compile(
          "(?m)^\\s+at [\\w.$]+\\(|Exception|\\w+Error\\b|\\b(?:java|javax|org|tools|picocli|de)\\.\\w+\\.\\w+|should not have happened|@[0-9a-f]{6,}|(?:: |was |\\()null\\b|Optional\\[|REDACTED|Feature\\.");

  // --- a file of the case that cannot be read

  /**
   * One file of the case with a flaw: the first {@code from} becomes {@code to}.
   *
   * @param further lines from the flaw to the line that the message names
   * @param words some of what the message must say
   */
  private record Flaw(
      String name,
      String file,
      String from,
      String to,
      int further,
      List<String> also,
      List<String> words) {

    /** The line is that of the flaw plus so many. */
    Flaw at(int lines) {
      return new Flaw(name, file, from, to, lines, also, words);
    }

    /** A second change of the same file. */
    Flaw and(String other, String instead) {
      return new Flaw(name, file, from, to, further, List.of(other, instead), words);
    }

    /** Changes the file and gives the line that the message must name. */
    int applyTo(Path path) {
      String text = Program.text(path);
      assertThat(text).contains(from);
      int start = text.indexOf(from);
      String changed = text.substring(0, start) + to + text.substring(start + from.length());
      if (!also.isEmpty()) {
        assertThat(changed).contains(also.getFirst());
        changed = changed.replace(also.getFirst(), also.getLast());
      }
      Program.write(path, changed);
      return (int) text.substring(0, start).chars().filter(c -> c == '\n').count() + 1 + further;
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private static Flaw flaw(String name, String file, String from, String to, String... words) {
    return new Flaw(name, file, from, to, 0, List.of(), List.of(words));
  }

  static Stream<Flaw> flaws() {
    String deep = "[".repeat(70) + "]".repeat(70);
    return Stream.of(
        // YAML
        flaw(
            "a tab for indentation",
            AGREEMENT,
            "  modality: prohibition",
            "\tmodality: prohibition",
            "not valid YAML",
            "tab"),
        flaw(
                "a list that is not closed",
                AGREEMENT,
                "parties: [HILL, VALE]",
                "parties: [HILL, VALE",
                "not valid YAML")
            .at(1),
        flaw(
                "a quote that is not closed",
                CASE,
                "\"Pause between two invented shores\"",
                "\"Pause between two invented shores",
                "not valid YAML")
            .at(3),
        flaw("no blank after a colon", AGREEMENT, "  force: 4", "  force:4", "not valid YAML"),
        flaw(
                "a key given twice",
                AGREEMENT,
                "  force: 4",
                "  force: 4\n  force: 4",
                "\"force\"",
                "twice",
                "first on line")
            .at(1),
        flaw(
            "a key that is mistyped",
            AGREEMENT,
            "  modality: prohibition",
            "  modalty: prohibition",
            "\"modalty\" is not a key",
            "did you mean \"modality\"?"),
        flaw(
            "a key of the case that is mistyped",
            CASE,
            "licence:",
            "license:",
            "\"license\" is not a key",
            "did you mean \"licence\"?"),
        flaw(
                "a key that is missing",
                AGREEMENT,
                "  modality: prohibition\n  force: 4",
                "  force: 4",
                "a term needs the key \"modality\"")
            .at(-2),
        flaw(
            "a text where a list belongs",
            AGREEMENT,
            "parties: [HILL, VALE]",
            "parties: HILL",
            "parties must be a list",
            "\"HILL\""),
        flaw(
            "a list where a text belongs",
            AGREEMENT,
            "title: No fire on waterworks",
            "title: [No, fire]",
            "title must be a text",
            "a list"),
        flaw(
            "a mapping where a party belongs",
            AGREEMENT,
            "issuer: VALE, kind",
            "issuer: {id: VALE}, kind",
            "issuer",
            "a mapping"),
        flaw(
                "a document that is a list",
                CASE,
                "id: two-shores",
                "- id: two-shores",
                "not valid YAML")
            .at(1),
        flaw(
            "nesting beyond the limit",
            AGREEMENT,
            "title: No fire on waterworks",
            "title: " + deep,
            "nested deeper than 64"),
        flaw(
            "another version of the language",
            AGREEMENT,
            "treuga: 1",
            "treuga: 2",
            "treuga must be 1",
            "\"2\""),
        // numbers, dates, zones
        flaw(
            "a force beyond the scale",
            AGREEMENT,
            "  force: 4",
            "  force: 9",
            "force must be a whole number from 0 to 5",
            "\"9\""),
        flaw(
            "a force with a fraction",
            AGREEMENT,
            "  force: 4",
            "  force: 3.5",
            "force must be a whole number",
            "\"3.5\""),
        flaw(
            "a day that does not exist",
            AGREEMENT,
            "{utc: \"2031-03-01T12:00:00Z\"}",
            "{utc: \"2031-02-30T12:00:00Z\"}",
            "instant in UTC",
            "2031-02-30"),
        flaw(
            "a date without a time",
            AGREEMENT,
            "{utc: \"2031-03-01T12:00:00Z\"}",
            "\"2031-03-01\"",
            "date without a time",
            "zone: Area/City"),
        flaw(
            "a local time without a zone",
            AGREEMENT,
            "{at: \"2031-05-01T00:00:00\", zone: Europe/Paris}",
            "{at: \"2031-05-01T00:00:00\"}",
            "without a zone"),
        flaw(
            "a local time in a gap of the clock",
            AGREEMENT,
            "{at: \"2031-05-01T00:00:00\", zone: Europe/Paris}",
            "{at: \"2031-03-30T02:30:00\", zone: Europe/Paris}",
            "does not exist in Europe/Paris",
            "clocks went from"),
        flaw(
            "a zone that is mistyped",
            AGREEMENT,
            "{at: \"2031-05-01T00:00:00\", zone: Europe/Paris}",
            "{at: \"2031-05-01T00:00:00\", zone: Europe/Pariss}",
            "\"Europe/Pariss\"",
            "did you mean \"Europe/Paris\"?"),
        flaw(
            "a zone that is an abbreviation",
            AGREEMENT,
            "{at: \"2031-05-01T00:00:00\", zone: Europe/Paris}",
            "{at: \"2031-05-01T00:00:00\", zone: CET}",
            "abbreviation",
            "\"CET\""),
        flaw(
            "a length of time that is none",
            AGREEMENT,
            "plus: P30D",
            "plus: 30 days",
            "length of time",
            "\"30 days\""),
        flaw(
            "a publication without an instant",
            AGREEMENT,
            "published_at: \"2031-03-02T09:00:00Z\"",
            "published_at: \"2 March\"",
            "published_at",
            "instant in UTC"),
        // names
        flaw(
            "a party that is not declared",
            AGREEMENT,
            "bearer: [HILL, VALE]",
            "bearer: [HILL, VALLEY]",
            "\"VALLEY\"",
            "not declared",
            "declared: HILL, VALE"),
        flaw(
            "a party in letters of another script",
            AGREEMENT,
            "bearer: [HILL, VALE]",
            "bearer: [HILL, V\u0410LE]",
            "Cyrillic",
            "U+0410"),
        flaw(
                "a document that is not declared",
                AGREEMENT,
                "scope:\n      slot: /object\n      silence: undetermined\n      options:\n        hill: {value: all_water, by: [HILL], doc: DH}",
                "scope:\n      slot: /object\n      silence: undetermined\n      options:\n        hill: {value: all_water, by: [HILL], doc: DX}",
                "the document \"DX\"",
                "not declared")
            .at(4),
        flaw(
            "a clause that its document has not",
            AGREEMENT,
            "span: [{doc: DH, clause: c1}",
            "span: [{doc: DH, clause: c9}",
            "has no clause \"c9\"",
            "c1, c2"),
        flaw(
            "a span that ends before it begins",
            AGREEMENT,
            "span: [{doc: DH, clause: c1}",
            "span: [{doc: DH, clause: c1, from: 9, to: 3}",
            "to must be a whole number from 10",
            "\"3\""),
        flaw(
            "a class id with a blank",
            AGREEMENT,
            "any: [water.well]",
            "any: [\"water well\"]",
            "\"water well\" is not a class id"),
        flaw(
            "a class that is not in the vocabulary",
            AGREEMENT,
            "any: [water.well]",
            "any: [watr.well]",
            "\"watr.well\"",
            "vocabulary",
            "did you mean"),
        flaw(
                "class sets that contain each other",
                AGREEMENT,
                "all_water: {any: [water]",
                "all_water: {any: [wells_only]",
                "contains itself")
            .at(1)
            .and("any: [water.well]", "any: [all_water]"),
        flaw(
            "a class in and out of one set",
            AGREEMENT,
            "none_of: [mill, ferry]",
            "none_of: [mill, water.well]",
            "\"water.well\"",
            "both in any and in none_of"),
        flaw(
                "terms that wait for each other",
                AGREEMENT,
                "  unless: [{point: reply}]",
                "  when: {holds: T2.IN_FORCE}\n  unless: [{point: reply}]",
                "circle",
                "T1 waits for T2 waits for T1")
            .at(-11),
        flaw(
            "a term that a condition does not find",
            AGREEMENT,
            "{holds: T1.IN_FORCE}",
            "{holds: T7.IN_FORCE}",
            "\"T7\""),
        flaw(
            "a state that there is not",
            AGREEMENT,
            "{holds: T1.IN_FORCE}",
            "{holds: T1.ACTIVE}",
            "a term and a state",
            "\"T1.ACTIVE\""),
        flaw("a term declared twice", AGREEMENT, "- id: T2\n", "- id: T1\n", "\"T1\"", "twice"),
        flaw(
            "a condition without content",
            AGREEMENT,
            "when: {all: [{holds: T1.IN_FORCE}, {event: pier_opened, by: VALE}]}",
            "when: {note: later}",
            "a condition needs one of"),
        flaw(
            "an event of a condition with a blank",
            AGREEMENT,
            "{event: pier_opened, by: VALE}",
            "{event: pier opened, by: VALE}",
            "name of an event"),
        flaw(
            "a point that is not among the points",
            AGREEMENT,
            "object: {point: scope}",
            "object: {point: scop}",
            "\"scop\"",
            "did you mean \"scope\"?"),
        flaw(
                "a point that no slot uses",
                AGREEMENT,
                "  object: {point: scope}\n",
                "  object: all_water\n",
                "the point \"scope\" is used by no slot")
            .at(9),
        flaw(
            "an option without a holder",
            AGREEMENT,
            "{value: wells_only, by: [VALE], doc: DV}",
            "{value: wells_only, doc: DV}",
            "the option vale needs the key \"by\""),
        flaw(
            "a silence that is no option",
            AGREEMENT,
            "silence: none",
            "silence: hil",
            "silence must be one of the options",
            "did you mean \"hill\"?"),
        flaw(
            "a power that there is not",
            AGREEMENT,
            "power: release",
            "power: relase",
            "did you mean \"release\"?"),
        flaw(
            "a modality that there is not",
            AGREEMENT,
            "modality: obligation.maintain",
            "modality: obligation.maintane",
            "did you mean \"obligation.maintain\"?"),
        flaw(
            "a reading of a term that there is not",
            AGREEMENT,
            "T2: {who: one}",
            "T9: {who: one}",
            "the term \"T9\"",
            "not declared"),
        flaw(
            "a reading at a point that there is not",
            AGREEMENT,
            "T2: {who: one}",
            "T2: {whom: one}",
            "T2 has no point \"whom\"",
            "did you mean \"who\"?"),
        flaw(
            "a reading with an option that there is not",
            AGREEMENT,
            "T2: {who: one}",
            "T2: {who: nobody}",
            "T2.who has no option \"nobody\"",
            "both, one"),
        flaw(
            "a reading of nobody",
            AGREEMENT,
            "id: vale, issuer: VALE",
            "id: vale, issuer: DALE",
            "\"DALE\"",
            "did you mean \"VALE\"?"),
        flaw(
            "a reading that stands twice",
            AGREEMENT,
            "- {id: vale, issuer",
            "- {id: hill, issuer",
            "\"hill\" version 1 stands twice"),
        flaw(
            "an event without a time",
            AGREEMENT,
            "type: release_notice, utc: \"2031-04-10T00:00:00Z\"",
            "type: release_notice",
            "an event needs its time"),
        flaw(
            "an event under a reading that there is not",
            AGREEMENT,
            "term: T1, doc: DH.c2}",
            "term: T1, under: hills, doc: DH.c2}",
            "\"hills\"",
            "did you mean \"hill\"?"),
        flaw(
            "a party declared twice",
            CASE,
            "id: VALE, names",
            "id: HILL, names",
            "\"HILL\" stands twice"),
        flaw(
            "a reliability beyond the scale",
            CASE,
            "reliability: B",
            "reliability: Z",
            "a letter from A to F",
            "\"Z\""),
        // rules
        flaw(
            "a clock in a zone that there is not",
            RULES,
            "{country: XV, zone: Europe/Paris}",
            "{country: XV, zone: Europe/Nowhere}",
            "time zone",
            "\"Europe/Nowhere\""),
        flaw("a window that ends after 24:00", RULES, "to: \"D 06:00\"", "to: \"D 24:30\"", "24:"),
        flaw(
            "an act rule with an unknown key",
            RULES,
            "{code: strike, says: [hit]}",
            "{code: strike, say: [hit]}",
            "\"say\" is not a key",
            "did you mean \"says\"?"),
        // GeoJSON
        flaw(
                "a ring that is not closed",
                BAY,
                "[10, 51], [10, 50]]",
                "[10, 51], [10, 50.5]]",
                "\"bay\"",
                "not closed")
            .at(-2),
        flaw(
                "a ring that crosses itself",
                BAY,
                "[11, 50], [11, 51], [10, 51]",
                "[11, 51], [11, 50], [10, 51]",
                "\"bay\"",
                "crosses itself")
            .at(-2),
        flaw(
                "a position with latitude first",
                BAY,
                "[11, 51]",
                "[51, 111]",
                "\"bay\"",
                "out of range",
                "swapped")
            .at(-2),
        flaw("a GeoJSON that breaks off", BAY, "\n]}\n", "\n", "not valid JSON", "end-of-input")
            .at(1),
        flaw(
                "an outline without a name",
                BAY,
                "\"area_id\": \"bay\", \"name\": \"The bay\", ",
                "",
                "area_id")
            .at(-1));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("flaws")
  void flaw_in_a_case_is_one_sentence_with_file_and_line(Flaw flaw, @TempDir Path temporary) {
    Path folder = invented(temporary);
    Path file = folder.resolve(flaw.file());
    int line = flaw.applyTo(file);
    Path out = temporary.resolve("out");

    Program.Run run = treuga("assess", folder, "--out", out);

    assertRefused(run, out, flaw.words());
    assertThat(run.err()).contains(file + ":" + line + ":");
    if (!flaw.file().equals(RULES)) {
      assertThat(treuga("lint", folder)).isEqualTo(run);
      assertThat(treuga("timeline", folder)).isEqualTo(run);
    }
  }

  /** The complaint is about a reading, so it points to the file of readings and names the area. */
  @Test
  void outline_of_an_unknown_reading_is_named(@TempDir Path temporary) {
    Path folder = invented(temporary);
    Path bay = folder.resolve(BAY);
    Program.write(
        bay,
        Program.text(bay)
            .replace("\"area_id\": \"bay\"", "\"area_id\": \"bay\", \"reading\": \"hil\""));
    Path out = temporary.resolve("out");

    assertRefused(
        treuga("assess", folder, "--out", out),
        out,
        List.of("area \"bay\"", "reading \"hil\"", "did you mean \"hill\"?"));
  }

  private static Path invented(Path temporary) {
    return Program.copy(Program.resource("invented-case"), temporary.resolve("case"));
  }

  // --- files that are not what they should be

  /** Bytes in place of a file of the case; none for a file that is missing. */
  private record Bytes(String name, String file, byte[] bytes, List<String> words) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Bytes bytes(String name, String file, byte[] bytes, String... words) {
    return new Bytes(name, file, bytes, List.of(words));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static Stream<Bytes> wholeFiles() {
    byte[] cyrillic = "id: two-shores\ntitle: Пауза\n".getBytes(Charset.forName("windows-1251"));
    return Stream.of(
        bytes("an empty agreement", AGREEMENT, utf8(""), "the file is empty"),
        bytes("an agreement of comments", AGREEMENT, utf8("# later\n"), "the file is empty"),
        bytes(
            "a list as agreement",
            AGREEMENT,
            utf8("- treuga: 1\n"),
            ":1:1:",
            "must be a mapping",
            "a list"),
        bytes(
            "two documents in one file",
            AGREEMENT,
            utf8("treuga: 1\n---\ntreuga: 1\n"),
            "not valid YAML"),
        bytes(
            "letters of a Windows page",
            CASE,
            cyrillic,
            ":2:",
            "not UTF-8",
            "Windows-1251",
            "save it again as UTF-8"),
        bytes(
            "a picture as case",
            CASE,
            new byte[] {(byte) 0x89, 'P', 'N', 'G', 0x0D, 0x0A},
            ":1:",
            "not UTF-8"),
        bytes("a control character", CASE, utf8("id: a\u0001b\n"), "not valid YAML"),
        bytes("aliases that multiply", AGREEMENT, utf8(aliases()), "a key"),
        bytes("a list as outline", BAY, utf8("[1, 2]\n"), ":1:", "GeoJSON"),
        bytes("an empty outline", BAY, utf8(""), ":1:", "GeoJSON"),
        bytes("an outline that is text", BAY, utf8("none\n"), ":1:", "not valid JSON"),
        bytes("rules that are a list", RULES, utf8("- clocks\n"), ":1:1:", "must be a mapping"),
        // reports
        bytes("reports of nothing", REPORTS, utf8(""), "the file is empty"),
        bytes(
            "reports without a header",
            REPORTS,
            utf8("w-1,report,desk\n"),
            ":1:",
            "header",
            "observation_id"),
        bytes(
            "reports without ids",
            REPORTS,
            utf8("occurred_from,lat,lon\n2031-03-04T01:00:00Z,50,10\n"),
            ":1:",
            "observation_id"),
        bytes(
            "a header that is mistyped",
            REPORTS,
            utf8("observation_id,occurred_from,lattitude,lon\n"),
            ":1:",
            "\"lattitude\"",
            "did you mean \"latitude\"?"),
        bytes(
            "a header with one name twice",
            REPORTS,
            utf8("observation_id,lat,Lat ,lon\n"),
            ":1:",
            "twice"),
        bytes(
            "latitudes without longitudes",
            REPORTS,
            utf8("observation_id,occurred_from,lat\nw-1,2031-03-04T01:00:00Z,50\n"),
            ":1:",
            "lat but no lon"),
        bytes(
            "a quote that swallows the rest",
            REPORTS,
            utf8("observation_id,summary\nw-1,ok\nw-2,\"open\nw-3,ok\n"),
            ":3:",
            "quote"),
        bytes(
            "an array that breaks off",
            REPORTS,
            utf8("[{\"observation_id\": \"w-1\"},\n"),
            ":2:",
            "not valid JSON"),
        bytes(
            "an object that is no collection",
            REPORTS,
            utf8("{\n\"observation_id\": \"w-1\"\n}\n"),
            "FeatureCollection"),
        bytes(
            "coordinates of another system",
            REPORTS,
            utf8(
                "{\"type\": \"FeatureCollection\", \"crs\": {\"type\": \"name\", \"properties\": {\"name\": \"EPSG:3857\"}},\n\"features\": []}\n"),
            "WGS 84",
            "EPSG:3857"),
        bytes(
            "a gzip that breaks off", REPORTS, new byte[] {0x1F, (byte) 0x8B, 8, 0, 0, 0}, "gzip"));
  }

  private static String aliases() {
    StringBuilder text = new StringBuilder("a0: &a0 [x, x]\n");
    for (int i = 1; i < 30; i++) {
      text.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
    }
    return text.toString();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wholeFiles")
  void file_that_is_something_else_is_refused(Bytes file, @TempDir Path temporary) {
    Path folder = invented(temporary);
    Program.write(folder.resolve(file.file()), file.bytes());
    Path out = temporary.resolve("out");

    Program.Run run = treuga("assess", folder, "--out", out);

    assertRefused(run, out, file.words());
    assertThat(run.err()).contains(folder.resolve(file.file()) + ":");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("namesOfFiles")
  void folder_in_place_of_a_file_is_refused(String name, @TempDir Path temporary)
      throws IOException {
    Path folder = invented(temporary);
    Files.delete(folder.resolve(name));
    Files.createDirectory(folder.resolve(name));
    Path out = temporary.resolve("out");

    Program.Run run = treuga("assess", folder, "--out", out);

    assertRefused(run, out, List.of(name));
  }

  static Stream<String> namesOfFiles() {
    return Stream.of(CASE, AGREEMENT, REPORTS, RULES);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("namesOfNeededFiles")
  void file_that_is_missing_is_named(String name, @TempDir Path temporary) throws IOException {
    Path folder = invented(temporary);
    Files.delete(folder.resolve(name));
    Path out = temporary.resolve("out");

    Program.Run run = treuga("assess", folder, "--out", out);

    assertRefused(run, out, List.of(folder.resolve(name) + ": there is no such file"));
  }

  static Stream<String> namesOfNeededFiles() {
    return Stream.of(CASE, AGREEMENT, REPORTS);
  }

  // --- rows that cannot be read

  /** One record with a flaw after a good one, in one of the forms of reports. */
  private record BadRecord(String name, String text, int line, String code, List<String> words) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static BadRecord row(String name, String row, String code, String... words) {
    String text =
        "observation_id,occurred_from,lat,lon,country,precision,killed_low,killed_best,act,object_class\n"
            + "good,2031-03-04T01:00:00Z,50,10,XH,exact,,,strike,water.well\n"
            + row
            + "\n";
    return new BadRecord(name, text, 3, code, List.of(words));
  }

  private static BadRecord line(String name, String line, String code, String... words) {
    String good =
        "{\"observation_id\": \"good\", \"occurred_from\": \"2031-03-04T01:00:00Z\", \"act\": \"strike\"}\n";
    return new BadRecord(name, good + line + "\n", 2, code, List.of(words));
  }

  private static BadRecord feature(String name, String geometry, String code, String... words) {
    String text =
        """
        {"type": "FeatureCollection", "features": [
          {"type": "Feature", "properties": {"observation_id": "good", "occurred_from": "2031-03-04T01:00:00Z"}, "geometry": {"type": "Point", "coordinates": [10, 50]}},
          {"type": "Feature", "properties": {"observation_id": "bad", "occurred_from": "2031-03-04T01:00:00Z"}, "geometry": %s}
        ]}
        """
            .formatted(geometry);
    return new BadRecord(name, text, 3, code, List.of(words));
  }

  static Stream<BadRecord> badRecords() {
    return Stream.of(
        row("too few cells", "bad,2031-03-04T01:00:00Z", "reports.row.too-short", "10 cells"),
        row(
            "too many cells",
            "bad,2031-03-04T01:00:00Z,50,10,XH,exact,,,strike,mill,more",
            "reports.row.too-long",
            "11 cells"),
        row(
            "text after a quote",
            "\"bad\"x,2031-03-04T01:00:00Z,50,10,XH,exact,,,strike,mill",
            "reports.row.text-after-quote",
            "quote"),
        row(
            "no id",
            ",2031-03-04T01:00:00Z,50,10,XH,exact,,,strike,mill",
            "reports.id.missing",
            "id"),
        row(
            "a day of no calendar",
            "bad,2031-02-30T01:00:00Z,50,10,XH,exact,,,strike,mill",
            "reports.occurred_from.not-an-instant",
            "2031-02-30"),
        row(
            "a time without a zone",
            "bad,2031-03-04T01:00:00,50,10,,exact,,,strike,mill",
            "reports.occurred_from.no-offset",
            "2031-03-04T01:00:00"),
        row(
            "a day of a spreadsheet",
            "bad,47911.5,50,10,XH,exact,,,strike,mill",
            "reports.occurred_from.bare-number",
            "47911.5"),
        row(
            "a day or a month first",
            "bad,04/03/2031 01:00,50,10,XH,exact,,,strike,mill",
            "reports.occurred_from.day-month-order",
            "04/03/2031"),
        row(
            "a latitude beyond the pole",
            "bad,2031-03-04T01:00:00Z,95,10,XH,exact,,,strike,mill",
            "reports.lat.out-of-range",
            "95"),
        row(
            "a latitude in words",
            "bad,2031-03-04T01:00:00Z,north,10,XH,exact,,,strike,mill",
            "reports.lat.not-degrees",
            "north"),
        row(
            "a longitude that is missing",
            "bad,2031-03-04T01:00:00Z,50,,XH,exact,,,strike,mill",
            "reports.lon.missing",
            "lon"),
        row(
            "a country by its name",
            "bad,2031-03-04T01:00:00Z,50,10,Hill,exact,,,strike,mill",
            "reports.country.not-a-code",
            "Hill"),
        row(
            "a precision that there is not",
            "bad,2031-03-04T01:00:00Z,50,10,XH,rough,,,strike,mill",
            "reports.precision.unknown-word",
            "rough"),
        row(
            "a count below its bound",
            "bad,2031-03-04T01:00:00Z,50,10,XH,exact,9,5,strike,mill",
            "reports.killed_low.out-of-order",
            "9"),
        row(
            "a count in words",
            "bad,2031-03-04T01:00:00Z,50,10,XH,exact,,many,strike,mill",
            "reports.killed_best.not-a-count",
            "many"),
        row(
            "an error of a spreadsheet",
            "bad,#VALUE!,50,10,XH,exact,,,strike,mill",
            "reports.occurred_from.spreadsheet-error",
            "#VALUE!"),
        line("a line that is not JSON", "{\"observation_id\": ", "reports.row.not-json", "JSON"),
        line("a line that is a number", "42", "reports.row.not-an-object", "42"),
        line(
            "two objects on a line",
            "{\"observation_id\": \"bad\"} {\"observation_id\": \"b\"}",
            "reports.row.several-on-a-line",
            "one object"),
        line(
            "a member that is an object",
            "{\"observation_id\": \"bad\", \"lat\": {\"deg\": 5}}",
            "reports.row.nested-value",
            "lat"),
        line(
            "a line that is too deep",
            "{\"observation_id\": \"bad\", \"x\": " + "[".repeat(80) + "]".repeat(80) + "}",
            "reports.row.too-deep",
            "64"),
        feature(
            "a geometry that is a line",
            "{\"type\": \"LineString\", \"coordinates\": [[10, 50], [11, 51]]}",
            "reports.coordinates.not-a-point",
            "LineString"),
        feature(
            "a geometry without coordinates",
            "{\"type\": \"Point\", \"coordinates\": []}",
            "reports.coordinates.empty",
            "coordinates"),
        feature(
            "a coordinate that is nothing",
            "{\"type\": \"Point\", \"coordinates\": [10, null]}",
            "reports.coordinates.not-numbers",
            "numbers"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badRecords")
  void bad_record_is_rejected_and_the_others_are_answered(BadRecord bad, @TempDir Path temporary) {
    Path reports = Program.write(temporary.resolve("other.reports"), bad.text());
    Path out = temporary.resolve("out");

    Program.Run run =
        treuga("assess", Program.resource("invented-case"), "--reports", reports, "--out", out);

    assertThat(run.exit()).as(run.err()).isEqualTo(Treuga.ATTENTION);
    assertPlain(run.err());
    assertThat(run.err())
        .contains("rejected " + reports + ":" + bad.line(), "[" + bad.code() + "]");
    bad.words().forEach(word -> assertThat(run.err()).contains(word));
    assertThat(run.err().lines().filter(line -> line.startsWith("rejected "))).hasSize(1);
    assertThat(Program.lines(out.resolve("rejections.ndjson")))
        .singleElement()
        .asString()
        .contains("\"code\":\"" + bad.code() + "\"", "\"line\":" + bad.line());
    assertThat(Program.lines(out.resolve("verdicts.csv")))
        .filteredOn(line -> line.startsWith("good,T1,"))
        .hasSize(2);
  }

  // --- words of the command line

  /** A command, {@code CASE} and {@code OUT} for the folders, and what its refusal must say. */
  private record Words(String command, List<String> words) {
    @Override
    public String toString() {
      return command;
    }
  }

  private static Words words(String command, String... words) {
    return new Words(command, List.of(words));
  }

  static Stream<Words> wrongWords() {
    return Stream.of(
        words("asses CASE", "asses", "assess"),
        words("assess", "CASE"),
        words("assess CASE --quit", "--quit", "--quiet"),
        words("assess CASE more --out OUT", "more"),
        words("assess nowhere --out OUT", "nowhere", "there is no such case folder"),
        words("assess CASE/case.yaml --out OUT", "case.yaml", "no such case folder"),
        words("assess CASE --out OUT --reports CASE/nothing.csv", "nothing.csv", "no such file"),
        words("assess CASE --out OUT --reports CASE/areas", "areas", "folder"),
        words("assess CASE --out OUT --coding CASE/nothing.csv", "nothing.csv", "no such file"),
        words("assess CASE --out OUT --coding CASE/rules.yaml", "rules.yaml:1:", "header"),
        words("assess CASE --out CASE/case.yaml", "cannot write", "case.yaml"),
        words("assess CASE --out CASE/case.yaml/below", "cannot write", "case.yaml"),
        words("assess CASE --out OUT --format xml", "--format", "xml"),
        words("assess CASE --out OUT --max-rejected some", "--max-rejected", "some"),
        words("assess CASE --out OUT --max-rejected -1", "--max-rejected", "-1"),
        words(
            "assess CASE --out OUT --as-of 2031-03-05",
            "--as-of must be an instant",
            "\"2031-03-05\""),
        words(
            "assess CASE --out OUT --as-of yesterday",
            "--as-of must be an instant",
            "\"yesterday\""),
        words(
            "assess CASE --out OUT --as-of 1999-01-01T00:00:00Z",
            "--as-of 1999-01-01T00:00:00Z",
            "before"),
        words("assess CASE --out", "--out"),
        words(
            "timeline CASE --reading hil",
            "--reading",
            "\"hil\"",
            "did you mean \"hill\"?",
            "hill, vale"),
        words("timeline CASE --term T9", "--term", "\"T9\"", "T1, T2, T3"),
        words("timeline CASE --term", "--term"),
        words("ambiguity CASE --pair hill,dale", "--pair", "\"dale\"", "did you mean \"vale\"?"),
        words("ambiguity CASE --pair hill", "--pair must name two readings", "hill"),
        words("ambiguity CASE --pair hill,vale,hill", "--pair must name two readings"),
        words("ambiguity CASE --pair hill,hill", "--pair", "two readings"),
        words("ambiguity CASE --term T9", "--term", "\"T9\"", "T1"),
        words("lint CASE --format csv", "--format", "csv"),
        words("case new CASE", "not empty", "nothing was written"),
        words("case new CASE/case.yaml/below", "cannot write", "case.yaml"),
        words("case old", "old"),
        words("demo --data CASE/case.yaml", "cannot write", "case.yaml"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrongWords")
  void wrong_use_is_told_in_words(Words wrong, @TempDir Path temporary) {
    Path folder = invented(temporary);
    Path out = temporary.resolve("out");
    List<String> before = everyFile(folder);
    Object[] command =
        Stream.of(wrong.command().split(" "))
            .map(word -> word.replace("CASE", folder.toString()).replace("OUT", out.toString()))
            .toArray();

    Program.Run run = treuga(command);

    assertRefused(run, out, wrong.words());
    assertThat(everyFile(folder)).isEqualTo(before);
  }

  private static List<String> everyFile(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .sorted()
          .map(file -> Files.isDirectory(file) ? file.toString() : file + "\n" + Program.text(file))
          .toList();
    } catch (IOException failed) {
      throw new java.io.UncheckedIOException(failed);
    }
  }

  @Test
  void more_than_forty_kinds_of_flaw_are_tried() {
    List<Object> kinds = new ArrayList<>(flaws().toList());
    kinds.addAll(wholeFiles().toList());
    kinds.addAll(badRecords().toList());
    kinds.addAll(wrongWords().toList());

    assertThat(kinds.stream().map(Object::toString).distinct()).hasSize(kinds.size());
    assertThat(kinds).hasSizeGreaterThan(40);
  }

  // --- what every refusal owes the reader

  private static void assertRefused(Program.Run run, Path out, List<String> words) {
    assertThat(run.exit()).as(run.out() + run.err()).isEqualTo(Treuga.UNREADABLE);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("treuga: ").endsWith("\n");
    assertThat(run.err().lines().findFirst().orElse("").length())
        .isGreaterThan("treuga: ".length() + 10);
    assertPlain(run.err());
    String lower = run.err().toLowerCase(Locale.ROOT);
    words.forEach(word -> assertThat(lower).contains(word.toLowerCase(Locale.ROOT)));
    assertThat(out).doesNotExist();
  }

  private static void assertPlain(String message) {
    assertThat(message).doesNotContainPattern(MACHINE_TALK);
  }
}
