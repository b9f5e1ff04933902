package org.treuga.app.page;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.treuga.agreement.Reading;
import org.treuga.agreement.Term;
import org.treuga.finding.Verdict;
import org.treuga.incident.Incident;
import org.treuga.place.Place;
import org.treuga.place.Position;

/**
 * Where the incidents are, on land and water and nothing else. A place is a dashed circle as wide
 * as what is known of it, and the mark stands on it or, where marks would cover one another, beside
 * it on a leader. What is known by region or less is no mark: see {@link #placed}.
 */
final class MapDrawing {

  private static final double EARTH_RADIUS_KILOMETERS = 6371.0088;
  private static final double WIDTH = 900;
  private static final double LEAST_HEIGHT = 420;
  private static final double MOST_HEIGHT = 700;
  private static final double MARGIN = 46;

  /** Of a map of one incident, which lies in the middle. */
  private static final double CLOSE_WIDTH = 560;

  private static final double WIDEST_METERS = 80_000;
  private static final double LEAST_RADIUS = 4;
  private static final double TOGETHER = 13;

  private final Texts texts;
  private final Board board;
  private final Term term;
  private final List<Reading> readings;
  private final Spots spots;

  private final boolean areas;

  MapDrawing(Texts texts, Board board, Term term) {
    this(texts, board, term, false);
  }

  /**
   * @param areas whether to draw what is known by region or less as well: as the area it is,
   *     without a mark
   */
  MapDrawing(Texts texts, Board board, Term term, boolean areas) {
    this.areas = areas;
    this.texts = texts;
    this.board = board;
    this.term = term;
    this.readings = board.readings(term.id());
    this.spots = near(spots());
  }

  /** Whether a place is known well enough to stand on a map: better than by region. */
  static boolean placed(Place place) {
    OptionalDouble radius = place.uncertaintyMeters();
    return radius.isPresent() && radius.getAsDouble() <= WIDEST_METERS;
  }

  /** One place with its incidents, and where its mark came to stand. */
  private static final class Pin {
    final double x;
    final double y;
    final double radius;
    final List<Integer> incidents;
    Svg.Box box = new Svg.Box(0, 0, 0, 0);
    int places = 1;

    Pin(double x, double y, double radius, List<Integer> incidents) {
      this.x = x;
      this.y = y;
      this.radius = radius;
      this.incidents = incidents;
    }
  }

  private record Spot(Position position, double meters) {}

  /**
   * The places of the incidents, and those left beyond the edge so that the rest can be told apart.
   */
  private record Spots(Map<Spot, List<Integer>> shown, Set<Integer> beyond) {}

  /** Incidents that are placed and lie beyond the edge of the map. */
  Set<Integer> beyond() {
    return spots.beyond;
  }

