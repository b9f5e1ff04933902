package org.treuga.process;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.treuga.agreement.Citation;

/**
 * What a case records of its process, section by section, each row with the clauses it comes from.
 *
 * <p>For now it is carried and shown as it was written. What is absent was not found; it is never a
 * no.
 *
 * @param sections rows by section ({@code stages}, {@code tracks}, ...), in the order of the file
 */
public record Register(Map<String, List<Row>> sections) {

  /** A case that records no process. */
  public static final Register EMPTY = new Register(Map.of());

  /**
   * One thing recorded.
   *
   * @param id unique within the register
   * @param title for people; the id where the file gives none
   * @param details the other properties, by name, in the order of the file
   * @param sources clauses it comes from
   * @param urls pages it comes from, where no document of the case holds it
   */
  public record Row(
      String id,
      String title,
      Map<String, String> details,
      List<Citation> sources,
      List<String> urls) {
    public Row {
      details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
      sources = List.copyOf(sources);
      urls = List.copyOf(urls);
    }
  }

  public Register {
    sections = Collections.unmodifiableMap(new LinkedHashMap<>(sections));
  }
}
