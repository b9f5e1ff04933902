package org.treuga.app.store;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A real PostgreSQL on loopback, started from the installed programs and gone with the test. */
final class PostgresServer implements AutoCloseable {

  private static final AtomicInteger DATABASES = new AtomicInteger();

  private final Path folder;
  private final Process server;
  private final int port;

  private PostgresServer(Path folder, Process server, int port) {
    this.folder = folder;
    this.server = server;
    this.port = port;
  }

  /** Where the newest installed server lies; empty when there is none. */
  static Optional<Path> programs() {
    Path all = Path.of("/usr/lib/postgresql");
    Optional<Path> newest = Optional.empty();
    if (Files.isDirectory(all)) {
      try (DirectoryStream<Path> versions = Files.newDirectoryStream(all)) {
        for (Path version : versions) {
          Path bin = version.resolve("bin");
          if (Files.isExecutable(bin.resolve("initdb"))) {
            newest = Optional.of(bin);
          }
        }
      } catch (IOException e) {
        return Optional.empty();
      }
    }
    return newest;
  }

  static PostgresServer start(Path bin) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("treuga-pg");
    if (isRoot()) {
      run(List.of("chown", "nobody", folder.toString()));
    }
    int port = freePort();
    String data = folder.resolve("data").toString();
    run(unprivileged(bin.resolve("initdb") + "", "-D", data, "-U", "treuga", "-A", "trust", "-N"));
    Process server =
        new ProcessBuilder(
                unprivileged(
                    bin.resolve("postgres") + "",
                    "-D",
                    data,
                    "-k",
                    folder.toString(),
                    "-h",
                    "127.0.0.1",
                    "-p",
                    String.valueOf(port),
                    "-F"))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    PostgresServer started = new PostgresServer(folder, server, port);
    started.awaitReady();
    return started;
  }

  private void awaitReady() throws InterruptedException {
    for (int attempt = 0; attempt < 100; attempt++) {
      try (Connection ready = connect()) {
        return;
      } catch (SQLException notYet) {
        Thread.sleep(200);
      }
    }
    throw new IllegalStateException("PostgreSQL does not answer on port " + port);
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(url("postgres"));
  }

  private String url(String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?user=treuga";
  }

  /** A new, empty database. */
  String newDatabase() {
    String name = "t" + DATABASES.incrementAndGet();
    try (Connection connection = connect();
        var statement = connection.createStatement()) {
      statement.execute("create database " + name);
      return url(name);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** initdb refuses root, so root steps down. */
  private static List<String> unprivileged(String... command) {
    List<String> all = new ArrayList<>();
    if (isRoot()) {
      all.addAll(List.of("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"));
    }
    all.addAll(List.of(command));
    return all;
  }

  static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void run(List<String> command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (process.waitFor() != 0) {
      throw new IOException("failed: " + String.join(" ", command));
    }
  }

  @Override
  public void close() throws IOException, InterruptedException {
    server.destroy();
    if (!server.waitFor(10, TimeUnit.SECONDS)) {
      server.destroyForcibly().waitFor();
    }
    run(List.of("rm", "-r", folder.toString()));
  }
}
