package org.treuga.wire;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.treuga.agreement.Citation;
import org.treuga.agreement.Comparison;

/** Reads {@code divergences.yaml}: strict, every clause it names must be one of the case. */
final class ComparisonReader {

  private final Names names;
  private final Set<String> ids = new HashSet<>();

  ComparisonReader(Names names) {
    this.names = names;
  }

  Comparison read(Tree tree) {
    Tree.Fields fields =
        tree.mapping(
            "the divergences of a case", List.of("treuga", "note", "divergences", "accounts"));
    return new Comparison(
        fields.itemsOf("divergences").stream().map(this::divergence).toList(),
        fields.itemsOf("accounts").stream().map(this::account).toList());
  }

  private Comparison.Divergence divergence(Tree tree) {
    Tree.Fields fields =
        tree.mapping(
            "a divergence", List.of("id", "kinds", "subject", "positions", "bears_on", "note"));
    return new Comparison.Divergence(
        id(fields),
        kinds(fields),
        fields.get("subject").text(),
        fields.itemsOf("positions").stream().map(this::position).toList(),
        fields.textOr("bears_on", ""));
  }

  private Comparison.Position position(Tree tree) {
    Tree.Fields fields = tree.mapping("a position", List.of("issuer", "clause", "says", "note"));
    return new Comparison.Position(
        fields.get("issuer").text(),
        names.citation(fields.get("clause")),
        fields.textOr("says", ""));
  }

  private Comparison.Account account(Tree tree) {
    Tree.Fields fields =
        tree.mapping("an account", List.of("id", "title", "statements", "rows", "note"));
    Map<String, List<String>> statements = new LinkedHashMap<>();
    fields
        .get("statements")
        .openMapping("the statements of an account")
        .entries()
        .forEach((party, documents) ->
            statements.put(
                party,
                documents.items().stream().map(names::citation).map(Citation::document).toList()));
    return new Comparison.Account(
        id(fields),
        fields.textOr("title", fields.get("id").text()),
        statements,
        fields.itemsOf("rows").stream().map(this::aligned).toList());
  }

  private Comparison.Aligned aligned(Tree tree) {
    Tree.Fields fields =
        tree.mapping(
            "a row of an account",
            List.of("id", "subject", "relation", "kinds", "clauses", "says", "note"));
    Map<String, List<Citation>> clauses = new LinkedHashMap<>();
    fields
        .get("clauses")
        .openMapping("the clauses of a row")
        .entries()
        .forEach((party, cited) ->
            clauses.put(party, cited.items().stream().map(names::citation).toList()));
    return new Comparison.Aligned(
        id(fields),
        fields.get("subject").text(),
        fields.textOr("relation", ""),
        kinds(fields),
        clauses,
        fields.textOr("says", ""));
  }

  private String id(Tree.Fields fields) {
    String id = fields.get("id").text();
    if (!ids.add(id)) {
      throw fields.get("id").error("the id \"" + id + "\" stands twice (duplicate)");
    }
    return id;
  }

  private static Set<Comparison.Kind> kinds(Tree.Fields fields) {
    Set<Comparison.Kind> kinds = EnumSet.noneOf(Comparison.Kind.class);
    for (Tree kind : fields.itemsOf("kinds")) {
      kinds.add(
          Arrays.stream(Comparison.Kind.values())
              .filter(one -> one.name().toLowerCase(Locale.ROOT).equals(kind.text()))
              .findFirst()
              .orElseThrow(() -> kind.expected("presence, scope, force, condition or time")));
    }
    return kinds;
  }
}
