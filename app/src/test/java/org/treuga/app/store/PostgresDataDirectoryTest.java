package org.treuga.app.store;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class PostgresDataDirectoryTest extends DataDirectoryContract {

  private static @Nullable PostgresServer server;
  private @Nullable String database;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    Optional<Path> programs = PostgresServer.programs();
    assumeTrue(programs.isPresent(), "skipped: no PostgreSQL server is installed");
    server = PostgresServer.start(programs.orElseThrow());
  }

  @AfterAll
  static void stop() throws IOException, InterruptedException {
    if (server != null) {
      server.close();
    }
  }

  @Override
  String newDatabase() {
    database = Objects.requireNonNull(server).newDatabase();
    return database;
  }

  @Override
  @Nullable String databaseOf(StoreScene scene) {
    return database;
  }
}
