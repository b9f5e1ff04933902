package org.treuga.app.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.treuga.connectors.capture.CaptureSink;
import org.treuga.connectors.capture.Collected;
import org.treuga.connectors.capture.ContentCredentials;
import org.treuga.connectors.capture.Flaw;
import org.treuga.evidence.Rejection;
import org.treuga.ledger.FileLedger;
import org.treuga.wire.Json;

/**
 * Takes captures: copies the bytes, looks whether they were recorded with the same words, and makes
 * entries of those that were not. For one command, one thread.
 */
final class Capturing implements CaptureSink {

  private static final String FEED = "capture";
  private static final int MAX_NOTES = 200;

  private final StoreWriter writer;
  private final Spool spool;
  private final long firstIndex;
  private final Instant recordedAt;
  private final String author;
  private final String tool;
  private final Path incoming;

  private final Map<String, Blobs.Draft> drafts = new LinkedHashMap<>();
  private final Set<String> named = new HashSet<>();
  private final Set<String> statements = new HashSet<>();
  private final List<Json> first = new ArrayList<>();
  private final List<Rejection> rejections = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final Map<String, Long> rejectedByCode = new TreeMap<>();
  private long captured;
  private long unchanged;
  private long rejected;
  private long newBytes;

  Capturing(
      StoreWriter writer,
      Spool spool,
      Instant recordedAt,
      String author,
      String tool,
      Path incoming) {
    this.writer = writer;
    this.spool = spool;
    this.firstIndex = writer.entries();
    this.recordedAt = recordedAt;
    this.author = author;
    this.tool = tool;
    this.incoming = incoming;
  }

  /** The bytes that its entries name, each once. */
  List<Blobs.Draft> drafts() {
    return drafts.values().stream().filter(draft -> named.contains(draft.sha256())).toList();
  }

  @Override
  public Optional<Path> accept(Collected collected, Path bytes, At at) throws IOException {
    Blobs.Draft draft =
        Blobs.copy(bytes, incoming.resolve("bytes-" + (captured + unchanged + rejected)));
    Blobs.Draft known = drafts.putIfAbsent(draft.sha256(), draft);
    if (known != null) {
      Files.delete(draft.path());
    }
    Blobs.Draft kept = known == null ? draft : known;
    try {
      return settle(collected, kept, at) ? Optional.of(kept.path()) : Optional.empty();
    } catch (SQLException e) {
      throw Store.failed("cannot write to the store", e);
    }
  }

  private boolean settle(Collected collected, Blobs.Draft draft, At at)
      throws IOException, SQLException {
    String statement;
    Entry entry;
    byte[] bytes;
    try {
      statement =
          StoreWriter.statementDigest(draft.sha256(), collected.name(), collected.statement());
      entry = new Entry(Entry.CAPTURE, recordedAt, author, body(collected, draft));
      bytes = entry.bytes();
    } catch (IllegalArgumentException _halfSurrogate) {
      reject(Flaw.RECORD_NOT_UNICODE.at(at, "well-formed text", collected.name()));
      return false;
    }
    if (bytes.length > FileLedger.MAX_ENTRY_BYTES) {
      reject(
          Flaw.RECORD_TOO_LARGE.at(
              at,
              "URL, headers and notes of at most " + FileLedger.MAX_ENTRY_BYTES + " bytes in all",
              bytes.length + " bytes"));
      return false;
    }
    if (!statements.add(statement) || writer.hasStatement(statement)) {
      unchanged++;
      return true;
    }
    captured++;
    newBytes += named.add(draft.sha256()) && !writer.hasCapture(draft.sha256()) ? 1 : 0;
    if (first.size() < CaptureReceipt.MAX_SHOWN) {
      first.add(shown(collected, draft));
    }
    writer.apply(firstIndex + spool.count(), entry);
    spool.add(bytes);
    return true;
  }

  private static Json shown(Collected collected, Blobs.Draft draft) {
    return Json.object()
        .put("sha256", draft.sha256())
        .put("bytes", draft.bytes())
        .put("name", collected.name())
        .put("url", collected.url())
        .build();
  }

  private Json.Obj body(Collected collected, Blobs.Draft draft) throws IOException {
    Json.Builder body =
        Json.object()
            .put("sha256", draft.sha256())
            .put("bytes", draft.bytes())
            .put("name", collected.name())
            .put("tool", tool)
            .put("collected", collected.statement());
    ContentCredentials.find(draft.path())
        .ifPresent(found ->
            body.put(
                "c2pa",
                Json.object()
                    .put("present", true)
                    .put("validated", false)
                    .put("where", found.where())
                    .put("claim_generator", found.claimGenerator())
                    .build()));
    return body.build();
  }

  @Override
  public void reject(Rejection rejection) {
    rejected++;
    rejectedByCode.merge(rejection.code(), 1L, Long::sum);
    rejections.add(rejection);
  }

  @Override
  public void note(String sentence) {
    if (notes.size() < MAX_NOTES && !notes.contains(sentence)) {
      notes.add(sentence);
    }
  }

  /** Closes with a receipt, if there is anything new. */
  CaptureReceipt finish(boolean dryRun, List<String> inputs) throws IOException, SQLException {
    if (captured > 0) {
      for (Json.Obj body :
          Importing.rejectionBodies(Json.object().put("feed", FEED).build(), rejections)) {
        append(new Entry(Entry.REJECTIONS, recordedAt, author, body));
      }
      append(new Entry(Entry.IMPORT, recordedAt, author, receipt(inputs)));
    }
    return new CaptureReceipt(
        dryRun, captured, unchanged, rejected, newBytes, first, rejections, notes);
  }

  private void append(Entry entry) throws SQLException, IOException {
    writer.apply(firstIndex + spool.count(), entry);
    spool.add(entry.bytes());
  }

  private Json.Obj receipt(List<String> inputs) {
    Json.Builder codes = Json.object();
    rejectedByCode.forEach(codes::put);
    return Json.object()
        .put("feed", FEED)
        .put("accepted", captured)
        .put("updated", 0)
        .put("unchanged", unchanged)
        .put("rejected", rejected)
        .put("rejected_by_code", codes.build())
        .put("first_entry", firstIndex)
        .put("captures", Json.texts(inputs))
        .build();
  }
}
