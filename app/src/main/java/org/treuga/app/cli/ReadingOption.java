package org.treuga.app.cli;

import java.util.List;
import org.treuga.agreement.Agreement;
import org.treuga.agreement.Reading;
import org.treuga.evidence.UnreadableInput;
import org.treuga.wire.Tree;

/** Looks up a reading that the user named. */
final class ReadingOption {

  private ReadingOption() {}

  static Reading find(Agreement agreement, String id, String option) {
    List<String> known = agreement.readings().stream().map(Reading::id).toList();
    return agreement
        .findReading(id)
        .orElseThrow(() ->
            new UnreadableInput(
                option
                    + " names the reading \""
                    + id
                    + "\", which this case does not have"
                    + Tree.meant(id, known)
                    + " (it has: "
                    + String.join(", ", known)
                    + ")"));
  }
}
