package org.treuga.app.server;

import io.javalin.http.Context;

/** Files that a reader takes away: never shown in place, whatever is in them. */
final class Taken {

  private Taken() {}

  /** Says that the answer is a file to be kept. */
  static void asFile(Context request, String name, String type) {
    request.contentType(type);
    request.header("Content-Security-Policy", "default-src 'none'; sandbox");
    request.header("Content-Disposition", "attachment; filename=\"" + plain(name) + "\"");
  }

  /** Names come from outside; what a header or a file system might stumble over is left out. */
  private static String plain(String name) {
    String plain = name.replaceAll("[^A-Za-z0-9._-]+", "_");
    return plain.isEmpty() ? "file" : plain;
  }
}
