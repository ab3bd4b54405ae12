package io.busbar.contracts.commands;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.DriverKey;
import io.busbar.contracts.value.Fields;
import org.jspecify.annotations.Nullable;

/**
 * Maps a hub action to a driver's own command (spec 9.4). The most specific enabled map wins:
 * device, then driver with type, then driver, then type; then the higher priority.
 *
 * @param payloadTemplate arguments with {@code {{payload.x}}} placeholders; null passes them on
 * @param valueMap replaces argument values by others, by their text
 * @param transform {@code scale}, {@code offset}, {@code round} applied to numeric arguments
 */
public record ActionMap(
    String id,
    String name,
    Direction direction,
    boolean enabled,
    int priority,
    @Nullable DeviceId deviceId,
    @Nullable String deviceType,
    @Nullable DriverKey driverKey,
    String action,
    String command,
    @Nullable Fields payloadTemplate,
    @Nullable Fields valueMap,
    @Nullable Fields transform) {

  /** Whether a map serves commands to drivers or events from them. */
  public enum Direction {
    @JsonProperty("outbound")
    OUTBOUND,
    @JsonProperty("inbound")
    INBOUND
  }
}
