package io.busbar.drivers.discovery.homie;

import io.busbar.drivers.discovery.model.Schemas;
import io.busbar.drivers.discovery.model.Values;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One value of a node.
 *
 * @param format bounds, choices or ways to write a colour, by datatype
 * @param retained false: its values are happenings
 */
record Property(
    String id,
    String name,
    String datatype,
    String format,
    String unit,
    boolean settable,
    boolean retained) {

  boolean isNumber() {
    return datatype.equals("integer") || datatype.equals("float");
  }

  boolean isTruth() {
    return datatype.equals("boolean");
  }

  boolean isChoice() {
    return datatype.equals("enum");
  }

  boolean isColor() {
    return datatype.equals("color");
  }

  boolean isEvent() {
    return !retained && !settable;
  }

  /** Whether it goes by one of these names, however it is written. */
  boolean isCalled(String... words) {
    String plain = id.replace("-", "").replace("_", "").toLowerCase(Locale.ROOT);
    return Arrays.asList(words).contains(plain);
  }

  /** What may be chosen, or the words for false and true. */
  List<String> choices() {
    return Arrays.stream(format.split(",", Schemas.MAX_CHOICES + 1))
        .map(String::strip)
        .filter(word -> !word.isEmpty())
        .limit(Schemas.MAX_CHOICES)
        .toList();
  }

  /** The choice that is one of some words. */
  Optional<String> choice(String... words) {
    return choices().stream()
        .filter(choice -> Arrays.asList(words).contains(choice.toLowerCase(Locale.ROOT)))
        .findFirst();
  }

  @Nullable Double min() {
    return bound(0);
  }

  @Nullable Double max() {
    return bound(1);
  }

  private @Nullable Double bound(int index) {
    String[] bounds = format.split(":", 3);
    return bounds.length > 1 ? Values.number(bounds[index]).orElse(null) : null;
  }

  /** What a published text means; null when it is not what the datatype says. */
  @Nullable Object value(String text) {
    if (isNumber()) {
      return Values.number(text).map(Values::plain).orElse(null);
    }
    return isTruth() ? Values.truth(text).orElse(null) : text;
  }
}
