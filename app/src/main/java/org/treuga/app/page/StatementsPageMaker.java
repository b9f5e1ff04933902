package org.treuga.app.page;

import com.ibm.icu.lang.UScript;
import com.ibm.icu.util.ULocale;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.treuga.agreement.Agreement;
import org.treuga.agreement.Citation;
import org.treuga.agreement.Comparison;
import org.treuga.agreement.Document;
import org.treuga.agreement.Point;
import org.treuga.agreement.Term;

/** Puts statements beside one another. Not thread-safe; made anew for each page. */
public final class StatementsPageMaker {

  private final Shell shell;
  private final Texts texts;
  private final Agreement agreement;
  private final Comparison comparison;
  private final Times times;
  private final Wording wording;
  private final Cites cites;
  private final Map<String, List<StatementsPage.Link>> rests = new HashMap<>();

  public StatementsPageMaker(Shell shell, Agreement agreement, Comparison comparison) {
    this.shell = shell;
    this.texts = shell.texts();
    this.agreement = agreement;
    this.comparison = comparison;
    this.times = Times.of(texts, List.of());
    this.wording = new Wording(texts, times, agreement);
    this.cites = new Cites(shell, agreement);
    collectPoints();
  }

  private void collectPoints() {
    for (Term term : agreement.terms().values()) {
      for (Point<?> point : term.points().values()) {
        Set<String> keys = new LinkedHashSet<>();
        for (Point.Option<?> option : point.options().values()) {
          option.citations().forEach(citation -> keys.add(Wording.key(citation)));
        }
        StatementsPage.Link link =
            new StatementsPage.Link(
                Board.name(term) + ": " + point.name().replace('_', ' '),
                shell.to("agreement") + "#" + AgreementPageMaker.anchor(term.id(), point.name()));
        keys.forEach(key -> rests.computeIfAbsent(key, one -> new ArrayList<>()).add(link));
      }
    }
  }

  /**
   * @param a id of the document on the left; null or unknown for the first that the case compares
   * @param b the same for the right
   */
  public StatementsPage page(@Nullable String a, @Nullable String b) {
    List<String> first = compared();
    Document left = chosen(a, first, 0);
    Document right = chosen(b, first, 1);
    List<StatementsPage.Row> rows =
        left == null || right == null || left == right ? List.of() : rows(left, right);
    long differing = rows.stream().filter(row -> !row.kinds().isEmpty()).count();
    Set<String> issuers = new LinkedHashSet<>();
    agreement.documents().values().forEach(document -> issuers.addAll(document.issuers()));
    return new StatementsPage(
        differing > 0 ? texts.count("statements.heading", differing) : texts.of("statements.title"),
        texts.of(
            "statements.lead",
            texts.count("statements.documents", agreement.documents().size()),
            texts.count("statements.issuers", issuers.size()),
            texts.count("statements.divergences", comparison.divergences().size())),
        shell.to("statements.csv"),
        shell.to("statements.codebook.csv"),
        agreement.documents().values().stream().map(this::choice).toList(),
        left == null ? "" : left.id(),
        right == null ? "" : right.id(),
        left == null ? null : head(left),
        right == null ? null : head(right),
        left == null || right == null
            ? ""
            : account(left, right).map(Comparison.Account::title).orElse(""),
        rows,
        comparison.divergences().stream().map(this::divergence).toList(),
        agreement.documents().values().stream()
            .map(document -> statement(document, left, right))
            .toList());
  }

  /** The two documents that the case compares first; none where it compares nothing. */
  private List<String> compared() {
    for (Comparison.Account account : comparison.accounts()) {
      List<String> firsts =
          account.statements().values().stream()
              .filter(documents -> !documents.isEmpty())
              .map(List::getFirst)
              .toList();
      if (firsts.size() > 1) {
        return firsts;
      }
    }
    List<String> documents = new ArrayList<>();
    comparison.divergences().stream()
        .flatMap(one -> one.positions().stream())
        .map(one -> one.clause().document())
        .distinct()
        .limit(2)
        .forEach(documents::add);
    agreement.documents().keySet().stream()
        .filter(id -> !documents.contains(id))
        .limit(2)
        .forEach(documents::add);
    return documents;
  }

