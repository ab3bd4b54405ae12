package io.busbar.contracts.commands;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.DriverKey;
import io.busbar.contracts.value.Fields;
import org.jspecify.annotations.Nullable;

/**
 * Maps an action to another (spec 9.4). An outbound map turns a hub action into a driver's own
 * command; the most specific enabled one wins: device, then driver with type, then driver, then
 * type; then the higher priority. An inbound map turns what happened at a device into a hub action
 * on another device, or into a run of a program; every enabled one that applies does so.
 *
 * @param deviceId whose actions are mapped, or whose events are heard; null: not only one device's
 * @param action outbound: the hub action; inbound: what is heard, when {@code event} is null
 * @param command outbound: what the driver is sent; inbound: the action of the target device
 * @param payloadTemplate arguments with placeholders, outbound {@code {{payload.x}}}, inbound
 *     {@code {{state.x}}}, {@code {{event.x}}} and {@code {{value}}}; null: outbound passes the
 *     arguments on, inbound has none
 * @param valueMap replaces argument values by others, by their text
 * @param transform {@code scale}, {@code offset}, {@code round} applied to numeric arguments
 * @param event inbound: what is heard
 * @param condition inbound: what must be true of the state of devices at that moment
 * @param targetDeviceId inbound: which device gets the command
 * @param triggerProgramId inbound: which program is run instead
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
    @Nullable Fields transform,
    @Nullable Fields event,
    @Nullable Fields condition,
    @Nullable DeviceId targetDeviceId,
    @Nullable String triggerProgramId) {

  /** Whether a map serves commands to drivers or events from them. */
  public enum Direction {
    @JsonProperty("outbound")
    OUTBOUND,
    @JsonProperty("inbound")
    INBOUND
  }
}
