package org.treuga.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.treuga.agreement.Lint;
import org.treuga.evidence.UnreadableInput;
import tools.jackson.databind.JsonNode;

/** The published schemas and the program's own reader say the same of the same files. */
class SchemaTest {

  private static final String CASE = "id: x\ntitle: x\n";

  @TempDir private Path folder;

  static Stream<Path> caseFolders() throws IOException {
    List<Path> folders = new ArrayList<>();
    try (Stream<Path> cases = Files.list(Schemas.ROOT.resolve("cases"))) {
      cases.filter(Files::isDirectory).sorted().forEach(folders::add);
    }
    folders.add(Schemas.ROOT.resolve("app/src/main/resources/new-case"));
    return folders.stream();
  }

  @ParameterizedTest
  @MethodSource("caseFolders")
  void the_files_of_a_case_fit_the_schemas(Path of) throws IOException {
    assertThat(Schemas.of("agreement").complaints(Schemas.text(of.resolve("agreement.yaml"))))
        .isEmpty();
    assertThat(Schemas.of("case").complaints(Schemas.text(of.resolve("case.yaml")))).isEmpty();
    if (Files.isDirectory(of.resolve("statements"))) {
      Schemas statement = Schemas.of("statement");
      try (Stream<Path> files = Files.list(of.resolve("statements"))) {
        for (Path file : files.sorted().toList()) {
          assertThat(statement.complaints(Schemas.text(file))).as(file.toString()).isEmpty();
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("caseFolders")
  void a_case_that_comes_with_the_program_can_be_read_and_has_no_lint_error(Path of) {
    assertThat(Lint.check(CaseReader.read(of).agreement()))
        .noneMatch(found -> found.severity() == Lint.Severity.ERROR);
  }

  @Test
  void the_case_to_start_from_leaves_nothing_to_remark() {
    CaseFolder read = CaseReader.read(Schemas.ROOT.resolve("app/src/main/resources/new-case"));
    assertThat(Lint.check(read.agreement())).isEmpty();
    assertThat(read.warnings()).isEmpty();
  }

  @Test
  void the_worked_example_fits_schema_and_reader() throws IOException {
    String yaml = workedExample();
    assertThat(Schemas.of("agreement").complaints(yaml)).isEmpty();
    assertThat(read(yaml).agreement().terms())
        .containsOnlyKeys("T1", "T2", "T2.nav", "T2.mil", "T2.insp", "T2.navy", "T3", "T4", "T5");
  }

  /** What stands left of the arrow in the worked example is replaced by what stands right of it. */
  @ParameterizedTest
  @CsvSource(
      delimiterString = "->",
      value = {
        "treuga: 1 -> treuga: 2",
        "terms: -> term:",
        "modality: prohibition -> modality: prohibited",
        "force: 4 -> force: 6",
        "force: 4 -> force: strong",
        "title: The sea -> titel: The sea",
        "id: T1 -> id: T1..a",
        "silence: undetermined -> quiet: undetermined",
        "by: [A], doc: A18, arguable -> doc: A18, arguable",
        "value: energy_all -> worth: energy_all",
        "plus: PT720H -> plus: 720 hours",
        "plus: P30D -> plus: P0.5D",
        "2025-03-18T16:30:00Z -> 2025-03-18 16:30",
        "published_at: \"2025-03-25T18:00:00Z\" -> published_at: \"2025-03-25\"",
        "at: \"2025-03-18T00:00:00\", zone: Europe/Moscow -> at: \"2025-03-18T00:00:00\"",
        "zone: Europe/Kyiv -> zone: +02:00",
        "power: release -> power: resign",
        "extend: mutual -> extend: perhaps",
        "holds: T1.IN_FORCE -> holds: T1",
        "{event: mobilisation_stopped, by: C} -> {by: C}",
        "kind: issuer -> kind: speaker",
        "issuer: A, kind -> kind",
        "{point: inspection} -> {point: inspection, or: not}",
        "{value: true, by: [B], doc: B25} -> {value: maybe, by: [B], doc: B25}",
        "energy_all: {any: [energy]} -> energy_all: {none_of: [energy]}",
        "lang: en -> lang: English!",
        "energy.power.substation,  0, 1, 0 -> energy.power.substation,  0, 2, 0",
      })
  void what_is_broken_is_refused_by_schema_and_reader(String from, String to) throws IOException {
    String yaml = workedExample();
    assertThat(yaml).contains(from);
    String broken = yaml.replace(from, to);
    assertThat(Schemas.of("agreement").complaints(broken)).as("schema").isNotEmpty();
    assertThat(catchThrowableOfType(UnreadableInput.class, () -> read(broken)))
        .as("reader")
        .isNotNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "->",
      value = {
        "id: x -> ident: x",
        "title: x -> title: {en: x}",
        "title: x -> 'title: x\nreliability: A'",
        "title: x -> 'title: x\nsources: [{id: s, reliability: G}]'",
        "title: x -> 'title: x\nparties: [{name: nobody}]'",
      })
  void a_broken_head_is_refused_by_schema_and_reader(String from, String to) throws IOException {
    String broken = CASE.replace(from, to);
    assertThat(Schemas.of("case").complaints(broken)).as("schema").isNotEmpty();
    Files.writeString(folder.resolve("case.yaml"), broken);
    Files.writeString(folder.resolve("agreement.yaml"), workedExample());
    assertThat(catchThrowableOfType(UnreadableInput.class, () -> CaseReader.read(folder)))
        .as("reader")
        .isNotNull();
  }

  /** The reader names the keys it knows when it meets one it does not; so must the schema. */
  @ParameterizedTest
  @CsvSource(
      delimiterString = "->",
      value = {
        "/properties -> 'id: ex-2025-03' -> 'zzz: 1\nid: ex-2025-03'",
        "/$defs/term/properties -> 'title: The sea' -> 'zzz: 1\n  title: The sea'",
        "/$defs/point/properties -> silence: undetermined -> zzz: 1",
        "/$defs/option/properties -> {value: energy_all, -> '{zzz: 1, value: energy_all,'",
        "/$defs/reading/properties -> {id: R.a, -> '{zzz: 1, id: R.a,'",
        "/$defs/event/properties -> readings: -> 'events: [{zzz: 1}]\nreadings:'",
        "/$defs/document/properties -> {issuer: A, -> '{zzz: 1, issuer: A,'",
        "/$defs/power/properties -> {power: release, -> '{zzz: 1, power: release,'",
      })
  void schema_and_reader_know_the_same_keys(String pointer, String from, String to)
      throws IOException {
    String yaml = workedExample();
    String wrong = yaml.replaceFirst(Pattern.quote(from), Matcher.quoteReplacement(to));
    UnreadableInput refused = catchThrowableOfType(UnreadableInput.class, () -> read(wrong));
    assertThat(refused).as(from).isNotNull();
    Matcher valid =
        Pattern.compile("\\(valid: ([^)]*)\\)").matcher(String.valueOf(refused.getMessage()));
    assertThat(valid.find()).as(refused.getMessage()).isTrue();
    JsonNode properties = Schemas.of("agreement").tree().at(pointer);
    assertThat(new TreeSet<>(properties.propertyNames()))
        .isEqualTo(new TreeSet<>(Set.of(valid.group(1).split(", "))));
  }

  private static String workedExample() throws IOException {
    try (var bytes = SchemaTest.class.getResourceAsStream("worked-example.yaml")) {
      return new String(bytes.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    }
  }

  private CaseFolder read(String agreement) throws IOException {
    Files.writeString(folder.resolve("case.yaml"), CASE);
    Files.writeString(folder.resolve("agreement.yaml"), agreement);
    return CaseReader.read(folder);
  }
}
