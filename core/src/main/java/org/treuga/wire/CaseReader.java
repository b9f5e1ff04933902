package org.treuga.wire;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.treuga.agreement.Agreement;
import org.treuga.agreement.Comparison;
import org.treuga.agreement.Document;
import org.treuga.agreement.Party;
import org.treuga.evidence.Reliability;
import org.treuga.evidence.Source;
import org.treuga.evidence.UnreadableInput;
import org.treuga.place.Area;
import org.treuga.process.Register;

/**
 * Reads a case folder: {@code case.yaml}, {@code agreement.yaml}, {@code statements/}, {@code
 * areas/}.
 *
 * <p>Strict: the first thing that is wrong is one sentence with file, line and column. Reports are
 * not read here; they come in through connectors.
 */
public final class CaseReader {

  private static final List<String> CASE_KEYS =
      List.of(
          "id",
          "title",
          "description",
          "as_of",
          "licence",
          "parties",
          "sources",
          "files",
          "limits",
          "languages",
          "note",
          "exercise");
  private static final List<String> STATEMENT_KEYS =
      List.of(
          "id",
          "issuer",
          "issuer_name",
          "date",
          "date_precision",
          "published_at",
          "hour",
          "title",
          "lang",
          "url",
          "urls",
          "primary_text_retrieved",
          "note",
          "sha256",
          "text",
          "clauses");
  private static final List<String> CLAUSE_KEYS =
      List.of(
          "actors",
          "modality",
          "act",
          "classes",
          "area",
          "start",
          "end",
          "duration",
          "conditions",
          "quotes",
          "certainty",
          "note",
          "text",
          "span");

  private final Path folder;
  private final Map<String, String> digests = new TreeMap<>();
  private final List<String> warnings = new ArrayList<>();

  private CaseReader(Path folder) {
    this.folder = folder;
  }

