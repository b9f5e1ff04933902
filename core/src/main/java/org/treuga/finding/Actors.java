package org.treuga.finding;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.treuga.agreement.Party;
import org.treuga.incident.Claim;
import org.treuga.incident.Incident;

/**
 * Who is said to have acted: the words of reports, looked up among the parties by their ids, names
 * and aliases. A word that is nobody's name is somebody else; no word at all is nobody known.
 */
final class Actors {

  private static final Pattern IN_PARENTHESES = Pattern.compile("\\([^)]*\\)");
  private static final Pattern SEPARATOR =
      Pattern.compile("\\s*(?:[;/|]|,|\\band\\b|\\bor\\b)\\s*");

  /** Words that say "forces of" and not whose. */
  private static final Pattern FORCES =
      Pattern.compile(
          "\\b(?:the|armed forces of|armed forces|forces of|forces|army of|army|military of|military)\\b|'s\\b|\u2019s\\b");

  private static final List<String> UNKNOWN =
      List.of("unattributed", "unknown", "not stated", "unclear", "unidentified", "not attributed");

  /** Reports say the same few things over and over; more than this is not kept in mind. */
  private static final int MOST_HEARD = 4_096;

  private final Map<String, String> parties = new HashMap<>();
  private final Map<String, Named> heard = new HashMap<>();

  Actors(Iterable<Party> all) {
    for (Party party : all) {
      parties.put(normal(party.id()), party.id());
      party.names().values().forEach(name -> parties.put(normal(name), party.id()));
      party.aliases().forEach(alias -> parties.put(normal(alias), party.id()));
    }
  }

  /**
   * @param parties ids of the parties named
   * @param others whether somebody who is no party is named as well
   */
  record Named(Set<String> parties, boolean others) {
    boolean isUnknown() {
      return parties.isEmpty() && !others;
    }
  }

  Named of(Incident incident) {
    if (incident.claims().size() == 1) {
      return known(incident.claims().getFirst().actor());
    }
    Set<String> named = new LinkedHashSet<>();
    boolean others = false;
    for (Claim claim : incident.claims()) {
      Named one = known(claim.actor());
      named.addAll(one.parties());
      others |= one.others();
    }
    return new Named(named, others);
  }

  private Named known(String words) {
    Named known = heard.get(words);
    if (known == null) {
      known = of(words);
      if (heard.size() < MOST_HEARD) {
        heard.put(words, known);
      }
    }
    return known;
  }

  private Named of(String words) {
    String whole = parties.get(normal(words));
    if (whole != null) {
      return new Named(Set.of(whole), false);
    }
    Set<String> named = new LinkedHashSet<>();
    boolean others = false;
    for (String part : SEPARATOR.split(IN_PARENTHESES.matcher(words).replaceAll(" ").strip())) {
      String key = normal(part);
      String party = parties.get(key);
      if (party != null) {
        named.add(party);
      } else {
        others |= !key.isEmpty() && UNKNOWN.stream().noneMatch(key::startsWith);
      }
    }
    return new Named(named, others);
  }

  private static String normal(String words) {
    String plain = IN_PARENTHESES.matcher(words).replaceAll(" ").toLowerCase(Locale.ROOT);
    return FORCES.matcher(plain).replaceAll(" ").strip().replaceAll("\\s+", " ");
  }
}
