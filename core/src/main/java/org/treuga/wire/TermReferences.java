package org.treuga.wire;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The ids of all terms and parts, known before any term is read, so that terms may name each other.
 */
final class TermReferences {

  private final Set<String> ids = new LinkedHashSet<>();

  void add(Tree id) {
    if (!Names.isId(id.text())) {
      throw id.expected("an id of letters, digits, dots, - and _");
    }
    if (!ids.add(id.text())) {
      throw id.error("the term id \"" + id.text() + "\" is used twice (duplicate)");
    }
  }

  String term(Tree tree) {
    return term(tree, tree.text());
  }

  String term(Tree tree, String id) {
    if (!ids.contains(id)) {
      throw tree.error(
          tree.name()
              + " names the term \""
              + id
              + "\", which is not declared"
              + Tree.meant(id, ids)
              + " (declared: "
              + String.join(", ", ids)
              + ")");
    }
    return id;
  }
}
