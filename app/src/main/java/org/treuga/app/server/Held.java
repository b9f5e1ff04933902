package org.treuga.app.server;

import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.treuga.app.store.Receipt;
import org.treuga.connectors.Feed;
import org.treuga.connectors.reports.Mapping;

/**
 * A file that somebody brought and nobody has recorded yet. What is done with it is done by one
 * thread at a time: lock it.
 */
final class Held {

  final String token;
  final String caseId;
  final String name;
  final Path path;
  final long bytes;
  final Instant since;
  final boolean isCase;

  /** What was said of the columns; null while nobody has looked. */
  @Nullable Mapping mapping;

  /** What recording would do, with the mapping and the record of the time. */
  @Nullable Receipt preview;

  long previewOf = -1;

  /** What recording did. */
  @Nullable Receipt done;

  /** The entry of its receipt; -1 where nothing had to be recorded. */
  long entry = -1;

  Held(
      String token,
      String caseId,
      String name,
      Path path,
      long bytes,
      Instant since,
      boolean isCase) {
    this.token = token;
    this.caseId = caseId;
    this.name = name;
    this.path = path;
    this.bytes = bytes;
    this.since = since;
    this.isCase = isCase;
  }

  Feed.Input input() {
    return new Feed.Input(path, name);
  }

  /** Where a case is unpacked. */
  Path folder() {
    return path.resolveSibling(token + ".case");
  }
}
