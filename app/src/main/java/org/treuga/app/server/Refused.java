package org.treuga.app.server;

/** A request that is not answered, with the status and a sentence for whoever asked. */
final class Refused extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;

  Refused(int status, String sentence) {
    super(sentence);
    this.status = status;
  }

  int status() {
    return status;
  }

  String sentence() {
    return String.valueOf(getMessage());
  }
}
