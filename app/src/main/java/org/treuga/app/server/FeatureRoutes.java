package org.treuga.app.server;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.treuga.app.store.StoredCase;
import org.treuga.wire.JsonOut;

/**
 * The cases as services of OGC API - Features, Part 1: Core (OGC 17-069r4): one service for each
 * case under {@code /api/cases/}, and the first of them under {@code /api} as well.
 */
final class FeatureRoutes {

  static final String JSON = "application/json";
  static final String GEO_JSON = "application/geo+json";
  static final String OPEN_API = "application/vnd.oai.openapi+json;version=3.0";

  /** Longitude, latitude on WGS 84: the standard's default. */
  static final String CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84";

  /** What is met in full; there is no HTML of the resources themselves. */
  static final List<String> CONFORMANCE =
      List.of(
          "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
          "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
          "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/oas30");

  private final Workbench workbench;
  private final List<Features> collections;

  FeatureRoutes(Workbench workbench) {
    this.workbench = workbench;
    this.collections =
        List.of(
            new PictureFeatures.Incidents(),
            new FindingFeatures(),
            new ObservationFeatures(workbench),
            OutlineFeatures.sites(workbench),
            OutlineFeatures.zones());
  }

  void add(RoutesConfig routes) {
    for (String at : List.of("/api", "/api/cases/{case}")) {
      get(routes, at, this::landing);
      get(routes, at + "/conformance", this::conformance);
      get(routes, at + "/collections", this::collections);
      get(routes, at + "/collections/{collection}", this::collection);
      get(routes, at + "/collections/{collection}/items", this::items);
      get(routes, at + "/collections/{collection}/items/<feature>", this::item);
      get(routes, at + "/openapi.json", this::openApi);
    }
  }

  /** HEAD answers as GET does, without the body. */
  static void get(RoutesConfig routes, String path, Handler handler) {
    routes.get(path, handler);
    routes.head(path, handler);
  }

  // --- of which case, under which address

  /** A case's service: its view, and its address without a slash at the end. */
  private record Service(CaseView view, String url, Context request) {
    String home() {
      return "http://" + request.header("Host");
    }

    /** Carried through every link of a past record. */
    String query() {
      String recorded = request.queryParam("recorded");
      return recorded == null ? "" : "recorded=" + Addresses.value(recorded);
    }

    String at(String path) {
      return url + path + (query().isEmpty() ? "" : "?" + query());
    }
  }

  private Service service(Context request) {
    String named = request.pathParamMap().get("case");
    List<StoredCase> cases = workbench.cases();
    if (named == null && cases.isEmpty()) {
      throw new Refused(404, "no case is recorded here yet");
    }
    String id = named == null ? cases.getFirst().id() : named;
    CaseView view = view(workbench, id, new Asked(request, workbench).recorded());
    String path = named == null ? "/api" : "/api/cases/" + Addresses.segment(id);
    return new Service(view, "http://" + request.header("Host") + path, request);
  }

  /** A case of which the address speaks; another one is not there. */
  static CaseView view(Workbench workbench, String id, @Nullable Instant recorded) {
    if (workbench.cases().stream().noneMatch(one -> one.id().equals(id))) {
      throw new Refused(404, "there is no case " + id);
    }
    return workbench.view(id, recorded);
  }

  private Features named(Context request) {
    String id = request.pathParam("collection");
    return collections.stream()
        .filter(one -> one.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new Refused(404, "there is no collection " + id));
  }

  // --- answers

  /** Answers unless the reader has it already: the same view gives the same answer. */
  private static void answer(Service service, String type, Consumer<JsonOut> body) {
    Context request = service.request();
    request.header("Cache-Control", "no-cache");
    if (Etags.isKnown(request, service.view().version())) {
      return;
    }
    write(request, type, body);
  }

