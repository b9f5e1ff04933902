package org.treuga.app.picture;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.treuga.agreement.Agreement;
import org.treuga.agreement.Reading;
import org.treuga.agreement.Term;
import org.treuga.evidence.Observation;
import org.treuga.finding.Assessor;
import org.treuga.finding.Verdict;
import org.treuga.incident.Claim;
import org.treuga.incident.Incident;
import org.treuga.place.Position;

/**
 * Makes a {@link Picture} of observations as they come: assesses some thousands at a time under
 * every term and reading and keeps the verdicts, so that memory holds two batches of incidents
 * whatever their number. Each observation stands for one incident. For one thread.
 */
public final class PictureMaker {

  private static final int BATCH = 2_048;

  private final Assessor assessor;
  private final List<Picture.Pair> pairs = new ArrayList<>();
  private List<Incident> batch = new ArrayList<>();

  /** A batch is assessed while the next one is read: the two take about as long. */
  private CompletableFuture<Void> assessing = CompletableFuture.completedFuture(null);

  private final List<String> ids = new ArrayList<>();
  private final Longs entries = new Longs();
  private final Longs from = new Longs();
  private final Longs to = new Longs();
  private final Longs known = new Longs();
  private final Longs places = new Longs();
  private final Words.Builder names = new Words.Builder();
  private final Words.Builder placeNames = new Words.Builder();
  private final Words.Builder regions = new Words.Builder();
  private final Words.Builder classes = new Words.Builder();
  private final Words.Builder acts = new Words.Builder();
  private final Words.Builder actors = new Words.Builder();
  private final Words.Builder claimants = new Words.Builder();
  private final Words.Builder sources = new Words.Builder();
  private final Bytes precisions = new Bytes();
  private final Bytes grades = new Bytes();
  private final Bytes text = new Bytes();
  private final Longs textEnds = new Longs();
  private final List<Bytes> verdicts = new ArrayList<>();

  public PictureMaker(Agreement agreement) {
    this.assessor = new Assessor(agreement);
    for (Term term : assessor.terms()) {
      for (Reading reading : agreement.readings()) {
        if (reading.speaksOf(term)) {
          pairs.add(new Picture.Pair(term, reading));
          verdicts.add(new Bytes());
        }
      }
    }
  }

  /**
   * @param observation with an id that no other has
   * @param entry its index in the ledger
   */
  public void add(Observation observation, long entry) {
    Incident incident = Incident.of(observation);
    Claim claim = incident.claims().getFirst();
    ids.add(incident.id());
    entries.add(entry);
    from.add(seconds(incident.occurred().within().startInclusive()));
    to.add(seconds(incident.occurred().within().endExclusive()));
    Instant published = observation.publishedAt();
    known.add(seconds(published != null ? published : incident.occurred().within().endExclusive()));
    position(incident);
    names.add(incident.object().name());
    String placeName =
        incident.place().names().isEmpty() ? "" : incident.place().names().getFirst();
    placeNames.add(placeName);
    regions.add(incident.place().region());
    classes.add(incident.object().objectClass());
    acts.add(incident.act());
    actors.add(claim.actor());
    claimants.add(claim.by());
    sources.add(claim.sourceId());
    text.addAll(searchable(incident, claim));
    textEnds.add(text.size);
    batch.add(incident);
    if (batch.size() == BATCH) {
      assess();
    }
  }

  private static long seconds(Instant instant) {
    if (instant.equals(Instant.MIN)) {
      return Picture.OPEN_BEGIN;
    }
    return instant.equals(Instant.MAX) ? Picture.OPEN_END : instant.getEpochSecond();
  }

  private void position(Incident incident) {
    Position position = incident.place().position();
    places.add(Double.doubleToRawLongBits(position == null ? Double.NaN : position.latitude()));
    places.add(Double.doubleToRawLongBits(position == null ? Double.NaN : position.longitude()));
    places.add(Double.doubleToRawLongBits(incident.place().uncertaintyMeters().orElse(0)));
    precisions.add((byte) incident.place().precision().ordinal());
  }

