package org.treuga.wire;

/** Words with a fixed meaning that stand in more than one file. */
final class TreeWords {

  private TreeWords() {}

  /** {@code kind: issuer} or {@code kind: analyst}. */
  static boolean isAnalyst(Tree tree) {
    return switch (tree.text()) {
      case "analyst" -> true;
      case "issuer" -> false;
      default -> throw tree.expected("issuer or analyst");
    };
  }
}
