package org.treuga.app.page;

import java.util.ArrayList;
import java.util.List;
import org.treuga.agreement.Agreement;
import org.treuga.agreement.Citation;

/** Leads from a citation to its clause on the page of statements. Immutable. */
final class Cites {

  private final Shell shell;
  private final Agreement agreement;

  Cites(Shell shell, Agreement agreement) {
    this.shell = shell;
    this.agreement = agreement;
  }

  /** A citation without a text, as an analyst makes one, leads nowhere and is left out. */
  List<Cited> of(List<Citation> citations) {
    List<Cited> cites = new ArrayList<>();
    for (Citation citation : citations) {
      if (!citation.document().isEmpty()) {
        cites.add(of(citation));
      }
    }
    return cites;
  }

  Cited of(Citation citation) {
    boolean known = agreement.documents().containsKey(citation.document());
    return new Cited(
        known ? to(Wording.key(citation)) : "", Wording.key(citation), citation.quote());
  }

  /** The address of a clause or a document. */
  String to(String key) {
    return shell.to("statements") + "#" + key;
  }

  /** Addresses come from input: only those that a browser fetches, and none that it runs. */
  static boolean isLinkable(String url) {
    return url.startsWith("https://") || url.startsWith("http://");
  }
}
