package org.treuga.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.treuga.wire.Json;

/**
 * The API keeps what it claims: the abstract tests of OGC API - Features Part 1, annex A, that can
 * be told from outside.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FeaturesTest {

  private static final String BUNDLED = "/api/cases/" + ApiScene.BUNDLED;
  private static final String ITEMS = BUNDLED + "/collections/incidents/items";

  private ApiScene scene;

  @SuppressWarnings("NullAway.Init") // made before all tests
  FeaturesTest() {}

  @BeforeAll
  void serve(@TempDir Path folder) {
    scene = new ApiScene(folder, ApiScene.EXERCISE, ApiScene.BUNDLED);
  }

  @AfterAll
  void stop() {
    scene.close();
  }

  // --- landing page, definition, conformance, collections

  @ParameterizedTest
  @ValueSource(strings = {"/api", BUNDLED, "/api/cases/" + ApiScene.EXERCISE})
  void every_link_of_a_landing_page_leads_to_what_it_says(String landing) {
    Json.Obj page = scene.json(landing);
    assertThat(List.of("self", "service-desc", "conformance", "data"))
        .allSatisfy(rel -> assertThat(ApiScene.link(page, rel)).isNotEmpty());
    for (Json.Obj link : ApiScene.objects(page, "links")) {
      if (!link.text("type").equals("text/html")) {
        HttpResponse<String> answer = scene.get(link.text("href"));
        assertThat(answer.statusCode()).as(link.text("href")).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue(link.text("type"));
      }
    }
  }

  @Test
  void the_first_case_is_served_under_the_short_address_with_links_to_the_others() {
    Json.Obj page = scene.json("/api");
    assertThat(page.text("title")).isEqualTo("Strait pause (exercise)");
    assertThat(ApiScene.objects(page, "links"))
        .filteredOn(link -> link.text("rel").equals("item"))
        .extracting(link -> link.text("href"))
        .containsExactly(scene.url() + "/api/cases/" + ApiScene.EXERCISE, scene.url() + BUNDLED);
  }

  @Test
  void only_the_classes_that_are_met_are_claimed() {
    assertThat(scene.json(BUNDLED + "/conformance").fields().get("conformsTo"))
        .isEqualTo(Json.texts(FeatureRoutes.CONFORMANCE));
  }

  @Test
  void the_definition_names_every_path_and_every_reference_in_it_is_there() {
    Json.Obj definition = scene.json(BUNDLED + "/openapi.json");
    assertThat(definition.text("openapi")).startsWith("3.0.");
    Json.Obj paths = ApiScene.object(definition, "paths");
    for (String id : List.of("incidents", "findings", "observations", "sites", "zones")) {
      assertThat(paths.fields())
          .containsKeys(
              "/collections/" + id,
              "/collections/" + id + "/items",
              "/collections/" + id + "/items/{featureId}");
    }
    List<String> references = new ArrayList<>();
    references(definition, references);
    assertThat(references).isNotEmpty();
    for (String reference : references) {
      Json at = definition;
      for (String name : reference.substring(2).split("/", -1)) {
        at = ((Json.Obj) at).fields().getOrDefault(name, new Json.Nothing());
      }
      assertThat(at).as(reference).isInstanceOf(Json.Obj.class);
    }
  }

  private static void references(Json json, List<String> found) {
    switch (json) {
      case Json.Obj object -> {
        if (!object.text("$ref").isEmpty()) {
          found.add(object.text("$ref"));
        }
        object.fields().values().forEach(value -> references(value, found));
      }
      case Json.Arr array -> array.items().forEach(item -> references(item, found));
      default -> {}
    }
  }

  @Test
  void each_collection_is_described_in_the_list_as_it_describes_itself() {
    Json.Obj list = scene.json(BUNDLED + "/collections");
    assertThat(ApiScene.objects(list, "collections")).hasSize(5);
    for (Json.Obj collection : ApiScene.objects(list, "collections")) {
      Json.Obj own = scene.json(BUNDLED + "/collections/" + collection.text("id"));
      assertThat(own).isEqualTo(collection);
      HttpResponse<String> items = scene.get(ApiScene.link(own, "items"));
      assertThat(items.statusCode()).isEqualTo(200);
      assertThat(items.headers().firstValue("Content-Type")).hasValue("application/geo+json");
      assertThat(items.headers().firstValue("Content-Crs"))
          .hasValue("<http://www.opengis.net/def/crs/OGC/1.3/CRS84>");
    }
  }

  // --- items

  @ParameterizedTest
  @CsvSource({
    "incidents, 193, 7",
    "observations, 193, 50",
    "findings, 3281, 1000",
    "zones, 3, 1",
    "sites, 0, 10"
  })
  void the_pages_of_a_collection_hold_every_feature_once(String id, int count, int limit) {
    String items = BUNDLED + "/collections/" + id + "/items?limit=" + limit;
    Json.Obj first = scene.json(items);
    List<String> ids = scene.walk(items).stream().map(one -> one.text("id")).toList();
    assertThat(ids).doesNotHaveDuplicates().hasSize(count);
    assertThat(ApiScene.number(first, "numberMatched")).isEqualTo(count);
    assertThat(ApiScene.number(first, "numberReturned")).isEqualTo(Math.min(count, limit));
  }

  @Test
  void what_was_there_is_paged_through_once_while_more_is_recorded(@TempDir Path folder) {
    String items = "/api/cases/" + ApiScene.EXERCISE + "/collections/findings/items?limit=5";
    Set<String> before = new TreeSet<>();
    scene.walk(items).forEach(one -> before.add(one.text("id")));
    List<String> seen = new ArrayList<>();
    int round = 0;
    for (String next = items; !next.isEmpty(); round++) {
      Json.Obj page = scene.json(next);
      ApiScene.objects(page, "features").forEach(one -> seen.add(one.text("id")));
      next = ApiScene.link(page, "next");
      // Before, between and after what is there.
      String word = List.of("A", "X05", "Z").get(round % 3) + "-" + round;
      scene.report(ApiScene.EXERCISE, ApiScene.reports(folder.resolve(round + ".csv"), word, 2));
    }
    assertThat(round).isGreaterThan(3);
    assertThat(seen).doesNotHaveDuplicates().containsAll(before);
  }

  @Test
  void a_box_holds_what_lies_in_it_and_nothing_that_is_known_by_region_only() {
    List<Json.Obj> all = scene.walk(ITEMS + "?limit=1000");
    List<Json.Obj> within = scene.walk(ITEMS + "?bbox=30,46,37,51&limit=20");
    assertThat(within).hasSizeBetween(1, all.size() - 1);
    assertThat(within).allSatisfy(one -> assertThat(inBox(one, 30, 46, 37, 51)).isTrue());
    assertThat(all.stream().filter(one -> inBox(one, 30, 46, 37, 51)).toList()).isEqualTo(within);
    assertThat(scene.walk(ITEMS + "?bbox=30,46,-10,37,51,9000")).isEqualTo(within);
    assertThat(all)
        .filteredOn(one -> properties(one).text("precision").equals("region"))
        .isNotEmpty()
        .allSatisfy(one -> assertThat(one.fields().get("geometry")).isEqualTo(new Json.Nothing()));
  }

  @Test
  void a_box_over_the_antimeridian_holds_both_sides_of_it() {
    String strait = "/api/cases/" + ApiScene.EXERCISE + "/collections/";
    for (String id : List.of("incidents", "observations", "findings", "zones")) {
      String items = strait + id + "/items?limit=1000&bbox=";
      assertThat(scene.walk(items + "170,-50,-129,-40")).as(id).isNotEmpty();
      assertThat(scene.walk(items + "170,-50,-170,-40")).as(id).isEmpty();
    }
  }

  private static Json.Obj properties(Json.Obj feature) {
    return ApiScene.object(feature, "properties");
  }

  private static boolean inBox(
      Json.Obj feature, double west, double south, double east, double north) {
    if (!(feature.fields().get("geometry") instanceof Json.Obj geometry)
        || !(geometry.fields().get("coordinates") instanceof Json.Arr at)) {
      return false;
    }
    double longitude = Double.parseDouble(((Json.Num) at.items().get(0)).literal());
    double latitude = Double.parseDouble(((Json.Num) at.items().get(1)).literal());
    return longitude >= west && longitude <= east && latitude >= south && latitude <= north;
  }

  @ParameterizedTest
  @CsvSource({
    // X01 is said to lie within 20:00 and 20:10 on 28 February.
    "2031-02-28T20:00:00Z, true",
    "2031-02-28T20:09:59Z, true",
    "2031-02-28T21:09:59%2B01:00, true",
    "2031-02-28T20:10:00Z, false",
    "2031-02-28T19:00:00Z/2031-02-28T20:00:00Z, true",
    "2031-02-28T19:00:00Z/2031-02-28T19:59:59Z, false",
    "2031-02-28T20:09:00Z/.., true",
    "2031-02-28T20:10:00Z/.., false",
    "../2031-02-28T20:00:00Z, true",
    "/2031-02-28T19:00:00Z, false",
    "2031-02-28T20:09:00Z/, true",
    "2031-02-28, true",
    "2031-03-01, false"
  })
  void both_ends_of_a_time_are_inside(String datetime, boolean held) {
    String items = "/api/cases/" + ApiScene.EXERCISE + "/collections/incidents/items";
    assertThat(scene.walk(items + "?limit=1000&datetime=" + datetime))
        .extracting(one -> one.text("id").equals("X01"))
        .matches(found -> found.contains(true) == held);
  }

  @Test
  void a_limit_beyond_ours_is_ours() {
    Json.Obj page = scene.json(BUNDLED + "/collections/findings/items?limit=99999999999999999999");
    assertThat(ApiScene.number(page, "numberReturned")).isEqualTo(ItemsQuery.MAX_LIMIT);
  }

  @Test
  void a_filter_of_the_pages_is_a_filter_here() {
    Json.Obj all = scene.json(BUNDLED + "/collections/findings/items?term=T1&reading=us&limit=1");
    assertThat(ApiScene.number(all, "numberMatched")).isEqualTo(193);
    List<Json.Obj> covered =
        scene.walk(
            BUNDLED + "/collections/findings/items?term=T1&reading=us&verdict=COVERED&limit=9");
    assertThat(covered)
        .isNotEmpty()
        .allSatisfy(one -> assertThat(properties(one).text("verdict")).isEqualTo("COVERED"));
    assertThat(scene.walk(ITEMS + "?term=T1&v=us:COVERED")).hasSameSizeAs(covered);
  }

  @Test
  void each_feature_can_be_asked_for_by_its_id_and_is_the_same() {
    for (String id : List.of("incidents", "findings", "observations", "zones")) {
      String items = BUNDLED + "/collections/" + id + "/items";
      Json.Obj listed = ApiScene.objects(scene.json(items + "?limit=1"), "features").getFirst();
      Json.Obj single = scene.json(items + "/" + listed.text("id"));
      assertThat(single.fields()).containsAllEntriesOf(listed.fields());
      assertThat(ApiScene.link(single, "self")).endsWith(items + "/" + listed.text("id"));
      assertThat(ApiScene.link(single, "collection")).isNotEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense=1",
        "bbox=1,2,3",
        "bbox=1,2,3,4,5",
        "bbox=a,b,c,d",
        "bbox=NaN,0,1,1",
        "bbox=0,10,1,5",
        "bbox=",
        "datetime=yesterday",
        "datetime=..",
        "limit=0",
        "limit=-1",
        "limit=NaN",
        "limit=1e3",
        "limit=1&limit=2",
        "cursor=abc",
        "cursor=YWZ0ZXI",
        "datetime=2031-03-02T00:00:00Z/2031-03-01T00:00:00Z",
        "f=html",
        "grade=7",
        "term=none",
        "bbox-crs=x",
        "recorded=now",
        "datetime=2031-03-02&from=2031-03-01"
      })
  void a_parameter_that_is_not_understood_is_told_and_not_passed_over(String query) {
    HttpResponse<String> answer = scene.get(ITEMS + "?" + query);
    if (query.equals("bbox=")) {
      assertThat(answer.statusCode()).isEqualTo(200);
      return;
    }
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    Json.Obj problem = ApiScene.object(answer.body());
    assertThat(problem.text("title")).isEqualTo("Bad Request");
    assertThat(problem.text("detail")).contains(query.replaceFirst("[=&].*", ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/cases/nothing",
        BUNDLED + "/collections/nothing",
        ITEMS + "/nothing",
        BUNDLED + "/nothing"
      })
  void what_is_not_there_is_told_as_a_problem(String path) {
    HttpResponse<String> answer = scene.get(path);
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(ApiScene.number(ApiScene.object(answer.body()), "status")).isEqualTo(404);
  }

  // --- HTTP

  @ParameterizedTest
  @ValueSource(
      strings = {
        BUNDLED,
        BUNDLED + "/conformance",
        BUNDLED + "/openapi.json",
        BUNDLED + "/collections",
        BUNDLED + "/collections/zones",
        ITEMS,
        BUNDLED + "/collections/zones/items/black_sea"
      })
  void what_a_reader_has_is_not_sent_again_until_something_is_recorded(String path) {
    HttpResponse<String> first = scene.get(path);
    String tag = first.headers().firstValue("ETag").orElseThrow();
    HttpResponse<String> again = scene.get(path, "If-None-Match", tag);
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    HttpResponse<String> head =
        scene.send(scene.request(path).method("HEAD", HttpRequest.BodyPublishers.noBody()).build());
    assertThat(head.headers().firstValue("ETag")).hasValue(tag);
    assertThat(head.headers().firstValue("Content-Type"))
        .isEqualTo(first.headers().firstValue("Content-Type"));
    assertThat(head.body()).isEmpty();
  }

  @Test
  void the_record_of_an_earlier_day_is_read_as_it_was(@TempDir Path folder) {
    String items = "/api/cases/" + ApiScene.EXERCISE + "/collections/incidents/items?limit=1000";
    String then = scene.workbench.now().toString();
    int before = scene.walk(items).size();
    // Entries are recorded to the second.
    try {
      Thread.sleep(1_100);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    scene.report(ApiScene.EXERCISE, ApiScene.reports(folder.resolve("r.csv"), "later", 3));
    assertThat(scene.walk(items)).hasSize(before + 3);
    assertThat(scene.walk(items + "&recorded=" + then)).hasSize(before);
  }
}
