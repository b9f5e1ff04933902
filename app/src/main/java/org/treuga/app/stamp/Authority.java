package org.treuga.app.stamp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampResponse;
import org.jspecify.annotations.Nullable;
import org.treuga.evidence.UnreadableInput;

/**
 * A time-stamp authority that is asked over HTTP (RFC 3161 section 3.4). It learns a digest and
 * nothing else. For one thread.
 */
public final class Authority {

  /** Tokens with their chain take 3 to 10 kB; more is no time-stamp. */
  static final int MAX_ANSWER_BYTES = 1 << 16;

  private static final int NONCE_BITS = 64;

  /**
   * How patiently an authority is asked.
   *
   * @param timeout for one attempt, from connecting to the last byte
   * @param attempts in all; only what may pass is tried again: no connection, no answer in time, an
   *     error of the server
   * @param pause before the second attempt, doubled for each further one
   */
  public record Patience(Duration timeout, int attempts, Duration pause) {
    public static final Patience USUAL =
        new Patience(Duration.ofSeconds(15), 3, Duration.ofSeconds(1));
  }

  /** What may go better next time. */
  private static final class Passing extends Exception {
    private static final long serialVersionUID = 1L;

    Passing(String message) {
      super(message);
    }
  }

  private final URI address;
  private final Patience patience;
  private final List<X509Certificate> anchors;
  private final SecureRandom random;

  /**
   * @param address http or https
   * @param anchors certificates it must lead to; empty if it is not asked whether to trust it
   * @throws UnreadableInput if it is no such address
   */
  public Authority(
      String address, Patience patience, List<X509Certificate> anchors, SecureRandom random) {
    this.address = uri(address);
    this.patience = patience;
    this.anchors = List.copyOf(anchors);
    this.random = random;
  }

  private static URI uri(String address) {
    try {
      URI uri = URI.create(address);
      if (uri.getHost() != null && List.of("http", "https").contains(uri.getScheme())) {
        return uri;
      }
    } catch (IllegalArgumentException _noAddress) {
      // told below
    }
    throw new UnreadableInput(
        "--authority must be an http or https address, was \"" + address + "\"");
  }

  /** The address without what may be secret in it: user, password, query. */
  public String name() {
    String port = address.getPort() < 0 ? "" : ":" + address.getPort();
    String path = address.getRawPath() == null ? "" : address.getRawPath();
    return address.getScheme() + "://" + address.getHost() + port + path;
  }

  /**
   * Asks for a time-stamp over bytes and checks that the answer is one: status, nonce, digest,
   * signature, and that the certificate is for this, was valid, and leads to the anchors if any.
   *
   * @throws StampFailure if there is no such answer
   */
  public Stamp ask(byte[] message) {
    TimeStampRequestGenerator generator = new TimeStampRequestGenerator();
    generator.setCertReq(true);
    TimeStampRequest request =
        generator.generate(
            TSPAlgorithms.SHA256, Stamp.sha256(message), new BigInteger(NONCE_BITS, random));
    byte[] answer = answer(request);
    try {
      TimeStampResponse response = new TimeStampResponse(answer);
      requireGranted(response);
      response.validate(request);
    } catch (TSPException | IOException | RuntimeException wrong) {
      throw wrong instanceof StampFailure failure
          ? failure
          : new StampFailure(
              name() + ": the answer is not to what was asked (" + Stamp.reason(wrong) + ")",
              wrong);
    }
    Stamp stamp = Stamp.parse(answer);
    stamp.check(message);
    if (!anchors.isEmpty()) {
      stamp.checkTrust(anchors);
    }
    return stamp;
  }

  private void requireGranted(TimeStampResponse response) {
    if (response.getTimeStampToken() == null) {
      String why = response.getStatusString();
      throw new StampFailure(
          "%s refused: status %d%s"
              .formatted(name(), response.getStatus(), why == null ? "" : ", \"" + why + "\""));
    }
  }

  private byte[] answer(TimeStampRequest request) {
    Duration pause = patience.pause();
    for (int attempt = 1; ; attempt++) {
      try {
        return send(request.getEncoded());
      } catch (Passing passing) {
        if (attempt == patience.attempts()) {
          throw new StampFailure(
              "%s: %s, asked %d times".formatted(name(), passing.getMessage(), attempt), passing);
        }
      } catch (IOException impossible) {
        throw new StampFailure("the request cannot be encoded", impossible);
      }
      pause(pause);
      pause = pause.multipliedBy(2);
    }
  }

  private static void pause(Duration pause) {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StampFailure("interrupted while waiting for the authority", e);
    }
  }

  private byte[] send(byte[] request) throws Passing {
    HttpRequest post =
        HttpRequest.newBuilder(address)
            .header("Content-Type", "application/timestamp-query")
            .header("Accept", "application/timestamp-reply")
            .POST(HttpRequest.BodyPublishers.ofByteArray(request))
            .build();
    HttpClient client =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(patience.timeout())
            .build();
    CompletableFuture<HttpResponse<byte[]>> sent = client.sendAsync(post, _head -> new Bounded());
    try {
      return body(sent.get(patience.timeout().toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException late) {
      throw new Passing("no whole answer within " + patience.timeout().toSeconds() + " s");
    } catch (ExecutionException failed) {
      Throwable cause = failed.getCause();
      if (cause instanceof StampFailure tooLong) {
        throw new StampFailure(name() + ": " + tooLong.getMessage(), tooLong);
      }
      throw new Passing("no answer (" + (cause == null ? "unknown" : Stamp.reason(cause)) + ")");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StampFailure("interrupted while waiting for the authority", e);
    } finally {
      sent.cancel(true);
      client.shutdownNow();
    }
  }

  private byte[] body(HttpResponse<byte[]> response) throws Passing {
    int status = response.statusCode();
    if (status >= 500) {
      throw new Passing("HTTP status " + status);
    }
    if (status != 200) {
      throw new StampFailure(name() + ": HTTP status " + status + ", expected 200");
    }
    return response.body();
  }

  /** Takes the bytes of an answer, up to a bound: an answer without end must not fill us up. */
  private static final class Bounded implements HttpResponse.BodySubscriber<byte[]> {
    private final CompletableFuture<byte[]> body = new CompletableFuture<>();
    private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
    private Flow.@Nullable Subscription subscription;

    @Override
    public CompletionStage<byte[]> getBody() {
      return body;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
      subscription = given;
      given.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
      for (ByteBuffer buffer : buffers) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        if (taken.size() + bytes.length > MAX_ANSWER_BYTES) {
          body.completeExceptionally(
              new StampFailure("the answer is longer than " + MAX_ANSWER_BYTES + " bytes"));
          if (subscription != null) {
            subscription.cancel();
          }
          return;
        }
        taken.writeBytes(bytes);
      }
    }

    @Override
    public void onError(Throwable failure) {
      body.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
      body.complete(taken.toByteArray());
    }
  }
}
