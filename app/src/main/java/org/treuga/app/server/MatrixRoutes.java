package org.treuga.app.server;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.treuga.agreement.Term;
import org.treuga.app.page.CompareMaker;
import org.treuga.app.page.ComparePage;
import org.treuga.app.page.DifferencesMaker;
import org.treuga.app.page.MatrixMaker;
import org.treuga.app.page.MatrixPage;
import org.treuga.app.page.Query;
import org.treuga.app.page.Texts;
import org.treuga.app.page.WorkbenchPages;
import org.treuga.app.picture.Arrangement;
import org.treuga.app.picture.Selection;
import org.treuga.evidence.UnreadableInput;

/** The matrix, two of its readings side by side, and the differences. */
final class MatrixRoutes {

  /** A page waits this long for what is being worked out; then it says so. */
  private static final long WAIT_MILLIS = 150;

  /** The script asks again when this long has passed. */
  private static final String AGAIN_SECONDS = "2";

  private static final int KEPT_ARRANGEMENTS = 8;

  private final Workbench workbench;
  private final Analyses analyses;
  private final Map<String, Arrangement> arrangements = new LinkedHashMap<>(16, .75f, true);

  MatrixRoutes(Workbench workbench, Analyses analyses) {
    this.workbench = workbench;
    this.analyses = analyses;
  }

  void add(RoutesConfig routes) {
    routes.get("/c/{case}/matrix", this::matrix);
    routes.get("/c/{case}/matrix.csv", this::matrixTable);
    routes.get("/c/{case}/matrix-codebook.csv", this::matrixCodebook);
    routes.get("/c/{case}/matrix/compare", this::compare);
    routes.get("/c/{case}/matrix/compare.csv", this::compareTable);
    routes.get("/c/{case}/differences", this::differences);
    routes.get("/c/{case}/differences/whatif", this::whatIf);
    routes.get("/c/{case}/differences.csv", this::differencesTable);
    routes.get("/c/{case}/differences-codebook.csv", this::differencesCodebook);
  }

  private record Ask(Asked asked, CaseView view, Query query, Selection selection) {
    Texts texts() {
      return asked.texts();
    }

    /** Empty where the case has no term on which incidents get a verdict. */
    Optional<Term> findTerm() {
      return selection.term(view.picture());
    }

    Term term() {
      return findTerm()
          .orElseThrow(
              () -> new UnreadableInput("the case has no term on which incidents get a verdict"));
    }

    MatrixMaker matrix() {
      return new MatrixMaker(texts(), view.recorded().folder(), view.picture(), query, selection);
    }

    DifferencesMaker differences() {
      return new DifferencesMaker(texts(), view.recorded().folder(), view.picture(), query, term());
    }
  }

  private Ask ask(Context request) {
    Asked asked = new Asked(request, workbench);
    return new Ask(asked, asked.view(), Query.of(request.queryParamMap()), asked.selection());
  }

  // --- the matrix

  private void matrix(Context request) {
    Ask ask = ask(request);
    MatrixMaker maker = ask.matrix();
    MatrixPage page = maker.page(arrangement(ask, maker), ask.term());
    request.html(
        WorkbenchPages.render(
            "matrix", ask.asked().shell(ask.view(), "matrix", page.heading()), page));
  }

  /** Rows put in order for one page serve the next as well. */
  private Arrangement arrangement(Ask ask, MatrixMaker maker) {
    String key =
        String.join(
            " ",
            ask.view().id(),
            ask.view().version(),
            String.valueOf(ask.view().recorded().recorded()),
            ask.term().id(),
            maker.grouping().word(),
            maker.sorting().word(),
            ask.selection().query());
    synchronized (arrangements) {
      Arrangement known = arrangements.get(key);
      if (known != null) {
        return known;
      }
    }
    Arrangement made =
        new Arrangement(
            ask.view().picture(), maker.selected(), ask.term(), maker.grouping(), maker.sorting());
    synchronized (arrangements) {
      arrangements.put(key, made);
      if (arrangements.size() > KEPT_ARRANGEMENTS) {
        arrangements.remove(arrangements.keySet().iterator().next());
      }
    }
    return made;
  }