  private static byte[] searchable(Incident incident, Claim claim) {
    List<String> words = new ArrayList<>();
    words.add(incident.id());
    words.add(incident.object().name());
    words.add(incident.object().objectClass());
    words.addAll(incident.place().names());
    words.add(incident.place().region());
    words.add(claim.actor());
    words.add(claim.by());
    words.addAll(incident.denials());
    words.add(incident.means());
    words.add(incident.summary());
    return String.join("\n", words).toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
  }

  private void assess() {
    awaitAssessed();
    List<Incident> taken = batch;
    batch = new ArrayList<>();
    // A report that stands alone is a claim.
    taken.forEach(incident -> grades.add((byte) 0));
    assessing =
        CompletableFuture.runAsync(
            () -> assess(taken), work -> Thread.ofPlatform().daemon().start(work));
  }

  private void awaitAssessed() {
    try {
      Void _done = assessing.join();
    } catch (CompletionException failed) {
      throw failed.getCause() instanceof RuntimeException cause ? cause : failed;
    }
  }

  private void assess(List<Incident> incidents) {
    for (int column = 0; column < pairs.size(); column++) {
      Picture.Pair pair = pairs.get(column);
      Bytes into = verdicts.get(column);
      for (Verdict verdict : assessor.verdicts(incidents, pair.term(), pair.reading())) {
        into.add((byte) verdict.ordinal());
      }
    }
  }

  /** The picture of all that was added. */
  public Picture make() {
    assess();
    awaitAssessed();
    int[] order =
        IntStream.range(0, ids.size())
            .boxed()
            .sorted(Comparator.comparing(ids::get))
            .mapToInt(Integer::intValue)
            .toArray();
    byte[][] columns = verdicts.stream().map(column -> column.in(order)).toArray(byte[][]::new);
    return new Picture(columns(order), new Picture.Verdicts(assessor.terms(), pairs, columns));
  }

  private Picture.Columns columns(int[] order) {
    int size = order.length;
    double[] latitudes = new double[size];
    double[] longitudes = new double[size];
    float[] radii = new float[size];
    for (int i = 0; i < size; i++) {
      int row = order[i];
      latitudes[i] = Double.longBitsToDouble(places.at(3 * row));
      longitudes[i] = Double.longBitsToDouble(places.at(3 * row + 1));
      radii[i] = (float) Double.longBitsToDouble(places.at(3 * row + 2));
    }
    return new Picture.Columns(
        Arrays.stream(order).mapToObj(ids::get).toArray(String[]::new),
        entries.in(order),
        from.in(order),
        to.in(order),
        known.in(order),
        latitudes,
        longitudes,
        radii,
        precisions.in(order),
        grades.in(order),
        names.build(order),
        placeNames.build(order),
        regions.build(order),
        classes.build(order),
        acts.build(order),
        actors.build(order),
        claimants.build(order),
        sources.build(order),
        Letters.of(Arrays.copyOf(text.values, text.size), textEnds.values, order));
  }

  /** A list of numbers without an object for each. */
  private static final class Longs {
    private long[] values = new long[1024];
    private int size;

    void add(long value) {
      if (size == values.length) {
        values = Arrays.copyOf(values, 2 * size);
      }
      values[size++] = value;
    }

    long at(int index) {
      return values[index];
    }

    long[] in(int[] order) {
      return Arrays.stream(order).mapToLong(row -> values[row]).toArray();
    }
  }

  /** A list of bytes without an object for each. */
  private static final class Bytes {
    private byte[] values = new byte[1024];
    private int size;

    void add(byte value) {
      room(1);
      values[size++] = value;
    }

    void addAll(byte[] more) {
      room(more.length);
      System.arraycopy(more, 0, values, size, more.length);
      size += more.length;
    }

    private void room(int more) {
      if (size + more > values.length) {
        values = Arrays.copyOf(values, Math.max(2 * size, size + more));
      }
    }

    byte[] in(int[] order) {
      byte[] sorted = new byte[order.length];
      for (int i = 0; i < order.length; i++) {
        sorted[i] = values[order[i]];
      }
      return sorted;
    }
  }
}
