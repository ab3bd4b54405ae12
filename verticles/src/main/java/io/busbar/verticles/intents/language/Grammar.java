package io.busbar.verticles.intents.language;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The sentence patterns of a language as its {@code patterns.json} lists them.
 *
 * @param rules parts of sentences that several patterns share
 * @param schedules how it is said that something shall be done again and again
 */
record Grammar(Map<String, List<String>> rules, List<Entry> patterns, List<String> schedules) {
  /**
   * @param act what is done, in the words of {@code acts.json}
   * @param property what it is done to: brightness, volume
   * @param value a fixed value, when no slot gives one
   * @param say the sentences
   */
  record Entry(
      String intent,
      String act,
      @Nullable String property,
      @Nullable Object value,
      List<String> say) {}
}
