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

/** A secret on disk: readable by its owner alone, never inside the ledger it signs. */
public final class KeyFile {

  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  private KeyFile() {}

  /**
   * Makes a key pair and keeps it in a new file with mode 600.
   *
   * @param name of the signer, without spaces and plus signs
   */
  public static SigningKey create(Path file, String name, KeyUse use, SecureRandom random)
      throws IOException {
    SigningKey key = SigningKey.generate(name, use, random);
    writeSecret(file, key.secretText().getBytes(StandardCharsets.UTF_8));
    return key;
  }

  /**
   * Reads a key pair.
   *
   * @throws LedgerFailure if others may read the file or it holds no key
   */
  public static SigningKey read(Path file) throws IOException {
    try {
      return SigningKey.parse(Notes.text(readSecret(file)));
    } catch (IllegalArgumentException e) {
      throw new LedgerFailure("cannot use the private key " + file + ": " + e.getMessage(), e);
    }
  }

  /** Puts a secret in place, durably and in one step, for its owner's eyes only. */
  public static void writeSecret(Path file, byte[] secret) throws IOException {
    DurableFiles.replace(file, secret, ownerOnly(file));
  }

  /**
   * Reads a secret.
   *
   * @throws LedgerFailure if others may read the file
   */
  public static byte[] readSecret(Path file) throws IOException {
    if (isPosix(file) && !OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file))) {
      throw new LedgerFailure(
          "others may read the private key %s; run chmod 600 on it".formatted(file));
    }
    return Files.readAllBytes(file);
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
