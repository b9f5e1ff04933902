package org.treuga.app.seal;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.AEADBadTagException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.treuga.evidence.UnreadableInput;
import org.treuga.ledger.Disclosure;
import org.treuga.ledger.DurableFiles;
import org.treuga.wire.Json;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;

/**
 * Salts and values of sealed fields, keys of sealed files, and who the sources are: one encrypted
 * file, {@code sealed/vault}, in a data directory, under a key that lies elsewhere.
 *
 * <p>It follows the ledger: an entry tells that a field is sealed, the vault tells what it is. It
 * is written before the ledger is, so that no sealed value is ever lost; what belongs to entries
 * that never came is dropped when it is next opened to write.
 *
 * <p>All of it is in memory while it is open, about a kilobyte an observation. For one thread; who
 * changes it must hold the ledger's lock.
 */
public final class Vault {

  private static final Pattern HEAD = Pattern.compile("treuga-sealed-vault 1 ([0-9a-f]{16})\n");
  private static final int HEAD_BYTES = "treuga-sealed-vault 1 ".length() + 17;
  private static final String FILE_HEAD = "treuga-sealed-file 1\n";

  /** What an observation is known by. */
  public record Name(String caseId, String feed, String id) {}

  /**
   * What is sealed of one version of an observation.
   *
   * @param entry of the ledger
   * @param content SHA-256 of the whole observation without destroyed fields; here, under the key,
   *     it tells nobody anything
   * @param fields by path, as {@code place.lat}
   * @param destroyed paths whose values are gone
   * @param capture the sealed file it stood in, empty if that is not known
   */
  public record Version(
      long entry,
      Name name,
      String content,
      Map<String, Disclosure> fields,
      Set<String> destroyed,
      String capture) {
    public Version {
      fields = Map.copyOf(fields);
      destroyed = Set.copyOf(destroyed);
    }
  }

  /**
   * A file whose bytes are kept encrypted.
   *
   * @param entry of the ledger that records it
   * @param sha256 of the encrypted bytes, by which it is kept
   * @param plain the SHA-256 of the file as it was
   * @param key base64
   */
  public record SealedFile(long entry, String sha256, Disclosure plain, String key) {}

  /** Who a source is. */
  public record Identity(String name, String contact) {}

  private final Path file;
  private final SealKey key;
  private final String head;
  private final SecureRandom random;
  private final Map<Name, List<Version>> versions = new LinkedHashMap<>();
  private final Map<String, SealedFile> files = new LinkedHashMap<>();
  private final Map<String, String> filesByContent = new HashMap<>();
  private final Map<String, Identity> identities = new TreeMap<>();
  private byte[] idKey;
  private boolean changed;

  private Vault(Path file, SealKey key, String head, SecureRandom random) {
    this.file = file;
    this.key = key;
    this.head = head;
    this.random = random;
    this.idKey = SealKey.draw(random);
  }

  private static Path file(Path dataDirectory) {
    return dataDirectory.resolve("sealed").resolve("vault");
  }

  /** Whether a data directory has one. */
  public static boolean exists(Path dataDirectory) {
    return Files.exists(file(dataDirectory));
  }

  /** Whether the file that should hold the key of a data directory's vault is there. */
  public static boolean keyIsHere(Path dataDirectory, @Nullable Path keyFile) throws IOException {
    String id = id(file(dataDirectory), head(Files.readAllBytes(file(dataDirectory))));
    return Files.exists(SealKey.file(keyFile, id));
  }

  private static String head(byte[] bytes) {
    return new String(bytes, 0, Math.min(HEAD_BYTES, bytes.length), StandardCharsets.US_ASCII);
  }

  private static String id(Path file, String head) {
    Matcher form = HEAD.matcher(head);
    if (!form.matches()) {
      throw new UnreadableInput(file + ": expected a vault of sealed values, found other bytes");
    }
    return form.group(1);
  }

  /**
   * Opens the vault of a data directory, or begins one, of which nothing is written before {@link
   * #save}.
   *
   * @param keyFile null for the place in the user's settings
   * @throws UnreadableInput if the key is missing or another one, or a byte was changed
   */
  public static Vault open(Path dataDirectory, @Nullable Path keyFile, SecureRandom random)
      throws IOException {
    Path file = file(dataDirectory);
    if (!Files.exists(file)) {
      byte[] drawn = new byte[8];
      random.nextBytes(drawn);
      String id = HexFormat.of().formatHex(drawn);
      Path fresh = SealKey.file(keyFile, id);
      requireOutside(fresh, dataDirectory);
      return new Vault(
          file, SealKey.fresh(fresh, id, random), "treuga-sealed-vault 1 " + id + "\n", random);
    }
    byte[] bytes = Files.readAllBytes(file);
    String id = id(file, head(bytes));
    SealKey key = SealKey.read(SealKey.file(keyFile, id), id);
    Vault vault = new Vault(file, key, head(bytes), random);
    vault.load(bytes);
    return vault;
  }

