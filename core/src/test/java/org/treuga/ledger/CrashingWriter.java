package org.treuga.ledger;

import java.nio.file.Path;

/**
 * Appends without end and says after each batch how many entries are acknowledged; started as a
 * process of its own, to be killed at any instant.
 */
final class CrashingWriter {

  private CrashingWriter() {}

  public static void main(String[] arguments) {
    int batch = Integer.parseInt(arguments[1]);
    try (FileLedger ledger = new LedgerScene(Path.of(arguments[0])).open()) {
      while (true) {
        System.out.println(ledger.size());
        System.out.flush();
        // In turn as a list and as a stream: both promise the same.
        if (ledger.size() / batch % 2 == 0) {
          ledger.append(LedgerScene.entries(ledger.size(), ledger.size() + batch));
        } else {
          ledger.append(LedgerScene.stream(ledger.size(), ledger.size() + batch));
        }
      }
    }
  }
}
