package org.treuga.connectors.reports;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** A file within a zip whose checksum is compared at its end, which {@link ZipFile} does not do. */
final class CheckedEntry extends FilterInputStream {

  private final ZipFile zip;
  private final long expected;
  private final CRC32 crc = new CRC32();

  CheckedEntry(ZipFile zip, InputStream in, long expected) {
    super(in);
    this.zip = zip;
    this.expected = expected;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int got = in.read(target, offset, length);
    if (got > 0) {
      crc.update(target, offset, got);
    } else if (got < 0 && crc.getValue() != expected) {
      throw new ZipException("the checksum (CRC) does not fit");
    }
    return got;
  }

  @Override
  public void close() throws IOException {
    super.close();
    zip.close();
  }
}
