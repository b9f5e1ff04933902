package org.treuga.app.server;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.config.SizeUnit;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.UploadedFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.treuga.agreement.Lint;
import org.treuga.app.page.DataPageMaker;
import org.treuga.app.page.DataPages;
import org.treuga.app.page.Shell;
import org.treuga.app.page.Texts;
import org.treuga.app.page.WorkbenchPages;
import org.treuga.app.store.CaseZip;
import org.treuga.app.store.DataDirectory;
import org.treuga.app.store.Receipt;
import org.treuga.app.store.StarterCase;
import org.treuga.app.store.StoredCapture;
import org.treuga.app.store.StoredCase;
import org.treuga.app.store.StoredImport;
import org.treuga.connectors.Feed;
import org.treuga.connectors.reports.FileShape;
import org.treuga.connectors.reports.Mapping;
import org.treuga.connectors.reports.RejectedRows;
import org.treuga.connectors.reports.ReportRules;
import org.treuga.connectors.reports.ReportsFeed;
import org.treuga.evidence.Rejection;
import org.treuga.evidence.UnreadableInput;
import org.treuga.wire.CaseFolder;
import org.treuga.wire.CaseReader;

/**
 * Own data: a file is brought, looked at, and recorded when somebody says so. Nothing is stored
 * before; a request that comes twice records once.
 */
final class DataRoutes {

  private static final String AUTHOR = "workbench";
  private static final int SHOWN_IMPORTS = 50;
  private static final int SEARCHED_IMPORTS = 200;

  private final Workbench workbench;
  private final HeldFiles held;

  DataRoutes(Workbench workbench) {
    this.workbench = workbench;
    this.held = new HeldFiles(workbench);
  }

  /** A file is written to disk while it comes in, next to where it will wait. */
  void add(JavalinConfig config) {
    config.jetty.multipartConfig.cacheDirectory(held.folder().toAbsolutePath().toString());
    config.jetty.multipartConfig.maxFileSize(HeldFiles.MAX_FILE_BYTES >> 20, SizeUnit.MB);
    config.jetty.multipartConfig.maxTotalRequestSize(
        (HeldFiles.MAX_FILE_BYTES >> 20) + 1, SizeUnit.MB);
    config.jetty.multipartConfig.maxInMemoryFileSize(256, SizeUnit.KB);
    add(config.routes);
  }

  private void add(RoutesConfig routes) {
    routes.get("/data", this::bring);
    routes.post("/data", this::take);
    routes.get("/data/{token}", this::look);
    routes.post("/data/{token}/record", this::record);
    routes.post("/data/{token}/drop", this::drop);
    routes.get("/cases/new", request -> newCase(request, new DataPages.NewCase("", "", "")));
    routes.post("/cases/new", this::makeCase);
    routes.get("/c/{case}/data", this::bring);
    routes.post("/c/{case}/data", this::take);
    routes.get("/c/{case}/data/{token}", this::look);
    routes.post("/c/{case}/data/{token}/columns", this::columns);
    routes.post("/c/{case}/data/{token}/record", this::record);
    routes.post("/c/{case}/data/{token}/drop", this::drop);
    routes.get("/c/{case}/data/{token}/rejected.csv", this::rejectedBefore);
    routes.get("/c/{case}/receipt/{entry}", this::receipt);
    routes.get("/c/{case}/receipt/{entry}/receipt.json", this::receiptJson);
    routes.get("/c/{case}/receipt/{entry}/rejected.csv", this::rejectedAfter);
    routes.get("/c/{case}/case.zip", this::caseZip);
  }

  // --- a file is brought

  private static String caseOf(Context request) {
    return request.pathParamMap().getOrDefault("case", "");
  }

  private static String base(String caseId) {
    return caseId.isEmpty() ? "/data" : "/c/" + caseId + "/data";
  }

  private void page(Context request, String template, String title, Object model) {
    Asked asked = new Asked(request, workbench);
    Shell shell =
        caseOf(request).isEmpty()
            ? asked.shell(title)
            : asked.shell(workbench.view(caseOf(request), null), "data", title);
    request.html(WorkbenchPages.render(template, shell, model));
  }

