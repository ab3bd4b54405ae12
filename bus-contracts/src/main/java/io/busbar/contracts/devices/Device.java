package io.busbar.contracts.devices;

import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.Endpoint;
import io.busbar.contracts.value.Fields;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A logical device as the registry keeps it: what it is, not how it is doing.
 *
 * @param properties what the driver said about it, without its command catalog
 * @param commands the effective command list (spec 9.3)
 * @param removedAt when its driver took it away; it is hidden since and deleted after a day
 */
public record Device(
    DeviceId id,
    Endpoint endpoint,
    String name,
    String deviceType,
    List<String> tags,
    Fields target,
    Fields properties,
    List<CommandDef> commands,
    @Nullable Instant removedAt,
    Instant createdAt,
    Instant updatedAt) {

  public Device {
    tags = List.copyOf(tags);
    commands = List.copyOf(commands);
  }

  /** The same device, changed at this instant. */
  public Device touched(Instant at) {
    return stamped(removedAt, at);
  }

  /** The same device, taken away at this instant. */
  public Device removed(Instant at) {
    return stamped(at, at);
  }

  private Device stamped(@Nullable Instant removed, Instant updated) {
    return new Device(
        id,
        endpoint,
        name,
        deviceType,
        tags,
        target,
        properties,
        commands,
        removed,
        createdAt,
        updated);
  }

  public Optional<CommandDef> command(String key) {
    return commands.stream().filter(command -> command.key().equals(key)).findFirst();
  }
}
