package org.treuga.finding;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.treuga.agreement.Agreement;
import org.treuga.agreement.Choice;
import org.treuga.agreement.Resolution;
import org.treuga.agreement.Term;
import org.treuga.agreement.Truth;
import org.treuga.incident.Incident;

/**
 * Which incidents a term covers under any choice of options.
 *
 * <p>A verdict is a conjunction, and each element hangs on a few points only. So each element is
 * worked out once for every setting of its own points, as one bit an incident, and a choice is an
 * AND of six bit sets: thousands of choices cost little more than a few. Not safe for use by
 * several threads.
 */
final class CoverTable {

  private final Agreement agreement;
  private final Term term;
  private final List<Incident> incidents;
  private final List<Lever> levers;
  private final Actors actors;
  private final List<Actors.Named> named = new ArrayList<>();
  private final Map<List<String>, Passing> known = new HashMap<>();

  CoverTable(Agreement agreement, Term term, List<Incident> incidents) {
    this.agreement = agreement;
    this.term = term;
    this.incidents = incidents;
    this.levers = Lever.of(agreement, term);
    this.actors = new Actors(agreement.parties().values());
    incidents.forEach(incident -> named.add(actors.of(incident)));
  }

  List<Lever> levers() {
    return levers;
  }

  /** Incidents that pass a test, and those that do not plainly fail it. */
  record Passing(BitSet surely, BitSet perhaps) {}

  /** One bit an incident, set where it is covered. */
  BitSet covered(String reading, Choice choice) {
    return covered(reading, choice, Map.of());
  }

  /** The same, with other answers at some levers. */
  BitSet covered(String reading, Choice choice, Map<Lever, String> answers) {
    BitSet all = new BitSet(incidents.size());
    all.set(0, incidents.size());
    for (Element element : Element.values()) {
      all.and(passing(element, reading, choice, answers).surely());
    }
    return all;
  }

  /** Who passes one element under a choice, with other answers at some levers. */
  Passing passing(Element element, String reading, Choice choice, Map<Lever, String> answers) {
    List<String> key = key(element, reading, choice, answers);
    Passing passing = known.get(key);
    if (passing == null) {
      passing = passing(element, reading, answered(choice, answers));
      known.put(key, passing);
    }
    return passing;
  }

  private static Choice answered(Choice choice, Map<Lever, String> answers) {
    Choice answered = choice;
    for (Map.Entry<Lever, String> answer : answers.entrySet()) {
      answered = answer.getKey().set(answered, Optional.of(answer.getValue()));
    }
    return answered;
  }

  List<String> key(Element element, String reading, Choice choice, Map<Lever, String> answers) {
    List<String> key = new ArrayList<>(List.of(element.word(), reading));
    for (Lever lever : levers) {
      if (lever.moves().contains(element)) {
        String answer = answers.get(lever);
        key.add(answer != null ? answer : lever.option(choice).orElse(""));
      }
    }
    return key;
  }

  private Passing passing(Element element, String reading, Choice choice) {
    Resolution resolution = Resolution.of(agreement, reading, choice);
    ElementTests tests = new ElementTests(resolution, resolution.term(term.id()), actors);
    boolean turned = element == Element.EXCEPTION;
    BitSet surely = new BitSet(incidents.size());
    BitSet perhaps = new BitSet(incidents.size());
    for (int i = 0; i < incidents.size(); i++) {
      Truth value = tests.value(element, incidents.get(i), named.get(i));
      Truth passes = turned ? value.not() : value;
      surely.set(i, passes == Truth.TRUE);
      perhaps.set(i, passes != Truth.FALSE);
    }
    return new Passing(surely, perhaps);
  }
}
