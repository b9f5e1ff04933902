package org.treuga.app.server;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.BitSet;
import java.util.List;
import java.util.function.Supplier;
import org.treuga.Monitor;
import org.treuga.agreement.Term;
import org.treuga.app.picture.Picture;
import org.treuga.app.store.StoredCase;
import org.treuga.app.store.StoredImport;
import org.treuga.wire.Canonical;
import org.treuga.wire.Json;
import org.treuga.wire.JsonOut;

/** What the API tells of the cases besides their features. */
final class CaseRoutes {

  private static final int MOST_RECEIPTS = 1_000;

  private final Workbench workbench;
  private final Analyses analyses;

  CaseRoutes(Workbench workbench, Analyses analyses) {
    this.workbench = workbench;
    this.analyses = analyses;
  }

  void add(RoutesConfig routes) {
    FeatureRoutes.get(routes, "/api/cases", this::cases);
    FeatureRoutes.get(routes, "/api/cases/{case}/verdicts", this::verdicts);
    FeatureRoutes.get(routes, "/api/cases/{case}/timelines", this::timelines);
    FeatureRoutes.get(routes, "/api/cases/{case}/differences", this::differences);
    FeatureRoutes.get(routes, "/api/cases/{case}/receipts", this::receipts);
  }

  /** The cases, and what became of a write that an earlier run of the server did not finish. */
  private void cases(Context request) {
    ItemsQuery.requireUnderstood(request.queryParamMap(), List.of());
    request.header("Cache-Control", "no-cache");
    String home = "http://" + request.header("Host");
    FeatureRoutes.write(
        request,
        FeatureRoutes.JSON,
        out -> {
          out.begin().put("entries", workbench.entries());
          workbench
              .interruption()
              .ifPresent(found -> {
                out.begin("interrupted_write").put("began_at", found.beganAt());
                out.put("entries_before", found.entriesBefore());
                out.put("recorded", found.recorded()).put("sentence", found.sentence()).end();
              });
          out.list("cases");
          workbench.cases().forEach(one -> one(out, home, one));
          out.endList().end();
        });
  }

  private static void one(JsonOut out, String home, StoredCase one) {
    String id = Addresses.segment(one.id());
    out.begin().put("id", one.id()).put("title", one.title());
    out.put("version_entry", one.entry()).put("recorded_at", one.recordedAt());
    out.put("recorded_by", one.author()).list("links");
    FeatureRoutes.link(out, "service", FeatureRoutes.JSON, one.title(), home + "/api/cases/" + id);
    FeatureRoutes.link(out, "alternate", "text/html", one.title(), home + "/c/" + id + "/picture");
    out.endList().end();
  }

  /** Every verdict of the incidents that are selected, row by row. */
  private void verdicts(Context request) {
    ItemsQuery.requireUnderstood(
        request.queryParamMap(),
        java.util.stream.Stream.concat(
                ItemsQuery.OF_SELECTION.stream(), java.util.stream.Stream.of("bbox"))
            .toList());
    CaseView view = view(request);
    BitSet rows = new Asked(request, workbench).selection().of(view.picture());
    request.header("Cache-Control", "no-cache");
    if (Etags.isKnown(request, view.version())) {
      return;
    }
    request.contentType(FeatureRoutes.JSON);
    try (JsonOut out = new JsonOut(request.outputStream())) {
      verdicts(out, view.picture(), rows);
    }
  }

  private static void verdicts(JsonOut out, Picture picture, BitSet rows) {
    out.begin().put("incidents", rows.cardinality()).list("columns");
    for (Picture.Pair pair : picture.pairs()) {
      out.begin().put("term", pair.term().id()).put("reading", pair.reading().id()).end();
    }
    out.endList().list("rows");
    for (int row = rows.nextSetBit(0); row >= 0; row = rows.nextSetBit(row + 1)) {
      out.begin().put("incident_id", picture.id(row)).list("verdicts");
      for (int column = 0; column < picture.pairs().size(); column++) {
        out.add(picture.verdict(column, row).name());
      }
      out.endList().end();
    }
    out.endList().end();
  }

  /** What was in force when, for each term, reading and bearer. */
  private void timelines(Context request) {
    ItemsQuery.requireUnderstood(request.queryParamMap(), List.of());
    CaseView view = view(request);
    answer(
        request,
        view,
        () -> Canonical.standings(Monitor.standings(view.recorded().folder().agreement())));
  }

  /** What the differences of wording about one term cost, between the parties' readings. */
  private void differences(Context request) {
    ItemsQuery.requireUnderstood(request.queryParamMap(), List.of("term"));
    CaseView view = view(request);
    Term term =
        new Asked(request, workbench)
            .selection()
            .term(view.picture())
            .orElseThrow(() -> new Refused(404, "the case has no term with verdicts"));
    answer(
        request,
        view,
        () ->
            Canonical.differences(
                analyses
                    .find(view, term, Analyses.LONGEST_MILLIS)
                    .orElseThrow(
                        () -> new Refused(503, "this is still being worked out; ask once more"))
                    .parties()));
  }

  /** The receipts of what was brought in, the latest first. */
  private void receipts(Context request) {
    ItemsQuery.requireUnderstood(request.queryParamMap(), List.of());
    CaseView view = view(request);
    answer(
        request,
        view,
        () ->
            new Json.Arr(
                workbench.readDirectory(directory ->
                    directory.imports(view.id(), view.recorded().recorded(), MOST_RECEIPTS).stream()
                        .map(StoredImport::json)
                        .toList())));
  }

  private CaseView view(Context request) {
    Asked asked = new Asked(request, workbench);
    return FeatureRoutes.view(workbench, request.pathParam("case"), asked.recorded());
  }

  private static void answer(Context request, CaseView view, Supplier<Json> body) {
    request.header("Cache-Control", "no-cache");
    if (!Etags.isKnown(request, view.version())) {
      request.contentType(FeatureRoutes.JSON);
      request.result(body.get().canonicalBytes());
    }
  }
}
