package org.treuga.connectors;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.treuga.evidence.Observation;
import org.treuga.evidence.Rejection;
import org.treuga.wire.Json;

/**
 * A source of files of one kind, and how their rows become observations.
 *
 * <p>An observation's id is the feed's own where it has one, else made of the columns that identify
 * the row, so that the same row read again, from whatever file, has the same id. What the feed does
 * not say stays unknown; what has no place in an observation is kept among its attributes.
 * Stateless: one feed may serve several threads.
 */
public interface Feed {

  /** The word users call it by: {@code firms}. First part of its ids and of its rejection codes. */
  String name();

  /**
   * What a person has said that columns stand for, by what the file calls them; recorded with the
   * import, so that the same rows can be read again. Nothing where all follows from the names.
   */
  default Map<String, String> columns() {
    return Map.of();
  }

  /**
   * Reads files in order, row by row; memory does not grow with their length unless the feed says
   * so.
   *
   * @throws org.treuga.evidence.UnreadableInput if a file is not what it should be: what the sink
   *     has taken so far must then be thrown away
   */
  void read(List<Input> files, Sink sink);

  /**
   * A file to read.
   *
   * @param path where its bytes are
   * @param name what messages and rejections call it
   */
  record Input(Path path, String name) {
    public static Input of(Path path) {
      return new Input(path, path.toString());
    }
  }

  /** Where the rows go, one after another, each exactly once. */
  interface Sink {
    /**
     * @param observation with an id that is unique within the feed
     * @param at where it stood
     */
    void accept(Observation observation, At at);

    void reject(Rejection rejection);

    /** Rows that said again, word for word, what an accepted one says. */
    void repeated(int rows);

    /** A sentence that a user should see. */
    void note(String sentence);

    /**
     * A row of a sheet that was exported and came back.
     *
     * @param at where it stood
     */
    void edited(Edit edit, At at);
  }

  /** A row of an exported sheet, which says whose version it was and what it says now. */
  interface Edit {
    /** Empty for an observation of no case, and for a row that was not exported. */
    String caseId();

    /** The feed of the observation; empty for a row that was not exported. */
    String feed();

    String id();

    /** SHA-256 of the canonical form that was exported; empty for a row that was not. */
    String version();

    /** The row by itself. */
    Result whole();

    /**
     * What was exported, with the cells that were edited.
     *
     * @param exported the canonical form that {@link #version} names
     */
    Result appliedTo(Json.Obj exported);
  }

  /** What came of reading a row. */
  sealed interface Result permits Read, Refused {}

  /** An observation in its canonical form. */
  record Read(Json.Obj observation) implements Result {}

  record Refused(Rejection why) implements Result {}

  /**
   * Where a row stood.
   *
   * @param file as the input is named
   * @param line physical line; 0 where the format has none
   */
  record At(String file, int line) {}
}
