package org.treuga.finding;

import java.util.List;
import org.treuga.agreement.Citation;
import org.treuga.agreement.Truth;

/**
 * The value of one element, why, and the text it rests on.
 *
 * @param why half a sentence in plain English, without a full stop
 * @param because the same before it was put into a language
 * @param rests the clauses it rests on; empty where it rests on a rule of this program alone
 */
public record ElementFinding(
    Element element, Truth value, String why, List<Because> because, List<Citation> rests) {

  public ElementFinding {
    because = List.copyOf(because);
    rests = List.copyOf(rests);
  }
}
