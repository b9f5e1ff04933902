package org.treuga.ledger;

import org.jspecify.annotations.Nullable;

/**
 * The ledger could not be read or written: the disk failed, a file is damaged, another writer holds
 * it ({@link LedgerBusy}). The message says which file and what to try.
 */
public sealed class LedgerFailure extends RuntimeException permits LedgerBusy {

  private static final long serialVersionUID = 1L;

  LedgerFailure(String message) {
    super(message);
  }

  LedgerFailure(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
