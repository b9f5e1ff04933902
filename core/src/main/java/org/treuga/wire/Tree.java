package org.treuga.wire;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.treuga.evidence.UnreadableInput;

/**
 * One value of a YAML (or JSON) file together with where it stands, so that every complaint names
 * file, line and column.
 *
 * <p>Reading is strict: a mapping names the keys it may have, and any other key is an error that
 * offers the nearest valid one; a key given twice is an error. Plain scalars stay text until a
 * caller asks for a number, so {@code 0010} is never silently eight or ten.
 */
public final class Tree {

  private final String file;
  private final Node node;
  private final String name;

  Tree(String file, Node node, String name) {
    this.file = file;
    this.node = node;
    this.name = name;
  }

  /** What this value is called in messages: the key or the path that leads to it. */
  public String name() {
    return name;
  }

  public String file() {
    return file;
  }

  /** Line of the file, from 1. */
  public int line() {
    return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
  }

  private int column() {
    return node.getStartMark().map(mark -> mark.getColumn() + 1).orElse(0);
  }

  /** {@code agreement.yaml:14:3}. */
  public String where() {
    return file + ":" + line() + ":" + column();
  }

  /** A complaint about this value, to be thrown. */
  public UnreadableInput error(String message) {
    return new UnreadableInput(where() + ": " + message);
  }

  /** A complaint in the common form: what was expected, what came. */
  public UnreadableInput expected(String expectation) {
    return error(name + " must be " + expectation + ", was " + shown());
  }

  public boolean isMapping() {
    return node instanceof MappingNode;
  }

  public boolean isList() {
    return node instanceof SequenceNode;
  }

  public boolean isText() {
    return node instanceof ScalarNode && !isNull();
  }

  public boolean isNull() {
    return node instanceof ScalarNode scalar
        && scalar.getScalarStyle() == ScalarStyle.PLAIN
        && List.of("", "~", "null", "Null", "NULL").contains(scalar.getValue());
  }

  /** A mapping with exactly these keys allowed; {@code what} names it in messages. */
  public Fields mapping(String what, Collection<String> allowedKeys) {
    Fields fields = openMapping(what);
    for (Map.Entry<String, Tree> entry : fields.entries.entrySet()) {
      if (!allowedKeys.contains(entry.getKey())) {
        throw fields.unknownKey(entry.getKey(), allowedKeys);
      }
    }
    return fields;
  }

