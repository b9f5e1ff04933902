package org.treuga.agreement;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A right to change what is in force by an act. Nothing follows until it is exercised.
 *
 * @param kind {@code release}, {@code suspend}, {@code resume}, {@code terminate}, {@code extend},
 *     {@code inspect}
 * @param holders party ids; empty when any bearer may hold it (as the one wronged by a breach)
 * @param forAll whether its exercise frees all bearers, not only the one who exercises it
 * @param form who tells whom, and how; null when the text does not say
 */
public record Power(
    String kind,
    List<String> holders,
    boolean forAll,
    @Nullable String form,
    List<Citation> citations) {

  public Power {
    holders = List.copyOf(holders);
    citations = List.copyOf(citations);
  }

  boolean heldBy(String party) {
    return holders.isEmpty() || holders.contains(party);
  }
}