  private @Nullable Document chosen(@Nullable String asked, List<String> otherwise, int index) {
    Document document = asked == null ? null : agreement.documents().get(asked);
    return document != null
        ? document
        : index < otherwise.size() ? agreement.documents().get(otherwise.get(index)) : null;
  }

  private StatementsPage.Choice choice(Document document) {
    return new StatementsPage.Choice(
        document.id(),
        document.date() + " " + wording.parties(document.issuers()) + ": " + document.title());
  }

  private StatementsPage.Head head(Document document) {
    return new StatementsPage.Head(
        document.id(),
        document.title(),
        wording.parties(document.issuers()),
        document.publishedAt() == null ? document.date() : times.full(document.publishedAt()),
        document.language(),
        document.language().isEmpty()
            ? ""
            : Locale.forLanguageTag(document.language())
                .getDisplayLanguage(Locale.forLanguageTag(texts.language())));
  }

  // --- two of them

  private Optional<Comparison.Account> account(Document left, Document right) {
    return comparison.accounts().stream()
        .filter(account -> {
          String one = side(account, left);
          String other = side(account, right);
          return !one.isEmpty() && !other.isEmpty() && !one.equals(other);
        })
        .findFirst();
  }

  private static String side(Comparison.Account account, Document document) {
    return account.statements().entrySet().stream()
        .filter(one -> one.getValue().contains(document.id()))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse("");
  }

  /** As an account of one event aligns them, else by the divergences that name clauses of both. */
  private List<StatementsPage.Row> rows(Document left, Document right) {
    List<StatementsPage.Row> rows = new ArrayList<>();
    Set<String> seen = new LinkedHashSet<>();
    account(left, right)
        .ifPresent(account -> {
          for (Comparison.Aligned aligned : account.rows()) {
            List<Citation> all = aligned.clauses().values().stream().flatMap(List::stream).toList();
            row(aligned.subject(), aligned.kinds(), aligned.says(), all, left, right, seen)
                .ifPresent(rows::add);
          }
        });
    if (rows.isEmpty()) {
      for (Comparison.Divergence divergence : comparison.divergences()) {
        List<Citation> all =
            divergence.positions().stream().map(Comparison.Position::clause).toList();
        boolean both =
            all.stream().anyMatch(one -> one.document().equals(left.id()))
                && all.stream().anyMatch(one -> one.document().equals(right.id()));
        if (both) {
          row(
                  divergence.subject(),
                  divergence.kinds(),
                  divergence.bearsOn(),
                  all,
                  left,
                  right,
                  seen)
              .ifPresent(rows::add);
        }
      }
    }
    alone(left, true, seen).ifPresent(rows::add);
    alone(right, false, seen).ifPresent(rows::add);
    return rows;
  }

  private Optional<StatementsPage.Row> row(
      String subject,
      Set<Comparison.Kind> kinds,
      String says,
      List<Citation> all,
      Document left,
      Document right,
      Set<String> seen) {
    List<StatementsPage.Clause> lefts = clauses(left, all, seen);
    List<StatementsPage.Clause> rights = clauses(right, all, seen);
    return lefts.isEmpty() && rights.isEmpty()
        ? Optional.empty()
        : Optional.of(new StatementsPage.Row(subject, words(kinds), says, lefts, rights));
  }

  private List<StatementsPage.Clause> clauses(
      Document document, List<Citation> all, Set<String> seen) {
    List<StatementsPage.Clause> clauses = new ArrayList<>();
    for (Citation citation : all) {
      Document.Clause clause = document.clauses().get(citation.clause());
      if (citation.document().equals(document.id()) && clause != null) {
        seen.add(Wording.key(citation));
        clauses.add(clause(document, clause));
      }
    }
    return clauses;
  }

