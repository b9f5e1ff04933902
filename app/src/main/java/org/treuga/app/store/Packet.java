package org.treuga.app.store;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.treuga.evidence.UnreadableInput;
import org.treuga.ledger.Disclosure;
import org.treuga.ledger.EntryProof;
import org.treuga.ledger.VerifierKey;
import org.treuga.wire.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;

/**
 * Sealed fields shown to one reader: the entry as it is in the log, the proof that it is there, and
 * the disclosures. The reader needs nothing else to see that what is shown is what was recorded.
 *
 * @param reader whom it is for
 * @param log the key of the log; compare it with one got some other way
 * @param proof that the entry is in the log
 * @param entry its bytes
 * @param disclosures what is shown
 */
public record Packet(
    String reader, VerifierKey log, EntryProof proof, byte[] entry, List<Disclosure> disclosures) {

  private static final String FORM = "treuga-disclosure-1";

  public Packet {
    disclosures = List.copyOf(disclosures);
  }

  /**
   * What the packet proves.
   *
   * @param problems one sentence each; empty when all that is shown is what was recorded
   * @param shown values as JSON text, by name
   * @param withheld digests for which nothing is shown; some of them stand for nothing
   */
  public record Outcome(List<String> problems, Map<String, String> shown, int withheld) {}

  /** The packet as a file. */
  public byte[] bytes() {
    return Json.object()
        .put("form", FORM)
        .put("for", reader)
        .put("vkey", log.text())
        .put("proof", proof.text())
        .put("entry", new String(entry, StandardCharsets.UTF_8))
        .put("disclosures", Json.texts(disclosures.stream().map(Disclosure::encoded).toList()))
        .build()
        .canonicalBytes();
  }

  /**
   * Reads a file.
   *
   * @param name what messages call it
   * @throws UnreadableInput if it is no packet
   */
  public static Packet parse(String name, byte[] bytes) {
    try (JsonParser parser =
        Json.FACTORY.createParser(
            ObjectReadContext.empty(), new String(bytes, StandardCharsets.UTF_8))) {
      parser.nextToken();
      if (Json.read(parser) instanceof Json.Obj json
          && json.text("form").equals(FORM)
          && json.fields().get("disclosures") instanceof Json.Arr shown) {
        List<Disclosure> disclosures = new ArrayList<>();
        for (Json item : shown.items()) {
          disclosures.add(Disclosure.parse(item instanceof Json.Text text ? text.value() : ""));
        }
        return new Packet(
            json.text("for"),
            VerifierKey.parse(json.text("vkey")),
            EntryProof.parse(json.text("proof").getBytes(StandardCharsets.UTF_8)),
            json.text("entry").getBytes(StandardCharsets.UTF_8),
            disclosures);
      }
    } catch (JacksonException | IllegalArgumentException | IllegalStateException wrong) {
      throw new UnreadableInput(
          name
              + ": a disclosure was expected; "
              + String.valueOf(wrong.getMessage()).lines().findFirst().orElse(""));
    }
    throw new UnreadableInput(name + ": a disclosure was expected, this is something else");
  }

  /**
   * Checks the packet, offline.
   *
   * @param trusted the log's key, got some other way if possible
   */
  public Outcome check(VerifierKey trusted) {
    List<String> problems = new ArrayList<>();
    if (!proof.proves(entry, trusted)) {
      problems.add("the entry is not proven to be in the log " + trusted.name());
    }
    List<String> digests = new ArrayList<>();
    collect(
        Entry.object(proof.inclusion().index(), new String(entry, StandardCharsets.UTF_8)),
        digests);
    Map<String, String> shown = new TreeMap<>();
    for (Disclosure disclosure : disclosures) {
      if (disclosure.belongsTo(digests)) {
        shown.put(disclosure.name(), disclosure.valueJson());
      } else {
        problems.add("what is shown as " + disclosure.name() + " is not what was recorded");
      }
    }
    return new Outcome(problems, shown, digests.size() - shown.size());
  }

  private static void collect(Json json, List<String> digests) {
    if (json instanceof Json.Obj object) {
      object
          .fields()
          .forEach((name, value) -> {
            if (name.equals("_sd") && value instanceof Json.Arr array) {
              array.items().forEach(item -> digests.add(((Json.Text) item).value()));
            } else {
              collect(value, digests);
            }
          });
    } else if (json instanceof Json.Arr array) {
      array.items().forEach(item -> collect(item, digests));
    }
  }
}
