package org.treuga.app.seal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.treuga.evidence.UnreadableInput;
import org.treuga.ledger.KeyFile;

/**
 * The file with the key of one vault, mode 600, outside the data directory. One line a key, newest
 * first: {@code treuga-seal-key 1 <vault> <base64>}. There are two only while a vault changes its
 * key. For one thread, and changed only under the ledger's lock.
 */
final class SealKey {

  static final int BYTES = 32;

  private static final Pattern LINE =
      Pattern.compile("treuga-seal-key 1 ([0-9a-f]{16}) ([A-Za-z0-9+/]{43}=)");

  private final Path file;
  private final String vault;
  private List<byte[]> keys;

  private SealKey(Path file, String vault, List<byte[]> keys) {
    this.file = file;
    this.vault = vault;
    this.keys = keys;
  }

  /**
   * The place for the key of a vault.
   *
   * @param chosen by the user; null for the folder of the user's settings
   */
  static Path file(@Nullable Path chosen, String vault) {
    if (chosen != null) {
      return chosen;
    }
    String settings = System.getenv("XDG_CONFIG_HOME");
    Path folder =
        settings == null || settings.isBlank()
            ? Path.of(System.getProperty("user.home"), ".config")
            : Path.of(settings);
    return folder.resolve("treuga").resolve("seal-" + vault + ".key");
  }

  /** A key for a new vault; in the file only once {@link #write} was called. */
  static SealKey fresh(Path file, String vault, SecureRandom random) {
    if (Files.exists(file)) {
      throw new UnreadableInput(
          file + ": this is the seal key of another data directory; name another with --seal-key");
    }
    return new SealKey(file, vault, List.of(draw(random)));
  }

  /**
   * Reads the key of a vault.
   *
   * @throws UnreadableInput if the file is missing or is no key of this vault
   */
  static SealKey read(Path file, String vault) throws IOException {
    if (!Files.exists(file)) {
      throw new UnreadableInput(
          file + ": the seal key is missing; restore it, or name it with --seal-key");
    }
    List<byte[]> keys = new ArrayList<>();
    String text = new String(KeyFile.readSecret(file), StandardCharsets.UTF_8);
    for (String line : text.lines().toList()) {
      Matcher key = LINE.matcher(line);
      if (!key.matches() || !key.group(1).equals(vault)) {
        throw new UnreadableInput(
            file + ": expected the seal key of vault " + vault + "; name it with --seal-key");
      }
      keys.add(Base64.getDecoder().decode(key.group(2)));
    }
    if (keys.isEmpty()) {
      throw new UnreadableInput(file + ": expected a seal key, found none");
    }
    return new SealKey(file, vault, keys);
  }

  /** Newest first. */
  List<byte[]> keys() {
    return keys;
  }

  /** Puts a new key before the old one; both are in the file until {@link #forgetOld}. */
  void renew(SecureRandom random) throws IOException {
    keys = List.of(draw(random), keys.getFirst());
    write();
  }

  void forgetOld() throws IOException {
    keys = List.of(keys.getFirst());
    write();
  }

  void write() throws IOException {
    StringBuilder lines = new StringBuilder();
    for (byte[] key : keys) {
      lines
          .append("treuga-seal-key 1 ")
          .append(vault)
          .append(' ')
          .append(Base64.getEncoder().encodeToString(key))
          .append('\n');
    }
    KeyFile.writeSecret(file, lines.toString().getBytes(StandardCharsets.UTF_8));
  }

  boolean isWritten() {
    return Files.exists(file);
  }

  static byte[] draw(SecureRandom random) {
    byte[] key = new byte[BYTES];
    random.nextBytes(key);
    return key;
  }
}
