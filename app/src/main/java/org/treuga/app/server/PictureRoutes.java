package org.treuga.app.server;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.List;
import org.treuga.agreement.Term;
import org.treuga.app.page.IncidentCard;
import org.treuga.app.page.PictureHead;
import org.treuga.app.page.PicturePageMaker;
import org.treuga.app.page.PlaceName;
import org.treuga.app.page.Shell;
import org.treuga.app.page.WorkbenchPages;
import org.treuga.app.picture.ColumnsWriter;
import org.treuga.app.picture.Picture;
import org.treuga.app.picture.Selection;
import org.treuga.evidence.Observation;
import org.treuga.wire.ObservationReader;

/** The picture of a case: its page, what its script asks for, and what is taken away from it. */
final class PictureRoutes {

  /** Changes with the form of what is sent, which the version of a view knows nothing of. */
  private static final String FORM = "1";

  private final Workbench workbench;
  private final Tiles tiles;

  PictureRoutes(Workbench workbench, Tiles tiles) {
    this.workbench = workbench;
    this.tiles = tiles;
  }

  void add(RoutesConfig routes) {
    routes.get("/c/{case}/picture", this::page);
    routes.get("/c/{case}/columns", this::columns);
    routes.get("/c/{case}/rows", this::rows);
    routes.get("/c/{case}/card/{id}", this::card);
    routes.get("/c/{case}/incidents.csv", this::csv);
    routes.get("/c/{case}/codebook.csv", this::codebook);
    routes.get("/c/{case}/incidents.geojson", this::geojson);
  }

  private void page(Context request) {
    Asked asked = new Asked(request, workbench);
    CaseView view = asked.view();
    Selection selection = asked.selection();
    Shell shell = asked.shell(view, "picture", title(asked, view, selection));
    if (view.picture().terms().isEmpty()) {
      request.html(
          WorkbenchPages.render(
              "failure",
              shell,
              new org.treuga.app.page.FailurePage(asked.texts().of("picture.none"))));
      return;
    }
    request.html(
        WorkbenchPages.render(
            "picture",
            shell,
            PicturePageMaker.make(
                shell,
                view.recorded().folder(),
                view.picture(),
                selection,
                request.queryParamMap(),
                term(view, selection),
                places(view))));
  }

  private static String title(Asked asked, CaseView view, Selection selection) {
    return selection.of(view.picture()).cardinality()
        + " "
        + asked.texts().count("picture.of", view.picture().size());
  }

  private static Term term(CaseView view, Selection selection) {
    return selection
        .term(view.picture())
        .orElseThrow(() -> new Refused(404, "this case has no term that anything is judged by"));
  }

  private List<PlaceName> places(CaseView view) {
    return workbench.readDirectory(directory ->
        directory
            .readCaseFile(view.recorded().version(), "places.csv")
            .map(CasePlaces::read)
            .orElse(List.of()));
  }

  /** The whole picture for the script, in the reader's language. */
  private void columns(Context request) {
    Asked asked = new Asked(request, workbench);
    CaseView view = asked.view();
    request.header("Cache-Control", "no-cache");
    request.header("Vary", "Cookie, Accept-Language");
    if (Etags.isKnown(request, view.version() + "-" + FORM + "-" + asked.texts().language())) {
      return;
    }
    request.contentType("application/octet-stream");
    request.result(
        ColumnsWriter.write(
            view.picture(),
            PictureHead.of(asked.texts(), view.recorded().folder(), view.picture(), places(view))
                .put("tiles", tiles.address().orElse(""))));
  }

  /** Which rows a filter selects: one bit a row, the first in the lowest bit of the first byte. */
  private void rows(Context request) {
    Asked asked = new Asked(request, workbench);
    Picture picture = asked.view().picture();
    BitSet selected = asked.selection().of(picture);
    request.header("Cache-Control", "no-store");
    request.contentType("application/octet-stream");
    request.result(java.util.Arrays.copyOf(selected.toByteArray(), (picture.size() + 7) / 8));
  }

  private void card(Context request) {
    Asked asked = new Asked(request, workbench);
    CaseView view = asked.view();
    String id = request.pathParam("id");
    int row =
        view.picture()
            .find(id)
            .orElseThrow(() -> new Refused(404, asked.texts().of("picture.card.missing", id)));
    Selection selection = asked.selection();
    request.header("Cache-Control", "no-cache");
    request.header("Vary", "Cookie, Accept-Language");
    if (Etags.isKnown(request, view.version() + "-" + FORM + "-" + asked.texts().language())) {
      return;
    }
    Observation observation =
        ObservationReader.read(
            workbench
                .read(store -> store.find(view.picture().entry(row)))
                .orElseThrow(() -> new Refused(404, asked.texts().of("picture.card.missing", id)))
                .body());
    Shell shell = asked.shell(view, "picture", id);
    request.html(
        WorkbenchPages.render(
            "card",
            shell,
            IncidentCard.of(
                asked.texts(),
                view.recorded().folder(),
                observation,
                term(view, selection),
                shell.query())));
  }

  // --- taken away

  private void csv(Context request) {
    send(request, "incidents.csv", "text/csv; charset=utf-8", PictureTable::csv);
  }

  private void codebook(Context request) {
    send(request, "codebook.csv", "text/csv; charset=utf-8", PictureTable::codebook);
  }

  private void geojson(Context request) {
    send(request, "incidents.geojson", "application/geo+json", PictureTable::geojson);
  }

  private interface Made {
    void write(PictureTable table, Writer out) throws IOException;
  }

  private void send(Context request, String name, String type, Made made) {
    Asked asked = new Asked(request, workbench);
    CaseView view = asked.view();
    Selection selection = asked.selection();
    PictureTable table =
        new PictureTable(asked.texts(), view, selection, term(view, selection), asked.recorded());
    request.header(
        "Content-Disposition", "attachment; filename=\"" + view.id() + "-" + name + "\"");
    request.contentType(type);
    request.header("Cache-Control", "no-cache");
    try {
      Writer out = new OutputStreamWriter(request.outputStream(), StandardCharsets.UTF_8);
      made.write(table, out);
      out.flush();
    } catch (IOException gone) {
      throw new UncheckedIOException("the reader has gone", gone);
    }
  }
}
