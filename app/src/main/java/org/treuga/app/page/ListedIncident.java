package org.treuga.app.page;

import java.util.List;

/** An incident in a list, with the strip of the term that the list is about. */
public record ListedIncident(
    String id, String href, String name, String where, String when, List<Page.Mark> strip) {

  public ListedIncident {
    strip = List.copyOf(strip);
  }
}
