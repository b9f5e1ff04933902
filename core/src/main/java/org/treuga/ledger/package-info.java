/**
 * The record that cannot be quietly rewritten: an append-only Merkle log on disk, signed
 * checkpoints, proofs, witness cosignatures and salted redaction. Bytes in, proofs out; what an
 * entry means is decided elsewhere.
 *
 * <p>Read {@link org.treuga.ledger.FileLedger} first, then {@link org.treuga.ledger.LedgerCheck}.
 * The layout on disk is described in docs/ledger.md. Sources: RFC 9162 section 2.1 (hashing and
 * proofs), C2SP tlog-tiles, tlog-checkpoint, signed-note and tlog-cosignature (files), RFC 8032
 * (Ed25519), RFC 9901 (disclosures).
 */
@NullMarked
package org.treuga.ledger;

import org.jspecify.annotations.NullMarked;
