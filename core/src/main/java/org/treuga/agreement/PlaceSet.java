package org.treuga.agreement;

import java.util.List;

/**
 * Where a term applies: names of areas, or classes of objects where the place is one ("in ports").
 *
 * @param any inside when in one of these
 * @param noneOf outside when in one of these, whatever {@code any} says
 * @param arguable open when in one of these
 */
public record PlaceSet(List<String> any, List<String> noneOf, List<String> arguable) {

  public PlaceSet {
    any = List.copyOf(any);
    noneOf = List.copyOf(noneOf);
    arguable = List.copyOf(arguable);
  }

  public String label() {
    return String.join(", ", any)
        + (noneOf.isEmpty() ? "" : " without " + String.join(", ", noneOf));
  }
}
