package org.treuga.wire;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.treuga.agreement.Agreement;
import org.treuga.agreement.Comparison;
import org.treuga.evidence.Source;
import org.treuga.process.Register;

/**
 * A case as its folder gives it.
 *
 * @param folder where it lies
 * @param id stable key
 * @param title for people
 * @param meta what {@code case.yaml} says besides, by key, as text
 * @param agreement terms, readings, documents, events
 * @param process what the case records of the process around the agreement
 * @param comparison where the case's statements differ
 * @param sources by id
 * @param fixtures synthetic incidents with the answers their author expects
 * @param files digests of the files that were read, by path within the folder
 * @param warnings sentences about things that could be read and should be looked at
 */
public record CaseFolder(
    Path folder,
    String id,
    String title,
    Map<String, String> meta,
    Agreement agreement,
    Register process,
    Comparison comparison,
    Map<String, Source> sources,
    List<Fixture> fixtures,
    Map<String, String> files,
    List<String> warnings) {

  /**
   * A synthetic incident that the case carries as a test of its own terms.
   *
   * @param covered expected answer for each reading, in the order of the readings
   */
  public record Fixture(
      String id, java.time.Instant at, String objectClass, List<Boolean> covered, int line) {
    public Fixture {
      covered = List.copyOf(covered);
    }
  }

  public CaseFolder {
    meta = Collections.unmodifiableMap(new LinkedHashMap<>(meta));
    sources = Collections.unmodifiableMap(new LinkedHashMap<>(sources));
    fixtures = List.copyOf(fixtures);
    files = Collections.unmodifiableMap(new TreeMap<>(files));
    warnings = List.copyOf(warnings);
  }

  /** Where the reports of the case lie. */
  public Path reports() {
    return folder.resolve("reports.csv");
  }
}
