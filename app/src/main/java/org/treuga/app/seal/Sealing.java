package org.treuga.app.seal;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.treuga.evidence.UnreadableInput;
import org.treuga.ledger.Disclosure;
import org.treuga.wire.Json;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;

/**
 * Seals fields of the observations of one import: in their place stand digests among decoys, and
 * the vault keeps salts and values.
 *
 * <p>A path names a field of an observation's canonical form, {@code url}, or one within it, {@code
 * place.lat}, {@code attributes.source_name}. What was sealed once stays sealed in later versions,
 * and what was destroyed does not come back. For one import, one thread.
 */
public final class Sealing {

  /** Ids that a feed made of what the row says: they end in a digest without salt. */
  private static final Pattern MADE_ID = Pattern.compile("(.*[^0-9a-f])?[0-9a-f]{64}");

  /** Texts shorter than this are found everywhere by chance. */
  private static final int TELLING_CHARACTERS = 4;

  private static final int MAX_DECOYS = 4;

  private static final Set<String> FIELDS =
      Set.of(
          "source",
          "occurred",
          "published_at",
          "place",
          "object_name",
          "class",
          "also_reported",
          "act",
          "weapon",
          "alleged_actor",
          "claimed_by",
          "denied_by",
          "stated_ground",
          "credibility",
          "harm",
          "url",
          "evidence_sha256",
          "summary",
          "attributes");

  private static final Set<String> WITH_PARTS = Set.of("occurred", "place", "harm", "attributes");

  /**
   * An observation made ready for the record.
   *
   * @param json with digests in place of what is sealed
   * @param content digest of what it says in all, for comparison within the vault
   * @param destroyed paths that were left out, since their values were destroyed before
   */
  public record Row(
      Vault.Name name,
      Json.Obj json,
      String content,
      Map<String, Disclosure> fields,
      Set<String> destroyed) {}

  /**
   * That a sealed value also stands in a field that is not sealed; the message names that field.
   */
  public static final class Tells extends Exception {
    private static final long serialVersionUID = 1L;

    Tells(String field) {
      super(field);
    }
  }

  private final Vault vault;
  private final Set<String> paths;
  private final SecureRandom random;
  private final Map<String, String> here = new HashMap<>();
  private final Map<String, String> keys = new HashMap<>();
  private final Map<String, Disclosure> plains = new HashMap<>();
  private final Set<String> met = new HashSet<>();

  /**
   * @param paths what to seal
   * @throws UnreadableInput if a path names no field that can be sealed
   */
  public Sealing(Vault vault, List<String> paths, SecureRandom random) {
    paths.forEach(Sealing::requireField);
    this.vault = vault;
    this.paths = new TreeSet<>(paths);
    this.random = random;
  }

  private static void requireField(String path) {
    String[] parts = path.split("\\.", 2);
    boolean known =
        FIELDS.contains(parts[0])
            && (parts.length == 1 || WITH_PARTS.contains(parts[0]) && !parts[1].isBlank());
    if (!known) {
      throw new UnreadableInput(
          "--seal must name fields of an observation, as %s, or parts, as place.lat, was \"%s\""
              .formatted(String.join(", ", new TreeSet<>(FIELDS)), path));
    }
  }

  /**
   * Seals an observation.
   *
   * @throws Tells if a value to seal stands in another field too
   */
  public Row row(String caseId, String feed, Json.Obj observation) throws Tells {
    Json.Obj whole = observation;
    String id = observation.text("observation_id");
    if (MADE_ID.matcher(id).matches()) {
      whole = with(whole, "observation_id", Json.text(vault.keyedId(id)));
    }
    Vault.Name name = new Vault.Name(caseId, feed, whole.text("observation_id"));
    Optional<Vault.Version> earlier = vault.find(name);
    Set<String> destroyed = earlier.map(Vault.Version::destroyed).orElse(Set.of());
    for (String path : destroyed) {
      whole = without(whole, path);
    }
    Set<String> sealed = new TreeSet<>(paths);
    earlier.ifPresent(version -> sealed.addAll(version.fields().keySet()));
    Map<String, Disclosure> fields = disclosures(whole, sealed);
    Json.Obj clear = whole;
    for (String path : fields.keySet()) {
      clear = without(clear, path);
    }
    requireSilent(clear, fields);
    met.addAll(fields.keySet());
    return new Row(name, digested(clear, fields), sha256(whole.canonical()), fields, destroyed);
  }

