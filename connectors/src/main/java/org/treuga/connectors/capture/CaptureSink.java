package org.treuga.connectors.capture;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.treuga.evidence.Rejection;

/** Where captures go, one after another, each exactly once. */
public interface CaptureSink {

  /**
   * Takes bytes with what is said of them.
   *
   * @param bytes a file that is read before this returns
   * @param at file and line or record, for rejections
   * @return where the bytes can be read again until the capture is finished; empty if they were
   *     rejected
   */
  Optional<Path> accept(Collected collected, Path bytes, At at) throws IOException;

  void reject(Rejection rejection);

  /** A sentence that a user should see. */
  void note(String sentence);

  /**
   * Where something stood.
   *
   * @param file as the user named it, after {@code !} the member of an archive
   * @param line of a table, or the number of a record in an archive; 0 for a whole file
   */
  record At(String file, int line) {}
}