  private void matrixTable(Context request) {
    Ask ask = ask(request);
    MatrixMaker maker = ask.matrix();
    Arrangement arrangement = arrangement(ask, maker);
    csv(request, ask.view().id() + "-matrix.csv", out -> maker.csv(arrangement, ask.term(), out));
  }

  private void matrixCodebook(Context request) {
    Ask ask = ask(request);
    csv(
        request,
        ask.view().id() + "-matrix-codebook.csv",
        out -> out.accept(ask.matrix().codebook()));
  }

  /** Row by row, so that no table stands in memory whole. */
  private static void csv(Context request, String name, Consumer<Consumer<String>> rows) {
    Taken.asFile(request, name, "text/csv; charset=utf-8");
    try {
      Writer out = new OutputStreamWriter(request.outputStream(), StandardCharsets.UTF_8);
      rows.accept(row -> write(out, row));
      out.flush();
    } catch (IOException gone) {
      throw new UncheckedIOException("the reader has gone", gone);
    }
  }

  private static void write(Writer out, String row) {
    try {
      out.write(row);
    } catch (IOException gone) {
      throw new UncheckedIOException("the reader has gone", gone);
    }
  }

  // --- two readings

  private void compare(Context request) {
    Ask ask = ask(request);
    ComparePage page = comparing(ask, WAIT_MILLIS).page();
    if (page.working()) {
      request.header("Refresh", AGAIN_SECONDS);
    }
    request.html(
        WorkbenchPages.render(
            "compare", ask.asked().shell(ask.view(), "matrix", page.heading()), page));
  }

  private CompareMaker comparing(Ask ask, long waitMillis) {
    return new CompareMaker(
        ask.texts(),
        ask.view().recorded().folder(),
        ask.view().picture(),
        ask.query(),
        ask.selection(),
        ask.term(),
        analyses.find(ask.view(), ask.term(), waitMillis));
  }

  private void compareTable(Context request) {
    Ask ask = ask(request);
    CompareMaker maker = comparing(ask, Analyses.LONGEST_MILLIS);
    csv(request, ask.view().id() + "-compare.csv", maker::csv);
  }

  // --- the differences

  private void differences(Context request) {
    Ask ask = ask(request);
    var analysis = analyses.find(ask.view(), ask.term(), WAIT_MILLIS);
    if (analysis.isEmpty()) {
      request.header("Refresh", AGAIN_SECONDS);
    }
    var page = ask.differences().page(analysis);
    request.html(
        WorkbenchPages.render(
            "differences", ask.asked().shell(ask.view(), "differences", page.heading()), page));
  }

  private void whatIf(Context request) {
    Ask ask = ask(request);
    var analysis =
        analyses
            .find(ask.view(), ask.term(), Analyses.LONGEST_MILLIS)
            .orElseThrow(() -> new Refused(503, ask.texts().of("differences.w.working.why")));
    request.html(
        WorkbenchPages.render(
            "trying",
            ask.asked().shell(ask.view(), "differences", ""),
            ask.differences().trying(analysis)));
  }

  private void differencesTable(Context request) {
    Ask ask = ask(request);
    var analysis =
        analyses
            .find(ask.view(), ask.term(), Analyses.LONGEST_MILLIS)
            .orElseThrow(() -> new Refused(503, ask.texts().of("differences.w.working.why")));
    csv(
        request,
        ask.view().id() + "-differences.csv",
        out -> out.accept(ask.differences().csv(analysis)));
  }

  private void differencesCodebook(Context request) {
    Ask ask = ask(request);
    csv(
        request,
        ask.view().id() + "-differences-codebook.csv",
        out -> out.accept(ask.differences().codebook()));
  }
}