  private Map<String, Disclosure> disclosures(Json.Obj whole, Set<String> sealed) {
    Map<String, Disclosure> fields = new TreeMap<>();
    for (String path : sealed) {
      int dot = path.indexOf('.');
      // The whole of a field is sealed with its parts.
      if (dot < 0 || !sealed.contains(path.substring(0, dot))) {
        get(whole, path)
            .ifPresent(value ->
                fields.put(
                    path, Disclosure.of(path.substring(dot + 1), value.canonical(), random)));
      }
    }
    return fields;
  }

  private Json.Obj digested(Json.Obj clear, Map<String, Disclosure> fields) throws Tells {
    Map<String, List<Disclosure>> byParent = new TreeMap<>();
    fields.forEach((path, disclosure) ->
        byParent
            .computeIfAbsent(
                path.contains(".") ? path.substring(0, path.indexOf('.')) : "",
                _k -> new ArrayList<>())
            .add(disclosure));
    Json.Obj digested = clear;
    for (Map.Entry<String, List<Disclosure>> parent : byParent.entrySet()) {
      Json digests =
          Json.texts(Disclosure.digests(parent.getValue(), 1 + random.nextInt(MAX_DECOYS), random));
      if (parent.getKey().isEmpty()) {
        digested = with(digested, "_sd", digests);
      } else if (digested.fields().get(parent.getKey()) instanceof Json.Obj inner) {
        if (inner.fields().containsKey("_sd")) {
          // A column of that name, of all names.
          throw new Tells(parent.getKey() + "._sd");
        }
        digested = with(digested, parent.getKey(), with(inner, "_sd", digests));
      }
    }
    return digested;
  }

  /** A value that also stands in a clear field would not be sealed at all. */
  private static void requireSilent(Json.Obj clear, Map<String, Disclosure> fields) throws Tells {
    List<String> values = new ArrayList<>();
    fields.values().forEach(one -> texts(read(one.valueJson()), values));
    values.removeIf(text -> text.length() < TELLING_CHARACTERS);
    for (Map.Entry<String, Json> field : clear.fields().entrySet()) {
      List<String> shown = new ArrayList<>();
      texts(field.getValue(), shown);
      if (shown.stream().anyMatch(text -> values.stream().anyMatch(text::contains))) {
        throw new Tells(field.getKey());
      }
    }
  }

  private static void texts(Json json, List<String> into) {
    switch (json) {
      case Json.Text text -> into.add(text.value());
      case Json.Obj object -> object.fields().values().forEach(value -> texts(value, into));
      case Json.Arr array -> array.items().forEach(item -> texts(item, into));
      case Json.Num _number -> {}
      case Json.Bool _bool -> {}
      case Json.Nothing _nothing -> {}
    }
  }

  /** Whether the version in this entry says the same and has as much of it sealed. */
  public boolean isHeld(Row row, long entry) {
    return vault
        .find(row.name())
        .filter(version -> version.entry() == entry && version.content().equals(row.content()))
        .filter(version -> version.fields().keySet().containsAll(row.fields().keySet()))
        .isPresent();
  }

  /**
   * The digest of what an observation says in all.
   *
   * @param recorded with digests in place of what is sealed
   * @param fields the values, of those that are still there
   */
  public static String content(Json.Obj recorded, Map<String, Disclosure> fields) {
    Json.Obj whole = withoutDigests(recorded);
    for (Map.Entry<String, Disclosure> field : fields.entrySet()) {
      whole = put(whole, field.getKey(), read(field.getValue().valueJson()));
    }
    return sha256(whole.canonical());
  }

  private static Json.Obj withoutDigests(Json.Obj recorded) {
    Map<String, Json> fields = new TreeMap<>();
    recorded
        .fields()
        .forEach((name, value) -> {
          if (!(name.equals("_sd") && value instanceof Json.Arr)) {
            fields.put(name, value instanceof Json.Obj inner ? withoutDigests(inner) : value);
          }
        });
    return new Json.Obj(fields);
  }

  private static Json.Obj put(Json.Obj json, String path, Json value) {
    int dot = path.indexOf('.');
    if (dot < 0) {
      return with(json, path, value);
    }
    String parent = path.substring(0, dot);
    return json.fields().get(parent) instanceof Json.Obj inner
        ? with(json, parent, with(inner, path.substring(dot + 1), value))
        : json;
  }

  private static Json read(String json) {
    try (JsonParser parser = Json.FACTORY.createParser(ObjectReadContext.empty(), json)) {
      parser.nextToken();
      return Json.read(parser);
    }
  }

