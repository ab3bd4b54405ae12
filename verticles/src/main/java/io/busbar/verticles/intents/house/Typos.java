package io.busbar.verticles.intents.house;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds the words a misspelt one may have been. Bounded in distance and in work. */
final class Typos {
  private static final int SHORTEST = 4;
  private static final int LONG = 8;
  private static final int MAX_COMPARED = 4_000;

  private final Map<Character, List<String>> byFirst = new HashMap<>();

  Typos(Collection<String> words) {
    for (String word : words) {
      if (word.length() >= SHORTEST && !Character.isDigit(word.charAt(0))) {
        byFirst.computeIfAbsent(word.charAt(0), first -> new ArrayList<>()).add(word);
      }
    }
  }

  /**
   * The nearest words with the same first letter: one change away, or two when the word is long.
   */
  List<String> nearest(String word) {
    if (word.length() < SHORTEST) {
      return List.of();
    }
    int allowed = word.length() >= LONG ? 2 : 1;
    int best = allowed;
    List<String> nearest = new ArrayList<>();
    List<String> candidates = byFirst.getOrDefault(word.charAt(0), List.of());
    for (String candidate : candidates.subList(0, Math.min(candidates.size(), MAX_COMPARED))) {
      if (Math.abs(candidate.length() - word.length()) > best) {
        continue;
      }
      int distance = distance(word, candidate);
      if (distance < best) {
        nearest.clear();
        best = distance;
      }
      if (distance == best) {
        nearest.add(candidate);
      }
    }
    return nearest;
  }

  /** Insertions, deletions, replacements and swaps of neighbours from one word to the other. */
  static int distance(String from, String to) {
    int[] before = new int[to.length() + 1];
    int[] last = new int[to.length() + 1];
    int[] row = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replaced = last[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, Math.min(last[j], row[j - 1]) + 1);
        if (isSwap(from, to, i, j)) {
          row[j] = Math.min(row[j], before[j - 2] + 1);
        }
      }
      int[] spare = before;
      before = last;
      last = row;
      row = spare;
    }
    return last[to.length()];
  }

  private static boolean isSwap(String from, String to, int i, int j) {
    return i > 1
        && j > 1
        && from.charAt(i - 1) == to.charAt(j - 2)
        && from.charAt(i - 2) == to.charAt(j - 1);
  }
}
