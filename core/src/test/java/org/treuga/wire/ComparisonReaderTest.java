package org.treuga.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.treuga.agreement.Comparison;
import org.treuga.evidence.UnreadableInput;

class ComparisonReaderTest {

  @TempDir private Path folder;

  private Comparison read(String divergences) throws Exception {
    Files.writeString(
        folder.resolve("case.yaml"), "id: c\ntitle: t\nparties: [{id: N}, {id: S}]\n");
    Files.writeString(
        folder.resolve("agreement.yaml"),
        """
        treuga: 1
        id: c
        terms:
          - {id: T, modality: prohibition, force: 3, bearer: [N], act: {any: [fire]}}
        readings:
          - {id: n, issuer: N}
        """);
    Files.createDirectories(folder.resolve("statements"));
    Files.writeString(
        folder.resolve("statements/d1.yaml"), "id: D1\nissuer: N\nclauses: {c1: stop fire}\n");
    Files.writeString(folder.resolve("divergences.yaml"), divergences);
    return CaseReader.read(folder).comparison();
  }

  @Test
  void each_position_rests_on_a_clause() throws Exception {
    Comparison comparison =
        read(
            """
            divergences:
              - id: A
                kinds: [time, scope]
                subject: begin
                positions: [{issuer: N, clause: D1.c1, says: at once}]
            accounts:
              - id: B
                statements: {N: [D1], S: []}
                rows: [{id: R, subject: fire, kinds: [presence], clauses: {N: [D1.c1], S: []}}]
            """);
    assertThat(comparison.divergences().getFirst().kinds())
        .containsExactly(Comparison.Kind.SCOPE, Comparison.Kind.TIME);
    assertThat(comparison.divergences().getFirst().positions().getFirst().clause().clause())
        .isEqualTo("c1");
    assertThat(comparison.accounts().getFirst().rows().getFirst().clauses().get("S")).isEmpty();
  }

  @Test
  void a_clause_that_is_not_there_is_named_with_its_line() {
    assertThatThrownBy(() ->
            read(
                """
                divergences:
                  - {id: A, kinds: [time], subject: s, positions: [{issuer: N, clause: D9.c1}]}
                """))
        .isInstanceOf(UnreadableInput.class)
        .hasMessageContaining("divergences.yaml:2")
        .hasMessageContaining("D9");
  }

  @Test
  void an_unknown_kind_is_refused() {
    assertThatThrownBy(
            () -> read("divergences: [{id: A, kinds: [colour], subject: s, positions: []}]\n"))
        .hasMessageContaining("presence, scope, force, condition or time");
  }
}
