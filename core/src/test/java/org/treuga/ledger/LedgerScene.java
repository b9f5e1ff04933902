package org.treuga.ledger;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.LongStream;

/** A ledger in a temporary folder, with entries whose bytes follow from their index. */
final class LedgerScene {

  static final String ORIGIN = "treuga.example/ceasefire";

  final Path ledger;
  final Path keyFile;

  LedgerScene(Path folder) {
    this.ledger = folder.resolve("ledger");
    this.keyFile = folder.resolve("keys/ledger.key");
  }

  FileLedger open() {
    return FileLedger.open(ledger, keyFile, ORIGIN, random(1));
  }

  /** Appends until the log has {@code size} entries, {@code batch} at a time. */
  LedgerScene grownTo(long size, int batch) {
    try (FileLedger writer = open()) {
      while (writer.size() < size) {
        long end = Math.min(size, writer.size() + batch);
        writer.append(entries(writer.size(), end));
      }
    }
    return this;
  }

  static List<byte[]> entries(long start, long end) {
    List<byte[]> entries = new ArrayList<>();
    for (long i = start; i < end; i++) {
      entries.add(entry(i));
    }
    return entries;
  }

  static Iterator<byte[]> stream(long start, long end) {
    return LongStream.range(start, end).mapToObj(LedgerScene::entry).iterator();
  }

  static byte[] entry(long index) {
    String text = "{\"n\":" + index + ",\"text\":\"" + "x".repeat((int) (index % 37)) + "\"}";
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static List<Digest> leaves(long size) {
    return entries(0, size).stream().map(MerkleTree::leaf).toList();
  }

  /** Repeatable: the same seed draws the same bytes. */
  static SecureRandom random(long seed) {
    try {
      SecureRandom random = SecureRandom.getInstance("SHA1PRNG");
      random.setSeed(seed);
      return random;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
