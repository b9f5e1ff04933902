package org.treuga.app.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * Captured bytes, each file named by its SHA-256: {@code blobs/<2 hex>/<62 hex>}. What is there is
 * never written again.
 */
final class Blobs {

  private final Path folder;

  Blobs(Path folder) {
    this.folder = folder;
  }

  Path file(String sha256) {
    return folder.resolve(sha256.substring(0, 2)).resolve(sha256.substring(2));
  }

  boolean has(String sha256) {
    return Files.exists(file(sha256));
  }

  /**
   * Bytes that were copied but have no lasting name yet.
   *
   * @param sha256 of the copy; empty if it must not be kept
   * @param plainSha256 of the file itself; another one if the copy is encrypted
   */
  record Draft(Path path, String sha256, long bytes, String plainSha256) {
    Draft withheld() {
      return new Draft(path, "", bytes, plainSha256);
    }

    boolean isWithheld() {
      return sha256.isEmpty();
    }
  }

  /** Copies a file, which may be a pipe, and makes the copy durable. */
  static Draft copy(Path from, Path to) throws IOException {
    MessageDigest sha = sha256();
    try (InputStream in = new DigestInputStream(Files.newInputStream(from), sha);
        FileChannel channel =
            FileChannel.open(to, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      OutputStream out = Channels.newOutputStream(channel);
      long bytes = in.transferTo(out);
      channel.force(true);
      String digest = HexFormat.of().formatHex(sha.digest());
      return new Draft(to, digest, bytes, digest);
    }
  }

  /** Gives a draft its lasting name, durably. */
  void keep(Draft draft) throws IOException {
    Path file = file(draft.sha256());
    Path parent = Objects.requireNonNull(file.getParent());
    if (Files.exists(file)) {
      Files.delete(draft.path());
      return;
    }
    Files.createDirectories(parent);
    Files.move(draft.path(), file, StandardCopyOption.ATOMIC_MOVE);
    for (Path named : new Path[] {parent, folder, folder.toAbsolutePath().getParent()}) {
      syncFolder(named);
    }
  }

  /** The same for many: each folder is made durable once. */
  void keepAll(List<Draft> drafts) throws IOException {
    Set<Path> folders = new TreeSet<>();
    for (Draft draft : drafts) {
      Path file = file(draft.sha256());
      Path parent = Objects.requireNonNull(file.getParent());
      if (!Files.exists(file)) {
        Files.createDirectories(parent);
        Files.move(draft.path(), file, StandardCopyOption.ATOMIC_MOVE);
        folders.add(parent);
      }
    }
    if (!folders.isEmpty()) {
      folders.add(folder);
      folders.add(Objects.requireNonNull(folder.toAbsolutePath().getParent()));
    }
    for (Path named : folders) {
      syncFolder(named);
    }
  }

  static void syncFolder(Path folder) throws IOException {
    // Windows cannot open a folder and keeps names durable by itself.
    if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  /** The digest of a file's bytes as they are now. */
  static String digest(Path file) throws IOException {
    MessageDigest sha = sha256();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), sha)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(sha.digest());
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform must provide SHA-256", e);
    }
  }
}
