package org.treuga.evidence;

/**
 * A file that cannot be read as what it claims to be: one sentence for the user, who gets exit code
 * 2.
 *
 * <p>The message names file, line where there is one, what was expected and what came.
 */
public final class UnreadableInput extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public UnreadableInput(String message) {
    super(message);
  }
}
