package io.busbar.contracts.value;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * The hub's own id of a device; stable for the device's life. Opaque: 1 to 256 characters, none of
 * them a control character.
 */
public record DeviceId(@JsonValue String value) {
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public DeviceId {
    Ids.requireOpaque("device id", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
