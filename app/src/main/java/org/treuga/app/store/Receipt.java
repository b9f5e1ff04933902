package org.treuga.app.store;

import java.util.List;
import org.treuga.evidence.Rejection;
import org.treuga.wire.Canonical;
import org.treuga.wire.Json;

/**
 * What came of an import. Every row of the files is in one of the four counts.
 *
 * @param dryRun whether nothing was stored
 * @param accepted observations that were not there before
 * @param updated observations there before with other content, which is closed, not overwritten
 * @param unchanged rows that said what was there already
 * @param rejections the first {@value #MAX_REJECTIONS} of the rejected; all are in the ledger
 * @param newCaseVersion whether the files of a case changed
 * @param preview the first observations, of a dry run only
 */
public record Receipt(
    String feed,
    boolean dryRun,
    long accepted,
    long updated,
    long unchanged,
    long rejected,
    List<Captured> files,
    List<Rejection> rejections,
    List<String> notes,
    boolean newCaseVersion,
    List<Json> preview) {

  /** Rejections kept in memory for the user. */
  public static final int MAX_REJECTIONS = 1_000;

  /**
   * A file whose bytes were captured.
   *
   * @param feed what it was read as; {@code case} for a file of a case
   * @param isNew whether these bytes were not there before
   */
  public record Captured(String name, String feed, String sha256, long bytes, boolean isNew) {}

  public Receipt {
    files = List.copyOf(files);
    rejections = List.copyOf(rejections);
    notes = List.copyOf(notes);
    preview = List.copyOf(preview);
  }

  /** Whether the import appended anything. */
  public boolean changedAnything() {
    return !dryRun
        && (accepted + updated > 0 || newCaseVersion || files.stream().anyMatch(Captured::isNew));
  }

  public Json json() {
    List<Json> captured =
        files.stream()
            .map(file ->
                (Json)
                    Json.object()
                        .put("name", file.name())
                        .put("sha256", file.sha256())
                        .put("bytes", file.bytes())
                        .put("new", file.isNew())
                        .build())
            .toList();
    return Json.object()
        .put("feed", feed)
        .put("dry_run", dryRun)
        .put("accepted", accepted)
        .put("updated", updated)
        .put("unchanged", unchanged)
        .put("rejected", rejected)
        .put("files", new Json.Arr(captured))
        .put("rejections", new Json.Arr(rejections.stream().map(Canonical::rejection).toList()))
        .put("notes", Json.texts(notes))
        .put("new_case_version", newCaseVersion)
        .put("preview", new Json.Arr(preview))
        .build();
  }
}
