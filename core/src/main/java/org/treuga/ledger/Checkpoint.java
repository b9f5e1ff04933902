package org.treuga.ledger;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a log was at one size, in a few signed lines: its name, how many entries, and the hash that
 * commits to all of them (C2SP tlog-checkpoint). Immutable.
 *
 * @param origin the name of the log
 * @param size how many entries
 * @param root the tree hash over them
 * @param extensions further lines of the log, seldom any
 * @param signatures of the log and of witnesses, checked or not
 */
public record Checkpoint(
    String origin,
    long size,
    Digest root,
    List<String> extensions,
    List<NoteSignature> signatures) {

  /** The C2SP text asks to accept 16 at least; a bound keeps a hostile file from costing us. */
  static final int MAX_SIGNATURES = 64;

  public Checkpoint {
    Notes.line(origin);
    if (size < 0) {
      throw new IllegalArgumentException("size must not be negative, was " + size);
    }
    extensions = List.copyOf(extensions);
    extensions.forEach(Notes::line);
    signatures = List.copyOf(signatures);
    if (signatures.size() > MAX_SIGNATURES) {
      throw new IllegalArgumentException(
          "signatures must be at most %s, were %s".formatted(MAX_SIGNATURES, signatures.size()));
    }
  }

  /** The plain checkpoint of a log, not yet signed. */
  static Checkpoint of(String origin, long size, Digest root) {
    return new Checkpoint(origin, size, root, List.of(), List.of());
  }

  /**
   * Reads a signed note. Signatures are not checked, see {@link #isSignedBy}.
   *
   * @throws IllegalArgumentException unless the bytes are exactly what {@link #bytes} would write
   */
  public static Checkpoint parse(byte[] bytes) {
    String note = Notes.text(bytes);
    int gap = note.lastIndexOf("\n\n");
    if (gap < 0 || !note.endsWith("\n")) {
      throw new IllegalArgumentException(
          "a checkpoint must be text, an empty line and signature lines");
    }
    List<String> text = note.substring(0, gap).lines().toList();
    if (text.size() < 3) {
      throw new IllegalArgumentException(
          "a checkpoint must open with origin, size and root, had lines: " + text.size());
    }
    List<NoteSignature> signatures =
        note.substring(gap + 2)
            .lines()
            .limit(MAX_SIGNATURES + 1)
            .map(NoteSignature::parse)
            .toList();
    Checkpoint checkpoint =
        new Checkpoint(
            text.get(0),
            Long.parseLong(text.get(1)),
            Digest.of(Notes.base64(text.get(2))),
            text.subList(3, text.size()),
            signatures);
    if (!new String(checkpoint.bytes(), StandardCharsets.UTF_8).equals(note)) {
      throw new IllegalArgumentException("a checkpoint must be in its canonical form");
    }
    return checkpoint;
  }

  /** The signed text: origin, size, root and extensions, each with its line end. */
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append(origin).append('\n').append(size).append('\n').append(root.base64()).append('\n');
    extensions.forEach(line -> text.append(line).append('\n'));
    return text.toString();
  }

  /** The whole note in UTF-8, as it lies in the file {@code checkpoint}. */
  public byte[] bytes() {
    StringBuilder note = new StringBuilder(text()).append('\n');
    signatures.forEach(signature -> note.append(signature.line()).append('\n'));
    return note.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** This checkpoint with one more signature line; a line it has already is not repeated. */
  public Checkpoint with(NoteSignature signature) {
    if (signatures.contains(signature)) {
      return this;
    }
    List<NoteSignature> more = new ArrayList<>(signatures);
    more.add(signature);
    return new Checkpoint(origin, size, root, extensions, more);
  }

  /** This checkpoint with the signature lines of another one of the same text, each once. */
  Checkpoint withAll(Checkpoint other) {
    Checkpoint all = this;
    for (NoteSignature signature : other.signatures) {
      all = all.with(signature);
    }
    return all;
  }

  /** This checkpoint with the signature lines of these keys only, true or not. */
  public Checkpoint only(List<VerifierKey> keys) {
    return new Checkpoint(
        origin,
        size,
        root,
        extensions,
        signatures.stream().filter(signature -> keys.stream().anyMatch(signature::isBy)).toList());
  }

  /** Whether a line claims this key, true or not. */
  public boolean claims(VerifierKey key) {
    return signatures.stream().anyMatch(signature -> signature.isBy(key));
  }

  /**
   * Whether the log with this key signed it: there is a line of that key and every such line is
   * true.
   */
  public boolean isSignedBy(VerifierKey log) {
    requireUse(log, KeyUse.LOG);
    byte[] message = text().getBytes(StandardCharsets.UTF_8);
    return claims(log)
        && signatures.stream()
            .filter(signature -> signature.isBy(log))
            .allMatch(signature -> log.verify(message, signature.signature()));
  }

  /**
   * When the witness with this key last saw it, in whole seconds; empty if there is no line of that
   * key or one of them is not true.
   */
  public Optional<Instant> cosignedBy(VerifierKey witness) {
    requireUse(witness, KeyUse.WITNESS);
    Optional<Instant> latest = Optional.empty();
    for (NoteSignature signature : signatures) {
      if (signature.isBy(witness)) {
        Optional<Instant> time = cosigned(witness, signature.signature());
        if (time.isEmpty()) {
          return time;
        }
        latest = latest.filter(before -> before.isAfter(time.get())).or(() -> time);
      }
    }
    return latest;
  }

  private Optional<Instant> cosigned(VerifierKey witness, byte[] stamped) {
    if (stamped.length != Long.BYTES + Ed25519.SIGNATURE_BYTES) {
      return Optional.empty();
    }
    ByteBuffer buffer = ByteBuffer.wrap(stamped);
    long second = buffer.getLong();
    byte[] signature = new byte[Ed25519.SIGNATURE_BYTES];
    buffer.get(signature);
    boolean inRange = second >= 0 && second <= Instant.MAX.getEpochSecond();
    return inRange && witness.verify(cosignedMessage(second), signature)
        ? Optional.of(Instant.ofEpochSecond(second))
        : Optional.empty();
  }

  Checkpoint signed(SigningKey log) {
    requireUse(log.verifier(), KeyUse.LOG);
    byte[] signature = log.sign(text().getBytes(StandardCharsets.UTF_8));
    return with(new NoteSignature(log.verifier().name(), log.verifier().id(), signature));
  }

  NoteSignature cosignature(SigningKey witness, Instant time) {
    long second = time.getEpochSecond();
    ByteBuffer stamped = ByteBuffer.allocate(Long.BYTES + Ed25519.SIGNATURE_BYTES);
    stamped.putLong(second).put(witness.sign(cosignedMessage(second)));
    return new NoteSignature(witness.verifier().name(), witness.verifier().id(), stamped.array());
  }

  private byte[] cosignedMessage(long second) {
    return ("cosignature/v1\ntime " + second + "\n" + text()).getBytes(StandardCharsets.UTF_8);
  }

  static void requireUse(VerifierKey key, KeyUse use) {
    if (key.use() != use) {
      throw new IllegalArgumentException(
          "key %s must be for use %s, was %s".formatted(key.name(), use, key.use()));
    }
  }
}