  private void bring(Context request) {
    String caseId = caseOf(request);
    Texts texts = new Asked(request, workbench).texts();
    DataPageMaker maker = new DataPageMaker(texts);
    List<DataPages.Waiting> waiting =
        held.waiting(caseId).stream()
            .map(one -> maker.waiting(link(one), one.name, one.bytes, one.since))
            .toList();
    DataPages.Bring model =
        new DataPages.Bring(
            caseId, HeldFiles.MAX_FILE_BYTES >> 20, waiting, imports(caseId, maker));
    page(request, "data", texts.of("data.title"), model);
  }

  private List<DataPages.Done> imports(String caseId, DataPageMaker maker) {
    if (caseId.isEmpty()) {
      return List.of();
    }
    workbench.view(caseId, null); // a case that is not recorded is told here
    return workbench.readDirectory(directory ->
        directory.imports(caseId, Instant.MAX, SHOWN_IMPORTS).stream()
            .map(one -> maker.done(one, names(directory, one)))
            .toList());
  }

  private static List<String> names(DataDirectory directory, StoredImport of) {
    return captures(directory, of).stream().map(StoredCapture::name).toList();
  }

  private static List<StoredCapture> captures(DataDirectory directory, StoredImport of) {
    return of.captures().stream()
        .flatMap(sha256 -> directory.store().findCapture(sha256).stream())
        .toList();
  }

  private static String link(Held one) {
    return base(one.isCase ? "" : one.caseId) + "/" + one.token;
  }

  private void take(Context request) {
    String caseId = caseOf(request);
    if (request.contentLength() > HeldFiles.MAX_FILE_BYTES + (1 << 20)) {
      throw HeldFiles.tooLarge();
    }
    if (!caseId.isEmpty()) {
      workbench.view(caseId, null);
    }
    UploadedFile file = uploaded(request);
    if (file == null || file.size() == 0) {
      throw new Refused(400, "a file was expected, none came, or an empty one");
    }
    Held one;
    try (InputStream bytes = file.content()) {
      one = held.hold(caseId, file.filename(), bytes);
    } catch (IOException failed) {
      throw new Refused(400, "the file did not come in whole; bring it again");
    }
    if (caseId.isEmpty() && !one.isCase) {
      held.drop(one);
      throw new Refused(
          400,
          "a case folder in a zip was expected here, with case.yaml in it; a file of reports is"
              + " brought on the page Data of its case, so make or bring the case first");
    }
    request.redirect(link(one), HttpStatus.SEE_OTHER);
  }

  private static @Nullable UploadedFile uploaded(Context request) {
    if (!request.isMultipartFormData()) {
      throw new Refused(415, "a form with a file (multipart/form-data) was expected");
    }
    try {
      return request.uploadedFile("file");
    } catch (Refused refused) {
      throw refused;
    } catch (RuntimeException wrong) {
      for (Throwable cause = wrong; cause != null; cause = cause.getCause()) {
        if (String.valueOf(cause.getMessage()).contains("max length exceeded")
            || String.valueOf(cause.getMessage()).contains("maxFileSize")) {
          throw HeldFiles.tooLarge();
        }
      }
      throw new Refused(400, "the form could not be read; bring the file again");
    }
  }

  // --- it is looked at

  private Held held(Context request) {
    Held one = held.get(request.pathParam("token"));
    if (!one.isCase && !one.caseId.equals(caseOf(request))) {
      throw new Refused(404, "this file waits for another case");
    }
    return one;
  }

  private void look(Context request) {
    Held one = held(request);
    synchronized (one) {
      if (one.done != null) {
        done(request, one, one.done);
      } else if (one.isCase) {
        lookAtCase(request, one);
      } else {
        lookAtReports(request, one);
      }
    }
  }

  private void lookAtReports(Context request, Held one) {
    Texts texts = new Asked(request, workbench).texts();
    List<FileShape> shapes = List.of();
    String problem = "";
    boolean remembered = false;
    try {
      shapes = FileShape.of(one.input(), one.mapping == null ? Mapping.NONE : one.mapping);
      if (one.mapping == null) {
        Optional<Mapping> earlier = remembered(one.caseId, names(shapes));
        one.mapping = earlier.orElse(Mapping.NONE);
        remembered = earlier.isPresent();
        shapes = remembered ? FileShape.of(one.input(), one.mapping) : shapes;
      }
      preview(one);
    } catch (UnreadableInput wrong) {
      problem = sentence(wrong, one);
      one.preview = null;
    }
    DataPages.Look model =
        new DataPageMaker(texts)
            .look(
                link(one),
                base(one.caseId),
                one.name,
                one.bytes,
                problem,
                shapes,
                remembered,
                one.preview);
    // To be asked what the columns are is a step on the way and no failure.
    boolean asks = !shapes.isEmpty() && Mapping.NONE.equals(one.mapping);
    request.status(problem.isEmpty() || asks ? 200 : 422);
    page(request, "data_look", model.title(), model);
  }

