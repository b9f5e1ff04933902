package org.treuga.app.cli;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.treuga.app.store.DataDirectory;
import picocli.CommandLine.Option;

/** Where recorded things are kept, as the commands name it. */
final class DataOptions {

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "data",
      description = "The data directory. Default: data, in the folder you are in.")
  private Path folder;

  @Option(
      names = "--db",
      paramLabel = "URL",
      description = "A PostgreSQL store, jdbc:postgresql://host/database, in place of store.db.")
  private @Nullable String database;

  @SuppressWarnings("NullAway.Init") // picocli fills the fields
  DataOptions() {}

  DataDirectory open() {
    return open(folder, database);
  }

  static DataDirectory open(Path folder, @Nullable String database) {
    return DataDirectory.of(folder, database, InstantSource.system(), new SecureRandom());
  }
}
