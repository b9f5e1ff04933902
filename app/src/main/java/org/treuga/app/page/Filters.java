package org.treuga.app.page;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.treuga.agreement.Agreement;
import org.treuga.app.picture.Picture;
import org.treuga.app.picture.Selection;
import org.treuga.app.picture.Words;
import org.treuga.finding.Agreeing;
import org.treuga.finding.Verdict;

/** Puts a selection into a form. */
final class Filters {

  /** What a selection reads from an address. */
  static final List<String> NAMES =
      List.of(
          "from", "to", "known", "term", "v", "agree", "class", "act", "by", "source", "region",
          "grade", "q", "bbox");

  private static final Set<String> FIELDS =
      Set.of("q", "from", "to", "agree", "class", "region", "by");

  /** Longer lists are no help in a form; the text field finds the rest. */
  private static final int MOST_OPTIONS = 400;

  private static final List<Agreeing> GROUPS =
      List.of(Agreeing.SOME, Agreeing.ARGUABLE, Agreeing.ALL, Agreeing.NONE);

  private final Texts texts;
  private final Picture picture;
  private final Agreement agreement;
  private final Query query;

  Filters(Texts texts, Picture picture, Agreement agreement, Query query) {
    this.texts = texts;
    this.picture = picture;
    this.agreement = agreement;
    this.query = query;
  }

  /**
   * @param paging parameters that mean nothing once the selection is another
   */
  FilterForm form(String action, Selection selection, int shown, String... paging) {
    Query fresh = query.without(paging);
    List<Query.Part> kept = new ArrayList<>();
    for (Query.Part part : fresh.parts()) {
      boolean seen = FIELDS.contains(part.name()) && fresh.values(part.name()).size() == 1;
      if (!seen) {
        kept.add(part);
      }
    }
    List<FilterForm.Choice> choices = new ArrayList<>();
    choices.add(
        new FilterForm.Choice(
            "agree",
            texts.of("matrix.f.agree"),
            options(
                fresh,
                "agree",
                GROUPS.stream().map(Enum::name).toList(),
                value -> texts.of("group." + value))));
    choices.add(choice(fresh, "class", classes(), agreement::words));
    choices.add(choice(fresh, "region", words(picture.regions()), value -> value));
    choices.add(choice(fresh, "by", words(picture.claimants()), value -> value));
    String[] filters = NAMES.stream().filter(n -> !n.equals("term")).toArray(String[]::new);
    Query clear = fresh.without(filters);
    return new FilterForm(
        action,
        kept,
        selection.text(),
        fresh.value("from"),
        fresh.value("to"),
        choices,
        chips(action, fresh),
        texts.of("matrix.f.shown", shown, picture.size()),
        clear.parts().equals(fresh.parts()) ? "" : action + clear);
  }

  private FilterForm.Choice choice(
      Query fresh,
      String name,
      List<String> values,
      java.util.function.UnaryOperator<String> words) {
    return new FilterForm.Choice(
        name, texts.of("matrix.f." + name), options(fresh, name, values, words));
  }

  private List<FilterForm.Option> options(
      Query fresh,
      String name,
      List<String> values,
      java.util.function.UnaryOperator<String> words) {
    List<String> set = fresh.values(name);
    String chosen = set.size() == 1 ? set.getFirst() : "";
    List<FilterForm.Option> options = new ArrayList<>();
    options.add(new FilterForm.Option("", texts.of("matrix.f.any"), chosen.isEmpty()));
    Set<String> all = new TreeSet<>();
    List<String> offered = new ArrayList<>(values.stream().limit(MOST_OPTIONS).toList());
    if (!chosen.isEmpty() && !offered.contains(chosen)) {
      offered.add(chosen);
    }
    for (String value : offered) {
      if (all.add(value)) {
        options.add(new FilterForm.Option(value, words.apply(value), value.equals(chosen)));
      }
    }
    return options;
  }

  private static List<String> words(Words column) {
    return column.words().stream().filter(word -> !word.isEmpty()).sorted().toList();
  }

  /** Every class on record and those above it. */
  private List<String> classes() {
    Set<String> classes = new TreeSet<>();
    for (String word : words(picture.classes())) {
      for (int dot = word.indexOf('.'); dot >= 0; dot = word.indexOf('.', dot + 1)) {
        classes.add(word.substring(0, dot));
      }
      classes.add(word);
    }
    return List.copyOf(classes);
  }

  private List<FilterForm.Chip> chips(String action, Query fresh) {
    List<FilterForm.Chip> chips = new ArrayList<>();
    for (Query.Part part : fresh.parts()) {
      boolean filter = NAMES.contains(part.name()) && !part.name().equals("term");
      boolean seen = FIELDS.contains(part.name()) && fresh.values(part.name()).size() == 1;
      if (filter && !seen) {
        String less = action + fresh.less(part.name(), part.value());
        chips.add(new FilterForm.Chip(words(part), less));
      }
    }
    return chips;
  }

  private String words(Query.Part part) {
    String value =
        switch (part.name()) {
          case "v" -> held(part.value());
          case "agree" -> texts.of("group." + part.value());
          case "class", "act" -> agreement.words(part.value());
          case "grade" -> texts.of("grade." + part.value());
          default -> part.value();
        };
    return texts.of("matrix.f.chip", texts.of("matrix.f." + part.name()), value);
  }

  private String held(String text) {
    int colon = text.lastIndexOf(':');
    String reading = text.substring(0, colon);
    return texts.of(
        "matrix.f.held",
        agreement.findReading(reading).map(Board::name).orElse(reading),
        Arrays.stream(Verdict.values())
            .filter(verdict -> verdict.name().equals(text.substring(colon + 1)))
            .map(verdict -> Marks.word(texts, verdict))
            .findFirst()
            .orElse(""));
  }
}
