package io.busbar.bridge.protocol;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.busbar.contracts.bus.FailureCode;
import io.busbar.contracts.bus.HubBus;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.devices.DevicesContract;
import io.busbar.contracts.devices.DevicesContract.ReadDevice;
import io.busbar.contracts.devices.EntitiesContract;
import io.busbar.contracts.devices.EntitiesContract.EntityList;
import io.busbar.contracts.devices.EntitiesContract.ListEntities;
import io.busbar.contracts.devices.LogicalDevice;
import io.busbar.contracts.states.DeviceState;
import io.busbar.contracts.states.StatesContract;
import io.busbar.contracts.states.StatesContract.ReadState;
import io.busbar.contracts.states.StatesContract.StateSnapshot;
import io.busbar.contracts.value.DeviceId;
import io.busbar.contracts.value.Fields;
import io.busbar.contracts.value.Nothing;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** States of devices. */
public final class StateCommands {
  private final HubBus bus;

  public StateCommands(HubBus bus) {
    this.bus = bus;
  }

  /**
   * The state of one device.
   *
   * @param updatedAt when it last changed; null when nothing was ever reported
   */
  public record StateOfDevice(
      DeviceId deviceId,
      Fields state,
      @JsonInclude @Nullable Instant updatedAt,
      boolean online,
      boolean stale) {}

  Map<String, ProtocolCommand> table() {
    return Map.of(
        "LIST_STATES", this::list, "GET_DEVICE_STATE", asked -> read(asked.payload().deviceId()));
  }

  /** Reads the state of a device; empty when it never reported. Fails: NOT_FOUND · UNAVAILABLE. */
  public Future<StateOfDevice> read(DeviceId id) {
    return bus.request(StatesContract.READ, new ReadState(id))
        .map(StateCommands::answer)
        .recover(cause -> isUnknown(cause) ? readRegistered(id) : Future.failedFuture(cause));
  }

  private Future<StateOfDevice> readRegistered(DeviceId id) {
    return bus.request(DevicesContract.READ, new ReadDevice(id)).map(StateCommands::answer);
  }

  private static StateOfDevice answer(DeviceState state) {
    return new StateOfDevice(
        state.deviceId(), state.state(), state.updatedAt(), state.online(), state.stale());
  }

  private static StateOfDevice answer(LogicalDevice device) {
    return new StateOfDevice(device.id(), device.state(), null, device.online(), device.stale());
  }

  private Future<?> list(Asked asked) {
    String domain = asked.payload().text("domain");
    String spaceId = asked.payload().text("spaceId");
    Future<StateSnapshot> states = bus.request(StatesContract.SNAPSHOT, Nothing.NOTHING);
    if (domain == null && spaceId == null) {
      return states;
    }
    return bus.request(
            EntitiesContract.LIST, new ListEntities(domain, spaceId, null, null, null, null))
        .compose(wanted -> states.map(all -> only(devices(wanted), all)));
  }

  private static Set<String> devices(EntityList entities) {
    return entities.entities().stream()
        .map(entity -> entity.deviceId().value())
        .collect(Collectors.toSet());
  }

  private static Map<String, Fields> only(Set<String> devices, StateSnapshot all) {
    Map<String, Fields> states = new LinkedHashMap<>();
    all.states()
        .forEach(
            (id, state) -> {
              if (devices.contains(id)) {
                states.put(id, state);
              }
            });
    return states;
  }

  private static boolean isUnknown(Throwable cause) {
    return cause instanceof HubFailure failure && failure.code() == FailureCode.NOT_FOUND;
  }
}