  static void write(Context request, String type, Consumer<JsonOut> body) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 14);
    try (JsonOut out = new JsonOut(bytes)) {
      body.accept(out);
    }
    request.contentType(type);
    request.result(bytes.toByteArray());
  }

  static void link(JsonOut out, String rel, String type, String title, String href) {
    out.begin();
    out.put("rel", rel).put("type", type).put("title", title).put("href", href);
    out.end();
  }

  private void landing(Context request) {
    requireUnderstood(request);
    List<StoredCase> cases = workbench.cases();
    if (cases.isEmpty() && !request.pathParamMap().containsKey("case")) {
      empty(request);
      return;
    }
    Service service = service(request);
    String title = service.view().recorded().folder().title();
    answer(
        service,
        JSON,
        out -> {
          out.begin().put("title", title);
          out.put(
              "description",
              "What is recorded of this case: incidents, what they mean under each reading of each"
                  + " term, and the observations they are made from. No reading is the right one here.");
          out.put("attribution", "Treuga");
          out.list("links");
          link(out, "self", JSON, "This document", service.at(""));
          link(out, "service-desc", OPEN_API, "The API's definition", service.at("/openapi.json"));
          link(out, "conformance", JSON, "What it conforms to", service.at("/conformance"));
          link(out, "data", JSON, "The collections", service.at("/collections"));
          link(out, "alternate", "text/html", title, service.home() + "/c/" + caseOf(service));
          if (!request.pathParamMap().containsKey("case")) {
            for (StoredCase one : cases) {
              link(
                  out,
                  "item",
                  JSON,
                  one.title(),
                  service.home() + "/api/cases/" + Addresses.segment(one.id()));
            }
          }
          out.endList().end();
        });
  }

  /** Nothing is recorded: there is a service, and nothing in it. */
  private static void empty(Context request) {
    String url = "http://" + request.header("Host") + "/api";
    write(
        request,
        JSON,
        out -> {
          out.begin().put("title", "Treuga").put("description", "No case is recorded here yet.");
          out.list("links");
          link(out, "self", JSON, "This document", url);
          out.endList().end();
        });
  }

  private static String caseOf(Service service) {
    return Addresses.segment(service.view().id()) + "/picture";
  }

  private void conformance(Context request) {
    requireUnderstood(request);
    answer(
        service(request),
        JSON,
        out -> {
          out.begin().list("conformsTo");
          CONFORMANCE.forEach(out::add);
          out.endList().end();
        });
  }

  private static void requireUnderstood(Context request) {
    ItemsQuery.requireUnderstood(request.queryParamMap(), List.of());
  }

  private void openApi(Context request) {
    requireUnderstood(request);
    Service service = service(request);
    answer(
        service,
        OPEN_API,
        new OpenApi(service.url(), service.view().recorded().folder().title(), collections)::write);
  }

  private void collections(Context request) {
    requireUnderstood(request);
    Service service = service(request);
    answer(
        service,
        JSON,
        out -> {
          out.begin().list("links");
          link(out, "self", JSON, "This document", service.at("/collections"));
          out.endList().list("collections");
          collections.forEach(one -> collection(out, service, one));
          out.endList().end();
        });
  }

  private void collection(Context request) {
    requireUnderstood(request);
    Features one = named(request);
    Service service = service(request);
    answer(service, JSON, out -> collection(out, service, one));
  }

  private static void collection(JsonOut out, Service service, Features one) {
    String path = "/collections/" + one.id();
    out.begin().put("id", one.id()).put("title", one.title());
    out.put("description", one.description());
    out.put("itemType", "feature");
    out.list("crs").add(CRS84).endList();
    extent(out, one.extent(service.view()));
    out.list("links");
    link(out, "self", JSON, "This document", service.at(path));
    link(out, "items", GEO_JSON, one.title(), service.at(path + "/items"));
    out.endList().end();
  }

  private static void extent(JsonOut out, Features.Extent extent) {
    Features.Extent.Box box = extent.box();
    boolean timed = extent.begin() != null || extent.end() != null;
    if (box == null && !timed) {
      return;
    }
    out.begin("extent");
    if (box != null) {
      out.begin("spatial").list("bbox").list();
      out.add(box.west()).add(box.south()).add(box.east()).add(box.north());
      out.endList().endList().put("crs", CRS84).end();
    }
    if (timed) {
      out.begin("temporal").list("interval").list();
      end(out, extent.begin());
      end(out, extent.end());
      out.endList().endList();
      out.put("trs", "http://www.opengis.net/def/uom/ISO-8601/0/Gregorian").end();
    }
    out.end();
  }

  private static void end(JsonOut out, @Nullable Instant end) {
    if (end == null) {
      out.addNothing();
    } else {
      out.add(end.toString());
    }
  }

  private void items(Context request) {
    Features collection = named(request);
    Service service = service(request);
    ItemsQuery query = ItemsQuery.parse(request.queryParamMap(), collection.parameters());
    request.header("Content-Crs", "<" + CRS84 + ">");
    String path = "/collections/" + collection.id();
    weakly(
        service,
        out -> {
          Features.Page page = collection.page(service.view(), query);
          out.begin().put("type", "FeatureCollection");
          out.put("timeStamp", workbench.now().truncatedTo(ChronoUnit.SECONDS));
          out.put("numberMatched", page.matched()).put("numberReturned", page.returned());
          out.list("links");
          String asked = request.queryString();
          String self = service.url() + path + "/items" + (asked == null ? "" : "?" + asked);
          link(out, "self", GEO_JSON, "This page", self);
          String last = page.last();
          if (last != null) {
            String next = service.url() + path + "/items?" + next(request, query, last);
            link(out, "next", GEO_JSON, "The next page", next);
          }
          link(out, "collection", JSON, collection.title(), service.at(path));
          String selected = query.selection().query();
          String shown = selected.isEmpty() ? "" : "?" + selected;
          String home = service.home() + "/c/" + caseOf(service) + shown;
          link(out, "alternate", "text/html", "On a map, on a timeline and as a list", home);
          out.endList().list("features");
          page.features().accept(out);
          out.endList().end();
        });
  }

  /** The same but for the time at which it was made, so that the tag is a weak one. */
  private static void weakly(Service service, Consumer<JsonOut> body) {
    answer(service, GEO_JSON, body);
    service.request().header("ETag", "W/\"" + service.view().version() + "\"");
  }

  private static String next(Context request, ItemsQuery query, String last) {
    StringBuilder next = new StringBuilder();
    for (Map.Entry<String, List<String>> one : request.queryParamMap().entrySet()) {
      if (!one.getKey().equals("cursor") && !one.getKey().equals("limit")) {
        for (String value : one.getValue()) {
          next.append(Addresses.value(one.getKey())).append('=');
          next.append(Addresses.value(value)).append('&');
        }
      }
    }
    return next.append("limit=")
        .append(query.limit())
        .append("&cursor=")
        .append(ItemsQuery.cursor(last))
        .toString();
  }

  private void item(Context request) {
    requireUnderstood(request);
    Features collection = named(request);
    Service service = service(request);
    String id = request.pathParam("feature");
    request.header("Content-Crs", "<" + CRS84 + ">");
    String path = "/collections/" + collection.id();
    boolean[] found = {false};
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonOut out = new JsonOut(bytes)) {
      found[0] =
          collection.feature(
              service.view(),
              id,
              out,
              links -> {
                links.list("links");
                String self = service.at(path + "/items/" + Addresses.segment(id));
                link(links, "self", GEO_JSON, "This feature", self);
                link(links, "collection", JSON, collection.title(), service.at(path));
                String page = Addresses.segment(service.view().id()) + "/" + collection.page(id);
                link(links, "alternate", "text/html", "A page", service.home() + "/c/" + page);
                links.endList();
              });
    }
    if (!found[0]) {
      throw new Refused(404, "there is no feature " + id + " in " + collection.id());
    }
    request.header("Cache-Control", "no-cache");
    if (!Etags.isKnown(request, service.view().version())) {
      request.contentType(GEO_JSON);
      request.result(bytes.toByteArray());
    }
  }
}
