package org.treuga.app.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.treuga.agreement.Term;
import org.treuga.app.workbench.CaseServer;
import org.treuga.connectors.reports.ReportReader;
import org.treuga.connectors.reports.ReportRules;
import org.treuga.evidence.Observation;
import org.treuga.wire.CaseFolder;
import org.treuga.wire.CaseReader;

/** A picture that changes piece by piece is that which is made of all at once. */
class PictureTest {

  private static final CaseFolder CASE = CaseReader.read(CaseServer.BUNDLED);
  private static final List<Observation> OBSERVATIONS =
      new ReportReader(ReportRules.ofCase(CaseServer.BUNDLED))
          .read(List.of(CASE.reports()), List.of())
          .accepted();

  /** The entry tells one version of an observation from another. */
  private static Picture picture(List<Observation> of, long entry) {
    PictureMaker maker = new PictureMaker(CASE.agreement());
    of.forEach(observation -> maker.add(observation, entry));
    return maker.make();
  }

  @RepeatedTest(20)
  void changes_put_over_a_picture_give_what_is_made_of_all_at_once(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    List<Observation> shuffled = new ArrayList<>(OBSERVATIONS);
    Collections.shuffle(shuffled, random);
    int cut = random.nextInt(shuffled.size() + 1);
    Picture grown = picture(shuffled.subList(0, cut), 1);
    List<Observation> newer =
        shuffled.subList(Math.max(0, cut - random.nextInt(20)), shuffled.size());
    for (int from = 0; from < newer.size(); from += 2) {
      grown = grown.with(picture(newer.subList(from, Math.min(newer.size(), from + 2)), 2));
    }
    Picture whole = picture(shuffled, 2);
    assertThat(said(grown)).isEqualTo(said(whole));
    assertThat(grown.terms()).isEqualTo(whole.terms());
    assertThat(grown.pairs()).isEqualTo(whole.pairs());
    assertThat(grown.terms().stream().map(grown::touched))
        .isEqualTo(whole.terms().stream().map(whole::touched).toList());
    assertThat(grown.hasSeveralYears()).isEqualTo(whole.hasSeveralYears());
    assertThat(rowsOf(grown, 2)).containsExactlyInAnyOrderElementsOf(ids(newer));
    assertThat(grown.names().words()).containsExactlyInAnyOrderElementsOf(whole.names().words());
    assertThat(grown.sources().words())
        .containsExactlyInAnyOrderElementsOf(whole.sources().words());
  }

  @RepeatedTest(3)
  void what_an_incident_no_longer_says_is_no_longer_found(RepetitionInfo repetition) {
    Observation one = OBSERVATIONS.get(repetition.getCurrentRepetition());
    Observation other = OBSERVATIONS.get(repetition.getCurrentRepetition() + 50);
    Picture before = picture(List.of(one, other), 1);
    Picture after = before.with(picture(List.of(other), 2));
    for (Observation observation : List.of(one, other)) {
      byte[] words = observation.id().toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
      int row = after.find(observation.id()).orElseThrow();
      assertThat(after.says(row, words)).isTrue();
      assertThat(after.says(1 - row, words)).isFalse();
    }
  }

  private static List<String> ids(List<Observation> of) {
    return of.stream().map(Observation::id).toList();
  }

  private static List<String> rowsOf(Picture picture, long entry) {
    return IntStream.range(0, picture.size())
        .filter(row -> picture.entry(row) == entry)
        .mapToObj(picture::id)
        .toList();
  }

  /** All that a picture says of each row, but for the entry. */
  private static List<String> said(Picture picture) {
    return IntStream.range(0, picture.size()).mapToObj(row -> said(picture, row)).toList();
  }

  private static String said(Picture picture, int row) {
    List<Object> said = new ArrayList<>();
    Collections.addAll(
        said,
        picture.id(row),
        picture.fromSeconds(row),
        picture.toSeconds(row),
        picture.knownSeconds(row),
        picture.latitude(row),
        picture.longitude(row),
        picture.radiusMeters(row),
        picture.precision(row),
        picture.grade(row),
        picture.names().at(row),
        picture.places().at(row),
        picture.regions().at(row),
        picture.classes().at(row),
        picture.acts().at(row),
        picture.actors().at(row),
        picture.claimants().at(row),
        picture.sources().at(row),
        picture.says(row, "substation".getBytes(StandardCharsets.UTF_8)));
    for (int column = 0; column < picture.pairs().size(); column++) {
      said.add(picture.verdict(column, row));
    }
    for (Term term : picture.terms()) {
      said.add(picture.agreeing(term, row));
    }
    return said.toString();
  }
}
