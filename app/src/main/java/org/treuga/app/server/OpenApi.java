package org.treuga.app.server;

import java.util.List;
import java.util.stream.Stream;
import org.treuga.wire.JsonOut;

/** The definition of a case's service for programs, in OpenAPI 3.0. */
final class OpenApi {

  private final String url;
  private final String title;
  private final List<Features> collections;

  OpenApi(String url, String title, List<Features> collections) {
    this.url = url;
    this.title = title;
    this.collections = collections;
  }

  void write(JsonOut out) {
    out.begin().put("openapi", "3.0.3");
    out.begin("info").put("title", title).put("version", "1.0.0");
    out.put(
        "description", "OGC API - Features, Part 1: Core. Coordinates are longitude, latitude.");
    out.begin("license").put("name", "Apache-2.0");
    out.put("url", "https://www.apache.org/licenses/LICENSE-2.0").end();
    out.end();
    out.list("servers").begin().put("url", url).end().endList();
    out.begin("paths");
    path(out, "/", "landing", "The landing page", FeatureRoutes.JSON, "landing", List.of());
    path(
        out,
        "/conformance",
        "conformance",
        "What the service conforms to",
        FeatureRoutes.JSON,
        "conformance",
        List.of());
    path(
        out,
        "/collections",
        "collections",
        "The collections",
        FeatureRoutes.JSON,
        "collections",
        List.of());
    for (Features one : collections) {
      String path = "/collections/" + one.id();
      path(out, path, one.id(), one.title(), FeatureRoutes.JSON, "collection", List.of());
      path(
          out,
          path + "/items",
          one.id() + "Items",
          one.description(),
          FeatureRoutes.GEO_JSON,
          "featureCollection",
          Stream.concat(ItemsQuery.OF_ITEMS.stream(), one.parameters().stream()).toList());
      path(
          out,
          path + "/items/{featureId}",
          one.id() + "Item",
          "One of them",
          FeatureRoutes.GEO_JSON,
          "feature",
          List.of("featureId"));
    }
    out.end();
    out.begin("components");
    parameters(out);
    schemas(out);
    responses(out);
    out.end().end();
  }

  private static void path(
      JsonOut out,
      String path,
      String operation,
      String summary,
      String type,
      String schema,
      List<String> parameters) {
    out.begin(path).begin("get").put("operationId", operation).put("summary", summary);
    out.list("parameters");
    Stream.concat(parameters.stream(), Stream.of("f", "recorded"))
        .forEach(name -> out.begin().put("$ref", "#/components/parameters/" + name).end());
    out.endList().begin("responses").begin("200").put("description", "It.");
    out.begin("content").begin(type).begin("schema");
    out.put("$ref", "#/components/schemas/" + schema).end().end().end().end();
    out.begin("304").put("description", "What the ETag sent stands for has not changed.").end();
    for (String status : List.of("400", "404", "503")) {
      out.begin(status).put("$ref", "#/components/responses/problem").end();
    }
    out.end().end().end();
  }

  private static void parameters(JsonOut out) {
    out.begin("parameters");
    begin(out, "bbox", "west,south,east,north in degrees; six numbers where heights are given");
    out.begin("schema").put("type", "array");
    out.list("oneOf");
    out.begin().put("minItems", 4).put("maxItems", 4).end();
    out.begin().put("minItems", 6).put("maxItems", 6).end();
    out.endList().begin("items").put("type", "number").end().end();
    out.put("style", "form").put("explode", false).end();
    begin(out, "limit", "How many features at most on a page");
    out.begin("schema").put("type", "integer").put("minimum", 1);
    out.put("maximum", ItemsQuery.MAX_LIMIT).put("default", ItemsQuery.DEFAULT_LIMIT).end().end();
    out.begin("featureId").put("name", "featureId").put("in", "path").put("required", true);
    out.put("description", "As the feature has it");
    out.begin("schema").put("type", "string").end().end();
    text(out, "datetime", "An instant, or an interval such as 2025-03-18T00:00:00Z/..");
    text(out, "cursor", "Where a page goes on; from its next link");
    text(out, "f", "json, the only form");
    text(out, "recorded", "The record as it was at this instant");
    text(out, "from", "May have happened at or after this instant");
    text(out, "to", "May have happened before this instant");
    text(out, "known", "Known in public by this instant");
    text(out, "term", "The term that v and agree speak of");
    text(out, "q", "Every word must occur in the incident's words");
    many(out, "v", "reading:VERDICT");
    many(out, "agree", "How the readings stand to each other: ALL, SOME, NONE, ARGUABLE");
    many(out, "class", "Class of the object; takes in what is below it");
    many(out, "act", "Class of the act; takes in what is below it");
    many(out, "by", "Who says so");
    many(out, "source", "Id of the source");
    many(out, "region", "First-order unit");
    many(out, "grade", "Grade of occurrence, 0 to 5");
    many(out, "reading", "Id of a reading");
    many(out, "verdict", "A verdict");
    out.end();
  }

  private static void begin(JsonOut out, String name, String description) {
    out.begin(name).put("name", name).put("in", "query").put("required", false);
    out.put("description", description);
  }

  private static void text(JsonOut out, String name, String description) {
    begin(out, name, description);
    out.begin("schema").put("type", "string").end();
    out.put("style", "form").put("explode", false).end();
  }

  private static void many(JsonOut out, String name, String description) {
    begin(out, name, description);
    out.begin("schema").put("type", "array");
    out.begin("items").put("type", "string").end().end();
    out.put("style", "form").put("explode", true).end();
  }

  private static void schemas(JsonOut out) {
    out.begin("schemas");
    schema(out, "landing", List.of("links"), "title:string", "description:string", "links:array");
    schema(out, "conformance", List.of("conformsTo"), "conformsTo:array");
    schema(out, "collections", List.of("links", "collections"), "links:array", "collections:array");
    schema(
        out,
        "collection",
        List.of("id", "links"),
        "id:string",
        "title:string",
        "description:string",
        "extent:object",
        "links:array");
    schema(
        out,
        "featureCollection",
        List.of("type", "features"),
        "type:string",
        "timeStamp:string",
        "numberMatched:integer",
        "numberReturned:integer",
        "links:array",
        "features:array");
    schema(
        out,
        "feature",
        List.of("type", "geometry", "properties"),
        "type:string",
        "id:string",
        "properties:object",
        "links:array");
    schema(
        out,
        "problem",
        List.of("status", "detail"),
        "type:string",
        "title:string",
        "status:integer",
        "detail:string");
    out.end();
  }

  /** Properties as {@code name:type}. A geometry is left open, since it may be null. */
  private static void schema(
      JsonOut out, String name, List<String> required, String... properties) {
    out.begin(name).put("type", "object").list("required");
    required.forEach(out::add);
    out.endList().begin("properties");
    for (String property : properties) {
      String[] parts = property.split(":", -1);
      out.begin(parts[0]).put("type", parts[1]);
      if (parts[1].equals("array")) {
        boolean texts = parts[0].equals("conformsTo");
        out.begin("items").put("type", texts ? "string" : "object").end();
      }
      out.end();
    }
    if (name.equals("feature")) {
      out.begin("geometry").put("type", "object").put("nullable", true).end();
    }
    out.end().end();
  }

  private static void responses(JsonOut out) {
    out.begin("responses").begin("problem");
    out.put("description", "What is wrong, as a problem document (RFC 9457).");
    out.begin("content").begin("application/problem+json").begin("schema");
    out.put("$ref", "#/components/schemas/problem").end().end().end().end().end();
  }
}
