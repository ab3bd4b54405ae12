package io.busbar.contracts.states;

import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.DriverInstance;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.StateVersion;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The live state of one device.
 *
 * @param state all known fields, merged (spec 6.4)
 * @param changedAt when each top-level field last changed
 * @param online its driver is connected and has announced it
 * @param stale {@code state} may no longer be true: nothing was heard since the driver was lost
 * @param missing its driver came back and did not announce it for five minutes
 */
public record DeviceState(
    DeviceId deviceId,
    DriverInstance driver,
    StateVersion version,
    Fields state,
    Map<String, Instant> changedAt,
    @Nullable Instant updatedAt,
    @Nullable Instant lastSeen,
    boolean online,
    boolean stale,
    boolean missing) {}
