package io.busbar.verticles.programs.triggers;

import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.Fields;
import org.jspecify.annotations.Nullable;

/**
 * Something the hub announced, by its name in the event catalogue (spec 5).
 *
 * @param occasion the same for everybody who hears of it
 */
public record HubEvent(String type, @Nullable DeviceId device, Fields payload, String occasion) {}
