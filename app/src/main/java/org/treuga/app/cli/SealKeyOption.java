package org.treuga.app.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the key of the sealed values is, as the commands name it. */
final class SealKeyOption {

  @Option(
      names = "--seal-key",
      paramLabel = "FILE",
      description =
          "The key of what is sealed, outside the data directory; made at first use."
              + " Default: a file in your settings (~/.config/treuga).")
  private @Nullable Path file;

  SealKeyOption() {}

  @Nullable Path file() {
    return file;
  }
}
