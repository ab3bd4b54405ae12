package io.busbar.bridge.surface.homeassistant.model;

import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.Fields;

/** What the hub does for a service call. */
public sealed interface Deed {
  /** Commands a device. */
  record Command(DeviceId device, String command, Fields payload) implements Deed {}

  /** Runs a program. */
  record Run(String program, Fields variables) implements Deed {}
}
