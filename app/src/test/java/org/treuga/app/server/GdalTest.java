package org.treuga.app.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.treuga.wire.Json;

/** A program that knows nothing of us reads the API: GDAL, by its driver for OGC API - Features. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GdalTest {

  private ApiScene scene;

  @SuppressWarnings("NullAway.Init") // made before all tests
  GdalTest() {}

  @BeforeAll
  void serve(@TempDir Path folder) {
    assumeTrue(
        List.of("/usr/bin", "/usr/local/bin").stream()
            .anyMatch(bin -> Files.isExecutable(Path.of(bin, "ogrinfo"))),
        "skipped: GDAL (gdal-bin) is not installed");
    scene = new ApiScene(folder, ApiScene.EXERCISE, ApiScene.BUNDLED);
  }

  @AfterAll
  void stop() {
    if (scene != null) {
      scene.close();
    }
  }

  private static String run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }

  private String service() {
    return "OAPIF:" + scene.url() + "/api/cases/" + ApiScene.BUNDLED;
  }

  private long count(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("ogrinfo", "-ro", "-so", service()));
    command.addAll(List.of(arguments));
    String said = run(command.toArray(String[]::new));
    return said.lines()
        .filter(line -> line.startsWith("Feature Count: "))
        .map(line -> Long.parseLong(line.substring("Feature Count: ".length())))
        .findFirst()
        .orElseThrow(() -> new AssertionError(said));
  }

  @Test
  void every_collection_is_a_layer_with_all_its_features()
      throws IOException, InterruptedException {
    for (String id : List.of("incidents", "findings", "observations", "sites", "zones")) {
      Json.Obj page =
          scene.json("/api/cases/" + ApiScene.BUNDLED + "/collections/" + id + "/items?limit=1");
      assertThat(count(id)).as(id).isEqualTo(ApiScene.number(page, "numberMatched"));
    }
  }

  @Test
  void a_spatial_filter_finds_what_we_find() throws IOException, InterruptedException {
    for (String id : List.of("incidents", "observations", "zones")) {
      Json.Obj page =
          scene.json(
              "/api/cases/"
                  + ApiScene.BUNDLED
                  + "/collections/"
                  + id
                  + "/items?limit=1&bbox=30,44,37,51");
      assertThat(count(id, "-spat", "30", "44", "37", "51"))
          .as(id)
          .isEqualTo(ApiScene.number(page, "numberMatched"))
          .isPositive();
    }
  }

  @Test
  void the_incidents_become_GeoJSON_and_CSV(@TempDir Path folder)
      throws IOException, InterruptedException {
    Path geojson = folder.resolve("incidents.geojson");
    run("ogr2ogr", "-f", "GeoJSON", geojson.toString(), service(), "incidents");
    Json.Obj read = ApiScene.object(Files.readString(geojson));
    assertThat(ApiScene.objects(read, "features")).hasSize(193);
    Path csv = folder.resolve("incidents.csv");
    run("ogr2ogr", "-f", "CSV", csv.toString(), service(), "incidents");
    String head = Files.readAllLines(csv).getFirst();
    assertThat(head).contains("incident_id", "occurred_from", "precision", "verdict.T1.us");
    assertThat(Files.readString(csv)).contains("20250228-russkaya");
  }
}
