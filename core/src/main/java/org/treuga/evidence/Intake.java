package org.treuga.evidence;

import java.util.List;

/**
 * What came of reading records: those taken, those rejected with reasons, and remarks for the
 * reader.
 *
 * @param accepted in order of id
 * @param unchanged records that were already there with the same content
 * @param rejected in order of file and line
 * @param notes sentences a user should see (an encoding that was guessed, columns nobody knows)
 */
public record Intake(
    List<Observation> accepted, int unchanged, List<Rejection> rejected, List<String> notes) {

  public Intake {
    accepted = List.copyOf(accepted);
    rejected = List.copyOf(rejected);
    notes = List.copyOf(notes);
  }
}
