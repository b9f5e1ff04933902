package org.treuga.app.page;

import java.util.List;

/** The cases that can be looked at. */
public record CasesPage(List<One> cases) {

  /** A case. */
  public record One(String id, String title) {}

  public CasesPage {
    cases = List.copyOf(cases);
  }
}
