package org.treuga.app.server;

import io.javalin.http.Context;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Answers with a tag of their content, so that what a reader has need not be sent again. */
final class Etags {

  private Etags() {}

  /** Sends bytes, or says that they have not changed. */
  static void send(Context request, byte[] bytes) {
    if (!isKnown(request, tag(bytes))) {
      request.result(bytes);
    }
  }

  /** Whether the reader has what the tag stands for; then the answer is made already. */
  static boolean isKnown(Context request, String tag) {
    String quoted = "\"" + tag + "\"";
    request.header("ETag", quoted);
    String asked = request.header("If-None-Match");
    if (asked != null && (asked.equals(quoted) || asked.contains(quoted))) {
      request.status(304);
      return true;
    }
    return false;
  }

  private static String tag(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(digest, 0, 12);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }
}
