package org.treuga.app.store;

import org.jspecify.annotations.Nullable;

/**
 * Data directory or store cannot be read or written, or are not what they should be. The message is
 * one sentence for the user and says what to try.
 */
public final class StoreFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public StoreFailure(String message) {
    super(message);
  }

  public StoreFailure(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