  /** Empty when nothing is placed. */
  Optional<String> draw() {
    Map<Spot, List<Integer>> spots = this.spots.shown;
    if (spots.isEmpty()) {
      return Optional.empty();
    }
    Land.Window window = window(new ArrayList<>(spots.keySet()));
    Projection projection = Projection.of(window);
    double west = Double.MAX_VALUE;
    double east = -Double.MAX_VALUE;
    double north = Double.MAX_VALUE;
    double south = -Double.MAX_VALUE;
    for (Spot spot : spots.keySet()) {
      Projection.Point point = projection.of(spot.position.latitude(), spot.position.longitude());
      double radius = spot.meters / 1000 / EARTH_RADIUS_KILOMETERS;
      west = Math.min(west, point.x() - radius);
      east = Math.max(east, point.x() + radius);
      north = Math.min(north, point.y() - radius);
      south = Math.max(south, point.y() + radius);
    }
    // One village is shown with about 150 km around it, so that a reader sees where it is.
    double least = 150 / EARTH_RADIUS_KILOMETERS;
    double spanX = Math.max(east - west, least);
    double spanY = Math.max(south - north, least / 2);
    double height =
        Math.clamp((WIDTH - 2 * MARGIN) * spanY / spanX + 2 * MARGIN, LEAST_HEIGHT, MOST_HEIGHT);
    double scale = Math.min((WIDTH - 2 * MARGIN) / spanX, (height - 2 * MARGIN) / spanY);
    double middleX = (west + east) / 2;
    double middleY = (north + south) / 2;
    View view = new View(projection, scale, middleX, middleY, height);

    List<Pin> pins = new ArrayList<>();
    spots.forEach((spot, incidents) -> {
      Projection.Point at =
          view.at(projection.of(spot.position.latitude(), spot.position.longitude()));
      double radius = spot.meters / 1000 / EARTH_RADIUS_KILOMETERS * scale;
      pins.add(new Pin(at.x(), at.y(), Math.max(LEAST_RADIUS, radius), incidents));
    });
    pins.sort(byWeight());
    List<Pin> places = List.copyOf(pins);
    pins.removeIf(pin -> !placed(board.incidents().get(pin.incidents.getFirst()).place()));
    gather(pins);
    pins.sort(byWeight());
    spread(pins, height);

    int placed = pins.stream().mapToInt(pin -> pin.incidents.size()).sum();
    Svg svg =
        new Svg()
            .open(
                "svg",
                "viewBox",
                areas
                    ? (int) (WIDTH - CLOSE_WIDTH) / 2
                        + " 0 "
                        + (int) CLOSE_WIDTH
                        + " "
                        + (int) height
                    : "0 0 " + (int) WIDTH + " " + (int) height,
                "class",
                "map",
                "role",
                "img",
                "aria-label",
                texts.of("map.alt", placed, board.incidents().size(), places.size()));
    svg.rect(new Svg.Box(0, 0, WIDTH, height), "water");
    land(svg, view, window);
    graticule(svg, view, window);
    for (Pin pin : places) {
      svg.leaf("circle", "cx", pin.x, "cy", pin.y, "r", pin.radius, "class", "area");
    }
    List<Svg.Box> taken = new ArrayList<>(pins.stream().map(pin -> pin.box).toList());
    for (Pin pin : pins) {
      leader(svg, pin);
    }
    taken.add(scaleBar(svg, scale, areas ? (WIDTH + CLOSE_WIDTH) / 2 : WIDTH, height));
    names(svg, pins, taken, height);
    for (Pin pin : pins) {
      pin(svg, pin);
    }
    return Optional.of(svg.close("svg").toString());
  }

  private Map<Spot, List<Integer>> spots() {
    Map<Spot, List<Integer>> spots = new LinkedHashMap<>();
    for (int i = 0; i < board.incidents().size(); i++) {
      Place place = board.incidents().get(i).place();
      Position position = place.position();
      if (position != null && (placed(place) || (areas && place.uncertaintyMeters().isPresent()))) {
        Spot spot = new Spot(position, place.uncertaintyMeters().orElse(0));
        spots.computeIfAbsent(spot, s -> new ArrayList<>()).add(i);
      }
    }
    return spots;
  }

  /**
   * Leaves out the farthest places, at most a tenth of the incidents, one by one as long as each
   * lets the map grow by a twelfth.
   */
  private static Spots near(Map<Spot, List<Integer>> all) {
    Map<Spot, List<Integer>> shown = new LinkedHashMap<>(all);
    Set<Integer> beyond = new TreeSet<>();
    int most = all.values().stream().mapToInt(List::size).sum() / 10;
    while (shown.size() > 4) {
      double now = extent(shown.keySet(), null);
      Spot farthest = null;
      double least = now * 11 / 12;
      for (Spot spot : outermost(shown.keySet())) {
        double without = extent(shown.keySet(), spot);
        if (without < least) {
          least = without;
          farthest = spot;
        }
      }
      List<Integer> there = farthest == null ? List.of() : shown.getOrDefault(farthest, List.of());
      if (farthest == null || beyond.size() + there.size() > most) {
        break;
      }
      beyond.addAll(there);
      shown.remove(farthest);
    }
    return new Spots(shown, beyond);
  }

  /** Only leaving out one of these can make the map grow. */
  private static List<Spot> outermost(Collection<Spot> spots) {
    Comparator<Spot> byLatitude = Comparator.comparing(spot -> spot.position.latitude());
    Comparator<Spot> byLongitude = Comparator.comparing(spot -> spot.position.longitude());
    return List.of(
        Collections.min(spots, byLatitude),
        Collections.max(spots, byLatitude),
        Collections.min(spots, byLongitude),
        Collections.max(spots, byLongitude));
  }

  /** How much ground the map would have to show, in square degrees of latitude. */
  private static double extent(Collection<Spot> spots, @Nullable Spot without) {
    Land.Window window = window(spots.stream().filter(spot -> !spot.equals(without)).toList());
    double height = window.north() - window.south();
    double width =
        (window.east() - window.west())
            * StrictMath.cos(StrictMath.toRadians((window.north() + window.south()) / 2));
    // The area, not the longer side: leaving out one corner may take two places.
    return height * width;
  }

