package org.treuga.finding;

import java.util.List;
import org.treuga.time.Interval;

/**
 * A piece of a reason before it is put into a language: which sentence, and what it speaks of. The
 * pieces of an element's reason follow each other without anything between them.
 *
 * @param code of the sentence: {@code object.TRUE}
 * @param said what stands in the sentence, in order
 */
public record Because(String code, List<Said> said) {

  /** What a sentence speaks of. */
  public sealed interface Said {}

  /** Words of the case, or of what was reported: the same in every language. */
  public record Words(String text) implements Said {}

  /** Parties by their ids. */
  public record Parties(List<String> ids) implements Said {
    public Parties {
      ids = List.copyOf(ids);
    }
  }

  /** When something is said to have happened. */
  public record When(Interval within) implements Said {}

  /** When a term is in force, for whom where that differs. */
  public record InForce(List<Binding> bindings) implements Said {
    public InForce {
      bindings = List.copyOf(bindings);
    }
  }

  /**
   * When somebody is bound.
   *
   * @param bearer id of a party; empty where it is the same for all
   * @param stretches empty where it never began
   */
  public record Binding(String bearer, List<Stretch> stretches) {
    public Binding {
      stretches = List.copyOf(stretches);
    }
  }

  /**
   * A stretch of time in which a term is in force.
   *
   * @param open whether it is arguable
   */
  public record Stretch(Interval interval, boolean open) {}

  public Because {
    said = List.copyOf(said);
  }

  static Because of(String code, Said... said) {
    return new Because(code, List.of(said));
  }
}
