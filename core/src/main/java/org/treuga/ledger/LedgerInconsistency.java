package org.treuga.ledger;

/**
 * A log has shown two checkpoints of which the older is not a prefix of the newer: history was
 * rewritten or cut off. The exception is the evidence; keep both checkpoints with their signatures.
 */
public final class LedgerInconsistency extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Checkpoint older;
  private final transient Checkpoint newer;
  private final transient ConsistencyProof proof;

  LedgerInconsistency(Checkpoint older, Checkpoint newer, ConsistencyProof proof) {
    super(
        "the log %s of size %s (root %s) does not continue the one of size %s (root %s)"
            .formatted(newer.origin(), newer.size(), newer.root(), older.size(), older.root()));
    this.older = older;
    this.newer = newer;
    this.proof = proof;
  }

  /** The checkpoint seen first. */
  public Checkpoint older() {
    return older;
  }

  /** The checkpoint that does not continue it. */
  public Checkpoint newer() {
    return newer;
  }

  /** The best proof the log had to offer, which does not lead from one root to the other. */
  public ConsistencyProof proof() {
    return proof;
  }
}
