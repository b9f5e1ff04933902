package org.treuga;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.treuga.agreement.Agreement;
import org.treuga.evidence.ReportedObject;
import org.treuga.incident.Claim;
import org.treuga.incident.Incident;
import org.treuga.place.Place;
import org.treuga.time.Interval;
import org.treuga.time.Occurrence;
import org.treuga.wire.CaseFolder;
import org.treuga.wire.CaseReader;

/** Sets the scene: a case from the text of its agreement, and incidents in a few words. */
public final class CaseText {

  private CaseText() {}

  public static CaseFolder folder(String agreement) {
    try {
      Path folder = Files.createTempDirectory("treuga-case-text");
      Files.writeString(folder.resolve("case.yaml"), "id: text\ntitle: Text\n");
      Files.writeString(folder.resolve("agreement.yaml"), agreement);
      return CaseReader.read(folder);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  public static Agreement agreement(String text) {
    return folder(text).agreement();
  }

  /** The worked example of the methods: the call of 18 March and what each side made of it. */
  public static String workedExample() {
    try (InputStream in = CaseText.class.getResourceAsStream("/worked-example/agreement.yaml")) {
      return new String(
          java.util.Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  public static Incident incident(String id, String at, String objectClass, String act) {
    return incident(id, Interval.second(Instant.parse(at)), objectClass, act, "");
  }

  public static Incident incident(
      String id, Interval within, String objectClass, String act, String actor) {
    return incident(id, within, objectClass, act, actor, "", Place.UNKNOWN);
  }

  public static Incident incident(
      String id,
      Interval within,
      String objectClass,
      String act,
      String actor,
      String ground,
      Place place) {
    return new Incident(
        id,
        List.of(id),
        new Occurrence(within),
        place,
        new ReportedObject("", objectClass, ""),
        act,
        "",
        ground,
        List.of(new Claim(actor, "", "")),
        List.of(),
        Map.of(),
        "");
  }
}
