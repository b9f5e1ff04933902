package org.treuga.app.server;

import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.treuga.agreement.Term;
import org.treuga.app.picture.Picture;
import org.treuga.wire.JsonOut;

/**
 * A collection whose features are the rows of a picture, one or more of each, in order of incident
 * id: so a page begins after an id, whatever was recorded since the page before.
 */
abstract class PictureFeatures implements Features {

  @Override
  public final Extent extent(CaseView view) {
    Picture picture = view.picture();
    double west = 180;
    double south = 90;
    double east = -180;
    double north = -90;
    long begin = Long.MAX_VALUE;
    long end = Long.MIN_VALUE;
    boolean placed = false;
    for (int row = 0; row < picture.size(); row++) {
      if (picture.isPlaced(row)) {
        placed = true;
        west = Math.min(west, picture.longitude(row));
        east = Math.max(east, picture.longitude(row));
        south = Math.min(south, picture.latitude(row));
        north = Math.max(north, picture.latitude(row));
      }
      if (picture.isTimed(row)) {
        begin = Math.min(begin, picture.fromSeconds(row));
        end = Math.max(end, picture.toSeconds(row));
      }
    }
    return new Extent(
        placed ? new Extent.Box(west, south, east, north) : null, instant(begin), instant(end));
  }

  /** Null for an end that is open. */
  static @Nullable Instant instant(long seconds) {
    return seconds == Picture.OPEN_BEGIN || seconds == Picture.OPEN_END
        ? null
        : Instant.ofEpochSecond(seconds);
  }

  /** The rows of a page whose features are one for each row. */
  static List<Integer> rows(Picture picture, BitSet selected, ItemsQuery query) {
    String after = query.after();
    List<Integer> rows = new ArrayList<>();
    int row = selected.nextSetBit(after == null ? 0 : picture.rowAfter(after));
    // One more than asked for tells whether there is a next page.
    while (row >= 0 && rows.size() <= query.limit()) {
      rows.add(row);
      row = selected.nextSetBit(row + 1);
    }
    return rows;
  }

  /** A page of one feature for each row. */
  static Page page(
      Picture picture, ItemsQuery query, Consumer<List<Integer>> prepare, RowWriter writer) {
    BitSet selected = query.selection().of(picture);
    List<Integer> rows = rows(picture, selected, query);
    boolean more = rows.size() > query.limit();
    List<Integer> shown = more ? rows.subList(0, query.limit()) : rows;
    prepare.accept(shown);
    return new Page(
        selected.cardinality(),
        shown.size(),
        more ? picture.id(shown.getLast()) : null,
        out -> shown.forEach(row -> writer.write(out, row)));
  }

  interface RowWriter {
    void write(JsonOut out, int row);
  }

  /** What every feature of an incident says of place and time. */
  static void placeAndTime(JsonOut out, Picture picture, int row) {
    out.put("occurred_from", instant(picture.fromSeconds(row)));
    out.put("occurred_to", instant(picture.toSeconds(row)));
    var known = picture.knownSeconds(row);
    out.put("known_at", known.isPresent() ? instant(known.getAsLong()) : null);
    out.put("precision", picture.precision(row).word());
    if (picture.isPlaced(row)) {
      out.put("uncertainty_m", (double) picture.radiusMeters(row));
    } else {
      out.putNothing("uncertainty_m");
    }
    out.putSaid("place_name", picture.places().at(row));
    out.putSaid("region", picture.regions().at(row));
  }

  static void what(JsonOut out, Picture picture, int row) {
    out.putSaid("object_name", picture.names().at(row));
    out.putSaid("object_class", picture.classes().at(row));
    out.putSaid("act", picture.acts().at(row));
    out.putSaid("alleged_actor", picture.actors().at(row));
    out.putSaid("claimed_by", picture.claimants().at(row));
    out.putSaid("source", picture.sources().at(row));
    out.put("grade", picture.grade(row));
  }

  /** The incidents, with the verdict of every term and reading in a column of its own. */
  static final class Incidents extends PictureFeatures {

    @Override
    public String id() {
      return "incidents";
    }

    @Override
    public String title() {
      return "Incidents";
    }

    @Override
    public String description() {
      return "What is held to have been reported, with place and time as finely as they are known"
          + " and the verdict of every reading of every term. COVERED says that an act of the"
          + " prohibited kind is alleged within the term, never that it happened nor who did it."
          + " What is known only by region has no geometry.";
    }

    @Override
    public List<String> parameters() {
      return ItemsQuery.OF_SELECTION;
    }

    @Override
    public Page page(CaseView view, ItemsQuery query) {
      Picture picture = view.picture();
      return page(
          picture, query, rows -> {}, (out, row) -> incident(out, picture, row, links -> {}));
    }

    @Override
    public boolean feature(CaseView view, String id, JsonOut out, Consumer<JsonOut> links) {
      OptionalInt row = view.picture().find(id);
      row.ifPresent(found -> incident(out, view.picture(), found, links));
      return row.isPresent();
    }

    @Override
    public String page(String featureId) {
      return "i/" + Addresses.segment(featureId);
    }

    private static void incident(JsonOut out, Picture picture, int row, Consumer<JsonOut> links) {
      out.begin().put("type", "Feature").put("id", picture.id(row));
      Features.geometry(out, picture, row);
      out.begin("properties").put("incident_id", picture.id(row));
      placeAndTime(out, picture, row);
      what(out, picture, row);
      List<Picture.Pair> pairs = picture.pairs();
      for (int column = 0; column < pairs.size(); column++) {
        Picture.Pair pair = pairs.get(column);
        out.put(
            "verdict." + pair.term().id() + "." + pair.reading().id(),
            picture.verdict(column, row).name());
      }
      for (Term term : picture.terms()) {
        out.put("readings." + term.id(), picture.agreeing(term, row).name());
      }
      out.end();
      links.accept(out);
      out.end();
    }
  }
}
