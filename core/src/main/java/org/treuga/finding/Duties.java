package org.treuga.finding;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Who did what in one matter, and what they may therefore no longer do in it: nobody reviews their
 * own analysis, and nobody publishes what they graded. Either order counts: who has published may
 * not grade afterwards.
 *
 * @param done in order
 */
public record Duties(List<Duty> done) {

  /** Nobody has done anything yet. */
  public static final Duties NONE = new Duties(List.of());

  private static final int PANEL_MEMBERS = 2;

  /**
   * What one person did.
   *
   * @param person a name; case, spacing and form of letters do not make another person of it
   */
  public record Duty(Role role, String person) {
    public Duty {
      if (person.isBlank()) {
        throw new IllegalArgumentException("person must not be blank for the " + role.word());
      }
    }

    private boolean isOf(Duty other) {
      return same(person).equals(same(other.person));
    }

    private static String same(String person) {
      return Normalizer.normalize(person, Normalizer.Form.NFKC)
          .strip()
          .replaceAll("\\s+", " ")
          .toLowerCase(Locale.ROOT);
    }
  }

  public Duties {
    done = List.copyOf(done);
  }

  /** Why somebody may not do this as well; empty when they may. */
  public Optional<String> refusal(Duty next) {
    return done.stream()
        .filter(earlier -> earlier.isOf(next))
        .flatMap(earlier -> reason(earlier.role(), next.role()).stream())
        .findFirst()
        .map(reason -> "%s: %s".formatted(next.person(), reason));
  }

  private static Optional<String> reason(Role one, Role other) {
    if (are(one, other, Role.ANALYST, Role.REVIEWER)) {
      return Optional.of("nobody may review their own analysis");
    }
    if (one == Role.PUBLISHER && other.grades() || other == Role.PUBLISHER && one.grades()) {
      Role graded = one == Role.PUBLISHER ? other : one;
      return Optional.of(
          "nobody may publish what they graded, and they were %s".formatted(graded.word()));
    }
    return Optional.empty();
  }

  private static boolean are(Role one, Role other, Role first, Role second) {
    return one == first && other == second || one == second && other == first;
  }

  /**
   * What was done, and this too.
   *
   * @throws IllegalArgumentException if the person may not, with the reason
   */
  public Duties and(Duty next) {
    refusal(next)
        .ifPresent(reason -> {
          throw new IllegalArgumentException("next must be allowed, was refused: " + reason);
        });
    return new Duties(Stream.concat(done.stream(), Stream.of(next)).toList());
  }

  /** Why the panel may not decide yet; empty when two different people sit on it. */
  public Optional<String> panelRefusal() {
    long members =
        done.stream()
            .filter(duty -> duty.role() == Role.PANEL)
            .map(duty -> Duty.same(duty.person()))
            .distinct()
            .count();
    return members >= PANEL_MEMBERS
        ? Optional.empty()
        : Optional.of(
            "a decision of the panel needs %d different people, and there are %d"
                .formatted(PANEL_MEMBERS, members));
  }
}
