package io.busbar.contracts.value;

import io.busbar.contracts.bus.HubFailure;
import java.util.regex.Pattern;

/** What ids have in common: they are checked where they are born. */
final class Ids {
  private static final Pattern OPAQUE = Pattern.compile("[^\\p{Cntrl}]{1,256}");

  private Ids() {}

  static void requireOpaque(String what, String value) {
    requireMatch(OPAQUE, what, value, "1 to 256 characters without control characters");
  }

  static void requireMatch(Pattern pattern, String what, String value, String rule) {
    if (!pattern.matcher(value).matches()) {
      throw HubFailure.invalid("Not a valid %s.".formatted(what), "Use %s.".formatted(rule));
    }
  }
}
