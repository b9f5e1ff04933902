package org.treuga.app.stamp;

import org.jspecify.annotations.Nullable;

/** A time-stamp could not be had, or does not say what it should. The message is one sentence. */
public final class StampFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  StampFailure(String message) {
    super(message);
  }

  StampFailure(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
