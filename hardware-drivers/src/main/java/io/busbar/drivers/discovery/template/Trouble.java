package io.busbar.drivers.discovery.template;

import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.bus.HubFailure;

/** What can be wrong with a template. */
final class Trouble {
  private static final int SHOWN = 24;

  private Trouble() {}

  /** The template itself is wrong at a place. */
  static HubFailure at(String source, int at, String what, String hint) {
    int place = Math.min(at, source.length());
    String near = source.substring(place, Math.min(source.length(), place + SHOWN));
    return HubFailure.invalid(
        "Template, character %d near '%s': %s.".formatted(place + 1, near, what), hint);
  }

  /** The template cannot work with the values it was given. */
  static HubFailure value(String what) {
    return HubFailure.invalid(
        "Template: %s.".formatted(what), "Give a default, or ask 'is defined' or 'is number'.");
  }

  /** A value that is not in this message. */
  static HubFailure missing(String what) {
    return HubFailure.of(FailureCode.NOT_FOUND, "Template: %s is not there.".formatted(what));
  }

  /** The template asks for too much. */
  static HubFailure tooMuch(String what) {
    return HubFailure.of(FailureCode.OVERLOADED, "Template: %s.".formatted(what))
        .hint("Do less in one template.");
  }
}
