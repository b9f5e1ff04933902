package org.treuga.app.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import org.treuga.evidence.UnreadableInput;

/**
 * Copies captured bytes out to be worked on. The captured file is only read; the copy is whole and
 * checked before it has its name, and never lies where the evidence does.
 */
final class WorkingCopy {

  private final Path folder;
  private final Blobs blobs;

  WorkingCopy(Path folder, Blobs blobs) {
    this.folder = folder;
    this.blobs = blobs;
  }

  void write(String sha256, Path out) {
    Path target = out.toAbsolutePath().normalize();
    try {
      Path parent = Objects.requireNonNull(target.getParent());
      if (!Files.isDirectory(parent)) {
        throw new UnreadableInput(out + ": there is no such folder to write into");
      }
      if (parent.toRealPath().startsWith(folder.toRealPath())) {
        throw new UnreadableInput(
            out + ": lies in the data directory " + folder + "; a working copy must lie elsewhere");
      }
      if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
        throw new UnreadableInput(out + ": is there already; nothing is overwritten");
      }
      Path draft = Files.createTempFile(parent, ".treuga-", ".part");
      try {
        Files.delete(draft);
        Blobs.Draft copied = Blobs.copy(blobs.file(sha256), draft);
        if (!copied.sha256().equals(sha256)) {
          throw new StoreFailure(
              "the captured file %s has SHA-256 %s now; run treuga verify"
                  .formatted(sha256, copied.sha256()));
        }
        Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(draft);
      }
    } catch (NoSuchFileException missing) {
      throw new StoreFailure(
          "the captured file " + sha256 + " is missing; run treuga verify", missing);
    } catch (IOException e) {
      throw new StoreFailure("cannot write " + out + ": " + e.getMessage(), e);
    }
  }
}
