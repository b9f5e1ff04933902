package org.treuga.app.page;

import java.util.List;

/**
 * The filter of a page as a form that asks for the same page again: what is common as fields, all
 * else that is set as words that can be taken off.
 *
 * @param kept parameters that the form hands on unseen
 * @param shown how many of all are selected
 * @param clear the address without any filter; empty where none is set
 */
public record FilterForm(
    String action,
    List<Query.Part> kept,
    String text,
    String from,
    String to,
    List<Choice> choices,
    List<Chip> chips,
    String shown,
    String clear) {

  /** One of several values for a parameter. */
  public record Choice(String name, String label, List<Option> options) {}

  public record Option(String value, String label, boolean selected) {}

  /** A condition that holds, and the address without it. */
  public record Chip(String words, String less) {}

  public FilterForm {
    kept = List.copyOf(kept);
    choices = List.copyOf(choices);
    chips = List.copyOf(chips);
  }
}
