package org.treuga.app.page;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.treuga.agreement.Lint;
import org.treuga.app.store.Receipt;
import org.treuga.app.store.StoredCapture;
import org.treuga.app.store.StoredImport;
import org.treuga.connectors.reports.FileShape;
import org.treuga.connectors.reports.Mapping;
import org.treuga.evidence.Observation;
import org.treuga.evidence.Rejection;
import org.treuga.wire.CaseFolder;
import org.treuga.wire.Json;
import org.treuga.wire.ObservationReader;

/** Puts what is known of people's own files into the words of the pages. Immutable. */
public final class DataPageMaker {

  /** Rejections on a page; all that are at hand are in the download. */
  public static final int SHOWN_REJECTIONS = 100;

  private final Texts texts;
  private final Times times;

  public DataPageMaker(Texts texts) {
    this.texts = texts;
    this.times = Times.of(texts, List.of());
  }

  public DataPages.Waiting waiting(String link, String name, long bytes, Instant since) {
    return new DataPages.Waiting(link, name, size(bytes), times.full(since));
  }

  public DataPages.Done done(StoredImport of, List<String> names) {
    return new DataPages.Done(
        "/c/" + of.caseId() + "/receipt/" + of.entry(),
        times.full(of.recordedAt()),
        of.author(),
        some(names),
        of.accepted(),
        of.updated(),
        of.unchanged(),
        of.rejected());
  }

  private String some(List<String> names) {
    return names.size() <= 2
        ? String.join(", ", names)
        : names.getFirst() + " " + texts.count("data.more", names.size() - 1);
  }

  /** In the largest unit in which it is not less than one, as people write file sizes. */
  String size(long bytes) {
    if (bytes < 1_000) {
      return texts.of("data.size.b", bytes);
    }
    return bytes < 1_000_000
        ? texts.of("data.size.kb", bytes / 1_000)
        : texts.of("data.size.mb", bytes / 1_000_000);
  }

  // --- before it is recorded

  /**
   * A file of reports.
   *
   * @param problem why it cannot be read; empty where it can
   * @param preview what recording would do; null where it cannot be read
   */
  public DataPages.Look look(
      String action,
      String back,
      String name,
      long bytes,
      String problem,
      List<FileShape> shapes,
      boolean remembered,
      @Nullable Receipt preview) {
    DataPages.Counts counts = counts(preview);
    return new DataPages.Look(
        action,
        back,
        name,
        title(problem, name, counts),
        problem.isEmpty() ? texts.of("data.look.lead") : texts.of("data.look.unreadable"),
        problem,
        facts(name, bytes, shapes),
        columns(shapes),
        remembered,
        Mapping.words().stream()
            .map(word -> new DataPages.Choice(word, texts.of("data.column." + word)))
            .toList(),
        counts,
        preview == null ? List.of() : preview.preview().stream().map(this::row).toList(),
        preview == null
            ? new DataPages.Rejected(List.of(), "", "")
            : rejected(preview.rejections(), preview.rejected(), action + "/rejected.csv"),
        preview == null ? List.of() : preview.notes());
  }

  private String title(String problem, String name, DataPages.Counts counts) {
    if (!problem.isEmpty()) {
      return texts.of("data.look.title.problem", name);
    }
    if (counts.rows() == 0) {
      return texts.of("data.look.title.empty", name);
    }
    return counts.recordable() == 0 && counts.rejected() == 0
        ? texts.of("data.look.title.known", counts.rows())
        : texts.of("data.look.title", counts.recordable(), counts.rows());
  }

  private static DataPages.Counts counts(@Nullable Receipt receipt) {
    return receipt == null
        ? new DataPages.Counts(0, 0, 0, 0)
        : new DataPages.Counts(
            receipt.accepted(), receipt.updated(), receipt.unchanged(), receipt.rejected());
  }

  private List<DataPages.Fact> facts(String name, long bytes, List<FileShape> shapes) {
    List<DataPages.Fact> facts = new ArrayList<>();
    facts.add(fact("data.fact.file", name + ", " + size(bytes)));
    for (FileShape shape : shapes) {
      if (shapes.size() > 1) {
        facts.add(fact("data.fact.within", shape.name().substring(shape.name().indexOf('!') + 1)));
      }
      facts.add(fact("data.fact.kind", texts.of("data.kind." + shape.kind())));
      facts.add(fact("data.fact.charset", shape.charset()));
      if (shape.kind() == FileShape.Kind.CSV) {
        facts.add(fact("data.fact.separator", separator(shape.separator())));
        facts.add(
            fact(
                "data.fact.decimal",
                texts.of(shape.decimalComma() ? "data.decimal.comma" : "data.decimal.point")));
      }
    }
    return facts;
  }

  private DataPages.Fact fact(String key, String value) {
    return new DataPages.Fact(texts.of(key), value);
  }

  private String separator(String separator) {
    return switch (separator) {
      case "," -> texts.of("data.separator.comma");
      case ";" -> texts.of("data.separator.semicolon");
      case "\t" -> texts.of("data.separator.tab");
      default -> separator;
    };
  }

  private static List<DataPages.ColumnRow> columns(List<FileShape> shapes) {
    Map<String, FileShape.Named> byName = new LinkedHashMap<>();
    shapes.forEach(
        shape -> shape.columns().forEach(column -> byName.putIfAbsent(column.name(), column)));
    List<DataPages.ColumnRow> rows = new ArrayList<>();
    byName
        .values()
        .forEach(column ->
            rows.add(
                new DataPages.ColumnRow(
                    rows.size(), column.name(), column.word(), column.sample())));
    return rows;
  }

