package org.treuga.connectors.file;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** A file within a zip whose size and checksum are compared, which {@link ZipFile} does not do. */
final class CheckedEntry extends FilterInputStream {

  private final ZipFile zip;
  private final ZipEntry entry;
  private long bytes;
  private final CRC32 crc = new CRC32();

  CheckedEntry(ZipFile zip, InputStream in, ZipEntry entry) {
    super(in);
    this.zip = zip;
    this.entry = entry;
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
      bytes += got;
    } else if (got < 0 && crc.getValue() != entry.getCrc()) {
      throw new ZipException("the checksum (CRC) does not fit");
    }
    if (bytes > entry.getSize()) {
      throw new ZipException("more comes out than its header says");
    }
    return got;
  }

  @Override
  public void close() throws IOException {
    super.close();
    zip.close();
  }
}
