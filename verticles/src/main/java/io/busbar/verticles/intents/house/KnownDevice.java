package io.busbar.verticles.intents.house;

import io.busbar.contracts.devices.CommandDef;
import io.busbar.contracts.value.DeviceId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A device as sentences speak of it.
 *
 * @param spaceId the space it is in
 */
public record KnownDevice(
    DeviceId id,
    String name,
    String type,
    String domain,
    @Nullable String spaceId,
    List<CommandDef> commands) {

  /** The same device is the same id: houses are compared device by device, often. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof KnownDevice device && device.id.equals(id);
  }

  @Override
  public int hashCode() {
    return id.hashCode();
  }

  public Optional<CommandDef> command(String key) {
    return commands.stream().filter(command -> command.key().equals(key)).findFirst();
  }
}
