package io.busbar.contracts.devices;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.Fields;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One facet of a device that can be controlled or read (spec 9.1): the device itself, under its own
 * id, or one of the sensors it reports in {@code extras.sensors}, under {@code <device>:<key>}.
 *
 * @param stateKey where in the device's state its value stands; null for the device itself
 * @param state the device's state, or {@code {value, unit}} of the sensor
 */
public record Entity(
    String entityId,
    DeviceId deviceId,
    String domain,
    String name,
    Kind kind,
    @Nullable String stateKey,
    @Nullable String unit,
    List<String> capabilities,
    List<CommandDef> commands,
    Fields state,
    @Nullable String spaceId,
    boolean online,
    boolean stale) {

  public Entity {
    capabilities = List.copyOf(capabilities);
    commands = List.copyOf(commands);
  }

  /** What one can do with an entity. */
  public enum Kind {
    @JsonProperty("control")
    CONTROL,
    @JsonProperty("sensor")
    SENSOR,
    @JsonProperty("binary_sensor")
    BINARY_SENSOR
  }
}
