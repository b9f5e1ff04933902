package org.treuga.agreement;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which classes of things or acts a text takes in.
 *
 * <p>A class is a dotted id, and {@code a.b} takes in {@code a.b.c}. The nearest listed class on
 * the way up decides. A class wider than a difference has no one answer: where it is inside but a
 * part of it is listed as outside, or the reverse, it is arguable.
 *
 * @param name what the file calls the set; empty for one written in place
 * @param any classes inside
 * @param noneOf classes outside
 * @param arguable classes whose membership the text leaves open
 * @param exactly classes that count as inside when a report names no more than this level, though
 *     parts of them are outside
 * @param closed whether the text says that its list is exhaustive ({@code TRUE}), that it only
 *     gives examples ({@code FALSE}), or neither ({@code ARGUABLE})
 */
public record ClassSet(
    String name,
    Set<String> any,
    Set<String> noneOf,
    Set<String> arguable,
    Set<String> exactly,
    Truth closed) {

  public ClassSet {
    any = sorted(any);
    noneOf = sorted(noneOf);
    arguable = sorted(arguable);
    exactly = sorted(exactly);
  }

  private static Set<String> sorted(Set<String> ids) {
    return Collections.unmodifiableSet(new TreeSet<>(ids));
  }

  public static ClassSet of(String... any) {
    return new ClassSet("", Set.of(any), Set.of(), Set.of(), Set.of(), Truth.ARGUABLE);
  }

  /**
   * Whether a class is inside. An empty id or {@code unknown} is arguable: nobody said what it is.
   */
  public Truth member(String id) {
    if (id.isEmpty() || id.equals("unknown")) {
      return Truth.ARGUABLE;
    }
    if (exactly.contains(id)) {
      return Truth.TRUE;
    }
    Optional<Truth> listed = nearest(id);
    Truth own = listed.orElse(Truth.FALSE);
    boolean inside = hasPart(any, id);
    boolean outside = hasPart(noneOf, id);
    boolean open = hasPart(arguable, id);
    return switch (own) {
      case ARGUABLE -> Truth.ARGUABLE;
      case TRUE -> outside ? Truth.ARGUABLE : Truth.TRUE;
      // A class that nothing lists is outside only by silence: an open part is enough to leave it
      // open.
      case FALSE -> inside || (open && listed.isEmpty()) ? Truth.ARGUABLE : Truth.FALSE;
    };
  }

  /** The listed class that decides for an id, for explanations; absent when none does. */
  public Optional<String> deciding(String id) {
    for (String at = id; !at.isEmpty(); at = parent(at)) {
      if (any.contains(at) || noneOf.contains(at) || arguable.contains(at)) {
        return Optional.of(at);
      }
    }
    return Optional.empty();
  }

  private Optional<Truth> nearest(String id) {
    return deciding(id)
        .map(at -> arguable.contains(at) ? Truth.ARGUABLE : Truth.of(!noneOf.contains(at)));
  }

  private static String parent(String id) {
    int dot = id.lastIndexOf('.');
    return dot < 0 ? "" : id.substring(0, dot);
  }

  private static boolean hasPart(Set<String> ids, String id) {
    for (String other : ids) {
      if (other.length() > id.length()
          && other.charAt(id.length()) == '.'
          && other.startsWith(id)) {
        return true;
      }
    }
    return false;
  }

  /** The same set with further classes left open. */
  public ClassSet withArguable(List<String> more) {
    Set<String> all = new TreeSet<>(arguable);
    all.addAll(more);
    return new ClassSet(name, any, noneOf, all, exactly, closed);
  }

  /** How the set is called in sentences: its name, or its classes. */
  public String label() {
    if (!name.isEmpty()) {
      return name;
    }
    return String.join(", ", any.stream().sorted(Comparator.naturalOrder()).toList());
  }
}
