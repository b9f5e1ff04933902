package org.treuga.ledger;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What witnesses said of a log, kept beside it: {@code witnesses}, the key of each that ever
 * cosigned, one a line, and {@code cosignatures/<size>}, the checkpoint of that size with the lines
 * of the log and of its witnesses. The keys make every line checkable: one of nobody known is a
 * damaged one.
 */
final class Cosignatures {

  private static final Pattern SIZE = Pattern.compile("0|[1-9][0-9]{0,17}");

  private Cosignatures() {}

  /** Keeps the lines of one checkpoint; the key first, so that no line is ever of nobody known. */
  static void add(Path ledger, Checkpoint cosigned, VerifierKey witness) throws IOException {
    List<VerifierKey> known = new ArrayList<>(witnesses(ledger));
    if (!known.contains(witness)) {
      known.add(witness);
      StringBuilder lines = new StringBuilder();
      known.forEach(key -> lines.append(key.text()).append('\n'));
      DurableFiles.replace(
          LedgerFiles.witnesses(ledger), lines.toString().getBytes(StandardCharsets.UTF_8));
    }
    Path file = file(ledger, cosigned.size());
    Checkpoint all = Files.exists(file) ? read(ledger, cosigned.size()) : cosigned;
    DurableFiles.replace(file, all.withAll(cosigned).bytes());
  }

  /**
   * The keys of the witnesses known here.
   *
   * @throws IllegalArgumentException if the file holds anything but their lines
   */
  static List<VerifierKey> witnesses(Path ledger) throws IOException {
    String text;
    try {
      text = Notes.text(Files.readAllBytes(LedgerFiles.witnesses(ledger)));
    } catch (NoSuchFileException none) {
      return List.of();
    }
    if (!text.endsWith("\n")) {
      throw new IllegalArgumentException("must end with a line end");
    }
    List<VerifierKey> keys = new ArrayList<>();
    for (String line : text.substring(0, text.length() - 1).split("\n", -1)) {
      VerifierKey key = VerifierKey.parse(line);
      Checkpoint.requireUse(key, KeyUse.WITNESS);
      keys.add(key);
    }
    return keys;
  }

  static Path file(Path ledger, long size) {
    return LedgerFiles.cosignatures(ledger).resolve(Long.toString(size));
  }

  /** The sizes at which the log was cosigned. */
  static TreeSet<Long> sizes(Path ledger) throws IOException {
    TreeSet<Long> sizes = new TreeSet<>();
    if (Files.isDirectory(LedgerFiles.cosignatures(ledger))) {
      try (DirectoryStream<Path> files =
          Files.newDirectoryStream(LedgerFiles.cosignatures(ledger))) {
        for (Path file : files) {
          String name = String.valueOf(file.getFileName());
          if (SIZE.matcher(name).matches()) {
            sizes.add(Long.parseLong(name));
          }
        }
      }
    }
    return sizes;
  }

  /**
   * The cosigned checkpoint of a size.
   *
   * @throws IllegalArgumentException if the file holds anything else
   */
  static Checkpoint read(Path ledger, long size) throws IOException {
    Checkpoint checkpoint = Checkpoint.parse(Files.readAllBytes(file(ledger, size)));
    if (checkpoint.size() != size) {
      throw new IllegalArgumentException(
          "size must be %s, was %s".formatted(size, checkpoint.size()));
    }
    return checkpoint;
  }
}
