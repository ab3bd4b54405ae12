package io.busbar.contracts.urlhooks;

import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.UserId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One token for web addresses: whose it is and what may be done with it. The token itself is not
 * kept; of it there is only a hash.
 *
 * @param ownerId in whose name things are done with it; it ends with their account
 * @param lastUsedAt when it was last used, to the minute; null: never
 */
public record UrlHook(
    String id,
    String name,
    UserId ownerId,
    String owner,
    Rights rights,
    Instant createdAt,
    @Nullable Instant lastUsedAt) {

  /**
   * What may be done: any command of all devices, or of those that are named or stand in a space
   * that is named, or in one below it; and programs likewise.
   *
   * @param all every device and every program
   * @param spaceIds their devices and their programs
   * @param commands only commands of these names, and no program that {@code programIds} does not
   *     name; empty: any
   */
  public record Rights(
      boolean all,
      List<DeviceId> deviceIds,
      List<String> spaceIds,
      List<String> programIds,
      List<String> commands) {
    public Rights {
      deviceIds = List.copyOf(deviceIds);
      spaceIds = List.copyOf(spaceIds);
      programIds = List.copyOf(programIds);
      commands = List.copyOf(commands);
    }

    /** Whether the rights allow nothing at all. */
    public boolean isEmpty() {
      return !all && deviceIds.isEmpty() && spaceIds.isEmpty() && programIds.isEmpty();
    }
  }
}
