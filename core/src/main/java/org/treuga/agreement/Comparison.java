package org.treuga.agreement;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where the statements of a case differ, clause by clause, as its compilers record it. No position
 * is taken on which is right.
 *
 * @param divergences subjects on which statements differ
 * @param accounts one event told by several sides, aligned clause by clause
 */
public record Comparison(List<Divergence> divergences, List<Account> accounts) {

  /** A case that compares nothing. */
  public static final Comparison NONE = new Comparison(List.of(), List.of());

  /** In what statements differ. */
  public enum Kind {
    /** In one text only. */
    PRESENCE,
    SCOPE,
    /** How firmly, and on whom. */
    FORCE,
    CONDITION,
    TIME
  }

  /**
   * A subject on which statements differ.
   *
   * @param bearsOn what hangs on it, in words
   */
  public record Divergence(
      String id, Set<Kind> kinds, String subject, List<Position> positions, String bearsOn) {
    public Divergence {
      kinds = Collections.unmodifiableSet(new TreeSet<>(kinds));
      positions = List.copyOf(positions);
    }
  }

  /** What one side says, in the compilers' words, and the clause it rests on. */
  public record Position(String issuer, Citation clause, String says) {}

  /**
   * One event as several sides tell it.
   *
   * @param statements the documents of each side, by party
   */
  public record Account(
      String id, String title, Map<String, List<String>> statements, List<Aligned> rows) {
    public Account {
      statements = Collections.unmodifiableMap(new LinkedHashMap<>(statements));
      rows = List.copyOf(rows);
    }
  }

  /**
   * The clauses of the accounts that speak of one subject.
   *
   * @param relation as recorded: the same subject, or one account only. Silence is no denial
   * @param clauses by party; empty where that side's clauses do not speak of it
   */
  public record Aligned(
      String id,
      String subject,
      String relation,
      Set<Kind> kinds,
      Map<String, List<Citation>> clauses,
      String says) {
    public Aligned {
      kinds = Collections.unmodifiableSet(new TreeSet<>(kinds));
      clauses = Collections.unmodifiableMap(new LinkedHashMap<>(clauses));
    }
  }

  public Comparison {
    divergences = List.copyOf(divergences);
    accounts = List.copyOf(accounts);
  }
}
