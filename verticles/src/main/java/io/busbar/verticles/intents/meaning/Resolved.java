package io.busbar.verticles.intents.meaning;

import io.busbar.contracts.spaces.Space;
import io.busbar.verticles.intents.house.KnownDevice;
import java.util.List;

/**
 * The devices a phrase means.
 *
 * @param choices several of which only one is meant; then there are no devices
 * @param broad whether a whole floor or the whole house was said
 */
record Resolved(
    List<KnownDevice> devices, List<KnownDevice> choices, List<Space> places, boolean broad) {
  static final Resolved NOTHING = new Resolved(List.of(), List.of(), List.of(), false);

  boolean isEmpty() {
    return devices.isEmpty() && choices.isEmpty();
  }

  boolean isAmbiguous() {
    return !choices.isEmpty();
  }
}
