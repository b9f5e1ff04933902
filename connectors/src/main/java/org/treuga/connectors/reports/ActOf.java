package org.treuga.connectors.reports;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.treuga.connectors.reports.ReportRules.ActRule;
import org.treuga.place.Place;

/**
 * Finds the act of a row by the rules of the case, where the file does not give it.
 *
 * <p>The first rule whose conditions all hold decides. The rules look for words; they cannot read.
 * What they find is a proposal of the same kind as a coding by hand, and a coding overrules it.
 */
final class ActOf {

  private static final Set<String> JOINERS = Set.of("and", "or", ",");

  private final ReportRules rules;

  ActOf(ReportRules rules) {
    this.rules = rules;
  }

  /** The act code, empty when no rule fits. */
  String find(Row row, Place place) {
    if (rules.acts().isEmpty()) {
      return "";
    }
    List<String> text = Phrase.wordsOf(searchedText(row));
    List<String> region = Phrase.wordsOf(place.region());
    for (ActRule rule : rules.acts()) {
      if (fits(rule, row, text, region)) {
        return rule.code();
      }
    }
    return "";
  }

  private String searchedText(Row row) {
    StringBuilder text = new StringBuilder();
    for (String name : rules.searched()) {
      String cell =
          Header.exact(name).map(row::get).orElseGet(() -> row.attributes().getOrDefault(name, ""));
      text.append(cell).append(" | ");
    }
    return text.toString();
  }

  private boolean fits(ActRule rule, Row row, List<String> text, List<String> region) {
    String means = row.get(Column.WEAPON).toLowerCase(Locale.ROOT);
    return (rule.means().isEmpty() || rule.means().contains(means))
        && (!rule.actorNamed() || rules.namesActor(row.get(Column.ALLEGED_ACTOR)))
        && (rule.regionGroups().isEmpty() || isInOne(rule.regionGroups(), region))
        && (rule.says().isEmpty() || hasOne(rule.says(), text))
        && (rule.andSays().isEmpty() || hasOne(rule.andSays(), text))
        && (rule.lists().isEmpty() || listsTwo(rule.lists(), text));
  }

  private boolean isInOne(Set<String> groups, List<String> region) {
    for (String group : groups) {
      boolean in =
          group.equals(RulesFile.UNSTATED)
              ? region.isEmpty()
              : hasOne(rules.regions().getOrDefault(group, List.of()), region);
      if (in) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasOne(List<Phrase> phrases, List<String> text) {
    return phrases.stream().anyMatch(phrase -> phrase.isIn(text));
  }

  /** Whether two different phrases stand side by side with nothing but joiners between them. */
  private static boolean listsTwo(List<Phrase> phrases, List<String> text) {
    for (Phrase first : phrases) {
      for (int at = 0; at < text.size(); at++) {
        if (first.isAt(text, at) && isFollowedByAnother(first, phrases, text, at)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isFollowedByAnother(
      Phrase first, List<Phrase> phrases, List<String> text, int at) {
    int after = at + first.words().size();
    int next = after;
    while (next < text.size() && JOINERS.contains(text.get(next))) {
      next++;
    }
    int start = next;
    return next > after
        && phrases.stream().anyMatch(other -> !other.equals(first) && other.isAt(text, start));
  }
}
