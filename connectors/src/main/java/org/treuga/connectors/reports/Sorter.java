package org.treuga.connectors.reports;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Puts any number of things in order within bounded memory. A few stay in memory; of more, sorted
 * runs go to a temporary file and are merged as they are read. What is equal in the order keeps the
 * order in which it came.
 *
 * <p>The file is readable by its owner only and loses its name as soon as it is open, where the
 * system can do that: nothing is left behind, however the program ends. One thread.
 */
final class Sorter<T> implements AutoCloseable {

  /** How a thing is kept in the file. */
  interface Form<T> {
    /** The bytes it takes in memory, about. */
    int weight(T item);

    void write(T item, DataOutput out) throws IOException;

    T read(DataInput in) throws IOException;
  }

  private static final int BUFFER_BYTES = 1 << 15;

  private final Comparator<T> order;
  private final Form<T> form;
  private final int maxWeight;
  private final List<T> newest = new ArrayList<>();
  private long newestWeight;
  private final List<Run> runs = new ArrayList<>();
  private @Nullable FileChannel file;

  /** Where a sorted run lies in the file. */
  private record Run(long start, long end) {}

  /**
   * @param maxWeight bytes that may stay in memory, about
   */
  Sorter(Comparator<T> order, Form<T> form, int maxWeight) {
    this.order = order;
    this.form = form;
    this.maxWeight = maxWeight;
  }

  void add(T item) {
    newest.add(item);
    newestWeight += form.weight(item);
    if (newestWeight > maxWeight) {
      try {
        writeRun();
      } catch (IOException failed) {
        throw failed(failed);
      }
    }
  }

  private void writeRun() throws IOException {
    FileChannel to = open();
    long start = to.size();
    to.position(start);
    newest.sort(order);
    DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(to), BUFFER_BYTES));
    for (T item : newest) {
      form.write(item, out);
    }
    out.flush();
    runs.add(new Run(start, to.size()));
    newest.clear();
    newestWeight = 0;
  }

  private FileChannel open() throws IOException {
    FileChannel known = file;
    if (known == null) {
      Path path = Files.createTempFile("treuga", ".sort");
      known =
          FileChannel.open(
              path,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.DELETE_ON_CLOSE);
      file = known;
    }
    return known;
  }

  /** Hands out all in order; may be asked again. */
  void forEach(Consumer<T> taker) {
    newest.sort(order);
    try {
      PriorityQueue<Head> heads = new PriorityQueue<>(Math.max(1, runs.size() + 1));
      for (int i = 0; i < runs.size(); i++) {
        open(heads, i, runs.get(i));
      }
      int inMemory = 0;
      for (Head first = heads.poll(); first != null; first = heads.poll()) {
        // What is in memory came last, so of equals it goes last.
        while (inMemory < newest.size() && order.compare(newest.get(inMemory), first.item) < 0) {
          taker.accept(newest.get(inMemory++));
        }
        taker.accept(first.item);
        if (first.next()) {
          heads.add(first);
        }
      }
      newest.subList(inMemory, newest.size()).forEach(taker);
    } catch (IOException failed) {
      throw failed(failed);
    }
  }

  private void open(PriorityQueue<Head> heads, int number, Run run) throws IOException {
    DataInputStream in =
        new DataInputStream(new BufferedInputStream(new Part(open(), run), BUFFER_BYTES));
    heads.add(new Head(number, in, form.read(in)));
  }

  private static UncheckedIOException failed(IOException failed) {
    return new UncheckedIOException(
        "cannot put the reports in order in a temporary file ("
            + failed.getMessage()
            + "); make room there, or name another folder by -Djava.io.tmpdir",
        failed);
  }

  /** The first thing of a run that was not handed out yet. */
  private final class Head implements Comparable<Head> {
    private final int run;
    private final DataInputStream in;
    private T item;

    Head(int run, DataInputStream in, T item) {
      this.run = run;
      this.in = in;
      this.item = item;
    }

    boolean next() throws IOException {
      in.mark(1);
      if (in.read() < 0) {
        return false;
      }
      in.reset();
      item = form.read(in);
      return true;
    }

    @Override
    public int compareTo(Head other) {
      int byOrder = order.compare(item, other.item);
      return byOrder != 0 ? byOrder : Integer.compare(run, other.run);
    }
  }

  /** A part of the file, read without moving the place of other readers. */
  private static final class Part extends InputStream {
    private final FileChannel file;
    private final long end;
    private long at;

    Part(FileChannel file, Run run) {
      this.file = file;
      this.at = run.start();
      this.end = run.end();
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int wanted = (int) Math.min(length, end - at);
      if (wanted <= 0) {
        return length == 0 ? 0 : -1;
      }
      int count = file.read(ByteBuffer.wrap(bytes, offset, wanted), at);
      at += Math.max(0, count);
      return count;
    }
  }

  @Override
  public void close() {
    FileChannel open = file;
    if (open != null) {
      try {
        open.close();
      } catch (IOException failed) {
        throw failed(failed);
      }
    }
  }
}