  public static CaseFolder read(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new UnreadableInput(
          folder + ": there is no such case folder; it should hold case.yaml and agreement.yaml");
    }
    return new CaseReader(folder).read();
  }

  private CaseFolder read() {
    Tree.Fields head = tree("case.yaml").mapping("case.yaml", CASE_KEYS);
    Map<String, Party> parties = new LinkedHashMap<>();
    for (Tree tree : head.itemsOf("parties")) {
      Party party = party(tree);
      if (parties.put(party.id(), party) != null) {
        throw tree.error("the party \"" + party.id() + "\" stands twice (duplicate)");
      }
    }
    Map<String, Source> sources = new LinkedHashMap<>();
    for (Tree tree : head.itemsOf("sources")) {
      Source source = source(tree);
      if (sources.put(source.id(), source) != null) {
        throw tree.error("the source \"" + source.id() + "\" stands twice (duplicate)");
      }
    }
    Map<String, Document> documents = statements(parties);
    Map<String, List<Area>> areas =
        new AreaReader(warnings).read(filesIn("areas", ".geojson"), this::bytes);
    new AreaReader(warnings).checkSites(folder.resolve("sites.geojson"), this::bytes);
    AgreementReader.Result result =
        new AgreementReader(parties, documents, areas).read(tree("agreement.yaml"));
    return new CaseFolder(
        folder,
        head.get("id").text(),
        head.get("title").text(),
        meta(head),
        result.agreement(),
        process(result.agreement()),
        comparison(result.agreement()),
        sources,
        result.fixtures(),
        digests,
        warnings);
  }

  /** The process register, where the case has one. */
  private Register process(Agreement agreement) {
    Path file = folder.resolve("process.yaml");
    if (!Files.exists(file)) {
      return Register.EMPTY;
    }
    Names names = new Names(agreement.parties(), agreement.documents(), Map.of(), Map.of());
    return new ProcessReader(names).read(Yaml.read(file.toString(), bytes(file)));
  }

  /** Where the statements differ, where the case says so. */
  private Comparison comparison(Agreement agreement) {
    Path file = folder.resolve("divergences.yaml");
    if (!Files.exists(file)) {
      return Comparison.NONE;
    }
    Names names = new Names(agreement.parties(), agreement.documents(), Map.of(), Map.of());
    return new ComparisonReader(names).read(Yaml.read(file.toString(), bytes(file)));
  }

  private static Map<String, String> meta(Tree.Fields head) {
    Map<String, String> meta = new LinkedHashMap<>();
    for (String key : List.of("description", "as_of", "licence", "note")) {
      head.find(key).ifPresent(tree -> meta.put(key, tree.text()));
    }
    head.find("limits").ifPresent(tree -> meta.put("limits", String.join("\n", tree.texts())));
    return meta;
  }

  /** A party: a bare id, or {@code {id, names, aliases, role}}. */
  static Party party(Tree tree) {
    if (tree.isText()) {
      return new Party(id(tree), Map.of(), List.of());
    }
    Tree.Fields fields =
        tree.mapping("a party", List.of("id", "name", "names", "aliases", "role", "note"));
    Map<String, String> names = new LinkedHashMap<>();
    fields.find("name").ifPresent(name -> names.put("en", name.text()));
    fields
        .find("names")
        .ifPresent(all ->
            all.openMapping("names")
                .entries()
                .forEach((lang, name) -> names.put(lang, name.text())));
    return new Party(id(fields.get("id")), names, fields.textsOf("aliases"));
  }

  private static String id(Tree tree) {
    if (!Names.isId(tree.text())) {
      throw tree.expected("an id of letters, digits, dots, - and _");
    }
    return tree.text();
  }

  private static Source source(Tree tree) {
    Tree.Fields fields =
        tree.mapping(
            "a source", List.of("id", "name", "affiliation", "reliability", "url", "note"));
    Tree reliability = fields.find("reliability").orElse(null);
    return new Source(
        id(fields.get("id")),
        fields.textOr("name", fields.get("id").text()),
        fields.textOr("affiliation", ""),
        reliability == null ? Reliability.F : letter(reliability));
  }

  private static Reliability letter(Tree tree) {
    for (Reliability reliability : Reliability.values()) {
      if (reliability.name().equals(tree.text())) {
        return reliability;
      }
    }
    throw tree.expected("a letter from A to F (Admiralty scale)");
  }

  // --- documents

  private Map<String, Document> statements(Map<String, Party> parties) {
    Map<String, Document> documents = new LinkedHashMap<>();
    Names names = new Names(parties, documents, Map.of(), Map.of());
    for (Path file : filesIn("statements", ".yaml")) {
      Tree tree = Yaml.read(file.toString(), bytes(file));
      Tree.Fields fields = tree.mapping("a statement", STATEMENT_KEYS);
      String id = fields.get("id").text();
      if (documents.put(id, document(id, tree, names)) != null) {
        throw tree.error("the document \"" + id + "\" stands in two files");
      }
    }
    return documents;
  }

  static Document document(String id, Tree tree, Names names) {
    Tree.Fields fields = tree.mapping("the document " + id, STATEMENT_KEYS);
    Map<String, Document.Clause> clauses = new LinkedHashMap<>();
    fields
        .find("clauses")
        .ifPresent(all ->
            all.openMapping("clauses")
                .entries()
                .forEach((key, clause) -> clauses.put(key, clause(key, clause))));
    List<String> urls = new ArrayList<>(fields.textsOf("urls"));
    fields.find("url").ifPresent(url -> urls.add(url.text()));
    fields.find("lang").ifPresent(CaseReader::checkLanguage);
    return new Document(
        id,
        names.parties(fields.get("issuer"), Set.of(Names.ANALYST)),
        fields.find("published_at").map(Tree::instant).orElse(null),
        fields.textOr("lang", ""),
        fields.textOr("title", id),
        fields.textOr("date", ""),
        urls,
        fields.textOr("sha256", ""),
        clauses);
  }

  private static void checkLanguage(Tree tree) {
    if (!tree.text().matches("[a-z]{2,3}(-[A-Za-z0-9]+)*")) {
      throw tree.expected("a language tag such as en");
    }
  }

  private static Document.Clause clause(String key, Tree tree) {
    if (tree.isText()) {
      return new Document.Clause(key, tree.text(), List.of(), Map.of());
    }
    Tree.Fields fields = tree.mapping("the clause " + key, CLAUSE_KEYS);
    Map<String, String> attributes = new LinkedHashMap<>();
    fields
        .entries()
        .forEach((name, value) -> {
          boolean isPlain =
              !value.isNull()
                  && !value.isMapping()
                  && !List.of("act", "quotes", "text", "span").contains(name);
          if (isPlain && !(value.isList() && value.items().isEmpty())) {
            attributes.put(name, String.join("; ", value.texts()));
          }
        });
    return new Document.Clause(
        key, fields.textOr("act", fields.textOr("text", "")), fields.textsOf("quotes"), attributes);
  }

  // --- files

  private Tree tree(String name) {
    Path file = folder.resolve(name);
    if (!Files.exists(file)) {
      throw new UnreadableInput(file + ": there is no such file; a case folder needs it");
    }
    return Yaml.read(file.toString(), bytes(file));
  }

  private List<Path> filesIn(String subfolder, String suffix) {
    Path path = folder.resolve(subfolder);
    if (!Files.isDirectory(path)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(path)) {
      return files.filter(file -> file.getFileName().toString().endsWith(suffix)).sorted().toList();
    } catch (IOException unreadable) {
      throw new UnreadableInput(path + ": cannot be listed (" + unreadable.getMessage() + ")");
    }
  }

  private byte[] bytes(Path file) {
    try {
      byte[] bytes = Files.readAllBytes(file);
      digests.put(folder.relativize(file).toString().replace('\\', '/'), sha256(bytes));
      return bytes;
    } catch (IOException unreadable) {
      throw new UnreadableInput(file + ": cannot be read (" + unreadable.getMessage() + ")");
    }
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }
}
