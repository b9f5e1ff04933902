package org.treuga.app.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * The cases that come with the program: in the checkout, or in the jar, from which they are
 * unpacked.
 */
final class BundledCases {

  private BundledCases() {}

  static Path folder(String id) {
    String home = System.getProperty("treuga.home");
    if (home != null && Files.isDirectory(Path.of(home, "cases", id))) {
      return Path.of(home, "cases", id);
    }
    try {
      Path target = Files.createTempDirectory("treuga-case");
      unpack(target);
      return target.resolve(id);
    } catch (IOException failed) {
      throw new UncheckedIOException(
          "the bundled case cannot be unpacked: " + failed.getMessage(), failed);
    }
  }

  private static void unpack(Path target) throws IOException {
    try (InputStream bytes = BundledCases.class.getResourceAsStream("/bundled-cases.zip")) {
      if (bytes == null) {
        throw new IOException("this jar carries no cases");
      }
      ZipInputStream zip = new ZipInputStream(bytes);
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path file = target.resolve(entry.getName()).normalize();
        if (!file.startsWith(target)) {
          throw new IOException("an entry leaves its folder: " + entry.getName());
        }
        if (!entry.isDirectory()) {
          Files.createDirectories(file.getParent());
          Files.copy(zip, file);
        }
      }
    }
  }
}
