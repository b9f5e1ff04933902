package org.treuga.bench.ledger;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.treuga.ledger.FileLedger;
import org.treuga.ledger.LedgerCheck;
import org.treuga.ledger.LedgerView;
import org.treuga.ledger.MerkleTree;

/**
 * Appends entries of about 200 bytes in durable batches of 1,000, proves some, checks all. The
 * disk's time to sync is part of what is measured, so run it on the disk in question.
 *
 * <p>Arguments: an empty folder, the number of entries.
 */
public final class LedgerThroughput {

  private static final int BATCH = 1_000;
  private static final int PROOFS = 1_000;

  private LedgerThroughput() {}

  public static void main(String[] arguments) {
    Path folder = Path.of(arguments[0]);
    int count = Integer.parseInt(arguments[1]);
    Path ledger = folder.resolve("ledger");
    append(ledger, folder.resolve("ledger.key"), count);
    prove(LedgerView.open(ledger));
    long start = System.nanoTime();
    LedgerCheck.Outcome outcome = LedgerCheck.check(ledger);
    double checking = seconds(start);
    if (!(outcome instanceof LedgerCheck.Sound)) {
      throw new IllegalStateException(outcome.toString());
    }
    report("check, entries/s", count / checking);
    double hashing = hashing(count);
    report("SHA-256 alone, entries/s", count / hashing);
    report("check : SHA-256 alone, time", checking / hashing);
  }

  private static void append(Path ledger, Path keyFile, int count) {
    try (FileLedger writer =
        FileLedger.open(ledger, keyFile, "bench.example/ledger", new SecureRandom())) {
      long start = System.nanoTime();
      for (int first = 0; first < count; first += BATCH) {
        writer.append(batch(first, Math.min(count, first + BATCH)));
      }
      report("append, entries/s", count / seconds(start));
    }
  }

  private static List<byte[]> batch(int start, int end) {
    List<byte[]> entries = new ArrayList<>();
    for (int i = start; i < end; i++) {
      String text =
          "{\"body\":\"" + "x".repeat(160) + "\",\"number\":\"" + (100_000_000 + i) + "\"}";
      entries.add(text.getBytes(StandardCharsets.UTF_8));
    }
    return entries;
  }

  private static void prove(LedgerView view) {
    Random random = new Random(1);
    double worst = 0;
    long start = System.nanoTime();
    for (int i = 0; i < PROOFS; i++) {
      long before = System.nanoTime();
      long index = random.nextLong(view.size());
      boolean proven =
          view.inclusion(index)
              .proves(MerkleTree.leaf(view.entry(index)), view.checkpoint().root());
      if (!proven) {
        throw new IllegalStateException("entry " + index + " is not proven");
      }
      // The first proofs run in code the JVM has not compiled yet.
      worst = i < PROOFS / 10 ? 0 : Math.max(worst, seconds(before));
    }
    report("proof, mean ms", seconds(start) / PROOFS * 1_000);
    report("proof, worst ms", worst * 1_000);
  }

  /** What a check cannot do without: one hash a leaf, and one a pair of nodes. */
  private static double hashing(int count) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      byte[] leaf = new byte[1 + batch(0, 1).getFirst().length];
      byte[] node = new byte[65];
      long start = System.nanoTime();
      for (int i = 0; i < count; i++) {
        leaf[leaf.length - 1] = sha.digest(leaf)[0];
        node[64] = sha.digest(node)[0];
      }
      return seconds(start);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform must provide SHA-256", e);
    }
  }

  private static double seconds(long startNanos) {
    return (System.nanoTime() - startNanos) / 1e9;
  }

  private static void report(String what, double value) {
    System.out.printf(Locale.ROOT, "| %s | %,.2f |%n", what, value);
  }
}
