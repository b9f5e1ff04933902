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
