package io.busbar.bridge.surface.homeassistant.model;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.value.Fields;

/** Reads what was sent with a service call. */
final class Sent {
  private Sent() {}

  /**
   * @throws HubFailure INVALID when it is no number within the range
   */
  static double number(Fields sent, String name, double min, double max) {
    Object value = sent.get(name);
    double number = Double.NaN;
    if (value instanceof Number given) {
      number = given.doubleValue();
    } else if (value instanceof String text && text.matches("-?\\d{1,9}(\\.\\d{1,9})?")) {
      number = Double.parseDouble(text);
    }
    if (!(number >= min && number <= max)) {
      throw HubFailure.invalid(
          "expected a number for dictionary value @ data['%s']".formatted(name),
          "Send a number from %s to %s.".formatted(min, max));
    }
    return number;
  }

  static int whole(Fields sent, String name, double min, double max) {
    return (int) Math.round(number(sent, name, min, max));
  }

  /**
   * @throws HubFailure INVALID when it is no text
   */
  static String text(Fields sent, String name) {
    return sent.text(name)
        .orElseThrow(
            () ->
                HubFailure.invalid(
                    "required key not provided @ data['%s']".formatted(name), "Send a text."));
  }

  /**
   * @throws HubFailure INVALID when it is neither true nor false
   */
  static boolean flag(Fields sent, String name) {
    Object value = sent.get(name);
    if (value instanceof Boolean flag) {
      return flag;
    }
    throw HubFailure.invalid(
        "expected bool for dictionary value @ data['%s']".formatted(name), "Send true or false.");
  }

  static void requireAll(boolean fits, String otherwise) {
    if (!fits) {
      throw HubFailure.invalid(otherwise, "Look at the device's commands.");
    }
  }
}