  /** The least window of all spots: it runs over 180 degrees where that is the shorter way. */
  private static Land.Window window(List<Spot> spots) {
    double[] longitudes =
        spots.stream().mapToDouble(s -> s.position.longitude()).sorted().toArray();
    double gap = longitudes[0] + 360 - longitudes[longitudes.length - 1];
    double west = longitudes[0];
    double east = longitudes[longitudes.length - 1];
    for (int i = 1; i < longitudes.length; i++) {
      if (longitudes[i] - longitudes[i - 1] > gap) {
        gap = longitudes[i] - longitudes[i - 1];
        west = longitudes[i];
        east = longitudes[i - 1] + 360;
      }
    }
    double south = spots.stream().mapToDouble(s -> s.position.latitude()).min().orElseThrow();
    double north = spots.stream().mapToDouble(s -> s.position.latitude()).max().orElseThrow();
    double pad = Math.max(0.5, (north - south) * 0.06);
    return new Land.Window(
        west - pad, Math.max(-89, south - pad), east + pad, Math.min(89, north + pad));
  }

  /** From the plane of the projection to the picture. */
  private record View(
      Projection projection, double scale, double middleX, double middleY, double height) {
    Projection.Point at(Projection.Point point) {
      return new Projection.Point(
          WIDTH / 2 + (point.x() - middleX) * scale, height / 2 + (point.y() - middleY) * scale);
    }

    /** A window that surely covers the picture, with the curve of the parallels. */
    Land.Window around(Land.Window window) {
      double latitude = StrictMath.toDegrees(height / scale) * 0.75;
      double top = Math.min(89.9, (window.north() + window.south()) / 2 + latitude + 1);
      double bottom = Math.max(-89.9, (window.north() + window.south()) / 2 - latitude - 1);
      double narrow =
          Math.max(
              0.15,
              StrictMath.cos(
                  StrictMath.toRadians(Math.min(81, Math.max(Math.abs(top), Math.abs(bottom))))));
      double longitude = Math.min(179, StrictMath.toDegrees(WIDTH / scale) * 0.6 / narrow + 1);
      double middle = (window.west() + window.east()) / 2;
      return new Land.Window(middle - longitude, bottom, middle + longitude, top);
    }
  }

  private static void land(Svg svg, View view, Land.Window window) {
    StringBuilder path = new StringBuilder(1 << 15);
    for (Land.Ring ring : Land.within(view.around(window))) {
      double[] points = bent(ring.points());
      long lastX = 0;
      long lastY = 0;
      int written = 0;
      for (int i = 0; i < points.length; i += 2) {
        Projection.Point at = view.at(view.projection.counted(points[i + 1], points[i]));
        long x = Math.round(at.x() * 10);
        long y = Math.round(at.y() * 10);
        if (written == 0) {
          path.append('M').append(x).append(' ').append(y).append('l');
        } else if (Math.abs(x - lastX) + Math.abs(y - lastY) < 6) {
          continue;
        } else {
          path.append(written > 1 && x >= lastX ? " " : "").append(x - lastX);
          path.append(y >= lastY ? " " : "").append(y - lastY);
        }
        lastX = x;
        lastY = y;
        written++;
      }
      path.append("z");
    }
    svg.leaf(
        "path",
        "d",
        path.toString().replace("lz", "z"),
        "class",
        "land",
        "fill-rule",
        "evenodd",
        "transform",
        "scale(.1)");
  }

  /** Long straight edges get points between, since they are curves on a cone. */
  private static double[] bent(double[] points) {
    double[] bent = new double[points.length];
    int size = 0;
    for (int i = 0; i < points.length; i += 2) {
      int before = i == 0 ? points.length - 2 : i - 2;
      int parts = 1 + (int) (Math.abs(points[i] - points[before]) / 2);
      if (size + 2 * parts > bent.length) {
        bent = Arrays.copyOf(bent, 2 * bent.length + 2 * parts);
      }
      for (int part = 1; part <= parts; part++) {
        for (int axis = 0; axis < 2; axis++) {
          double from = points[before + axis];
          bent[size++] = from + (points[i + axis] - from) * part / parts;
        }
      }
    }
    return Arrays.copyOf(bent, size);
  }