  private static String sentence(UnreadableInput wrong, Held one) {
    return String.valueOf(wrong.getMessage())
        .replace(one.path + "", one.name)
        .replace(one.folder() + "/", "");
  }

  private static Set<String> names(List<FileShape> shapes) {
    return shapes.stream()
        .flatMap(shape -> shape.columns().stream())
        .map(FileShape.Named::name)
        .collect(Collectors.toCollection(java.util.LinkedHashSet::new));
  }

  /** What was said of a file with the same columns when it was recorded last. */
  private Optional<Mapping> remembered(String caseId, Set<String> names) {
    return workbench.readDirectory(directory ->
        directory.imports(caseId, Instant.MAX, SEARCHED_IMPORTS).stream()
            .filter(one -> one.columns().keySet().equals(names))
            .findFirst()
            .map(one -> new Mapping(one.columns())));
  }

  private Feed feed(Held one) {
    ReportRules rules = workbench.view(one.caseId, null).recorded().rules();
    return new ReportsFeed(rules, one.mapping == null ? Mapping.NONE : one.mapping);
  }

  private void preview(Held one) {
    long entries = workbench.view(one.caseId, null).entries();
    if (one.preview == null || one.previewOf != entries) {
      Feed feed = feed(one);
      one.preview =
          workbench.rehearse(directory -> directory.preview(feed, one.caseId, one.input()));
      one.previewOf = entries;
    }
  }

  private void columns(Context request) {
    Held one = held(request);
    synchronized (one) {
      List<FileShape> shapes = FileShape.of(one.input(), Mapping.NONE);
      Map<String, String> said = new TreeMap<>();
      int number = 0;
      for (String name : names(shapes)) {
        String word = request.formParam("c" + number++);
        if (word != null) {
          said.put(name, word);
        }
      }
      one.mapping = new Mapping(said);
      one.preview = null;
    }
    request.redirect(link(one), HttpStatus.SEE_OTHER);
  }

  private void rejectedBefore(Context request) {
    Held one = held(request);
    synchronized (one) {
      if (one.done != null) {
        throw new Refused(410, "the file is recorded; its receipt has the rejected rows");
      }
      preview(one);
      Receipt preview = one.preview;
      if (preview == null || one.mapping == null) {
        throw new Refused(404, "there are no rejected rows");
      }
      sendRejected(
          request, one.name, RejectedRows.of(one.input(), one.mapping, preview.rejections()));
    }
  }

