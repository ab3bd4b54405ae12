package io.busbar.contracts.home;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.busbar.contracts.devices.LogicalDevice;
import io.busbar.contracts.programs.Program;
import io.busbar.contracts.spaces.RemoteSource;
import io.busbar.contracts.spaces.Space;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.DriverKey;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.InstanceId;
import io.busbar.contracts.value.Role;
import io.busbar.contracts.value.Shared;
import io.busbar.contracts.value.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything a client needs to start, in one payload (spec 2.2).
 *
 * @param serverTime when it was answered
 */
public record Bootstrap(@JsonUnwrapped Whole shared, @JsonUnwrapped Own own, Instant serverTime)
    implements Shared {

  @Override
  @JsonIgnore
  public Map<String, Object> fleeting() {
    return Map.of("serverTime", serverTime);
  }

  /**
   * The house as everybody sees it.
   *
   * @param state the state of each device, by its id
   * @param remoteSources those of all spaces
   * @param revision grows with each change of anything in here, also over restarts
   */
  public record Whole(
      Hub hub,
      List<LogicalDevice> devices,
      List<Space> spaces,
      List<Program> programs,
      Media media,
      Map<String, Fields> state,
      List<RemoteSource> remoteSources,
      Capabilities capabilities,
      long revision) {}

  /**
   * What belongs to the person who asks.
   *
   * @param preferences as {@link HomeContract#READ_PREFERENCES} answers them
   */
  public record Own(User user, Fields preferences) {}

  /**
   * @param id made once for this hub and kept
   * @param timezone the zone of the house, {@code Europe/Berlin}
   */
  public record Hub(String id, String name, String version, String timezone) {}

  public record User(UserId id, String username, String name, @Nullable String email, Role role) {}

  /** What plays, and by what (spec decision 22). */
  public record Media(List<Service> services, List<Session> sessions) {}

  /**
   * A driver with media devices.
   *
   * @param online whether any of them is reachable
   */
  public record Service(
      DriverKey driverKey, InstanceId instanceId, List<DeviceId> deviceIds, boolean online) {}

  /**
   * A device that says what it plays.
   *
   * @param playback {@code playing}, {@code paused} or {@code stopped}
   */
  public record Session(
      DeviceId deviceId,
      String name,
      @Nullable String spaceId,
      String playback,
      @Nullable String title,
      @Nullable String artist,
      @Nullable String track,
      @Nullable String source) {}

  /**
   * What there is to be shown.
   *
   * @param domains the domains of the devices
   * @param devices the capabilities of the devices
   */
  public record Capabilities(int protocolVersion, List<String> domains, List<String> devices) {}
}