  private static void graticule(Svg svg, View view, Land.Window window) {
    Land.Window around = view.around(window);
    double span = StrictMath.toDegrees(view.height / view.scale);
    int step = span > 40 ? 10 : span > 16 ? 5 : span > 6 ? 2 : 1;
    for (int longitude = roundUp(around.west(), step);
        longitude < around.east();
        longitude += step) {
      StringBuilder points = new StringBuilder();
      for (int i = 0; i <= 12; i++) {
        double latitude = around.south() + (around.north() - around.south()) * i / 12;
        point(points, view.at(view.projection.counted(latitude, longitude)));
      }
      svg.leaf("polyline", "points", points.toString().strip(), "class", "graticule");
    }
    for (int latitude = roundUp(around.south(), step);
        latitude < around.north();
        latitude += step) {
      StringBuilder points = new StringBuilder();
      for (int i = 0; i <= 24; i++) {
        double longitude = around.west() + (around.east() - around.west()) * i / 24;
        point(points, view.at(view.projection.counted(latitude, longitude)));
      }
      svg.leaf("polyline", "points", points.toString().strip(), "class", "graticule");
    }
  }

  private static int roundUp(double value, int step) {
    return (int) Math.ceil(value / step) * step;
  }

  private static void point(StringBuilder points, Projection.Point at) {
    Svg.number(points, at.x());
    points.append(',');
    Svg.number(points, at.y());
    points.append(' ');
  }

  private static Comparator<Pin> byWeight() {
    return Comparator.comparing((Pin pin) -> -pin.incidents.size())
        .thenComparing(pin -> pin.y)
        .thenComparing(pin -> pin.x);
  }

  /** Places that would lie on one another share the mark of the weightiest. */
  private static void gather(List<Pin> pins) {
    List<Pin> kept = new ArrayList<>();
    for (Pin pin : pins) {
      Optional<Pin> close =
          kept.stream()
              .filter(other ->
                  Math.abs(other.x - pin.x) < TOGETHER && Math.abs(other.y - pin.y) < TOGETHER)
              .findFirst();
      if (close.isPresent()) {
        close.get().incidents.addAll(pin.incidents);
        close.get().places++;
      } else {
        kept.add(new Pin(pin.x, pin.y, pin.radius, new ArrayList<>(pin.incidents)));
      }
    }
    pins.clear();
    pins.addAll(kept);
  }

  private Svg.Box size(Pin pin) {
    int count = readings.size();
    return pin.incidents.size() == 1
        ? new Svg.Box(0, 0, 8 * count + 5, 13)
        : new Svg.Box(0, 0, 8 * count + 6, 42);
  }

  /** Marks stand on their places, the largest first; one that would cover another moves aside. */
  private void spread(List<Pin> pins, double height) {
    // A map with no room left gains nothing from a longer search.
    int rings = pins.size() <= 300 ? 16 : 4;
    List<Svg.Box> taken = new ArrayList<>();
    for (Pin pin : pins) {
      Svg.Box size = size(pin);
      Svg.Box best = at(pin, size, 0, 0, height);
      search:
      for (int ring = 0; ring <= rings; ring++) {
        int angles = ring == 0 ? 1 : 8 + 4 * Math.min(ring, 4);
        for (int a = 0; a < angles; a++) {
          double angle = 2 * StrictMath.PI * a / angles;
          double away = 9.0 * ring;
          Svg.Box box =
              at(
                  pin,
                  size,
                  away * 1.25 * StrictMath.cos(angle),
                  away * StrictMath.sin(angle),
                  height);
          if (taken.stream().noneMatch(box.grown(1.5)::meets)) {
            best = box;
            break search;
          }
        }
      }
      pin.box = best;
      taken.add(best);
    }
  }

  private static Svg.Box at(Pin pin, Svg.Box size, double dx, double dy, double height) {
    double x = Math.clamp(pin.x + dx - size.width() / 2, 3, WIDTH - size.width() - 3);
    double y = Math.clamp(pin.y + dy - size.height() / 2, 3, height - size.height() - 3);
    return new Svg.Box(x, y, size.width(), size.height());
  }

  private static void leader(Svg svg, Pin pin) {
    double x = pin.box.x() + pin.box.width() / 2;
    double y = pin.box.y() + pin.box.height() / 2;
    boolean over =
        pin.x >= pin.box.x() - 1
            && pin.x <= pin.box.x() + pin.box.width() + 1
            && pin.y >= pin.box.y() - 1
            && pin.y <= pin.box.y() + pin.box.height() + 1;
    if (!over) {
      svg.line(pin.x, pin.y, x, y, "leader");
    }
  }