  /** Who copies the data directory must not get the key with it. */
  private static void requireOutside(Path keyFile, Path dataDirectory) {
    if (keyFile
        .toAbsolutePath()
        .normalize()
        .startsWith(dataDirectory.toAbsolutePath().normalize())) {
      throw new UnreadableInput(
          keyFile + ": the seal key must lie outside the data directory it seals");
    }
  }

  private void load(byte[] bytes) {
    for (byte[] tried : key.keys()) {
      try {
        read(new String(Cipher256.decrypt(head, tried, bytes), StandardCharsets.UTF_8));
        return;
      } catch (AEADBadTagException _otherKey) {
        // There are two only after a crash while the key was changed.
      }
    }
    throw new UnreadableInput(
        file + ": does not open with its seal key; a byte was changed, or it is of another time");
  }

  private void read(String text) {
    try (JsonParser parser = Json.FACTORY.createParser(ObjectReadContext.empty(), text)) {
      parser.nextToken();
      Json.Obj all = (Json.Obj) Json.read(parser);
      idKey = Base64.getDecoder().decode(all.text("id_key"));
      for (Json.Obj one : objects(all, "observations")) {
        add(version(one));
      }
      for (Json.Obj one : objects(all, "files")) {
        add(
            new SealedFile(
                whole(one, "entry"),
                one.text("sha256"),
                Disclosure.parse(one.text("plain")),
                one.text("key")));
      }
      for (Json.Obj one : objects(all, "sources")) {
        identities.put(one.text("pseudonym"), new Identity(one.text("name"), one.text("contact")));
      }
    }
    changed = false;
  }

  private static Version version(Json.Obj one) {
    Map<String, Disclosure> fields = new TreeMap<>();
    if (one.fields().get("fields") instanceof Json.Obj sealed) {
      sealed
          .fields()
          .keySet()
          .forEach(path -> fields.put(path, Disclosure.parse(sealed.text(path))));
    }
    Set<String> destroyed = new TreeSet<>();
    if (one.fields().get("destroyed") instanceof Json.Arr paths) {
      paths.items().forEach(path -> destroyed.add(((Json.Text) path).value()));
    }
    return new Version(
        whole(one, "entry"),
        new Name(one.text("case"), one.text("feed"), one.text("id")),
        one.text("content"),
        fields,
        destroyed,
        one.text("capture"));
  }

  private static List<Json.Obj> objects(Json.Obj all, String name) {
    List<Json.Obj> objects = new ArrayList<>();
    if (all.fields().get(name) instanceof Json.Arr array) {
      array.items().forEach(item -> objects.add((Json.Obj) item));
    }
    return objects;
  }

  private static long whole(Json.Obj json, String name) {
    return json.fields().get(name) instanceof Json.Num number
        ? Long.parseLong(number.literal())
        : -1;
  }

  private String text() {
    List<Json> observations = new ArrayList<>();
    versions.values().forEach(all -> all.forEach(one -> observations.add(json(one))));
    List<Json> sealedFiles = new ArrayList<>();
    for (SealedFile one : files.values()) {
      sealedFiles.add(
          Json.object()
              .put("entry", one.entry())
              .put("sha256", one.sha256())
              .put("plain", one.plain().encoded())
              .put("key", one.key())
              .build());
    }
    List<Json> sources = new ArrayList<>();
    identities.forEach((pseudonym, who) ->
        sources.add(
            Json.object()
                .put("pseudonym", pseudonym)
                .put("name", who.name())
                .put("contact", who.contact())
                .build()));
    return Json.object()
        .put("id_key", Base64.getEncoder().encodeToString(idKey))
        .put("observations", new Json.Arr(observations))
        .put("files", new Json.Arr(sealedFiles))
        .put("sources", new Json.Arr(sources))
        .build()
        .canonical();
  }

  private static Json json(Version one) {
    Json.Builder fields = Json.object();
    one.fields().forEach((path, disclosure) -> fields.put(path, disclosure.encoded()));
    return Json.object()
        .put("entry", one.entry())
        .put("case", one.name().caseId())
        .put("feed", one.name().feed())
        .put("id", one.name().id())
        .put("content", one.content())
        .put("fields", fields.build())
        .put("destroyed", Json.texts(new TreeSet<>(one.destroyed())))
        .put("capture", one.capture())
        .build();
  }

  /** Writes what changed, durably and in one step; the key first, if it is new. */
  public void save() throws IOException {
    if (!changed) {
      return;
    }
    if (!key.isWritten()) {
      key.write();
    }
    write();
    changed = false;
  }

