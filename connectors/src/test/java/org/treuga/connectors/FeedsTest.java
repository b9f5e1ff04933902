package org.treuga.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.treuga.evidence.Count;
import org.treuga.evidence.Kind;
import org.treuga.evidence.Observation;
import org.treuga.evidence.UnreadableInput;
import org.treuga.place.Position;
import org.treuga.place.Precision;
import org.treuga.time.Interval;

/** A good row of every feed, and every rejection code with the row that earned it. */
class FeedsTest {

  private static final Map<String, String> HEADERS =
      Map.of(
          "viina", "datetime,lon,lat,place_name,event_type,headline",
          "ucdp",
              "id,type_of_violence,side_a,where_prec,latitude,longitude,date_start,date_end,"
                  + "date_prec,best,high,low,year,source_date",
          "firms", "latitude,longitude,scan,track,acq_date,acq_time,satellite,confidence",
          "modposts", "datetime,drone_count,oblasts",
          "attacks", "time_start,time_end,model,launch_place,target,launched,destroyed,source",
          "airalert", "region,started_at,finished_at,naive",
          "official", "oblast,raion,hromada,level,started_at,finished_at,source");

  @TempDir Path folder;

  private Gathered read(String form, String... rows) throws IOException {
    String[] lines = new String[rows.length + 1];
    lines[0] = HEADERS.get(form);
    System.arraycopy(rows, 0, lines, 1, rows.length);
    Path file = Files.write(folder.resolve("file.csv"), Arrays.asList(lines));
    return Gathered.of(form.equals("official") ? "airalert" : form, file);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "viina; viina.datetime.missing; ,35,48,T,,H",
        "viina; viina.datetime.not-a-time; 2025-02-30 01:00:00,35,48,T,,H",
        "viina; viina.lat.missing; 2025-03-01 01:00:00,35,,T,,H",
        "viina; viina.lat.out-of-range; 2025-03-01 01:00:00,35,91,T,,H",
        "viina; viina.lon.not-degrees; 2025-03-01 01:00:00,east,48,T,,H",
        "viina; viina.row.wrong-length; 2025-03-01 01:00:00,35,48",
        "viina; viina.row.text-after-quote; 2025-03-01 01:00:00,35,48,\"T\"x,,H",
        "ucdp; ucdp.id.missing; ,1,A,1,48,35,2015-03-01,2015-03-01,1,1,1,1,,",
        "ucdp; ucdp.where_prec.not-a-code; 7,1,A,9,48,35,2015-03-01,2015-03-01,1,1,1,1,,",
        "ucdp; ucdp.date_start.not-a-day; 7,1,A,1,48,35,soon,2015-03-01,1,1,1,1,,",
        "ucdp; ucdp.date_end.before-start; 7,1,A,1,48,35,2015-03-02,2015-03-01,2,1,1,1,,",
        "ucdp; ucdp.best.out-of-order; 7,1,A,1,48,35,2015-03-01,2015-03-01,1,3,2,1,,",
        "ucdp; ucdp.high.missing; 7,1,A,1,48,35,2015-03-01,2015-03-01,1,3,,1,,",
        "ucdp; ucdp.low.not-a-count; 7,1,A,1,48,35,2015-03-01,2015-03-01,1,3,3,-1,,",
        "ucdp; ucdp.low.not-a-number; 7,1,A,1,48,35,2015-03-01,2015-03-01,1,3,3,few,,",
        "firms; firms.latitude.missing; ,,1,1,2025-03-20,0005,T,80",
        "firms; firms.longitude.out-of-range; 48,181,1,1,2025-03-20,0005,T,80",
        "firms; firms.acq_date.not-a-day; 48,35,1,1,20/03/2025,0005,T,80",
        "firms; firms.acq_time.not-a-time; 48,35,1,1,2025-03-20,2460,T,80",
        "firms; firms.scan.out-of-range; 48,35,0,1,2025-03-20,0005,T,80",
        "modposts; modposts.datetime.not-a-time; 2025-03-20,1,a",
        "modposts; modposts.drone_count.not-a-count; 2025-03-20 10:00,1.5,a",
        "attacks; attacks.time_start.not-a-time; 2025-03-20 25:00,2025-03-21,M,,T,1,1,s",
        "attacks; attacks.time_end.before-start; 2025-03-20,2025-03-18,M,,T,1,1,s",
        "attacks; attacks.time_end.not-a-day; 2025-03-20,soon,M,,T,1,1,s",
        "attacks; attacks.model.missing; 2025-03-20,2025-03-21,,,T,1,1,s",
        "attacks; attacks.launched.not-a-count; 2025-03-20,2025-03-21,M,,T,2.5,1,s",
        "airalert; airalert.region.missing; ,2025-03-20 10:00:00+00:00,,False",
        "airalert; airalert.started_at.not-an-instant; R,2025-03-20 10:00:00,,False",
        "airalert; airalert.naive.unknown-word; R,2025-03-20 10:00:00+00:00,,maybe",
        "airalert; airalert.finished_at.before-start; R,2025-03-20 10:00:00+00:00,2025-03-20 09:00:00+00:00,False",
        "official; airalert.level.unknown-word; R,,,city,2025-03-20 10:00:00+00:00,,x"
      })
  void every_rejection_has_the_row_that_earned_it(String form, String code, String row)
      throws IOException {
    Gathered gathered = read(form, row);
    assertThat(gathered.accepted).isEmpty();
    assertThat(gathered.rejected)
        .singleElement()
        .satisfies(r -> {
          assertThat(r.code()).isEqualTo(code);
          assertThat(r.line()).isEqualTo(2);
        });
  }

  private Observation one(String form, String row) throws IOException {
    Gathered gathered = read(form, row);
    assertThat(gathered.rejected).isEmpty();
    assertThat(gathered.accepted).hasSize(1);
    return gathered.accepted.getFirst();
  }

  @Test
  void a_news_item_tells_when_it_came_out_and_leaves_the_event_two_days() throws IOException {
    Observation item = one("viina", "2025-03-02 10:00:00,35,48,Town,uav|aad,Headline");
    assertThat(item.id()).matches("viina:[0-9a-f]{64}");
    // The later of the two clocks the press may be on is the one that shows ten o'clock last.
    assertThat(item.publishedAt()).isEqualTo("2025-03-02T08:00:00Z");
    assertThat(item.occurred().within())
        .isEqualTo(
            new Interval(
                Instant.parse("2025-02-28T21:00:00Z"), Instant.parse("2025-03-02T08:01:00Z")));
    assertThat(item.act()).isEqualTo("drone_unstated");
    assertThat(item.place().precision()).isEqualTo(Precision.UNKNOWN);
    assertThat(item.attributes()).containsEntry("headline", "Headline");
  }

  @Test
  void midnight_and_several_means_are_unknown() throws IOException {
    Observation item = one("viina", "2025-03-02 00:00:00,35,48,Town,uav|artillery,Headline");
    assertThat(item.publishedAt()).isNull();
    assertThat(item.act()).isEmpty();
  }

  @Test
  void a_day_written_either_way_is_read_by_its_sources_or_left_open() throws IOException {
    Observation told =
        one("ucdp", "7,3,A,1,48,30,03/02/2015 00:00,03/02/2015 00:00,1,2,3,1,2015,2015-03-04");
    assertThat(told.occurred().within().startInclusive()).isEqualTo("2015-03-01T18:30:00Z");
    assertThat(told.actor()).isEqualTo("A");
    assertThat(told.harm()).containsEntry("killed", new Count(1, 2, 3));
    Observation open = one("ucdp", "7,1,A,4,48,30,03/02/2015 00:00,03/02/2015 00:00,1,2,3,1,2015,");
    assertThat(open.occurred().within().startInclusive()).isEqualTo("2015-02-02T18:30:00Z");
    assertThat(open.occurred().within().endExclusive()).isEqualTo("2015-03-03T01:30:00Z");
    assertThat(open.attributes()).containsKey("date_reading");
    assertThat(open.actor()).isEmpty();
    assertThat(open.place().precision()).isEqualTo(Precision.REGION);
  }

  @Test
  void a_detection_lies_in_its_pixel_and_its_minute() throws IOException {
    Observation fire = one("firms", "48.5,35.25,3,4,2025-03-20,5,T,80");
    assertThat(fire.kind()).isEqualTo(Kind.THERMAL);
    assertThat(fire.place().position()).isEqualTo(new Position(48.5, 35.25));
    assertThat(fire.place().uncertaintyMeters()).hasValue(2_500);
    assertThat(fire.occurred().within().startInclusive()).isEqualTo("2025-03-20T00:05:00Z");
    assertThat(fire.act()).isEmpty();
  }

  @Test
  void an_alert_is_a_warning_and_an_end_made_up_is_unknown() throws IOException {
    Observation alert =
        one("airalert", "R,2025-03-20 10:00:00+00:00,2025-03-20 10:30:00+00:00,True");
    assertThat(alert.act()).isEqualTo("warning");
    assertThat(alert.occurred().within().endsOpen()).isTrue();
    Observation ended =
        one("airalert", "R,2025-03-20 10:00:00+00:00,2025-03-20 10:40:00+00:00,False");
    assertThat(ended.id()).isEqualTo(alert.id());
    assertThat(one("official", "O,R,H,hromada,2025-03-20 10:00:00+00:00,,x").place().names())
        .containsExactly("H", "R", "O");
  }

  @Test
  void a_post_is_a_claim_about_something_before_it() throws IOException {
    Observation post = one("modposts", "2025-03-20 10:00,3,one");
    assertThat(post.kind()).isEqualTo(Kind.CLAIM);
    assertThat(post.occurred().within().startsOpen()).isTrue();
    assertThat(post.place().region()).isEqualTo("one");
    assertThat(one("modposts", "2025-03-20 10:00,0,unknown").place().names()).isEmpty();
  }

  @Test
  void a_wave_counts_what_was_launched() throws IOException {
    Observation wave = one("attacks", "2025-03-20,2025-03-20 3:30,M,,T,5.0,4,s");
    assertThat(wave.harm()).containsEntry("count", new Count(5, 5, 5));
    assertThat(wave.means()).isEqualTo("M");
    assertThat(wave.occurred().within().endExclusive()).isEqualTo("2025-03-20T01:31:00Z");
  }

  private static String event(Map<Integer, String> cells) {
    String[] row = new String[61];
    Arrays.fill(row, "");
    row[0] = "9";
    row[1] = "20250320";
    row[51] = "4";
    row[56] = "48.5";
    row[57] = "35.25";
    row[59] = "20250320021500";
    cells.forEach((index, text) -> row[index] = text);
    return String.join("\t", row);
  }

  private Gathered events(String... rows) throws IOException {
    return Gathered.of("gdelt", Files.write(folder.resolve("e.CSV"), List.of(rows)));
  }

  @Test
  void an_event_of_61_or_of_58_cells_is_read_and_others_are_not() throws IOException {
    Gathered gathered = events(event(Map.of()), "1\t2");
    assertThat(gathered.accepted.getFirst().id()).isEqualTo("gdelt:9");
    assertThat(gathered.accepted.getFirst().place().precision()).isEqualTo(Precision.SETTLEMENT);
    assertThat(gathered.rejected).extracting("code").containsExactly("gdelt.row.wrong-length");
    assertThatThrownBy(() -> events(String.join("\t", Collections.nCopies(16, "x"))))
        .isInstanceOf(UnreadableInput.class)
        .hasMessageContaining("e.CSV:1");
  }

  @ParameterizedTest
  @CsvSource({
    "0, x, gdelt.globaleventid.not-a-code",
    "1, 2025-03-20, gdelt.day.not-a-day",
    "51, 9, gdelt.actiongeo_type.not-a-code",
    "56, 48#.5, gdelt.actiongeo_lat.not-degrees",
    "59, today, gdelt.dateadded.not-a-time"
  })
  void every_rejection_of_an_event_has_its_row(int cell, String text, String code)
      throws IOException {
    Gathered gathered = events(event(Map.of(cell, text)));
    assertThat(gathered.rejected).extracting("code").containsExactly(code);
  }

  @Test
  void semicolons_and_decimal_commas_are_read() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("s.csv"),
            "datetime;lon;lat;place_name;event_type;headline\n"
                + "2023-04-01 00:00:00;35,25;48,5;Testfield;loc;Invented\n");
    Gathered gathered = Gathered.of("viina", file);
    assertThat(gathered.accepted.getFirst().place().position())
        .isEqualTo(new Position(48.5, 35.25));
    assertThat(gathered.notes).anyMatch(note -> note.contains("separated by"));
  }

  @Test
  void a_file_of_another_kind_is_refused_with_what_was_expected() throws IOException {
    Path file = Files.writeString(folder.resolve("x.csv"), "a,b\n1,2\n");
    for (Feed feed : Feeds.list()) {
      assertThatThrownBy(() -> feed.read(List.of(Feed.Input.of(file)), new Gathered()))
          .as(feed.name())
          .isInstanceOf(UnreadableInput.class)
          .hasMessageContaining("x.csv:1");
    }
  }

  @Test
  void awkward_files_get_an_answer_that_is_right() throws IOException {
    Path root = Path.of("").toAbsolutePath();
    while (root != null && !Files.exists(root.resolve("../shared/awkward-input/expect.csv"))) {
      root = root.getParent();
    }
    assumeTrue(root != null, "skipped: the awkward files are not beside the repository");
    Path collection = root.resolve("../shared/awkward-input").normalize();
    for (String line : Files.readAllLines(collection.resolve("expect.csv"))) {
      List<String> cells = List.of(line.split(",", -1));
      if (List.of("firms", "gdelt", "viina").contains(cells.get(1))) {
        String got = outcome(cells.get(1), collection.resolve(cells.getFirst()), cells.get(5));
        assertThat(right(cells)).as(line).contains(got);
      }
    }
  }

  private static List<String> right(List<String> cells) {
    String[] outcomes = cells.get(2).split("\\|");
    return Arrays.stream(outcomes)
        .map(o -> o.equals("refuse") ? o : part(cells, 3, o) + "/" + part(cells, 4, o))
        .toList();
  }

  private static String part(List<String> cells, int column, String outcome) {
    int index = Arrays.asList(cells.get(2).split("\\|")).indexOf(outcome);
    String[] parts = cells.get(column).split("\\|", -1);
    return parts[Math.min(index, parts.length - 1)];
  }

  private static String outcome(String feed, Path file, String words) {
    try {
      Gathered gathered = Gathered.of(feed, file);
      if (!gathered.rejected.isEmpty()) {
        assertSays(gathered.rejected.toString(), words);
      }
      return gathered.accepted.size() + "/" + gathered.rejected.size();
    } catch (UnreadableInput refused) {
      assertSays(String.valueOf(refused.getMessage()), words);
      return "refuse";
    }
  }

  private static void assertSays(String message, String words) {
    assertThat(words.toLowerCase(Locale.ROOT).split("\\|"))
        .anyMatch(word -> message.toLowerCase(Locale.ROOT).contains(word));
  }
}
