package org.treuga.ledger;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * That an entry is in a log, for somebody who has nothing else of it: the path and the signed
 * checkpoint it leads to, in the text form of C2SP tlog-proof. Immutable.
 *
 * @param inclusion the path from the entry to the root
 * @param checkpoint of the log the path leads to
 */
public record EntryProof(InclusionProof inclusion, Checkpoint checkpoint) {

  private static final String HEAD = "c2sp.org/tlog-proof@v1\n";
  private static final String INDEX = "index ";

  public EntryProof {
    if (inclusion.size() != checkpoint.size()) {
      throw new IllegalArgumentException(
          "checkpoint must be of size %s, was %s".formatted(inclusion.size(), checkpoint.size()));
    }
  }

  /**
   * Reads the text form; nothing is proven yet, see {@link #proves}.
   *
   * @throws IllegalArgumentException unless the bytes are exactly what {@link #bytes} would write
   */
  public static EntryProof parse(byte[] bytes) {
    String text = Notes.text(bytes);
    int gap = text.indexOf("\n\n");
    if (!text.startsWith(HEAD + INDEX) || gap < 0) {
      throw new IllegalArgumentException(
          "a proof must open with " + HEAD.strip() + ", an index and an empty line");
    }
    List<String> lines = text.substring(HEAD.length(), gap).lines().toList();
    List<Digest> path = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      path.add(Digest.of(Notes.base64(line)));
    }
    Checkpoint checkpoint =
        Checkpoint.parse(text.substring(gap + 2).getBytes(StandardCharsets.UTF_8));
    long index = Long.parseLong(lines.getFirst().substring(INDEX.length()));
    EntryProof proof =
        new EntryProof(new InclusionProof(index, checkpoint.size(), path), checkpoint);
    if (!proof.text().equals(text)) {
      throw new IllegalArgumentException("a proof must be in its canonical form");
    }
    return proof;
  }

  /** The text form. */
  public String text() {
    StringBuilder text = new StringBuilder(HEAD);
    text.append(INDEX).append(inclusion.index()).append('\n');
    inclusion.path().forEach(hash -> text.append(hash.base64()).append('\n'));
    return text.append('\n')
        .append(new String(checkpoint.bytes(), StandardCharsets.UTF_8))
        .toString();
  }

  /** The text form in UTF-8. */
  public byte[] bytes() {
    return text().getBytes(StandardCharsets.UTF_8);
  }

  /** Whether the log with this key has this entry at this index. */
  public boolean proves(byte[] entry, VerifierKey log) {
    return checkpoint.origin().equals(log.name())
        && checkpoint.isSignedBy(log)
        && inclusion.proves(MerkleTree.leaf(entry), checkpoint.root());
  }
}
