package org.treuga.ledger;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Set;

/** The private key on disk: readable by its owner alone, never inside the ledger it signs. */
final class KeyFile {

  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  private KeyFile() {}

  static SigningKey create(Path file, String name, SecureRandom random) throws IOException {
    SigningKey key = SigningKey.generate(name, KeyUse.LOG, random);
    Files.createDirectories(DurableFiles.folderOf(file));
    DurableFiles.replace(file, key.secretText().getBytes(StandardCharsets.UTF_8), ownerOnly(file));
    return key;
  }

  static SigningKey read(Path file) throws IOException {
    if (isPosix(file) && !OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file))) {
      throw new LedgerFailure(
          "others may read the private key %s; run chmod 600 on it".formatted(file));
    }
    try {
      return SigningKey.parse(Notes.text(Files.readAllBytes(file)));
    } catch (IllegalArgumentException e) {
      throw new LedgerFailure("cannot use the private key " + file + ": " + e.getMessage(), e);
    }
  }

  private static FileAttribute<?>[] ownerOnly(Path file) {
    return isPosix(file)
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
        : new FileAttribute<?>[0];
  }

  private static boolean isPosix(Path file) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
