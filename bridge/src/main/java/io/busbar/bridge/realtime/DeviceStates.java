package io.busbar.bridge.realtime;

import io.busbar.bridge.live.LiveEvent;
import io.busbar.bridge.protocol.StateCommands;
import io.busbar.bridge.protocol.StateCommands.StateOfDevice;
import io.busbar.bridge.realtime.SocketClient.Selection;
import io.busbar.bridge.socketio.SocketIoSocket;
import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.devices.LogicalDevice;
import io.busbar.contracts.spaces.SpacesContract;
import io.busbar.contracts.spaces.SpacesContract.ListSpaceDevices;
import io.busbar.contracts.value.DeviceId;
import io.vertx.core.Future;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code /socket/device-state}: states of devices, all or those of some devices or a space. */
final class DeviceStates {
  private static final Logger log = LoggerFactory.getLogger(DeviceStates.class);

  private final Surroundings around;
  private final StateCommands states;

  DeviceStates(Surroundings around) {
    this.around = around;
    this.states = new StateCommands(around.bus());
  }

  /** What a client is told of its subscription; {@code devices} is absent when it is all. */
  record Subscribed(boolean ok, @Nullable Integer devices) {}

  void connected(SocketIoSocket socket) {
    new Listener(socket, socket.admitted(Visitor.class)).begin();
  }

  /** One client and what it wants. */
  private final class Listener {
    private final SocketIoSocket socket;
    private final Visitor visitor;
    private final SocketClient client;
    private Set<DeviceId> chosen = Set.of();
    private @Nullable String spaceId;
    private int choices;

    Listener(SocketIoSocket socket, Visitor visitor) {
      this.socket = socket;
      this.visitor = visitor;
      this.spaceId = visitor.spaceId();
      Selection first =
          visitor.spaceId() == null ? Selection.ALL : new Selection(Set.of(), Set.of());
      this.client = around.client(socket, visitor, LiveEvent.Kind.STATE, first);
    }

    void begin() {
      SocketCalls calls = around.calls(socket);
      calls.serve(Incoming.STATE_SUBSCRIBE, this::subscribe, cause -> {});
      calls.serve(Incoming.STATE_GET, this::read, cause -> {});
      client.onSpacesChanged(this::lookAgain);
      client.begin();
      lookAgain();
    }

    private Future<Subscribed> subscribe(Map<String, @Nullable Object> wanted) {
      Set<DeviceId> devices = new HashSet<>();
      if (wanted.get("deviceIds") instanceof List<?> list) {
        list.forEach(id -> devices.add(new DeviceId(String.valueOf(id))));
      }
      String space = wanted.get("spaceId") instanceof String id ? id : visitor.spaceId();
      if (visitor.spaceId() != null && !visitor.spaceId().equals(space)) {
        return Future.failedFuture(notItsSpace());
      }
      int choice = ++choices;
      if (space == null) {
        choose(devices, null);
        Set<DeviceId> all = devices.isEmpty() ? null : Set.copyOf(devices);
        client.selectAndRefresh(new Selection(all, Set.of()));
        return Future.succeededFuture(new Subscribed(true, all == null ? null : all.size()));
      }
      return devicesOf(space).map(inSpace -> subscribed(choice, devices, space, inSpace));
    }

    private Subscribed subscribed(
        int choice, Set<DeviceId> devices, String space, Set<DeviceId> inSpace) {
      Set<DeviceId> all = together(devices, inSpace);
      if (choice == choices) {
        choose(devices, space);
        client.selectAndRefresh(new Selection(all, Set.of()));
      }
      return new Subscribed(true, all.size());
    }

    private void choose(Set<DeviceId> devices, @Nullable String space) {
      chosen = Set.copyOf(devices);
      spaceId = space;
    }

    /** A remote sees what is both in its space and named; a person what is either. */
    private Set<DeviceId> together(Set<DeviceId> devices, Set<DeviceId> inSpace) {
      Set<DeviceId> all = new HashSet<>(inSpace);
      if (visitor.spaceId() == null) {
        all.addAll(devices);
      } else if (!devices.isEmpty()) {
        all.retainAll(devices);
      }
      return Set.copyOf(all);
    }

    private void lookAgain() {
      String space = spaceId;
      if (space != null) {
        int choice = choices;
        devicesOf(space)
            .onSuccess(inSpace -> moved(choice, inSpace))
            .onFailure(
                cause -> log.debug("What is in {} is not known: {}", space, cause.getMessage()));
      }
    }

    private void moved(int choice, Set<DeviceId> inSpace) {
      if (choice == choices && socket.isConnected()) {
        client.selectAndRefresh(new Selection(together(chosen, inSpace), Set.of()));
      }
    }

    private Future<StateOfDevice> read(Map<String, @Nullable Object> asked) {
      DeviceId id = new DeviceId(String.valueOf(asked.get("deviceId")));
      String only = visitor.spaceId();
      return only == null
          ? states.read(id)
          : devicesOf(only)
              .compose(
                  inSpace ->
                      inSpace.contains(id)
                          ? states.read(id)
                          : Future.failedFuture(HubFailure.notFound("device", id)));
    }
  }

  private Future<Set<DeviceId>> devicesOf(String space) {
    return around
        .bus()
        .request(SpacesContract.DEVICES, new ListSpaceDevices(space))
        .map(
            list ->
                list.devices().stream()
                    .map(LogicalDevice::id)
                    .collect(Collectors.toUnmodifiableSet()));
  }

  private static HubFailure notItsSpace() {
    return HubFailure.forbidden(
        "This remote belongs to another space.", "Leave spaceId out, or pair the remote anew.");
  }
}