  /** Keeps what was sealed of a row that is recorded in this entry. */
  public void keep(Row row, long entry, String capture) {
    vault.add(
        new Vault.Version(
            entry, row.name(), row.content(), row.fields(), row.destroyed(), capture));
  }

  /** Whether some value of this observation was destroyed, so that its file must not be kept. */
  public boolean hasDestroyed(String caseId, String feed, String id) {
    String known = MADE_ID.matcher(id).matches() ? vault.keyedId(id) : id;
    return vault
        .find(new Vault.Name(caseId, feed, known))
        .filter(version -> !version.destroyed().isEmpty())
        .isPresent();
  }

  /** Whether {@link #hasDestroyed} can be true of any. */
  public boolean mayHaveDestroyed(String caseId, String feed) {
    return vault.destroyedAnything(caseId, feed);
  }

  /**
   * A file in its encrypted form.
   *
   * @param sha256 of the encrypted bytes: of those written, or of those kept before
   * @param bytes how many
   * @param plainSha256 of the file as it is
   */
  public record Encrypted(String sha256, long bytes, String plainSha256) {}

  /** Encrypts a file to a draft, durably; plain bytes go nowhere. */
  public Encrypted encrypt(Path from, Path draft) throws IOException {
    MessageDigest plain = sha256();
    MessageDigest encrypted = sha256();
    String key = Base64.getEncoder().encodeToString(SealKey.draw(random));
    try (InputStream in = new DigestInputStream(Files.newInputStream(from), plain);
        FileChannel channel =
            FileChannel.open(draft, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      OutputStream out =
          new DigestOutputStream(
              new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16) {
                @Override
                public void close() throws IOException {
                  // The channel is made durable before it is closed.
                  flush();
                }
              },
              encrypted);
      Vault.encryptFile(key, in, out, random);
      channel.force(true);
    }
    String plainSha256 = HexFormat.of().formatHex(plain.digest());
    Optional<String> known =
        vault.fileOf(plainSha256).or(() -> Optional.ofNullable(here.get(plainSha256)));
    if (known.isPresent()) {
      return new Encrypted(known.get(), Files.size(draft), plainSha256);
    }
    String sha256 = HexFormat.of().formatHex(encrypted.digest());
    here.put(plainSha256, sha256);
    keys.put(sha256, key);
    plains.put(sha256, Disclosure.of("plain_sha256", Json.text(plainSha256).canonical(), random));
    return new Encrypted(sha256, Files.size(draft), plainSha256);
  }

  /** Keeps the key of a file that is recorded in this entry; the digests for the entry. */
  public List<String> keepFile(String sha256, long entry) {
    Disclosure plain = plains.get(sha256);
    String key = keys.get(sha256);
    if (plain == null || key == null) {
      throw new IllegalArgumentException("sha256 must be of a file encrypted here, was " + sha256);
    }
    vault.add(new Vault.SealedFile(entry, sha256, plain, key));
    return Disclosure.digests(List.of(plain), 1 + random.nextInt(MAX_DECOYS), random);
  }

  /** What was asked for and stood in no row. */
  public Set<String> notMet() {
    Set<String> left = new TreeSet<>(paths);
    left.removeAll(met);
    return left;
  }

  /** Makes all of it last; before the ledger takes the entries. */
  public void save() throws IOException {
    vault.save();
  }

  private static Optional<Json> get(Json.Obj json, String path) {
    int dot = path.indexOf('.');
    if (dot < 0) {
      return Optional.ofNullable(json.fields().get(path));
    }
    return json.fields().get(path.substring(0, dot)) instanceof Json.Obj inner
        ? Optional.ofNullable(inner.fields().get(path.substring(dot + 1)))
        : Optional.empty();
  }

  private static Json.Obj without(Json.Obj json, String path) {
    int dot = path.indexOf('.');
    Map<String, Json> fields = new TreeMap<>(json.fields());
    if (dot < 0) {
      fields.remove(path);
    } else if (fields.get(path.substring(0, dot)) instanceof Json.Obj inner) {
      fields.put(path.substring(0, dot), without(inner, path.substring(dot + 1)));
    }
    return new Json.Obj(fields);
  }

  private static Json.Obj with(Json.Obj json, String name, Json value) {
    Map<String, Json> fields = new TreeMap<>(json.fields());
    fields.put(name, value);
    return new Json.Obj(fields);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform must provide SHA-256", e);
    }
  }

  private static String sha256(String text) {
    return HexFormat.of().formatHex(sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
  }
}
