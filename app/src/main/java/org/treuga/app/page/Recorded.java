package org.treuga.app.page;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.treuga.app.store.StoredCapture;
import org.treuga.app.store.StoredObservation;
import org.treuga.ledger.Checkpoint;
import org.treuga.ledger.EntryProof;
import org.treuga.ledger.InclusionProof;
import org.treuga.wire.Json;

/**
 * An observation as it lies in the ledger, with what proves that it does.
 *
 * @param versions of the observation, first to last
 * @param entry the very bytes
 * @param proof that the entry is in the log of {@code checkpoint}
 * @param key the log's verifier key, one line
 * @param captures the files that the entry names, where they were captured
 */
public record Recorded(
    StoredObservation shown,
    List<StoredObservation> versions,
    byte[] entry,
    InclusionProof proof,
    Checkpoint checkpoint,
    String key,
    List<StoredCapture> captures) {

  public Recorded {
    versions = List.copyOf(versions);
    captures = List.copyOf(captures);
  }

  /** An entry as an object. */
  public static Json.Obj parse(String entry) {
    return (Json.Obj) Fields.parse(entry);
  }

  Json.Obj json() {
    return parse(new String(entry, StandardCharsets.UTF_8));
  }

  /** The hash of the entry as a leaf of the tree (RFC 9162, section 2.1.1). */
  byte[] leaf() {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      sha.update((byte) 0);
      return sha.digest(entry);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }

  /** The hashes of the path, each with the side on which it stands (section 2.1.3.2). */
  List<IncidentPage.Step> path() {
    List<IncidentPage.Step> steps = new ArrayList<>();
    long node = proof.index();
    long last = proof.size() - 1;
    for (var sibling : proof.path()) {
      boolean left = node % 2 == 1 || node == last;
      if (left) {
        int skipped = Long.numberOfTrailingZeros(node);
        node >>= skipped;
        last >>= skipped;
      }
      node >>= 1;
      last >>= 1;
      steps.add(new IncidentPage.Step(left ? "left" : "right", sibling.base64()));
    }
    return steps;
  }

  /** All that a stranger needs to check that the entry is in the log, as one file. */
  public String proofFile() {
    Json.Builder file = Json.object();
    List<Json> path = new ArrayList<>();
    for (IncidentPage.Step step : path()) {
      path.add(Json.object().put("side", step.side()).put("hash", step.hash()).build());
    }
    return Fields.lines(
            file.put("entry", Base64.getEncoder().encodeToString(entry))
                .put("index", proof.index())
                .put("size", proof.size())
                .put("leaf", Base64.getEncoder().encodeToString(leaf()))
                .put("path", new Json.Arr(path))
                .put("checkpoint", new String(checkpoint.bytes(), StandardCharsets.UTF_8))
                .put("vkey", key)
                .build())
        + "\n";
  }

  /** The same in the form of {@code treuga ledger prove}: entry, proof and key in one archive. */
  public byte[] packet() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      put(zip, "entry", entry);
      put(zip, "entry.tlog-proof", new EntryProof(proof, checkpoint).bytes());
      put(zip, "vkey", (key + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException impossible) {
      throw new UncheckedIOException("memory cannot fail to be written", impossible);
    }
    return bytes.toByteArray();
  }

  private void put(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
    ZipEntry file = new ZipEntry("proof-" + proof.index() + "/" + name);
    // The same entry gives the same bytes, whenever it is asked for.
    file.setTimeLocal(LocalDateTime.of(1980, 1, 1, 0, 0));
    zip.putNextEntry(file);
    zip.write(bytes);
    zip.closeEntry();
  }
}
