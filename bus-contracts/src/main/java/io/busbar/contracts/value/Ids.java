package io.busbar.contracts.value;

import io.busbar.contracts.bus.HubFailure;
import java.util.regex.Pattern;

/** What ids have in common: they are checked where they are born. */
final class Ids {
  private static final int LONGEST = 256;
  private static final char DELETE = 0x7f;

  private Ids() {}

  static void requireOpaque(String what, String value) {
    if (!isOpaque(value)) {
      throw invalid(what, "1 to 256 characters without control characters");
    }
  }

  static void requireMatch(Pattern pattern, String what, String value, String rule) {
    if (!pattern.matcher(value).matches()) {
      throw invalid(what, rule);
    }
  }

  /** Runs several times for every message: no regular expression here. */
  private static boolean isOpaque(String value) {
    int length = value.length();
    for (int i = 0; i < length; i++) {
      char c = value.charAt(i);
      if (c < ' ' || c == DELETE) {
        return false;
      }
    }
    return length > 0 && (length <= LONGEST || value.codePointCount(0, length) <= LONGEST);
  }

  private static HubFailure invalid(String what, String rule) {
    return HubFailure.invalid("Not a valid %s.".formatted(what), "Use %s.".formatted(rule));
  }
}