  private DataPages.Row row(Json json) {
    Observation seen = ObservationReader.read(json.canonical());
    return new DataPages.Row(
        seen.id(),
        times.when(seen.occurred()),
        seen.place().names().isEmpty()
            ? texts.of("where.unknown")
            : String.join(", ", seen.place().names()),
        seen.object().objectClass().isEmpty()
            ? texts.of("class.unknown")
            : seen.object().objectClass(),
        seen.act(),
        seen.actor(),
        seen.sourceId());
  }

  private DataPages.Rejected rejected(List<Rejection> all, long count, String download) {
    List<DataPages.Reason> shown =
        all.stream()
            .limit(SHOWN_REJECTIONS)
            .map(one ->
                new DataPages.Reason(
                    one.line(), one.column(), one.code(), fault(one), one.expected(), one.got()))
            .toList();
    return new DataPages.Rejected(
        shown,
        shown.size() < count ? texts.of("data.rejected.shown", shown.size(), count) : "",
        count == 0 ? "" : download);
  }

  /** In the reader's language what the code says; empty where the sentence beside it is that. */
  private String fault(Rejection one) {
    String key = "data.fault." + one.code().substring(one.code().lastIndexOf('.') + 1);
    return texts.language().equals("en") || !texts.has(key) ? "" : texts.of(key);
  }

  // --- a case

  /**
   * A case in a zip.
   *
   * @param preview of its reports; null where it has none
   */
  public DataPages.CaseLook caseLook(
      String action,
      String name,
      CaseFolder read,
      List<Lint.Found> lint,
      @Nullable Receipt preview) {
    long errors = lint.stream().filter(one -> one.severity() == Lint.Severity.ERROR).count();
    String remarks =
        lint.isEmpty()
            ? texts.of("data.case.lint.none")
            : texts.of("data.case.lint", errors, lint.size() - errors);
    List<DataPages.Fact> facts =
        List.of(
            fact("data.case.id", read.id()),
            fact("data.case.name", read.title()),
            fact("data.case.parties", String.valueOf(read.agreement().parties().size())),
            fact("data.case.documents", String.valueOf(read.agreement().documents().size())),
            fact("data.case.terms", String.valueOf(read.agreement().terms().size())),
            fact("data.case.readings", String.valueOf(read.agreement().readings().size())));
    return new DataPages.CaseLook(
        action,
        name,
        texts.of("data.case.title", read.title()),
        remarks,
        "",
        facts,
        lint.stream().map(found -> finding(texts, found)).toList(),
        counts(preview),
        preview == null
            ? new DataPages.Rejected(List.of(), "", "")
            : rejected(preview.rejections(), preview.rejected(), ""));
  }

  static DataPages.Finding finding(Texts texts, Lint.Found found) {
    String key = "agreement.lint." + found.code();
    return new DataPages.Finding(
        "agreement.yaml:" + found.line(),
        found.code(),
        texts.language().equals("en") || !texts.has(key) ? "" : texts.of(key),
        found.message(),
        found.proposal(),
        found.severity() == Lint.Severity.ERROR);
  }

  public DataPages.CaseLook noCase(String action, String name, String problem) {
    return new DataPages.CaseLook(
        action,
        name,
        texts.of("data.case.title.problem", name),
        texts.of("data.case.mend"),
        problem,
        List.of(),
        List.of(),
        counts(null),
        new DataPages.Rejected(List.of(), "", ""));
  }

  // --- after it is recorded

  /** A receipt as the ledger gives it. */
  public DataPages.Receipt receipt(
      StoredImport of, List<StoredCapture> files, List<Rejection> rejections) {
    DataPages.Counts counts =
        new DataPages.Counts(of.accepted(), of.updated(), of.unchanged(), of.rejected());
    String base = "/c/" + of.caseId();
    List<DataPages.Fact> facts =
        List.of(
            fact("data.receipt.when", times.full(of.recordedAt())),
            fact("data.receipt.author", of.author()),
            fact("data.receipt.case", of.caseId()),
            fact("data.receipt.feed", of.feed()),
            fact("data.receipt.entry", of.firstEntry() + "\u2013" + of.entry()));
    return new DataPages.Receipt(
        counts.recordable() == 0
            ? texts.of("data.receipt.title.none")
            : texts.count("data.receipt.title", counts.recordable()),
        texts.of("data.receipt.lead"),
        facts,
        counts,
        files.stream()
            .map(file ->
                new DataPages.File(
                    file.name(),
                    file.sha256(),
                    size(file.bytes()),
                    base + "/bytes/" + file.sha256()))
            .toList(),
        of.columns().entrySet().stream()
            .map(one ->
                new DataPages.Fact(
                    one.getKey(),
                    texts.of(
                        one.getValue().isEmpty()
                            ? "data.column.none"
                            : "data.column." + one.getValue())))
            .toList(),
        of.rejectedByCode().entrySet().stream()
            .map(one -> new DataPages.Fact(one.getKey(), String.valueOf(one.getValue())))
            .collect(Collectors.toList()),
        rejected(rejections, of.rejected(), base + "/receipt/" + of.entry() + "/rejected.csv"),
        base + "/receipt/" + of.entry() + "/receipt.json",
        base + "/picture",
        base + "/data");
  }

  /** What came of a file that says nothing new. */
  public DataPages.Receipt unchanged(String back, String caseId, String name, Receipt receipt) {
    return new DataPages.Receipt(
        texts.of("data.receipt.title.unchanged"),
        texts.of("data.receipt.unchanged", name),
        List.of(),
        counts(receipt),
        List.of(),
        List.of(),
        List.of(),
        rejected(receipt.rejections(), receipt.rejected(), ""),
        "",
        caseId.isEmpty() ? "/" : "/c/" + caseId + "/picture",
        back);
  }
}
