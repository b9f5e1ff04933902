package org.treuga.app.store;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.treuga.app.stamp.Stamps;
import org.treuga.ledger.LedgerView;

/**
 * A copy of a data directory in a zip: the ledger as of one checkpoint, with what outsiders said of
 * it, and every captured file it names. The store is left out, since it follows from these. The
 * same directory gives the same bytes.
 */
final class Backup {

  private final Path folder;
  private final LedgerView view;

  Backup(Path folder, LedgerView view) {
    this.folder = folder;
    this.view = view;
  }

  /** Returns how many entries are in it. */
  long write(Path zip, boolean withKey) {
    Path draft = zip.resolveSibling(zip.getFileName() + ".part");
    try {
      try (FileChannel channel =
          FileChannel.open(
              draft,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE)) {
        write(new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16), withKey);
      }
      try (FileChannel written = FileChannel.open(draft, StandardOpenOption.WRITE)) {
        written.force(true);
      }
      Files.move(draft, zip, StandardCopyOption.ATOMIC_MOVE);
      return view.size();
    } catch (IOException e) {
      deleteQuietly(draft);
      throw new StoreFailure("cannot write the backup " + zip + ": " + e.getMessage(), e);
    }
  }

  private static void deleteQuietly(Path draft) {
    try {
      Files.deleteIfExists(draft);
    } catch (IOException e) {
      // The failure that led here is the one to tell.
    }
  }

  private void write(OutputStream out, boolean withKey) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      view.forEachFile((name, bytes) -> put(zip, "ledger/" + name, bytes));
      stamps(zip);
      for (String sha256 : captures(view)) {
        String name = "blobs/" + sha256.substring(0, 2) + "/" + sha256.substring(2);
        start(zip, name);
        Files.copy(new Blobs(folder.resolve("blobs")).file(sha256), zip);
        zip.closeEntry();
      }
      Path vault = folder.resolve("sealed").resolve("vault");
      if (Files.exists(vault)) {
        put(zip, "sealed/vault", Files.readAllBytes(vault));
      }
      if (withKey) {
        put(zip, "ledger.key", Files.readAllBytes(folder.resolve("ledger.key")));
      }
    }
  }

  private void stamps(ZipOutputStream zip) throws IOException {
    for (long size : new Stamps(folder.resolve("ledger")).sizes().headSet(view.size() + 1)) {
      for (String name : List.of(size + ".checkpoint", size + ".tsr")) {
        String path = "ledger/timestamps/" + name;
        put(zip, path, Files.readAllBytes(folder.resolve(path)));
      }
    }
  }

  private static void put(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
    start(zip, name);
    zip.write(bytes);
    zip.closeEntry();
  }

  private static void start(ZipOutputStream zip, String name) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    // Always the same, so that two backups of one ledger can be compared.
    entry.setTimeLocal(java.time.LocalDateTime.of(1980, 1, 1, 0, 0));
    zip.putNextEntry(entry);
  }

  /** The digests of all captured files that a ledger names. */
  static Set<String> captures(LedgerView view) {
    Set<String> digests = new TreeSet<>();
    Entry.forEach(view, Entry.CAPTURE, (_index, entry) -> digests.add(entry.body().text("sha256")));
    return digests;
  }
}
