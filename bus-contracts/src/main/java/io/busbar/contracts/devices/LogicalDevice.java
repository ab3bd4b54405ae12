package io.busbar.contracts.devices;

import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.DriverKey;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.InstanceId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A device with its live state, as clients see it (spec 2.0.5). Secrets are already removed from
 * {@code properties}.
 *
 * @param online whether its driver is connected and has announced it
 * @param stale whether {@code state} may no longer be true
 */
public record LogicalDevice(
    DeviceId id,
    String externalId,
    String name,
    String deviceType,
    String type,
    String domain,
    String deviceClass,
    DriverKey driverKey,
    InstanceId driverInstanceId,
    @Nullable String spaceId,
    @Nullable String spaceName,
    @Nullable String manufacturer,
    @Nullable String model,
    List<String> tags,
    Fields target,
    List<String> capabilities,
    List<CommandDef> commands,
    Fields properties,
    Fields state,
    boolean online,
    boolean stale,
    boolean hidden,
    boolean missing,
    @Nullable Instant lastSeen,
    Instant createdAt,
    Instant updatedAt) {}
