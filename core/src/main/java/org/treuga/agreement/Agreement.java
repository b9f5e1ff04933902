package org.treuga.agreement;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.treuga.place.Area;

/**
 * Everything a case knows of what was agreed.
 *
 * @param parties by id
 * @param documents by id
 * @param areas by id; several where readings differ about one, or its outline changed
 * @param vocabulary words for people, by class id; may be empty
 * @param terms by id, parts after their parents
 * @param readings in the order of the file, which is the order of every strip
 * @param events in the order of the file
 */
public record Agreement(
    String id,
    Map<String, Party> parties,
    Map<String, Document> documents,
    Map<String, List<Area>> areas,
    Map<String, String> vocabulary,
    Map<String, Term> terms,
    List<Reading> readings,
    List<Event> events) {

  public Agreement {
    parties = ordered(parties);
    documents = ordered(documents);
    areas = ordered(areas);
    vocabulary = ordered(vocabulary);
    terms = ordered(terms);
    readings = List.copyOf(readings);
    events = List.copyOf(events);
  }

  private static <V> Map<String, V> ordered(Map<String, V> map) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }

  public Term term(String id) {
    Term term = terms.get(id);
    if (term == null) {
      throw new IllegalArgumentException("id must be a term's, was " + id);
    }
    return term;
  }

  public Optional<Reading> findReading(String id) {
    return readings.stream().filter(reading -> reading.id().equals(id)).findFirst();
  }

  /** Whether the case's vocabulary has a class or one above it; true where the case has none. */
  public boolean knows(String classId) {
    if (vocabulary.isEmpty()) {
      return true;
    }
    String at = classId;
    while (!at.isEmpty()) {
      if (vocabulary.containsKey(at)) {
        return true;
      }
      at = at.substring(0, Math.max(0, at.lastIndexOf('.')));
    }
    return false;
  }

  /** The words for a class, or the id itself. */
  public String words(String classId) {
    return vocabulary.getOrDefault(classId, classId);
  }
}
