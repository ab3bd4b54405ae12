package io.busbar.verticles.commands.maps;

import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.DriverKey;
import io.busbar.contracts.value.Fields;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Maps and occurrences the tests of this package speak of. */
final class Maps {
  static final DeviceId SWITCH = new DeviceId("switch");
  static final DriverKey HUE = new DriverKey("HUE");

  /** A switch's state turns a lamp on. */
  static final Fields SWITCH_TO_LAMP =
      Fields.of("id", "m")
          .with("direction", "inbound")
          .with("deviceId", "switch")
          .with("event", Map.of("type", "state", "key", "power", "to", true))
          .with("targetDeviceId", "lamp")
          .with("action", "turn_on");

  private Maps() {}

  static InboundMap inbound(Fields body) {
    return InboundMap.of(MapReader.read(body));
  }

  static Occurrence change(Fields before, Fields after) {
    return new Occurrence(
        Occurrence.STATE_UPDATE, HUE, SWITCH, "switch", after, before, before.with(after));
  }

  static Occurrence said(String name, @Nullable DeviceId device, Fields event) {
    return new Occurrence(name, HUE, device, null, event, Fields.EMPTY, Fields.EMPTY);
  }
}
