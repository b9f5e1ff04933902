package org.treuga.finding;

import java.util.List;
import org.treuga.agreement.Truth;

/**
 * What one incident means for one term under one reading.
 *
 * @param elements one for each {@link Element}, in its order
 * @param exPost whether the incident does not lie wholly after the text that the reading rests on
 *     was public; independent of the verdict
 * @param grade of occurrence, 0 to 5; 0 (claimed) while a report stands alone
 * @param reason one sentence that names the reading
 */
public record Finding(
    String incidentId,
    String termId,
    String readingId,
    List<ElementFinding> elements,
    Verdict verdict,
    boolean exPost,
    int grade,
    String reason) {

  public Finding {
    elements = List.copyOf(elements);
    if (elements.size() != Element.values().length) {
      throw new IllegalArgumentException("elements must be one of each, was " + elements.size());
    }
  }

  public ElementFinding element(Element element) {
    return elements.get(element.ordinal());
  }

  public Truth value(Element element) {
    return element(element).value();
  }
}
