package org.treuga.app.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.treuga.app.store.StoreFailure;

/**
 * A write that an earlier run of the server began and did not see the end of: it was killed, or the
 * machine was. A mark is laid beside the record before a write and taken away after it; a mark that
 * is found at start tells of the write, and the ledger whether it is there.
 *
 * @param entriesBefore how many entries the ledger had when it began
 * @param entriesNow how many it had at this start
 */
public record Interruption(Instant beganAt, long entriesBefore, long entriesNow) {

  private static final String FILE = "write.under-way";

  /** A write is wholly in the ledger or not at all, so one more entry tells. */
  public boolean recorded() {
    return entriesNow > entriesBefore;
  }

  /** What is to be told to people. */
  public String sentence() {
    return recorded()
        ? "A write that began at %s was interrupted after it was wholly recorded: entries %d to %d."
            .formatted(beganAt, entriesBefore, entriesNow - 1)
        : "A write that began at %s was interrupted before it was recorded: nothing of it is there;"
                .formatted(beganAt)
            + " please do it again.";
  }

  static void mark(Path folder, Instant beganAt, long entries) {
    try {
      Files.writeString(folder.resolve(FILE), beganAt + " " + entries + "\n");
    } catch (IOException failed) {
      throw new StoreFailure("cannot write to " + folder + ": " + failed.getMessage(), failed);
    }
  }

  static void unmark(Path folder) {
    try {
      Files.deleteIfExists(folder.resolve(FILE));
    } catch (IOException failed) {
      throw new StoreFailure("cannot write to " + folder + ": " + failed.getMessage(), failed);
    }
  }

  /** What the mark in a folder tells; empty if there is none, or it was not finished itself. */
  static Optional<Interruption> find(Path folder, long entriesNow) {
    try {
      Path file = folder.resolve(FILE);
      if (!Files.exists(file)) {
        return Optional.empty();
      }
      String[] parts = Files.readString(file, StandardCharsets.UTF_8).strip().split(" ", -1);
      return Optional.of(
          new Interruption(Instant.parse(parts[0]), Long.parseLong(parts[1]), entriesNow));
    } catch (IOException
        | DateTimeException
        | NumberFormatException
        | ArrayIndexOutOfBoundsException _noMark) {
      return Optional.empty();
    }
  }
}
