package org.treuga.ledger;

import java.time.Instant;

/**
 * Someone outside who watches that a log only grows, and says so on its checkpoints (C2SP
 * tlog-cosignature v1).
 *
 * <p>What the witness saw last is the caller's to keep: store the returned checkpoint durably
 * before handing out its cosignature, and pass it in next time. Use one key a witness, for nothing
 * else. Immutable.
 */
public final class Witness {

  private final SigningKey key;

  /**
   * @throws IllegalArgumentException if the key is not for {@link KeyUse#WITNESS}
   */
  public Witness(SigningKey key) {
    Checkpoint.requireUse(key.verifier(), KeyUse.WITNESS);
    this.key = key;
  }

  /**
   * Cosigns the first checkpoint it sees of a log: trust on first use.
   *
   * @param now when this happens; fractions of a second are cut off
   * @return the checkpoint with the cosignature added
   * @throws IllegalArgumentException if the log did not sign it
   */
  public Checkpoint cosignFirst(Checkpoint seen, VerifierKey log, Instant now) {
    requireSigned(seen, log);
    return seen.with(seen.cosignature(key, now));
  }

  /**
   * Cosigns a checkpoint that continues the last one seen.
   *
   * @param last what this witness cosigned last
   * @param next what the log shows now
   * @param proof from the size of {@code last} to that of {@code next}
   * @param now when this happens; fractions of a second are cut off
   * @return {@code next} with the cosignature added
   * @throws LedgerInconsistency if {@code next} does not continue {@code last}
   * @throws IllegalArgumentException if the log did not sign both, {@code next} is shorter, or the
   *     proof is between other sizes
   */
  public Checkpoint cosign(
      Checkpoint last, Checkpoint next, ConsistencyProof proof, VerifierKey log, Instant now) {
    requireSigned(last, log);
    requireSigned(next, log);
    if (next.size() < last.size()) {
      throw new IllegalArgumentException(
          "next must not be shorter than the %s entries seen last, was %s"
              .formatted(last.size(), next.size()));
    }
    if (proof.fromSize() != last.size() || proof.size() != next.size()) {
      throw new IllegalArgumentException(
          "proof must lead from size %s to %s, was from %s to %s"
              .formatted(last.size(), next.size(), proof.fromSize(), proof.size()));
    }
    if (!proof.proves(last.root(), next.root())) {
      throw new LedgerInconsistency(last, next, proof);
    }
    return next.with(next.cosignature(key, now));
  }

  private static void requireSigned(Checkpoint checkpoint, VerifierKey log) {
    if (!checkpoint.origin().equals(log.name()) || !checkpoint.isSignedBy(log)) {
      throw new IllegalArgumentException(
          "the checkpoint of %s at size %s must be signed by %s"
              .formatted(checkpoint.origin(), checkpoint.size(), log));
    }
  }
}
