package org.treuga.app.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.treuga.agreement.Agreement;
import org.treuga.agreement.Event;
import org.treuga.agreement.Point;
import org.treuga.agreement.Reading;
import org.treuga.app.store.DataDirectory;
import org.treuga.app.store.RecordExtract;
import org.treuga.app.store.RecordedCase;
import org.treuga.connectors.reports.ReportReader;
import org.treuga.connectors.reports.ReportRules;
import org.treuga.evidence.Intake;
import org.treuga.evidence.Observation;
import org.treuga.evidence.UnreadableInput;
import org.treuga.wire.CaseFolder;
import org.treuga.wire.CaseReader;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A case and the reports on it, as the commands name them. */
final class CaseInput {

  @Parameters(
      paramLabel = "CASE",
      description =
          "Case folder: holds case.yaml and agreement.yaml. With --data, the id of a recorded case.")
  private Path folder;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Read the case and its reports from this data directory.")
  private @Nullable Path data;

  @Option(
      names = "--db",
      paramLabel = "URL",
      description = "With --data: a PostgreSQL store, in place of store.db.")
  private @Nullable String database;

  @Option(
      names = "--recorded",
      paramLabel = "INSTANT",
      description = "With --data: as it was recorded at that instant. Default: as it is now.")
  private @Nullable String recorded;

  @Option(
      names = "--reports",
      paramLabel = "FILE",
      description =
          "Reports to assess in place of the case's own reports.csv: CSV, GeoJSON or NDJSON. May be repeated.")
  private List<Path> reports = new ArrayList<>();

  @Option(
      names = "--coding",
      paramLabel = "FILE",
      description =
          "Codings to join to the reports by incident_id (act_code, t_from_utc, t_to_utc, also_reported).")
  private List<Path> codings = new ArrayList<>();

  @Option(
      names = "--as-of",
      paramLabel = "INSTANT",
      description = "Only what was known at that instant, such as 2025-03-26T00:00:00Z.")
  private @Nullable String asOf;

  @SuppressWarnings("NullAway.Init") // picocli fills the fields
  CaseInput() {}

  static CaseInput of(Path folder) {
    CaseInput input = new CaseInput();
    input.folder = folder;
    return input;
  }

  /** A recorded case as of an instant of the record; null for now. */
  static CaseInput recorded(
      String caseId, Path data, @Nullable String database, @Nullable String instant) {
    CaseInput input = of(Path.of(caseId));
    input.data = data;
    input.database = database;
    input.recorded = instant;
    return input;
  }

  /** The same as of an instant of public knowledge; empty for now. */
  CaseInput knownAt(String instant) {
    asOf = instant.isEmpty() ? null : instant;
    return this;
  }

  /** What was known of a case and its reports by then. */
  Read known(CaseFolder read, Intake intake) {
    return new Read(knownBy(read), knownBy(intake), List.of(), this, null);
  }

  /** As of which instant of public knowledge; empty for now. */
  String knownAt() {
    return asOf == null ? "" : asOf;
  }

  /** As of which instant of the record; empty for now. */
  String recordedAt() {
    return recorded == null ? "" : recorded;
  }

  /** What a report on a recorded case rests on. */
  SortedMap<String, byte[]> extract(RecordedCase read) {
    if (data == null) {
      throw new IllegalStateException("a case that was recorded was read from a data directory");
    }
    try (DataDirectory directory = DataOptions.open(data, database)) {
      return RecordExtract.of(directory, read);
    }
  }

  /**
   * What a command works on.
   *
   * @param input how it was asked for
   * @param record the record it was read from; null when it came from files
   */
  record Read(
      CaseFolder folder,
      Intake intake,
      List<Path> reportFiles,
      CaseInput input,
      @Nullable RecordedCase record) {}

  CaseFolder folder() {
    if (data == null) {
      requireFolder();
      return knownBy(CaseReader.read(folder));
    }
    try (DataDirectory directory = DataOptions.open(data, database)) {
      return knownBy(recorded(directory).folder());
    }
  }

  private void requireFolder() {
    if (recorded != null) {
      throw new UnreadableInput(
          "--recorded needs --data DIR: files alone do not say when they were recorded");
    }
  }

