package org.treuga.app.stamp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.treuga.evidence.UnreadableInput;

/** Asks a real time-stamp server on loopback. */
class AuthorityTest {

  private static final byte[] MESSAGE =
      "log.example\n3\nroot\n".getBytes(StandardCharsets.US_ASCII);
  private static final Authority.Patience BRIEF =
      new Authority.Patience(Duration.ofSeconds(20), 3, Duration.ZERO);

  @TempDir Path folder;

  private static Stamp ask(TimeStampServer server) {
    return authority(server.address(), BRIEF).ask(MESSAGE);
  }

  private static Authority authority(String address, Authority.Patience patience) {
    return new Authority(address, patience, List.of(), new SecureRandom());
  }

  @Test
  void a_stamp_tells_when_the_bytes_were_there_and_by_whom() {
    try (TimeStampServer server = TimeStampServer.honest()) {
      Instant before = Instant.now().minusSeconds(1);
      Stamp stamp = Stamp.parse(ask(server).bytes());
      stamp.check(MESSAGE);
      stamp.checkTrust(List.of(server.root()));
      assertThat(stamp.time()).isBetween(before, Instant.now());
      assertThat(stamp.signer()).isEqualTo("CN=Clock of the test");
      assertThat(server.asked()).isEqualTo(1);
    }
  }

  @Test
  void a_stamp_over_other_bytes_is_refused() {
    try (TimeStampServer server = TimeStampServer.honest()) {
      Stamp stamp = ask(server);
      assertThatThrownBy(() -> stamp.check(new byte[] {1}))
          .isInstanceOf(StampFailure.class)
          .hasMessageContaining("over other bytes");
    }
  }

  @Test
  void an_authority_that_leads_to_nobody_trusted_is_refused() {
    try (TimeStampServer server = TimeStampServer.honest();
        TimeStampServer other = TimeStampServer.honest()) {
      assertThatThrownBy(() -> ask(server).checkTrust(List.of(other.root())))
          .isInstanceOf(StampFailure.class)
          .hasMessageContaining("does not lead to the trust anchors");
    }
  }

  @Test
  void the_answer_to_another_question_is_refused() {
    try (TimeStampServer server = TimeStampServer.with(TimeStampServer::otherNonce)) {
      assertThatThrownBy(() -> ask(server))
          .isInstanceOf(StampFailure.class)
          .hasMessageContaining("not to what was asked")
          .hasMessageContaining("nonce");
    }
  }

  @Test
  void a_stamp_over_another_digest_is_refused() {
    try (TimeStampServer server = TimeStampServer.with(TimeStampServer::otherImprint)) {
      assertThatThrownBy(() -> ask(server))
          .isInstanceOf(StampFailure.class)
          .hasMessageContaining("not to what was asked")
          .hasMessageContaining("digest");
    }
  }

  @Test
  void a_refusal_is_told_with_its_reason_and_not_asked_again() {
    try (TimeStampServer server = TimeStampServer.with(TimeStampServer::refused)) {
      assertThatThrownBy(() -> ask(server))
          .isInstanceOf(StampFailure.class)
          .hasMessageContaining("refused: status 2, \"not on Sundays\"");
      assertThat(server.asked()).isEqualTo(1);
    }
  }

  @Test
  void a_tampered_stamp_is_refused() {
    try (TimeStampServer server = TimeStampServer.with(TimeStampServer::tampered)) {
      assertThatThrownBy(() -> ask(server))
          .isInstanceOf(StampFailure.class)
          .hasMessageContaining("not true");
    }
  }

  @Test
  void an_expired_certificate_is_refused() {
    try (TimeStampServer server = TimeStampServer.expired()) {
      assertThatThrownBy(() -> ask(server))
          .isInstanceOf(StampFailure.class)
          .hasMessageContaining("not true");
    }
  }

  @Test
  void a_certificate_for_something_else_is_refused() {
    try (TimeStampServer server = TimeStampServer.unsuitable()) {
      assertThatThrownBy(() -> ask(server))
          .isInstanceOf(StampFailure.class)
          .hasMessageContaining("ExtendedKeyUsage");
    }
  }

  @Test
  void an_answer_that_is_no_stamp_is_refused() {
    try (TimeStampServer server =
        TimeStampServer.with((_server, _request) -> "<html>".getBytes(StandardCharsets.UTF_8))) {
      assertThatThrownBy(() -> ask(server)).isInstanceOf(StampFailure.class);
    }
  }

  @Test
  void an_endless_answer_is_cut_off() {
    try (TimeStampServer server = TimeStampServer.endless()) {
      assertThatThrownBy(() -> ask(server))
          .isInstanceOf(StampFailure.class)
          .hasMessageContaining("longer than 65536 bytes");
      assertThat(server.asked()).isEqualTo(1);
    }
  }

  @Test
  void an_answer_that_does_not_come_is_waited_for_a_few_times_only() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Authority authority =
          authority(
              "http://127.0.0.1:" + silent.getLocalPort(),
              new Authority.Patience(Duration.ofMillis(300), 2, Duration.ZERO));
      assertThatThrownBy(() -> authority.ask(MESSAGE))
          .isInstanceOf(StampFailure.class)
          .hasMessageContaining("no whole answer")
          .hasMessageContaining("asked 2 times");
    }
  }

  @Test
  void an_authority_that_is_down_is_told() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    assertThatThrownBy(() -> authority("http://127.0.0.1:" + port, BRIEF).ask(MESSAGE))
        .isInstanceOf(StampFailure.class)
        .hasMessageContaining("no answer")
        .hasMessageContaining("asked 3 times");
  }

  @Test
  void an_authority_that_stumbles_is_asked_again() {
    try (TimeStampServer server = TimeStampServer.failingAtFirst(2)) {
      assertThat(ask(server).signer()).isEqualTo("CN=Clock of the test");
      assertThat(server.asked()).isEqualTo(3);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ftp://127.0.0.1/", "tsa.example", "http:///x", "http://a b/", ""})
  void what_is_no_address_is_refused(String address) {
    assertThatThrownBy(() -> authority(address, BRIEF)).isInstanceOf(UnreadableInput.class);
  }

  @Test
  void user_and_password_do_not_show() {
    assertThat(authority("https://user:secret@tsa.example:8443/ts?key=secret", BRIEF).name())
        .isEqualTo("https://tsa.example:8443/ts");
  }

  @Test
  void a_file_without_certificates_is_no_file_of_anchors() throws IOException {
    Path file = Files.writeString(folder.resolve("ca.pem"), "nothing");
    assertThatThrownBy(() -> Stamp.anchors(file))
        .isInstanceOf(UnreadableInput.class)
        .hasMessageContaining("certificates in PEM were expected");
    assertThatThrownBy(() -> Stamp.anchors(folder.resolve("none.pem")))
        .isInstanceOf(UnreadableInput.class)
        .hasMessageContaining("no such file");
  }
}
