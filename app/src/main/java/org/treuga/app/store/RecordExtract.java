package org.treuga.app.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.treuga.evidence.Intake;
import org.treuga.evidence.Observation;
import org.treuga.ledger.Checkpoint;
import org.treuga.ledger.Digest;
import org.treuga.ledger.InclusionProof;
import org.treuga.ledger.LedgerView;
import org.treuga.ledger.MerkleTree;
import org.treuga.ledger.VerifierKey;
import org.treuga.wire.Json;
import org.treuga.wire.ObservationReader;

/**
 * What a report rests on, so that it can be taken along and checked without the data directory: the
 * files of the case, the ledger entries of case and observations with a proof for each, and the
 * signed checkpoint that the proofs lead to.
 *
 * <p>Files: {@code checkpoint}, {@code vkey}, {@code entries.ndjson} (one object {@code {entry,
 * index, proof}} a line, the entry as the exact text that was hashed), {@code case/...}. It proves
 * that all of this was recorded; that nothing that was recorded is left out only the ledger itself
 * can show.
 */
public final class RecordExtract {

  /** Name of the folder beside a report's files. */
  public static final String FOLDER = "record";

  private static final int MAX_PROBLEMS = 100;

  private RecordExtract() {}

  /** The files of an extract, by path within its folder. */
  public static SortedMap<String, byte[]> of(DataDirectory directory, RecordedCase recorded) {
    LedgerView view = directory.ledger();
    List<Long> indexes = new ArrayList<>(List.of(recorded.version().entry()));
    directory
        .store()
        .ofCase(recorded.folder().id(), recorded.recorded(), o -> indexes.add(o.entry()));
    StringBuilder entries = new StringBuilder();
    indexes.stream()
        .sorted()
        .forEach(index -> entries.append(proven(view, index).canonical()).append('\n'));
    SortedMap<String, byte[]> files = new TreeMap<>();
    files.put("checkpoint", view.checkpoint().bytes());
    files.put("vkey", utf8(DataDirectory.logOf(directory.ledgerFolder()) + "\n"));
    files.put("entries.ndjson", utf8(entries.toString()));
    recorded
        .version()
        .files()
        .forEach((path, sha256) -> {
          try {
            files.put("case/" + path, Files.readAllBytes(directory.blobs().file(sha256)));
          } catch (IOException failed) {
            throw new UncheckedIOException("cannot read the captured " + path, failed);
          }
        });
    return files;
  }

  private static Json proven(LedgerView view, long index) {
    InclusionProof proof = view.inclusion(index);
    return Json.object()
        .put("index", index)
        .put("entry", new String(view.entry(index), StandardCharsets.UTF_8))
        .put("proof", Json.texts(proof.path().stream().map(Digest::hex).toList()))
        .build();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * An extract that was read again.
   *
   * @param checkpoint what its proofs lead to; empty if it could not be read
   * @param entries indexes and texts of the entries that are proven
   * @param intake the observations, in order of id
   * @param problems what does not hold, a sentence each; empty when all is proven
   */
  public record Opened(
      Optional<Checkpoint> checkpoint,
      SortedMap<Long, String> entries,
      Intake intake,
      List<String> problems) {
    public Opened {
      entries = java.util.Collections.unmodifiableSortedMap(entries);
      problems = List.copyOf(problems);
    }
  }

  /** Reads an extract and believes nothing: signature, every proof, every file of the case. */
  public static Opened open(Path folder) {
    return new Reading(folder).open();
  }

  /** One look at one extract. */
  private static final class Reading {
    private final Path folder;
    private final List<String> problems = new ArrayList<>();
    private final SortedMap<Long, String> entries = new TreeMap<>();
    private final List<Observation> observations = new ArrayList<>();

    Reading(Path folder) {
      this.folder = folder;
    }

    Opened open() {
      Optional<Checkpoint> checkpoint = checkpoint();
      checkpoint.ifPresent(this::entries);
      observations.sort(Comparator.comparing(Observation::id));
      return new Opened(
          checkpoint, entries, new Intake(observations, 0, List.of(), List.of()), problems);
    }

    private void problem(String sentence) {
      if (problems.size() < MAX_PROBLEMS) {
        problems.add(FOLDER + "/" + sentence);
      }
    }

    private Optional<Checkpoint> checkpoint() {
      try {
        Checkpoint checkpoint = Checkpoint.parse(Files.readAllBytes(folder.resolve("checkpoint")));
        VerifierKey key = VerifierKey.parse(Files.readString(folder.resolve("vkey")).strip());
        if (!checkpoint.isSignedBy(key)) {
          problem("checkpoint: a signature of the key in vkey was expected, found none that holds");
        }
        return Optional.of(checkpoint);
      } catch (IOException | IllegalArgumentException wrong) {
        problem("checkpoint: cannot be read with vkey (" + wrong.getMessage() + ")");
        return Optional.empty();
      }
    }

    private void entries(Checkpoint checkpoint) {
      try {
        int line = 0;
        boolean hasCase = false;
        for (String text : Files.readAllLines(folder.resolve("entries.ndjson"))) {
          line++;
          hasCase |= entry(checkpoint, line, text);
        }
        if (!hasCase) {
          problem("entries.ndjson: an entry of the case was expected, found none");
        }
      } catch (IOException unreadable) {
        problem("entries.ndjson: cannot be read (" + unreadable.getMessage() + ")");
      }
    }

    /** Whether it is the entry of the case. */
    private boolean entry(Checkpoint checkpoint, int line, String text) {
      String where = "entries.ndjson:" + line + ": ";
      try {
        Json.Obj json = Entry.object(line, text);
        long index =
            json.fields().get("index") instanceof Json.Num number
                ? Long.parseLong(number.literal())
                : -1;
        String entry = json.text("entry");
        if (!proof(json, index, checkpoint)
            .proves(MerkleTree.leaf(utf8(entry)), checkpoint.root())) {
          problem(where + "the proof does not lead from entry " + index + " to the root");
          return false;
        }
        if (entries.put(index, entry) != null) {
          problem(where + "entry " + index + " stands twice");
        }
        return taken(Entry.parse(index, utf8(entry)));
      } catch (StoreFailure | IllegalArgumentException wrong) {
        problem(where + wrong.getMessage());
        return false;
      }
    }

    private static InclusionProof proof(Json.Obj json, long index, Checkpoint checkpoint) {
      List<Digest> path = new ArrayList<>();
      if (json.fields().get("proof") instanceof Json.Arr array) {
        array
            .items()
            .forEach(item ->
                path.add(Digest.parseHex(item instanceof Json.Text text ? text.value() : "")));
      }
      return new InclusionProof(index, checkpoint.size(), path);
    }

    private boolean taken(Entry entry) {
      if (entry.type().equals(Entry.OBSERVATION)) {
        observations.add(ObservationReader.read(entry.object("observation").canonical()));
        return false;
      }
      if (entry.type().equals(Entry.CASE)) {
        caseFiles(RecordedCase.files(entry.body()));
        return true;
      }
      problem("entries.ndjson: an entry of type " + entry.type() + " has no place in a report");
      return false;
    }

    private void caseFiles(Map<String, String> files) {
      files.forEach((path, sha256) -> {
        Path file = folder.resolve("case").resolve(path).normalize();
        try {
          if (!file.startsWith(folder.resolve("case"))) {
            problem("case/" + path + ": leaves its folder");
          } else if (!Blobs.digest(file).equals(sha256)) {
            problem("case/" + path + ": not the bytes that were recorded");
          }
        } catch (IOException unreadable) {
          problem("case/" + path + ": the file was expected, found none");
        }
      });
    }
  }
}