  private RecordedCase recorded(DataDirectory directory) {
    if (!reports.isEmpty() || !codings.isEmpty()) {
      throw new UnreadableInput(
          "--data takes the reports that are recorded; leave out --reports and --coding, or ingest"
              + " them first");
    }
    Instant at = instant("--recorded", recorded);
    return directory.readCase(folder.toString(), at == null ? Instant.MAX : at);
  }

  private Read readRecorded(Path data) {
    try (DataDirectory directory = DataOptions.open(data, database)) {
      RecordedCase read = recorded(directory);
      return new Read(
          knownBy(read.folder()), knownBy(read.intake(directory.store())), List.of(), this, read);
    }
  }

  Read read() {
    if (data != null) {
      return readRecorded(data);
    }
    CaseFolder read = folder();
    List<Path> files = reports.isEmpty() ? List.of(read.reports()) : reports;
    if (reports.isEmpty() && !Files.exists(read.reports())) {
      throw new UnreadableInput(
          read.reports()
              + ": there is no such file; put the reports there or name them with --reports");
    }
    Intake intake = new ReportReader(ReportRules.ofCase(folder)).read(files, codings);
    return new Read(read, knownBy(intake), files, this, null);
  }

  private @Nullable Instant asOf() {
    return instant("--as-of", asOf);
  }

  private static @Nullable Instant instant(String option, @Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      return Instant.parse(text);
    } catch (DateTimeException _unreadable) {
      throw new UnreadableInput(
          option + " must be an instant such as 2025-03-26T00:00:00Z, was \"" + text + "\"");
    }
  }

  private Intake knownBy(Intake intake) {
    Instant limit = asOf();
    if (limit == null) {
      return intake;
    }
    List<Observation> known =
        intake.accepted().stream().filter(o -> !knownFrom(o).isAfter(limit)).toList();
    List<String> notes = new ArrayList<>(intake.notes());
    notes.add(
        "as of "
            + limit
            + ": "
            + known.size()
            + " of "
            + intake.accepted().size()
            + " reports were known");
    return new Intake(known, intake.unchanged(), intake.rejected(), notes);
  }

  /**
   * A report whose publication is not recorded cannot have been known before the event was over.
   */
  private static Instant knownFrom(Observation observation) {
    Instant published = observation.publishedAt();
    return published != null ? published : observation.occurred().within().endExclusive();
  }

  private CaseFolder knownBy(CaseFolder read) {
    Instant limit = asOf();
    if (limit == null) {
      return read;
    }
    Agreement agreement = read.agreement();
    List<Event> events =
        agreement.events().stream().filter(event -> !event.knownFrom().isAfter(limit)).toList();
    List<Reading> readings =
        agreement.readings().stream()
            .filter(reading -> isKnown(agreement, reading, limit))
            .toList();
    if (readings.isEmpty()) {
      throw new UnreadableInput("--as-of " + limit + " lies before any reading's text was public");
    }
    Agreement known =
        new Agreement(
            agreement.id(),
            agreement.parties(),
            agreement.documents(),
            agreement.areas(),
            agreement.vocabulary(),
            agreement.terms(),
            readings,
            events);
    return new CaseFolder(
        read.folder(),
        read.id(),
        read.title(),
        read.meta(),
        known,
        read.process(),
        read.comparison(),
        read.sources(),
        read.fixtures(),
        read.files(),
        read.warnings());
  }

  /** A reading is known once any text that it rests on is public. */
  private static boolean isKnown(Agreement agreement, Reading reading, Instant limit) {
    if (reading.publicFrom() != null) {
      return !reading.publicFrom().isAfter(limit);
    }
    List<Instant> published = new ArrayList<>();
    reading
        .choice()
        .options()
        .forEach((term, points) ->
            points.forEach((name, option) -> {
              Point<?> point = agreement.term(term).points().get(name);
              Point.Option<?> chosen = point == null ? null : point.options().get(option);
              if (chosen != null && chosen.publishedAt() != null) {
                published.add(chosen.publishedAt());
              }
            }));
    return published.isEmpty() || published.stream().anyMatch(instant -> !instant.isAfter(limit));
  }
}
