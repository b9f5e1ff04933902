package org.treuga.wire;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.treuga.agreement.Citation;
import org.treuga.process.Register;

/** Reads {@code process.yaml}: sections of rows, each with an id and the sources it rests on. */
final class ProcessReader {

  private static final List<String> SECTIONS =
      List.of(
          "stages",
          "tracks",
          "working_groups",
          "conditions",
          "commitments",
          "contacts",
          "harm",
          "claims_register",
          "compliance_history",
          "pointers");

  private final Names names;
  private final Set<String> ids = new HashSet<>();

  ProcessReader(Names names) {
    this.names = names;
  }

  Register read(Tree tree) {
    List<String> keys = new ArrayList<>(List.of("treuga", "note"));
    keys.addAll(SECTIONS);
    Tree.Fields fields = tree.mapping("a process register", keys);
    Map<String, List<Register.Row>> sections = new LinkedHashMap<>();
    for (String section : SECTIONS) {
      List<Register.Row> rows = fields.itemsOf(section).stream().map(this::row).toList();
      if (!rows.isEmpty()) {
        sections.put(section, rows);
      }
    }
    return new Register(sections);
  }

  private Register.Row row(Tree tree) {
    Tree.Fields fields = tree.openMapping("a row of the process register");
    String id = fields.get("id").text();
    if (!ids.add(id)) {
      throw fields.get("id").error("the id \"" + id + "\" stands twice (duplicate)");
    }
    List<Citation> sources = new ArrayList<>();
    List<String> urls = new ArrayList<>();
    for (Tree source : fields.get("sources").oneOrMore()) {
      if (source.text().startsWith("https://") || source.text().startsWith("http://")) {
        urls.add(source.text());
      } else {
        sources.add(names.citation(source));
      }
    }
    Map<String, Register.Value> details = new LinkedHashMap<>();
    fields
        .entries()
        .forEach((name, value) -> {
          if (!List.of("id", "title", "sources").contains(name) && !value.isNull()) {
            details.put(name, value(value));
          }
        });
    return new Register.Row(id, fields.textOr("title", id), details, sources, urls);
  }

  private static Register.Value value(Tree tree) {
    if (tree.isNull()) {
      return new Register.Value.Text("");
    }
    if (tree.isText()) {
      return new Register.Value.Text(tree.text());
    }
    if (tree.isList()) {
      return new Register.Value.Items(tree.items().stream().map(ProcessReader::value).toList());
    }
    Map<String, Register.Value> fields = new LinkedHashMap<>();
    tree.openMapping(tree.name())
        .entries()
        .forEach((name, inner) -> fields.put(name, value(inner)));
    return new Register.Value.Named(fields);
  }
}
