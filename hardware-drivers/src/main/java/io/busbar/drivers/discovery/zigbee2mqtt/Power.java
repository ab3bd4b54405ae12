package io.busbar.drivers.discovery.zigbee2mqtt;

import io.busbar.drivers.discovery.model.Order;
import io.busbar.drivers.discovery.model.Part;
import io.busbar.drivers.discovery.model.Readers;

/** On and off, for whatever has the feature {@code state}. */
final class Power {
  private Power() {}

  static void add(Part part, Expose control, Readers readers, Door door) {
    control.feature("state").ifPresent(state -> state(part, state, readers, door));
  }

  private static void state(Part part, Expose state, Readers readers, Door door) {
    if (state.isSettable()) {
      part.order(Order.plain("turn_on", door.set(state.property(), state.onValue())));
      part.order(Order.plain("turn_off", door.set(state.property(), state.offValue())));
      if (state.toggle() != null) {
        part.order(Order.step("toggle", door.set(state.property(), state.toggle())));
      }
    }
    readers.on(
        state.property(),
        value -> state.truth(value).ifPresent(on -> part.memory().field("power", on)));
  }
}
