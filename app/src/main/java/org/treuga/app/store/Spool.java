package org.treuga.app.store;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** Entries on their way to the ledger, in a file, so that an import of any size fits in memory. */
final class Spool implements AutoCloseable {

  private static final int BUFFER_BYTES = 1 << 16;

  private final Path file;
  private final DataOutputStream out;
  private long count;

  Spool(Path file) throws IOException {
    this.file = file;
    this.out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), BUFFER_BYTES));
  }

  long count() {
    return count;
  }

  void add(byte[] entry) throws IOException {
    out.writeInt(entry.length);
    out.write(entry);
    count++;
  }

  /** The entries in order; nothing may be added any more. */
  Reading read() throws IOException {
    out.close();
    return new Reading(
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES)),
        count);
  }

  static final class Reading implements Iterator<byte[]>, AutoCloseable {
    private final DataInputStream in;
    private long left;

    private Reading(DataInputStream in, long left) {
      this.in = in;
      this.left = left;
    }

    @Override
    public boolean hasNext() {
      return left > 0;
    }

    @Override
    public byte[] next() {
      if (left == 0) {
        throw new NoSuchElementException();
      }
      left--;
      try {
        byte[] entry = new byte[in.readInt()];
        in.readFully(entry);
        return entry;
      } catch (EOFException cut) {
        throw new IllegalStateException("the spool was cut while it was read", cut);
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }

  @Override
  public void close() throws IOException {
    try {
      out.close();
    } finally {
      Files.deleteIfExists(file);
    }
  }
}
