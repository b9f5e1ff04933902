package org.treuga.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.treuga.Monitor;
import org.treuga.agreement.Agreement;
import org.treuga.connectors.reports.ReportReader;
import org.treuga.connectors.reports.ReportRules;
import org.treuga.incident.Incident;
import org.treuga.wire.Canonical;
import org.treuga.wire.CaseFolder;
import org.treuga.wire.CaseReader;
import org.treuga.wire.Json;

/** What programs are told of a case besides its features is what the command line prints of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CaseRoutesTest {

  private static final String CASE = "/api/cases/" + ApiScene.BUNDLED;

  private final CaseFolder folder = CaseReader.read(ApiScene.caseFolder(ApiScene.BUNDLED));
  private ApiScene scene;

  @SuppressWarnings("NullAway.Init") // made before all tests
  CaseRoutesTest() {}

  @BeforeAll
  void serve(@TempDir Path data) {
    scene = new ApiScene(data, ApiScene.BUNDLED);
  }

  @AfterAll
  void stop() {
    scene.close();
  }

  @Test
  void the_timelines_are_those_of_the_agreement() {
    assertThat(scene.get(CASE + "/timelines").body())
        .isEqualTo(Canonical.standings(Monitor.standings(folder.agreement())).canonical());
  }

  @Test
  void the_differences_cost_what_they_cost_between_the_parties() {
    Agreement agreement = folder.agreement();
    List<Incident> incidents =
        new ReportReader(ReportRules.ofCase(ApiScene.caseFolder(ApiScene.BUNDLED)))
            .read(List.of(folder.reports()), List.of()).accepted().stream()
                .map(Incident::of)
                .toList();
    Json expected =
        Canonical.differences(
            Objects.requireNonNull(
                Monitor.differences(agreement, incidents, Monitor.partyReadings(agreement))
                    .get("T1")));
    assertThat(scene.json(CASE + "/differences?term=T1").canonical())
        .isEqualTo(expected.canonical());
  }

  @Test
  void a_term_that_is_not_there_is_refused_with_those_that_are_meant() {
    HttpResponse<String> answer = scene.get(CASE + "/differences?term=T99");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("T99");
  }

  @Test
  void the_receipts_say_what_came_in() {
    HttpResponse<String> answer = scene.get(CASE + "/receipts");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(Json.parse(answer.body())).isInstanceOf(Json.Arr.class);
    assertThat(answer.body()).contains("\"accepted\":193", "\"feed\":\"reports\"");
  }

  @Test
  void what_has_not_changed_is_not_sent_again() {
    String tag = scene.get(CASE + "/timelines").headers().firstValue("ETag").orElseThrow();
    assertThat(scene.get(CASE + "/timelines", "If-None-Match", tag).statusCode()).isEqualTo(304);
  }
}
