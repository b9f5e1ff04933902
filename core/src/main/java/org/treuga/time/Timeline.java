package org.treuga.time;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A value for every instant: a step function over the whole time axis.
 *
 * <p>Its segments partition the axis without gap or overlap, and neighbours differ. Immutable.
 */
public final class Timeline<V> {

  /** A value and how long it holds. */
  public record Segment<V>(Interval interval, V value) {}

  private final List<Segment<V>> segments;

  private Timeline(List<Segment<V>> segments) {
    this.segments = List.copyOf(segments);
  }

  /** The same value always. */
  public static <V> Timeline<V> always(V value) {
    return new Timeline<>(List.of(new Segment<>(Interval.ALWAYS, value)));
  }

  /** One value before {@code instant}, another from it on. */
  public static <V> Timeline<V> step(V before, Instant instant, V from) {
    return at(List.of(instant), t -> t.isBefore(instant) ? before : from);
  }

  /**
   * The timeline whose value changes at most at the given instants.
   *
   * @param changes the instants at which the value may change, in any order
   * @param valueAt the value at an instant; asked once for each stretch, at its begin
   */
  public static <V> Timeline<V> at(Collection<Instant> changes, Function<Instant, V> valueAt) {
    TreeSet<Instant> starts = new TreeSet<>(changes);
    starts.add(Instant.MIN);
    starts.remove(Instant.MAX);
    List<Segment<V>> segments = new ArrayList<>();
    Instant start = Instant.MIN;
    V value = valueAt.apply(start);
    for (Instant next : starts.tailSet(Instant.MIN, false)) {
      V nextValue = valueAt.apply(next);
      if (!nextValue.equals(value)) {
        segments.add(new Segment<>(new Interval(start, next), value));
        start = next;
        value = nextValue;
      }
    }
    segments.add(new Segment<>(new Interval(start, Instant.MAX), value));
    return new Timeline<>(segments);
  }

  /** In order of time; the first begins and the last ends open. */
  public List<Segment<V>> segments() {
    return segments;
  }

  public V at(Instant instant) {
    int low = 0;
    int high = segments.size() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (segments.get(middle).interval().startInclusive().isAfter(instant)) {
        high = middle - 1;
      } else {
        low = middle;
      }
    }
    return segments.get(low).value();
  }

  /** The values met within an interval, in order of time. */
  public List<V> within(Interval interval) {
    List<V> values = new ArrayList<>();
    for (Segment<V> segment : segments) {
      if (segment.interval().overlaps(interval)) {
        values.add(segment.value());
      }
    }
    return values;
  }

  /** The instants at which the value changes. */
  public List<Instant> changes() {
    return segments.stream().skip(1).map(segment -> segment.interval().startInclusive()).toList();
  }

  public <W> Timeline<W> map(Function<V, W> change) {
    return at(changes(), t -> change.apply(at(t)));
  }

  public <U, W> Timeline<W> with(Timeline<U> other, BiFunction<V, U, W> combine) {
    List<Instant> all = new ArrayList<>(changes());
    all.addAll(other.changes());
    return at(all, t -> combine.apply(at(t), other.at(t)));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Timeline<?> timeline && timeline.segments.equals(segments);
  }

  @Override
  public int hashCode() {
    return segments.hashCode();
  }

  @Override
  public String toString() {
    return segments.toString();
  }
}
