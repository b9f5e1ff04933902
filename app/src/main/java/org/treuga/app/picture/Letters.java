package org.treuga.app.picture;

import java.util.Arrays;

/**
 * A text for each row, to search in: lower-case UTF-8 in a few large blocks. What changes later
 * comes in blocks of its own, so that most of it is never copied. Immutable.
 */
final class Letters {

  /** More blocks than this are put into one. */
  private static final int MOST_BLOCKS = 64;

  private final byte[][] blocks;
  private final short[] block;
  private final int[] begins;
  private final int[] lengths;

  private Letters(byte[][] blocks, short[] block, int[] begins, int[] lengths) {
    this.blocks = blocks;
    this.block = block;
    this.begins = begins;
    this.lengths = lengths;
  }

  /**
   * @param ends where each text ends; the first begins at 0, any other where the one before ends
   * @param order the rows in the order of the picture
   */
  static Letters of(byte[] all, long[] ends, int[] order) {
    int[] begins = new int[order.length];
    int[] lengths = new int[order.length];
    for (int i = 0; i < order.length; i++) {
      int row = order[i];
      begins[i] = row == 0 ? 0 : (int) ends[row - 1];
      lengths[i] = (int) ends[row] - begins[i];
    }
    return new Letters(new byte[][] {all}, new short[order.length], begins, lengths);
  }

  Letters with(Letters changes, Rejoined rows) {
    byte[][] all = Arrays.copyOf(blocks, blocks.length + changes.blocks.length);
    System.arraycopy(changes.blocks, 0, all, blocks.length, changes.blocks.length);
    short[] moved = new short[changes.block.length];
    for (int i = 0; i < moved.length; i++) {
      moved[i] = (short) (changes.block[i] + blocks.length);
    }
    Letters both =
        new Letters(
            all,
            rows.shorts(block, moved),
            rows.ints(begins, changes.begins),
            rows.ints(lengths, changes.lengths));
    return all.length > MOST_BLOCKS ? both.inOneBlock() : both;
  }

  private Letters inOneBlock() {
    byte[] all = new byte[Math.toIntExact(Arrays.stream(lengths).asLongStream().sum())];
    int[] at = new int[begins.length];
    int end = 0;
    for (int row = 0; row < at.length; row++) {
      at[row] = end;
      System.arraycopy(blocks[block[row]], begins[row], all, end, lengths[row]);
      end += lengths[row];
    }
    return new Letters(new byte[][] {all}, new short[at.length], at, lengths);
  }

  /** Whether a row's text holds another. */
  boolean has(int row, byte[] needle) {
    byte[] text = blocks[block[row]];
    int last = begins[row] + lengths[row] - needle.length;
    outer:
    for (int at = begins[row]; at <= last; at++) {
      for (int i = 0; i < needle.length; i++) {
        if (text[at + i] != needle[i]) {
          continue outer;
        }
      }
      return true;
    }
    return false;
  }
}
