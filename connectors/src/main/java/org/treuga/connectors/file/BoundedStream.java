package org.treuga.connectors.file;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongSupplier;
import java.util.zip.ZipException;
import org.treuga.evidence.UnreadableInput;

/** Ends the reading where more comes out than a file of reports can honestly hold. */
final class BoundedStream extends FilterInputStream {

  private final String name;
  private final String what;
  private final LongSupplier packedBytes;
  private long bytes;

  /**
   * @param what is being read, for the message when it breaks off
   * @param packedBytes how many packed bytes went in so far
   */
  BoundedStream(String name, InputStream in, String what, LongSupplier packedBytes) {
    super(in);
    this.name = name;
    this.what = what;
    this.packedBytes = packedBytes;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int got;
    try {
      got = in.read(target, offset, length);
    } catch (EOFException _cut) {
      throw new UnreadableInput(name + ": the " + what + " is truncated: it ends too early");
    } catch (ZipException wrong) {
      throw new UnreadableInput(
          name
              + ": the "
              + what
              + " is corrupt ("
              + Texts.shown(String.valueOf(wrong.getMessage()))
              + ")");
    }
    bytes += Math.max(got, 0);
    check();
    return got;
  }

  private void check() {
    if (bytes > Container.MAX_BYTES) {
      throw new UnreadableInput(
          name + ": larger than " + (Container.MAX_BYTES >> 20) + " MiB, the size limit");
    }
    long packed = packedBytes.getAsLong();
    if (bytes > Container.RATIO_FROM_BYTES && bytes / Container.MAX_RATIO > packed) {
      throw new UnreadableInput(
          name
              + ": unpacks to more than "
              + Container.MAX_RATIO
              + " times its packed size (ratio limit); if it is honest, unpack it first");
    }
  }
}
