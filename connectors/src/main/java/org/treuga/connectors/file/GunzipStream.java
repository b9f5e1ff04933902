package org.treuga.connectors.file;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * Unpacks gzip (RFC 1952), one member after another, and checks every length and checksum.
 *
 * <p>{@link java.util.zip.GZIPInputStream} takes whatever it cannot read after the first member for
 * the end, so that half a file passes for a whole one. Here only zero bytes may follow the last
 * member, as tapes leave them.
 */
public final class GunzipStream extends InputStream {

  private static final int CHUNK_BYTES = 1 << 16;
  private static final int FLAG_HEADER_CRC = 2;
  private static final int FLAG_EXTRA = 4;
  private static final int FLAG_NAME = 8;
  private static final int FLAG_COMMENT = 16;
  private static final int RESERVED_FLAGS = 0xE0;

  private final PushbackInputStream in;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 crc = new CRC32();
  private final byte[] packed = new byte[CHUNK_BYTES];
  private int packedLength;
  private boolean inMember;
  private boolean atEnd;

  /** Reads nothing yet, so that every failure comes from {@link #read}. */
  public GunzipStream(InputStream in) {
    this.in = new PushbackInputStream(in, CHUNK_BYTES);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    while (length > 0 && !atEnd) {
      if (!inMember) {
        startMember();
        continue;
      }
      int got = inflate(target, offset, length);
      if (got > 0) {
        crc.update(target, offset, got);
        return got;
      }
    }
    return length == 0 ? 0 : -1;
  }

  /** Some bytes, or none when the member has ended or more input was needed. */
  private int inflate(byte[] target, int offset, int length) throws IOException {
    try {
      int got = inflater.inflate(target, offset, length);
      if (got == 0 && inflater.finished()) {
        finishMember();
      } else if (got == 0 && inflater.needsInput()) {
        fill();
      } else if (got == 0) {
        throw new ZipException("a preset dictionary is not part of gzip");
      }
      return got;
    } catch (DataFormatException wrong) {
      throw new ZipException(wrong.getMessage());
    }
  }

  private void fill() throws IOException {
    packedLength = in.read(packed, 0, packed.length);
    if (packedLength < 0) {
      throw new EOFException("the last member is not complete");
    }
    inflater.setInput(packed, 0, packedLength);
  }

  private void finishMember() throws IOException {
    int rest = inflater.getRemaining();
    in.unread(packed, packedLength - rest, rest);
    if (littleEndian() != crc.getValue()) {
      throw new ZipException("the checksum (CRC) does not fit");
    }
    if (littleEndian() != (inflater.getBytesWritten() & 0xFFFFFFFFL)) {
      throw new ZipException("the length does not fit");
    }
    inflater.reset();
    crc.reset();
    inMember = false;
    atEnd = isOver();
  }

  /** Whether nothing but zero bytes follows. */
  private boolean isOver() throws IOException {
    int b = in.read();
    while (b == 0) {
      b = in.read();
    }
    if (b >= 0) {
      in.unread(b);
    }
    return b < 0;
  }

  private void startMember() throws IOException {
    if (octet() != 0x1F || octet() != 0x8B) {
      throw new ZipException("something else follows the gzip data");
    }
    if (octet() != Deflater.DEFLATED) {
      throw new ZipException("packed by a method that is not deflate");
    }
    int flags = octet();
    if ((flags & RESERVED_FLAGS) != 0) {
      throw new ZipException("the header has flags that gzip does not know");
    }
    skip(6);
    if ((flags & FLAG_EXTRA) != 0) {
      skip(octet() | octet() << 8);
    }
    if ((flags & FLAG_NAME) != 0) {
      skipText();
    }
    if ((flags & FLAG_COMMENT) != 0) {
      skipText();
    }
    if ((flags & FLAG_HEADER_CRC) != 0) {
      skip(2);
    }
    inMember = true;
  }

  private int octet() throws IOException {
    int b = in.read();
    if (b < 0) {
      throw new EOFException("a header or trailer is not complete");
    }
    return b;
  }

  private long littleEndian() throws IOException {
    return octet() | (long) octet() << 8 | (long) octet() << 16 | (long) octet() << 24;
  }

  private void skip(int bytes) throws IOException {
    for (int i = 0; i < bytes; i++) {
      octet();
    }
  }

  private void skipText() throws IOException {
    while (octet() != 0) {
      // up to the zero that ends it
    }
  }

  @Override
  public void close() throws IOException {
    inflater.end();
    in.close();
  }
}
