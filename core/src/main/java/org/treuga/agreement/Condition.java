package org.treuga.agreement;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that must hold, for a term to be in force or for an exception to apply.
 *
 * <p>The first group speaks of events and other terms and has a value at every instant. The second
 * speaks of the incident itself and makes sense only in an exception.
 */
public sealed interface Condition {

  record All(List<Condition> parts) implements Condition {
    public All {
      parts = List.copyOf(parts);
    }
  }

  record Any(List<Condition> parts) implements Condition {
    public Any {
      parts = List.copyOf(parts);
    }
  }

  record Not(Condition part) implements Condition {}

  /**
   * An event has happened.
   *
   * @param determinedBy who decides that it has: a party id, {@code joint}, or {@code unstated};
   *     null when the text does not touch the question, and then the record of the event decides
   * @param within how long before an incident it must have happened to count in an exception; null
   *     for no limit
   */
  record Happened(EventPattern pattern, @Nullable String determinedBy, @Nullable Duration within)
      implements Condition {}

  /** Another term is in a state, under the same reading. */
  record Holds(String term, State state) implements Condition {}

  /** At least so many events within a stretch that ends now; null for ever. */
  record CountOf(EventPattern pattern, int atLeast, @Nullable Duration within)
      implements Condition {}

  /** The acting side stated a ground of this class. */
  record Ground(ClassSet grounds) implements Condition {}

  /** The incident lies in a place. */
  record InPlace(PlaceSet places) implements Condition {}

  /** What was affected is of this class. */
  record ObjectIs(ClassSet classes) implements Condition {}

  /** The act is of this class. */
  record ActIs(ClassSet acts) implements Condition {}

  /** The means is of this class. */
  record MeansIs(ClassSet means) implements Condition {}

  /** The alleged actor is one of these parties. */
  record ActorIs(List<String> parties) implements Condition {
    public ActorIs {
      parties = List.copyOf(parties);
    }
  }

  /** A permission term is in force and takes the incident in. */
  record Permitted(String term) implements Condition {}
}
