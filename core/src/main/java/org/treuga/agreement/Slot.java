package org.treuga.agreement;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A place in a term that holds one value, or a point on which the texts differ. */
public sealed interface Slot<V> {

  /** All texts agree; the value is null where they agree that there is none. */
  record Common<V>(@Nullable V value, List<Citation> citations) implements Slot<V> {
    public Common {
      citations = List.copyOf(citations);
    }
  }

  /** The texts differ here. */
  record Differing<V>(Point<V> point) implements Slot<V> {}
}