  private void write() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] plain = text().getBytes(StandardCharsets.UTF_8);
    Cipher256.encrypt(head, key.keys().getFirst(), new ByteArrayInputStream(plain), out, random);
    DurableFiles.replace(file, out.toByteArray());
  }

  /** Drops what belongs to entries that a crash kept from the ledger. */
  public void dropBeyond(long ledgerSize) {
    for (Name name : List.copyOf(versions.keySet())) {
      List<Version> all = versions.get(name);
      changed |= all != null && all.removeIf(one -> one.entry() >= ledgerSize);
      if (all != null && all.isEmpty()) {
        versions.remove(name);
      }
    }
    changed |= files.values().removeIf(one -> one.entry() >= ledgerSize);
    filesByContent.values().removeIf(sha256 -> !files.containsKey(sha256));
  }

  /** The last version of an observation of which something is sealed. */
  public Optional<Version> find(Name name) {
    List<Version> all = versions.get(name);
    return all == null ? Optional.empty() : Optional.of(all.getLast());
  }

  /** Every version of everything sealed, in order of first recording. */
  public Collection<Version> versions() {
    return versions.values().stream().flatMap(List::stream).toList();
  }

  void add(Version version) {
    versions.computeIfAbsent(version.name(), _name -> new ArrayList<>()).add(version);
    changed = true;
  }

  void add(SealedFile sealed) {
    files.put(sealed.sha256(), sealed);
    filesByContent.put(sealed.plain().valueJson(), sealed.sha256());
    changed = true;
  }

  /** The sealed form of a file whose bytes are known. */
  Optional<String> fileOf(String plainSha256) {
    return Optional.ofNullable(filesByContent.get(Json.text(plainSha256).canonical()));
  }

  /** Whether anything sealed of these observations was destroyed. */
  boolean destroyedAnything(String caseId, String feed) {
    return versions.entrySet().stream()
        .filter(one -> one.getKey().caseId().equals(caseId) && one.getKey().feed().equals(feed))
        .anyMatch(one -> !one.getValue().getLast().destroyed().isEmpty());
  }

  /**
   * An id that tells nothing, always the same for the same: where a feed makes ids of what a row
   * says, whoever guesses the row could else check the guess.
   */
  String keyedId(String id) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(idKey, "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(id.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform must provide HmacSHA256", e);
    }
  }

  /**
   * Forgets a field of an observation in all its versions, and the files it stood in, for good: the
   * vault gets a new key, so that no older copy of it opens with the key as it is then.
   *
   * @param recorded what stands in the record of the last version, to tell later whether the rest
   *     is the same
   */
  public void destroy(Name name, String path, Json.Obj recorded) throws IOException {
    List<Version> all = versions.get(name);
    if (all == null) {
      return;
    }
    for (int i = 0; i < all.size(); i++) {
      Version old = all.get(i);
      Map<String, Disclosure> fields = new TreeMap<>(old.fields());
      Set<String> destroyed = new TreeSet<>(old.destroyed());
      if (fields.remove(path) != null) {
        destroyed.add(path);
        SealedFile stood = files.remove(old.capture());
        if (stood != null) {
          filesByContent.values().remove(stood.sha256());
        }
      }
      // With the digest of the whole a holder of the key could try values.
      String content = i == all.size() - 1 ? Sealing.content(recorded, fields) : "";
      all.set(i, new Version(old.entry(), name, content, fields, destroyed, old.capture()));
    }
    key.renew(random);
    write();
    key.forgetOld();
    changed = false;
  }

  /** The sealed file with this name, unless its key was destroyed. */
  public Optional<SealedFile> findFile(String sha256) {
    return Optional.ofNullable(files.get(sha256));
  }

  /** Encrypts a file under a key of its own, base64; memory does not grow with it. */
  static void encryptFile(String fileKey, InputStream in, OutputStream out, SecureRandom random)
      throws IOException {
    Cipher256.encrypt(FILE_HEAD, Base64.getDecoder().decode(fileKey), in, out, random);
  }

  /**
   * The bytes of a sealed file as they were; holds them in memory.
   *
   * @throws UnreadableInput if the encrypted bytes were changed
   */
  public static byte[] decryptFile(SealedFile sealed, byte[] encrypted) {
    try {
      return Cipher256.decrypt(FILE_HEAD, Base64.getDecoder().decode(sealed.key()), encrypted);
    } catch (AEADBadTagException changedBytes) {
      throw new UnreadableInput(
          "the sealed file " + sealed.sha256() + " does not open; its bytes were changed");
    }
  }

  /** Keeps who a source is; {@link #save} writes it. */
  public void identify(String pseudonym, Identity who) {
    identities.put(pseudonym, who);
    changed = true;
  }

  /** Who the sources are, by pseudonym. */
  public Map<String, Identity> identities() {
    return Map.copyOf(identities);
  }
}
