package org.treuga.wire;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The published schemas, and what they say of a YAML text. */
final class Schemas {

  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private static final JsonMapper MAPPER = new JsonMapper();

  private final Schema schema;
  private final JsonNode tree;

  private Schemas(String json) {
    this.schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(json, InputFormat.JSON);
    this.tree = MAPPER.readTree(json);
  }

  static Schemas of(String name) {
    return new Schemas(text(ROOT.resolve("docs/schema/" + name + ".schema.json")));
  }

  /** What is wrong with a YAML text; empty when nothing is. */
  List<String> complaints(String yaml) {
    Object value = new Load(LoadSettings.builder().build()).loadFromString(yaml);
    return schema.validate(MAPPER.writeValueAsString(value), InputFormat.JSON).stream()
        .map(error -> error.getInstanceLocation() + ": " + error.getMessage())
        .toList();
  }

  JsonNode tree() {
    return tree;
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new java.io.UncheckedIOException(unreadable);
    }
  }
}
