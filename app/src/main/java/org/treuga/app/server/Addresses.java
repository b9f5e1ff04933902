package org.treuga.app.server;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Parts of addresses. */
final class Addresses {

  private Addresses() {}

  /** A text in a path: colons need no hiding there, and hidden slashes are refused by servers. */
  static String segment(String text) {
    return value(text).replace("+", "%20").replace("%2F", "/").replace("%3A", ":");
  }

  /** A text as the value of a parameter. */
  static String value(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
