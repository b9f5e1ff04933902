package org.treuga.agreement;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a slot holds once a reading has chosen. */
public sealed interface Resolved<V> {

  /**
   * A value.
   *
   * @param value null where there is none
   * @param label words of the option; empty when the slot is common to all texts or the file gives
   *     none
   */
  record Given<V>(@Nullable V value, String label, List<Citation> citations)
      implements Resolved<V> {
    public Given {
      citations = List.copyOf(citations);
    }
  }

  /** The reading is silent at a point, and the file gives silence no meaning. */
  record Undetermined<V>(Point<V> point) implements Resolved<V> {}

  /** What a slot holds under a choice. */
  static <V> Resolved<V> of(Slot<V> slot, Choice choice) {
    return switch (slot) {
      case Slot.Common<V> common -> new Given<>(common.value(), "", common.citations());
      case Slot.Differing<V> differing -> {
        Point<V> point = differing.point();
        yield point
            .chosen(choice)
            .<Resolved<V>>map(
                option -> new Given<>(option.value(), option.label(), option.citations()))
            .orElseGet(() -> new Undetermined<>(point));
      }
    };
  }

  /** The value, or null where there is none or it is undetermined. */
  default @Nullable V valueOrNull() {
    return switch (this) {
      case Given<V> given -> given.value();
      case Undetermined<V> _undetermined -> null;
    };
  }

  default boolean isUndetermined() {
    return this instanceof Undetermined<V>;
  }
}
