package org.treuga.app.cli;

import picocli.CommandLine.Option;

/** Who is said in the ledger to have done what is recorded. */
final class AuthorOption {

  @Option(
      names = "--author",
      paramLabel = "NAME",
      defaultValue = "treuga",
      description = "Who does and records this. Default: treuga.")
  private String name;

  @SuppressWarnings("NullAway.Init") // picocli fills the fields
  AuthorOption() {}

  String name() {
    return name;
  }
}
