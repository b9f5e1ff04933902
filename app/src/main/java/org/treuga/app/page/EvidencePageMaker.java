package org.treuga.app.page;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.treuga.app.picture.Picture;
import org.treuga.app.store.StoredCapture;
import org.treuga.app.store.StoredCase;
import org.treuga.app.store.StoredImport;
import org.treuga.evidence.Source;
import org.treuga.ledger.Checkpoint;
import org.treuga.wire.CaseFolder;

/** Says what the record of a case rests on. Not thread-safe; made anew for each page. */
public final class EvidencePageMaker {

  private static final int SHOWN_SOURCES = 200;

  private final Shell shell;
  private final Texts texts;
  private final Times times;
  private final DataPageMaker words;

  public EvidencePageMaker(Shell shell) {
    this.shell = shell;
    this.texts = shell.texts();
    this.times = Times.of(texts, List.of());
    this.words = new DataPageMaker(texts);
  }

  /**
   * What the ledger says.
   *
   * @param key the verifier's key, one line
   */
  public record Ledger(Checkpoint checkpoint, String key, Instant lastRecorded) {}

  /** An import and the files it took in. */
  public record Imported(StoredImport of, List<StoredCapture> files) {}

  public EvidencePage page(
      CaseFolder folder,
      Picture picture,
      Ledger ledger,
      List<StoredCase> versions,
      List<Imported> imports) {
    List<EvidencePage.Capture> captures = captures(imports);
    return new EvidencePage(
        texts.of(
            "evidence.heading",
            texts.count("evidence.heading.entries", ledger.checkpoint().size()),
            texts.count("evidence.heading.files", captures.size())),
        texts.of("evidence.lead"),
        List.of(
            new DataPages.Fact(
                texts.of("evidence.size"), String.valueOf(ledger.checkpoint().size())),
            new DataPages.Fact(texts.of("evidence.root"), ledger.checkpoint().root().hex()),
            new DataPages.Fact(texts.of("evidence.origin"), ledger.checkpoint().origin()),
            new DataPages.Fact(texts.of("evidence.key"), ledger.key()),
            new DataPages.Fact(texts.of("evidence.last"), times.full(ledger.lastRecorded()))),
        List.of("treuga verify DATA", "python3 tools/check_ledger.py DATA/ledger"),
        shell.to("evidence.csv"),
        shell.to("evidence.codebook.csv"),
        versions.stream().map(this::version).toList(),
        imports.stream()
            .map(
                one -> words.done(one.of(), one.files().stream().map(StoredCapture::name).toList()))
            .toList(),
        captures,
        rejections(imports),
        sources(folder, picture));
  }

  private EvidencePage.Version version(StoredCase version) {
    return new EvidencePage.Version(
        times.full(version.recordedAt()),
        version.author(),
        String.valueOf(version.entry()),
        "/c/" + shell.caseId() + "/picture?recorded=" + version.recordedAt(),
        version.files().size());
  }

  private List<EvidencePage.Capture> captures(List<Imported> imports) {
    Map<String, StoredCapture> bySha256 = new TreeMap<>();
    imports.forEach(one -> one.files().forEach(file -> bySha256.putIfAbsent(file.sha256(), file)));
    return bySha256.values().stream()
        .sorted(
            Comparator.comparing(StoredCapture::recordedAt)
                .reversed()
                .thenComparing(StoredCapture::entry))
        .map(file ->
            new EvidencePage.Capture(
                file.name(),
                file.sha256(),
                words.size(file.bytes()),
                times.full(file.recordedAt()),
                file.feed(),
                "/c/" + shell.caseId() + "/bytes/" + file.sha256()))
        .toList();
  }

  private static List<DataPages.Fact> rejections(List<Imported> imports) {
    Map<String, Long> codes = new TreeMap<>();
    imports.forEach(one ->
        one.of().rejectedByCode().forEach((code, count) -> codes.merge(code, count, Long::sum)));
    return codes.entrySet().stream()
        .map(one -> new DataPages.Fact(one.getKey(), String.valueOf(one.getValue())))
        .toList();
  }

  private List<EvidencePage.SourceRow> sources(CaseFolder folder, Picture picture) {
    Map<String, Integer> counts = counts(picture);
    List<EvidencePage.SourceRow> rows = new ArrayList<>();
    folder
        .sources()
        .values()
        .forEach(source -> rows.add(row(source, counts.getOrDefault(source.id(), 0))));
    counts.forEach((id, count) -> {
      if (!folder.sources().containsKey(id) && !id.isEmpty()) {
        rows.add(
            new EvidencePage.SourceRow(
                id,
                id,
                texts.of("evidence.undeclared"),
                texts.of("evidence.undeclared"),
                count,
                link(id)));
      }
    });
    return rows.stream()
        .sorted(
            Comparator.comparing((EvidencePage.SourceRow row) -> -row.incidents())
                .thenComparing(EvidencePage.SourceRow::name))
        .limit(SHOWN_SOURCES)
        .toList();
  }

  private static Map<String, Integer> counts(Picture picture) {
    int[] byNumber = picture.sources().counts();
    Map<String, Integer> counts = new TreeMap<>();
    for (int i = 0; i < byNumber.length; i++) {
      if (byNumber[i] > 0) {
        counts.put(picture.sources().words().get(i), byNumber[i]);
      }
    }
    return counts;
  }

  private EvidencePage.SourceRow row(Source source, int incidents) {
    return new EvidencePage.SourceRow(
        source.id(),
        source.name(),
        source.affiliation(),
        source.reliability().name(),
        incidents,
        link(source.id()));
  }

  private String link(String source) {
    return "/c/"
        + shell.caseId()
        + "/picture?source="
        + URLEncoder.encode(source, StandardCharsets.UTF_8);
  }

  /** One row a source. */
  public static Table table(Texts texts, CaseFolder folder, Picture picture) {
    Table table =
        new Table(
            texts, "evidence.code.", "source", "name", "affiliation", "reliability", "incidents");
    Map<String, Integer> counts = counts(picture);
    folder
        .sources()
        .values()
        .forEach(source ->
            table.row(
                source.id(),
                source.name(),
                source.affiliation(),
                source.reliability().name(),
                String.valueOf(counts.getOrDefault(source.id(), 0))));
    counts.forEach((id, count) -> {
      if (!folder.sources().containsKey(id) && !id.isEmpty()) {
        table.row(id, "", "", "", String.valueOf(count));
      }
    });
    return table;
  }
}