  private static void sendRejected(Context request, String name, RejectedRows rejected) {
    StringWriter text = new StringWriter();
    // A spreadsheet takes a text without the mark for one of its own old encodings.
    text.append('\uFEFF');
    try (CsvWriter csv =
        CsvWriter.builder()
            .fieldSeparator(rejected.separator())
            .lineDelimiter(LineDelimiter.CRLF)
            .build(text)) {
      csv.writeRecord(rejected.names().stream().map(RejectedRows::harmless).toList());
      for (List<String> row : rejected.rows()) {
        csv.writeRecord(row.stream().map(RejectedRows::harmless).toList());
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException("a text in memory cannot fail to be written", impossible);
    }
    download(request, "text/csv; charset=utf-8", withoutEnding(name) + "-rejected.csv");
    request.result(text.toString());
  }

  private static String withoutEnding(String name) {
    return name.replaceFirst("(\\.[A-Za-z]{1,8}){1,2}$", "");
  }

  /** RFC 6266: the name in ASCII, and as it is. */
  static void download(Context request, String type, String name) {
    request.contentType(type);
    request.header(
        "Content-Disposition",
        "attachment; filename=\""
            + name.replaceAll("[^A-Za-z0-9._ -]", "_")
            + "\"; filename*=UTF-8''"
            + URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20"));
  }

  // --- a case

  private void lookAtCase(Context request, Held one) {
    DataPageMaker maker = new DataPageMaker(new Asked(request, workbench).texts());
    DataPages.CaseLook model;
    try {
      Path folder = unpacked(one);
      CaseFolder read = CaseReader.read(folder);
      one.preview = previewCase(one, folder, read);
      model = maker.caseLook(link(one), one.name, read, lint(read), one.preview);
    } catch (UnreadableInput wrong) {
      one.preview = null;
      model = maker.noCase(link(one), one.name, sentence(wrong, one));
      request.status(422);
    }
    page(request, "data_case", model.title(), model);
  }

  private static Path unpacked(Held one) {
    CaseZip.delete(one.folder());
    return new CaseZip(one.path, one.name).unpack(one.folder());
  }

  private static List<Lint.Found> lint(CaseFolder read) {
    return Lint.check(read.agreement());
  }

  private @Nullable Receipt previewCase(Held one, Path folder, CaseFolder read) {
    if (!Files.exists(read.reports())) {
      return null;
    }
    Feed feed = new ReportsFeed(ReportRules.ofCase(folder));
    Feed.Input reports = new Feed.Input(read.reports(), one.name + "!reports.csv");
    return workbench.rehearse(directory -> directory.preview(feed, read.id(), reports));
  }

  private void newCase(Context request, DataPages.NewCase model) {
    page(
        request,
        "case_new",
        new Asked(request, workbench).texts().of("data.case.new.title"),
        model);
  }

  private void makeCase(Context request) {
    String id = Optional.ofNullable(request.formParam("id")).orElse("").strip();
    String title = Optional.ofNullable(request.formParam("title")).orElse("").strip();
    Path folder = held.folder().resolve("new-" + Math.abs((long) System.identityHashCode(request)));
    try {
      if (workbench.cases().stream().anyMatch(one -> one.id().equals(id))) {
        throw new UnreadableInput("a case \"" + id + "\" is recorded already; take another id");
      }
      StarterCase.write(folder, id, title);
      workbench.write(directory -> directory.importCase(folder, AUTHOR, tool()));
    } catch (UnreadableInput wrong) {
      request.status(422);
      newCase(request, new DataPages.NewCase(id, title, String.valueOf(wrong.getMessage())));
      return;
    } finally {
      CaseZip.delete(folder);
    }
    request.redirect("/c/" + id + "/data", HttpStatus.SEE_OTHER);
  }

  /** The files of a case as they are recorded, and the reports that came with them. */
  private void caseZip(Context request) {
    CaseView view = new Asked(request, workbench).view();
    StoredCase version = view.recorded().version();
    Map<String, Path> files = new LinkedHashMap<>();
    workbench.readDirectory(directory -> {
      version
          .files()
          .forEach((name, sha256) ->
              directory.findCaptured(sha256).ifPresent(path -> files.put(name, path)));
      directory.imports(view.id(), Instant.MAX, SEARCHED_IMPORTS).stream()
          .filter(one -> one.firstEntry() <= version.entry() && version.entry() < one.entry())
          .flatMap(one -> captures(directory, one).stream())
          .filter(one -> one.name().equals("reports.csv"))
          .findFirst()
          .flatMap(one -> directory.findCaptured(one.sha256()))
          .ifPresent(path -> files.put("reports.csv", path));
      return files;
    });
    download(request, "application/zip", view.id() + ".zip");
    try (ZipOutputStream zip = new ZipOutputStream(request.outputStream())) {
      for (Map.Entry<String, Path> file : files.entrySet()) {
        ZipEntry entry = new ZipEntry(view.id() + "/" + file.getKey());
        entry.setTimeLocal(java.time.LocalDateTime.of(1980, 1, 1, 0, 0));
        zip.putNextEntry(entry);
        Files.copy(file.getValue(), zip);
        zip.closeEntry();
      }
    } catch (IOException gone) {
      throw new UncheckedIOException("the reader has gone", gone);
    }
  }

  // --- it is recorded

  private static String tool() {
    String version = DataRoutes.class.getPackage().getImplementationVersion();
    return "treuga " + (version == null ? "development" : version);
  }

  private void record(Context request) {
    String token = request.pathParam("token");
    Optional<Held> found = held.find(token);
    if (found.isEmpty()) {
      recordedBefore(request, token);
      return;
    }
    Held one = held(request);
    synchronized (one) {
      if (one.done == null) {
        one.done = one.isCase ? recordCase(one) : recordReports(one);
        one.entry = entry(one);
        held.release(one);
      }
      done(request, one, one.done);
    }
  }

  /** After a restart the ledger still knows what a request had recorded. */
  private void recordedBefore(Context request, String token) {
    String caseId = caseOf(request);
    Optional<StoredImport> earlier =
        caseId.isEmpty()
            ? Optional.empty()
            : workbench.readDirectory(directory ->
                directory.imports(caseId, Instant.MAX, SEARCHED_IMPORTS).stream()
                    .filter(one -> one.key().equals(token))
                    .findFirst());
    if (earlier.isEmpty()) {
      held.get(token); // says that it waits no longer
      return;
    }
    request.redirect("/c/" + caseId + "/receipt/" + earlier.get().entry(), HttpStatus.SEE_OTHER);
  }

  private Receipt recordReports(Held one) {
    Feed feed = feed(one);
    return workbench.write(
        directory -> directory.ingest(feed, one.caseId, one.input(), AUTHOR, tool(), one.token));
  }

  private Receipt recordCase(Held one) {
    try {
      Path folder = unpacked(one);
      return workbench.write(directory -> directory.importCase(folder, AUTHOR, tool(), one.token));
    } catch (UnreadableInput wrong) {
      throw new UnreadableInput(sentence(wrong, one));
    }
  }

  private long entry(Held one) {
    return workbench.readDirectory(directory ->
        directory.store().cases(Instant.MAX).stream()
            .flatMap(stored -> directory.imports(stored.id(), Instant.MAX, 5).stream())
            .filter(stored -> stored.key().equals(one.token))
            .map(StoredImport::entry)
            .findFirst()
            .orElse(-1L));
  }

  private void done(Context request, Held one, Receipt receipt) {
    if (one.entry >= 0) {
      String caseId =
          workbench.readDirectory(directory ->
              directory.findImport(one.entry).map(StoredImport::caseId).orElse(one.caseId));
      request.redirect("/c/" + caseId + "/receipt/" + one.entry, HttpStatus.SEE_OTHER);
      return;
    }
    DataPages.Receipt model =
        new DataPageMaker(new Asked(request, workbench).texts())
            .unchanged(base(one.caseId), one.caseId, one.name, receipt);
    page(request, "data_receipt", model.title(), model);
  }

  private void drop(Context request) {
    Held one = held(request);
    held.drop(one);
    request.redirect(base(one.caseId), HttpStatus.SEE_OTHER);
  }

  // --- receipts

  private StoredImport stored(Context request, DataDirectory directory) {
    String text = request.pathParam("entry");
    if (!text.matches("[0-9]{1,15}")) {
      throw new Refused(404, "the entry of a receipt is a number, came \"" + text + "\"");
    }
    return directory
        .findImport(Long.parseLong(text))
        .filter(one -> one.caseId().equals(caseOf(request)))
        .orElseThrow(() -> new Refused(404, "entry " + text + " is no receipt of this case"));
  }

  private void receipt(Context request) {
    workbench.view(caseOf(request), null);
    DataPageMaker maker = new DataPageMaker(new Asked(request, workbench).texts());
    DataPages.Receipt model =
        workbench.readDirectory(directory -> {
          StoredImport of = stored(request, directory);
          return maker.receipt(
              of,
              captures(directory, of),
              directory.store().rejections(of, DataPageMaker.SHOWN_REJECTIONS));
        });
    page(request, "data_receipt", model.title(), model);
  }

  private void receiptJson(Context request) {
    String json =
        workbench.readDirectory(directory -> stored(request, directory).json().canonical());
    download(request, "application/json", "receipt-" + request.pathParam("entry") + ".json");
    request.result(json + "\n");
  }

  private void rejectedAfter(Context request) {
    record Rejects(String name, RejectedRows rows) {}
    Rejects rejects =
        workbench.readDirectory(directory -> {
          StoredImport of = stored(request, directory);
          List<Rejection> rejections = directory.store().rejections(of, Receipt.MAX_REJECTIONS);
          StoredCapture file =
              captures(directory, of).stream()
                  .filter(one -> one.feed().equals(of.feed()))
                  .findFirst()
                  .orElseThrow(() -> new Refused(404, "the import has no file of reports"));
          Path bytes =
              directory
                  .findCaptured(file.sha256())
                  .orElseThrow(() -> new Refused(404, "the captured file is not here"));
          return new Rejects(
              file.name(),
              RejectedRows.of(
                  new Feed.Input(bytes, file.name()), new Mapping(of.columns()), rejections));
        });
    sendRejected(request, rejects.name(), rejects.rows());
  }
}
