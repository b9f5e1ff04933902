package org.treuga.connectors.reports;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.treuga.connectors.Feed;
import org.treuga.connectors.file.Container;
import org.treuga.connectors.file.Encoding;
import org.treuga.connectors.file.Texts;
import org.treuga.evidence.Intake;
import org.treuga.evidence.Observation;
import org.treuga.evidence.Rejection;
import org.treuga.evidence.UnreadableInput;

/**
 * Reads files of reports into observations: CSV (RFC 4180), GeoJSON (RFC 7946), one JSON object a
 * line; plain, in gzip, or in a zip.
 *
 * <p>What a file is follows from its bytes. A bad row becomes a rejection with a stable code and
 * the others go on; a file that cannot be read as what it is refuses the whole run. The
 * observations are the same whatever the order of rows and files and however often a row is
 * repeated.
 *
 * <p>Each file is read twice, first to check encoding, checksums and bounds. Stateless but for the
 * rules, so one reader may serve several threads.
 */
public final class ReportReader {

  static final int BEGINNING_CHARS = 1 << 16;

  private final ReportRules rules;
  private final Mapping mapping;

  /**
   * @param rules how rows of the short form are understood in the case at hand
   */
  public ReportReader(ReportRules rules) {
    this(rules, Mapping.NONE);
  }

  /**
   * @param mapping what a person has said of the columns
   */
  public ReportReader(ReportRules rules, Mapping mapping) {
    this.rules = rules;
    this.mapping = mapping;
  }

  /**
   * Reads reports into memory.
   *
   * @param reportFiles read in this order
   * @param codingFiles acts and intervals found by hand, keyed by {@code incident_id}; they
   *     overrule what the reports and the rules say
   * @throws UnreadableInput if a file cannot be read; one sentence that names file and line
   */
  public Intake read(List<Path> reportFiles, List<Path> codingFiles) {
    InMemory all = new InMemory();
    readInputs(reportFiles.stream().map(Feed.Input::of).toList(), codingFiles, null, all);
    return new Intake(all.accepted, all.unchanged, all.rejected, all.notes);
  }

  /**
   * Reads reports without codings, from copies that messages shall call by another name; memory
   * does not grow with them.
   */
  void read(List<Feed.Input> reportFiles, EditSink edits, Gathering.Taker taker) {
    readInputs(reportFiles, List.of(), edits, taker);
  }

  private static final class InMemory implements Gathering.Taker {
    private final List<Observation> accepted = new ArrayList<>();
    private final List<Rejection> rejected = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private int unchanged;

    @Override
    public void note(String sentence) {
      notes.add(sentence);
    }

    @Override
    public void reject(Rejection rejection) {
      rejected.add(rejection);
    }

    @Override
    public void accept(Observation observation) {
      accepted.add(observation);
    }

    @Override
    public void repeated(int rows) {
      unchanged += rows;
    }
  }

  /** Takes the rows of sheets that were exported; without one they are reports like others. */
  interface EditSink {
    void take(SheetRow row, Feed.At at);
  }

  private void readInputs(
      List<Feed.Input> reportFiles,
      List<Path> codingFiles,
      @Nullable EditSink edits,
      Gathering.Taker taker) {
    Set<String> notes = new LinkedHashSet<>();
    Codings codings = new Codings();
    for (Path file : codingFiles) {
      readTexts(
          Feed.Input.of(file),
          notes::add,
          (text, encoding, beginning) -> readCodings(text, encoding, beginning, codings, notes));
    }
    try (Gathering gathering = new Gathering()) {
      Reports reports = new Reports(rules, codings, notes, gathering, edits);
      for (Feed.Input file : reportFiles) {
        readTexts(
            file,
            notes::add,
            (text, encoding, beginning) ->
                readReports(text, encoding, beginning, mapping, reports, notes::add));
      }
      codings.noteUnused(notes::add);
      gathering.handOut(notes, taker);
    }
  }

  /** Does something with one text. */
  interface Reading {
    void read(Container.Text text, Encoding encoding, String beginning) throws IOException;
  }

  static void readTexts(Feed.Input file, Consumer<String> notes, Reading reading) {
    for (Container.Text text : Container.open(file.path(), file.name(), notes)) {
      try {
        Encoding encoding = Encoding.of(text, notes);
        String beginning = encoding.beginning(text, BEGINNING_CHARS);
        if (beginning.isBlank()) {
          throw new UnreadableInput(
              text.name() + ": the file is empty; a header and rows were expected");
        }
        reading.read(text, encoding, beginning);
      } catch (IOException wrong) {
        throw Container.unreadable(text.name(), wrong);
      }
    }
  }

  static void readReports(
      Container.Text text,
      Encoding encoding,
      String beginning,
      Mapping mapping,
      CsvFile.Sink sink,
      Consumer<String> notes)
      throws IOException {
    if (JsonFile.isJson(beginning)) {
      new JsonFile(text, encoding, mapping, notes, sink).read(beginning);
    } else {
      new CsvFile(text, encoding, mapping, notes).read(beginning, Header.Rows.REPORTS, sink);
    }
  }

  private static void readCodings(
      Container.Text text, Encoding encoding, String beginning, Codings codings, Set<String> notes)
      throws IOException {
    new CsvFile(text, encoding, Mapping.NONE, notes::add)
        .read(beginning, Header.Rows.CODINGS, new CodingSink(codings));
  }

  /** A coding that cannot be split into cells is a flaw of the file: no report would show it. */
  private record CodingSink(Codings codings) implements CsvFile.Sink {
    @Override
    public void take(Row row) {
      codings.add(row);
    }

    @Override
    public void reject(Row row, BadRow why) {
      throw new UnreadableInput(
          row.file()
              + ":"
              + row.line()
              + ": "
              + why.expected()
              + " was expected, came "
              + why.got());
    }
  }

  /** Makes observations of rows and keeps what was wrong with the others. */
  private static final class Reports implements CsvFile.Sink {
    private final ObservationMaker maker;
    private final Codings codings;
    private final Set<String> notes;
    private final Gathering gathering;
    private final @Nullable EditSink edits;

    Reports(
        ReportRules rules,
        Codings codings,
        Set<String> notes,
        Gathering gathering,
        @Nullable EditSink edits) {
      this.gathering = gathering;
      this.edits = edits;
      this.maker = new ObservationMaker(rules, notes::add);
      this.codings = codings;
      this.notes = notes;
    }

    @Override
    public void take(Row row) {
      try {
        codings.fill(row, notes::add);
        Observation observation = maker.observation(row);
        gathering.add(
            observation, new TakenRow.Where(row.file(), row.line(), row.written(Column.ID)));
      } catch (BadRow bad) {
        reject(row, bad);
      }
    }

    @Override
    public void take(Row row, SheetRow.Shape shape) {
      if (edits == null) {
        take(row);
      } else {
        edits.take(new SheetRow(row, shape, maker), new Feed.At(row.file(), row.line()));
      }
    }

    @Override
    public void reject(Row row, BadRow why) {
      gathering.reject(
          new Rejection(
              row.file(),
              row.line(),
              row.written(why.column()),
              why.code(),
              why.expected(),
              Texts.shown(why.got())));
    }
  }
}