  /** Clauses that nothing aligns: shown, so that silence is not made of what nobody compared. */
  private Optional<StatementsPage.Row> alone(Document document, boolean left, Set<String> seen) {
    List<StatementsPage.Clause> rest =
        document.clauses().values().stream()
            .filter(clause -> !seen.contains(document.id() + "." + clause.key()))
            .map(clause -> clause(document, clause))
            .toList();
    return rest.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new StatementsPage.Row(
                texts.of("statements.alone"),
                List.of(),
                "",
                left ? rest : List.of(),
                left ? List.of() : rest));
  }

  private List<String> words(Set<Comparison.Kind> kinds) {
    return kinds.stream().map(kind -> texts.of("statements.kind." + kind.name())).toList();
  }

  private StatementsPage.Clause clause(Document document, Document.Clause clause) {
    String key = document.id() + "." + clause.key();
    List<DataPages.Fact> attributes = new ArrayList<>();
    clause
        .attributes()
        .forEach((name, value) ->
            attributes.add(
                new DataPages.Fact(
                    texts.has("statements.attribute." + name)
                        ? texts.of("statements.attribute." + name)
                        : name.replace('_', ' '),
                    value)));
    return new StatementsPage.Clause(
        key,
        cites.to(key),
        clause.act(),
        clause.quotes().stream().map(quote -> quote(document, quote)).toList(),
        attributes,
        rests.getOrDefault(key, List.of()));
  }

  /** A quote in other letters than those of the text's language is no text in that language. */
  private static StatementsPage.Quote quote(Document document, String words) {
    ULocale likely = ULocale.addLikelySubtags(new ULocale(document.language()));
    boolean own =
        words
            .codePoints()
            .filter(Character::isLetter)
            .mapToObj(letter -> UScript.getShortName(UScript.getScript(letter)))
            .findFirst()
            .map(script -> script.equals(likely.getScript()))
            .orElse(false);
    return new StatementsPage.Quote(words, own ? document.language() : "");
  }

  // --- all of them

  private StatementsPage.Divergence divergence(Comparison.Divergence one) {
    return new StatementsPage.Divergence(
        one.id(),
        one.subject(),
        words(one.kinds()),
        one.positions().stream()
            .map(position ->
                new StatementsPage.Position(
                    wording.party(position.issuer()), position.says(), cites.of(position.clause())))
            .toList(),
        one.bearsOn());
  }

  private StatementsPage.Statement statement(
      Document document, @Nullable Document left, @Nullable Document right) {
    String base = "/c/" + shell.caseId() + "/statements";
    String kept = shell.recorded() == null ? "" : "&recorded=" + shell.recorded();
    String besideLeft = right == null ? "" : "&b=" + right.id();
    String besideRight = left == null ? "" : "a=" + left.id() + "&";
    return new StatementsPage.Statement(
        head(document),
        document.urls().stream().filter(Cites::isLinkable).toList(),
        document.sha256(),
        base + "?a=" + document.id() + besideLeft + kept,
        base + "?" + besideRight + "b=" + document.id() + kept,
        document.clauses().values().stream().map(clause -> clause(document, clause)).toList());
  }

  // --- to take away

  /** One row a clause. */
  public static Table table(Texts texts, Agreement agreement) {
    Table table =
        new Table(
            texts,
            "statements.code.",
            "document",
            "issuer",
            "published_at",
            "date",
            "language",
            "title",
            "clause",
            "act",
            "quotes",
            "modality",
            "certainty",
            "other",
            "sha256",
            "urls");
    for (Document document : agreement.documents().values()) {
      for (Document.Clause clause : document.clauses().values()) {
        Map<String, String> other = new LinkedHashMap<>(clause.attributes());
        String modality = Optional.ofNullable(other.remove("modality")).orElse("");
        String certainty = Optional.ofNullable(other.remove("certainty")).orElse("");
        table.row(
            document.id(),
            String.join(";", document.issuers()),
            document.publishedAt() == null ? "" : document.publishedAt().toString(),
            document.date(),
            document.language(),
            document.title(),
            clause.key(),
            clause.act(),
            String.join(";", clause.quotes()),
            modality,
            certainty,
            String.join(
                ";",
                other.entrySet().stream()
                    .map(one -> one.getKey() + ": " + one.getValue())
                    .toList()),
            document.sha256(),
            String.join(" ", document.urls()));
      }
    }
    return table;
  }
}
