package org.treuga.app.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.treuga.connectors.Feed;
import org.treuga.connectors.reports.ReportRules;
import org.treuga.connectors.reports.ReportsFeed;
import org.treuga.evidence.Intake;
import org.treuga.evidence.Observation;
import org.treuga.evidence.UnreadableInput;
import org.treuga.wire.CaseFolder;
import org.treuga.wire.CaseReader;
import org.treuga.wire.Json;
import org.treuga.wire.ObservationReader;

/**
 * A case as it was recorded at an instant: the version of its files that held then, and the
 * observations that held then.
 *
 * @param folder what its files say; the folder itself is gone
 * @param rules how rows of the short form are understood in this case
 * @param version the entry of its files
 * @param recorded the instant
 */
public record RecordedCase(
    CaseFolder folder, ReportRules rules, StoredCase version, Instant recorded) {

  static RecordedCase read(DataDirectory directory, String id, Instant recorded) {
    StoredCase version =
        directory
            .store()
            .findCase(id, recorded)
            .orElseThrow(() -> new UnreadableInput(missing(directory, id, recorded)));
    try {
      Path scratch = Files.createTempDirectory("treuga-case");
      try {
        lay(directory.blobs(), version.files(), scratch);
        return new RecordedCase(
            CaseReader.read(scratch), ReportRules.ofCase(scratch), version, recorded);
      } finally {
        delete(scratch);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException("the case cannot be read: " + failed.getMessage(), failed);
    }
  }

  private static String missing(DataDirectory directory, String id, Instant recorded) {
    List<StoredCase> all = directory.store().cases(Instant.MAX);
    String known = String.join(", ", all.stream().map(StoredCase::id).toList());
    if (all.stream().anyMatch(one -> one.id().equals(id))) {
      return "the case " + id + " was not recorded before " + recorded + " had passed";
    }
    return all.isEmpty()
        ? "no case is recorded here; treuga case import does it"
        : "a recorded case (" + known + ") was expected, was \"" + id + "\"";
  }

  private static void lay(Blobs blobs, Map<String, String> files, Path scratch) throws IOException {
    for (Map.Entry<String, String> file : files.entrySet()) {
      Path target = scratch.resolve(file.getKey()).normalize();
      if (!target.startsWith(scratch)) {
        throw new UnreadableInput("a case's file leaves its folder: " + file.getKey());
      }
      Files.createDirectories(Objects.requireNonNull(target.getParent()));
      try {
        Files.copy(blobs.file(file.getValue()), target);
      } catch (NoSuchFileException _gone) {
        throw new UnreadableInput(
            "blobs: the bytes of " + file.getKey() + " are missing (" + file.getValue() + ")");
      }
      if (!Blobs.digest(target).equals(file.getValue())) {
        throw new UnreadableInput(
            "blobs: the bytes of " + file.getKey() + " are not those that were recorded");
      }
    }
  }

  static void delete(Path folder) throws IOException {
    try (Stream<Path> inside = Files.walk(folder)) {
      for (Path path : inside.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  /** A feed as this case has it: reports are read by the case's rules. */
  public Feed feed(Feed feed) {
    return feed instanceof ReportsFeed ? new ReportsFeed(rules) : feed;
  }

  /** The observations that held then, in order of recording. */
  public void observations(Store store, Consumer<Observation> reader) {
    store.ofCase(
        version.id(), recorded, stored -> reader.accept(ObservationReader.read(stored.body())));
  }

  /** The same as an intake, in order of id. */
  public Intake intake(Store store) {
    List<Observation> all = new ArrayList<>();
    observations(store, all::add);
    all.sort(Comparator.comparing(Observation::id));
    return new Intake(all, 0, List.of(), List.of());
  }

  /** The form of the entry: {@code {case, files: {path: sha256}, title}}. */
  static Map<String, String> files(Json.Obj body) {
    Map<String, String> files = new TreeMap<>();
    if (body.fields().get("files") instanceof Json.Obj digests) {
      digests.fields().keySet().forEach(path -> files.put(path, digests.text(path)));
    }
    return files;
  }
}
