package org.treuga.app.server;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.treuga.Monitor;
import org.treuga.agreement.Standing;
import org.treuga.agreement.Term;
import org.treuga.app.page.IncidentMaker;
import org.treuga.app.page.MissingIncidentPage;
import org.treuga.app.page.OneIncident;
import org.treuga.app.page.Query;
import org.treuga.app.page.ReasonPage;
import org.treuga.app.page.ReasonsMaker;
import org.treuga.app.page.Recorded;
import org.treuga.app.page.Texts;
import org.treuga.app.page.WorkbenchPages;
import org.treuga.app.store.DataDirectory;
import org.treuga.app.store.Store;
import org.treuga.app.store.StoreFailure;
import org.treuga.app.store.StoredCapture;
import org.treuga.app.store.StoredObservation;
import org.treuga.evidence.Observation;
import org.treuga.evidence.UnreadableInput;
import org.treuga.ledger.LedgerView;
import org.treuga.time.Timeline;
import org.treuga.wire.Json;
import org.treuga.wire.ObservationReader;

/** The page of an incident, the reasons of a verdict, and the bytes that both rest on. */
final class IncidentRoutes {

  private static final int KEPT_STANDINGS = 4;

  private final Workbench workbench;
  private final Map<String, Map<String, Map<String, Map<String, Timeline<Standing>>>>> standings =
      new LinkedHashMap<>(16, .75f, true);

  IncidentRoutes(Workbench workbench) {
    this.workbench = workbench;
  }

  void add(RoutesConfig routes) {
    routes.get("/c/{case}/i/{id}", this::incident);
    routes.get("/c/{case}/i/{id}/entry", this::entry);
    routes.get("/c/{case}/i/{id}/proof", this::proof);
    routes.get("/c/{case}/i/{id}/packet", this::packet);
    routes.get("/c/{case}/matrix/reason", this::reason);
    routes.get("/c/{case}/captured/{sha256}", this::captured);
  }

  private void incident(Context request) {
    Asked asked = new Asked(request, workbench);
    CaseView view = asked.view();
    Texts texts = asked.texts();
    String id = request.pathParam("id");
    OptionalInt row = view.picture().find(id);
    if (row.isEmpty()) {
      missing(request, asked, view, id);
      return;
    }
    Recorded recorded = recorded(view, row.getAsInt());
    IncidentMaker maker =
        new IncidentMaker(
            texts,
            one(view, ObservationReader.read(recorded.shown().body())),
            view.picture(),
            Query.of(request.queryParamMap()),
            recorded);
    request.html(
        WorkbenchPages.render(
            "incident", asked.shell(view, "incident", maker.name()), maker.page()));
  }

  private static void missing(Context request, Asked asked, CaseView view, String id) {
    request.status(404);
    String all = "/c/" + view.id() + "/matrix";
    request.html(
        WorkbenchPages.render(
            "missing",
            asked.shell(view, "incident", asked.texts().of("incident.missing")),
            new MissingIncidentPage(
                asked.texts().of("incident.missing.why", id, view.picture().size()),
                view.isNow() ? "" : request.path(),
                all)));
  }

  private OneIncident one(CaseView view, Observation observation) {
    return OneIncident.of(view.recorded().folder(), standings(view), observation);
  }

  /** They hang on the files of the case alone, and take longer than all the rest of a page. */
  private Map<String, Map<String, Map<String, Timeline<Standing>>>> standings(CaseView view) {
    String key = view.id() + " " + view.recorded().version().entry();
    synchronized (standings) {
      var known =
          standings.computeIfAbsent(
              key, k -> Monitor.standings(view.recorded().folder().agreement()));
      if (standings.size() > KEPT_STANDINGS) {
        standings.remove(standings.keySet().iterator().next());
      }
      return known;
    }
  }

  private Recorded recorded(CaseView view, int row) {
    long entry = view.picture().entry(row);
    Instant until = view.recorded().recorded();
    return workbench.readDirectory(directory -> recorded(directory, entry, until));
  }