  /** A mapping whose keys are names that the file itself makes up. */
  public Fields openMapping(String what) {
    if (!(node instanceof MappingNode mapping)) {
      throw error(what + " must be a mapping (key: value), was " + shown());
    }
    Map<String, Tree> entries = new LinkedHashMap<>();
    Map<String, Tree> keys = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      Tree key = new Tree(file, tuple.getKeyNode(), "key of " + what);
      String text = key.text();
      Tree earlier = keys.put(text, key);
      if (earlier != null) {
        throw key.error(
            "the key \""
                + text
                + "\" of "
                + what
                + " stands twice (duplicate), first on line "
                + earlier.line());
      }
      if (text.equals("<<")) {
        throw key.error("the merge key << is not part of YAML 1.2; write the keys out");
      }
      entries.put(text, new Tree(file, tuple.getValueNode(), text));
    }
    return new Fields(this, what, entries, keys);
  }

  /** The items of a list. */
  public List<Tree> items() {
    if (!(node instanceof SequenceNode sequence)) {
      throw expected("a list");
    }
    List<Tree> items = new ArrayList<>();
    for (Node item : sequence.getValue()) {
      items.add(new Tree(file, item, name + "[" + items.size() + "]"));
    }
    return items;
  }

  /** The items of a list, or the one value itself where a list of one may be written without it. */
  public List<Tree> oneOrMore() {
    return isList() ? items() : List.of(this);
  }

  /** The text of a scalar, as written. */
  public String text() {
    if (!(node instanceof ScalarNode scalar)) {
      throw expected("a text");
    }
    if (isNull()) {
      throw expected("a text (put it in quotes if the word itself is meant)");
    }
    return scalar.getValue();
  }

  /** The texts of a list, or of the one value. */
  public List<String> texts() {
    return oneOrMore().stream().map(Tree::text).toList();
  }

  /** A whole number from {@code least} to {@code most}, in decimal digits without leading zeros. */
  public int whole(int least, int most) {
    OptionalInt value =
        node instanceof ScalarNode scalar ? digits(scalar.getValue()) : OptionalInt.empty();
    if (value.isEmpty() || value.getAsInt() < least || value.getAsInt() > most) {
      throw expected("a whole number from " + least + " to " + most);
    }
    return value.getAsInt();
  }

  private static OptionalInt digits(String text) {
    if (!text.matches("0|-?[1-9][0-9]{0,8}")) {
      return OptionalInt.empty();
    }
    return OptionalInt.of(Integer.parseInt(text));
  }

  /** {@code true} or {@code false}. */
  public boolean truth() {
    return switch (isText() ? text() : "") {
      case "true" -> true;
      case "false" -> false;
      default -> throw expected("true or false");
    };
  }

  /** An instant in UTC to the second, {@code 2025-03-18T16:30:00Z}. */
  public Instant instant() {
    String text = text();
    try {
      if (!text.endsWith("Z")) {
        throw new DateTimeParseException("no Z", text, 0);
      }
      return Instant.parse(text);
    } catch (DateTimeParseException _unreadable) {
      throw expected("an instant in UTC such as \"2025-03-18T16:30:00Z\"" + curlyHint(text));
    }
  }

  /** The value as a reader would recognise it, shortened. */
  public String shown() {
    if (node instanceof MappingNode) {
      return "a mapping";
    }
    if (node instanceof SequenceNode) {
      return "a list";
    }
    if (isNull()) {
      return "nothing";
    }
    String text = ((ScalarNode) node).getValue();
    return "\""
        + (text.length() > 60 ? text.substring(0, 57) + "..." : text)
        + "\""
        + curlyHint(text);
  }

  private static String curlyHint(String text) {
    return text.codePoints().anyMatch(c -> c >= 0x2018 && c <= 0x201F)
        ? " (the curly quotes \u201c \u201d are not quotes of YAML; use \")"
        : "";
  }

  /** The half-sentence that offers the nearest of the valid words, or nothing. */
  public static String meant(String got, Collection<String> valid) {
    return Nearest.to(got, valid).map(word -> "; did you mean \"" + word + "\"?").orElse("");
  }

  /** The keys and values of a mapping, in the order of the file. */
  public static final class Fields {
    private final Tree whole;
    private final String what;
    private final Map<String, Tree> entries;
    private final Map<String, Tree> keys;

    private Fields(Tree whole, String what, Map<String, Tree> entries, Map<String, Tree> keys) {
      this.whole = whole;
      this.what = what;
      this.entries = entries;
      this.keys = keys;
    }

    public Tree whole() {
      return whole;
    }

    public Map<String, Tree> entries() {
      return entries;
    }

    public boolean has(String key) {
      return entries.containsKey(key);
    }

    /** The value of a key; absent when the key is missing or its value is null. */
    public Optional<Tree> find(String key) {
      return Optional.ofNullable(entries.get(key)).filter(tree -> !tree.isNull());
    }

    /** The value of a key, which may be an explicit null; absent when the key is missing. */
    public Optional<Tree> findEvenNull(String key) {
      return Optional.ofNullable(entries.get(key));
    }

    public Tree get(String key) {
      return find(key)
          .orElseThrow(
              () -> whole.error(what + " needs the key \"" + key + "\", which is missing"));
    }

    /** The text of a key, or empty when it is missing. */
    public String textOr(String key, String otherwise) {
      return find(key).map(Tree::text).orElse(otherwise);
    }

    public List<Tree> itemsOf(String key) {
      return find(key).map(Tree::items).orElse(List.of());
    }

    public List<String> textsOf(String key) {
      return find(key).map(Tree::texts).orElse(List.of());
    }

    /** Where the key itself stands, for complaints about the key. */
    public Tree key(String key) {
      Tree tree = keys.get(key);
      if (tree == null) {
        throw new IllegalArgumentException("key must be one of the mapping's, was " + key);
      }
      return tree;
    }

    private UnreadableInput unknownKey(String key, Collection<String> allowed) {
      return key(key)
          .error(
              "\""
                  + key
                  + "\" is not a key of "
                  + what
                  + meant(key, allowed)
                  + " (valid: "
                  + String.join(", ", allowed)
                  + ")");
    }
  }
}