  private void pin(Svg svg, Pin pin) {
    String numbers =
        String.join(" ", pin.incidents.stream().map(number -> Integer.toString(number)).toList());
    svg.open("g", "class", "pin", "data-i", numbers);
    svg.open("title").words(title(pin)).close("title");
    Svg.Box box = pin.box;
    svg.leaf(
        "rect",
        "x",
        box.x(),
        "y",
        box.y(),
        "width",
        box.width(),
        "height",
        box.height(),
        "rx",
        2.5,
        "class",
        "card");
    if (pin.incidents.size() == 1) {
      Incident incident = board.incidents().get(pin.incidents.getFirst());
      List<Optional<Verdict>> strip = board.strip(incident, term.id());
      for (int i = 0; i < strip.size(); i++) {
        Optional<Verdict> verdict = strip.get(i);
        if (verdict.isPresent()) {
          Marks.draw(svg, verdict.get(), box.x() + 3 + 8 * i, box.y() + 3, 7);
        }
      }
    } else {
      List<Incident> here = pin.incidents.stream().map(board.incidents()::get).toList();
      for (int i = 0; i < readings.size(); i++) {
        Board.Tally tally = board.tally(here, term.id(), readings.get(i));
        Marks.bar(
            svg,
            new Svg.Box(box.x() + 4 + 8 * i, box.y() + 4, 6, 24),
            tally.of(Verdict.COVERED),
            tally.of(Verdict.ARGUABLE),
            here.size());
      }
      svg.label(
          box.x() + box.width() / 2,
          box.y() + 39,
          "m-count",
          Integer.toString(here.size()),
          "text-anchor",
          "middle");
    }
    svg.close("g");
  }

  private String title(Pin pin) {
    Incident first = board.incidents().get(pin.incidents.getFirst());
    String name = placeName(first.place());
    return texts.count(
        "map.pin",
        pin.incidents.size(),
        pin.places == 1 ? name : texts.count("map.pin.places", pin.places - 1, name));
  }

  private String placeName(Place place) {
    if (!place.names().isEmpty()) {
      return place.names().getFirst();
    }
    return place.region().isEmpty() ? texts.of("where.unknown") : place.region();
  }

  private void names(Svg svg, List<Pin> pins, List<Svg.Box> taken, double height) {
    Map<String, Boolean> written = new TreeMap<>();
    for (Pin pin : pins) {
      String name = placeName(board.incidents().get(pin.incidents.getFirst()).place());
      double width = Svg.width(name, 11);
      if (name.length() > 26 || written.containsKey(name)) {
        continue;
      }
      Svg.Box box = pin.box;
      double middle = box.y() + box.height() / 2;
      double[][] places = {
        {box.x() + box.width() + 4, middle - 6},
        {box.x() - 4 - width, middle - 6},
        {box.x() + box.width() / 2 - width / 2, box.y() + box.height() + 2},
        {box.x() + box.width() / 2 - width / 2, box.y() - 14},
      };
      for (double[] place : places) {
        Svg.Box label = new Svg.Box(place[0], place[1], width, 12);
        boolean inside =
            label.x() > 4
                && label.x() + width < WIDTH - 4
                && label.y() > 4
                && label.y() < height - 16;
        if (inside && taken.stream().noneMatch(label.grown(1)::meets)) {
          svg.label(label.x(), label.y() + 10, "m-name", name);
          taken.add(label);
          written.put(name, true);
          break;
        }
      }
    }
  }

  private Svg.Box scaleBar(Svg svg, double scale, double right, double height) {
    double perKilometer = scale / EARTH_RADIUS_KILOMETERS;
    int kilometers = 1;
    for (int step : new int[] {1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000}) {
      if (step * perKilometer <= 130) {
        kilometers = step;
      }
    }
    double width = kilometers * perKilometer;
    double y = height - 16;
    String words = texts.of("map.scale", kilometers);
    double labelWidth = Svg.width(words, 11);
    double x = right - 16 - labelWidth;
    svg.line(x - 8 - width, y, x - 8, y, "scale");
    svg.label(x, y + 4, "m-scale", words);
    return new Svg.Box(x - 8 - width, y - 8, width + labelWidth + 10, 16);
  }
}