  private static Recorded recorded(DataDirectory directory, long entry, Instant until) {
    Store store = directory.store();
    StoredObservation shown =
        store
            .findObservation(entry)
            .orElseThrow(
                () -> new StoreFailure("the store has no observation of entry " + entry, null));
    LedgerView ledger = directory.ledger();
    byte[] bytes = ledger.entry(entry);
    List<StoredCapture> captures = new ArrayList<>();
    for (String sha256 : named(bytes)) {
      store.findCapture(sha256).ifPresent(captures::add);
    }
    return new Recorded(
        shown,
        store.versionsOf(shown).stream()
            .filter(version -> !version.recordedFrom().isAfter(until))
            .toList(),
        bytes,
        ledger.inclusion(entry),
        ledger.checkpoint(),
        directory.verifierKey(),
        captures);
  }

  /** The digests that an entry names: of the file it stood in, and of what was seen. */
  private static List<String> named(byte[] entry) {
    List<String> named = new ArrayList<>();
    String text = new String(entry, StandardCharsets.UTF_8);
    if (Recorded.parse(text).fields().get("body") instanceof Json.Obj body) {
      named.add(body.text("capture"));
      if (body.fields().get("observation") instanceof Json.Obj observation) {
        named.add(ObservationReader.read(observation.canonical()).evidenceSha256());
      }
    }
    named.removeIf(String::isEmpty);
    return named.stream().distinct().toList();
  }

  // --- the reasons alone

  private void reason(Context request) {
    Asked asked = new Asked(request, workbench);
    CaseView view = asked.view();
    Query query = Query.of(request.queryParamMap());
    Term term =
        view.picture()
            .findTerm(query.value("term"))
            .orElseThrow(() ->
                new UnreadableInput(
                    "term: a term with verdicts was expected, came \""
                        + query.value("term")
                        + "\""));
    String id = query.value("id");
    int row =
        view.picture()
            .find(id)
            .orElseThrow(() -> new Refused(404, asked.texts().of("incident.missing")));
    long entry = view.picture().entry(row);
    Optional<StoredObservation> stored = workbench.read(store -> store.findObservation(entry));
    OneIncident one =
        one(
            view,
            ObservationReader.read(
                stored
                    .orElseThrow(() ->
                        new StoreFailure("the store has no observation of entry " + entry, null))
                    .body()));
    Query kept = Query.of(Map.of()).with("recorded", query.value("recorded"));
    String href = WorkbenchPages.incident(view.id(), id) + kept;
    request.html(
        WorkbenchPages.render(
            "reason",
            asked.shell(view, "matrix", ""),
            new ReasonPage(
                asked.texts(),
                id,
                href,
                new ReasonsMaker(asked.texts(), one, kept.toString())
                    .of(term, query.value("reading")))));
  }

  // --- what is taken away

  private Recorded recorded(Context request) {
    CaseView view = new Asked(request, workbench).view();
    OptionalInt row = view.picture().find(request.pathParam("id"));
    if (row.isEmpty()) {
      throw new Refused(404, new Asked(request, workbench).texts().of("incident.missing"));
    }
    return recorded(view, row.getAsInt());
  }

  private void entry(Context request) {
    Recorded recorded = recorded(request);
    Taken.asFile(
        request, "entry-" + recorded.proof().index() + ".json", "application/octet-stream");
    request.result(recorded.entry());
  }

  private void proof(Context request) {
    Recorded recorded = recorded(request);
    Taken.asFile(
        request, "proof-" + recorded.proof().index() + ".json", "application/octet-stream");
    request.result(recorded.proofFile().getBytes(StandardCharsets.UTF_8));
  }

  private void packet(Context request) {
    Recorded recorded = recorded(request);
    Taken.asFile(request, "proof-" + recorded.proof().index() + ".zip", "application/octet-stream");
    request.result(recorded.packet());
  }

  /** Only what the ledger names; the name of the file on the disk is made of the digest alone. */
  private void captured(Context request) {
    String sha256 = request.pathParam("sha256");
    Optional<StoredCapture> capture = workbench.read(store -> store.findCapture(sha256));
    Optional<Path> file = workbench.readDirectory(directory -> directory.findCaptured(sha256));
    if (capture.isEmpty() || file.isEmpty()) {
      throw new Refused(404, new Asked(request, workbench).texts().of("incident.nocapture"));
    }
    Taken.asFile(request, capture.get().name(), "application/octet-stream");
    try {
      request.result(Files.newInputStream(file.get()));
    } catch (IOException failed) {
      throw new UncheckedIOException("the captured bytes cannot be read", failed);
    }
  }
}
