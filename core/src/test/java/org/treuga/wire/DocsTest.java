package org.treuga.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/**
 * Every example of the page on the term language can be read. A block is marked with what it is: a
 * whole file, or the part of an agreement that is put into the frame below.
 */
class DocsTest {

  private static final Path PAGE = Schemas.ROOT.resolve("docs/agreement-language.md");
  private static final Pattern BLOCK =
      Pattern.compile(
          "<!-- (case|agreement|terms|readings|events|classes|areas|docs) -->\\n```yaml\\n(.*?)```",
          Pattern.DOTALL);
  private static final Pattern PLAIN = Pattern.compile("```yaml\\n");

  @TempDir private Path folder;

  record Example(String kind, String yaml) {
    @Override
    public String toString() {
      return kind + ": " + yaml.lines().findFirst().orElse("");
    }
  }

  static Stream<Example> examples() {
    List<Example> examples = new ArrayList<>();
    Matcher block = BLOCK.matcher(Schemas.text(PAGE));
    while (block.find()) {
      examples.add(new Example(block.group(1), block.group(2)));
    }
    return examples.stream();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void an_example_can_be_read_and_fits_the_schema(Example example) throws IOException {
    if (example.kind().equals("case")) {
      read(example.yaml(), framed(new Example("terms", "")));
      assertThat(Schemas.of("case").complaints(example.yaml())).isEmpty();
      return;
    }
    String agreement = example.kind().equals("agreement") ? example.yaml() : framed(example);
    assertThat(Schemas.of("agreement").complaints(agreement)).isEmpty();
    read("id: page\ntitle: page\nparties: [NORTH, SOUTH, COUNCIL]\n", agreement);
  }

  @Test
  void every_yaml_block_says_what_it_is() {
    long all = PLAIN.matcher(Schemas.text(PAGE)).results().count();
    assertThat(examples().count()).isEqualTo(all).isGreaterThan(10);
  }

  @Test
  void every_key_of_the_schemas_is_described() {
    Set<String> keys = new TreeSet<>();
    Stream.of("agreement", "case", "statement")
        .forEach(name -> collect(Schemas.of(name).tree(), keys));
    String page = Schemas.text(PAGE);
    assertThat(keys).allSatisfy(key -> assertThat(page).contains("`" + key + "`"));
  }

  private static void collect(JsonNode node, Set<String> keys) {
    JsonNode properties = node.path("properties");
    if (properties.isObject() && node.has("additionalProperties")) {
      keys.addAll(properties.propertyNames());
    }
    node.forEach(child -> collect(child, keys));
  }

  /** An agreement around a part of one; what the part gives itself is left out of the frame. */
  private static String framed(Example part) {
    String kind = part.kind();
    String terms =
        "terms:\n"
            + (kind.equals("terms") ? part.yaml() : "")
            + """
            - id: FRAME
              modality: prohibition
              force: 5
              bearer: [NORTH, SOUTH]
              act: fire
              object: {point: scope}
              in_force: {begin: "2031-05-01T00:00:00Z", end: {point: end}}
              points:
                scope:
                  slot: /object
                  options:
                    wide: {value: [bridge, road], by: NORTH}
                    narrow: {value: bridge, by: SOUTH}
                end:
                  slot: /in_force/end
                  options:
                    hours: {value: {from: begin, plus: PT720H}, by: NORTH}
                    days: {value: {from: begin, plus: P30D, zone: Etc/UTC}, by: SOUTH}
            """;
    return "treuga: 1\nid: page\n"
        + section(
            kind,
            "docs",
            part,
            "{JOINT: {issuer: [NORTH, SOUTH], published_at: \"2031-04-30T12:00:00Z\", clauses: {c1: first, c2: second}}, NOTE: {issuer: SOUTH, published_at: \"2031-05-02T12:00:00Z\", clauses: {c1: first}}}")
        + section(kind, "areas", part, "{valley: {countries: [ZZ]}, ridge: {countries: [ZY]}}")
        + section(kind, "classes", part, "{}")
        + terms
        + section(
            kind, "readings", part, "[{id: north, issuer: NORTH}, {id: south, issuer: SOUTH}]")
        + section(kind, "events", part, "[]");
  }

  private static String section(String kind, String key, Example part, String otherwise) {
    return kind.equals(key) ? key + ":\n" + part.yaml() : key + ": " + otherwise + "\n";
  }

  private void read(String head, String agreement) throws IOException {
    Files.writeString(folder.resolve("case.yaml"), head);
    Files.writeString(folder.resolve("agreement.yaml"), agreement);
    CaseReader.read(folder);
  }
}
