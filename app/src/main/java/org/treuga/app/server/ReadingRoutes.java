package org.treuga.app.server;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.treuga.app.page.AgreementPage;
import org.treuga.app.page.AgreementPageMaker;
import org.treuga.app.page.EvidencePage;
import org.treuga.app.page.EvidencePageMaker;
import org.treuga.app.page.ProcessPage;
import org.treuga.app.page.ProcessPageMaker;
import org.treuga.app.page.Shell;
import org.treuga.app.page.StatementsPage;
import org.treuga.app.page.StatementsPageMaker;
import org.treuga.app.page.Table;
import org.treuga.app.page.Texts;
import org.treuga.app.page.WorkbenchPages;
import org.treuga.app.store.DataDirectory;
import org.treuga.app.store.StoredImport;
import org.treuga.wire.CaseFolder;

/** The pages on what was agreed, said and done around it, and what the record rests on. */
final class ReadingRoutes {

  private static final int SHOWN_IMPORTS = 100;
  private static final int MAX_CLAIMS_BYTES = 8 << 20;

  private final Workbench workbench;

  ReadingRoutes(Workbench workbench) {
    this.workbench = workbench;
  }

  void add(RoutesConfig routes) {
    routes.get("/c/{case}/agreement", this::agreement);
    routes.get("/c/{case}/statements", this::statements);
    routes.get("/c/{case}/process", this::process);
    routes.get("/c/{case}/evidence", this::evidence);
    for (String page : List.of("agreement", "statements", "process", "evidence")) {
      routes.get("/c/{case}/" + page + ".csv", request -> csv(request, page, false));
      routes.get("/c/{case}/" + page + ".codebook.csv", request -> csv(request, page, true));
    }
  }

  private static void send(Context request, String template, Shell shell, Object model) {
    Etags.send(
        request, WorkbenchPages.render(template, shell, model).getBytes(StandardCharsets.UTF_8));
  }

  private Shell shell(Context request, CaseView view, String page) {
    request.contentType("text/html; charset=utf-8");
    request.header("Cache-Control", "no-cache");
    request.header("Vary", "Cookie, Accept-Language");
    Asked asked = new Asked(request, workbench);
    return asked.shell(view, page, asked.texts().of("w.nav." + page));
  }

  private void agreement(Context request) {
    CaseView view = new Asked(request, workbench).view();
    Shell shell = shell(request, view, "agreement");
    AgreementPage model =
        new AgreementPageMaker(shell, view.recorded().folder().agreement()).page();
    send(request, "agreement", shell, model);
  }

  private void statements(Context request) {
    CaseView view = new Asked(request, workbench).view();
    Shell shell = shell(request, view, "statements");
    CaseFolder folder = view.recorded().folder();
    StatementsPage model =
        new StatementsPageMaker(shell, folder.agreement(), folder.comparison())
            .page(request.queryParam("a"), request.queryParam("b"));
    send(request, "statements", shell, model);
  }

  private void process(Context request) {
    CaseView view = new Asked(request, workbench).view();
    Shell shell = shell(request, view, "process");
    CaseFolder folder = view.recorded().folder();
    ProcessPage model =
        new ProcessPageMaker(shell, folder.agreement(), folder.process(), folder.comparison())
            .page(claims(view));
    send(request, "process", shell, model);
  }

  /** The counts as claimed are a table of the case that nothing but this page reads. */
  private String claims(CaseView view) {
    String sha256 = view.recorded().version().files().get("daily-claims.csv");
    Optional<Path> file =
        sha256 == null
            ? Optional.empty()
            : workbench.readDirectory(directory -> directory.findCaptured(sha256));
    try {
      return file.isPresent() && Files.size(file.get()) <= MAX_CLAIMS_BYTES
          ? Files.readString(file.get())
          : "";
    } catch (IOException failed) {
      throw new UncheckedIOException("daily-claims.csv cannot be read", failed);
    }
  }

  private void evidence(Context request) {
    CaseView view = new Asked(request, workbench).view();
    Shell shell = shell(request, view, "evidence");
    EvidencePage model =
        workbench.readDirectory(directory -> {
          List<EvidencePageMaker.Imported> imports =
              directory.imports(view.id(), view.recorded().recorded(), SHOWN_IMPORTS).stream()
                  .map(one -> imported(directory, one))
                  .toList();
          Instant last =
              imports.isEmpty()
                  ? view.recorded().version().recordedAt()
                  : imports.getFirst().of().recordedAt();
          return new EvidencePageMaker(shell)
              .page(
                  view.recorded().folder(),
                  view.picture(),
                  new EvidencePageMaker.Ledger(
                      directory.ledger().checkpoint(), directory.verifierKey(), last),
                  directory.store().caseHistory(view.id()),
                  imports);
        });
    send(request, "evidence", shell, model);
  }

  private static EvidencePageMaker.Imported imported(DataDirectory directory, StoredImport of) {
    return new EvidencePageMaker.Imported(
        of,
        of.captures().stream()
            .flatMap(sha256 -> directory.store().findCapture(sha256).stream())
            .toList());
  }

  private void csv(Context request, String page, boolean codebook) {
    Asked asked = new Asked(request, workbench);
    CaseView view = asked.view();
    Texts texts = asked.texts();
    CaseFolder folder = view.recorded().folder();
    Table table =
        switch (page) {
          case "agreement" -> AgreementPageMaker.table(texts, folder.agreement());
          case "statements" -> StatementsPageMaker.table(texts, folder.agreement());
          case "process" -> ProcessPageMaker.table(texts, folder.process());
          default -> EvidencePageMaker.table(texts, folder, view.picture());
        };
    DataRoutes.download(
        request,
        "text/csv; charset=utf-8",
        view.id() + "-" + page + (codebook ? "-codebook" : "") + ".csv");
    request.result(codebook ? table.codebook() : table.csv());
  }
}
