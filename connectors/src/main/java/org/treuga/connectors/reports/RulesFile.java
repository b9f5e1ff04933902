package org.treuga.connectors.reports;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.treuga.connectors.reports.ReportRules.ActRule;
import org.treuga.connectors.reports.ReportRules.Bound;
import org.treuga.connectors.reports.ReportRules.Clock;
import org.treuga.connectors.reports.ReportRules.ClockWord;
import org.treuga.connectors.reports.ReportRules.Window;
import org.treuga.wire.Tree;

/** Reads {@code rules.yaml} strictly: a key or a word that is not known is an error. */
final class RulesFile {

  private static final Pattern BOUND =
      Pattern.compile("(D|D1|D2)([+-][0-9])? ([01][0-9]|2[0-4]):([0-5][0-9])");

  /** The group of rows that state no region; every file has it. */
  static final String UNSTATED = "unstated";

  private RulesFile() {}

  static ReportRules parse(Tree tree) {
    Tree.Fields fields =
        tree.mapping(
            "the rules",
            List.of(
                "clocks",
                "clock_words",
                "windows",
                "unstated",
                "nobody",
                "regions",
                "searched",
                "acts"));
    Map<String, List<Phrase>> regions = regions(fields);
    return new ReportRules(
        fields.itemsOf("clocks").stream().map(RulesFile::clock).toList(),
        clockWords(fields),
        fields.itemsOf("windows").stream().map(RulesFile::window).toList(),
        lowerCase(fields.textsOf("unstated")),
        lowerCase(fields.textsOf("nobody")),
        regions,
        fields.textsOf("searched"),
        fields.itemsOf("acts").stream().map(act -> act(act, regions.keySet())).toList());
  }

  private static Clock clock(Tree tree) {
    Tree.Fields fields = tree.mapping("a clock", List.of("country", "regions", "zone"));
    Tree country = fields.get("country");
    if (!country.text().matches("[A-Z]{2}")) {
      throw country.expected("two capital letters (ISO 3166-1)");
    }
    return new Clock(country.text(), phrases(fields, "regions"), zone(fields.get("zone")));
  }

  private static ZoneId zone(Tree tree) {
    try {
      return ZoneId.of(tree.text());
    } catch (DateTimeException _unknown) {
      throw tree.expected(
          "a zone of the IANA time zone database such as Europe/Paris, or an offset");
    }
  }

  private static Map<String, ClockWord> clockWords(Tree.Fields fields) {
    Map<String, ClockWord> words = new LinkedHashMap<>();
    fields
        .find("clock_words")
        .ifPresent(tree ->
            tree.openMapping("clock_words")
                .entries()
                .forEach(
                    (word, zone) -> words.put(word.toLowerCase(Locale.ROOT), clockWord(zone))));
    return words;
  }

  private static ClockWord clockWord(Tree tree) {
    return new ClockWord(tree.text().equals("place") ? null : zone(tree));
  }

  private static Window window(Tree tree) {
    Tree.Fields fields = tree.mapping("a window", List.of("when", "from", "to"));
    Wording wording = Wording.of(fields.get("when").text());
    Bound from = fields.find("from").map(bound -> bound(bound, wording)).orElse(null);
    return new Window(wording, from, bound(fields.get("to"), wording));
  }

  private static Bound bound(Tree tree, Wording wording) {
    Matcher matcher = BOUND.matcher(tree.text());
    if (!matcher.matches()) {
      throw tree.expected("a day and a time such as \"D 06:00\", \"D-1 22:00\" or \"D2 24:00\"");
    }
    Bound.Day day = Bound.Day.valueOf(matcher.group(1));
    boolean named =
        switch (day) {
          case D -> true;
          case D1 -> wording.hasFirstDay();
          case D2 -> wording.hasSecondDay();
        };
    int minute = Integer.parseInt(matcher.group(3)) * 60 + Integer.parseInt(matcher.group(4));
    if (!named || minute > 24 * 60) {
      throw tree.expected(
          named
              ? "no later than 24:00"
              : "a bound whose day is in the wording \"" + wording + "\"");
    }
    String later = matcher.group(2);
    return new Bound(day, later == null ? 0 : Integer.parseInt(later), minute);
  }

  private static Map<String, List<Phrase>> regions(Tree.Fields fields) {
    Map<String, List<Phrase>> regions = new LinkedHashMap<>();
    fields
        .find("regions")
        .ifPresent(tree ->
            tree.openMapping("regions")
                .entries()
                .forEach((name, words) ->
                    regions.put(name, words.oneOrMore().stream().map(RulesFile::phrase).toList())));
    if (regions.containsKey(UNSTATED)) {
      throw fields.get("regions").error("the group " + UNSTATED + " is given, choose another name");
    }
    return regions;
  }

  private static ActRule act(Tree tree, Set<String> groups) {
    Tree.Fields fields =
        tree.mapping(
            "an act rule",
            List.of("code", "means", "says", "and_says", "lists", "regions", "actor"));
    return new ActRule(
        fields.get("code").text(),
        lowerCase(fields.textsOf("means")),
        phrases(fields, "says"),
        phrases(fields, "and_says"),
        phrases(fields, "lists"),
        regionGroups(fields, groups),
        fields.find("actor").map(RulesFile::isNamed).orElse(false));
  }

  private static boolean isNamed(Tree actor) {
    if (!actor.text().equals("named")) {
      throw actor.expected("the word named, or nothing");
    }
    return true;
  }

  private static Set<String> regionGroups(Tree.Fields fields, Set<String> known) {
    Set<String> groups = new HashSet<>();
    for (Tree group : fields.find("regions").map(Tree::oneOrMore).orElse(List.of())) {
      String name = group.text();
      if (!name.equals(UNSTATED) && !known.contains(name)) {
        throw group.expected("unstated or a group under regions" + Tree.meant(name, known));
      }
      groups.add(name);
    }
    return groups;
  }

  private static List<Phrase> phrases(Tree.Fields fields, String key) {
    return fields.find(key).map(Tree::oneOrMore).orElse(List.of()).stream()
        .map(RulesFile::phrase)
        .toList();
  }

  private static Phrase phrase(Tree tree) {
    List<String> words = Phrase.wordsOf(tree.text());
    if (words.isEmpty()) {
      throw tree.expected("one or more words");
    }
    return new Phrase(words);
  }

  private static Set<String> lowerCase(List<String> texts) {
    return texts.stream().map(text -> text.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
  }
}
