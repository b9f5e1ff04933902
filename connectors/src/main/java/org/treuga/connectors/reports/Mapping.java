package org.treuga.connectors.reports;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.treuga.evidence.UnreadableInput;

/**
 * Which columns of the reports the columns of a file stand for, as a person has said. What it says
 * nothing of is understood by its name.
 *
 * @param byName the word of a column, by what the file calls it; empty where the cells are kept as
 *     they are, as attributes
 */
public record Mapping(Map<String, String> byName) {

  /** Every column is understood by its name. */
  public static final Mapping NONE = new Mapping(Map.of());

  /**
   * @throws UnreadableInput if a column of the reports is not one
   */
  public Mapping {
    byName = Collections.unmodifiableMap(new TreeMap<>(byName));
    for (Map.Entry<String, String> one : byName.entrySet()) {
      if (!one.getValue().isEmpty() && !words().contains(one.getValue())) {
        throw new UnreadableInput(
            "a column of the reports such as occurred_from was expected for \""
                + one.getKey()
                + "\", came \""
                + one.getValue()
                + "\"");
      }
    }
  }

  /** The columns of the reports that a column of a file can stand for, in the order of the form. */
  public static List<String> words() {
    return Arrays.stream(Column.values())
        .filter(column -> !column.names().isEmpty() && !isMark(column))
        .map(Column::word)
        .toList();
  }

  /** Whether a column says whose row it is, in a sheet that was exported: nobody chooses that. */
  static boolean isMark(Column column) {
    return column.word().startsWith("treuga_");
  }

  /** Whether it says what a column stands for, be it nothing. */
  boolean speaksOf(String name) {
    return byName.containsKey(name);
  }

  /** What a name stands for, by what was said of it, else as the column's own name. */
  Optional<Column> exact(String name) {
    String word = byName.get(name);
    return word == null ? Header.exact(name) : Header.exact(word);
  }

  /** What a name that nothing was said of stands for in other data sets. */
  Optional<Column> synonym(String name) {
    return speaksOf(name) ? Optional.empty() : Header.synonym(name);
  }

  /** How many of the names are known: the measure by which a separator is found. */
  int known(List<String> names) {
    int known = 0;
    for (String name : names) {
      known += exact(name).isPresent() || synonym(name).isPresent() ? 1 : 0;
    }
    return known;
  }
}
