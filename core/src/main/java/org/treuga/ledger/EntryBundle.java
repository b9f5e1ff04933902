package org.treuga.ledger;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * Up to 256 entries in one file, each after its length as a big-endian 16-bit number (C2SP
 * tlog-tiles, "log entries").
 */
final class EntryBundle {

  /** The longest entry its length field can tell. */
  static final int MAX_ENTRY_BYTES = 65_535;

  private final byte[] bytes;
  private final int[] starts;

  private EntryBundle(byte[] bytes, int[] starts) {
    this.bytes = bytes;
    this.starts = starts;
  }

  /** Finds the first {@code wanted} entries, or fewer if the bytes end before. */
  static EntryBundle parse(byte[] bytes, int wanted) {
    int[] starts = new int[wanted + 1];
    int count = 0;
    while (count < wanted && holdsEntryAt(bytes, starts[count])) {
      starts[count + 1] = starts[count] + 2 + length(bytes, starts[count]);
      count++;
    }
    return new EntryBundle(bytes, Arrays.copyOf(starts, count + 1));
  }

  private static boolean holdsEntryAt(byte[] bytes, int start) {
    return start + 2 <= bytes.length && start + 2 + length(bytes, start) <= bytes.length;
  }

  static void append(ByteArrayOutputStream bundle, byte[] entry) {
    bundle.write(entry.length >> 8);
    bundle.write(entry.length);
    bundle.writeBytes(entry);
  }

  int count() {
    return starts.length - 1;
  }

  /** Bytes of the entries parsed; the file may go on. */
  int length() {
    return length(count());
  }

  /** Bytes of the first {@code count} entries. */
  int length(int count) {
    return starts[count];
  }

  byte[] entry(int i) {
    return Arrays.copyOfRange(bytes, starts[i] + 2, starts[i + 1]);
  }

  byte[] leaf(Hasher hasher, int i) {
    int start = starts[i] + 2;
    return hasher.leaf(bytes, start, starts[i + 1] - start);
  }

  private static int length(byte[] bytes, int position) {
    return ((bytes[position] & 0xff) << 8) | (bytes[position + 1] & 0xff);
  }
}
