package org.treuga.connectors.reports;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.treuga.evidence.Intake;
import org.treuga.evidence.Observation;
import org.treuga.evidence.Rejection;
import org.treuga.wire.Yaml;

/** Sets the scene: writes small files of reports of invented places and reads them. */
final class Desk {

  static final String HEADER =
      "observation_id,kind,source_id,occurred_from,occurred_to,published_at,lat,lon,precision,"
          + "place_name,object_class,act,alleged_actor,killed_low,killed_best,killed_high,summary";
  static final String SHORT_HEADER =
      "id,date,time_if_known,place,admin1,country,lat,lon,coord_precision,object_name,object_class,"
          + "weapon,alleged_actor,claimed_by,denied_by,independent_confirmation,consequence,"
          + "source_url,source_name,source_affiliation,summary_own_words";

  /** Invented clocks and windows; DE stands for any country whose clock changes in March. */
  static final String RULES =
      """
      clocks:
      - {country: DE, regions: [Islands], zone: Atlantic/Azores}
      - {country: DE, zone: Europe/Berlin}
      - {country: GB, zone: Europe/London}
      clock_words: {local: place, London: Europe/London}
      windows:
      - {when: night, from: "D-1 22:00", to: "D 06:00"}
      - {when: night to D2, from: "D 22:00", to: "D2 06:00"}
      - {when: D1-D2, from: "D1 00:00", to: "D2 24:00"}
      - {when: status date, to: "D 24:00"}
      unstated: [somewhere]
      nobody: [unattributed]
      regions: {near: [North, East]}
      searched: [object_name, consequence, summary]
      acts:
      - {code: several, lists: ["drone*", "gun*"]}
      - {code: attempt, says: [shot down], and_says: [no damage]}
      - {code: drone_near, means: drone, regions: [near, unstated]}
      - {code: drone_far, means: drone}
      - {code: strike, means: [unknown, ""], says: "*attack*"}
      - {code: strike, means: [unknown, ""], actor: named}
      - {code: open, means: [unknown, ""]}
      """;

  private final Path folder;
  private ReportRules rules = ReportRules.NONE;

  Desk(Path folder) {
    this.folder = folder;
  }

  Desk withRules() {
    rules = rules(RULES);
    return this;
  }

  static ReportRules rules(String yaml) {
    return RulesFile.parse(Yaml.read("rules.yaml", yaml.getBytes(StandardCharsets.UTF_8)));
  }

  Path file(String name, byte[] bytes) {
    try {
      return Files.write(folder.resolve(name), bytes);
    } catch (IOException wrong) {
      throw new UncheckedIOException(wrong);
    }
  }

  Path file(String name, String text) {
    return file(name, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Lines of a CSV file under the common header. */
  Path csv(String name, List<String> rows) {
    return file(name, HEADER + "\n" + String.join("\n", rows) + "\n");
  }

  Intake read(Path... files) {
    return new ReportReader(rules).read(List.of(files), List.of());
  }

  Intake read(String name, String text) {
    return read(file(name, text));
  }

  Intake read(String name, String text, Charset charset) {
    return read(file(name, text.getBytes(charset)));
  }

  /** Reads rows under the common header. */
  Intake rows(String... rows) {
    return read(csv("reports.csv", List.of(rows)));
  }

  /** Reads one row in which some columns have these values. */
  Intake row(String... columnsAndValues) {
    return read("reports.csv", csvOf(columnsAndValues));
  }

  /** A file of one report that is right but for these columns. */
  static String csvOf(String... columnsAndValues) {
    Map<String, String> cells = new TreeMap<>();
    cells.put("observation_id", "r1");
    for (int i = 0; i < columnsAndValues.length; i += 2) {
      cells.put(columnsAndValues[i], '"' + columnsAndValues[i + 1].replace("\"", "\"\"") + '"');
    }
    return String.join(",", cells.keySet()) + "\n" + String.join(",", cells.values()) + "\n";
  }

  /** One ordinary row under the common header. */
  static String report(String id, String latitude) {
    return id
        + ",report,S1,2025-03-20T02:00:00Z,2025-03-20T02:05:00Z,2025-03-20T06:00:00Z,"
        + latitude
        + ",35.25,settlement,Testfield,energy.grid,strike,B,,,,An invented row.";
  }

  /** One row of the short form. */
  static String shortRow(String date, String time, String region, String country) {
    return "r1,"
        + date
        + ","
        + time
        + ",Testfield,"
        + region
        + ","
        + country
        + ",49.5,34.5,settlement,A substation,energy.grid,drone,B,A press office,none found,"
        + "unknown,Fire,,Test desk (reprint),independent,An invented row.";
  }

  Intake shortForm(String date, String time, String country) {
    return read("short.csv", SHORT_HEADER + "\n" + shortRow(date, time, "South", country) + "\n");
  }

  static Observation only(Intake intake) {
    if (intake.accepted().size() != 1 || !intake.rejected().isEmpty()) {
      throw new AssertionError("one report was expected, was " + intake);
    }
    return intake.accepted().getFirst();
  }

  static Rejection onlyRejection(Intake intake) {
    if (intake.rejected().size() != 1) {
      throw new AssertionError("one rejection was expected, was " + intake);
    }
    return intake.rejected().getFirst();
  }

  static String within(Intake intake) {
    var within = only(intake).occurred().within();
    return within.startInclusive() + " to " + within.endExclusive();
  }

  static List<String> ids(Intake intake) {
    return new ArrayList<>(intake.accepted().stream().map(Observation::id).toList());
  }
}
