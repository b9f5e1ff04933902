package org.treuga.app.store;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.treuga.wire.Json;

/**
 * What the ledger says of an import.
 *
 * @param entry index of its receipt in the ledger
 * @param caseId empty where it was for no case
 * @param firstEntry index of the first entry it made
 * @param captures digests of its files, in their order
 * @param columns what a person had said that columns stand for
 * @param key what the request for it is known by; empty for none
 */
public record StoredImport(
    long entry,
    String feed,
    String caseId,
    String author,
    Instant recordedAt,
    long accepted,
    long updated,
    long unchanged,
    long rejected,
    Map<String, Long> rejectedByCode,
    long firstEntry,
    List<String> captures,
    Map<String, String> columns,
    String key) {

  public StoredImport {
    rejectedByCode = Collections.unmodifiableMap(new TreeMap<>(rejectedByCode));
    captures = List.copyOf(captures);
    columns = Collections.unmodifiableMap(new TreeMap<>(columns));
  }

  static StoredImport of(long index, Entry entry) {
    Json.Obj body = entry.body();
    Map<String, Long> codes = new TreeMap<>();
    if (body.fields().get("rejected_by_code") instanceof Json.Obj counts) {
      counts
          .fields()
          .forEach((code, count) -> {
            if (count instanceof Json.Num number) {
              codes.put(code, Long.parseLong(number.literal()));
            }
          });
    }
    Map<String, String> columns = new TreeMap<>();
    if (body.fields().get("columns") instanceof Json.Obj said) {
      said.fields().keySet().forEach(name -> columns.put(name, said.text(name)));
    }
    List<String> captures =
        body.fields().get("captures") instanceof Json.Arr list
            ? list.items().stream()
                .map(one -> one instanceof Json.Text text ? text.value() : "")
                .toList()
            : List.of();
    return new StoredImport(
        index,
        body.text("feed"),
        body.text("case"),
        entry.author(),
        entry.recordedAt(),
        entry.whole("accepted"),
        entry.whole("updated"),
        entry.whole("unchanged"),
        entry.whole("rejected"),
        codes,
        entry.whole("first_entry"),
        captures,
        columns,
        body.text("key"));
  }

  /** The receipt for a program to read. */
  public Json json() {
    Json.Builder codes = Json.object();
    rejectedByCode.forEach(codes::put);
    Json.Builder named = Json.object();
    columns.forEach(named::put);
    return Json.object()
        .put("entry", entry)
        .put("feed", feed)
        .put("case", caseId)
        .put("author", author)
        .put("recorded_at", Json.instant(recordedAt))
        .put("accepted", accepted)
        .put("updated", updated)
        .put("unchanged", unchanged)
        .put("rejected", rejected)
        .put("rejected_by_code", codes.build())
        .put("first_entry", firstEntry)
        .put("captures", Json.texts(captures))
        .put("columns", named.build())
        .build();
  }
}
