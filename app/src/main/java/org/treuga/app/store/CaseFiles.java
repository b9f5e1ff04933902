package org.treuga.app.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.treuga.evidence.UnreadableInput;
import org.treuga.wire.CaseFolder;
import org.treuga.wire.CaseReader;

/**
 * The files that make a case, its reports apart: those are observations, not what was agreed.
 *
 * @param reports the case's own reports, or nothing
 * @param files by path within the folder, with forward slashes
 */
record CaseFiles(String id, String title, List<Path> reports, SortedMap<String, Path> files) {

  private static final int MAX_FILES = 2_000;
  private static final int MAX_DEPTH = 4;
  private static final long MAX_BYTES = 64L << 20;
  private static final List<String> KINDS = List.of(".yaml", ".yml", ".csv", ".geojson", ".md");

  CaseFiles {
    reports = List.copyOf(reports);
    files = Collections.unmodifiableSortedMap(files);
  }

  /**
   * Reads a folder once, so that nothing is recorded that is no case.
   *
   * @throws UnreadableInput naming file and line
   */
  static CaseFiles of(Path folder) {
    CaseFolder read = CaseReader.read(folder);
    boolean hasReports = Files.exists(read.reports());
    return new CaseFiles(
        read.id(),
        read.title(),
        hasReports ? List.of(read.reports()) : List.of(),
        list(folder, read.reports()));
  }

  private static SortedMap<String, Path> list(Path folder, Path reports) {
    SortedMap<String, Path> files = new TreeMap<>();
    long bytes = 0;
    try (Stream<Path> walk = Files.walk(folder, MAX_DEPTH)) {
      for (Path file : (Iterable<Path>) walk.filter(CaseFiles::belongs)::iterator) {
        if (!file.equals(reports)) {
          files.put(folder.relativize(file).toString().replace('\\', '/'), file);
          bytes += Files.size(file);
        }
      }
    } catch (IOException unreadable) {
      throw new UnreadableInput(folder + ": cannot be listed (" + unreadable.getMessage() + ")");
    }
    if (files.size() > MAX_FILES || bytes > MAX_BYTES) {
      throw new UnreadableInput(
          folder
              + ": a case folder of at most %d files and %d bytes was expected, came %d and %d"
                  .formatted(MAX_FILES, MAX_BYTES, files.size(), bytes));
    }
    return files;
  }

  private static boolean belongs(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        && !name.startsWith(".")
        && KINDS.stream().anyMatch(name::endsWith);
  }
}
