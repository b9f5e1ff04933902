package org.treuga.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Files written so that they outlast a power cut: contents first, then the folders that name them.
 * Writes gather until {@link #sync}. For one thread.
 */
public final class DurableFiles implements AutoCloseable {

  /** Files held open before they are synced early; far below any limit on open files. */
  private static final int MAX_OPEN = 128;

  private final List<FileChannel> open = new ArrayList<>();
  private final Set<Path> folders = new LinkedHashSet<>();

  DurableFiles() {}

  /** Writes a file anew; not durable before {@link #sync}. */
  void write(Path file, byte[] bytes, int length) throws IOException {
    createFolder(folderOf(file));
    if (open.size() == MAX_OPEN) {
      syncFiles();
    }
    FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE);
    open.add(channel);
    writeAll(channel, ByteBuffer.wrap(bytes, 0, length));
    folders.add(folderOf(file));
  }

  private void createFolder(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    createFolder(folderOf(folder));
    Files.createDirectory(folder);
    folders.add(folderOf(folder));
  }

  /** Makes everything written so far durable. */
  void sync() throws IOException {
    syncFiles();
    for (Path folder : folders) {
      syncFolder(folder);
    }
    folders.clear();
  }

  private void syncFiles() throws IOException {
    for (FileChannel channel : open) {
      channel.force(true);
      channel.close();
    }
    open.clear();
  }

  @Override
  public void close() throws IOException {
    for (FileChannel channel : open) {
      channel.close();
    }
    open.clear();
  }

  /**
   * Puts a file in place in one step, durably: a reader sees the old bytes or the new ones. Makes
   * its folder if need be.
   *
   * @param attributes of the new file, such as who may read it
   */
  public static void replace(Path file, byte[] bytes, FileAttribute<?>... attributes)
      throws IOException {
    Files.createDirectories(folderOf(file));
    Path draft = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(draft);
    try (FileChannel channel =
        FileChannel.open(
            draft, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), attributes)) {
      writeAll(channel, ByteBuffer.wrap(bytes));
      channel.force(true);
    }
    try {
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      throw new IOException("the file system must rename files atomically", e);
    }
    syncFolder(folderOf(file));
  }

  static Path folderOf(Path file) {
    return Objects.requireNonNull(file.toAbsolutePath().getParent(), "the root is no file");
  }

  private static void writeAll(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  private static void syncFolder(Path folder) throws IOException {
    // Windows cannot open a folder and keeps names durable by itself.
    if (!folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return;
    }
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
