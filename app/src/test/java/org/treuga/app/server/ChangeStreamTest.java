package org.treuga.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who listens is told of every record, and nobody can make the server listen for ever. */
@Timeout(120)
class ChangeStreamTest {

  @TempDir Path folder;
  private ApiScene scene;

  @SuppressWarnings("NullAway.Init") // set before each test
  ChangeStreamTest() {}

  @BeforeEach
  void serve() {
    scene = new ApiScene(folder, ApiScene.EXERCISE);
  }

  @AfterEach
  void stop() {
    scene.close();
  }

  /** A listener on a socket of its own, so that many of them need no client each. */
  private static final class Listener implements AutoCloseable {
    private final Socket socket;
    private final BufferedReader lines;
    final String status;

    Listener(ApiScene scene, String... headers) throws IOException {
      socket = new Socket("127.0.0.1", scene.server.port());
      String asked =
          "GET /api/stream HTTP/1.1\r\nHost: localhost\r\n"
              + String.join("", List.of(headers))
              + "\r\n";
      socket.getOutputStream().write(asked.getBytes(StandardCharsets.US_ASCII));
      lines =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      status = lines.readLine();
    }

    /** The next lines up to that which begins with a word, both included; empty at the end. */
    List<String> until(String word) throws IOException {
      List<String> read = new ArrayList<>();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        read.add(line);
        if (line.startsWith(word)) {
          return read;
        }
      }
      return List.of();
    }

    boolean isAtEnd() throws IOException {
      while (lines.readLine() != null) {
        // What is still to come is of no interest.
      }
      return true;
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  private void record(String word) {
    scene.report(ApiScene.EXERCISE, ApiScene.reports(folder.resolve(word + ".csv"), word, 3));
  }

  @Test
  void a_listener_is_told_how_many_entries_there_are_after_each_write() throws IOException {
    try (Listener listener = new Listener(scene)) {
      assertThat(listener.status).contains("200");
      long before = scene.workbench.entries();
      assertThat(listener.until("data:")).contains("event: now", "id: " + before);
      record("a");
      long after = scene.workbench.entries();
      List<String> told = listener.until("data:");
      assertThat(told).contains("event: changed", "id: " + after);
      assertThat(told.getLast()).contains("\"" + ApiScene.EXERCISE + "\":").contains("" + after);
    }
  }

  @Test
  void a_listener_who_comes_again_is_told_at_once_what_was_missed() throws IOException {
    long seen = scene.workbench.entries();
    record("a");
    try (Listener again = new Listener(scene, "Last-Event-ID: " + seen + "\r\n")) {
      assertThat(again.until("data:")).contains("event: changed");
    }
  }

  @Test
  void one_listener_too_many_is_refused_with_a_sentence_until_another_goes() throws IOException {
    List<Listener> all = new ArrayList<>();
    try {
      for (int i = 0; i < ChangeStream.MAX_LISTENERS; i++) {
        Listener one = new Listener(scene);
        assertThat(one.until("data:")).isNotEmpty();
        all.add(one);
      }
      try (Listener refused = new Listener(scene)) {
        assertThat(refused.status).contains("503");
        assertThat(refused.until("{").getLast()).contains("200 listeners");
      }
      for (Listener one : all.subList(0, 10)) {
        one.close();
      }
      // Who went is found out when the next event is sent.
      for (int i = 0; i < 50; i++) {
        record("r" + i);
        try (Listener welcome = new Listener(scene)) {
          if (welcome.status.contains("200")) {
            return;
          }
        }
      }
      throw new AssertionError("no place became free");
    } finally {
      for (Listener one : all) {
        one.close();
      }
    }
  }

  @Test
  void listeners_end_when_the_server_stops() throws IOException {
    try (Listener listener = new Listener(scene)) {
      assertThat(listener.until("data:")).isNotEmpty();
      scene.server.close();
      assertThat(listener.isAtEnd()).isTrue();
    }
  }
}
