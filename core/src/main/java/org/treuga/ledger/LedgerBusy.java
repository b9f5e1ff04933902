package org.treuga.ledger;

/** Another writer holds the ledger. Nothing is wrong with it: try again when that one is done. */
public final class LedgerBusy extends LedgerFailure {

  private static final long serialVersionUID = 1L;

  LedgerBusy(String message) {
    super(message);
  }
}
