package io.busbar.verticles.intents.meaning;

import io.busbar.contracts.intents.ParsedIntent.DeviceAction;
import org.jspecify.annotations.Nullable;

/** The action for one device, or why there is none. One of them is null. */
record Planned(@Nullable DeviceAction action, @Nullable Refusal refusal) {
  static Planned action(DeviceAction action) {
    return new Planned(action, null);
  }

  static Planned refused(Refusal refusal) {
    return new Planned(null, refusal);
  }

  /** Why a device is not acted on; the names are reasons clients see. */
  enum Refusal {
    /** It has no such command. */
    NOT_OFFERED,
    /** The value is none it takes. */
    VALUE_OUT_OF_RANGE,
    /** "Brighter" than what? */
    STATE_UNKNOWN,
    /** It is there already. */
    ALREADY_AT_LIMIT
  }
}
