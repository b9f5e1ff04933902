package org.treuga.app.picture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A column of texts of which many are alike: each text once, and for each row the number of its
 * text. The empty text has number 0. Immutable.
 */
public final class Words {

  private final List<String> words;
  private final int[] numbers;

  private Words(List<String> words, int[] numbers) {
    this.words = List.copyOf(words);
    this.numbers = numbers;
  }

  /** Every text, once. */
  public List<String> words() {
    return words;
  }

  /** How many rows there are. */
  public int rows() {
    return numbers.length;
  }

  public int number(int row) {
    return numbers[row];
  }

  public String at(int row) {
    return words.get(numbers[row]);
  }

  /** With changes put over it; what no row says any more is forgotten. */
  Words with(Words changes, Rejoined rows) {
    Map<String, Integer> fresh = new HashMap<>();
    changes.words.forEach(word -> fresh.put(word, -1));
    for (int i = 0; i < words.size(); i++) {
      int number = i;
      fresh.computeIfPresent(words.get(i), (word, unknown) -> number);
    }
    List<String> all = new ArrayList<>(words);
    int[] moved = new int[changes.words.size()];
    for (int i = 0; i < moved.length; i++) {
      int number = fresh.getOrDefault(changes.words.get(i), -1);
      moved[i] = number >= 0 ? number : all.size();
      if (number < 0) {
        all.add(changes.words.get(i));
      }
    }
    int[] added = Arrays.stream(changes.numbers).map(number -> moved[number]).toArray();
    return said(all, rows.ints(numbers, added));
  }

  private static Words said(List<String> words, int[] numbers) {
    boolean[] said = new boolean[words.size()];
    said[0] = true;
    for (int number : numbers) {
      said[number] = true;
    }
    int[] moved = new int[words.size()];
    List<String> kept = new ArrayList<>(words.size());
    for (int i = 0; i < said.length; i++) {
      moved[i] = kept.size();
      if (said[i]) {
        kept.add(words.get(i));
      }
    }
    if (kept.size() < words.size()) {
      for (int row = 0; row < numbers.length; row++) {
        numbers[row] = moved[numbers[row]];
      }
    }
    return new Words(kept, numbers);
  }

  /** How many rows have each text, by its number. */
  public int[] counts() {
    int[] counts = new int[words.size()];
    for (int number : numbers) {
      counts[number]++;
    }
    return counts;
  }

  /** Takes texts one after another. */
  static final class Builder {
    private final Map<String, Integer> known = new HashMap<>();
    private final List<String> words = new ArrayList<>();
    private int[] numbers = new int[1024];
    private int rows;

    Builder() {
      known.put("", 0);
      words.add("");
    }

    void add(String word) {
      if (rows == numbers.length) {
        numbers = Arrays.copyOf(numbers, 2 * rows);
      }
      Integer number = known.get(word);
      if (number == null) {
        number = words.size();
        known.put(word, number);
        words.add(word);
      }
      numbers[rows++] = number;
    }

    Words build(int[] order) {
      int[] sorted = new int[rows];
      for (int i = 0; i < rows; i++) {
        sorted[i] = numbers[order[i]];
      }
      return new Words(words, sorted);
    }
  }
}
