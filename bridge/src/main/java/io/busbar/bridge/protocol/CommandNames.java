package io.busbar.bridge.protocol;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The many spellings of a command's name. Pure. */
final class CommandNames {
  /** Longer names are nobody's. */
  static final int LONGEST = 64;

  private static final int FAR = 6;

  private CommandNames() {}

  /** In any case; {@code -} and {@code .} are {@code _}. */
  static String canonical(String sent) {
    return sent.strip().toUpperCase(Locale.ROOT).replace('-', '_').replace('.', '_');
  }

  /** The known name that differs least; null when none comes near. */
  static @Nullable String nearest(String name, Collection<String> known) {
    if (name.length() > LONGEST) {
      return null;
    }
    return known.stream()
        .min(Comparator.comparingInt(one -> distance(name, one)))
        .filter(one -> distance(name, one) <= FAR)
        .orElse(null);
  }

  /** How many letters to add, drop or change. */
  private static int distance(String one, String other) {
    int[] before = new int[other.length() + 1];
    for (int j = 0; j < before.length; j++) {
      before[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int[] now = new int[before.length];
      now[0] = i;
      for (int j = 1; j < now.length; j++) {
        int changed = before[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        now[j] = Math.min(changed, 1 + Math.min(before[j], now[j - 1]));
      }
      before = now;
    }
    return before[other.length()];
  }
}
