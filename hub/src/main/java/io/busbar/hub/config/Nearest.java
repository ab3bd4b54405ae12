package io.busbar.hub.config;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Finds the word a person most likely meant. */
final class Nearest {
  private Nearest() {}

  static String to(String written, List<String> known) {
    String lower = written.toLowerCase(Locale.ROOT);
    return known.stream()
        .min(Comparator.comparingInt(each -> distance(lower, prefixed(each))))
        .orElse(written);
  }

  /** Variables without our prefix are often written with it. */
  private static String prefixed(String known) {
    String lower = known.toLowerCase(Locale.ROOT);
    boolean bare =
        !lower.contains(".")
            && !lower.startsWith("busbar_")
            && known.equals(known.toUpperCase(Locale.ROOT));
    return bare ? "busbar_" + lower : lower;
  }

  /** How many characters must be added, removed or replaced. */
  static int distance(String from, String to) {
    int[] previous = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int[] row = new int[to.length() + 1];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replace = previous[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replace, 1 + Math.min(previous[j], row[j - 1]));
      }
      previous = row;
    }
    return previous[to.length()];
  }
}
