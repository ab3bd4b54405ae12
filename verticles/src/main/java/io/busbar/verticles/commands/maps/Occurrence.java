package io.busbar.verticles.commands.maps;

import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.DriverKey;
import io.busbar.contracts.value.Fields;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened at a device, a driver or a remote.
 *
 * @param name its name of spec 5
 * @param driver null when it is about a remote
 * @param device null when it is about a driver as a whole, or a remote
 * @param deviceType null when it is not known
 * @param event what the event says; of a state update, the fields that changed
 * @param before the device's state before
 * @param state the device's state now
 */
public record Occurrence(
    String name,
    @Nullable DriverKey driver,
    @Nullable DeviceId device,
    @Nullable String deviceType,
    Fields event,
    Fields before,
    Fields state) {
  public static final String STATE_UPDATE = "STATE_UPDATE";
  public static final String METRIC_UPDATE = "METRIC_UPDATE";
  public static final String ACTION_RESULT = "ACTION_RESULT";
  public static final String DRIVER_STATUS = "DRIVER_STATUS";
  public static final String REMOTE_KEY = "REMOTE_KEY";
}
